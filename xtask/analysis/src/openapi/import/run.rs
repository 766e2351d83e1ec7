//! An import from the document to its files.

use super::auth::Auth;
use super::common::Common;
use super::entry::Entry;
use super::existing::{Existing, Reserved};
use super::groups::{self, Found, Group};
use super::options::{Imported, Options};
use super::reader::Reader;
use super::report::LeftOut;
use super::scalars::Counted;
use super::servers::Servers;
use super::text::shortened;
use super::{definitions, draft, files, homes, pages, repair, service};
use crate::error::Error;
use crate::openapi::json::Json;
use crate::openapi::keys;

const HELP: &str = "name another prefix with `--path PREFIX`";

/// A document that is imported.
pub(super) struct Run<'a> {
    document: &'a Json,
    options: &'a Options<'a>,
    /// Without a slash at its end.
    prefix: Option<&'a str>,
    /// Whether it is an export of a whole spec.
    is_own: bool,
    auth: Auth<'a>,
    /// The price of operations that have none.
    one: Json,
}

/// What was read of it.
pub(super) struct Read {
    pub(super) groups: Vec<Group>,
    pub(super) entries: Vec<Entry>,
    pub(super) left_out: Vec<LeftOut>,
    operations: usize,
    servers: Option<Servers>,
    scalars: Counted,
}

impl<'a> Run<'a> {
    pub(super) fn new(document: &'a Json, options: &'a Options<'a>) -> Self {
        let is_own = document.get(keys::SERVICE).is_some();
        let auth = if is_own { Auth::default() } else { Auth::of(document) };
        let prefix = options.prefix.map(|prefix| prefix.trim_end_matches('/'));
        Self { document, options, prefix, is_own, auth, one: Json::from(1) }
    }

    pub(super) fn is_own(&self) -> bool {
        self.is_own
    }

    fn has_draft(&self) -> bool {
        self.prefix.is_none() && self.options.draft && !self.is_own && self.options.existing.is_none()
    }

    fn is_wanted(&self, path: &str) -> bool {
        match self.prefix {
            Some(prefix) => path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
            None => true,
        }
    }

    /// Reads all that is wanted. `reserved` has names that it must not give.
    pub(super) fn read(&self, reserved: Reserved) -> Read {
        let cost_key = self.options.cost_key.filter(|_| !self.is_own).unwrap_or(keys::COST);
        let usual_cost = match self.prefix {
            None if self.is_own => service::usual_cost(self.document, cost_key),
            _ => self.options.cost_key.map(|_| &self.one).filter(|_| !self.is_own),
        };
        let existing = self.options.existing.as_ref();
        let mut reader = Reader::new(self.document, cost_key, reserved.definitions);
        reader.key_headers = self.auth.headers();
        reader.key_headers.extend(existing.into_iter().flat_map(Existing::key_headers));
        reader.servers = match existing {
            Some(existing) => Some(Servers::of_spec(existing.servers())),
            None => self.has_draft().then(|| Servers::of(self.document)),
        };
        let Found { mut groups, left_out, operations } = groups::groups(
            &mut reader,
            &reserved.groups,
            existing.map(|existing| existing.api),
            |path| self.is_wanted(path),
            usual_cost,
        );
        if self.prefix.is_some() {
            groups.retain(|group| !group.endpoints.is_empty());
        } else {
            reader.need_own();
        }
        let mut entries = definitions::all(&mut reader);
        if !self.is_own {
            pages::find(&mut groups, &mut entries);
        }
        let scalars = reader.scalars.count(self.document);
        Read { groups, entries, left_out, operations, servers: reader.servers, scalars }
    }

    /// The files of what was read.
    ///
    /// # Errors
    /// If that is nothing, or the language refuses the service itself.
    pub(super) fn written(&self, read: Read) -> Result<Imported, Error> {
        let Read { mut groups, entries, left_out, operations, servers, scalars } = read;
        if groups.iter().all(|group| group.endpoints.is_empty()) && (self.prefix.is_some() || !self.is_own) {
            let why = match left_out.as_slice() {
                [] => format!("no path is below `{}`", self.prefix.unwrap_or("/")),
                all => listed(all),
            };
            return Err(nothing(why));
        }
        let mut api = service::section(self.document).filter(|_| self.prefix.is_none());
        if let Some(servers) = servers.filter(|_| self.has_draft()) {
            let common = Common::take(&mut groups);
            api = Some(draft::section(self.document, &self.auth, &servers, &common, self.options.cost_key.is_some()));
        } else if self.options.existing.is_none() {
            Common::usual(&mut groups);
        }
        let existing = self.options.existing.map(|existing| existing.sources).unwrap_or_default();
        let taken = existing.iter().map(|source| format!("{}.yaml", source.stem().to_ascii_lowercase())).collect();
        let homes = homes::homes(self.options.existing.as_ref(), &groups);
        let trees = files::trees(api, groups, entries, &taken);
        let accepted = repair::accepted(trees, &self.head(), operations, left_out, &scalars, existing)?;
        if accepted.files.is_empty() {
            return Err(nothing(listed(&accepted.report.left_out)));
        }
        Ok(homes::at_home(accepted, &homes, &self.head(), existing))
    }

    /// The comment at the top of each file.
    fn head(&self) -> String {
        let info = &self.document["info"];
        let title = info["title"].as_str().unwrap_or("without a title");
        let version = info["version"].as_str().unwrap_or("without a version");
        let (title, version) = (shortened(title), shortened(version));
        let source = format!("Imported from the OpenAPI description {title} ({version}).");
        if self.is_own {
            return source;
        }
        format!(
            "{source} A description declares types, but not what the service sends: add which texts are ids, what a request \
             costs and which fields can be missing. Each open decision has a `question` comment."
        )
    }
}

fn listed(left_out: &[LeftOut]) -> String {
    left_out.iter().map(LeftOut::to_string).collect::<Vec<_>>().join("\n        ")
}

fn nothing(why: String) -> Error {
    Error { what: "there is nothing to import".to_owned(), why, help: HELP }
}
