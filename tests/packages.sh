#!/usr/bin/env bash
# What would be published: each package holds its code, its README and both licences, and nothing
# else, states the Rust that it is tested with, and can be packed. Nothing is built or sent.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(hikerapi-spec hikerapi-codegen hikerapi-macros hikerapi)
selected=()
for package in "${packages[@]}"; do
    selected+=(--package "$package")
    files=$(cargo package --quiet --list --allow-dirty --package "$package" 2>/dev/null)
    # What Cargo adds by itself.
    others=$(grep -vxE 'src/.*\.rs|README\.md|LICENSE-(APACHE|MIT)|Cargo\.(toml|toml\.orig|lock)|\.cargo_vcs_info\.json' <<<"$files" || true)
    if [ -n "$others" ]; then
        printf '%s holds what nobody needs:\n%s\n' "$package" "$others" >&2
        exit 1
    fi
    for needed in src/lib.rs README.md LICENSE-APACHE LICENSE-MIT Cargo.toml; do
        if ! grep -qxF "$needed" <<<"$files"; then
            echo "$package lacks $needed" >&2
            exit 1
        fi
    done
    echo "$package: $(wc -l <<<"$files") files"
done

# The Rust that is promised is the one that everything is built and tested with.
promised=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
grep -qE "^channel = \"$promised(\.|\")" rust-toolchain.toml || {
    echo "rust-version is $promised, rust-toolchain.toml says otherwise" >&2
    exit 1
}
cargo metadata --no-deps --format-version 1 | grep -o '"rust_version":"[^"]*"' | sort -u | grep -vxF "\"rust_version\":\"$promised\"" && {
    echo "a package states another rust-version than $promised" >&2
    exit 1
}

# With default features, nobody builds the generator or what writes Rust, but for derives.
tree=$(cargo tree --package hikerapi --edges normal,no-proc-macro --prefix none)
if grep -E '^(syn|quote|proc-macro2|prettyplease|serde_yaml|hikerapi-(spec|codegen|macros)) v' <<<"$tree"; then
    echo 'is in the tree of the client without `macros`' >&2
    exit 1
fi

# Together, since none of them is published yet and one stands on the other.
cargo package --quiet --allow-dirty --no-verify "${selected[@]}"
echo 'all of them can be packed'
