#!/usr/bin/env bash
# Reads files of rows with DuckDB and pyarrow, and checks that they have the types that the spec declares: Parquet, CSV and JSON
# Lines, as `hiker` writes them from `hiker mock`, and as the example of `hikerapi-arrow` writes them from responses with ids in
# several forms. Prints what it saw.
#
# Both programs are installed in target/check-rows, once. Where they cannot be (no network), the check is skipped.
#     HIKER=path/to/hiker bash tests/check-rows.sh      # another binary than the one of the development build
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
venv=$target/check-rows/venv
files=$target/check-rows/files
pinned=(duckdb==2.0.1 pyarrow==26.0.1)

if [ -z "${HIKER:-}" ]; then
    # The binary that `cargo test` has built, if it has.
    cargo build --quiet --locked --package hikerapi-cli
    HIKER=$target/debug/hiker
fi
if ! "$venv/bin/python" -c 'import duckdb, pyarrow' 2>/dev/null; then
    { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check "${pinned[@]}"; } || {
        echo "skipped: ${pinned[*]} cannot be installed"
        exit 0
    }
fi
rm -rf "$files"
mkdir -p "$files/hiker"
# As `cargo test` has built it, if it has: for one package alone, Cargo would build its dependencies once more.
example=$target/debug/examples/export
[ -x "$example" ] || cargo build --quiet --locked --package hikerapi-arrow --example export
"$example" "$files/example"

exec 3< <(exec "$HIKER" --quiet mock --items 60 --page-size 25)
mock=$!
trap 'kill "$mock" 2>/dev/null || true' EXIT
read -r _ _ HIKER_SERVER <&3
export HIKER_SERVER HIKERAPI_TOKEN=any-key
hiker() { "$HIKER" --quiet "$@"; }
printf '787132\n25\n1234\n' > "$files/hiker/ids.txt"
for format in jsonl csv parquet; do
    to=$files/hiker
    hiker user followers-chunk "@$to/ids.txt" --all --budget 9 --out "$to/followers.$format"
    hiker user medias-chunk 787132 --all --budget 3 --out "$to/posts.$format"
    # The profiles of the first three followers: one list is the input of another.
    head -n 3 "$to/followers.jsonl" > "$to/first.jsonl"
    hiker user by-id "@$to/first.jsonl" --input-field pk --budget 3 --out "$to/profiles.$format"
done
"$venv/bin/python" tests/check_rows.py "$files/example" "$files/hiker"
