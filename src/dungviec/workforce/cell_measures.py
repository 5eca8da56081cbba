"""What a cell of a cross-table tells of its people: how many they are, or a mean or a share over those of whom it is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from dungviec.records.code_list import CodeList
from dungviec.records.codes import DEGREES, LEADERSHIP_RANK, THEORY
from dungviec.records.vietnamese import fold
from dungviec.workforce.counting import Pair
from dungviec.workforce.figure import WorkforceFault
from dungviec.workforce.state import minority, stated_ethnicity

Kind = Literal["count", "mean", "share"]


@dataclass(frozen=True)
class CellMeasure:
    """One measure. ``value`` is a number of each person, null where it is not known; a share is the mean of noughts and ones."""

    key: str
    vi: str
    en: str
    kind: Kind
    unit: Pair
    needs: tuple[str, ...]
    value: Callable[[], pl.Expr] = field(repr=False)
    decimals: int = 1

    def words(self, lang: str) -> str:
        """What is measured."""
        return self.vi if lang == "vi" else self.en

    def unit_words(self, lang: str) -> str:
        """Its unit."""
        return self.unit[0 if lang == "vi" else 1]


def _at_least(column: str, codes: CodeList, least: str) -> pl.Expr:
    ranks = {c.value: c.rank for c in codes}
    return pl.col(column).is_in([v for v, rank in ranks.items() if rank >= ranks[least]])


def _share(key: str, vi: str, en: str, needs: tuple[str, ...], test: Callable[[], pl.Expr]) -> CellMeasure:
    return CellMeasure(key, vi, en, "share", ("%", "%"), needs, test)


_YEARS = ("năm", "years")
_MEASURES = (
    CellMeasure("people", "Số người", "People", "count", ("người", "people"), ("people.person_id",), lambda: pl.lit(1.0), 0),
    CellMeasure("mean_age", "Tuổi bình quân", "Mean age", "mean", ("tuổi", "years"), ("people.born",), lambda: pl.col("age")),
    _share("women", "Tỉ lệ nữ", "Share of women", ("people.sex",), lambda: pl.col("sex") == "female"),
    _share("party_members", "Tỉ lệ đảng viên", "Share of Party members", ("people.party_member",), lambda: pl.col("party")),
    _share("minorities", "Tỉ lệ dân tộc thiểu số", "Share of ethnic minorities", ("people.ethnicity",), lambda: pl.when(stated_ethnicity()).then(minority())),
    _share("leaders", "Tỉ lệ lãnh đạo, quản lý", "Share in leadership", ("tenures.level",), lambda: pl.col("level_rank") >= LEADERSHIP_RANK),
    _share("university_up", "Tỉ lệ từ đại học trở lên", "Share with university or more", ("people.degree",), lambda: _at_least("degree", DEGREES, "university")),
    _share("theory_up", "Tỉ lệ lý luận từ trung cấp trở lên (trong số đã ghi)", "Share with intermediate theory or more (of those stated)", ("people.theory",), lambda: _at_least("theory", THEORY, "intermediate")),
    CellMeasure("mean_service", "Thâm niên bình quân", "Mean years of service", "mean", _YEARS, ("people.joined",), lambda: pl.col("service_years")),
    CellMeasure("mean_in_post", "Số năm giữ vị trí bình quân", "Mean years in post", "mean", _YEARS, ("tenures.from_date",), lambda: pl.col("post_years")),
    CellMeasure("mean_coefficient", "Hệ số lương bình quân", "Mean pay coefficient", "mean", ("", ""), ("people.coefficient",), lambda: pl.col("coefficient"), 2),
)  # fmt: skip
CELL_MEASURES: dict[str, CellMeasure] = {m.key: m for m in _MEASURES}
"""Every measure by its key, in the order in which they are offered."""


def find_measure(word: str) -> CellMeasure:
    """The measure meant by a key or by its words in either language. Raises :class:`WorkforceFault` naming them all."""
    by_words = {fold(w): m for m in _MEASURES for w in (m.key, m.vi, m.en)}
    found = by_words.get(fold(word).strip())
    if found is None:
        known = ", ".join(CELL_MEASURES)
        raise WorkforceFault(
            f"Không có số đo «{word}». Các số đo: {known}.", f"There is no measure '{word}'. The measures: {known}."
        )
    return found
