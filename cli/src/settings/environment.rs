//! Settings from environment variables.

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use hikerapi_runtime::service::Service;

use super::secret::Secret;
use super::variable::Variable;
use crate::failure::Failure;

/// The environment variables, as far as a tool reads them.
pub(super) struct Environment<'a> {
    tool: &'a str,
    variable: &'a dyn Fn(&str) -> Option<OsString>,
}

impl<'a> Environment<'a> {
    pub(super) fn new(tool: &'a str, variable: &'a dyn Fn(&str) -> Option<OsString>) -> Self {
        Self { tool, variable }
    }

    /// A variable of the system: `HOME`. One that is empty is as absent.
    pub(super) fn system(&self, name: &str) -> Option<OsString> {
        (self.variable)(name).filter(|value| !value.is_empty())
    }

    /// A path in one of the tool's own variables.
    pub(super) fn path(&self, variable: Variable) -> Option<PathBuf> {
        self.system(&variable.of(self.tool)).map(PathBuf::from)
    }

    /// A text in one of the tool's own variables.
    pub(super) fn text(&self, variable: Variable) -> Result<Option<String>, Failure> {
        self.utf8(&variable.of(self.tool))
    }

    /// A whole number in one of the tool's own variables.
    pub(super) fn number(&self, variable: Variable) -> Result<Option<u64>, Failure> {
        let name = variable.of(self.tool);
        let Some(text) = self.utf8(&name)? else { return Ok(None) };
        match u64::from_str(text.trim()) {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(Failure::usage(format!("{name} is `{}`, which is not a whole number", text.escape_debug()))),
        }
    }

    /// The keys of a service, where its variables are set. One of several alone is a mistake.
    pub(super) fn keys(&self, service: &Service) -> Result<Option<Vec<Secret>>, Failure> {
        let names: Vec<_> = service.auth.iter().flat_map(|credential| credential.env).copied().collect();
        let keys: Vec<_> = names.iter().map(|name| self.utf8(name)).collect::<Result<_, _>>()?;
        if keys.iter().all(Option::is_none) {
            return Ok(None);
        }
        let missing: Vec<_> = names.iter().zip(&keys).filter(|(_, key)| key.is_none()).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            let (missing, all) = (missing.join(" and "), names.join(" and "));
            return Err(Failure::usage(format!("{missing} is not set: the service needs {all}")));
        }
        Ok(Some(keys.into_iter().flatten().map(Secret::new).collect()))
    }

    fn utf8(&self, name: &str) -> Result<Option<String>, Failure> {
        let text = self.system(name).map(OsString::into_string).transpose();
        text.map_err(|_| Failure::usage(format!("{name} is not UTF-8 text")))
    }
}
