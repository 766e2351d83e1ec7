//! Faults of a call. Each module is named after its fault.

hikerapi::endpoints!(mod no_spec);
hikerapi::endpoints!();
hikerapi::endpoints!(mod not_a_string, 5);
hikerapi::endpoints!(mod not_a_string, PATH);
hikerapi::endpoints!(mod not_an_argument, [ "specs/count.yaml" ]);
hikerapi::endpoints!(mod not_an_argument, "specs/count.yaml" "specs/shared.yaml");
hikerapi::endpoints!(mod not_an_argument, "specs/count.yaml", crate = "hikerapi");
hikerapi::endpoints!(mod duplicate, "specs/count.yaml", "specs/count.yaml");
hikerapi::endpoints!(mod absolute, "/etc/passwd");
hikerapi::endpoints!(mod missing, "specs/cuont.yaml");
hikerapi::endpoints!(mod outside, "../outside.yaml");
hikerapi::endpoints!(mod outside, "specs/link.yaml");
hikerapi::endpoints!(mod not_a_file, "specs");
hikerapi::endpoints!(mod not_a_file, "");
hikerapi::endpoints!(mod too_large, "specs/too_large.yaml");
hikerapi::endpoints!(mod unreadable, "specs/count.yaml/inside");
hikerapi::endpoints!(
    mod several_faults,
    "specs/count.yaml",
    "specs/nowhere.yaml",
    "/nowhere.yaml",
    "specs/not_utf8.yaml",
);

fn main() {}
