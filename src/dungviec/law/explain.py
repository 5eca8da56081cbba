"""Explaining one pair: every rule that reaches it, what it found, what is missing, what would let it pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from dungviec.law import reasons_person  # noqa: F401 (registers the sentence writers)
from dungviec.law.book import LawBook, LawView
from dungviec.law.evidence import Record, reader_of
from dungviec.law.facts import build_facts
from dungviec.law.facts_history import day_reached, ranked_tenures
from dungviec.law.grid import companions_of
from dungviec.law.promises import keep_promises
from dungviec.law.reasons import Reason, write_reason
from dungviec.law.rule_columns import NO_TEXT, verdict_columns
from dungviec.law.rules import Rule, Verdict
from dungviec.records import Snapshot
from dungviec.records.codes import CATEGORIES

PERSON_TABLES = ("people", "tenures", "ratings", "training", "discipline", "competencies", "wishes")
MOVE_WORDS = {
    "first_leadership": ("bổ nhiệm lần đầu", "first leadership appointment"),
    "higher": ("bổ nhiệm chức vụ cao hơn", "appointment to a higher post"),
    "lateral_or_lower": ("bố trí chức vụ tương đương hoặc thấp hơn", "appointment to an equal or lower post"),
    "professional": ("bố trí vị trí không giữ chức vụ", "placement in a position without a leading post"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says about one pair (or, for papers, the rule itself)."""

    rule_id: str
    verdict: Verdict
    topic: str
    statement_vi: str
    statement_en: str
    reason_vi: str
    reason_en: str
    instrument: str
    article: str
    in_force_from: date
    in_force_to: date | None
    confidence: str
    facts: dict[str, str] = field(default_factory=dict)
    will_pass_from: date | None = None
    exception_vi: str | None = None
    exception_en: str | None = None
    clause: str = ""
    missing: tuple[str, ...] = ()
    post_id: str | None = None
    records: tuple[Record, ...] = ()
    """The rows of the file the facts were read from."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one pair with its findings (worst first), missing facts and the gaps shown beside it."""

    person_id: str
    post_id: str
    as_of: date
    verdict: Verdict
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    open_gaps: tuple[Rule, ...]
    """What is not on file and does not decide, because another rule of its topic answers: shown beside the verdict."""
    move: str = ""
    held_up_by: tuple[Finding, ...] = ()
    """What rules that begin before the promised day bar on that day, though nothing of theirs stands in the way today."""

    @property
    def blocking(self) -> tuple[str, ...]:
        """Rule ids whose verdict is worse than allowed."""
        return tuple(dict.fromkeys(f.rule_id for f in self.findings if f.verdict > Verdict.ALLOWED))

    @property
    def will_pass_from(self) -> date | None:
        """The day on which every obstacle has passed by itself; None when some obstacle does not pass with time.

        What rules begun by then bar (``held_up_by``) is an obstacle like those of today.
        """
        days = [f.will_pass_from for f in (*self.findings, *self.held_up_by) if f.verdict > Verdict.ALLOWED]
        return max((d for d in days if d is not None), default=None) if days and None not in days else None


def explain_pair(snapshot: Snapshot, person_id: str, post_id: str, view: LawView | None = None) -> Judgement:
    """The judgement on placing one person in one post: same rule expressions as :func:`judge_pairs`.

    Raises ValueError (a sentence) when the person or the post is not on file.
    """
    return explain_pairs(snapshot, [(person_id, post_id)], view)[0]


def explain_pairs(snapshot: Snapshot, pairs: Sequence[tuple[str, str]], view: LawView | None = None) -> list[Judgement]:
    """The judgements on many pairs, in their order; the facts are gathered once for all of them."""
    law = view or LawBook.load().on(snapshot.as_of)
    if not pairs:
        return []
    people, posts = set(snapshot.people["person_id"].to_list()), set(snapshot.posts["post_id"].to_list())
    for person_id, post_id in pairs:
        if person_id not in people or post_id not in posts:
            raise ValueError(
                f"Không có cán bộ «{person_id}» hoặc vị trí «{post_id}» trong hồ sơ «{snapshot.name}». / Not on file."
            )
    together = companions_of(snapshot)
    asked = [
        {"row": n, "person_id": person, "post_id": q, "own": q == post}
        for n, (person, post) in enumerate(pairs)
        for q in (post, *together.get(post, ()))
    ]
    facts = replace(
        build_facts(_of_people(snapshot, {p for p, _ in pairs}), law), plans_on_file=snapshot["plans"].height > 0
    )
    names, _ids, exprs = verdict_columns(law)
    small = _of_people(snapshot, {p for p, _ in pairs})
    tenures, read = ranked_tenures(small), reader_of(small)
    rows: dict[int, list[dict[str, object]]] = {}
    for row in facts.pairs(pl.DataFrame(asked)).with_columns(exprs).collect().to_dicts():
        rows.setdefault(row["row"], []).append(row)
    judged = [_judgement(law, names, tenures, read, snapshot.as_of, pair, rows[n]) for n, pair in enumerate(pairs)]
    return [keep_promises(j, law, _later(snapshot, j, law)) for j in judged]


def _later(snapshot: Snapshot, asked: Judgement, law: LawView) -> Callable[[date], Judgement]:
    return lambda day: explain_pair(snapshot.at(day), asked.person_id, asked.post_id, law.later(day))


