"""Tables in Markdown: of rows, of pydantic shapes field by field, of a model's defaults and limits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """The lines of a table; cells may hold line breaks and bars."""
    heads = list(heads)
    lines = ["| " + " | ".join(heads) + " |", "| " + " | ".join("---" for _ in heads) + " |"]
    return lines + [
        "| " + " | ".join(re.sub(r"\s*\n\s*", " ", cell).replace("|", "\\|") for cell in row) + " |" for row in rows
    ]


def shapes(top: type[BaseModel]) -> list[str]:
    """A table for a shape and for each shape inside it, in the order met."""
    out: list[str] = []
    queue, seen = [top], {top}
    while queue:
        shape = queue.pop(0)
        if not shape.model_fields:
            continue
        if shape is not top:
            out += [f"### {shape.__name__.removesuffix('Shape')}", ""]
        out += [(shape.__doc__ or "").strip(), ""]
        rows = []
        for name, field in shape.model_fields.items():
            rows.append((f"`{field.alias or name}`", _type_words(field.annotation), field.description or ""))
            for inner in _inside(field.annotation):
                if inner not in seen:
                    seen.add(inner)
                    queue.append(inner)
        out += [*table(("Field", "Type", "Meaning"), rows), ""]
    return out


def _inside(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _inside(part)


def _type_words(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "{}" if not annotation.model_fields else annotation.__name__.removesuffix("Shape")
    args = get_args(annotation)
    origin = getattr(annotation, "__origin__", None)
    if hasattr(annotation, "__metadata__"):
        return _type_words(args[0])
    if origin is list:
        return f"list of {_type_words(args[0])}"
    if origin is dict:
        return f"object: {_type_words(args[0])} → {_type_words(args[1])}"
    if str(origin) == "typing.Literal":
        return " · ".join(f"`{json.dumps(a)}`" for a in args)
    if args:
        return " or ".join(_type_words(a) for a in args)
    names = {
        "str": "text",
        "int": "whole number",
        "float": "number",
        "bool": "true or false",
        "NoneType": "null",
        "Any": "any",
    }
    return names.get(getattr(annotation, "__name__", str(annotation)), str(annotation))


def limits(model: type[BaseModel], path: str) -> str:
    """The type of a field and its bounds, from the model's own JSON schema."""
    schema = model.model_json_schema()
    node: dict[str, Any] = schema
    for part in path.split("."):
        node = node["properties"][part]
        while "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    options = node.get("anyOf", [node])
    kinds = {"integer": "whole number", "boolean": "true / false", "string": "text", "null": "empty"}
    said = []
    for one in options:
        low, high = one.get("minimum"), one.get("maximum")
        span = f" {low}–{high}" if low is not None and high is not None else f" from {low}" if low is not None else ""
        said.append(kinds.get(one.get("type", ""), "") + span)
    return " or ".join(said)


def flat(data: dict[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    """``a.b`` and value of each leaf."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value
