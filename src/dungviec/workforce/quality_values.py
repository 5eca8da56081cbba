"""What the quality survey measures of each person on a day: one number, *not known*, or *does not apply*.

A degree or a course counts on an earlier day only where the records date it: the date is that of the study or course that proves
it. What is held today without a date is *not known* for earlier days, never carried back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.code_list import CodeList
from dungviec.records.codes import DEGREES, STATE_MANAGEMENT, THEORY
from dungviec.records.dates import last_rating_year
from dungviec.records.vietnamese import fold
from dungviec.records.whereabouts import placed
from dungviec.workforce.scope import Scope
from dungviec.workforce.statutory_forms import age_on

WORTH = {"failed": 0.0, "completed": 1.0, "good": 2.0, "excellent": 3.0}
"""Levels of a rating as steps of equal size: an assumption, told wherever a mean is shown."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. ``better`` is 1 where more is better, 0 where more is neither; ``share`` says that it is 0 or 1 of a person."""

    key: str
    words: Pair
    short: Pair
    """As the title names it."""
    better: int
    needs: tuple[str, ...]
    share: bool = True


MEASURES: tuple[Measure, ...] = (
    Measure("degree_university", ("Từ đại học trở lên", "University degree or higher"), ("trình độ đại học", "university degrees"), 1, ("people.degree", "training.title")),
    Measure("degree_master", ("Từ thạc sĩ trở lên", "Master's degree or higher"), ("trình độ sau đại học", "higher degrees"), 1, ("people.degree", "training.title")),
    Measure("theory_intermediate", ("Lý luận chính trị từ trung cấp", "Political theory, intermediate or higher"), ("lý luận chính trị", "political theory"), 1, ("people.theory", "training.kind")),
    Measure("state_management", ("Đã qua bồi dưỡng quản lý nhà nước", "Trained in state management"), ("quản lý nhà nước", "state management"), 1, ("people.state_management", "training.title")),
    Measure("computing", ("Có chứng chỉ, bằng tin học", "Certificate in computing"), ("tin học", "computing"), 1, ("particulars.computing_level", "studies.kind")),
    Measure("language", ("Có chứng chỉ, bằng ngoại ngữ", "Certificate in a language"), ("ngoại ngữ", "languages"), 1, ("particulars.language_level", "studies.kind")),
    Measure("in_major", ("Làm đúng chuyên ngành vị trí yêu cầu", "In a major the post asks for"), ("đúng chuyên ngành", "people in their major"), 1, ("people.major", "tenures.post_id")),
    Measure("competency_met", ("Năng lực đạt khung của vị trí", "Competencies of the post's profile met"), ("năng lực theo khung", "competencies"), 1, ("competencies.level",), share=False),
    Measure("rating", ("Xếp loại bình quân (0–3), như đã chấm", "Mean rating (0 to 3) as given"), ("xếp loại như đã chấm", "ratings as given"), 0, ("ratings.rating",), share=False),
    Measure("rating_corrected", ("Xếp loại bình quân, trừ phần chấm rộng dần", "Mean rating less the growing leniency"), ("xếp loại đã trừ chấm rộng", "ratings less leniency"), 1, ("ratings.rating",), share=False),
    Measure("age", ("Tuổi bình quân", "Mean age"), ("tuổi", "age"), 0, ("people.born",), share=False),
    Measure("young", ("Từ 35 tuổi trở xuống", "Aged 35 or under"), ("người trẻ", "young people"), 0, ("people.born",)),
)  # fmt: skip
BY_KEY = {m.key: m for m in MEASURES}

_COURSES = {"theory_bachelor": 4, "theory_advanced": 3, "theory_intermediate": 2, "theory_elementary": 1}
_DEGREE_WORDS = (
    ("tien si", 6),
    ("thac si", 5),
    ("dai hoc", 4),
    ("cu nhan", 4),
    ("ky su", 4),
    ("cao dang", 3),
    ("trung cap", 2),
)
_STATE_WORDS = (("cao cap", 4), ("chuyen vien chinh", 3), ("chuyen vien", 2), ("can su", 1))
UNIVERSITY, MASTER, INTERMEDIATE, SPECIALIST = 4, 5, 2, 2


