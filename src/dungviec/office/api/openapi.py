"""The description of the API: ninja's own of the typed routes, one operation for every page, and what the door adds to all."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from dungviec.office.api.areas import SCOPES
from dungviec.office.api.coverage import PageRoute, page_routes
from dungviec.office.api.page_shapes import DoneDocument, PageDocument
from dungviec.office.api.problems import PROBLEM_JSON, ProblemDocument

_REFS = "#/components/schemas/{model}"
_DAY = {"type": "string", "format": "date"}
COMMON: tuple[dict[str, Any], ...] = (
    {"name": "as_of", "in": "query", "required": False, "schema": _DAY, "description": "The day looked at, from 1900-01-01 to 2200-12-31; the day of the data when not given."},
    {"name": "known_on", "in": "query", "required": False, "schema": _DAY, "description": "By what was on file by the end of this day; all that is known when not given."},
    {"name": "lang", "in": "query", "required": False, "schema": {"type": "string", "enum": ["vi", "en"]}, "description": "Language of words; Vietnamese when not given."},
)  # fmt: skip
_REPEAT: dict[str, Any] = {
    "name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[A-Za-z0-9_-]+$"},
    "description": "A write sent twice under the same key within a day is done once.",
}  # fmt: skip
_MATCH: dict[str, Any] = {"name": "If-Match", "in": "header", "required": False, "schema": {"type": "string", "maxLength": 100, "pattern": "^[A-Za-z0-9\"*]+$"}, "description": "The ETag that was read."}  # fmt: skip
_PAGE_MATCH: dict[str, Any] = {
    "name": "If-Match", "in": "header", "required": True, "schema": {"type": "string", "maxLength": 1300, "pattern": r'^(\*|"[A-Za-z0-9_-]{1,1200}\.[0-9a-f]{32}")$'},
    "description": "The ETag of the page that holds the form, or `*` whatever it says by now.",
}  # fmt: skip
_READS = {400: "Cannot be read", 401: "No valid token or session", 403: "No right, or the token lacks the scope", 404: "Nothing there", 405: "Another method", 422: "Does not fit", 429: "Too many requests", 503: "Busy"}  # fmt: skip
_WRITES = {
    409: "Has changed since, or is at work",
    413: "Too large",
    415: "Another content type",
    428: "If-Match is missing",
}
_PATTERNS = {
    "integer": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}, "uuid": {"type": "string", "format": "uuid"}, "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,60}$"},
    "path": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,60}(/[A-Za-z0-9_-]{1,60})?$"}, "string": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{0,39}[A-Za-z0-9_-]$"},
}  # fmt: skip
FILES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/pdf", "application/zip", "image/jpeg", "image/png", "image/svg+xml", "text/csv", "text/plain", "text/calendar", "application/octet-stream",
)  # fmt: skip


def description(api: Any) -> dict[str, Any]:
    """The whole description as JSON holds it."""
    return deepcopy(_description(api))


@cache
def _description(api: Any) -> dict[str, Any]:
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="api/v1/"))
    components = made.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for model in (ProblemDocument, PageDocument, DoneDocument):
        shape = model.model_json_schema(ref_template=_REFS, mode="serialization")
        schemas.update(shape.pop("$defs", {}))
        schemas[model.__name__] = shape
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": f"An access key. Scopes: {', '.join(SCOPES)}."},
        "session": {"type": "apiKey", "in": "cookie", "name": "phien", "description": "A signed-in browser; writes send X-CSRFToken."},
    }  # fmt: skip
    paths = made["paths"]
    for route in page_routes():
        if route.api:
            paths.setdefault(route.api, {}).update(_operations(route))
    for path, operations in paths.items():
        for method, operation in operations.items():
            _finish(path, method, operation)
    components["parameters"], components["responses"], components["requestBodies"] = _shared()
    return made


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _shared() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Parameters, answers and bodies that many operations refer to."""
    filters = {
        "name": "asked", "in": "query", "required": False, "style": "form", "explode": True, "schema": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 100}},
        "description": "Parameters of the page, as its forms and links name them.",
    }  # fmt: skip
    parameters = {p["name"]: p for p in (*COMMON, _REPEAT, _MATCH, filters)} | {"If-Match-Page": _PAGE_MATCH}
    files = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in FILES}
    told = {
        "anyOf": [
            _ref("schemas", "PageDocument"),
            _ref("schemas", "DoneDocument"),
            {"description": "A JSON file that the page gives out."},
        ]
    }
    page = {
        "description": "The page as data, or the file it gives out",
        "content": {"application/json": {"schema": told}, **files},
    }
    problem = {"content": {PROBLEM_JSON: {"schema": _ref("schemas", "ProblemDocument")}}}
    responses = {f"Problem{code}": {"description": words} | problem for code, words in (_READS | _WRITES).items()} | {
        "Page": page
    }
    text = {"anyOf": [{"type": "string", "maxLength": 2000}, {"type": "number"}, {"type": "boolean"}, {"type": "null"}]}
    fields = {"type": "object", "additionalProperties": {"anyOf": [text, {"type": "array", "items": text}]}}
    upload = {"type": "object", "additionalProperties": {"type": "string"}}
    form = {
        "description": "Fields of the page's form; multipart/form-data where files are sent.", "required": False,
        "content": {"application/json": {"schema": fields}, "multipart/form-data": {"schema": upload}},
    }  # fmt: skip
    return parameters, responses, {"PageForm": form}


def _operations(route: PageRoute) -> dict[str, Any]:
    made: dict[str, Any] = {}
    blanks = [{"name": name, "in": "path", "required": True, "schema": _PATTERNS[kind]} for name, kind in route.blanks]
    for method in route.methods:
        deed = "read" if method == "GET" else "write"
        scope = f"{deed}:{route.area}"
        name = "_".join(["page", deed, *route.name.split(":"), *(n for n, _k in route.blanks)])
        made[method.lower()] = {
            "operationId": name, "summary": route.says or route.name, "tags": [f"pages: {route.area}"], "x-page": route.name,
            "parameters": [*blanks, *([_ref("parameters", "asked")] if method == "GET" else [])],
            "responses": {"200": _ref("responses", "Page"), "204": {"description": "Nothing to tell"}},
            "security": [{"token": [scope]}, {"session": []}], "x-scope": scope,
        }  # fmt: skip
    if "post" in made:
        made["post"]["parameters"].append(_ref("parameters", "If-Match-Page"))
        made["post"]["requestBody"] = _ref("requestBodies", "PageForm")
    return made


def _finish(path: str, method: str, operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).extend(_ref("parameters", p["name"]) for p in COMMON)
    codes = dict(_READS)
    if method == "get":
        operation.pop("x-if-match", None)
    else:
        operation["parameters"].extend(
            _ref("parameters", p["name"])
            for p in ((_REPEAT, _MATCH) if operation.pop("x-if-match", False) else (_REPEAT,))
        )
        codes |= _WRITES
    responses = {str(code): told for code, told in operation["responses"].items()}
    if method == "get":
        responses["304"] = {"description": "The reader has this version"}
    if "/rounds/" in path and path.endswith("/plan"):
        codes[409] = _WRITES[409]
    operation["responses"] = responses | {str(code): _ref("responses", f"Problem{code}") for code in codes}
