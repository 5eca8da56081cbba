"""Whose periodic change of position is due: the post says for which listed function it is held, the person when the clock began.

Which posts are on the list is not in the texts on file (the annex of NĐ 59/2019): a person says it of the post, through its special
functions. In fields that may be on the list and say nothing, the answer is *unknown*. The clock runs from the first day of an unbroken
stay in such posts of one unit (the document of assignment, CDVT-05): a new term in the same post does not start it anew, a move to
another unit does (CDVT-02).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import polars as pl

from dungviec.law.answers import Answer, in_force, missing
from dungviec.law.book import LawView
from dungviec.law.facts_people import service_ages
from dungviec.law.rotation import CHANGE_FIELDS, Change, change_days, change_rule, position_change
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.dates import whole_months
from dungviec.records.vietnamese import fold

MAYBE_LISTED = ("home_affairs", "finance", "accounting", "one_stop", "inspection", "justice", "culture")
"""Fields of work whose posts may be on the list of positions to be changed; only the post's functions say so."""
NOT_ON_FILE = ("pregnant", "child", "serious_illness")
"""Grounds to postpone (CDVT-03) that the records do not hold, leave for childbirth apart: asked before anybody is moved."""
ClockState = Literal["due", "may_change", "not_yet", "exempt", "unknown"]
_ORDER = {"due": 0, "unknown": 1, "may_change": 2, "not_yet": 3, "exempt": 4}


@dataclass(frozen=True, slots=True)
class ChangeClock:
    """The clock of one person in one post. ``since`` None: the post's field may be on the list, nobody has said so."""

    person_id: str
    post_id: str
    unit_id: str
    function: str
    """The function of the post that counts; empty where none is said."""
    since: date | None
    may_from: date | None
    due_on: date | None
    """Never before the first day of the law that asks for the change, however long the stay."""
    state: ClockState
    answer: Answer[Change]
    left_when_due: int | None
    """Whole months to retirement on the day the change is due, where that will be too near to be moved (CDVT-04); else None."""
    only_one: bool
    """The unit has no second seat for this work: the body above plans the swap (CDVT-04)."""


def change_clocks(s: Snapshot, view: LawView) -> list[ChangeClock]:
    """Every clock of somebody in a post that changes, or may, periodically; leaders are not reached (CDVT-01). Due first."""
    posts = s.live_posts.filter(pl.col("level_rank").fill_null(0) < LEADERSHIP_RANK)
    listed = posts.filter(pl.col("functions").list.eval(pl.element().is_in(list(CHANGE_FIELDS))).list.any())
    held = _held(s, listed)
    stays = _stays(s)
    seats = _seats(listed)
    people = _people(s, view, {row["person_id"] for row in held})
    found = [_clock(view, row, stays, seats, people[row["person_id"]]) for row in held if row["person_id"] in people]
    silent = posts.filter(pl.col("field").is_in(MAYBE_LISTED)).join(listed, on="post_id", how="anti")
    found += [_unsaid(view, row) for row in _held(s, silent)]
    return sorted(found, key=lambda c: (_ORDER[c.state], c.due_on or date.max, c.person_id, c.post_id))


def _held(s: Snapshot, posts: pl.DataFrame) -> list[dict[str, Any]]:
    """Who holds these posts, the concurrent ones too; acting in a post for a while is no assignment to it."""
    running = s.current_tenures.filter(pl.col("kind") != "acting").select("person_id", "post_id", "from_date")
    return (
        running.join(posts.select("post_id", "unit_id", "functions"), on="post_id")
        .sort("person_id", "post_id", "from_date")
        .unique(["person_id", "post_id"], keep="first", maintain_order=True)
        .to_dicts()
    )


def _seats(listed: pl.DataFrame) -> Counter[tuple[str, str]]:
    """Seats by unit and field of the change."""
    found: Counter[tuple[str, str]] = Counter()
    for unit, functions, seats in listed.select("unit_id", "functions", "seats").iter_rows():
        for sector in {CHANGE_FIELDS[f] for f in functions if f in CHANGE_FIELDS}:
            found[unit, sector] += seats or 1
    return found


def _stays(s: Snapshot) -> dict[tuple[str, str, str], list[tuple[date, date]]]:
    """Spells by person, unit and field of the change, as the posts stand today; a tenure that runs ends on the day asked."""
    where = {p: (u, f or ()) for p, u, f in s.posts.select("post_id", "unit_id", "functions").iter_rows()}
    found: dict[tuple[str, str, str], list[tuple[date, date]]] = {}
    rows = s["tenures"].filter((pl.col("from_date") <= s.as_of) & (pl.col("kind") != "acting"))
    for person, post, start, end in rows.select("person_id", "post_id", "from_date", "to_date").iter_rows():
        unit, functions = where.get(post, ("", ()))
        for sector in {CHANGE_FIELDS[f] for f in functions if f in CHANGE_FIELDS}:
            found.setdefault((person, unit, sector), []).append((start, min(end or s.as_of, s.as_of)))
    return found


