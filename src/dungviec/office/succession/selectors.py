"""Succession of the day as pages read it: kept per day, names and reasons through the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language

from dungviec.law.marks import marked
from dungviec.office.registry.gate import SeenRecords, may_tell
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.keeping import kept_per_day, kept_per_viewer
from dungviec.office.registry.selectors import snapshot
from dungviec.succession import (
    Clause,
    Course,
    NineBox,
    Outline,
    Readiness,
    Reviewed,
    Seat,
    Succession,
    courses_on_file,
    nine_box,
    succession,
)
from dungviec.succession import outline as outlined
from dungviec.succession.report import others
from dungviec.succession.words import HORIZONS, OUTCOMES, PERFORMANCE, READY, RISKS, WHAT, course_words, lacking_words

_TAGS = {
    "now": "tag-jade", "authority": "tag-amber", "near": "tag-blue", "later": "tag-blue", "acquire": "tag-amber",
    "held_up": "tag-lacquer", "too_late": "tag-lacquer", "none": "tag-lacquer", "outside": "tag-amber", "single": "tag-amber",
    "planned_elsewhere": "tag-blue", "covered": "tag-jade", "over": "tag-lacquer", "short": "tag-amber", "met": "tag-jade",
}  # fmt: skip


@kept_per_day(costly=True)
def _outline(day: date) -> Outline:
    return outlined(snapshot(day), law_on(day))


@kept_per_day(costly=True)
def _whole(day: date) -> Succession:
    return succession(snapshot(day), law_on(day), begun=_outline(day))


@kept_per_day(costly=True)
def _courses(day: date) -> dict[str, Course]:
    return courses_on_file(snapshot(day))


@kept_per_day(costly=True)
def _boxes(day: date) -> NineBox:
    return nine_box(snapshot(day), _whole(day).ready)


def outline(records: SeenRecords) -> Outline:
    """Pools, their checks and the bench of the whole body on the day looked at, without anybody's reasons: soon told."""
    return _outline(records.day)


def whole(records: SeenRecords) -> Succession:
    """Succession of the whole body on the day looked at; for whoever may enter."""
    return _whole(records.day)


def _k() -> int:
    return 1 if get_language() == "en" else 0


def cited(clause: Clause | None) -> str:
    """The citation of a clause with its mark; empty where there is none."""
    if clause is None:
        return ""
    return marked(clause.citation or clause.rule_id, clause.confidence, ("vi", "en")[_k()])


def names(records: SeenRecords, people: Iterable[str]) -> dict[str, str]:
    """Names of those of these people whose record may be opened."""
    known = outline(records).bench.names
    found = records.named([{"person_id": p, "name": known.get(p, p)} for p in dict.fromkeys(people)])
    return {p["person_id"]: p["name"] for p in found}


@kept_per_viewer(costly=True)
def check_rows(records: SeenRecords) -> tuple[list[dict[str, Any]], list[str]]:
    """The checks as rows, the worst first, and the titles nobody is planned for. Kept: not to be changed."""
    k, order = _k(), list(OUTCOMES)
    checks = outline(records).checks
    rows = [
        {"outcome": OUTCOMES[c.outcome][k], "tag": _TAGS.get(c.outcome, ""), "what": WHAT[c.what][k], "where": c.where,
         "told": (c.vi, c.en)[k], "clause": cited(c.clause)}
        for c in sorted(checks, key=lambda c: order.index(c.outcome)) if c.what != "empty"
    ]  # fmt: skip
    return rows, [c.where for c in checks if c.what == "empty"]


@kept_per_viewer(costly=True)
def pool_rows(records: SeenRecords, unit_id: str = "") -> list[dict[str, Any]]:
    """Every pool with how many of its people stand at each readiness. Kept: not to be changed."""
    found = whole(records)
    rows = []
    for pool in found.pools:
        if unit_id and pool.unit_id != unit_id:
            continue
        ready = [found.by_pair[m.person_id, pool.post_id].horizon for m in pool.members if pool.post_id]
        counts: Counter[str] = Counter(ready)
        counts["unknown"] += len(pool.members) - len(ready)
        rows.append(
            {
                "pool": pool,
                "counts": [(w[_k()], _TAGS.get(h, ""), counts[h]) for h, w in HORIZONS.items() if counts[h]],
                "people": len(pool.members),
            }
        )
    return rows


def units(records: SeenRecords) -> list[tuple[str, str]]:
    """Units with leading posts, by name."""
    return sorted(((u.unit_id, u.unit_name) for u in outline(records).bench.units), key=lambda u: u[1])


