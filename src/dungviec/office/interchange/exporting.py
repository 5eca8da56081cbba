"""A data package of exactly what one account may see: columns that are absent are not in it, masked ones are empty and say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
from django.core.exceptions import PermissionDenied

from dungviec.exchange import Package, mask_package
from dungviec.office.access.fields import ROW_GROUPS, Shown, group_of, sees
from dungviec.office.access.policy import Viewer
from dungviec.office.interchange.rights import may_export
from dungviec.office.registry import rights
from dungviec.office.registry.gate import hidden, seen
from dungviec.office.registry.limited import without_limited
from dungviec.office.registry.models import Unit
from dungviec.office.registry.selectors import city, rows, snapshot
from dungviec.records import TABLES
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.sensitivity import COLUMN_GROUPS

MASKED = ("Chỉ người có thẩm quyền xem được", "Only who is authorised may see it")


def seen_package(
    viewer: Viewer,
    day: date,
    *,
    with_dossiers: bool,
    mask_key: bytes | None = None,
    tell: Callable[[str, float], None] = lambda _s, _p: None,
) -> Package:
    """The package of everybody in the viewer's reach on ``day``. ``mask_key``: signs instead of names (``mask_package``).

    Raises PermissionDenied for who may take nothing out.
    """
    if not may_export(viewer):
        raise PermissionDenied("export")
    records, facts, here = seen(viewer, day), snapshot(day), city()
    everybody = without_limited(facts.people)["person_id"].to_list()
    mine = pl.Series([p["person_id"] for p in records.named([{"person_id": p} for p in everybody])], dtype=pl.String)
    units = pl.Series(
        list(rights.SEE_UNIT.restrict(viewer, Unit.objects.all()).order_by().values_list("pk", flat=True)),
        dtype=pl.String,
    )
    names = [*TABLES, *(DOSSIER_TABLES if with_dossiers else ())]
    tables: dict[str, pl.DataFrame] = {}
    masked: dict[str, tuple[str, str]] = {}
    for n, name in enumerate(names):
        tell(name, 0.5 * n / len(names))
        frame = facts[name] if name in TABLES else rows(name, day).select(*DOSSIER_TABLES[name].by_name)
        if name in COLUMN_GROUPS:
            found = _of_people(viewer, records.scope, name, frame, mine, masked)
            if found is not None:
                tables[name] = found
        elif "unit_id" in frame.columns:
            tables[name] = frame.filter(pl.col("unit_id").is_in(units.implode()))
        else:
            tables[name] = frame
    package = Package(facts.name, day, tables, here.place_code if here else None, here.note if here else "", masked)
    return package if mask_key is None else mask_package(package, key=mask_key)


def _of_people(
    viewer: Viewer, scope: object, name: str, frame: pl.DataFrame, mine: pl.Series, masked: dict[str, tuple[str, str]]
) -> pl.DataFrame | None:
    """The rows of people in reach; None where nothing may tell that the table exists. Notes the masked columns."""
    single = name in ("people", "particulars")
    whole = hidden(viewer.role, scope, name, ["*"]).get("*") if not single else None  # type: ignore[arg-type]
    if whole is Shown.ABSENT:
        return None
    frame = frame.filter(pl.col("person_id").is_in(mine.implode()))
    if name in ROW_GROUPS:
        column, value, group = ROW_GROUPS[name]
        if not sees(viewer.role, scope, group):  # type: ignore[arg-type]
            frame = frame.filter(pl.col(column) != value)
    away = hidden(viewer.role, scope, name, frame.columns)  # type: ignore[arg-type]
    away = {c: how for c, how in away.items() if c != "person_id"}
    if whole is Shown.MASKED:
        frame, away = frame.clear(), dict.fromkeys((c for c in frame.columns if c != "person_id"), Shown.MASKED)
    gone = [c for c, how in away.items() if how is Shown.ABSENT]
    empty = [c for c, how in away.items() if how is Shown.MASKED]
    for column in empty:
        masked[f"{name}.{column}"] = (f"{MASKED[0]}. {group_of(name, column).basis}", MASKED[1])
    return frame.with_columns(pl.lit(None, dtype=frame.schema[c]).alias(c) for c in empty).drop(gone)
