//! The methods of a generated client.

/// Declares the client of a service, with its builder, over the runtime's client.
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    (
        $(#[$doc:meta])* $name:ident: $($path:ident)::+ $(, auth: $auth:ident $($keys:literal)?)? {
            $($(#[$group_doc:meta])* $group:ident: $api:ident,)*
        }
        $(#[$blocking_doc:meta])* mod blocking;
    ) => {
        $crate::rt::client_type! {
            $(#[$doc])*
            $name in $crate::rt::Async, $name;
            $($auth $($keys)?)?;
            &$($path)::+::SERVICE, $($path)::+::OPERATIONS;
            $($(#[$group_doc])* $group: self::$group::$api,)*
        }

        $crate::rt::blocking_client! {
            $(#[$blocking_doc])*
            $name, $($auth $($keys)?)? { $($(#[$group_doc])* $group: super::$group::$api,)* }
        }
    };
}

/// Declares how a client is made without settings, by the secrets that its service needs: `none`, `key`, `keys 2`.
#[doc(hidden)]
#[macro_export]
macro_rules! __new_client {
    ($name:ident: none) => {
        impl $name {
            /// Returns a client with the default settings. The service needs no key.
            ///
            /// # Errors
            /// Where no client can be built, as in a build without TLS. The service is not contacted.
            pub fn new() -> $crate::rt::Result<Self> {
                Self::builder().build()
            }
        }
    };
    ($name:ident: keys $keys:literal) => {
        impl $name {
            /// Returns a client with these keys, in the order of the service's docs, and the default settings.
            ///
            /// # Errors
            /// Where a key is malformed, such as empty. The service is not contacted.
            pub fn new(keys: [impl $crate::rt::Into<$crate::rt::ApiKey>; $keys]) -> $crate::rt::Result<Self> {
                Self::builder().keys(keys).build()
            }
        }
    };
    ($name:ident: $(key)?) => {
        impl $name {
            /// Returns a client with this key and the default settings.
            ///
            /// # Errors
            /// Where the key is malformed, such as empty. The service is not contacted.
            pub fn new(key: impl $crate::rt::Into<$crate::rt::ApiKey>) -> $crate::rt::Result<Self> {
                Self::builder().key(key).build()
            }
        }
    };
}

/// Declares a client in a mode, beside the client of the same service whose requests are awaited.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_type {
    (
        $(#[$doc:meta])* $name:ident in $mode:ty, $async:ty;
        $($auth:ident $($keys:literal)?)?;
        $service:expr, $operations:expr;
        $($(#[$group_doc:meta])* $group:ident: $($api:ident)::+,)*
    ) => {
        $(#[$doc])*
        #[derive($crate::rt::Clone)]
        pub struct $name {
            runtime: $crate::rt::RuntimeClient<$mode>,
        }

        /// The settings of a [`Client`]. Get one from [`Client::builder`].
        pub type ClientBuilder = $crate::rt::ClientBuilder<$name>;

        $crate::rt::new_client!($name: $($auth $($keys)?)?);

        impl $name {
            /// Returns a client with the key from the environment variable of the service, or with all of its keys from theirs:
            /// those of `SERVICE.auth`.
            ///
            /// # Errors
            /// Where a variable is not set, or its value is malformed, such as empty. The service is not contacted.
            pub fn from_env() -> $crate::rt::Result<Self> {
                Self::builder().key_from_env().build()
            }

            /// Returns a builder, with every setting at its default.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new()
            }

            /// Returns the number of requests so far and their cost, summed over this client, its clones and the clients made
            /// from them with `with_budget`.
            #[must_use]
            pub fn usage(&self) -> $crate::rt::Usage {
                self.runtime.usage()
            }

            /// Returns the budget of this client and its clones, if it has one.
            #[must_use]
            pub fn budget(&self) -> $crate::rt::Option<&$crate::rt::Budget> {
                self.runtime.budget()
            }

            /// Returns a client with this budget instead of the one of `self`. It shares the connections, the rate limit and the
            /// usage with `self`.
            #[must_use]
            pub fn with_budget(&self, budget: $crate::rt::Budget) -> Self {
                Self { runtime: self.runtime.with_budget(budget) }
            }

            /// Returns a client whose requests this gate admits, instead of the one of `self` or the rate limit. It shares the
            /// connections, the usage and the budget with `self`.
            #[must_use]
            pub fn with_gate(&self, gate: $crate::rt::Arc<dyn $crate::rt::Gate>) -> Self {
                Self { runtime: self.runtime.with_gate(gate) }
            }

            /// Changes the rate limit, in requests per second, which this client shares with its clones and the clients made
            /// from them with `with_budget`. It may be below 1.
            ///
            /// # Errors
            /// Where the number is not a rate: below one request a day, or above 1,000,000 per second.
            pub fn set_requests_per_second(&self, rate: impl $crate::rt::Into<f64>) -> $crate::rt::Result<()> {
                self.runtime.set_requests_per_second(rate.into())
            }
        }

        /// The groups of endpoints.
        impl $name {
            $(
                $(#[$group_doc])*
                #[must_use]
                pub fn $group(&self) -> $($api)::+<'_, $mode> {
                    $($api)::+ { client: &self.runtime }
                }
            )*
        }

        impl $crate::rt::AsRef<$crate::rt::RuntimeClient<$mode>> for $name {
            fn as_ref(&self) -> &$crate::rt::RuntimeClient<$mode> {
                &self.runtime
            }
        }

        impl $crate::rt::ServiceClient for $name {
            type Mode = $mode;
            type Async = $async;

            const SERVICE: &'static $crate::rt::Service = $service;
            const OPERATIONS: &'static [&'static $crate::rt::Operation] = $operations;

            fn from_runtime(runtime: $crate::rt::RuntimeClient<$mode>) -> Self {
                Self { runtime }
            }
        }

        impl $crate::rt::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut $crate::rt::fmt::Formatter<'_>) -> $crate::rt::fmt::Result {
                $crate::rt::fmt::Debug::fmt(&self.runtime, formatter)
            }
        }
    };
}

/// Declares the blocking client of a service, in a module of its own.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_client {
    ($(#[$doc:meta])* $name:ident, $($auth:ident $($keys:literal)?)? { $($(#[$group_doc:meta])* $group:ident: $($api:ident)::+,)* }) => {
        $(#[$doc])*
        ///
        /// # Requests
        ///
        /// A request is a value, as in the async client, and has the same parameters. Nothing is sent until you call one of these:
        ///
        /// - `.get()` returns the typed result.
        /// - `.send()` returns it with status, headers, units and time.
        /// - `.raw()` returns the bytes.
        /// - `.pages()` and `.items()` return iterators over a list, with the settings of the async ones, such as `max_items`,
        ///   `unique` and `resume`. An iterator ends after its first error. To retry, call `try_next` of the same value, or resume
        ///   another one at the checkpoint of the error.
        /// - [`ConcurrentPages`](blocking::ConcurrentPages) fetches many lists at once.
        ///
        /// # Threads
        ///
        /// Each client has one background thread, which drives connections and timers and is idle between requests. It
        /// ends when the last clone of the client, its requests and its lists are dropped. Use clones of one client from as
        /// many threads as you like: they share the connections, the rate limit, the budget and the usage. With an async client
        /// in the same program a blocking one shares only a [`Budget`](super::client::Budget), where both have a clone of it:
        /// connections belong to the runtime in which they were made.
        ///
        /// # In async code
        ///
        /// In a task of tokio, every request and list returns an error without sending anything, since it would stop the other
        /// tasks of its thread. Use the async client there, or call the blocking one in `tokio::task::spawn_blocking`. A
        /// client may be made and dropped anywhere.
        pub mod blocking {
            #[allow(unused_imports)] // a private module, as one of a test, uses none of them
            #[doc(inline)]
            pub use $crate::blocking::{Blocking, ConcurrentPages, Items, Pages};

            $crate::rt::client_type! {
                /// A client whose requests block the calling thread until their response has arrived. Its groups, requests and
                /// settings are those of the async [`Client`](super::Client), whose docs have the defaults.
                ///
                /// Cheap to clone: clones share the connections, the rate limit, the usage, the budget and one background thread.
                $name in Blocking, super::$name;
                $($auth $($keys)?)?;
                <super::$name as $crate::rt::ServiceClient>::SERVICE, <super::$name as $crate::rt::ServiceClient>::OPERATIONS;
                $($(#[$group_doc])* $group: $($api)::+,)*
            }
        }
    };
}

/// Nothing without the feature.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_client {
    ($($input:tt)*) => {};
}

/// A group of endpoints that an extension adds to a client.
#[diagnostic::on_unimplemented(
    message = "the client already has a group of this name, `{Self}`, which hides the new one",
    label = "rename the new group: rename its file, or set `name:` under `group`"
)]
pub trait NewGroup {}

/// Compiles only where the method of the client returns the new group.
pub const fn new_group<'a, C, G: NewGroup>(_: fn(&'a C) -> G) {}