def ready_rows(records: SeenRecords, post_id: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The planned people of one title, and others of its unit whom nothing but planning stands against."""
    found = whole(records)
    pools = tuple(p for p in found.pools if p.post_id == post_id)
    planned = [found.by_pair[m.person_id, post_id] for p in pools for m in p.members]
    beside = others(snapshot(records.day), pools, law_on(records.day))
    known = names(records, (r.person_id for r in (*planned, *beside)))
    shown = [[_ready_row(records, r) for r in group if r.person_id in known] for group in (planned, beside)]
    return shown[0], shown[1]


def _ready_row(records: SeenRecords, r: Readiness) -> dict[str, Any]:
    k = _k()
    told = [n for n in r.needs if may_tell(records.viewer, r.person_id, n)]
    hidden = len(told) < len(r.needs)
    return {
        "person_id": r.person_id, "name": r.name, "hidden": hidden, "horizon": "" if hidden else HORIZONS[r.horizon][k],
        "tag": "" if hidden else _TAGS.get(r.horizon, ""), "from": None if hidden else r.ready_from,
        "needs": [{"told": (n.vi, n.en)[k], "passes": n.passes, "clause": cited(n.clause)} for n in told],
        "lacking": [(lacking_words(x, "en" if k else "vi"), _course(records, x.training)) for x in r.lacking],
        "gaps": [{"competency": g.competency, "level": g.level, "least": g.least} for g in r.gaps],
    }  # fmt: skip


def _course(records: SeenRecords, training: str) -> str:
    """The course on file that closes it, in words; empty where no record knows one."""
    found = _courses(records.day).get(training)
    return course_words(found, "en" if _k() else "vi") if found is not None else ""


@kept_per_viewer(costly=True)
def box_page(records: SeenRecords, unit_id: str = "") -> dict[str, Any]:
    """The nine boxes of the whole body or one unit: rows from the best rated down, columns from the farthest to the readiest. Kept: not to be changed."""
    k, found = _k(), _boxes(records.day)
    units = {p.post_id: (p.unit_id, p.title) for p in outline(records).pools if p.post_id}
    asked = [p for p in (*found.order, *found.outside) if not unit_id or units.get(p.post_id, ("", ""))[0] == unit_id]
    known = names(records, (p.person_id for p in asked))
    unplaced = {id(p) for p in found.outside}
    by_pair = whole(records).by_pair
    told = {
        id(p) for p in asked
        if p.person_id in known and all(may_tell(records.viewer, p.person_id, n) for n in by_pair[p.person_id, p.post_id].needs)
    }  # fmt: skip

    def row(p: Any, n: int = 0) -> dict[str, Any]:
        mean = f"{float(p.mean):.2f}" if p.mean is not None else ""
        return {
            "p": p, "n": n, "title": units.get(p.post_id, ("", p.post_id))[1], "mean": mean.replace(".", ",") if not k else mean,
            "years": len(p.years),
            "horizon": HORIZONS[p.horizon][k] if id(p) in told else "", "tag": _TAGS.get(p.horizon, "") if id(p) in told else "",
        }  # fmt: skip

    order = [p for p in found.order if id(p) in told]
    square = []
    for performance in reversed(range(len(PERFORMANCE))):
        boxes = [[p for p in found.box(performance, ready) if id(p) in told] for ready in range(len(READY))]
        cells = [(READY[n][k], len(box), list(dict.fromkeys(p.name for p in box))) for n, box in enumerate(boxes)]
        square.append((PERFORMANCE[performance][k], cells))
    return {
        "square": square, "heads": [r[k] for r in READY], "order": [row(p, n) for n, p in enumerate(order, start=1)],
        "outside": [row(p) for p in asked if p.person_id in known and (id(p) in unplaced or id(p) not in told)],
    }  # fmt: skip


def seat_rows(records: SeenRecords, seats: Iterable[Seat]) -> list[dict[str, Any]]:
    """Leading posts as rows: holders as far as they may be named, counts of stand-ins, exposure in words."""
    k, seats = _k(), list(seats)
    known = names(records, (p for s in seats for p, _ in s.holders))
    return [
        {"seat": s, "holders": [(p, n) for p, n in s.holders if p in known], "vacant": not s.holders, "inside": len(s.inside),
         "pool": len(s.pool), "unsure": s.unknown + s.by_authority, "risk": RISKS[s.risk][k], "tag": _TAGS.get(s.risk, "")}
        for s in seats
    ]  # fmt: skip


def risk_counts(records: SeenRecords) -> list[tuple[str, str, int]]:
    """Exposure in words with how many duties stand there, worst first."""
    counts = Counter(s.risk for s in outline(records).bench.seats)
    return [(RISKS[r][_k()], _TAGS.get(r, ""), counts[r]) for r in RISKS if counts[r]]  # type: ignore[index]


def review_rows(records: SeenRecords, reviewed: Iterable[Reviewed]) -> list[dict[str, Any]]:
    """Lines of the yearly review of people whose record may be opened."""
    reviewed = list(reviewed)
    known, k = names(records, (r.person_id for r in reviewed)), _k()
    return [
        {"person_id": r.person_id, "name": r.name, "title": r.title, "told": (r.vi, r.en)[k], "clause": cited(r.clause), "outcome": r.outcome}
        for r in reviewed if r.person_id in known
    ]  # fmt: skip
