//! The methods of generated requests.

/// The methods of every request, for a struct that contains a `Call`.
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    ($name:ident: $output:ty = $operation:ident) => {
        impl $crate::rt::Endpoint for $name {
            type Output = $output;

            const OPERATION: &'static $crate::rt::Operation = &$operation;
        }

        impl $name {
            /// Sends the request and returns the result with its response: status, headers, units, time.
            ///
            /// # Errors
            /// As awaiting the request.
            #[inline]
            pub fn send(self) -> $crate::rt::Sending<$crate::rt::Response<$output>> {
                self.call.send::<Self>()
            }

            /// Sends the request and returns the response as it arrives, without decoding it.
            ///
            /// # Errors
            /// As awaiting the request, except for responses that do not decode.
            #[inline]
            pub fn raw(self) -> $crate::rt::Sending<$crate::rt::RawResponse> {
                self.call.raw()
            }

        }

        impl<M: $crate::rt::Mode> $name<M> {
            /// Sends the request even if the cache has its response, which the new one replaces. Without a cache, nothing
            /// changes.
            pub fn skip_cache(self) -> Self {
                Self { call: self.call.skip_cache() }
            }

            /// Returns the units that each attempt costs, as stated by the spec; 1 where the service has no prices.
            #[doc(alias("price", "cost"))]
            #[must_use]
            pub fn estimated_units(&self) -> u64 {
                self.call.price()
            }
        }

        impl<M: $crate::rt::Mode> $crate::rt::Request for $name<M> {
            fn operation(&self) -> &'static $crate::rt::Operation {
                &$operation
            }

            fn params(&self) -> &[(::std::borrow::Cow<'static, str>, $crate::rt::String)] {
                self.call.params()
            }

            fn body(&self) -> $crate::rt::Option<$crate::response::Bytes> {
                self.call.body()
            }
        }

        $crate::rt::blocking_request!($name: $output);

        impl $crate::rt::IntoFuture for $name {
            type Output = $crate::rt::Result<$output>;
            type IntoFuture = $crate::rt::Sending<$output>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call.get::<Self>()
            }
        }
    };
}

/// The methods of a request that the service recognizes where it is sent again.
#[doc(hidden)]
#[macro_export]
macro_rules! __idempotent {
    ($name:ident) => {
        impl<M: $crate::rt::Mode> $name<M> {
            /// Sets the key by which the service recognizes this request where it is sent again, so that what it does is done
            /// once. By default each request that is sent gets a new random key, which is the same in all of its attempts.
            ///
            /// Set one of your own to be able to send a request again after an error, also in another run of the program: one
            /// for what is to be done, such as the number of an order, and never the same for two different requests.
            pub fn idempotency_key(self, key: impl $crate::rt::Into<$crate::rt::String>) -> Self {
                Self { call: self.call.idempotency_key($crate::rt::Into::into(key)) }
            }
        }
    };
}

/// The methods of a request for a page of a list.
#[doc(hidden)]
#[macro_export]
macro_rules! __pages {
    ($name:ident) => {
        impl $name {
            /// Returns the pages from here to the end, one request each. Nothing is sent yet.
            #[inline]
            pub fn pages(self) -> $crate::rt::Pages<Self> {
                $crate::rt::Pages::new(self.call)
            }

            /// Returns the items of all pages from here to the end. Nothing is sent yet.
            #[inline]
            pub fn items(self) -> $crate::rt::Items<Self> {
                $crate::rt::Items::new(self.call)
            }
        }

        $crate::rt::blocking_pages!($name);
    };
}

/// The methods of a blocking request.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_request {
    ($name:ident: $output:ty) => {
        /// The request of a blocking client.
        impl $name<$crate::rt::Blocking> {
            /// Sends the request, waits for the response, and returns the result.
            ///
            /// # Errors
            /// Where no response arrives, where it is an error, where it does not decode, and in async code.
            #[inline]
            pub fn get(self) -> $crate::rt::Result<$output> {
                self.call.get::<$name>()
            }

            /// Sends the request, waits for the response, and returns the result with its response: status, headers, units,
            /// time.
            ///
            /// # Errors
            /// As [`get`](Self::get).
            #[inline]
            pub fn send(self) -> $crate::rt::Result<$crate::rt::Response<$output>> {
                self.call.send::<$name>()
            }

            /// Sends the request, waits for the response, and returns it as it arrives, without decoding it.
            ///
            /// # Errors
            /// As [`get`](Self::get), except for responses that do not decode.
            #[inline]
            pub fn raw(self) -> $crate::rt::Result<$crate::rt::RawResponse> {
                self.call.raw()
            }
        }
    };
}

/// Nothing without the feature.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_request {
    ($name:ident: $output:ty) => {};
}

/// The methods of a blocking request for a page of a list.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_pages {
    ($name:ident) => {
        /// The list of a blocking client.
        impl $name<$crate::rt::Blocking> {
            /// Returns an iterator over the pages from here to the end, one request each. Nothing is sent yet.
            #[inline]
            pub fn pages(self) -> $crate::rt::Pages<$name, $crate::rt::Blocking> {
                $crate::rt::Pages::new(self.call)
            }

            /// Returns an iterator over the items of all pages from here to the end. Nothing is sent yet.
            #[inline]
            pub fn items(self) -> $crate::rt::Items<$name, $crate::rt::Blocking> {
                $crate::rt::Items::new(self.call)
            }
        }
    };
}

/// Nothing without the feature.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_pages {
    ($name:ident) => {};
}
