//! The types of a spec as rows. Without the feature `rows` the macro expands to nothing.

/// Declares the types of a spec as cells: ids of digits, types that are text, numbers of enums, unions with their variants, and
/// objects with the docs of the spec for them and for their fields.
#[cfg(feature = "rows")]
#[doc(hidden)]
#[macro_export]
macro_rules! __rows {
    (
        $(digits { $($digits:path,)* })?
        $(texts { $($text:path,)* })?
        $(integers { $($integer:path,)* })?
        $(unions { $($union:path $(: $tag:literal)? { $($variant:ident $(($value:literal))?,)* })* })?
        $(objects { $($object:path: $name:literal = $doc:literal { $($field:ident: $wire:literal = $field_doc:literal,)* })* })?
    ) => {
        $($($crate::rt::cell!($digits: Id, |value, to| to.id(value.get()));)*)?
        $($($crate::rt::cell!($text: Text, |value, to| to.text(value.as_str()));)*)?
        $($($crate::rt::cell!($integer: Integer, |value, to| to.integer(value.as_i64()));)*)?
        $($($crate::rt::union_cell!($union $(: $tag)? { $($variant $(($value))?,)* });)*)?

        $($(
            impl $crate::rows::Cell for $object {
                fn kind() -> $crate::rows::Kind {
                    $crate::rows::Kind::Object(|| {
                        static SCHEMA: ::std::sync::OnceLock<$crate::rows::Schema> = ::std::sync::OnceLock::new();
                        SCHEMA.get_or_init(|| $crate::rows::Schema::new($name, $doc, $crate::rt::columns([$(
                            $crate::rows::column($wire, $field_doc, |value: &$object| &value.$field),
                        )*])).of::<$object>())
                    })
                }
            }

            impl $crate::rows::DynamicCell for $object {
                fn write(&self, _to: &mut dyn $crate::rows::CellWriter) {
                    _to.begin_object();
                    $(
                        _to.field($wire);
                        $crate::rows::DynamicCell::write(&self.$field, _to);
                    )*
                    _to.end_object();
                }
            }
        )*)?
    };
}

/// Declares a cell of a kind, and how a value is written.
#[cfg(feature = "rows")]
#[doc(hidden)]
#[macro_export]
macro_rules! __cell {
    ($type:path: $kind:ident, |$value:ident, $to:ident| $write:expr) => {
        impl $crate::rows::Cell for $type {
            fn kind() -> $crate::rows::Kind {
                $crate::rows::Kind::$kind
            }
        }

        impl $crate::rows::DynamicCell for $type {
            fn write(&self, $to: &mut dyn $crate::rows::CellWriter) {
                let $value = self;
                $write;
            }
        }
    };
}

/// Declares a union as a cell: with the tag of each variant, or by the kind of JSON.
#[cfg(feature = "rows")]
#[doc(hidden)]
#[macro_export]
macro_rules! __union_cell {
    ($union:path: $tag:literal { $($variant:ident($value:literal),)* }) => {
        $crate::rt::union_cell!(@ $union { $($variant(member, to) => $crate::rows::write_tagged(member, $tag, $value, to),)* });
    };
    ($union:path { $($variant:ident,)* }) => {
        $crate::rt::union_cell!(@ $union { $($variant(member, to) => $crate::rows::write_member(member, to),)* });
    };
    (@ $union:path { $($variant:ident($member:ident, $to:ident) => $write:expr,)* }) => {
        impl $crate::rows::Cell for $union {
            fn kind() -> $crate::rows::Kind {
                $crate::rows::Kind::Json
            }
        }

        impl $crate::rows::DynamicCell for $union {
            fn write(&self, _to: &mut dyn $crate::rows::CellWriter) {
                match self {
                    $(Self::$variant($member) => {
                        let $to = _to;
                        $write;
                    })*
                    // No null: the column of a union has none, and no response has one in its place.
                    Self::Unknown(json) => _to.json(json.as_json()),
                }
            }
        }
    };
}

#[cfg(not(feature = "rows"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __rows {
    ($($rest:tt)*) => {};
}

/// The columns of an object.
#[cfg(feature = "rows")]
pub fn columns<const COLUMNS: usize>(columns: [crate::rows::Column; COLUMNS]) -> Vec<crate::rows::Column> {
    columns.into()
}
