"""The ledger of concurrent posts: who holds what beside what, with which share, by which decision, and the allowance of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import polars as pl

from dungviec.law import LawBook, LawView
from dungviec.law.answers import Answer, exact, in_force, no_text
from dungviec.law.posts_together import Pay, commune_allowance, head_allowance
from dungviec.placement.together import Ground, PostFacts, ground_for, post_facts
from dungviec.records import Snapshot
from dungviec.records.vietnamese import name_sort_text

_KINDS = ("main", "acting", "seconded", "concurrent")
"""Kinds of tenure, the one that counts as the main post first."""


@dataclass(frozen=True, slots=True)
class PayOnFile:
    """Sums the office states, in đồng a month: people's own pay, and step 1 with position allowance of titles (by post)."""

    people: Mapping[str, Pay] = field(default_factory=dict)
    titles: Mapping[str, Pay] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """One post somebody holds. ``share`` in per cent of full work; None where it is not recorded. ``alone``: nobody else holds it."""

    post_id: str
    title: str
    unit_id: str
    unit_name: str
    kind: str
    share: int | None
    since: date | None
    until: date | None
    decision: str
    alone: bool


@dataclass(frozen=True, slots=True)
class AllowanceDue:
    """The one allowance of a span: the share of the clause (None: no text, or none due) and the sum where the pay is stated."""

    share: str | None
    amount: int | None
    vi: str
    en: str
    rule_id: str = ""
    citation: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class HeldSpan:
    """From ``since`` to ``until`` (None: to the day looked at and on) somebody held these posts together."""

    since: date
    until: date | None
    posts: tuple[Held, ...]
    grounds: tuple[Ground, ...]
    allowance: AllowanceDue

    @property
    def shares(self) -> int | None:
        """All shares together; None where one is not recorded."""
        known = [h.share for h in self.posts if h.share is not None]
        return sum(known) if len(known) == len(self.posts) else None


@dataclass(frozen=True, slots=True)
class Ledger:
    """One person who holds, or held, several posts at once; the latest span first."""

    person_id: str
    name: str
    spans: tuple[HeldSpan, ...]

    def on(self, day: date) -> HeldSpan | None:
        """The span that runs on a day."""
        return next((s for s in self.spans if s.since <= day and (s.until is None or s.until >= day)), None)


def posts_held(
    snapshot: Snapshot, view: LawView | None = None, *, pay: PayOnFile | None = None, people: Iterable[str] | None = None, past: bool = False
) -> tuple[Ledger, ...]:  # fmt: skip
    """Everybody who holds several posts on the snapshot's day (``past``: or ever held), by name.

    Each stretch is cut where a post begins or ends and where the clause on allowances changes, so that every allowance follows the
    text of its own days. Posts that the organisation joins to another (``held_with``) count for whoever holds that one.
    """
    day, book = snapshot.as_of, (view.book if view is not None else LawBook.load())
    law = view or book.on(day)
    wanted = None if people is None else set(people)
    posts = _posts(snapshot)
    names = dict(snapshot.people.select("person_id", "name").iter_rows())
    holders = _holders(snapshot, posts)
    by_person: dict[str, list[dict[str, Any]]] = {}
    for row in (r for of_post in holders.values() for r in of_post):
        if wanted is None or row["person_id"] in wanted:
            by_person.setdefault(row["person_id"], []).append(row)
    found, turns = [], _turns(book, law)
    for person, rows in by_person.items():
        if len(rows) < 2:
            continue
        spans = _spans(rows, day, turns)
        shown = [s for s in spans if past or (s[1] is None or s[1] >= day)]
        told = tuple(
            _told(person, a, b, mine, posts, holders, book.on(a, law.known_on, law.settings), pay or PayOnFile())
            for a, b, mine in reversed(shown)
        )
        if told:
            found.append(Ledger(person, names.get(person, person), told))
    return tuple(sorted(found, key=lambda one: (name_sort_text(one.name), one.person_id)))


