"""The one gate to people's data: whatever a page, an export, a search or a job shows of people comes through here.

``seen(viewer, day)`` gives the people in reach; columns the viewer may not see are not in its frames at all, so that a
filter, an order, a count or a total on them cannot be made, and rows made for pages carry a mark in their place.
``seen(viewer, day).file(person_id)`` gives one record, refused to whoever may not open it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import polars as pl
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from dungviec.office.access.fields import COLUMN_GROUPS, ROW_GROUPS, Scope, Shown, declare, group_of, sees, sees_topic
from dungviec.office.access.fields import shown as met
from dungviec.office.access.masks import Masked
from dungviec.office.access.matters import Asking
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry import rights
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.models import Person
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import workforce

T = TypeVar("T")
WORKFORCE = "workforce"
"""The name of the frame of everybody on the rolls in the table of field groups."""
declare(
    WORKFORCE,
    COLUMN_GROUPS["people"]
    | dict.fromkeys(
        ("row", "search_key", "sort_key", "age", "retires", "post_id", "unit_id", "title", "unit_name", "unit_kind", "unit_path", "on_rolls",
         "unit_in_title"), "basic",
    )
    | dict.fromkeys(
        ("since", "tenure_kind", "term_ends", "level", "level_rank", "field", "role", "leads", "service_years", "years_in_post"),
        "service",
    )
    | dict.fromkeys(("rating", "rating_year"), "appraisal")
    | {"two_strengths": "ability", "minority": "origin"},
)  # fmt: skip


class FieldRefused(PermissionDenied):
    """A filter, an order or a count was asked on a field the viewer may not see."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(_("Không lọc, sắp xếp hay đếm theo trường bị che: %s.") % ", ".join(sorted(names)))


def scope_of(viewer: Viewer, person_id: str) -> Scope:
    """Whether the person is the viewer."""
    return Scope.OWN if viewer.person_id and viewer.person_id == person_id else Scope.WITHIN


def hidden(role: Role | None, scope: Scope, table: str, columns: Iterable[str]) -> dict[str, Shown]:
    """The columns of a table that are not seen, each with what stands there instead."""
    met_by = ((c, met(role, scope, group_of(table, c).key)) for c in columns)
    return {c: how for c, how in met_by if how is not Shown.SEE}


@kept_per_day
def everybody(day: date) -> pl.DataFrame:
    """The workforce with ``row``, the number of each person in it, by which the search knows them. For the gate alone."""
    return workforce(day).with_row_index("row")


@dataclass(frozen=True)
class SeenRecords:
    """What one viewer sees of everybody in reach on one day."""

    viewer: Viewer
    day: date

    @property
    def scope(self) -> Scope:
        """A list shows everybody alike, the own row too; somebody who sees nobody else sees the own fields."""
        return Scope.OWN if self.viewer.role == Role.OFFICIAL else Scope.WITHIN

    @cached_property
    def people(self) -> pl.DataFrame:
        """The workforce in reach, without the columns that are masked or absent; refused to who has no business with people."""
        if self.viewer.role in (None, Role.ADMINISTRATOR):
            raise PermissionDenied("people")
        frame = everybody(self.day)
        ids = rights.visible_ids(self.viewer)
        mine = frame if ids is None else frame.filter(pl.col("person_id").is_in(ids))
        return mine.drop(hidden(self.viewer.role, self.scope, WORKFORCE, frame.columns))

    def may(self, *columns: str) -> bool:
        """Whether all these columns of the workforce are seen."""
        return not hidden(self.viewer.role, self.scope, WORKFORCE, columns)

    def may_tell(self, topic: str) -> bool:
        """Whether what the law says on this topic about the people in reach may be read."""
        return sees_topic(self.viewer.role, self.scope, topic)

    def require(self, *columns: str) -> None:
        """Raise :class:`FieldRefused` unless all these columns are seen."""
        if away := hidden(self.viewer.role, self.scope, WORKFORCE, columns):
            raise FieldRefused(away)

    def file(self, person_id: str) -> SeenFile:
        """One record; Http404 when nobody has that identifier, PermissionDenied when the viewer may not open it."""
        found = Person.objects.filter(pk=person_id).first()
        if found is None:
            raise Http404(person_id)
        rights.SEE_PERSON.require(self.viewer, found)
        return SeenFile(self.viewer, self.day, person_id, rights.may_judge(self.viewer, found))

    def on_file(self, people: Iterable[str]) -> pl.DataFrame:
        """The rows of these people that are in reach, on the rolls or not, without the columns that are not seen."""
        wanted = [p["person_id"] for p in self.named([{"person_id": p} for p in set(people)])]
        rows = snapshot(self.day).people.filter(pl.col("person_id").is_in(wanted))
        return rows.drop(hidden(self.viewer.role, self.scope, "people", rows.columns))

    def named(self, people: Sequence[T], key: str = "person_id") -> list[T]:
        """Those of ``people`` (objects or mappings with an identifier) whose record the viewer may open."""
        ids = rights.visible_ids(self.viewer)
        if ids is None:
            return list(people)
        mine = frozenset(ids)
        return [p for p in people if (p[key] if isinstance(p, Mapping) else getattr(p, key)) in mine]


def seen(viewer: Viewer, day: date) -> SeenRecords:
    """What ``viewer`` sees of the people on file on ``day``."""
    return SeenRecords(viewer, day)


