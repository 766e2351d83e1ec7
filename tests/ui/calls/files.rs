//! All problems of files are one error with their lines, at the argument that names the first file.

hikerapi::endpoints!(mod not_utf8, "specs/not_utf8.yaml");
hikerapi::endpoints!(mod wrong, "specs/count.yaml", "specs/wrong.yaml");
hikerapi::endpoints!(mod empty, "specs/count.yaml", "specs/empty.yaml");
hikerapi::endpoints!(mod unused, "specs/count.yaml", "specs/shared.yaml");

fn main() {}
