"""Measures of a programme that the records know by themselves: each is a count or a share of a day, with the list behind it.

A room that keeps facts of its own makes further :class:`Measure` (``office.registry.measures.offer``); they are read the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from dungviec.records.code_list import CodeList
from dungviec.records.codes import DEGREES, LEADERSHIP_RANK, THEORY
from dungviec.records.dates import last_rating_year
from dungviec.workforce.counting import Pair, figure, of_people, of_rows
from dungviec.workforce.figure import Behind, Figure
from dungviec.workforce.heads import head_figures
from dungviec.workforce.scope import Scope
from dungviec.workforce.state import minority

Direction = Literal["up", "down"]
"""Whether more is better, or less."""
Made = tuple[Figure, Figure | None]
"""What is counted, and out of what (None: the count itself is the value)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing the system can measure on any day. ``part`` is the row of the programme it speaks to (S1–S18)."""

    key: str
    part: str
    vi: str
    en: str
    unit: Pair
    """Unit of measure, Vietnamese and English: «%», «người»."""
    better: Direction
    make: Callable[[Scope], Made]
    over_year: bool = False
    """Counted from 1 January on, so that it only grows within a year."""
    kept: bool = True
    """Whether it follows from the records alone, so that a value may be kept until they change."""

    def words(self, lang: str) -> str:
        """What is measured."""
        return self.vi if lang == "vi" else self.en

    def unit_words(self, lang: str) -> str:
        """The unit of measure."""
        return self.unit[0 if lang == "vi" else 1]


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure read on one day: its value (None where the records cannot give it), with the figures it is made of."""

    key: str
    day: date
    counted: Figure
    of: Figure | None

    @property
    def value(self) -> float | None:
        """The count, or the share in per cent with two decimals; None where a record is missing or there is nobody to share."""
        top = self.counted.value
        if self.of is None or top is None:
            return None if top is None else float(top)
        whole = self.of.value
        return round(100 * top / whole, 2) if whole else None

    @property
    def missing(self) -> Pair | None:
        """Why there is no value, in both languages."""
        if self.value is not None:
            return None
        lack = self.counted.missing or (self.of.missing if self.of is not None else None)
        return lack or (
            "phạm vi không có ai hoặc không có gì để đếm",
            "there is nobody and nothing to count in this scope",
        )


def read(measure: Measure, scope: Scope) -> Reading:
    """A measure of a scope on its day; the scope's period must begin on 1 January for measures of a year."""
    counted, of = measure.make(scope)
    return Reading(measure.key, scope.until, counted, of)


PERCENT: Pair = ("%", "%")
PEOPLE: Pair = ("người", "people")
_ON = ("people.person_id", "tenures.post_id")
_LEADS = pl.col("level_rank") >= LEADERSHIP_RANK


def _at_least(column: str, codes: CodeList, least: str) -> pl.Expr:
    ranks = {c.value: c.rank for c in codes}
    return pl.col(column).is_in([v for v, rank in ranks.items() if rank >= ranks[least]])


def _share(key: str, part: str, vi: str, en: str, test: pl.Expr, *, needs: tuple[str, ...], among: tuple[pl.Expr, Pair] | None = None, better: Direction = "up") -> Measure:  # fmt: skip
    """The share of people who meet ``test`` among everybody on the rolls, or among those of ``among``."""
    asked, said = among or (
        pl.lit(value=True),
        ("người đang giữ một vị trí trong biên chế", "people who hold a post on the rolls"),
    )

    def make(scope: Scope) -> Made:
        whole = scope.everybody.filter(asked)
        return (
            figure(key, (vi, en), (vi, en), of_people(whole.filter(test)), needs=(*_ON, *needs)),
            figure(f"{key}.of", said, said, of_people(whole), needs=(*_ON, *needs)),
        )

    return Measure(key, part, f"Tỉ lệ {vi}", f"Share of {en}", PERCENT, better, make)


def _count(key: str, part: str, vi: str, en: str, test: pl.Expr, *, needs: tuple[str, ...] = (), better: Direction = "up") -> Measure:  # fmt: skip
    def make(scope: Scope) -> Made:
        found = of_people(scope.everybody.filter(test))
        return figure(key, (vi, en), (vi, en), found, needs=(*_ON, *needs)), None

    return Measure(key, part, f"Số {vi}", f"Number of {en}", PEOPLE, better, make)


def _head(key: str, part: str, vi: str, en: str, *, of: str = "", unit: Pair = PERCENT) -> Measure:
    """A figure of the interview sheet about commune heads, alone or as a share of another."""

    def make(scope: Scope) -> Made:
        found = {f.key: f for f in head_figures(scope)}
        return found[key], found[of] if of else None

    return Measure(key, part, vi, en, unit, "up", make)


