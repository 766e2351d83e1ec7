#!/usr/bin/env bash
# Checks what Cargo rebuilds after a change to a spec that a macro reads: the crate with the macro and
# the crates that depend on it, no others, and nothing at all while the spec is unchanged.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=${CARGO_TARGET_DIR:-$root/target}/macro-rebuild
# Shares built dependencies with macro-cost.sh.
export CARGO_TARGET_DIR="$work/../macro-cost/target" CARGO_INCREMENTAL=0
rm -rf "$work"
mkdir -p "$work"/{lower,upper,beside}/src "$work/lower/spec"
cd "$work"

printf '[workspace]\nresolver = "3"\nmembers = ["lower", "upper", "beside"]\n[profile.dev]\ndebug = "line-tables-only"\n' >Cargo.toml
cp "$root/Cargo.lock" Cargo.lock
package() { # name, dependencies
    printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n%s\n' "$1" "$2" >"$1/Cargo.toml"
}
client="hikerapi = { path = \"$root/client\", default-features = false, features = [\"macros\"] }"
package lower "$client"
package upper 'lower = { path = "../lower" }'
package beside "$client"
echo 'hikerapi::endpoints!("spec/things.yaml");' >lower/src/lib.rs
echo 'pub use lower::endpoints;' >upper/src/lib.rs
printf 'hikerapi::endpoints!(r"\ngroup: { name: things, doc: Things., base: /v1 }\nendpoints: { /v1/a: { doc: A., returns: integer } }\n");\n' >beside/src/lib.rs
cat >lower/spec/things.yaml <<'YAML'
group: { doc: Things., base: /v1 }
endpoints:
  /v1/a: { doc: A., returns: integer }
YAML

# Builds, and prints the crates that were compiled on one line.
built() {
    cargo build --quiet --workspace --message-format=json |
        sed -n '/"reason":"compiler-artifact"/{/"fresh":false/s/.*"target":{[^}]*"name":"\([^"]*\)".*/\1/p;}' | sort | xargs
}
expect() { # what changed, crates
    local found
    found=$(built)
    if [ "$found" != "$2" ]; then
        echo "$1: built \`$found\`, expected \`$2\`" >&2
        exit 1
    fi
    echo "$1: built \`$found\`"
}

built >/dev/null
expect 'nothing changed' ''
sleep 1.1 # Cargo compares timestamps, which some file systems round to seconds.
touch lower/spec/notes.txt lower/README.md
expect 'files that the macro does not read' ''
sed -i 's/integer/string/' lower/spec/things.yaml
expect 'one line of the spec' 'lower upper'
expect 'nothing since then' ''
