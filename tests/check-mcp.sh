#!/usr/bin/env bash
# Checks `hiker mcp` with the Python SDK of MCP against `hiker mock`: it lists the tools, calls some, walks a list by its
# checkpoint, and sees the budget refuse the call after the last unit. Prints what it saw.
#
# The SDK is installed in target/check-mcp, once. Where it cannot be (no network), the check is skipped.
#     HIKER=path/to/hiker bash tests/check-mcp.sh       # another binary than the one of the development build
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
venv=$target/check-mcp
pinned=mcp==2.3.0

if [ -z "${HIKER:-}" ]; then
    # The binary that `cargo test` has built, if it has.
    cargo build --quiet --locked --package hikerapi-cli
    HIKER=$target/debug/hiker
fi
if ! "$venv/bin/python" -c 'import mcp' 2>/dev/null; then
    { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check "$pinned"; } || {
        echo "skipped: $pinned cannot be installed"
        exit 0
    }
fi

exec 3< <(exec "$HIKER" --quiet mock --items 60 --page-size 25)
mock=$!
trap 'kill "$mock" 2>/dev/null || true' EXIT
read -r _ _ url <&3
HIKER=$HIKER URL=$url "$venv/bin/python" - <<'PYTHON'
import asyncio, json, os
from importlib.metadata import version

from mcp import Client, StdioServerParameters

KEY = "key-that-nobody-must-see"
BUDGET = 5


async def main():
    server = StdioServerParameters(
        command=os.environ["HIKER"],
        args=["--quiet", "--server", os.environ["URL"], "mcp", "--budget", str(BUDGET)],
        env={"HIKERAPI_TOKEN": KEY},
    )
    seen = []
    async with Client(server) as client:

        async def call(name, **arguments):
            result = await client.call_tool(name, arguments)
            text = "".join(block.text for block in result.content)
            seen.append(text)
            return json.loads(text), result.is_error

        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        seen.extend(tool.model_dump_json() for tool in tools.values())
        print(f"tools     {len(tools)}: {', '.join(tools)}")
        assert {"user_by_id", "user_followers_chunk", "spent"} <= tools.keys()
        assert "Costs 1 unit for each call." in tools["user_by_id"].description
        assert all(tool.annotations.read_only_hint for tool in tools.values())

        profile, is_error = await call("user_by_id", id="787132")
        assert not is_error and profile["row"]["pk"] == 787132, profile
        print(f"profile   {profile['row']['username']}, {profile['units']} unit")

        ids, arguments = [], {"user_id": "787132"}
        while True:
            page, is_error = await call("user_followers_chunk", **arguments)
            assert not is_error, page
            ids += [row["pk"] for row in page["rows"]]
            print(f"list      {len(page['rows'])} rows, {page['units']} unit, checkpoint {page.get('checkpoint')}")
            if "checkpoint" not in page:
                break
            arguments["checkpoint"] = page["checkpoint"]
        assert len(ids) == len(set(ids)) == 60, len(ids)

        wrong, is_error = await call("user_by_id", id="natgeo")
        assert is_error and wrong["units"] == 0, wrong
        print(f"wrong     {wrong['error']}")

        last, is_error = await call("user_by_username", username="natgeo")
        assert not is_error and last["units_left"] == 0, last
        refused, is_error = await call("user_by_id", id="787132")
        assert is_error and refused["error"].startswith("budget exhausted"), refused
        print(f"refused   {refused['error']}")
        spent, _ = await call("spent")
        assert spent == {"spent": BUDGET, "left": 0}, spent
        print(f"spent     {spent}")
    assert not any(KEY in text for text in seen)
    print(f"valid     every call with mcp {version('mcp')}; the key is in no text")


asyncio.run(main())
PYTHON