def _over_norm(scope: Scope) -> Made:
    present = dict(scope.everybody.group_by("unit_id").len().iter_rows())
    rows = scope.units.filter(pl.col("norm").is_not_null()).select("unit_id", "name", "norm").iter_rows()
    over = [
        Behind("units", (u,), None, f"{name}: {present.get(u, 0)}/{norm}", present.get(u, 0) - norm)
        for u, name, norm in rows
        if present.get(u, 0) > norm
    ]
    words = ("người vượt biên chế giao, cộng theo đơn vị", "people over the assigned headcount, unit by unit")
    return figure("norm.over", words, words, over, needs=("units.norm", *_ON), measure="seats"), None


def _together(scope: Scope) -> Made:
    held = scope.snapshot.current_tenures.filter(pl.col("post_id").is_not_null()).unique(["person_id", "post_id"])
    live = held.join(scope.snapshot.live_posts.select("post_id"), on="post_id", how="semi")
    several = live.group_by("person_id").len().filter(pl.col("len") > 1)
    words = ("người giữ từ hai vị trí trở lên", "people who hold two posts or more")
    found = of_people(scope.everybody.join(several, on="person_id", how="semi"))
    return figure("posts.together", words, words, found, needs=_ON), None


def _term_over(scope: Scope) -> Made:
    late = scope.snapshot.main_posts.filter(pl.col("term_ends") < scope.until)
    words = (
        "người giữ chức vụ quá thời hạn bổ nhiệm mà chưa có quyết định mới",
        "people past their term without a new decision",
    )
    found = of_people(scope.everybody.join(late, on="person_id", how="semi"))
    return figure("terms.over", words, words, found, needs=(*_ON, "tenures.term_ends")), None


def _studies(scope: Scope) -> pl.DataFrame:
    rows = scope.snapshot["training"].filter(scope.within()).with_columns(pl.col("attendees").fill_null(1))
    return rows if scope.whole else rows.join(scope.everybody, on="person_id", how="semi")


def _trained(key: str, vi: str, en: str, kinds: tuple[str, ...]) -> Measure:
    """Attendances of the year at courses of these kinds; of every kind when none is named."""

    def make(scope: Scope) -> Made:
        rows = _studies(scope)
        rows = rows.filter(pl.col("kind").is_in(kinds)) if kinds else rows
        names = dict(scope.snapshot.people.select("person_id", "name").iter_rows())
        behind = of_rows(rows, "training", ("title", "from_date"), weight="attendees", named=names)
        return figure(key, (vi, en), (vi, en), behind, needs=("training.kind", "training.attendees"), measure="attendances"), None  # fmt: skip

    return Measure(key, "S6", f"Số {vi} trong năm", f"Number of {en} in the year", ("lượt người", "attendances"), "up", make, over_year=True)  # fmt: skip


def _studied(scope: Scope) -> Made:
    own = scope.everybody.join(_studies(scope).filter(pl.col("person_id").is_not_null()), on="person_id", how="semi")
    words = ("người đã đi học ít nhất một lần trong năm", "people who went to training in the year")
    needs = (*_ON, "training.person_id")
    return (
        figure("training.people", words, words, of_people(own), needs=needs),
        figure("training.people.of", ("người trong biên chế", "people on the rolls"), ("", ""), of_people(scope.everybody), needs=needs),
    )  # fmt: skip


def _rated(scope: Scope) -> Made:
    year = last_rating_year(scope.until)
    known = scope.snapshot["ratings"].filter(
        (pl.col("year") == year) & (pl.col("system") == "state")
        & (pl.col("decided").is_null() | (pl.col("decided") <= scope.until))
    )  # fmt: skip
    words = (f"người đã có xếp loại năm {year}", f"people rated for {year}")
    needs = (*_ON, "ratings.rating")
    return (
        figure("ratings.rated", words, words, of_people(scope.everybody.join(known, on="person_id", how="semi")), needs=needs),
        figure("ratings.rated.of", ("người trong biên chế", "people on the rolls"), ("", ""), of_people(scope.everybody), needs=needs),
    )  # fmt: skip


def _moved(scope: Scope) -> Made:
    rows = (
        scope.snapshot["tenures"].filter(scope.within() & (pl.col("kind") == "main") & pl.col("how").is_in(["appointed", "rotated", "transferred", "reappointed"]))
        .join(scope.posts.filter(pl.col("level").is_not_null()).select("post_id", post_level="level"), on="post_id")
    )  # fmt: skip
    ranked = rows.join(scope.snapshot.live_posts.filter(_LEADS).select("post_id"), on="post_id", how="semi")
    names = dict(scope.snapshot.people.select("person_id", "name").iter_rows())
    behind = of_rows(ranked.sort("from_date", "person_id"), "tenures", ("title", "unit_name", "from_date"), named=names)
    words = ("lượt điều động, luân chuyển, bổ nhiệm, bổ nhiệm lại lãnh đạo, quản lý", "leaders transferred, rotated, appointed or reappointed")  # fmt: skip
    return figure(
        "moves.leaders", words, words, behind, needs=("tenures.how", "tenures.from_date"), measure="records"
    ), None


