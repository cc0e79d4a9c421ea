"""What cards and blocks look like to other languages: JSON Schema 2020-12 with a version in its name, and TypeScript types made from it."""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import TypeAdapter

from embedkit.explaining import Explanation
from embedkit.models import CARD, CARDS, Block

VERSION: Final = 1
"""Grows when a field goes or changes its meaning; new optional fields leave it."""
_ADAPTERS: Final[dict[str, TypeAdapter[Any]]] = {
    "card": CARD,
    "cards": CARDS,
    "block": TypeAdapter(Block),
    "explanation": TypeAdapter(Explanation),
}
_PLAIN: Final = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def schema(what: str = "card") -> dict[str, Any]:
    """The JSON Schema of a `card`, of `cards` or of a `block`, as they are written."""
    made = _ADAPTERS[what].json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:embedkit:schema:{what}:{VERSION}", **made}


def typescript(made: dict[str, Any]) -> str:
    """TypeScript types for a schema: one interface a definition, and the whole under its own name."""
    name = made["$id"].split(":")[3].capitalize()
    definitions = dict(made.get("$defs", {}))
    if made.get("type") == "object":
        definitions[name] = made
        return "\n\n".join(_interface(title, body) for title, body in definitions.items())
    whole = {key: value for key, value in made.items() if not key.startswith("$") and key != "discriminator"}
    return "\n\n".join([*(_interface(title, body) for title, body in definitions.items()), f"export type {name} = {_type(whole)};"])


def _interface(name: str, body: dict[str, Any]) -> str:
    # What is constant is always written, and tells the kinds of a union apart.
    required = {*body.get("required", ()), *(field for field, told in body.get("properties", {}).items() if "const" in told)}
    fields = [
        f"  {field}{'' if field in required else '?'}: {_type(told)};" + (f" // {told['description']}" if "description" in told else "")
        for field, told in body.get("properties", {}).items()
    ]
    return "\n".join([f"export interface {name} {{", *fields, "}"])


def _type(told: dict[str, Any]) -> str:
    if "$ref" in told:
        return str(told["$ref"]).rpartition("/")[2]
    if "const" in told or "enum" in told:
        return " | ".join(json.dumps(value) for value in told.get("enum", [told.get("const")]))
    for many in ("anyOf", "oneOf"):
        if many in told:
            return " | ".join(dict.fromkeys(map(_type, told[many])))
    kind = told.get("type")
    if kind == "array":
        parts = told.get("prefixItems")
        return f"[{', '.join(map(_type, parts))}]" if parts else f"Array<{_type(told.get('items', {}))}>"
    if kind == "object":
        return f"Record<string, {_type(told.get('additionalProperties') or {})}>"
    return _PLAIN.get(str(kind), "unknown")
