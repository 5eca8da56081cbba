"""Fit of people to posts, in four parts, for many pairs at once.

Every score is an integer of basis points (0..10 000), computed with integer arithmetic, so that two machines agree to
the last unit. ``explain_fit`` (report.py) shows the evidence behind the same numbers.

* **competence**: 70 % coverage of the post's profile (level over wanted level, weighted), 30 % whether the person was
  trained for the work (major among the post's majors, degree at least the lowest asked).
* **strengths**: share of the strengths the work calls for that the person has shown, by confidence of the evidence.
* **record**: 60 % the last three ratings due, 30 % years in the field (ten count in full), 10 % awards of five years.
* **wishes**: neutral without a wish; up with a wish this post meets, down when it goes against a wish to stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.competency.coverage import Coverage
from dungviec.competency.weights import FULL, NEUTRAL, PARTS, Weights
from dungviec.competency.wishes import Wishes, gather_wishes
from dungviec.records import Snapshot
from dungviec.records.codes import DEGREES, FIELDS, STRENGTHS
from dungviec.records.dates import add_months, last_rating_year
from dungviec.records.known_by import competencies_by, strengths_by
from dungviec.records.vietnamese import fold

Ints = npt.NDArray[np.int64]

PROFILE_SHARE, TRAINED_SHARE = 70, 30
RATING_SHARE, YEARS_SHARE, AWARDS_SHARE = 60, 30, 10
RATING_SCORE = {"excellent": FULL, "good": 8_000, "completed": 5_000, "failed": 0}
CONFIDENCE_SCORE = {1: 6_000, 2: 8_000, 3: FULL}
YEARS_IN_FULL = 10
AWARDS_IN_FULL = 3


@dataclass(frozen=True)
class Facts:
    """People and posts of a snapshot as arrays: what the scores need, computed once and gathered for any pairs."""

    people: dict[str, int]
    posts: dict[str, int]
    coverage: Coverage
    """people × profiles, basis points."""
    profile_of: Ints
    """the profile of each post; the number of profiles stands for none."""
    trained: npt.NDArray[np.bool_]
    """people × sets of majors: whether the major is among them; the last column is True (no majors asked)."""
    majors_of: Ints
    degree: Ints
    min_degree: Ints
    strengths: npt.NDArray[np.int16]
    """people × distinct sets of strengths that posts call for, basis points."""
    called_of: Ints
    rating: Ints
    years: Ints
    """people × fields, basis points of YEARS_IN_FULL."""
    field_of: Ints
    awards: Ints
    wishes: Wishes


_GATHERED: WeakKeyDictionary[Snapshot, Facts] = WeakKeyDictionary()


def score_pairs(snapshot: Snapshot, pairs: pl.DataFrame, weights: Weights | None = None) -> pl.DataFrame:
    """``pairs`` (``person_id``, ``post_id``) with ``competence, strengths, record, wishes, fit`` added, each Int32 0..10 000.

    Rows keep their order. An id that is not in the snapshot raises ``KeyError`` with the id.
    """
    facts = gather_facts(snapshot)
    i = _indices(pairs["person_id"], facts.people, "person")
    j = _indices(pairs["post_id"], facts.posts, "post")
    return pairs.with_columns([pl.Series(n, v, dtype=pl.Int32) for n, v in score_places(facts, i, j, weights).items()])


def score_places(facts: Facts, i: Ints, j: Ints, weights: Weights | None = None) -> dict[str, Ints]:
    """The same four parts and ``fit`` for pairs given by where person and post stand in the arrays of ``facts``, each [pairs]."""
    weights = weights or Weights()
    parts = {
        "competence": _competence(facts, i, j),
        "strengths": facts.strengths[i, facts.called_of[j]].astype(np.int64),
        "record": _record(facts, i, j),
        "wishes": facts.wishes.of(i, j),
    }
    return {**parts, "fit": sum(parts[name] * getattr(weights, name) for name in PARTS) // weights.total}


def gather_facts(snapshot: Snapshot) -> Facts:
    """The arrays behind the scores, for all people and posts of a snapshot; computed once while the snapshot lives."""
    if snapshot not in _GATHERED:
        _GATHERED[snapshot] = _gather(snapshot)
    return _GATHERED[snapshot]


def _gather(snapshot: Snapshot) -> Facts:
    people_ids = snapshot.people["person_id"].to_list()
    posts = snapshot.posts
    people = {p: k for k, p in enumerate(people_ids)}
    post_index = {p: k for k, p in enumerate(posts["post_id"].to_list())}
    coverage, profiles = _coverage(snapshot, people)
    profile_of = np.array([profiles.get(p or "", len(profiles)) for p in posts["profile_id"].to_list()], dtype=np.int64)
    trained, majors_of = _trained(snapshot)
    strengths, called_of = _strengths(_shown(snapshot, people), _called(posts))
    return Facts(
        people=people,
        posts=post_index,
        coverage=coverage,
        profile_of=profile_of,
        trained=trained,
        majors_of=majors_of,
        degree=_ranks(snapshot.people["degree"]),
        min_degree=_ranks(posts["min_degree"]),
        strengths=strengths,
        called_of=called_of,
        rating=_ratings(snapshot, people),
        years=_years(snapshot, people),
        field_of=_codes(posts["field"], FIELDS.values),
        awards=_awards(snapshot, people),
        wishes=gather_wishes(snapshot, people, post_index),
    )


def _indices(ids: pl.Series, index: dict[str, int], what: str) -> Ints:
    try:
        return np.fromiter((index[x] for x in ids.to_list()), dtype=np.int64, count=len(ids))
    except KeyError as missing:
        raise KeyError(f"No {what} {missing.args[0]!r} in this snapshot.") from None


def _competence(f: Facts, i: Ints, j: Ints) -> Ints:
    profile = f.coverage.of(i, f.profile_of[j])
    major = np.where(f.trained[i, f.majors_of[j]], FULL, 0)
    enough = (f.degree[i] >= f.min_degree[j]).astype(np.int64)
    trained = major * (1 + enough) // 2
    return (PROFILE_SHARE * profile + TRAINED_SHARE * trained) // 100


def _strengths(shown: Ints, called: Ints) -> tuple[npt.NDArray[np.int16], Ints]:
    """The share of each distinct set of strengths that each person has shown, and which set each post calls for."""
    sets, of_post = np.unique(called, axis=0, return_inverse=True)
    table = np.full((len(shown), len(sets)), NEUTRAL, dtype=np.int16)
    for k, wanted in enumerate(sets):
        if wanted.any():
            table[:, k] = shown[:, wanted > 0].sum(axis=1) // int(wanted.sum())
    return table, of_post.reshape(-1).astype(np.int64)


def _record(f: Facts, i: Ints, j: Ints) -> Ints:
    years = f.years[i, f.field_of[j]]
    return (RATING_SHARE * f.rating[i] + YEARS_SHARE * years + AWARDS_SHARE * f.awards[i]) // 100


def _coverage(snapshot: Snapshot, people: dict[str, int]) -> tuple[Coverage, dict[str, int]]:
    """The coverage of profiles by people, and the number of each profile; a level nobody assessed counts as 0."""
    profiles = snapshot["profiles"]
    names = {p: k for k, p in enumerate(profiles["profile_id"].unique(maintain_order=True).to_list())}
    codes = {c: k for k, c in enumerate(profiles["competency"].unique(maintain_order=True).to_list())}
    levels = np.zeros((len(people), len(codes)), dtype=np.int64)
    for person, code, level in competencies_by(snapshot).select("person_id", "competency", "level").iter_rows():
        if code in codes and person in people:
            levels[people[person], codes[code]] = level
    wanted = []
    for name in names:
        rows = profiles.filter(pl.col("profile_id") == name)
        columns = np.array([codes[c] for c in rows["competency"].to_list()], dtype=np.int64)
        want = np.array(
            [max(hi or lo, 1) for lo, hi in rows.select("min_level", "max_level").iter_rows()], dtype=np.int64
        )
        wanted.append((columns, want, rows["weight"].fill_null(1).to_numpy().astype(np.int64)))
    return Coverage(levels, tuple(wanted)), names


def _trained(snapshot: Snapshot) -> tuple[npt.NDArray[np.bool_], Ints]:
    """People × distinct sets of majors, and which set each post asks for (the last set: any major)."""
    sets: dict[tuple[str, ...], int] = {}
    majors_of = []
    for majors in snapshot.posts["majors"].to_list():
        key = tuple(sorted(fold(m) for m in majors or []))
        majors_of.append(-1 if not key else sets.setdefault(key, len(sets)))
    index = np.array([len(sets) if k < 0 else k for k in majors_of], dtype=np.int64)
    own = [fold(m) if m else "" for m in snapshot.people["major"].to_list()]
    trained = np.ones((len(own), len(sets) + 1), dtype=np.bool_)
    for key, k in sets.items():
        wanted = set(key)
        trained[:, k] = [m in wanted for m in own]
    return trained, index


def _shown(snapshot: Snapshot, people: dict[str, int]) -> Ints:
    order = {s: k for k, s in enumerate(STRENGTHS.values)}
    shown = np.zeros((len(people), len(order)), dtype=np.int64)
    for person, strength, confidence in (
        strengths_by(snapshot).select("person_id", "strength", "confidence").iter_rows()
    ):
        if person in people and strength in order:
            cell = people[person], order[strength]
            shown[cell] = max(shown[cell], CONFIDENCE_SCORE.get(confidence or 1, CONFIDENCE_SCORE[1]))
    return shown


def _called(posts: pl.DataFrame) -> Ints:
    order = {s: k for k, s in enumerate(STRENGTHS.values)}
    called = np.zeros((len(posts), len(order)), dtype=np.int64)
    for j, wanted in enumerate(posts["strengths"].to_list()):
        for s in wanted or []:
            if s in order:
                called[j, order[s]] = 1
    return called


def _ratings(snapshot: Snapshot, people: dict[str, int]) -> Ints:
    """Mean of the last three State ratings that are due and decided by the day; NEUTRAL when there is none."""
    scores: dict[int, list[int]] = {}
    for person, _, rating in recent_ratings(snapshot).iter_rows():
        if person in people:
            scores.setdefault(people[person], []).append(RATING_SCORE[rating])
    result = np.full(len(people), NEUTRAL, dtype=np.int64)
    for i, values in scores.items():
        result[i] = sum(values) // len(values)
    return result


def recent_ratings(snapshot: Snapshot) -> pl.DataFrame:
    """``person_id, year, rating`` of the last three appraisal years due on the day (15 December rule)."""
    last = last_rating_year(snapshot.as_of)
    return (
        snapshot["ratings"]
        .filter(
            (pl.col("system") == "state")
            & pl.col("rating").is_not_null()
            & pl.col("year").is_between(last - 2, last)
            & (pl.col("decided").is_null() | (pl.col("decided") <= snapshot.as_of))
        )
        .sort("person_id", "year")
        .select("person_id", "year", "rating")
    )


def field_years(snapshot: Snapshot) -> pl.DataFrame:
    """``person_id, field, days`` spent in each field up to the day; overlapping tenures in one field count once."""
    day = snapshot.as_of
    spans = (
        snapshot["tenures"]
        .filter(pl.col("field").is_not_null() & (pl.col("from_date") <= day))
        .with_columns(end=pl.min_horizontal(pl.col("to_date").fill_null(day), pl.lit(day)))
        .sort("person_id", "field", "from_date")
        .with_columns(
            reached=pl.col("end").shift(1).cum_max().over("person_id", "field"),
        )
    )
    start = pl.max_horizontal(pl.col("from_date"), pl.col("reached").fill_null(date(1, 1, 1)))
    return (
        spans.with_columns(days=(pl.col("end") - start).dt.total_days().clip(lower_bound=0))
        .group_by("person_id", "field", maintain_order=True)
        .agg(pl.col("days").sum())
    )


def _years(snapshot: Snapshot, people: dict[str, int]) -> Ints:
    order = {f: k for k, f in enumerate(FIELDS.values)}
    years = np.zeros((len(people), len(order)), dtype=np.int64)
    full_days = YEARS_IN_FULL * 36525 // 100
    for person, field, days in field_years(snapshot).iter_rows():
        if person in people and field in order:
            years[people[person], order[field]] = min(FULL, FULL * days // full_days)
    return years


def recent_awards(snapshot: Snapshot) -> pl.DataFrame:
    """``person_id, year, title`` of the awards of the last five years."""
    first = add_months(snapshot.as_of, -60).year
    return snapshot["awards"].filter(pl.col("year").is_between(first, snapshot.as_of.year)).sort("person_id", "year")


def _awards(snapshot: Snapshot, people: dict[str, int]) -> Ints:
    counts = np.zeros(len(people), dtype=np.int64)
    for person in recent_awards(snapshot)["person_id"].to_list():
        if person in people:
            counts[people[person]] += 1
    return np.minimum(counts, AWARDS_IN_FULL) * FULL // AWARDS_IN_FULL


def _ranks(series: pl.Series) -> Ints:
    """Degree ranks; 0 when not stated (no post asks for less than 1)."""
    return np.array([DEGREES.rank(v) or 0 for v in series.to_list()], dtype=np.int64)


def _codes(series: pl.Series, order: tuple[str, ...]) -> Ints:
    index = {v: k for k, v in enumerate(order)}
    return np.array([index[v] for v in series.to_list()], dtype=np.int64)
