#!/usr/bin/env bash
# Measures the macro on the whole of `spec/user.yaml` against compiling the same code from files: two
# crates in one run, timed by `cargo build --timings`. Exits with 1 if the macro takes twice as long
# as the files or longer.
#
#   tests/macro-cost.sh [rounds]    default: 5; the median counts
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
rounds=${1:-5}
work=${CARGO_TARGET_DIR:-$root/target}/macro-cost
export CARGO_TARGET_DIR="$work/target" CARGO_INCREMENTAL=0
rm -rf "$work/packages"
mkdir -p "$work/packages/spec"

# A spec of its own, with the same service and endpoints.
cp "$root/spec/api.yaml" "$root/spec/user.yaml" "$work/packages/spec/"

package() { # name, dependencies
    mkdir -p "$work/packages/$1/src"
    cat >"$work/packages/$1/Cargo.toml" <<TOML
[package]
name = "$1"
version = "0.0.0"
edition = "2024"

[dependencies]
hikerapi = { path = "$root/client", default-features = false, features = ["macros"] }
TOML
}
package from-files
package from-macro
package from-nothing
echo '//! Empty: the cost of any crate.' >"$work/packages/from-nothing/src/lib.rs"
printf '//! The code from files.\n#[rustfmt::skip]\npub mod endpoints;\n' >"$work/packages/from-files/src/lib.rs"
cp -r "$work/packages/spec" "$work/packages/from-macro/spec"
printf '//! The code from the macro.\nhikerapi::endpoints!("spec/api.yaml", "spec/user.yaml");\n' >"$work/packages/from-macro/src/lib.rs"
printf '[workspace]\nresolver = "3"\nmembers = ["from-*"]\n[profile.dev]\ndebug = "line-tables-only"\n' >"$work/packages/Cargo.toml"
cp "$root/Cargo.lock" "$work/packages/Cargo.lock"
(cd "$root" && cargo xtask codegen --spec "$work/packages/spec" --out "$work/packages/from-files/src/endpoints" >/dev/null)

cd "$work/packages"
cargo build --quiet --workspace # a first build, with the dependencies
duration() { # crate
    awk -v name="\"name\": \"$1\"" '
        index($0, name) { found = 1 }
        found && /"duration":/ { gsub(/[^0-9.]/, ""); print; exit }
    ' "$CARGO_TARGET_DIR"/cargo-timings/cargo-timing.html
}
for _ in $(seq "$rounds"); do
    touch from-*/src/lib.rs
    # One crate at a time, so that none waits for another.
    cargo build --quiet --workspace --jobs 1 --timings >/dev/null 2>&1
    for crate in from-nothing from-files from-macro; do
        duration "$crate" >>"$work/packages/$crate.times"
    done
done
median() { sort -n "$work/packages/$1.times" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

awk -v nothing="$(median from-nothing)" -v files="$(median from-files)" -v macro="$(median from-macro)" -v rounds="$rounds" '
    BEGIN {
        files -= nothing; macro -= nothing
        ratio = macro / files
        printf "an empty crate  %.2f s, subtracted below\nfrom files      %.2f s\nfrom the macro  %.2f s\n", nothing, files, macro
        printf "ratio           %.2f (median of %d; target: below 2)\n", ratio, rounds
        exit ratio >= 2
    }'