def _judgement(
    law: LawView,
    names: list[str],
    tenures: pl.DataFrame,
    read: Callable[[str, str], tuple[Record, ...]],
    day: date,
    pair: tuple[str, str],
    rows: list[dict[str, object]],
) -> Judgement:
    person_id, post_id = pair
    lead = next(r for r in rows if r["own"])
    if lead["stay"]:
        return Judgement(person_id, post_id, day, Verdict.ALLOWED, (), (), (), "stay")
    findings: list[Finding] = []
    for row in rows:
        if not row["stay"]:
            findings += _findings(law, names, row, tenures, shown_post=None if row["own"] else str(row["post_id"]))
    findings = [replace(f, records=read(person_id, f.topic)) for f in findings]
    findings.sort(key=lambda f: -f.verdict)
    told = {f.rule_id for f in findings}
    gaps = tuple({g.vi: g for g in law.gaps_judged if g.id not in told and _shown_gap(g, lead)}.values())
    return Judgement(
        person_id, post_id, day, max((f.verdict for f in findings), default=Verdict.ALLOWED), tuple(findings),
        tuple(dict.fromkeys(m for f in findings for m in f.missing)), gaps, str(lead["move"]),
    )  # fmt: skip


def _of_people(snapshot: Snapshot, people: set[str]) -> Snapshot:
    """The snapshot cut down to the rows of some people: the facts of a pair never ask about others."""
    tables = dict(snapshot.tables)
    for name in (*PERSON_TABLES, "plans"):
        tables[name] = tables[name].filter(pl.col("person_id").is_in(list(people)))
    return replace(snapshot, tables=tables)


def _shown_gap(gap: Rule, row: dict[str, object]) -> bool:
    to = gap.applies_to
    fits = row["move"] in to.moves
    fits &= not to.categories or row["post_category"] in to.categories
    fits &= not to.person_categories or row["person_category"] in to.person_categories
    fits &= to.party_managed is None or row["party_managed"] == to.party_managed
    return fits and gap.check == "no_text"


def _findings(
    law: LawView, names: list[str], row: dict[str, object], tenures: pl.DataFrame, *, shown_post: str | None
) -> list[Finding]:
    found = []
    for name, rule in zip(names, (*law.judged, None), strict=True):
        code = row[name]
        if rule is None:
            if code:
                found.append(_no_text(law, row, shown_post))
            continue
        if not isinstance(code, int) or (rule.kind == "gap" and code == 0):
            continue
        verdict = Verdict(code)
        reason = write_reason(rule, row, verdict, law)
        passes = (
            _pass_day(rule, row, reason, tenures) if verdict in (Verdict.FORBIDDEN, Verdict.NEEDS_AUTHORITY) else None
        )
        shown = replace(reason, missing=reason.missing if verdict == Verdict.UNKNOWN else (), will_pass_from=passes)
        if passes and rule.to and passes > rule.to and rule.check != "discipline_window":  # a window outlives its rule
            end = f"{rule.to:%d/%m/%Y}"
            shown = replace(
                shown, will_pass_from=None, vi=f"{shown.vi} Quy định này chỉ có hiệu lực đến {end}.",
                en=f"{shown.en} This rule is in force until {end} only.",
            )  # fmt: skip
        found.append(finding_of(rule, verdict, shown, post_id=shown_post))
    return found


def _pass_day(rule: Rule, row: dict[str, object], reason: Reason, tenures: pl.DataFrame) -> date | None:
    """The day the reason names; for months in a post the very day on which they are full."""
    by, target, now = reason.will_pass_from, row["target_rank"], row["current_rank"]
    if by is None or not isinstance(target, int) or not isinstance(now, int):
        return by
    person, months = str(row["person_id"]), int(rule.params.get("min_months", 0))
    if rule.check == "months_in_adjacent_post":
        return day_reached(tenures, person, lowest=target - 1, highest=99, months=months, by=by)
    if rule.check == "months_in_equivalent_post":
        return day_reached(tenures, person, lowest=now, months=months, by=by)
    return by


def finding_of(rule: Rule, verdict: Verdict, reason: Reason, *, post_id: str | None = None) -> Finding:
    """A finding from a rule, its verdict and its reason."""
    exception = rule.exception if verdict == Verdict.NEEDS_AUTHORITY else None
    return Finding(
        rule.id, verdict, rule.topic, rule.vi, rule.en, reason.vi, reason.en, rule.instrument, rule.article, rule.from_,
        rule.to, rule.confidence, reason.facts, reason.will_pass_from, exception.vi if exception else None,
        exception.en if exception else None, rule.clause, reason.missing, post_id,
    )  # fmt: skip


def _no_text(law: LawView, row: dict[str, object], post_id: str | None) -> Finding:
    move = MOVE_WORDS[str(row["move"])]
    category = str(row["post_category"])
    vi = (
        f"Trong kho chưa có văn bản quy định việc {move[0]} đối với vị trí «{CATEGORIES.label(category).lower()}»"
        f" vào ngày {law.day:%d/%m/%Y}."
    )
    en = f"No rule text on file for this date ({law.day}): {move[1]}, category {CATEGORIES.label(category, 'en').lower()}."
    return Finding(
        NO_TEXT, Verdict.UNKNOWN, "no_text", vi, en, vi, en, "", "", law.day, law.day, "NONE",
        {"reason": "no_text_on_file_for_date"}, missing=("rule_text",), post_id=post_id,
    )  # fmt: skip
