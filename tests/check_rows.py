"""Reads files of rows with DuckDB and pyarrow, and checks that they have the types that the spec declares.

    python check_rows.py EXAMPLE HIKER

Both folders have files as .parquet, .csv and .jsonl. EXAMPLE has profiles, accounts and posts; every profile has the account of
the same pk. HIKER has the followers of three accounts, posts, and the profiles of three followers.
"""

import datetime
import json
import pathlib
import sys

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

# The columns that are checked: their types in DuckDB and in Arrow.
TYPES = {
    "profiles": {
        "pk": ("UBIGINT", pa.uint64()),
        "username": ("VARCHAR", pa.string()),
        "is_private": ("BOOLEAN", pa.bool_()),
        "follower_count": ("BIGINT", pa.int64()),
        "latitude": ("DOUBLE", pa.float64()),
        # Null throughout.
        "biography": ("VARCHAR", pa.string()),
        "media_count": ("BIGINT", pa.int64()),
        "longitude": ("DOUBLE", pa.float64()),
    },
    "accounts": {"pk": ("UBIGINT", pa.uint64()), "is_verified": ("BOOLEAN", pa.bool_())},
    "posts": {
        "pk": ("UBIGINT", pa.uint64()),
        "taken_at": ("TIMESTAMP WITH TIME ZONE", pa.timestamp("us", tz="UTC")),
        "like_count": ("BIGINT", pa.int64()),
    },
}
# The same for files of `hiker`. Columns of inputs have the type of their parameter.
HIKER_TYPES = {
    "followers": {
        "input_user_id": ("UBIGINT", pa.uint64()),
        "pk": ("UBIGINT", pa.uint64()),
        "username": ("VARCHAR", pa.string()),
        "is_private": ("BOOLEAN", pa.bool_()),
        # Null throughout.
        "profile_pic_url_hd": ("VARCHAR", pa.string()),
    },
    "profiles": {
        "input_id": ("UBIGINT", pa.uint64()),
        "pk": ("UBIGINT", pa.uint64()),
        "follower_count": ("BIGINT", pa.int64()),
        # Null throughout.
        "latitude": ("DOUBLE", pa.float64()),
        "business_category_name": ("VARCHAR", pa.string()),
    },
    "posts": {
        "pk": ("UBIGINT", pa.uint64()),
        "taken_at": ("TIMESTAMP WITH TIME ZONE", pa.timestamp("us", tz="UTC")),
        "like_count": ("BIGINT", pa.int64()),
    },
}
NULL_THROUGHOUT = {"profiles": ["biography", "media_count", "longitude"]}
HIKER_NULL_THROUGHOUT = {"followers": ["profile_pic_url_hd"], "profiles": ["latitude", "business_category_name"]}
TAKEN_AT = datetime.datetime(2026, 1, 31, 8, tzinfo=datetime.timezone.utc)


def same(what, seen, expected):
    if seen != expected:
        sys.exit(f"wrong     {what}: {seen!r}, and not {expected!r}")
    print(f"right     {what}: {seen}")


def check_types(folder, name, types, null_throughout):
    path = folder / f"{name}.parquet"
    table = pq.read_table(path)
    described = duckdb.sql(f"describe select * from '{path}'").fetchall()
    in_duckdb = {column: kind for column, kind, *_ in described}
    for column, (duckdb_type, arrow_type) in types[name].items():
        same(f"{name}.{column} in DuckDB", in_duckdb[column], duckdb_type)
        same(f"{name}.{column} in Arrow", table.schema.field(column).type, arrow_type)
    for column in null_throughout.get(name, []):
        same(f"{name}.{column}, nulls", table[column].null_count, table.num_rows)
    return table


def check_join(folder, profiles):
    joined = duckdb.sql(
        f"select count(*), count(distinct pk) from '{folder}/profiles.parquet' join '{folder}/accounts.parquet' using (pk)"
    )
    rows = profiles.num_rows
    same("profiles joined with accounts on pk, in DuckDB", joined.fetchall()[0], (rows, rows))
    accounts = pq.read_table(folder / "accounts.parquet").select(["pk", "is_verified"])
    in_arrow = profiles.select(["pk", "username"]).join(accounts, "pk", join_type="inner")
    same("profiles joined with accounts on pk, in Arrow", in_arrow.num_rows, rows)


