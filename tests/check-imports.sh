#!/bin/sh
# Imports OpenAPI documents that services publish as packages of npm, generates a client of each, and checks how much of
# them it has. The documents stay in a temporary folder. With `COMPILE=1` the clients are compiled, too: without a warning.
# With `RELEASE=1` the commands are built with optimizations, so that the time that is printed is what a user waits.
# Without npm, or where a package cannot be had, it skips the check and succeeds.
#     tests/check-imports.sh
#     RELEASE=1 COMPILE=1 tests/check-imports.sh
set -eu
cd "$(dirname "$0")/.."
if ! command -v npm >/dev/null; then
    echo "skipped: there is no npm, which has the documents"
    exit 0
fi
root=$(pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ "${RELEASE:-0}" = 1 ]; then
    cargo build --quiet --release --package xtask
    xtask=$root/target/release/xtask
else
    cargo build --quiet --package xtask
    xtask=$root/target/debug/xtask
fi
failed=0

# check PACKAGE FILE LEAST-PERCENT LEAST-PAGED
check() {
    name=$(echo "$1" | tr -c 'a-z\n' '_')
    if ! (cd "$folder" && npm pack --silent "$1" >"$name.log" 2>&1 && mkdir "$name" && tar xzf "$(tail -1 "$name.log")" -C "$name"); then
        echo "skipped   $1: npm does not have it here"
        return
    fi
    start=$(date +%s%N)
    "$xtask" import openapi "$folder/$name/package/$2" --out "$folder/$name/spec" >"$folder/$name/report"
    "$xtask" codegen --spec "$folder/$name/spec" --out "$folder/$name/src/generated" >/dev/null
    millis=$((($(date +%s%N) - start) / 1000000))
    grep -v '^written' "$folder/$name/report" | sed "s/^/    /"
    described=$(sed -n 's/^\([0-9]*\) of [0-9]* operations.*/\1/p' "$folder/$name/report")
    all=$(sed -n 's/^[0-9]* of \([0-9]*\) operations.*/\1/p' "$folder/$name/report")
    paged=$(sed -n 's/^\([0-9]*\) of them have pages.*/\1/p' "$folder/$name/report")
    verdict=valid
    if [ $((described * 100)) -lt $((all * $3)) ] || [ "$paged" -lt "$4" ]; then
        verdict=wrong
        failed=1
    fi
    echo "$verdict     $1: $described of $all operations, $paged with pages, imported and generated in $millis ms"
    if [ "${COMPILE:-0}" = 1 ]; then compile "$name"; fi
}

# The generated client as a crate of its own.
compile() {
    crate=$(sed -n 's/^  crate: //p' "$folder/$1/spec/api.yaml")
    printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\nhikerapi-runtime = { path = "%s/client/runtime" }\n[workspace]\n' \
        "$crate" "$root" >"$folder/$1/Cargo.toml"
    cat >"$folder/$1/src/lib.rs" <<LIB
extern crate self as $crate;
#[rustfmt::skip]
mod generated;
pub use generated::*;
pub use hikerapi_runtime::{Error, Result};
#[doc(hidden)]
pub use hikerapi_runtime::rt;
LIB
    cp Cargo.lock "$folder/$1/"
    if ! (cd "$folder/$1" && RUSTFLAGS="-D warnings" CARGO_TARGET_DIR="$root/target/imports" cargo check --quiet); then
        echo "wrong     $crate does not compile without a warning"
        failed=1
    fi
}

check @octokit/openapi generated/api.github.com.json 95 200
check @blockfrost/openapi openapi.yaml 100 60
exit $failed
