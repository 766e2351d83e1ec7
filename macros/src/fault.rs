//! Every fault of a macro call, with its message.

/// A fault of a call. A fault of a spec is a [`spec::Problem`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    NoSpec,
    NotAString,
    NotAnArgument,
    NoPackage,
    Duplicate { path: String },
    Absolute { path: String },
    Missing { path: String },
    Outside { path: String },
    NotAFile { path: String },
    TooLarge { path: String, bytes: u64 },
    Unreadable { path: String, why: String },
}

impl Fault {
    /// What is wrong, on one line.
    fn title(&self) -> String {
        match self {
            Self::NoSpec => "`endpoints!` needs a spec".into(),
            Self::NotAString => "a spec must be a string literal".into(),
            Self::NotAnArgument => "`endpoints!` does not accept this argument".into(),
            Self::NoPackage => "spec files need a package, and `CARGO_MANIFEST_DIR` is not set".into(),
            Self::Duplicate { path } => format!("`{path}` is listed twice"),
            Self::Absolute { path } => format!("`{path}` is an absolute path, which exists on this computer alone"),
            Self::Missing { path } => format!("`{path}` does not exist in this package"),
            Self::Outside { path } => format!("`{path}` is outside the package"),
            Self::NotAFile { path } => format!("`{path}` is not a file"),
            Self::TooLarge { path, bytes } => format!("`{path}` has {bytes} bytes, too many for a spec"),
            Self::Unreadable { path, .. } => format!("`{path}` cannot be read"),
        }
    }

    /// How to fix it.
    fn help(&self) -> String {
        match self {
            Self::NoSpec => {
                r#"pass a file of this package, `endpoints!("spec/orders.yaml")`, or YAML as a raw string"#.into()
            }
            Self::NotAString => r#"write the path as `"spec/orders.yaml"`, or YAML as `r"…"`"#.into(),
            Self::NotAnArgument => {
                r#"write `endpoints!(pub mod name, "spec/orders.yaml", .., crate = name)`; all but one spec is optional"#
                    .into()
            }
            Self::NoPackage => {
                "build with Cargo, or write the YAML as a raw string".into()
            }
            Self::Duplicate { .. } => "remove one of the two".into(),
            Self::Absolute { .. } => "write the path relative to the folder of `Cargo.toml`, such as `spec/orders.yaml`".into(),
            Self::Missing { .. } => "paths are relative to the folder of `Cargo.toml`".into(),
            Self::Outside { .. } => {
                "a published package contains its own files alone: move the file into the package".into()
            }
            Self::NotAFile { .. } => r#"list each file: `endpoints!("spec/orders.yaml", "spec/items.yaml")`"#.into(),
            Self::TooLarge { .. } => format!("a spec file has at most {} bytes; split it into several files", spec::MAX_FILE_BYTES),
            Self::Unreadable { why, .. } => why.clone(),
        }
    }

    /// Title and help, as the compile error shows them.
    pub(crate) fn text(&self) -> String {
        format!("{}\nhelp: {}", self.title(), self.help())
    }
}
