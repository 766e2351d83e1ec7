//! The names that generated code uses itself, which a spec must not give to anything else.

/// The names that the definitions of generated types use: a type of the spec would hide them. Elsewhere generated code
/// writes `types::Name`, which hides nothing. `Ids` would get a module that exists already.
pub(crate) const TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Cursor",
    "Date",
    "Date",
    "Debug",
    "Default",
    "DigitsId",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Ids",
    "Into",
    "IntoIterator",
    "Iterator",
    "Json",
    "None",
    "Number",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Self",
    "Some",
    "Sparse",
    "String",
    "Text",
    "TextId",
    "Timestamp",
    "UnknownInteger",
    "UnknownText",
    "Url",
    "Vec",
];

/// The methods of every request; an optional parameter must not take their names.
pub(crate) const REQUEST_METHODS: &[&str] = &[
    "clone",
    "estimated_units",
    "get",
    "idempotency_key",
    "into_future",
    "items",
    "new",
    "pages",
    "raw",
    "send",
    "skip_cache",
];

/// The modules beside those of a group's endpoints, which have the names of their methods.
pub(crate) const METHODS: &[&str] = &["types"];

/// The methods of every client, and the modules beside those of the groups, in generated code and in the face of its
/// crate. A group is both a method and a module.
pub(crate) const GROUPS: &[&str] = &[
    "as_ref",
    "blocking",
    "budget",
    "builder",
    "client",
    "clone",
    "described",
    "dynamic",
    "error",
    "fmt",
    "from_env",
    "from_runtime",
    "mod",
    "new",
    "pages",
    "response",
    "rows",
    "rt",
    "samples",
    "service",
    "set_requests_per_second",
    "types",
    "usage",
    "values",
    "with_budget",
    "with_gate",
];

/// The files that Windows takes for devices, whatever their ending.
pub(crate) const DEVICES: &[&str] = &[
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt0", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Headers that say how a message is sent: a key in one of them breaks the request, or is replaced before it is sent. In small
/// letters.
pub const HTTP_HEADERS: &[&str] = &[
    "accept",
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "max-forwards",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// The variant of every enum that keeps values which become known later.
pub(crate) const VARIANT: &str = "Unknown";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::scalar::{Row, SCALARS, Scalar};

    /// A file of the runtime, without its comments.
    fn runtime(path: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../client/runtime/src").join(path);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
    }

    /// The types and traits that a module exports: of `A::{B, c as D}` and `A::B as E`, `B`, `D` and `E`. `B` and its
    /// variant `C` are both exported by `B::{self, C}`.
    fn exports(text: &str) -> BTreeSet<String> {
        let items = text.split("pub use ").skip(1).map(|item| item.split(';').next().unwrap_or_default());
        let paths = items.flat_map(|item| item.split(['{', '}', ',']));
        let names = paths.map(|path| path.trim().trim_end_matches("::").rsplit("::").next().unwrap_or_default());
        let names = names.map(|name| name.rsplit(" as ").next().unwrap_or_default());
        names.filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase())).map(str::to_owned).collect()
    }

    fn all(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn types_are_names_that_the_runtime_exports_for_generated_types() {
        let mut exported = exports(&runtime("schema/mod.rs"));
        exported.extend(all(&["Ids", "Self"]));
        let unknown: Vec<_> = all(TYPES).difference(&exported).cloned().collect();
        assert_eq!(unknown, Vec::<String>::new());
        // Bytes are in no generated type.
        let in_types = |row: &&Row| row.scalar != Scalar::Bytes && row.rust.starts_with(char::is_uppercase);
        for row in SCALARS.iter().filter(in_types) {
            assert!(TYPES.contains(&row.rust), "a scalar becomes `{}`", row.rust);
        }
    }

    /// The functions in a text.
    fn functions(text: &str) -> BTreeSet<String> {
        text.split("fn ")
            .skip(1)
            .map(|rest| rest.split('(').next().unwrap_or_default())
            // Names that a macro is given.
            .filter(|name| !name.starts_with('$'))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn request_methods_are_those_that_the_runtime_gives_to_every_request() {
        let mut expected = functions(&runtime("rt/request.rs"));
        // Of a trait that only a test server uses, by its bound: a method of the request may have these names.
        for hidden in ["operation", "params", "body"] {
            assert!(expected.remove(hidden), "{hidden}");
        }
        expected.extend(all(&["clone", "new"]));
        assert_eq!(all(REQUEST_METHODS), expected);
    }

    /// The modules of the runtime that a text re-exports beside its groups.
    fn reexports(text: &str) -> BTreeSet<String> {
        let uses = text.split("pub use hikerapi_runtime::").skip(1).filter_map(|rest| rest.split(';').next());
        let names = uses.flat_map(|names| names.trim_matches(['{', '}']).split(',').map(str::trim));
        names.filter(|name| !name.contains("::") && name.starts_with(char::is_lowercase)).map(str::to_owned).collect()
    }

    #[test]
    fn groups_are_the_methods_of_a_client_and_the_modules_beside_groups() {
        let text = runtime("rt/client.rs");
        let client = text.split("pub trait ").next().unwrap_or_default();
        let mut expected = functions(client);
        expected.extend(all(&["blocking", "clone", "described", "mod", "samples", "service", "types"]));
        let face = reexports(&runtime("../../src/lib.rs"));
        assert!(face.contains("dynamic") && face.contains("pages"), "{face:?}");
        expected.extend(face);
        assert_eq!(all(GROUPS), expected);
    }
}