def measure_day(scope: Scope, proofs: Proofs, generosity: pl.DataFrame) -> pl.DataFrame:
    """``person_id`` of everybody on the rolls of the scope, and a column per measure: null is not known, NaN does not apply."""
    s, day = scope.snapshot, scope.until
    people = scope.everybody.join(proofs.frame, on="person_id", how="left").join(
        _ratings(s, generosity), on="person_id", how="left"
    )
    people = people.join(_competencies(s, people), on="person_id", how="left").with_columns(_age=age_on(day))
    asks = pl.col("post_majors").list.len().fill_null(0) > 0
    fits = pl.col("major").is_in(pl.col("post_majors")).cast(pl.Float64)
    rated = pl.col("rating_worth")
    return people.select(
        "person_id",
        degree_university=_held("degree", DEGREES, UNIVERSITY, "degree", day, proofs.until, presupposed=MASTER),
        degree_master=_held("degree", DEGREES, MASTER, "degree", day, proofs.until),
        theory_intermediate=_held("theory", THEORY, INTERMEDIATE, "theory", day, proofs.until),
        state_management=_held("state_management", STATE_MANAGEMENT, SPECIALIST, "state", day, proofs.until),
        computing=_certified("computing", day, proofs.until), language=_certified("language", day, proofs.until),
        in_major=pl.when(~asks).then(float("nan")).when(pl.col("major").is_not_null()).then(fits),
        competency_met=pl.col("competency_met"),
        rating=rated, rating_corrected=rated - pl.col("generosity"),
        age=pl.col("_age").cast(pl.Float64), young=(pl.col("_age") <= 35).cast(pl.Float64),
    )  # fmt: skip


@dataclass(frozen=True)
class Proofs:
    """When each person reached each level, read once from the latest records: ``degree_4`` … the first day of that level or a higher one."""

    frame: pl.DataFrame
    until: date
    """The day of the latest records, on which what is stated counts without a date."""


def read_proofs(latest: Snapshot, dossiers: Mapping[str, pl.DataFrame] | None = None) -> Proofs:
    """Days on which levels were reached: from courses (table of training) and studies (item 32 of the dossier)."""
    given = dossiers or {}
    ranks = {c.value: c.rank for c in DEGREES}
    held = latest.people.select(
        "person_id", _rank=pl.col("degree").replace_strict(ranks, default=None, return_dtype=pl.Int64)
    )
    when = pl.coalesce("to_date", "from_date")
    courses = (
        latest["training"]
        .filter(pl.col("person_id").is_not_null())
        .with_columns(on=when)
        .join(held, on="person_id", how="left")
    )
    titles = pl.col("title")
    degrees = courses.filter(pl.col("kind") == "degree").with_columns(
        at=_rank_of(courses, "degree", _DEGREE_WORDS, titles).fill_null(pl.col("_rank"))
    )
    theory = courses.with_columns(
        at=pl.col("kind").replace_strict(_COURSES, default=None, return_dtype=pl.Int64)
    ).filter(pl.col("at").is_not_null())
    state = courses.filter(pl.col("kind") == "state_management").with_columns(
        at=_rank_of(courses, "state_management", _STATE_WORDS, titles).fill_null(SPECIALIST)
    )
    found = latest.people.select("person_id")
    for name, rows, levels in (
        ("degree", degrees, (UNIVERSITY, MASTER)),
        ("theory", theory, (INTERMEDIATE,)),
        ("state", state, (SPECIALIST,)),
    ):
        for level in levels:
            first = (
                rows.filter(pl.col("at") >= level)
                .group_by("person_id")
                .agg(pl.col("on").min().alias(f"{name}_{level}"))
            )
            found = found.join(first, on="person_id", how="left")
    studies = given.get("studies")
    for name, kind in (("computing", "it"), ("language", "language")):
        column = pl.lit(None, pl.Date).alias(f"{name}_on")
        if studies is None:
            found = found.with_columns(column)
        else:
            first = studies.filter(pl.col("kind") == kind).group_by("person_id").agg(when.min().alias(f"{name}_on"))
            found = found.join(first, on="person_id", how="left")
    return Proofs(found.join(_levels(given.get("particulars")), on="person_id", how="left"), latest.as_of)


def _levels(particulars: pl.DataFrame | None) -> pl.DataFrame:
    schema = {"person_id": pl.String, "computing_level": pl.String, "language_level": pl.String}
    return (
        pl.DataFrame(schema=schema)
        if particulars is None
        else particulars.select(list(schema)).unique("person_id", keep="first")
    )


def _rank_of(courses: pl.DataFrame, kind: str, words: tuple[tuple[str, int], ...], column: pl.Expr) -> pl.Expr:
    """The level a course's title names; each title is read once."""
    titles = courses.filter(pl.col("kind") == kind)["title"].unique().to_list()
    known = {t: r for t in titles if (r := next((rank for word, rank in words if word in fold(t)), None)) is not None}
    return column.replace_strict(known, default=None, return_dtype=pl.Int64)


def _held(
    column: str, codes: CodeList, level: int, proof: str, day: date, until: date, *, presupposed: int = 0
) -> pl.Expr:
    """1 where a level or a higher one was held on ``day``, 0 where not, null where the records do not date it.

    ``presupposed``: a level that nobody reaches without this one (a master's degree without a university's).
    """
    rank = pl.col(column).replace_strict({c.value: c.rank for c in codes}, default=None, return_dtype=pl.Int64)
    dated = pl.col(f"{proof}_{level}")
    reached = dated <= day
    if presupposed:
        reached = reached | (dated == pl.col(f"{proof}_{presupposed}"))
    none = 0.0 if column != "degree" else None
    stated = pl.when(rank.is_null()).then(none).otherwise((rank >= level).cast(pl.Float64))
    if day >= until:
        return stated
    return pl.when(rank.fill_null(0) < level).then(stated).otherwise(reached.cast(pl.Float64))