_LEADERS: tuple[pl.Expr, Pair] = (_LEADS, ("người giữ chức vụ lãnh đạo, quản lý", "people in leadership posts"))
_ASKED: tuple[pl.Expr, Pair] = (
    pl.col("post_majors").list.len().fill_null(0) > 0,
    ("người ở vị trí có yêu cầu chuyên ngành", "people in posts that ask for a major"),
)
MEASURES: dict[str, Measure] = {
    m.key: m
    for m in (
        _share("degree.university_up", "S3", "người có trình độ đại học trở lên", "people with a university degree or more", _at_least("degree", DEGREES, "university"), needs=("people.degree",)),
        _share("degree.postgraduate", "S3", "người có trình độ thạc sĩ, tiến sĩ", "people with a master's or doctor's degree", _at_least("degree", DEGREES, "master"), needs=("people.degree",)),
        _share("theory.intermediate_up", "S3", "người có lý luận chính trị trung cấp trở lên", "people with intermediate political theory or more", _at_least("theory", THEORY, "intermediate"), needs=("people.theory",)),
        _share("theory.leaders", "S4", "lãnh đạo, quản lý có lý luận chính trị trung cấp trở lên", "leaders with intermediate political theory or more", _at_least("theory", THEORY, "intermediate"), needs=("people.theory",), among=_LEADERS),
        _share("placed.trained", "S5", "người làm đúng chuyên ngành vị trí yêu cầu", "people trained in a major their post asks for", pl.col("major").is_in(pl.col("post_majors")), needs=("people.major",), among=_ASKED),
        _share("file.complete", "S3", "người có hồ sơ đầy đủ", "people whose file is complete", pl.col("file_complete").fill_null(value=False), needs=("people.file_complete",)),
        _share("women.leaders", "S16", "nữ trong số lãnh đạo, quản lý", "women among leaders", pl.col("sex") == "female", needs=("people.sex",), among=_LEADERS),
        _share("minority.leaders", "S16", "người dân tộc thiểu số trong số lãnh đạo, quản lý", "ethnic minorities among leaders", minority(), needs=("people.ethnicity",), among=_LEADERS),
        _count("workforce.total", "S8", "người trong biên chế", "people on the rolls", pl.lit(value=True), better="down"),
        Measure("norm.over", "S8", "Số người vượt biên chế giao", "Number of people over the assigned headcount", PEOPLE, "down", _over_norm),
        Measure("posts.together", "S9", "Số người kiêm nhiệm từ hai vị trí", "Number of people holding two posts or more", PEOPLE, "up", _together),
        _head("unified.council", "S9", "Số phường, xã có Bí thư đồng thời là Chủ tịch HĐND", "Communes whose secretary also chairs the People's Council", unit=("phường, xã", "communes")),
        _head("unified.committee", "S9", "Số phường, xã có Bí thư đồng thời là Chủ tịch UBND", "Communes whose secretary also chairs the People's Committee", unit=("phường, xã", "communes")),
        _head("commune.non_local", "S10", "Tỉ lệ Bí thư phường, xã không phải người địa phương", "Share of commune secretaries who are not locals", of="commune.secretaries"),
        Measure("moves.leaders", "S11", "Số lượt điều động, luân chuyển, bổ nhiệm, bổ nhiệm lại trong năm", "Leaders transferred, rotated, appointed or reappointed in the year", ("lượt", "times"), "up", _moved, over_year=True),
        Measure("terms.over", "S11", "Số người quá thời hạn bổ nhiệm mà chưa có quyết định", "People past their term without a decision", PEOPLE, "down", _term_over),
        _trained("training.all", "lượt người đi đào tạo, bồi dưỡng", "attendances at training", ()),
        _trained("training.theory", "lượt người học lý luận chính trị trung cấp, cao cấp", "attendances at intermediate and advanced theory", ("theory_intermediate", "theory_advanced")),
        _trained("training.professional_title", "lượt người bồi dưỡng theo tiêu chuẩn chức danh nghề nghiệp", "attendances for professional titles", ("professional_title",)),
        Measure("training.people", "S7", "Tỉ lệ người đã đi học trong năm", "Share of people who went to training in the year", PERCENT, "up", _studied, over_year=True),
        Measure("ratings.rated", "S16", "Tỉ lệ người đã có xếp loại năm gần nhất", "Share of people rated for the latest year", PERCENT, "up", _rated),
    )
}  # fmt: skip
"""The measures of the records, by key."""
