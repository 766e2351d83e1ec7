//! What a type is as a parameter.

use crate::service::ParamForm;

/// A type of a spec that parameters can have. An extension knows its client's types by it.
pub trait ParamType {
    /// The values that a parameter of the type takes.
    const FORM: ParamForm;
}

/// Declares what generated types are as parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! __param_type {
    ($name:ident: $form:ident $(($values:expr))?) => {
        impl $crate::schema::ParamType for $name {
            const FORM: $crate::schema::ParamForm = $crate::schema::ParamForm::$form $(($values))?;
        }
    };
}
