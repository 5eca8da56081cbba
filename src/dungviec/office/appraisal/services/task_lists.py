"""Reading the export of the document system into assigned work: every line keeps the row it came from; reading it again replaces its own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.exchange.task_list import TaskListRead, read_task_list
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal import reach
from dungviec.office.appraisal.models import (
    CatalogueProduct,
    CatalogueVersion,
    MonthSheet,
    Obstacle,
    Task,
    TaskKind,
    TaskList,
)
from dungviec.office.requests.vault import Checked, store

REJECTED_KEPT = 500


def read(path: Path, *, year: int, as_of: date, people: pl.DataFrame, version: CatalogueVersion | None) -> TaskListRead:
    """The list understood: people by identifier or name, products by code or name. Raises UnreadableFileError."""
    known: dict[str, str] = {}
    for person_id, name in people.select("person_id", "name").iter_rows():
        known[person_id] = person_id
        known[name] = "" if known.get(name, person_id) != person_id else person_id  # two of one name are nobody
    products = {w: str(p.pk) for p in (version.products.all() if version else ()) for w in (p.code, p.name)}
    return read_task_list(
        path, year=year, as_of=as_of, people={k: v for k, v in known.items() if v}, products=products or None
    )


@transaction.atomic
def take_in(
    found: TaskListRead, *, file: str, digest: str, unit_id: str, units: Mapping[str, str], year: int, as_of: date, viewer: Viewer, by: User,
    body: Checked | None = None,
) -> TaskList:  # fmt: skip
    """Write what was read as work and keep the file (``body``) in the vault. Lines of the same file read before are replaced; months with the head's word are left alone."""
    kept = TaskList.objects.create(
        unit_id=unit_id, name=file[:200], digest=digest, year=year, known_on=as_of, rows=found.balance.rows_in, other_years=found.other_years,
        made_by=by, made_at=timezone.now(), file=store(body, "", by) if body is not None else None,
    )  # fmt: skip
    closed = {
        (s.person_id, m) for s in MonthSheet.objects.filter(year=year, person_id__in=list(found.lines)) if s.confirmed for m in s.months
    }  # fmt: skip
    now = timezone.now()
    before = Task.objects.filter(
        year=year, source__startswith=f"{file}!", withdrawn_at__isnull=True, person_id__in=list(found.lines)
    )
    for task in before:
        if (task.person_id, task.month) not in closed:
            task.withdrawn_at = now
            task.save(update_fields=["withdrawn_at"])
    products = {str(p.pk): p for p in CatalogueProduct.objects.filter(pk__in=_numbers(found))}
    rejected = [_told(r) for r in found.rejected]
    made: list[Task] = []
    for person, months in found.lines.items():
        for month, lines in months.items():
            if (person, month) in closed or not reach.may_assign(viewer, person):
                rejected += [_left(str(line.get("source", "")), closed=(person, month) in closed) for line in lines]
                continue
            unit = units.get(person, unit_id)
            made += [
                _task(line, person, unit, (year, month), products.get(str(line.get("product"))), kept, by)
                for line in lines
            ]
    Task.objects.bulk_create(made, batch_size=400)
    kept.taken = len({t.source for t in made})
    kept.rejected = rejected[:REJECTED_KEPT]
    kept.save(update_fields=["taken", "rejected"])
    ledger.record(
        by.username, "import_work", kind="unit", subject=unit_id, list=kept.pk, taken=kept.taken, rejected=len(rejected)
    )
    return kept


def digest_of(path: Path) -> str:
    """The file's fingerprint."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _numbers(found: TaskListRead) -> set[str]:
    return {str(line["product"]) for months in found.lines.values() for lines in months.values() for line in lines if str(line.get("product", "")).isdecimal()}  # fmt: skip


def _task(
    line: Mapping[str, Any], person: str, unit: str, period: tuple[int, int], product: CatalogueProduct | None, kept: TaskList, by: User
) -> Task:  # fmt: skip
    """A line of the list as work; a cause the list calls objective still waits for the head's word."""
    source = str(line.get("source", ""))[:300]
    claimed = (
        {"obstacle": Obstacle.CLAIMED, "obstacle_told": _("Danh sách ghi «lý do khách quan».")}
        if line.get("objective_cause")
        else {}
    )
    return Task(
        person_id=person, unit_id=unit, year=period[0], month=period[1], kind=TaskKind.PRODUCT if product else TaskKind.UNNAMED,
        product=product, name=str(line.get("name") or "")[:300], assigned=line.get("assigned", 1), done=line.get("done"),
        given_back=line.get("given_back", 0), redone=line.get("redone", 0), late=line.get("late", 0), extra=bool(line.get("extra")),
        source=source, evidence=source if claimed else "", task_list=kept, made_by=by, made_at=kept.made_at, **claimed,
    )  # fmt: skip


def _told(rejected: object) -> dict[str, str]:
    return {k: str(getattr(rejected, k, "")) for k in ("sheet", "row", "column", "value", "vi", "en")}


def _left(source: str, *, closed: bool) -> dict[str, str]:
    vi = "phiếu tháng này đã được xác nhận" if closed else "người này ngoài phạm vi giao việc của anh/chị"
    en = "the month's sheet is confirmed" if closed else "this person is outside your reach"
    return {"sheet": "", "row": source, "vi": vi, "en": en}
