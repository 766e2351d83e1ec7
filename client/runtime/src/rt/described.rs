//! What a spec says of its endpoints. Without the feature `dynamic` the macros expand to nothing.

/// Declares what a spec says of the endpoints of a group, each by the type of its request.
#[cfg(feature = "dynamic")]
#[doc(hidden)]
#[macro_export]
macro_rules! __endpoints {
    ($(
        $request:path {
            doc: $doc:literal,
            $(param $param:literal: $ty:literal = $param_doc:literal $(default $default:literal)?,)*
            $(deprecated [$($replacement:literal),*] $($reason:literal)?,)?
            $(row $one:ty,)?
            $(rows $list:literal $each:ty,)?
        }
    )*) => {
        pub(super) const ENDPOINTS: &[$crate::dynamic::EndpointDescription] = &[$(
            $crate::dynamic::EndpointDescription::new(
                <$request as $crate::rt::Endpoint>::OPERATION,
                $doc,
                &[$(
                    $crate::dynamic::ParamDescription::new($param, $ty, $param_doc)$(.default($default))?,
                )*],
            )
            $(.deprecated($crate::dynamic::Deprecation::new(&[$($replacement),*])$(.reason($reason))?))?
            $(.rows($crate::dynamic::ResponseRows::one($crate::dynamic::RowType::of::<$one>())))?
            $(.rows($crate::dynamic::ResponseRows::each($list, $crate::dynamic::RowType::of::<$each>())))?,
        )*];
    };
}

/// Collects the groups, for a client or for an extension.
#[cfg(feature = "dynamic")]
#[doc(hidden)]
#[macro_export]
macro_rules! __described {
    ($client:path = $doc:literal { $($(#[$gate:meta])* $group:ident: $name:literal = $group_doc:literal,)* }) => {
        impl $crate::dynamic::Described for $client {
            const DOC: &'static str = $doc;
            const GROUPS: &'static [$crate::dynamic::GroupDescription] = &[$(
                $(#[$gate])*
            $crate::dynamic::GroupDescription::new($name, $group_doc, self::$group::ENDPOINTS),
            )*];
        }
    };
    ($($(#[$gate:meta])* $group:ident: $name:literal = $group_doc:literal,)*) => {
        /// What the spec says of the endpoints, by group.
        pub const GROUPS: &[$crate::dynamic::GroupDescription] = &[$(
            $(#[$gate])*
            $crate::dynamic::GroupDescription::new($name, $group_doc, self::$group::ENDPOINTS),
        )*];
    };
}

#[cfg(not(feature = "dynamic"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __endpoints {
    ($($rest:tt)*) => {};
}

#[cfg(not(feature = "dynamic"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __described {
    ($($rest:tt)*) => {};
}
