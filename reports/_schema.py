"""The JSON Schema of a line of results.jsonl, for whoever reads the files without this package."""

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from reports._record import KINDS, SCHEMA, VERDICTS


class _NonFiniteAsStrings(GenerateJsonSchema):
    def float_schema(self, schema: Any) -> dict[str, Any]:
        """JSON has no NaN and no infinities, so the file writes them as strings."""
        return {"anyOf": [super().float_schema(schema), {"enum": ["nan", "inf", "-inf"]}]}


def json_schema() -> str:
    """A line is one of three kinds; which of them stands in its `kind`."""
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A line of results.jsonl, schema {SCHEMA}",
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in KINDS],
        "$defs": {kind: _definition(kind) for kind in KINDS},
    }
    return json.dumps(content, indent=2)


def _definition(kind: str) -> dict[str, Any]:
    definition = TypeAdapter(KINDS[kind]).json_schema(schema_generator=_NonFiniteAsStrings)
    properties = definition["properties"]
    properties["kind"] = {"const": kind}
    if kind == "header":
        properties["schema"] = {"const": SCHEMA}
    if kind == "record":
        properties["verdict"] = {"enum": ["", *VERDICTS]}
    return {**definition, "required": ["kind", *definition["required"]]}
