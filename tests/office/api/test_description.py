"""The API asked by its own description (schemathesis): nothing undocumented comes back, nothing forbidden is let in, nothing breaks.

A few questions each; ``python -m benchmarks api`` asks tens of thousands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.office.api import fuzzing
from tests.office.api.fuzzing import GenerationMode

from dungviec.office.api import routes
from dungviec.office.api.areas import SCOPES
from dungviec.office.api.coverage import page_routes

EVERY = 12
"""Of the operations of pages, which are one view and one reader, each so-manieth is asked here."""


def _typed(_method: str, path: str) -> bool:
    return "/pages/" not in path


def test_an_officer_asks_every_typed_address(program: Callable[..., Any]) -> None:
    heard = fuzzing.ask(
        fuzzing.operations(fuzzing.schema_of(), _typed), program("personnel", unit_id="TX", person_id="N5").key, 1
    )
    assert heard.wrong == []
    assert heard.asked >= 80
    assert {200, 201, 422} <= set(heard.by_status)
    assert not [status for status in heard.by_status if status >= 500]


def test_an_official_asks_every_typed_address_rightly_put(program: Callable[..., Any]) -> None:
    asked = fuzzing.operations(fuzzing.schema_of(), _typed)
    heard = fuzzing.ask(asked, program("official", person_id="N1").key, 1, modes=[GenerationMode.POSITIVE])
    assert heard.wrong == []
    assert heard.by_status[403] > 0
    assert heard.by_status[200] > 0


def test_an_officer_asks_pages(program: Callable[..., Any]) -> None:
    found = list(fuzzing.operations(fuzzing.schema_of(), lambda _method, path: "/pages/" in path))
    heard = fuzzing.ask(
        found[::EVERY], program("personnel", unit_id="TX", person_id="N5").key, 1, modes=[GenerationMode.POSITIVE]
    )
    assert heard.wrong == []
    assert heard.asked >= 30


def test_the_description_is_told_and_holds_every_page(program: Callable[..., Any]) -> None:
    one = program("official", person_id="N3", scopes=["read:law"])
    told = one.get("openapi.json").json()
    assert told["openapi"] == "3.1.0"
    assert {r.api for r in page_routes() if r.api} <= set(told["paths"])
    assert all(op["x-scope"] in (*SCOPES, "") for path in told["paths"].values() for op in path.values())
    ids = [op["operationId"] for path in told["paths"].values() for op in path.values()]
    assert len(ids) == len(set(ids))
    page = one.client
    page.force_login(one.user)
    assert "openapi.json" in page.get("/khoa-truy-cap/tai-lieu/").content.decode()


def test_shapes_have_names_of_their_own() -> None:
    """Two shapes of one name would be taken for each other in the description."""
    folder = Path(routes.__file__ or "").parent
    sources = [
        *folder.glob("*.py"),
        *(folder.parent / n for n in ("shapes.py", "problems.py", "page_shapes.py", "marks.py")),
    ]
    names = [
        n for source in sources for n in re.findall(r"^class (\w+)", source.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert [n for n in names if names.count(n) > 1] == []


def test_the_reference_is_the_description() -> None:
    from tools.api_page import api_schema

    kept = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == json.loads(api_schema()), (
        "run python tools/write_reference.py"
    )
