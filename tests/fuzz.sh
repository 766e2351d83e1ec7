#!/usr/bin/env bash
# Runs each fuzz target for FUZZ_SECONDS (default: 60), from a corpus of the fixtures, specs and goldens.
# Needs a nightly toolchain and `cargo install cargo-fuzz --locked`.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-60}

if ! cargo fuzz --version >/dev/null 2>&1; then
    echo 'cargo-fuzz is missing: cargo install cargo-fuzz --locked' >&2
    exit 2
fi

corpus=fuzz/corpus
mkdir -p $corpus/{spec,decode,values}

# Joins the files of one spec with form feeds.
joined() { awk 'FNR == 1 && NR > 1 { printf "\f" } { print }' "$@"; }
joined spec/api.yaml spec/user.yaml >$corpus/spec/own
joined spec/api.yaml spec/system.yaml >$corpus/spec/system
for case in tests/golden/*/spec; do
    joined "$case"/*.yaml >"$corpus/spec/golden-$(basename "$(dirname "$case")")"
done
find spec/tests/problems -name '*.yaml' | while read -r case; do
    cp "$case" "$corpus/spec/$(echo "$case" | tr / -)"
done

# The first byte is the index in the target's list.
index=0
for fixture in user/medias_chunk user/clips_chunk user/tag_medias_chunk user/followers_chunk \
    user/by_username user/about user/guides user/web_profile_info system/balance; do
    { printf "\\x$(printf %02x $index)"; cat "tests/fixtures/$fixture.json"; } >"$corpus/decode/$(basename $fixture)"
    index=$((index + 1))
done

value() { printf '%s' "$2" >"$corpus/values/$1"; }
value number 787132
value text '"787132_3"'
value timestamp '"2026-04-07T13:00:04Z"'
value cursor false
value checkpoint '{"version":1,"endpoint":"/v1/user/followers/chunk","fingerprint":"0011223344556677","cursor":"x","offset":3,"pages":2,"items":50,"units":2,"seen":["0011223344556677"],"end":null}'

log=$(mktemp)
trap 'rm -f "$log"' EXIT
for target in spec decode values; do
    echo "== $target, $seconds seconds"
    options=(-max_total_time="$seconds" -max_len=20000 -timeout=20 -verbosity=0 -print_final_stats=1)
    if ! cargo +nightly fuzz run --fuzz-dir fuzz "$target" -- "${options[@]}" >"$log" 2>&1; then
        tail -n 40 "$log" | cut -c1-300 >&2
        exit 1
    fi
    grep -aE '^stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)' "$log"
done
