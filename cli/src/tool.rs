//! A command line: what it is for.

use heck::ToKebabCase;
use hikerapi_runtime::client::ServiceClient;
use hikerapi_runtime::dynamic::{Described, EndpointDescription, GroupDescription};
use hikerapi_runtime::rt::{Async, ClientBuilder, RuntimeClient, Sampled};
use hikerapi_runtime::service::Service;

use crate::failure::Failure;
use crate::settings::Settings;

/// A command line for a service.
#[derive(Debug, Clone)]
pub struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) service: &'static Service,
    /// What the spec says of the service, in Markdown.
    pub(crate) doc: &'static str,
    pub(crate) groups: &'static [GroupDescription],
    /// Makes the client.
    pub(crate) connect: fn(&Settings) -> Result<Connection, Failure>,
    /// Starts a local server in place of the service.
    #[cfg(feature = "mock")]
    pub(crate) mock: crate::mock_server::StartMock,
}

/// A client of the service, whatever its type.
#[derive(Debug, Clone)]
pub(crate) struct Connection {
    runtime: RuntimeClient,
}

impl Tool {
    /// The command line for the service of a client, under this name.
    #[must_use]
    pub fn of<C>(name: &'static str, version: &'static str) -> Self
    where
        C: ServiceClient<Mode = Async> + Described + Sampled + 'static,
    {
        Self {
            name,
            version,
            service: C::SERVICE,
            doc: C::DOC,
            groups: C::GROUPS,
            connect: connect::<C>,
            #[cfg(feature = "mock")]
            mock: crate::mock_server::start::<C>,
        }
    }

    /// Returns all endpoints, with their groups, in the order of the spec.
    pub(crate) fn endpoints(&self) -> impl Iterator<Item = (&'static GroupDescription, &'static EndpointDescription)> {
        self.groups.iter().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)))
    }
}

/// Returns a name of the spec, which can be one of Rust (`r#type`) or of the wire (`created[gte]`), as that of a command or a flag.
pub(crate) fn kebab(name: &str) -> String {
    let kebab = name.trim_start_matches("r#").to_kebab_case();
    if kebab.is_empty() { "value".to_owned() } else { kebab }
}

fn connect<C: ServiceClient<Mode = Async>>(settings: &Settings) -> Result<Connection, Failure> {
    let client = settings.apply(ClientBuilder::<C>::new())?.build()?;
    Ok(Connection { runtime: client.as_ref().clone() })
}

impl AsRef<RuntimeClient> for Connection {
    fn as_ref(&self) -> &RuntimeClient {
        &self.runtime
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_rust_lose_their_mark() {
        assert_eq!((kebab("r#type").as_str(), kebab("by_url_v2").as_str()), ("type", "by-url-v2"));
    }
}
