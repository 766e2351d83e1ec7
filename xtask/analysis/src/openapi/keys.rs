//! The extensions that say what OpenAPI has no words for, one name each: written by the export, read by the import.
//!
//! A value that the spec language has a form for is written in that form, so that the import can pass it on and leave
//! its checks to the language.

/// On the document: the keys of `api` that have no other place, in the language's form.
pub(super) const SERVICE: &str = "x-service";
/// On the document: the types that another crate defines, each with its file.
pub(super) const USES: &str = "x-uses";
/// On a schema: the type of another crate that it is.
pub(super) const EXTERNAL: &str = "x-external";
/// On a group or definition: the file of the spec that it stands in.
pub(super) const FILE: &str = "x-file";
/// On a tag that is a group: the path that its endpoints begin with.
pub(super) const BASE: &str = "x-base";
/// On an operation: the method's name in Rust, without the mark of a raw one.
pub(super) const METHOD: &str = "x-method";
/// On an operation: `pages`, in the language's form.
pub(super) const PAGES: &str = "x-pages";
/// On an operation: `cost`, in the language's form.
pub(super) const COST: &str = "x-cost";
/// On an operation: `deprecated`, in the language's form.
pub(super) const DEPRECATED: &str = "x-deprecated";
/// On an operation: the recorded reply, as a path inside the fixtures.
pub(super) const FIXTURE: &str = "x-fixture";
/// On a schema: the scalar of the language, where type and format do not tell.
pub(super) const SCALAR: &str = "x-scalar";
/// On a definition: that it is an id, and of which form.
pub(super) const ID: &str = "x-id";
/// On a definition: that it is an open enum, and what is known of it.
pub(super) const KNOWN_VALUES: &str = "x-known-values";
/// On a type, field or value: how the spec knows.
pub(super) const BASIS: &str = "x-basis";
/// On a property that may be null: that it was seen absent as well.
pub(super) const SPARSE: &str = "x-sparse";
/// On a property, parameter or value: the name in Rust, where the usual one is not it.
pub(super) const RUST: &str = "x-rust-name";
/// On a parameter: the default as the spec writes it, where its JSON form would say it differently.
pub(super) const DEFAULT: &str = "x-default";

/// All of them: what another's document has under such a name means something else.
pub(super) const ALL: &[&str] = &[
    SERVICE,
    USES,
    EXTERNAL,
    FILE,
    BASE,
    METHOD,
    PAGES,
    COST,
    DEPRECATED,
    FIXTURE,
    SCALAR,
    ID,
    KNOWN_VALUES,
    BASIS,
    SPARSE,
    RUST,
    DEFAULT,
];