def _certified(name: str, day: date, until: date) -> pl.Expr:
    """1 where a certificate was earned by ``day``; what is stated without a date counts on the latest day alone."""
    dated = pl.col(f"{name}_on")
    stated = pl.col(f"{name}_level").is_not_null()
    if day >= until:
        return pl.when((dated <= day) | stated).then(1.0)
    return pl.when(dated <= day).then(1.0).when(dated.is_not_null()).then(0.0)


def _ratings(s: Snapshot, generosity: pl.DataFrame) -> pl.DataFrame:
    """The rating of the latest year on the day in steps, and how much more generous its unit had become."""
    year = last_rating_year(s.as_of)
    rows = s["ratings"].filter(
        (pl.col("year") == year) & (pl.col("system") == "state") & pl.col("rating").is_in(list(WORTH))
    )
    worth = rows.select(
        "person_id", rating_worth=pl.col("rating").replace_strict(WORTH, return_dtype=pl.Float64)
    ).unique("person_id", keep="first")
    return worth.join(
        generosity.filter(pl.col("year") == year).select("person_id", "generosity"), on="person_id", how="left"
    )


def _competencies(s: Snapshot, people: pl.DataFrame) -> pl.DataFrame:
    """Of the competencies of the post's profile that were assessed by the day, the share that reaches its least level."""
    wanted = s["profiles"].select("profile_id", "competency", "min_level")
    posts = s.posts.select("post_id", "profile_id").filter(pl.col("profile_id").is_not_null())
    asked = people.select("person_id", "post_id").join(posts, on="post_id").join(wanted, on="profile_id")
    shown = s["competencies"].filter(pl.col("assessed").is_null() | (pl.col("assessed") <= s.as_of))
    shown = (
        shown.sort("assessed", nulls_last=False)
        .unique(["person_id", "competency"], keep="last")
        .select("person_id", "competency", "level")
    )
    met = asked.join(shown, on=["person_id", "competency"], how="left").group_by("person_id").agg(
        met=(pl.col("level") >= pl.col("min_level")).mean(), asked=pl.len()
    )  # fmt: skip
    applies = people.select("person_id").join(met, on="person_id", how="left")
    return applies.select(
        "person_id", competency_met=pl.when(pl.col("asked").is_null()).then(float("nan")).otherwise("met")
    )


def leniency(latest: Snapshot) -> tuple[pl.DataFrame, bool]:
    """``person_id, year, generosity`` of every state rating, and whether units are linked well enough to read it.

    A rating belongs to the unit where the person stood on 14 December of its year. Raises nothing: without enough ratings the
    generosity is not known.
    """
    from dungviec.appraisal.inflation import gauge
    from dungviec.appraisal.thermometer import ThermometerFault

    rows = latest["ratings"].filter(
        (pl.col("system") == "state") & pl.col("rating").is_in(list(WORTH)) & (pl.col("year") <= latest.as_of.year)
    )
    none = pl.DataFrame(schema={"person_id": pl.String, "year": pl.Int32, "generosity": pl.Float64})
    held = placed(latest["tenures"].filter(pl.col("kind") == "main"), latest).select(
        "person_id", "unit_id", "from_date", "to_date"
    )
    both = (
        rows.select("person_id", "year", "rating")
        .with_columns(_on=pl.date(pl.col("year"), 12, 14))
        .join(held, on="person_id")
    )
    both = both.filter(
        (pl.col("from_date") <= pl.col("_on")) & (pl.col("to_date").is_null() | (pl.col("to_date") >= pl.col("_on")))
    )
    both = both.unique(["person_id", "year"], keep="first", maintain_order=True).filter(
        pl.len().over("unit_id", "year") >= 3
    )
    if both["year"].n_unique() < 2:
        return none, False
    coded = both.select(
        p=pl.col("person_id").rank("dense").cast(pl.Int64),
        u=pl.col("unit_id").rank("dense").cast(pl.Int64),
        y=pl.col("year").cast(pl.Int64),
        s=pl.col("rating").replace_strict(WORTH, return_dtype=pl.Float64),
    )
    try:
        found = gauge(coded["p"].to_numpy(), coded["u"].to_numpy(), coded["y"].to_numpy(), coded["s"].to_numpy())
    except ThermometerFault:
        return none, False
    read = pl.DataFrame(
        [(g.unit, g.year, g.generosity if g.enough else None) for g in found],
        schema={"u": pl.Int64, "y": pl.Int64, "generosity": pl.Float64},
        orient="row",
    )
    told = pl.concat([both.select("person_id", "year"), coded.select("u", "y")], how="horizontal").join(
        read, on=["u", "y"], how="left"
    )
    return told.select("person_id", "year", "generosity"), True
