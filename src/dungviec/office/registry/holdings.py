"""How each table of the records is held in the database, and by which rule its rows change.

*Single-row* tables (people, units, posts) have one row per key with what is known now; each field that ever changed has a
timeline of entries. *Event* tables (posts held, ratings, courses …) are corrected by withdrawing a row and adding one.
Another room that keeps facts about people registers its tables here, in the ``ready`` of its app::

    hold(Holding(DOSSIER, DossierPerson, single=True))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.models import MODELS, Fact, Unit, UnitEvent
from dungviec.office.registry.tree import unit_path
from dungviec.office.sealing.blind import blind
from dungviec.records.reorganisation import UNIT_EVENTS
from dungviec.records.schema import TABLES, Table
from dungviec.records.vietnamese import fold, name_sort_text

Row = dict[str, Any]


def _nothing(rows: Iterable[Row]) -> None:
    """No columns of its own."""


def _unsettled() -> None:
    """Nothing hangs together across rows."""


@dataclass(frozen=True)
class Holding:
    """A table, its model, and what the database keeps beside the declared columns."""

    table: Table
    model: type[Fact]
    single: bool = False
    """One row per key with entries, instead of rows that are withdrawn and added."""
    derive: Callable[[Iterable[Row]], None] = _nothing
    """Adds to rows of values the columns only the database has (search keys), in place."""
    settle: Callable[[], None] = _unsettled
    """Called after writes, for columns that depend on other rows (paths of units)."""
    order: str = ""
    """Column the rows are kept in the order of; the key when empty."""

    def __post_init__(self) -> None:
        if self.single and len(self.table.key) != 1:
            raise ValueError(f"{self.table.name}: a table with one row per key has a key of one column.")

    @property
    def name(self) -> str:
        """The table's stored name."""
        return self.table.name

    @cached_property
    def fields(self) -> dict[str, models.Field[Any, Any]]:
        """The model field of each declared column."""
        meta = self.model._meta
        by_attribute: dict[str, models.Field[Any, Any]] = {str(f.attname): f for f in meta.concrete_fields}
        by_name: dict[str, models.Field[Any, Any]] = {f.name: f for f in meta.concrete_fields}
        return {c.name: by_attribute.get(c.name) or by_name[c.name] for c in self.table.columns}

    @cached_property
    def attributes(self) -> dict[str, str]:
        """The model attribute of each declared column (``held_with`` of posts is stored in ``held_with_id``)."""
        return {name: str(f.attname) for name, f in self.fields.items()}

    @cached_property
    def key_column(self) -> str:
        """The declared column that is the key of a single-row table; empty for event tables, whose key is a number."""
        return self.table.key[0] if self.single else ""

    @cached_property
    def pk(self) -> str:
        """The model attribute the key is stored in."""
        return str(self.model._meta.pk.attname)

    @cached_property
    def is_about_people(self) -> bool:
        """Whether each row belongs to a person."""
        return "person_id" in self.table.by_name

    def subject(self, row: Row) -> str:
        """Whose row it is; empty where the table is not about people."""
        return str(row.get("person_id") or "") if self.is_about_people else ""

    def pk_value(self, key: str | int) -> Any:
        """A key as the model stores it. Raises RegistryFault on a key that cannot be one."""
        if self.single:
            return str(key)
        try:
            return int(key)
        except (TypeError, ValueError):
            raise RegistryFault(
                f"Bảng «{self.table.sheet}»: khóa «{key}» không phải số dòng.",
                f"Table {self.name}: the key {key!r} is not the number of a row.",
            ) from None


def _person_keys(rows: Iterable[Row]) -> None:
    for row in rows:
        if "citizen_id" in row:
            row["citizen_mark"] = blind(row["citizen_id"])
        if row.get("name"):
            row["search_key"], row["sort_key"] = fold(row["name"])[:160], name_sort_text(row["name"])[:400]


def _unit_keys(rows: Iterable[Row]) -> None:
    for row in rows:
        if row.get("name"):
            row["search_key"] = fold(row["name"])[:200]


def _settle_units() -> None:
    """Paths along the newest parents; new units come last in the order of the list."""
    units = list(Unit.objects.order_by("position", "pk").only("pk", "parent_id", "path", "position"))
    parents = {u.pk: u.parent_id for u in units}
    changed = []
    last = max((u.position for u in units if u.path), default=-1)
    for unit in units:
        path = unit_path(unit.pk, parents)
        if not unit.path:
            last += 1
            unit.position = last
        if path != unit.path:
            unit.path = path
            changed.append(unit)
    Unit.objects.bulk_update(changed, ["path", "position"], batch_size=400)


_SINGLE = {"people", "units", "posts"}
_DERIVE = {"people": _person_keys, "units": _unit_keys}
_holdings: dict[str, Holding] = {
    name: Holding(
        TABLES[name],
        model,
        single=name in _SINGLE,
        derive=_DERIVE.get(name, _nothing),
        settle=_settle_units if name == "units" else _unsettled,
        order="position" if name == "units" else "",
    )
    for name, model in MODELS.items()
} | {"unit_events": Holding(UNIT_EVENTS, UnitEvent)}


def hold(new: Holding) -> None:
    """Register a further table; twice the same is no error, another one under a taken name is."""
    there = _holdings.get(new.name)
    if there is not None and there.model is not new.model:
        raise ValueError(f"The table {new.name} is held by {there.model.__name__} already.")
    _holdings[new.name] = new


def holding(name: str) -> Holding:
    """The holding of a table. Raises RegistryFault on a name nobody registered."""
    found = _holdings.get(name)
    if found is None:
        raise RegistryFault(
            f"Không có bảng hồ sơ «{name}»: các bảng là {', '.join(_holdings)}.",
            f"There is no table {name!r} of the records: the tables are {', '.join(_holdings)}.",
        )
    return found


def holdings() -> dict[str, Holding]:
    """Every registered table by its name, those of the workbook first."""
    return dict(_holdings)
