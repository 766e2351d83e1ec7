//! The extensions for what OpenAPI cannot describe, one name each: written by the export, read by the import.
//!
//! A value that the spec language has a form for is written in that form, so that the import can pass it on and leave
//! its checks to the language.

/// On the document: the keys of `api` that have no other place, in the language's form.
pub(super) const SERVICE: &str = "x-service";
/// On a group or definition: its file in the spec.
pub(super) const FILE: &str = "x-file";
/// On a tag that is a group: the path that its endpoints begin with.
pub(super) const BASE: &str = "x-base";
/// On a tag that is a group: the name of its family.
pub(super) const FAMILY: &str = "x-family";
/// On a tag that is a group: the endpoint that its example shows.
pub(super) const EXAMPLE: &str = "x-group-example";
/// On a group, an operation or an object: other words for it.
pub(super) const ALIASES: &str = "x-aliases";
/// On a parameter or an id: the value that examples have.
pub(super) const SAMPLE: &str = "x-sample";
/// On an operation: the method's name in Rust, without the mark of a raw one.
pub(super) const METHOD: &str = "x-method";
/// On an operation: `pages`, in the language's form.
pub(super) const PAGES: &str = "x-pages";
/// On an operation: `cost`, in the language's form.
pub(super) const COST: &str = "x-cost";
/// On an operation: `cache`, in the language's form.
pub(super) const CACHE: &str = "x-cache";
/// On an operation: `server`, the name of its server.
pub(super) const SERVER: &str = "x-server";
/// On an operation that is no GET: that it only reads.
pub(super) const SAFE: &str = "x-safe";
/// On a parameter in a header: that it is the key of a repeated request, and no parameter of the spec.
pub(super) const IDEMPOTENCY: &str = "x-idempotency";
/// On a parameter in a header: its name in the spec.
pub(super) const NAME: &str = "x-name";
/// On a definition: that it is a union, its tag and its members in the language's form.
pub(super) const UNION: &str = "x-union";
/// On an operation: `deprecated`, in the language's form.
pub(super) const DEPRECATED: &str = "x-deprecated";
/// On an operation: `differs`, in the language's form.
pub(super) const DIFFERS: &str = "x-differs";
/// On an operation: the recorded response, as a path inside the fixtures.
pub(super) const FIXTURE: &str = "x-fixture";
/// On a schema: the scalar of the language, if type and format do not determine it.
pub(super) const SCALAR: &str = "x-scalar";
/// On a definition: that it is an id, and of which form.
pub(super) const ID: &str = "x-id";
/// On a definition: that it is an open enum, and what is known of it.
pub(super) const KNOWN_VALUES: &str = "x-known-values";
/// On a type, field or value: its source.
pub(super) const BASIS: &str = "x-basis";
/// On a property that may be null: that it may be absent too.
pub(super) const SPARSE: &str = "x-sparse";
/// On a property, parameter or value: the name in Rust, if it is not the usual one.
pub(super) const RUST: &str = "x-rust-name";
/// On a parameter: the default as the spec writes it, if its JSON form differs.
pub(super) const DEFAULT: &str = "x-default";

/// All of them: in documents of others such a name means something else.
pub(super) const ALL: &[&str] = &[
    SERVICE,
    FILE,
    BASE,
    FAMILY,
    EXAMPLE,
    ALIASES,
    SAMPLE,
    METHOD,
    PAGES,
    COST,
    CACHE,
    SERVER,
    SAFE,
    IDEMPOTENCY,
    NAME,
    UNION,
    DEPRECATED,
    DIFFERS,
    FIXTURE,
    SCALAR,
    ID,
    KNOWN_VALUES,
    BASIS,
    SPARSE,
    RUST,
    DEFAULT,
];