def _began(spells: list[tuple[date, date]], start: date) -> date:
    """The first day of the unbroken stay that ``start`` belongs to."""
    for first, last in sorted(spells, reverse=True):
        if first < start <= last + timedelta(days=1):
            start = first
    return start


def _people(s: Snapshot, view: LawView, meant: Collection[str]) -> dict[str, dict[str, Any]]:
    columns = ("person_id", "discipline_open", "criminal_open", "inspection_open", "on_leave")
    ages = service_ages(s, view).select("person_id", "retire_on")
    mine = s.people.select(columns).filter(pl.col("person_id").is_in(list(meant)))
    found = {row["person_id"]: row for row in mine.join(ages, on="person_id", how="left").to_dicts()}
    away = set(s.current_tenures.filter(pl.col("kind") == "seconded")["person_id"])
    rule = in_force(view, "CDVT-03")
    study = long_students(s, int(rule.params["study_months"])) if rule else set()
    for person, row in found.items():
        row.update(away=person in away, course=person in study)
    return found


def long_students(s: Snapshot, months: int) -> set[str]:
    """Whoever is on the snapshot's day in a course that lasts at least so many months."""
    running = s["training"].filter((pl.col("from_date") <= s.as_of) & (pl.col("to_date") >= s.as_of))
    spans = running.select("person_id", "from_date", "to_date").iter_rows()
    return {person for person, start, end in spans if whole_months(start, end + timedelta(days=1)) >= months}


def _grounds_of(row: Mapping[str, Any]) -> list[str]:
    """The grounds to postpone that the records of a person show, by the names of CDVT-03."""
    leave = fold(str(row["on_leave"] or ""))
    held = {
        "discipline": row["discipline_open"], "proceedings": row["criminal_open"] or row["inspection_open"],
        "secondment": row["away"], "child": "thai san" in leave, "study": row["course"] and "hoc" in leave.split(),
    }  # fmt: skip
    return [name for name, holds in held.items() if holds]


def _clock(
    view: LawView, row: dict[str, Any], stays: Mapping[tuple[str, str, str], list[tuple[date, date]]],
    seats: Mapping[tuple[str, str], int], person: Mapping[str, Any],
) -> ChangeClock:  # fmt: skip
    """The clock of the function that leads: of several, the one that is furthest."""
    ways = [
        _one(view, row, f, stays.get((row["person_id"], row["unit_id"], CHANGE_FIELDS[f]), []), seats, person)
        for f in row["functions"]
        if f in CHANGE_FIELDS
    ]
    return min(ways, key=lambda c: (_ORDER[c.state], c.due_on or date.max))


def _one(
    view: LawView, row: dict[str, Any], function: str, spells: list[tuple[date, date]],
    seats: Mapping[tuple[str, str], int], person: Mapping[str, Any],
) -> ChangeClock:  # fmt: skip
    sector, retires = CHANGE_FIELDS[function], person["retire_on"]
    since = _began(spells, row["from_date"])
    left = view.service_left(view.day, retires) if retires else None
    grounds: Collection[str] = _grounds_of(person)
    rule = change_rule(view, sector)
    may_from, due_on = change_days(rule, since) if rule else (None, None)
    base = in_force(view, "CDVT-01")
    if due_on is not None and base is not None:
        due_on = max(due_on, base.from_)
    answer = position_change(view, sector=sector, since=since, months_left=left, grounds=grounds)
    state: ClockState = answer.value or "unknown"
    if state == "exempt" and position_change(view, sector=sector, since=since).value == "not_yet":
        answer = position_change(view, sector=sector, since=since)
        state = "not_yet"
    if state in ("due", "may_change") and person["course"]:
        postpone = in_force(view, "CDVT-03")
        assert postpone is not None  # a course is looked for only under this rule
        answer = missing(
            postpone, "đang học khóa từ 12 tháng, hồ sơ không ghi có phải học tập trung không",
            "on a course of 12 months or more; the record does not say whether it is full-time",
        )  # fmt: skip
        state = "unknown"
    return ChangeClock(
        row["person_id"], row["post_id"], row["unit_id"], function, since, may_from, due_on, state, answer,
        _near(view, due_on, retires), seats[row["unit_id"], sector] == 1,
    )  # fmt: skip


def _near(view: LawView, due_on: date | None, retires: date | None) -> int | None:
    rule = in_force(view, "CDVT-04")
    if rule is None or due_on is None or retires is None:
        return None
    left = view.service_left(due_on, retires)
    return left if left < int(rule.params["exempt_below_months"]) else None


def _unsaid(view: LawView, row: dict[str, Any]) -> ChangeClock:
    base = in_force(view, "CDVT-01")
    answer: Answer[Change] = missing(
        base, "vị trí thuộc lĩnh vực có thể nằm trong danh mục chuyển đổi, chưa ghi chức năng của vị trí",
        "the post's field may be on the list of positions to be changed; its function is not recorded",
    ) if base else position_change(view, sector="", since=row["from_date"])  # fmt: skip
    return ChangeClock(
        row["person_id"], row["post_id"], row["unit_id"], "", None, None, None, "unknown", answer, None, only_one=False
    )
