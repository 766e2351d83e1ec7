#!/bin/sh
# Checks the output of `cargo xtask export openapi` with openapi-spec-validator, and every fixture against the schema of
# its endpoint's response with jsonschema. Without these two Python packages it skips the checks and succeeds. To install
# them:
#     python3 -m venv /tmp/venv && /tmp/venv/bin/pip install openapi-spec-validator jsonschema
#     PYTHON=/tmp/venv/bin/python tests/check-openapi.sh
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
if ! "$python" -c 'import openapi_spec_validator, jsonschema' 2>/dev/null; then
    echo "skipped: $python has no openapi_spec_validator and jsonschema (see the head of tests/check-openapi.sh)"
    exit 0
fi
document=$(mktemp)
trap 'rm -f "$document"' EXIT
cargo xtask export openapi >"$document"
"$python" - "$document" tests/fixtures <<'PYTHON'
import json, pathlib, sys
from importlib.metadata import version

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

document = json.load(open(sys.argv[1]))
OpenAPIV31SpecValidator(document).validate()
print(f"valid     OpenAPI {document['openapi']}, {len(document['paths'])} paths, "
      f"{len(document['components']['schemas'])} schemas (openapi-spec-validator {version('openapi-spec-validator')})")


def validator(schema):
    return Draft202012Validator({**schema, "components": document["components"]})


# The name of a fixture is group/method, with a suffix after `_` if the endpoint has several. What returns nothing or bytes
# has no fixture.
methods = ("get", "post", "put", "patch", "delete")
responses = {}
for path, item in document["paths"].items():
    for operation in (item[method] for method in methods if method in item):
        group, method = operation["operationId"].split(".")
        for status, response in operation["responses"].items():
            if status.startswith("2") and "application/json" in response.get("content", {}):
                responses[group, method] = (path, response["content"]["application/json"])

failed, checked, unknown = 0, 0, []
for fixture in sorted(pathlib.Path(sys.argv[2]).glob("*/*.json")):
    group, name = fixture.parent.name, fixture.stem.split(".")[0]
    known = [method for (known, method) in responses if known == group and name in (method, method.removeprefix("r#"))]
    known = known or [m for (g, m) in responses if g == group and name.startswith(m + "_")]
    if not known:
        unknown.append(fixture)
        continue
    path, media = responses[group, max(known, key=len)]
    checked += 1
    for error in validator(media["schema"]).iter_errors(json.loads(fixture.read_text())):
        failed += 1
        print(f"wrong     {fixture} against {path}: {error.json_path}: {error.message[:200]}")
    # A schema that accepts everything checks nothing: except for endpoints that may return any JSON, a string is wrong.
    if "x-scalar" not in media["schema"] and validator(media["schema"]).is_valid("not a response"):
        failed += 1
        print(f"wrong     {path}: its schema accepts anything")
    if "example" in media:
        for error in validator(media["schema"]).iter_errors(media["example"]):
            failed += 1
            print(f"wrong     the example of {path}: {error.json_path}: {error.message[:200]}")
for fixture in unknown:
    failed += 1
    print(f"wrong     {fixture}: no endpoint has this name")
print(f"{'valid' if not failed else 'invalid'}     {checked} fixtures against the schemas of their endpoints, {failed} errors "
      f"(jsonschema {version('jsonschema')})")
sys.exit(1 if failed else 0)
PYTHON
