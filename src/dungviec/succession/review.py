"""The yearly review: who leaves the pool, on which ground, by which clause; what is not on file to say so is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from dungviec.law import LawView
from dungviec.law.answers import Answer, in_force
from dungviec.law.facts_ratings import last_due_year
from dungviec.law.planning import leaves_plan, planning_age, review_plan
from dungviec.records import Snapshot
from dungviec.succession.clauses import Clause, clause_of
from dungviec.succession.pools import Member, Pool
from dungviec.succession.readiness import Readiness
from dungviec.succession.terms import months_at_start

Outcome = Literal["leaves", "look", "stays", "unknown"]
"""``look``: the file shows that the line has run its course, and no clause on file takes it out; a person decides."""
GROUNDS: dict[str, tuple[str, str]] = {
    "over_age": ("quá tuổi quy hoạch", "over the planning age"),
    "discipline": ("bị kỷ luật từ khiển trách trở lên sau ngày phê duyệt", "disciplined (reprimand or heavier) since approval"),
    "political": ("không bảo đảm tiêu chuẩn chính trị", "political standard not met"),
    "standards": ("không còn đáp ứng tiêu chuẩn", "standards no longer met"),
    "tasks": ("không hoàn thành nhiệm vụ năm gần nhất", "tasks failed in the last rated year"),
    "violation": ("có vi phạm sau ngày phê duyệt", "a violation since approval"),
    "holds": ("đã giữ chức danh này", "holds the title already"),
    "gone": ("không còn giữ vị trí nào trong hồ sơ", "holds no post on file any more"),
}  # fmt: skip
"""Grounds in words; ``holds`` and ``gone`` are facts of the file."""
_UNKNOWN = {
    "over_age": ("ngày sinh, giới tính hoặc ngày bắt đầu nhiệm kỳ", "date of birth, sex or the term's first day"),
    "political": ("tiêu chuẩn chính trị", "the political standard"),
    "standards": ("tiêu chuẩn chức danh", "the standard of the title"),
    "tasks": ("xếp loại năm gần nhất", "the last year's rating"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One line of a pool reviewed: the outcome, its grounds (keys of :data:`GROUNDS`), words, clause, and what is unknown."""

    person_id: str
    name: str
    pool: str
    title: str
    outcome: Outcome
    grounds: tuple[str, ...]
    vi: str
    en: str
    clause: Clause | None
    unknown: tuple[str, ...] = ()


def review(
    snapshot: Snapshot, pools: tuple[Pool, ...], view: LawView, ready: dict[tuple[str, str], Readiness]
) -> tuple[Reviewed, ...]:
    """Every line of the pools, those who leave first. ``ready`` (person, post) tells whether the title's standard is met.

    Discipline counts from the day the plan was approved: a decision before it was weighed when the plan was made.
    """
    disciplined: dict[str, list[object]] = {}
    for person, decided in snapshot["discipline"].filter(pl.col("decided") <= snapshot.as_of).select("person_id", "decided").iter_rows():  # fmt: skip
        disciplined.setdefault(person, []).append(decided)
    failed = _failed(snapshot)
    found = [
        _reviewed(pool, m, view, ready.get((m.person_id, pool.post_id or "")),
                  disciplined=any(d >= m.approved for d in disciplined.get(m.person_id, [])),  # type: ignore[operator]
                  failed=failed.get(m.person_id))
        for pool in pools
        for m in pool.members
    ]  # fmt: skip
    order: tuple[Outcome, ...] = ("leaves", "look", "unknown", "stays")
    return tuple(sorted(found, key=lambda r: order.index(r.outcome)))


def _failed(snapshot: Snapshot) -> dict[str, bool]:
    """Whether the last due year was failed; absent where it is not on file. A year lawfully not rated is no failure."""
    year = last_due_year(snapshot.as_of)
    rows = snapshot["ratings"].filter(
        (pl.col("year") == year)
        & (pl.col("system") == "state")
        & (pl.col("decided").is_null() | (pl.col("decided") <= snapshot.as_of))
    )
    return {person: rating == "failed" for person, rating in rows.select("person_id", "rating").iter_rows()}


def _reviewed(
    pool: Pool, m: Member, view: LawView, ready: Readiness | None, *, disciplined: bool, failed: bool | None
) -> Reviewed:
    facts = tuple(
        g for g, holds in (("holds", ready is not None and ready.horizon == "holds"), ("gone", not m.post)) if holds
    )
    answer: Answer[tuple[str, ...]]
    unknown: tuple[str, ...] = ()
    if not pool.party_managed:
        answer = Answer(None, None, "Quy định rà soát trong kho chỉ nói về diện Đảng quản lý.", "The review rules on file speak of titles under Party management only.")  # fmt: skip
    elif in_force(view, "PLAN-2021-03") is not None:
        over = _over_age(pool, m, view)
        answer = leaves_plan(view, over_age=over, disciplined=disciplined, political_standard=None)
        unknown = ("political",) if over is not None else ("over_age", "political")
    else:
        met = _standards_met(ready)
        answer = review_plan(view, standards_met=met, tasks_failed=failed, violated=disciplined)
        unknown = tuple(n for n, value in (("standards", met), ("tasks", failed)) if value is None)
    grounds = (*(answer.value or ()), *facts)
    higher = in_force(view, "PLAN-2025-01") if pool.party_managed and "holds" in facts else None
    rule = answer.rule if answer.value else higher
    outcome: Outcome = (
        "leaves" if rule is not None and grounds else "look" if grounds else "stays" if answer.known else "unknown"
    )
    vi, en = answer.vi, answer.en
    if grounds:
        lead = (
            ("Đưa ra khỏi quy hoạch", "Leaves the pool")
            if outcome == "leaves"
            else ("Cần xem lại, theo hồ sơ", "To be looked at, by the file")
        )
        vi = f"{lead[0]}: {'; '.join(GROUNDS[g][0] for g in grounds)}."
        en = f"{lead[1]}: {'; '.join(GROUNDS[g][1] for g in grounds)}."
    elif answer.known:
        vi, en = "Ở lại quy hoạch.", "Stays in the pool."
    elif answer.rule is not None:
        vi = f"Chưa thấy căn cứ đưa ra; hồ sơ chưa có: {', '.join(_UNKNOWN[u][0] for u in unknown)}."
        en = f"No ground on file; not on file: {', '.join(_UNKNOWN[u][1] for u in unknown)}."
    clause = clause_of(rule if grounds else answer.rule)
    return Reviewed(m.person_id, m.name, pool.key, pool.title, outcome, grounds, vi, en, clause, unknown if outcome == "unknown" else ())  # fmt: skip


def _over_age(pool: Pool, m: Member, view: LawView) -> bool | None:
    if m.retires is None:
        return None
    least, most = (planning_age(view, n).value == "too_old" for n in months_at_start(view, pool.term, m.retires))
    return least if least == most else None


def _standards_met(ready: Readiness | None) -> bool | None:
    """True where no finding on the title's standard is open; else not known: whoever has yet to reach it may still be planned."""
    if ready is None or ready.horizon == "holds":
        return None
    return None if any(n.topic in ("standard", "job_positions") for n in ready.needs) else True
