"""Units, posts and who holds them."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.api.asking import answer, needs, records_of
from dungviec.office.api.paging import Page, Size, UnitAsked, Word, counted, page_of
from dungviec.office.api.selectors import post_rows, tenure_rows
from dungviec.office.api.shapes import Listed
from dungviec.office.registry import rights, structure
from dungviec.office.registry.models import Unit
from dungviec.office.registry.viewing import opened_units

router = Router(tags=["units"])
READ = needs("read:people")


class UnitRow(Schema):
    """One unit with its staffing of the day."""

    unit_id: str
    name: str
    kind: str
    parent_id: str | None
    depth: int
    norm: int | None
    present: int
    seats: int
    vacant: int
    vacant_leads: int


class UnitList(Listed):
    """Units in the order of the tree."""

    items: list[UnitRow]


class UnitDocument(UnitRow):
    """One unit with the totals of everything below it."""

    total_norm: int
    total_present: int
    total_vacant: int
    total_units: int
    below: list[str] = Field(description="Identifiers of the units directly below.")


class PostRow(Schema):
    """One post of the day."""

    post_id: str
    unit_id: str
    title: str
    level: str | None
    role: str | None
    field: str | None
    category: str | None
    seats: int | None
    importance: int | None


class PostList(Listed):
    """Posts by identifier."""

    items: list[PostRow]


class TenureRow(Schema):
    """Who holds, held or will hold a post."""

    person_id: str
    post_id: str | None
    title: str | None
    unit_name: str | None
    kind: str | None
    from_date: str | None
    to_date: str | None
    term_ends: str | None
    decision: str | None


class TenureList(Listed):
    """Tenures by person and day."""

    items: list[TenureRow]


def _row(n: structure.Node) -> dict[str, Any]:
    return {name: getattr(n, name) for name in UnitRow.model_fields}


@router.get("/units", response=UnitList, **READ)
def units(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """How is the office organised, and where is it short or over the norm?"""
    seen = records_of(request)
    opened = set(opened_units(seen.viewer))
    top = structure.branch(structure.tree(seen.day), lambda unit_id: unit_id in opened)
    found = [node for branch in top for node in branch.walk()]
    listed = page_of(found, len(found), page, size)
    return answer(request, listed | {"items": [_row(n) for n in listed["items"]]})


@router.get("/units/{unit}", response=UnitDocument, **READ)
def unit_one(request: HttpRequest, unit: str) -> HttpResponse:
    """One unit: its staffing and that of everything below it."""
    seen = records_of(request)
    rights.SEE_UNIT.require(seen.viewer, get_object_or_404(Unit, pk=unit))
    node = structure.find(seen.day, unit)
    if node is None:
        raise Http404(unit)
    totals = {name: getattr(node, name) for name in ("total_norm", "total_present", "total_vacant", "total_units")}
    return answer(request, _row(node) | totals | {"below": [c.unit_id for c in node.children]})


@router.get("/posts", response=PostList, **READ)
def posts(
    request: HttpRequest, unit: UnitAsked = "", page: Page = 1, size: Size = 50
) -> HttpResponse:  # fmt: skip
    """The posts of the units that may be opened, on the day asked for."""
    seen = records_of(request)
    return answer(request, _listed(post_rows(seen, unit), PostRow, page, size))


@router.get("/tenures", response=TenureList, **READ)
def tenures(
    request: HttpRequest, person: Word = "", unit: UnitAsked = "", running: bool = True, page: Page = 1, size: Size = 50
) -> HttpResponse:  # fmt: skip
    """Who of those in reach holds which post; with `running=false` the past and the coming too."""
    seen = records_of(request)
    frame = tenure_rows(seen, person=person, unit=unit, running=running)
    ledger.listed(seen.viewer, "see_list", frame.height, by="api", table="tenures")
    return answer(request, _listed(frame, TenureRow, page, size))


def _listed(frame: pl.DataFrame, shape: type[Schema], page: int, size: int) -> dict[str, Any]:
    columns = [c for c in shape.model_fields if c in frame.columns]
    part = frame.select(columns).slice((page - 1) * size, size).to_dicts()
    return counted(frame.height, page, size) | {"items": [dict.fromkeys(shape.model_fields) | row for row in part]}
