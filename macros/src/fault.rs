//! Everything that can be wrong with a call of the macro, one variant each, with its wording beside it.

/// One thing that is wrong with a call. What is wrong with a spec is a [`spec::Problem`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    NoSpec,
    NotText,
    NotAnArgument,
    NoPackage,
    GivenTwice { path: String },
    Absolute { path: String },
    Missing { path: String },
    Outside { path: String },
    NotAFile { path: String },
    TooLarge { path: String, bytes: u64 },
    Unreadable { path: String, why: String },
}

/// Larger than any spec that is written by hand; a mistaken path to something else stops here.
pub(crate) const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

impl Fault {
    /// What is wrong, as one line.
    fn title(&self) -> String {
        match self {
            Self::NoSpec => "the call names no spec".into(),
            Self::NotText => "a spec is named by a text between quotes".into(),
            Self::NotAnArgument => "this is not an argument of `endpoints!`".into(),
            Self::NoPackage => "there is no package whose files could be read".into(),
            Self::GivenTwice { path } => format!("`{path}` is given twice"),
            Self::Absolute { path } => format!("`{path}` is the path of one machine"),
            Self::Missing { path } => format!("there is no file `{path}` in this package"),
            Self::Outside { path } => format!("`{path}` leads out of the package"),
            Self::NotAFile { path } => format!("`{path}` is not a file"),
            Self::TooLarge { path, bytes } => format!("`{path}` is {bytes} bytes long, too large for a spec"),
            Self::Unreadable { path, .. } => format!("`{path}` cannot be read"),
        }
    }

    /// How to mend it.
    fn help(&self) -> String {
        match self {
            Self::NoSpec => {
                r#"name a file of this package, `endpoints!("spec/orders.yaml")`, or write YAML in a raw string"#.into()
            }
            Self::NotText => r#"write the path as `"spec/orders.yaml"`, or YAML as `r"…"`"#.into(),
            Self::NotAnArgument => {
                r#"it takes `endpoints!(pub mod name, "spec/orders.yaml", .., crate = name)`; only a text is needed"#
                    .into()
            }
            Self::NoPackage => {
                "`CARGO_MANIFEST_DIR` is not set: build with Cargo, or write the YAML in a raw string".into()
            }
            Self::GivenTwice { .. } => "keep one of the two".into(),
            Self::Absolute { .. } => "write it from the folder of `Cargo.toml`: `spec/orders.yaml`".into(),
            Self::Missing { .. } => "paths begin at the folder of `Cargo.toml`".into(),
            Self::Outside { .. } => {
                "a published package holds nothing else than its own files: move it into the package".into()
            }
            Self::NotAFile { .. } => r#"name each file: `endpoints!("spec/orders.yaml", "spec/items.yaml")`"#.into(),
            Self::TooLarge { .. } => format!("a spec has at most {MAX_FILE_BYTES} bytes; split it into several files"),
            Self::Unreadable { why, .. } => why.clone(),
        }
    }

    /// Both, as a compile error shows them.
    pub(crate) fn text(&self) -> String {
        format!("{}\nhelp: {}", self.title(), self.help())
    }
}
