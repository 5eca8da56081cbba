"""What somebody may be appointed to: the law's verdict and the fit for every other post of the city, vacancies first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
from django.utils.translation import gettext_lazy

from dungviec.office.access.fields import SENSITIVE, TOPIC_GROUPS, FieldGroup, Scope, sees_topic
from dungviec.office.access.masks import Masked
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.gate import SeenFile
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.structure import seats
from dungviec.office.shell.clauses import Cited, cited_finding

if TYPE_CHECKING:
    from dungviec.law import Finding

SHOWN = 12
PART_GROUPS = {"competence": ("ability",), "strengths": ("ability",), "record": ("appraisal",), "wishes": ("wish",)}
"""The field groups that the evidence of each part of the fit tells."""
REASON = FieldGroup("reason", gettext_lazy("Căn cứ thuộc nhóm dữ liệu được che"), SENSITIVE, sensitive=True)
"""Of a reason that rests on fields the viewer may not see: the verdict is told, what it rests on is not."""


@dataclass(frozen=True)
class Prospects:
    """The best posts, and how all posts fall by verdict."""

    rows: list[dict[str, Any]]
    counts: dict[int, int]
    """Number of posts by verdict, 0 (allowed) to 3 (forbidden)."""
    vacant: int
    """Vacant posts among them."""


def prospects(file: SeenFile, *, lang: str, only_vacant: bool = False, limit: int = SHOWN) -> Prospects:
    """Judge and score the person of ``file`` against every live post not held by the same person.

    Posts more than one level below the present one are left out: nobody is appointed downwards that far.
    Order: posts with a vacancy first, then the verdict, then the fit. Each row names the clauses in its way that
    may be told to the viewer; ``mark`` stands for the others.
    """
    from dungviec.competency import score_pairs
    from dungviec.law import explain_pairs, judge_pairs

    person_id, day = file.person_id, file.day
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
        told, untold = open_findings(file, [f for f in judgement.findings if f.verdict])
        row["clauses"] = [cited_finding(f, lang) for f in told]
        row["mark"] = untold
    return Prospects(rows, counts, int((posts["vacant"] > 0).sum()))


def posts_rank(held: pl.DataFrame, posts: pl.DataFrame, person_id: str) -> int | None:
    """Level of the post the person mainly holds; None without one."""
    own = held.filter(pl.col("person_id") == person_id).join(posts, on="post_id", how="inner")["level_rank"]
    return int(own[0]) if own.len() and own[0] is not None else None


def open_findings(file: SeenFile, findings: Iterable[Finding]) -> tuple[list[Finding], Masked | None]:
    """The findings that may be told in words, and a mark when any other stands in the way; those that passed are left out unseen."""
    told, mark = [], None
    for one in findings:
        if file.may_tell(one.topic, (*one.facts, *one.missing)):
            told.append(one)
        elif one.verdict:
            mark = Masked(REASON)
    return told, mark


def unread_ground(viewer: Viewer) -> Masked | None:
    """The mark for a ground of a stored proposal that needs the authority; None for who reads every topic that can be behind it."""
    topics = (t for t in TOPIC_GROUPS if t != "kinship")  # relatives are weighed by the plan, not in a ground
    return None if all(sees_topic(viewer.role, Scope.WITHIN, t) for t in topics) else Masked(REASON)


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
    mark: Masked | None = None
    """Stands for findings in the way that the viewer may not read."""


def reasons(file: SeenFile, post_id: str, *, lang: str) -> Reasons | None:
    """Everything behind one line of :func:`prospects`; None when the post does not exist that day."""
    from dungviec.competency import explain_fit
    from dungviec.law import explain_pair

    person_id, day = file.person_id, file.day
    post = seats(day).filter(pl.col("post_id") == post_id).to_dicts()
    if not post:
        return None
    s = snapshot(day)
    judgement = explain_pair(s, person_id, post_id, law_on(day))
    told, mark = open_findings(file, judgement.findings)
    clauses = [
        Clause(
            int(f.verdict),
            f.reason_vi if lang == "vi" else f.reason_en,
            cited_finding(f, lang),
            f.will_pass_from,
            (f.exception_vi if lang == "vi" else f.exception_en) or "",
        )
        for f in told
    ]
    fit = explain_fit(s, person_id, post_id)
    parts = [
        (p.label(lang), p.score, [(e.kind, e.vi if lang == "vi" else e.en, e.dated) for e in p.evidence])
        for p in fit.parts
        if file.sees(*PART_GROUPS[p.name])
    ]
    return Reasons(
        post[0],
        int(judgement.verdict),
        [c for c in clauses if c.verdict],
        [c for c in clauses if not c.verdict],
        parts,
        mark,
    )
