"""Everything the office holds about one person, for that person: as data for machines, as pages for people.

It is read as the person would see it (the policy's own scope): nothing of proceedings, nothing of who marked whom; what is withheld is
named with its reason. Of other people only what the person told of the own family.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import polars as pl
from django.apps import apps
from django.utils.translation import gettext as _

from dungviec.office.access.fields import COLUMN_GROUPS, EVERY, GROUPS, Scope, Shown, shown
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.privacy.models import SubjectRequest
from dungviec.office.registry.gate import SeenFile, seen
from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.selectors import rows
from dungviec.office.requests.models import ChangeRequest, Document
from dungviec.office.requests.readers import readings_of

_OTHERS = {"kinship": ("relative_id",), "relatives": ("relative_id",)}
"""Columns that name another record."""
_TOLD_APART = (
    "conduct",
    "inspection",
    "voice",
    "ballots",
    "sealing",
    "access",
    "privacy",
    "registry",
    "requests",
    "dossier",
    "intake",
)
"""Rooms whose tables are told above, hold proceedings or votes, or nobody's name."""


@dataclass(frozen=True, slots=True)
class Portable:
    """The data of one person as they leave."""

    person_id: str
    day: date
    tables: dict[str, tuple[str, list[dict[str, Any]]]]
    """Table → its name in words, its rows with column names as keys."""
    headings: dict[str, dict[str, str]]
    requests: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    readers: list[dict[str, Any]]
    also: list[tuple[str, int]]
    """What other rooms keep: words and how many rows; read on their own pages."""
    withheld: list[tuple[str, str]]


def own_view(viewer: Viewer, person_id: str, day: date) -> SeenFile:
    """The record as its person sees it, whoever hands it out."""
    own = replace(viewer, role=Role.OFFICIAL, person_id=person_id, unit_id="", whole=False, day=day)
    return seen(own, day).file(person_id)


def portable(viewer: Viewer, person_id: str, day: date) -> Portable:
    """Collect it. Raises Http404 where nobody has that identifier."""
    file = own_view(viewer, person_id, day)
    tables, headings = {}, {}
    for name, held in holdings().items():
        if not held.is_about_people:
            continue
        found = _own_rows(file, name, rows(name, day).drop("_key"))
        kept = [c for c in found.columns if c not in _OTHERS.get(name, ()) and c != "person_id"]
        told = [{c: _told(v) for c, v in row.items() if v is not None} for row in found.select(kept).to_dicts()]
        if told:
            tables[name] = (held.table.sheet, told)
            headings[name] = {c.name: c.vi for c in held.table.columns}
    asked = [
        {"at": _told(r.asked_at), "state": str(r.get_state_display()), "reason": r.reason, "answer": r.answer, "fields": [f.field for f in r.fields.all()]}
        for r in ChangeRequest.objects.filter(person_id=person_id).prefetch_related("fields").order_by("pk")
    ] + [
        {"at": _told(r.asked_at), "state": str(r.get_state_display()), "reason": r.words, "answer": r.answer, "fields": [str(r.get_kind_display())]}
        for r in SubjectRequest.objects.filter(person_id=person_id).order_by("pk")
    ]  # fmt: skip
    papers = [
        {"kind": d.kind, "title": d.title, "number": d.number, "dated": _told(d.dated), "file": d.file.name}
        for d in Document.objects.filter(person_id=person_id, withdrawn_at__isnull=True).select_related("file")
    ]
    readers = [
        {"at": _told(r.at), "who": r.who, "role": r.role, "what": str(r.what), "reason": str(r.reason)}
        for r in readings_of(person_id, file.viewer.username) if not r.own
    ]  # fmt: skip
    return Portable(person_id, day, tables, headings, asked, papers, readers, _also(person_id), _withheld())


def _own_rows(file: SeenFile, name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The own rows of a table; of one whose columns belong to several groups, the seen columns."""
    if name == "people" or EVERY in COLUMN_GROUPS.get(name, {}):
        return file.table(name, frame)
    return frame.filter(pl.col("person_id") == file.person_id).select(file.seen_columns(name, frame.columns))


def as_data(found: Portable) -> dict[str, Any]:
    """The same as JSON tells it."""
    return {
        "format": "dungviec-subject-data 1", "person_id": found.person_id, "as_of": found.day.isoformat(),
        "tables": {name: told for name, (_words, told) in found.tables.items()}, "requests": found.requests, "papers": found.papers,
        "readers": found.readers, "also_held": [{"what": w, "rows": n} for w, n in found.also],
        "withheld": [{"what": w, "why": why} for w, why in found.withheld],
    }  # fmt: skip


def _also(person_id: str) -> list[tuple[str, int]]:
    found = []
    for model in apps.get_models():
        name = model._meta.app_label
        if not model.__module__.startswith("dungviec.office.") or name in _TOLD_APART:
            continue
        if any(f.attname == "person_id" for f in model._meta.local_concrete_fields):
            count = model._base_manager.filter(person_id=person_id).count()
            if count:
                found.append((str(model._meta.verbose_name), count))
    return sorted(found)


def _withheld() -> list[tuple[str, str]]:
    why = {
        Shown.ABSENT: _("Việc đang xem xét do cơ quan có thẩm quyền thông báo; không xác nhận có hay không."),
        Shown.MASKED: _("Tên người cho điểm được giữ kín để họ chấm tự do."),
    }
    met = ((g, shown(Role.OFFICIAL, Scope.OWN, key)) for key, g in GROUPS.items())
    return [(str(g.name), why[how]) for g, how in met if how is not Shown.SEE]


def _told(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
