"""The API's reference: the description of its typed routes as JSON, and a page that lists them with the areas of scopes."""

from __future__ import annotations

import json
import os
from typing import Any

from tools.markdown import table


def _described() -> dict[str, Any]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dungviec.office.settings")
    import django

    django.setup()
    from dungviec.office.api.openapi import description
    from dungviec.office.api.service import api

    whole = description(api())
    whole["paths"] = {path: told for path, told in whole["paths"].items() if "/pages/" not in path}
    return whole


def api_schema() -> str:
    """The description of the typed routes; pages, which follow the office's own, are told by a running office alone."""
    return json.dumps(_described(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def api_page(note: str) -> str:
    """Every typed route with its scope, and what each area of scopes holds."""
    whole = _described()
    from django.utils import translation

    from dungviec.office.api.areas import AREAS

    rows = [
        (f"`{method.upper()}`", f"`{path}`", f"`{op['x-scope']}`" if op["x-scope"] else "", str(op.get("description") or op["summary"]).split("\n")[0])
        for path, told in sorted(whole["paths"].items())
        for method, op in told.items()
    ]  # fmt: skip
    with translation.override("vi"):
        areas = [(f"`{a.key}`", str(a.label), ", ".join(a.rooms)) for a in AREAS.values()]
    return "\n".join([
        "# The API", note,
        "How to use it: [use-the-api.md](../how-to/use-the-api.md). The description of these routes as OpenAPI 3.1: [openapi.json](openapi.json); a running office "
        "tells the whole one, with every page below `/api/v1/pages/`, at `/api/v1/openapi.json`.", "",
        "## Typed routes", "",
        *table(("Method", "Address", "Scope", "Answers"), rows), "",
        "## Scopes", "",
        "`read:<area>` and `write:<area>`; the pages of an area's rooms stand below `/api/v1/pages/` under the same scopes.", "",
        *table(("Area", "What it holds", "Rooms"), areas), "",
        "## Pages that no key opens", "",
        *table(("Page", "Why"), ((f"`{n}`", w) for n, w in sorted(_left_out().items()))), "",
    ])  # fmt: skip


def _left_out() -> dict[str, str]:
    """Every page the API leaves to the browser, by name with its reason; a namespace or the door's whole family as one line.

    Asked of the address book and not of the lists of reasons: what a rule leaves out (accounts) is named too.
    """
    from dungviec.office.api.areas import PAGE_ONLY_PARTS
    from dungviec.office.api.coverage import page_routes

    found: dict[str, str] = {}
    for route in page_routes():
        if route.why_not:
            room = route.name.partition(":")[0] if ":" in route.name else ""
            found[f"{room}:*" if room in PAGE_ONLY_PARTS else route.name or route.address] = route.why_not
    return found