def seen_by(asking: Asking) -> SeenRecords:
    """The same for somebody who asks what the morning brings; the rooms that tell it share one reading."""
    found = asking.kept.get("records")
    if not isinstance(found, SeenRecords):
        found = asking.kept["records"] = seen(asking.viewer, asking.day)
    return found


def refuse_hidden(frame: pl.DataFrame, columns: Iterable[str]) -> None:
    """Raise :class:`FieldRefused` when one of ``columns`` is not in a frame of the gate."""
    if missing := {c for c in columns if c not in frame.columns}:
        raise FieldRefused(missing)


def told(frame: pl.DataFrame, column: str) -> Masked | None:
    """The mark for a column that a frame of the gate does not hold; None when it may be counted."""
    return None if column in frame.columns else Masked(group_of(WORKFORCE, column))


def rows_of(frame: pl.DataFrame, table: str = WORKFORCE) -> list[dict[str, Any]]:
    """A frame of the gate as rows for a page: a mark stands for every declared column that is not in the frame."""
    marks = {c: Masked(group_of(table, c)) for c in COLUMN_GROUPS[table] if c != "*" and c not in frame.columns}
    return [row | marks for row in frame.to_dicts()]


@dataclass(frozen=True)
class SeenFile:
    """What one viewer sees of one record on one day. Made by :meth:`SeenRecords.file`, which checks the right to open it."""

    viewer: Viewer
    day: date
    person_id: str
    may_judge: bool
    """Whether the viewer may ask what the person can be appointed to."""

    @property
    def own(self) -> bool:
        """Whether this is the viewer's own record."""
        return self.scope is Scope.OWN

    @property
    def scope(self) -> Scope:
        """Own, or of somebody in reach."""
        return scope_of(self.viewer, self.person_id)

    def sees(self, *groups: str) -> bool:
        """Whether all these field groups are seen in this record."""
        return sees(self.viewer.role, self.scope, *groups)

    def instead(self, table: str, column: str = "*") -> Masked | None:
        """The mark for a table or a column; None when it is seen, or when nothing may tell that it exists."""
        group = group_of(table, column)
        return Masked(group) if met(self.viewer.role, self.scope, group.key) is Shown.MASKED else None

    @property
    def marks(self) -> dict[str, Masked]:
        """The mark of every table of which nothing is seen; absent ones are left out."""
        found = {table: self.instead(table) for table in COLUMN_GROUPS if "*" in COLUMN_GROUPS[table]}
        return {table: mark for table, mark in found.items() if mark is not None}

    def row(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """One row of any declared table with marks in place of what is masked, and without what is absent."""
        away = hidden(self.viewer.role, self.scope, table, row)
        kept = {c: v for c, v in row.items() if c not in away}
        return kept | {c: Masked(group_of(table, c)) for c, how in away.items() if how is Shown.MASKED}

    def seen_columns(self, table: str, columns: Iterable[str]) -> list[str]:
        """Those of ``columns`` that are seen."""
        away = hidden(self.viewer.role, self.scope, table, columns)
        return [c for c in columns if c not in away]

    def table(self, name: str, frame: pl.DataFrame | None = None, *, by: str = "person_id") -> pl.DataFrame:
        """The person's own rows of a table, only the columns that are seen; no rows where the table itself is not seen.

        ``frame`` gives the rows of a table that is not part of the Snapshot; ``by`` the column that names the person.
        """
        own = (snapshot(self.day)[name] if frame is None else frame).filter(pl.col(by) == self.person_id)
        if met(self.viewer.role, self.scope, group_of(name, "*").key) is not Shown.SEE and name != "people":
            return own.clear()
        if name in ROW_GROUPS:
            column, value, group = ROW_GROUPS[name]
            own = own if self.sees(group) else own.filter(pl.col(column) != value)
        return own.select(self.seen_columns(name, own.columns))

    @cached_property
    def card(self) -> dict[str, Any]:
        """The row of the workforce, or of the file when the person is not on the rolls that day, with marks; Http404 without either."""
        rows = workforce(self.day).filter(pl.col("person_id") == self.person_id).to_dicts()
        if rows:
            named = (rows[0]["unit_name"] or "").lower() in (rows[0]["title"] or "").lower()
            return self.row(WORKFORCE, rows[0] | {"on_rolls": True, "unit_in_title": named})
        on_file = snapshot(self.day).people.filter(pl.col("person_id") == self.person_id).to_dicts()
        if not on_file:
            raise Http404(self.person_id)
        return self.row(WORKFORCE, on_file[0] | {"on_rolls": False})

    def may_tell(self, topic: str, facts: Iterable[str] = ()) -> bool:
        """Whether a finding of the law on this topic, resting on these facts, may be read in words."""
        role, scope = self.viewer.role, self.scope
        return sees_topic(role, scope, topic) and not hidden(
            role, scope, "people", (f for f in facts if f in COLUMN_GROUPS["people"])
        )


def may_tell(viewer: Viewer, person_id: str, finding: Any) -> bool:
    """Whether ``viewer`` may read a finding of the law (``topic``, ``facts``, ``missing``) about this person in words."""
    file = SeenFile(viewer, viewer.day or date.min, person_id, may_judge=False)
    return file.may_tell(finding.topic, (*finding.facts, *finding.missing))
