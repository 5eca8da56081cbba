"""What somebody may be appointed to: the law's verdict and the fit for every other post of the city, vacancies first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.structure import seats
from dungviec.office.shell.clauses import Cited, cited_finding

SHOWN = 12


@dataclass(frozen=True)
class Prospects:
    """The best posts, and how all posts fall by verdict."""

    rows: list[dict[str, Any]]
    counts: dict[int, int]
    """Number of posts by verdict, 0 (allowed) to 3 (forbidden)."""
    vacant: int
    """Vacant posts among them."""


def prospects(person_id: str, day: date, *, lang: str, only_vacant: bool = False, limit: int = SHOWN) -> Prospects:
    """Judge and score ``person_id`` against every live post not held by the same person.

    Posts more than one level below the present one are left out: nobody is appointed downwards that far.
    Order: posts with a vacancy first, then the verdict, then the fit. Each row names the clauses in its way.
    """
    from dungviec.competency import score_pairs
    from dungviec.law import explain_pairs, judge_pairs

    s, law = snapshot(day), law_on(day)
    own = s.current_tenures.filter(pl.col("person_id") == person_id)["post_id"].drop_nulls().to_list()
    posts = seats(day).filter(~pl.col("unified") & ~pl.col("post_id").is_in(own))
    rank = posts_rank(s.main_posts, s.live_posts, person_id)
    if rank is not None:
        posts = posts.filter(pl.col("level_rank") >= max(rank - 1, min(rank, 1)))
    if only_vacant:
        posts = posts.filter(pl.col("vacant") > 0)
    pairs = posts.select(pl.lit(person_id).alias("person_id"), "post_id")
    judged = judge_pairs(s, pairs, law).select("person_id", "post_id", "verdict", "blocking")
    scored = score_pairs(s, pairs).select("person_id", "post_id", "competence", "strengths", "record", "wishes", "fit")
    table = (
        judged.join(scored, on=["person_id", "post_id"], how="left")
        .join(posts.select("post_id", "title", "unit_id", "unit_name", "level", "level_rank", "vacant"), on="post_id", how="left")
        .sort(
            [pl.col("vacant") > 0, "verdict", "fit", "post_id"], descending=[True, False, True, False]
        )
    )  # fmt: skip
    counts = {int(v): int(n) for v, n in table.group_by("verdict").len().iter_rows()}
    rows = table.filter(pl.col("verdict") < 3).head(limit).to_dicts()
    for row, judgement in zip(rows, explain_pairs(s, [(person_id, r["post_id"]) for r in rows], law), strict=True):
        row["clauses"] = [cited_finding(f, lang) for f in judgement.findings if f.verdict]
    return Prospects(rows, counts, int((posts["vacant"] > 0).sum()))


def posts_rank(held: pl.DataFrame, posts: pl.DataFrame, person_id: str) -> int | None:
    """Level of the post the person mainly holds; None without one."""
    own = held.filter(pl.col("person_id") == person_id).join(posts, on="post_id", how="inner")["level_rank"]
    return int(own[0]) if own.len() and own[0] is not None else None


@dataclass(frozen=True)
class Clause:
    """One finding of the law in the language of the page."""

    verdict: int
    reason: str
    cited: Cited
    passes_from: date | None
    exception: str


@dataclass(frozen=True)
class Reasons:
    """Why, or why not: the verdict with its clauses, and the fit with its evidence."""

    post: dict[str, Any]
    verdict: int
    clauses: list[Clause]
    passed: list[Clause]
    """Rules that were looked at and stand in nobody's way."""
    parts: list[tuple[str, int, list[tuple[str, str, date | None]]]]
    """Name, score and evidence (kind, words, date) of each part of the fit."""


def reasons(person_id: str, post_id: str, day: date, *, lang: str) -> Reasons | None:
    """Everything behind one line of :func:`prospects`; None when the post does not exist that day."""
    from dungviec.competency import explain_fit
    from dungviec.law import explain_pair

    post = seats(day).filter(pl.col("post_id") == post_id).to_dicts()
    if not post:
        return None
    s = snapshot(day)
    judgement = explain_pair(s, person_id, post_id, law_on(day))
    clauses = [
        Clause(
            int(f.verdict),
            f.reason_vi if lang == "vi" else f.reason_en,
            cited_finding(f, lang),
            f.will_pass_from,
            (f.exception_vi if lang == "vi" else f.exception_en) or "",
        )
        for f in judgement.findings
    ]
    fit = explain_fit(s, person_id, post_id)
    parts = [
        (p.label(lang), p.score, [(e.kind, e.vi if lang == "vi" else e.en, e.dated) for e in p.evidence])
        for p in fit.parts
    ]
    return Reasons(
        post[0], int(judgement.verdict), [c for c in clauses if c.verdict], [c for c in clauses if not c.verdict], parts
    )
