"""Which fields of the own record somebody may ask to have changed, and their values as texts of a form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.access.fields import GROUPS, FieldGroup, group_of
from dungviec.office.access.masks import Masked
from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.viewing import SeenFile
from dungviec.office.shell.middleware import parse_day
from dungviec.records.schema import Column

TABLES = ("people", "particulars")
"""Tables with one row per person; what happened to people (posts, ratings, discipline) is corrected by its decision."""
GROUPS_NOT_ASKED = frozenset({"proceedings", "file", "appraisal", "undeclared"})
"""What the office itself finds out: nobody asks for it to be changed by a form."""
COLUMNS_NOT_ASKED = frozenset(
    {"person_id", "category", "assets_verified", "managing_body", "using_body", "record_number"}
)


class NotUnderstood(ValueError):
    """A value that cannot be read; ``str()`` is the sentence."""


@dataclass(frozen=True, slots=True)
class Askable:
    """One field of the own record: what it says now, and how another value is given."""

    table: str
    column: Column
    group: FieldGroup
    value: Any

    @property
    def key(self) -> str:
        """Its name in the form."""
        return f"{self.table}.{self.column.name}"

    @property
    def label(self) -> str:
        """Its heading in the language of the page."""
        return self.column.vi if vietnamese() else self.column.en

    @property
    def text(self) -> str | Masked:
        """The value in words."""
        return in_words(self.column, self.value)

    @property
    def kind(self) -> str:
        """What is typed: ``date``, ``number`` or ``text``."""
        number = self.column.type in ("int", "money", "number")
        return "number" if number else "date" if self.column.type == "date" else "text"

    @property
    def options(self) -> list[tuple[str, str]]:
        """The choices of a coded or yes-no field; empty for a free one."""
        return choices(self.column)


def vietnamese() -> bool:
    """Whether the page speaks Vietnamese."""
    return (get_language() or "vi").startswith("vi")


def columns() -> Iterable[tuple[str, Column]]:
    """Every field that may be asked, table by table."""
    held = holdings()
    for table in TABLES:
        for column in held[table].table.columns if table in held else ():
            if column.name not in COLUMNS_NOT_ASKED and group_of(table, column.name).key not in GROUPS_NOT_ASKED:
                yield table, column


def column_of(table: str, name: str) -> Column | None:
    """One field that may be asked."""
    return next((c for t, c in columns() if t == table and c.name == name), None)


def row_of(table: str, person_id: str) -> dict[str, Any] | None:
    """The person's own row of a one-row table as it is stored; for the gate and for writing, never for a page."""
    held = holdings()[table]
    found: dict[str, Any] | None = (
        held.model._default_manager.filter(withdrawn_at__isnull=True, **{held.attributes["person_id"]: person_id})
        .values(*held.attributes.values())
        .first()
    )
    return found


def current(file: SeenFile, table: str) -> dict[str, Any]:
    """The values on file now, as far as the viewer of ``file`` sees them."""
    held = holdings().get(table)
    if held is None:
        return {}
    attributes, row = held.attributes, row_of(table, file.person_id)
    return file.row(table, {name: (row or {}).get(attribute) for name, attribute in attributes.items()})


def asked_fields() -> list[tuple[FieldGroup, list[Askable]]]:
    """Every field that may be asked, in the order of the declared groups, without anybody's values."""
    return _by_group(Askable(table, column, group_of(table, column.name), None) for table, column in columns())


def own_fields(file: SeenFile) -> list[tuple[FieldGroup, list[Askable]]]:
    """The fields of the own record that are seen, in the same order, with their values."""
    values = {table: current(file, table) for table in TABLES}
    return _by_group(
        Askable(table, column, group_of(table, column.name), values[table][column.name])
        for table, column in columns()
        if column.name in values[table]
    )


def _by_group(fields: Iterable[Askable]) -> list[tuple[FieldGroup, list[Askable]]]:
    found: dict[str, list[Askable]] = {}
    for one in fields:
        found.setdefault(one.group.key, []).append(one)
    return [(GROUPS[key], found[key]) for key in GROUPS if key in found]


def choices(column: Column) -> list[tuple[str, str]]:
    """The choices of a coded or yes-no column."""
    if column.type == "bool":
        return [("true", _("có")), ("false", _("không"))]
    codes = column.code_list
    return [(c.value, c.vi if vietnamese() else c.en) for c in codes] if codes and column.type == "code" else []


def in_words(column: Column, value: Any) -> str | Masked:
    """A value as it is read; an en dash when nothing is on file."""
    if isinstance(value, Masked):
        return value
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if column.code_list:
        return column.code_list.label(str(value), "vi" if vietnamese() else "en")
    return str(value)


def read(column: Column, text: str) -> Any:
    """The value that a form gave, in the type of its column. Raises NotUnderstood with a sentence."""
    text = text.strip()
    if column.type == "date":
        day = parse_day(text)
        if day is None:
            raise NotUnderstood(_("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % text[:30])
        return day
    if column.type == "bool":
        return text == "true"
    if column.type in ("int", "money", "number"):
        plain = text.replace(".", "").replace(" ", "") if column.type != "number" else text.replace(",", ".")
        try:
            return float(plain) if column.type == "number" else int(plain)
        except ValueError:
            raise NotUnderstood(_("«%s» không phải là số.") % text[:30]) from None
    return text


def as_json(value: Any) -> Any:
    """A value as it is stored with a request."""
    return value.isoformat() if isinstance(value, date) else value


def from_json(column: Column, value: Any) -> Any:
    """A stored value in the type of its column."""
    return date.fromisoformat(value) if column.type == "date" and isinstance(value, str) else value
