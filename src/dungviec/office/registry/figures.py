"""The figures of one unit with all below it: who its people are, against its seats, on a day and on an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from dungviec.office.registry.filters import FILTERS
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.overview import Share, distribution, people_address
from dungviec.office.registry.structure import Node, find
from dungviec.office.registry.workforce import MAJORITY

SMALLEST = 5
"""Ethnic groups with fewer people are not told apart: a count of one names somebody."""


@dataclass(frozen=True)
class Part:
    """One distribution: its title and its rows."""

    title: str
    rows: Sequence[Share]


def below(frame: pl.DataFrame, unit_id: str) -> pl.DataFrame:
    """The people of a frame of the gate who are in the unit or below it."""
    return frame.filter((pl.lit("/") + pl.col("unit_path")).str.contains(f"/{unit_id}/", literal=True))


def parts(frame: pl.DataFrame, day: date, unit_id: str) -> list[Part]:
    """Sex, age, degree, theory and ethnic groups of the people in ``frame``, as far as its columns are there."""
    found = [Part(_("Giới tính"), distribution(frame, "sex", "sex", "sex", unit=unit_id))]
    ages = [
        Share(FILTERS["age"].word(band), n, frame.height, people_address(unit=unit_id, age=band))
        for band, _label in FILTERS["age"].options
        if (n := frame.filter(FILTERS["age"].condition(band, day)).height)
    ]
    found.append(Part(_("Độ tuổi"), ages))
    for column, title in (("degree", _("Trình độ")), ("theory", _("Lý luận chính trị"))):
        if column in frame.columns:
            found.append(Part(title, distribution(frame, column, column, column, unit=unit_id)))
    if "ethnicity" in frame.columns:
        found.append(Part(_("Dân tộc"), ethnic_groups(frame, unit_id)))
    return [part for part in found if part.rows]


def ethnic_groups(frame: pl.DataFrame, unit_id: str = "") -> list[Share]:
    """Ethnic groups with their number of people, none told apart that has fewer than ``SMALLEST``.

    Small groups are counted together; a rest that is itself small takes the next larger group with it, so that no count of
    the table gives a small one away by subtraction. Empty when only one or two small counts would remain.
    """
    known = frame.filter(pl.col("ethnicity").is_not_null())
    counts: list[tuple[str, int]] = sorted(
        known.group_by("ethnicity").len().iter_rows(), key=lambda row: (-row[1], row[0])
    )
    rest = [row for row in counts if row[1] < SMALLEST]
    shown = [row for row in counts if row[1] >= SMALLEST]
    while rest and sum(n for _group, n in rest) < SMALLEST and shown:
        rest.append(shown.pop())
    if rest and sum(n for _group, n in rest) < SMALLEST:
        return []
    rows = [Share(group, n, frame.height, "") for group, n in shown]
    if rest:
        together = _("Các dân tộc khác, gộp") if MAJORITY not in {g for g, _n in rest} else _("Mọi dân tộc, gộp")
        rows.append(Share(together, sum(n for _group, n in rest), frame.height, ""))
    return rows


@dataclass(frozen=True)
class Change:
    """One figure then and now."""

    label: str
    then: float | None
    now: float | None
    decimals: int = 0

    @property
    def difference(self) -> float | None:
        """Now less then; None where one is not known."""
        return None if self.then is None or self.now is None else round(self.now - self.then, self.decimals)


def trend(now: SeenRecords, then: SeenRecords, unit_id: str) -> list[Change]:
    """The figures of the unit on two days, each as the unit was on that day."""
    before, after = _figures(then, unit_id), _figures(now, unit_id)
    return [
        Change(label, before.get(label, (None, 0))[0], value, decimals) for label, (value, decimals) in after.items()
    ]


def _figures(records: SeenRecords, unit_id: str) -> dict[str, tuple[float | None, int]]:
    node: Node | None = find(records.day, unit_id)
    frame = below(records.people, unit_id)
    people = frame.height
    mean: Any = frame["age"].mean()
    found: dict[str, tuple[float | None, int]] = {
        _("Có mặt"): (people if node else None, 0),
        _("Biên chế giao"): (node.total_norm if node and node.total_norm else None, 0),
        _("Số chỗ theo vị trí"): (node.total_seats if node else None, 0),
        _("Chỗ trống"): (node.total_vacant if node else None, 0),
        _("Nữ, %"): (100 * frame.filter(pl.col("sex") == "female").height / people if people else None, 1),
        _("Tuổi bình quân"): (mean, 1),
    }
    if "degree" in frame.columns:
        high = frame.filter(pl.col("degree").is_in(["university", "master", "doctor"])).height
        found[_("Từ đại học trở lên, %")] = (100 * high / people if people else None, 1)
    return found
