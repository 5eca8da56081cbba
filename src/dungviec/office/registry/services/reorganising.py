"""What is done to units by resolution: found, merge, split, abolish, rename, move, set the norm.

Each act is one batch: an event with the resolution's number and day, and dated changes of the units, so that the tree of any
day is right. Posts of a unit that closes close with it; whoever still holds one is told by the alarms: nobody's
tenure ends here, only by a decision about the person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db import transaction

from dungviec.office.registry import selectors
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.models import Batch
from dungviec.office.registry.services.batches import Actor, open_batch
from dungviec.office.registry.services.bulk import write_many
from dungviec.office.registry.services.writing import amend, create
from dungviec.records.vietnamese import format_date


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an act rests on: number, day of issue, first day of the new state, and who enters it."""

    number: str
    resolved: date
    effective: date
    by: Actor
    note: str = ""

    @property
    def words(self) -> str:
        """As the records quote it."""
        return f"{self.number} ngày {format_date(self.resolved)}"


@transaction.atomic
def found_unit(values: Mapping[str, Any], on: Resolution) -> str:
    """A new unit from the resolution's first day; answers with its identifier."""
    batch = _batch(f"Thành lập {values.get('name', '')}", on)
    unit = _found(values, on, batch)
    _event("founded", [], [unit], on, batch)
    return unit


@transaction.atomic
def merge_units(
    predecessors: Sequence[str], into: str | Mapping[str, Any], on: Resolution, *, parts: Sequence[str] = ()
) -> str:
    """Units become one: a new one (``into`` its values) or one of them that takes in the others (``into`` its identifier).

    ``parts`` names units that give only a part and live on. Units below those that close come under the new one.
    Answers with the identifier of the unit that results.
    """
    if len({*predecessors, *parts}) < (2 if isinstance(into, str) else 1):
        raise RegistryFault("Sáp nhập cần từ hai đơn vị trở lên.", "A merger takes at least two units.")
    name = _name(into, on) if isinstance(into, str) else str(into.get("name", ""))
    batch = _batch(f"Sáp nhập thành {name}", on)
    if isinstance(into, str):
        require_live(into, on)
        unit = into
    else:
        unit = _found(into, on, batch)
    for old in predecessors:
        if old != unit:
            _close(old, on, batch, heirs=unit)
    for old in parts:
        require_live(old, on)
    _event("merged", [*predecessors, *parts], [unit], on, batch)
    return unit


@transaction.atomic
def split_unit(unit: str, into: Sequence[Mapping[str, Any]], on: Resolution, *, lives_on: bool = False) -> list[str]:
    """A unit becomes several (``lives_on``: it stays beside them); answers with the identifiers of the new ones."""
    if len(into) < (1 if lives_on else 2):
        raise RegistryFault(
            "Chia đơn vị cần từ hai đơn vị mới; tách cần từ một.", "A division needs two new units, a separation one."
        )
    batch = _batch(f"Chia tách {_name(unit, on)}", on)
    new = [_found(values, on, batch) for values in into]
    if lives_on:
        require_live(unit, on)
    else:
        _close(unit, on, batch)
    _event("split", [unit], [*([unit] if lives_on else []), *new], on, batch)
    return new


@transaction.atomic
def abolish_unit(unit: str, on: Resolution) -> None:
    """A unit ends the day before the resolution takes effect. Refused while units below it live on."""
    batch = _batch(f"Giải thể {_name(unit, on)}", on)
    _close(unit, on, batch)
    _event("abolished", [unit], [], on, batch)


@transaction.atomic
def rename_unit(unit: str, name: str, on: Resolution, *, place_code: str | None = None) -> None:
    """Another name from the resolution's first day on, and another place code where the code changes with it."""
    changes = {"name": name} | ({"place_code": place_code} if place_code else {})
    _change("renamed", f"Đổi tên {_name(unit, on)} thành {name}", unit, changes, on)


