//! Files of the spec, as the document names them.

use spec::Api;

/// The name of a file without its folder, which each reader has elsewhere.
pub(super) fn name(api: &Api, file: usize) -> &str {
    let path = api.files.get(file).map_or("", String::as_str);
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