def _posts(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    units = snapshot.units.select("unit_id", unit_name="name", unit_kind="kind", unit_place="place_code")
    return {r["post_id"]: r for r in snapshot.posts.join(units, on="unit_id", how="left").iter_rows(named=True)}


def _holders(snapshot: Snapshot, posts: Mapping[str, dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """By post: tenures in posts on file that have begun, and those a post joined to another makes for its holder."""
    rows = snapshot["tenures"].filter(
        pl.col("post_id").is_not_null() & (pl.col("from_date") <= snapshot.as_of)
    ).sort("from_date", "person_id", "post_id")  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = {}
    for r in rows.iter_rows(named=True):
        if r["post_id"] in posts:
            found.setdefault(r["post_id"], []).append(r)
    joined = {
        post: [
            r | {"post_id": post, "kind": "concurrent", "title": row["title"], "share": None}
            for r in found.get(row["held_with"], ())
            if all(r["person_id"] != own["person_id"] for own in found.get(post, ()))
        ]
        for post, row in posts.items()
        if row["held_with"]
    }
    return {
        post: found.get(post, []) + joined.get(post, []) for post in (*found, *(p for p in joined if p not in found))
    }


def _turns(book: LawBook, law: LawView) -> list[date]:
    """Days on which the text on allowances or on incompatible posts changes."""
    rules = [r for r in book.rules if r.topic == "posts_together"]
    days = {r.from_ for r in rules} | {r.to + timedelta(days=1) for r in rules if r.to is not None}
    return sorted(d for d in days if d <= law.day)


def _spans(
    rows: list[dict[str, Any]], day: date, turns: list[date]
) -> list[tuple[date, date | None, list[dict[str, Any]]]]:
    """Stretches of days on which the same two or more posts were held, in order."""
    after = timedelta(days=1)
    cuts = (
        {r["from_date"] for r in rows} | {r["to_date"] + after for r in rows if r["to_date"] is not None} | set(turns)
    )
    starts = sorted(d for d in cuts if d <= day)
    found: list[tuple[date, date | None, list[dict[str, Any]]]] = []
    for n, start in enumerate(starts):
        mine = [r for r in rows if r["from_date"] <= start and (r["to_date"] is None or r["to_date"] >= start)]
        distinct = {r["post_id"]: r for r in sorted(mine, key=lambda r: -_KINDS.index(r["kind"]))}
        if len(distinct) < 2:
            continue
        ends = [r["to_date"] for r in mine if r["to_date"] is not None]
        following = starts[n + 1] - after if n + 1 < len(starts) else min(ends, default=None)
        found.append((start, following, list(distinct.values())))
    return found


def _told(
    person: str, since: date, until: date | None, rows: list[dict[str, Any]], posts: Mapping[str, dict[str, Any]],
    holders: Mapping[str, list[dict[str, Any]]], view: LawView, pay: PayOnFile,
) -> HeldSpan:  # fmt: skip
    order = sorted(rows, key=lambda r: (_KINDS.index(r["kind"]), r["from_date"], r["post_id"]))
    held = tuple(_held(r, posts[r["post_id"]], holders, since) for r in order)
    facts = [_facts(posts[h.post_id]) for h in held]
    grounds = tuple(ground_for(view, one, other) for one, other in combinations(facts, 2))
    return HeldSpan(since, until, held, grounds, _allowance(person, held, facts, view, pay))


def _held(row: dict[str, Any], post: dict[str, Any], holders: Mapping[str, list[dict[str, Any]]], day: date) -> Held:
    others = {
        r["person_id"]
        for r in holders[row["post_id"]]
        if r["from_date"] <= day and (r["to_date"] is None or r["to_date"] >= day)
    } - {row["person_id"]}
    decision = row["decision"] or ""
    if decision and row["decided"] is not None:
        decision = f"{decision}, {row['decided']:%d/%m/%Y}"
    return Held(
        row["post_id"], post["title"], post["unit_id"], post["unit_name"] or "", row["kind"], row["share"], row["from_date"],
        row["to_date"], decision, not others,
    )  # fmt: skip


def _facts(post: dict[str, Any]) -> PostFacts:
    return post_facts(
        post_id=post["post_id"], title=post["title"], functions=tuple(post["functions"] or ()), role=post["role"], unit=post["unit_id"],
        unit_kind=post["unit_kind"] or "", place=post["unit_place"] or "",
    )  # fmt: skip


def _allowance(
    person: str, held: tuple[Held, ...], facts: list[PostFacts], view: LawView, pay: PayOnFile
) -> AllowanceDue:
    """One allowance for all posts held besides the main one: the commune's where the second post is in a commune, else that of heads."""
    besides = list(zip(held[1:], facts[1:], strict=True))
    communal = [(h, f) for h, f in besides if f.tier == "commune"]
    if communal:
        rule = in_force(view, "KN-2019-01", "KN-2023-01")
        if rule is None:
            return _due(no_text(view, "phụ cấp kiêm nhiệm cấp xã", "the concurrent allowance in communes"), None)
        saved = [h for h, _ in communal if h.alone]
        if not saved:
            vi = "Chức danh kiêm vẫn có người khác giữ: không giảm được người nên không có phụ cấp."
            return _due(
                Answer(0, rule, vi, "The second title has another holder: nobody is saved, no allowance."), None
            )
        paid = [pay.titles[h.post_id] for h in saved if h.post_id in pay.titles]
        if len(paid) == len(saved):
            return _due(commune_allowance(view, paid, people_saved=len(saved)), _share(rule.params["share"]))
        share = _share(rule.params["share"])
        vi = f"Được {share}, một mức, của lương bậc 1 cộng phụ cấp chức vụ của chức danh kiêm; hai số này chưa ghi."
        en = f"{share}, once, of step 1 and position allowance of the second title, which are not stated."
        return _due(Answer(None, rule, vi, en, lacks=("concurrent_titles",)), share)
    heads = [h for h, f in besides if f.heads and f.unit != facts[0].unit]
    rule = in_force(view, "KN-2004-01")
    if rule is None:
        return _due(no_text(view, "phụ cấp kiêm nhiệm đứng đầu", "the allowance for concurrent headship"), None)
    if not heads:
        vi = "Không đứng đầu đơn vị khác: không thuộc diện phụ cấp kiêm nhiệm."
        return _due(Answer(0, rule, vi, "Heads no other body: no concurrent allowance is due."), None)
    if person in pay.people:
        given = head_allowance(view, pay.people[person], concurrent_headships=len(heads), full_time_head_budgeted=True)
        return _due(given, _share(rule.params["share"]))
    share = _share(rule.params["share"])
    vi = f"Được {share} lương hiện hưởng và phụ cấp nếu đơn vị kia có chỉ tiêu người đứng đầu chuyên trách; lương chưa ghi."
    en = f"{share} of the present pay where the other body budgets a full-time head; the pay is not stated."
    return _due(Answer(None, rule, vi, en, lacks=("pay",)), share)


def _share(value: Any) -> str:
    return f"{float(exact(value) * 100):g} %"


def _due(answer: Answer[int], share: str | None) -> AllowanceDue:
    rule = answer.rule
    return AllowanceDue(share, answer.value, answer.vi, answer.en, rule.id if rule else "", answer.citation, answer.confidence)  # fmt: skip