@transaction.atomic
def move_unit(unit: str, parent: str | None, on: Resolution) -> None:
    """Another parent from the resolution's first day on."""
    if parent is not None:
        require_live(parent, on)
    _change("moved", f"Chuyển {_name(unit, on)} về đơn vị cấp trên khác", unit, {"parent_id": parent}, on)


@transaction.atomic
def set_norm(unit: str, norm: int | None, on: Resolution) -> None:
    """Another norm (biên chế giao) from the resolution's first day on."""
    _change("norm_changed", f"Giao biên chế cho {_name(unit, on)}", unit, {"norm": norm}, on)


def _change(kind: str, title: str, unit: str, changes: dict[str, Any], on: Resolution) -> None:
    require_live(unit, on)
    batch = _batch(title, on)
    amend("units", unit, changes, by=on.by, why=title, valid_from=on.effective, basis=on.words, batch=batch)
    _event(kind, [unit], [unit], on, batch)


def _batch(title: str, on: Resolution) -> Batch:
    if not on.number.strip():
        raise RegistryFault("Xin ghi số nghị quyết, quyết định.", "Please state the number of the resolution.")
    return open_batch("reorganisation", title, by=on.by, basis=on.words)


def _found(values: Mapping[str, Any], on: Resolution, batch: Batch) -> str:
    parent = values.get("parent_id")
    if parent is not None:
        require_live(str(parent), on, first_day=True)
    given = {**values, "valid_from": on.effective, "basis": on.words, "newly_formed": True}
    return create("units", given, by=on.by, why=batch.title, batch=batch)


def _close(unit: str, on: Resolution, batch: Batch, *, heirs: str | None = None) -> None:
    """End a unit and its posts; units below come under the heir from the same day, or stand in the way."""
    require_live(unit, on)
    s = selectors.snapshot(on.effective)
    below = s.live_units.filter(pl.col("parent_id") == unit)["unit_id"].to_list()
    if below and heirs is None:
        raise RegistryFault(
            f"«{_name(unit, on)}» còn {len(below)} đơn vị trực thuộc vào ngày {format_date(on.effective)} "
            f"(«{below[0]}»…). Xin chuyển hoặc giải thể các đơn vị đó trước.",
            f"{unit!r} still has {len(below)} units below it on {on.effective} ({below[0]!r} …). Move or abolish them first.",
        )
    last = on.effective - timedelta(days=1)
    if below:
        write_many(
            batch, amends={"units": [(child, {"parent_id": heirs}) for child in below if child != heirs]},
            valid_from=on.effective, basis=on.words,
        )  # fmt: skip
    posts = s.live_posts.filter(pl.col("unit_id") == unit)["post_id"].to_list()
    write_many(
        batch, amends={"posts": [(post, {"valid_to": last}) for post in posts], "units": [(unit, {"valid_to": last})]}
    )


def _event(kind: str, before: Sequence[str], after: Sequence[str], on: Resolution, batch: Batch) -> None:
    values = {
        "kind": kind, "effective": on.effective, "resolution": on.number, "resolved": on.resolved,
        "predecessors": list(before), "successors": list(after), "note": on.note or None,
    }  # fmt: skip
    create("unit_events", values, by=on.by, why=batch.title, batch=batch)


def require_live(unit: str, on: Resolution, *, first_day: bool = False) -> None:
    """Refuse a unit that does not exist on the last day before the act (``first_day``: on the first day of it)."""
    day = on.effective if first_day else on.effective - timedelta(days=1)
    if selectors.snapshot(day).live_units.filter(pl.col("unit_id") == unit).height:
        return
    raise RegistryFault(
        f"Đơn vị «{unit}» không tồn tại vào ngày {format_date(day)}. Xin kiểm tra mã đơn vị và ngày hiệu lực.",
        f"The unit {unit!r} does not exist on {day}. Check the identifier and the day of effect.",
    )


def _name(unit: str, on: Resolution) -> str:
    day = on.effective - timedelta(days=1)
    found = selectors.snapshot(day).units.filter(pl.col("unit_id") == unit)["name"].to_list()
    return str(found[0]) if found else unit
