//! The methods of generated requests.

/// The methods of every request, for a struct that contains a `Call`.
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    ($name:ident: $output:ty = $operation:ident) => {
        impl $crate::rt::Endpoint for $name {
            type Output = $output;

            const OPERATION: &'static $crate::rt::Operation = &$operation;

            fn params(&self) -> &[(&'static str, $crate::rt::String)] {
                self.call.params()
            }
        }

        impl $name {
            /// Sends the request and returns the result with its response: status, headers, units, time.
            ///
            /// # Errors
            /// As awaiting the request.
            #[inline]
            pub fn send(self) -> $crate::rt::BoxFuture<$crate::rt::Result<$crate::rt::Response<$output>>> {
                self.call.send::<Self>()
            }

            /// Sends the request and returns the response as it arrives, without decoding it.
            ///
            /// # Errors
            /// As awaiting the request, except for responses that do not decode.
            pub fn raw(self) -> $crate::rt::BoxFuture<$crate::rt::Result<$crate::rt::RawResponse>> {
                self.call.raw()
            }

            /// Returns the units that each attempt costs, as stated by the spec.
            #[must_use]
            pub fn estimated_units(&self) -> u64 {
                self.call.price()
            }
        }

        impl $crate::rt::IntoFuture for $name {
            type Output = $crate::rt::Result<$output>;
            type IntoFuture = $crate::rt::BoxFuture<Self::Output>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call.get::<Self>()
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
    };
}