def check_nested(folder, posts):
    path = folder / "posts.parquet"
    first = f"from '{path}' order by pk limit 1"
    same("posts.user.pk in DuckDB", duckdb.sql(f"select \"user\".pk {first}").fetchall()[0], (787132,))
    same("posts.usertags[1].user.pk in DuckDB", duckdb.sql(f"select usertags[1].user.pk {first}").fetchall()[0], (787132,))
    sound = duckdb.sql(f"select clips_metadata.audio_type {first}").fetchall()[0]
    same("posts.clips_metadata.audio_type in DuckDB", sound, ("licensed_music",))
    shopping = duckdb.sql(f"select typeof(clips_metadata.shopping_info), clips_metadata.shopping_info->>'$.items[0]' {first}")
    same("posts.clips_metadata.shopping_info.items[0] in DuckDB", shopping.fetchall()[0], ("JSON", "1"))
    row = posts.slice(0, 1).to_pylist()[0]
    same("posts.user.pk in Arrow", row["user"]["pk"], 787132)
    shopping = posts.schema.field("clips_metadata").type.field("shopping_info").type
    same("posts.clips_metadata.shopping_info in Arrow", shopping, pa.json_(pa.string()))
    same("posts.usertags[0].y in Arrow", row["usertags"][0]["y"], 0.25)


def check_times(folder, posts):
    same("posts.taken_at in Arrow", set(posts["taken_at"].to_pylist()), {TAKEN_AT})
    seconds = duckdb.sql(f"select distinct epoch_us(taken_at) from '{folder}/posts.parquet'").fetchall()
    same("posts.taken_at in DuckDB, microseconds", seconds, [(int(TAKEN_AT.timestamp()) * 1_000_000,)])


def check_texts(folder, name, table):
    """CSV and JSON Lines have the same rows."""
    lines = [json.loads(line) for line in open(folder / f"{name}.jsonl", encoding="utf-8")]
    same(f"{name}.jsonl, rows", len(lines), table.num_rows)
    same(f"{name}.jsonl, pk", [line["pk"] for line in lines] == table["pk"].to_pylist(), True)
    same(f"{name}.jsonl, columns", list(lines[0]), table.column_names)
    in_csv = duckdb.sql(f"select pk from read_csv('{folder}/{name}.csv', header = true) order by pk").fetchall()
    same(f"{name}.csv, pk", [pk for (pk,) in in_csv] == sorted(table["pk"].to_pylist()), True)


def check_example(folder):
    tables = {name: check_types(folder, name, TYPES, NULL_THROUGHOUT) for name in TYPES}
    check_join(folder, tables["profiles"])
    check_nested(folder, tables["posts"])
    check_times(folder, tables["posts"])
    for name, table in tables.items():
        check_texts(folder, name, table)


def check_hiker(folder):
    tables = {name: check_types(folder, name, HIKER_TYPES, HIKER_NULL_THROUGHOUT) for name in HIKER_TYPES}
    counts = duckdb.sql(f"select input_user_id, count(distinct pk) from '{folder}/followers.parquet' group by 1 order by 1")
    same("followers of each account", counts.fetchall(), [(25, 60), (1234, 60), (787132, 60)])
    # One list was the input of the other.
    followers, profiles = tables["followers"], tables["profiles"]
    joined = f"select count(*) from '{folder}/followers.parquet' join '{folder}/profiles.parquet' using (pk)"
    same("followers joined with their profiles, in DuckDB", duckdb.sql(joined).fetchall(), [(3,)])
    in_arrow = followers.select(["pk"]).join(profiles.select(["pk", "username"]), "pk", join_type="inner")
    same("followers joined with their profiles, in Arrow", in_arrow.num_rows, 3)
    for name, table in tables.items():
        check_texts(folder, name, table)


def main():
    print(f"DuckDB {duckdb.__version__}, pyarrow {pa.__version__}")
    example, hiker = map(pathlib.Path, sys.argv[1:3])
    check_example(example)
    check_hiker(hiker)
    print("all files have the types of the spec")


if __name__ == "__main__":
    main()
