#!/usr/bin/env bash
# Checks the packages that would be published: each has its code, its README, both licences and
# nothing else, keeps to the Rust version that it states, and builds from its archive. Sends nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

# All members of the workspace that do not state `publish = false`.
mapfile -t manifests < <(git ls-files '*/Cargo.toml' | xargs grep -L '^publish = false')
mapfile -t packages < <(awk -F'"' '/^name = /{ print $2; nextfile }' "${manifests[@]}")
selected=("${packages[@]/#/--package=}")

fail() { # message
    echo "$1" >&2
    exit 1
}

for package in "${packages[@]}"; do
    files=$(cargo package --quiet --list --allow-dirty --package "$package")
    # The last group are the files that Cargo adds.
    others=$(grep -vxE 'src/.*\.(rs|sql)|README\.md|LICENSE-(APACHE|MIT)|Cargo\.(toml|toml\.orig|lock)|\.cargo_vcs_info\.json' <<<"$files" || true)
    [ -z "$others" ] || fail "$package contains files that its users do not need, exclude them in its Cargo.toml:"$'\n'"$others"
    for needed in src/lib.rs README.md LICENSE-APACHE LICENSE-MIT Cargo.toml; do
        grep -qxF "$needed" <<<"$files" || fail "$package lacks $needed"
    done
    echo "$package: $(wc -l <<<"$files") files"
done

# The stated Rust version is older than the toolchain here, so it is checked without building: by
# clippy's lint against newer parts of std, and by the versions that the dependencies state.
stated=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
grep -qx 'incompatible_msrv = "deny"' Cargo.toml || fail 'Cargo.toml does not deny clippy::incompatible_msrv'

# One line per package of the workspace and its dependencies: name, version, Rust version
# (major.minor, or - if it states none), manifest.
known=$(cargo metadata --locked --all-features --format-version 1 |
    sed 's/{"name":"[^"]*","version":"[^"]*","id":/\n&/g' |
    sed -nE 's/^\{"name":"([^"]*)","version":"([^"]*)".*"manifest_path":"([^"]*)".*"rust_version":(null|"([0-9]+\.[0-9]+)[0-9.]*").*/\1 \2 \5- \3/p' |
    sed -E 's/ ([0-9]+\.[0-9]+)- / \1 /')
for package in "${packages[@]}"; do
    read -r _ _ rust manifest < <(grep "^$package " <<<"$known") || fail "cargo metadata does not list $package"
    [ "$rust" = "$stated" ] || fail "$package states Rust $rust, the workspace $stated"
    grep -A1 '^\[lints\]$' "$manifest" | grep -qx 'workspace = true' || fail "$package does not inherit the lints of the workspace"
done

tree=$(cargo tree --locked "${selected[@]}" --all-features --target all --edges normal --prefix none |
    sed -nE 's/^([^ ]+) v([^ ]+).*/\1 \2/p' | sort -u)
newest=$(awk 'NR == FNR { used[$1, $2]; next } ($1, $2) in used && $3 != "-" { print $3, $1, $2 }' \
    <(echo "$tree") <(echo "$known") | sort -V | tail -n 1)
[ "$(printf '%s\n' "${newest%% *}" "$stated" | sort -V | tail -n 1)" = "$stated" ] ||
    fail "rust-version is $stated, but a dependency needs a newer Rust: $newest"
echo "Rust $stated: enough for $(wc -l <<<"$tree") packages"

# With default features, users build neither the generator nor, outside derives, what writes Rust.
tree=$(cargo tree --package hikerapi --edges normal,no-proc-macro --prefix none)
if grep -E '^(syn|quote|proc-macro2|prettyplease|serde_yaml|hikerapi-(spec|codegen|macros)) v' <<<"$tree"; then
    fail 'is in the tree of the client without the feature `macros`'
fi

# What `cargo publish --workspace --dry-run` does, but without a registry: each package is built from its archive, against the
# archives of the others. Cargo takes an archive that it has seen for unchanged, and knows it by its path: so the path is another
# one in each run. It leads to the build directory of the workspace, where most dependencies are built already, with the same
# debug information.
other=$(mktemp -d)
trap 'rm -rf "$other"' EXIT
built="${CARGO_TARGET_DIR:-$PWD/target}"
mkdir -p "$built"
ln -s "$built" "$other/target"
export CARGO_TARGET_DIR="$other/target" CARGO_PROFILE_DEV_DEBUG="${CARGO_PROFILE_DEV_DEBUG-line-tables-only}"
# No package needs that of the command line, and alone it would build all of its dependencies once more: it is only packed.
mapfile -t built_alone < <(printf '%s\n' "${selected[@]}" | grep -vx -- '--package=hikerapi-cli')
cargo package --quiet --allow-dirty --locked "${built_alone[@]}"
cargo package --quiet --allow-dirty --locked --no-verify "${selected[@]}"
echo "${#packages[@]} packages, ${#built_alone[@]} of which build from their archives"
