#!/usr/bin/env bash
# Builds the packages that are published with the Rust version that they state: with their default features, and with all.
set -euo pipefail
cd "$(dirname "$0")/.."

stated=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
mapfile -t manifests < <(git ls-files '*/Cargo.toml' | xargs grep -L '^publish = false')
rustup toolchain install "$stated" --profile minimal --no-self-update

# Another compiler would build everything again in the usual folder.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}/msrv" CARGO_INCREMENTAL=0
for manifest in "${manifests[@]}"; do
    for features in --lib "--lib --all-features"; do
        # shellcheck disable=SC2086 # two arguments
        cargo "+$stated" check --quiet --locked --manifest-path "$manifest" $features
    done
done
echo "Rust $stated builds ${#manifests[@]} packages"
