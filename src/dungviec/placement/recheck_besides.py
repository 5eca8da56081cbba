"""The last look at posts held besides a main one: lines of the policy, clauses, titles and workload again, person by person from the records.

Shares no code with the bundles of the problem: whether a post is meant is asked of each row in plain Python.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import polars as pl

from dungviec.law import LawView, judge_pairs
from dungviec.placement.policy import Policy
from dungviec.placement.requirements import Concurrent, PostsWanted
from dungviec.placement.together import PostFacts, ground_for, post_facts
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS

Row = dict[str, Any]


def recheck_besides(
    snapshot: Snapshot, policy: Policy, placement: dict[str, str], besides: frozenset[tuple[str, str]], law: LawView
) -> list[str]:
    """Sentences about second posts that ``besides`` (person, post) should not hold; empty when all is well."""
    if not besides:
        return []
    posts = {r["post_id"]: r for r in snapshot.live_posts.iter_rows(named=True)}
    units = {r["unit_id"]: r for r in snapshot.units.iter_rows(named=True)}
    held = _held_today(snapshot)
    of_person: defaultdict[str, list[str]] = defaultdict(list)
    for person, post in sorted(besides):
        of_person[person].append(post)
    faults: list[str] = []
    for person, seconds in of_person.items():
        main = placement.get(person)
        if main is None:
            faults.append(f"{person} kiêm {', '.join(seconds)} nhưng không có vị trí chính.")
            continue
        faults += _of_one(person, main, seconds, snapshot, policy, law, posts=posts, units=units)
    fresh = pl.DataFrame(
        [pair for pair in sorted(besides) if pair not in held],
        schema={"person_id": pl.String, "post_id": pl.String},
        orient="row",
    )
    judged = judge_pairs(snapshot, fresh, law)
    faults += [
        f"{p} kiêm {q} không được phép: {', '.join(rules)}."
        for p, q, verdict, rules in judged.select("person_id", "post_id", "verdict", "blocking").iter_rows()
        if verdict > policy.worst_verdict
    ]
    banned = {(b.person, b.post) for b in policy.bans}
    return faults + [f"{p} bị loại khỏi {q} nhưng phương án vẫn cho kiêm." for p, q in sorted(besides & banned)]


def _of_one(
    person: str, main: str, seconds: list[str], snapshot: Snapshot, policy: Policy, law: LawView, *,
    posts: dict[str, Row], units: dict[str, Row],
) -> Iterator[str]:  # fmt: skip
    together = [main, *seconds]
    if len(set(together)) < len(together):
        yield f"{person} vừa giữ chính vừa kiêm cùng một vị trí."
        return
    others = Counter(q for q, row in posts.items() if row["held_with"] in together)
    fixed = [q for p, q in kept_besides(snapshot, policy) if p == person and q not in together]
    titles = len(together) + len(others) + len(fixed)
    if titles > policy.most_titles:
        yield f"{person} giữ {titles} chức danh, quá {policy.most_titles}."
    lines = [_line(policy, posts, units, main, second) for second in seconds]
    for second, line in zip(seconds, lines, strict=True):
        if line is None:
            yield f"Không có mục nào của chính sách cho người giữ {main} kiêm {second}."
    known = [line for line in lines if line is not None]
    work = sum(line.share or 0 for line in known) + max((line.holder_share or 0 for line in known), default=0)
    if work > 100:
        yield f"{person} có tổng khối lượng công việc {work} %, quá 100 %."
    basis = next((line.basis for line in known if line.basis), "")
    for one, other in combinations(together, 2):
        ground = ground_for(law, _facts(posts[one], units), _facts(posts[other], units), office_basis=basis)
        if ground.verdict > policy.worst_verdict:
            yield f"{person} không được giữ cả {one} và {other}: {ground.vi}"


def _line(policy: Policy, posts: dict[str, Row], units: dict[str, Row], main: str, second: str) -> Concurrent | None:
    """The cheapest line of the policy that speaks of the two posts."""
    one, other = posts[main], posts[second]
    place = {u: row["place_code"] for u, row in units.items()}
    near = {
        "unit": one["unit_id"] == other["unit_id"],
        "place": (place[one["unit_id"]] or "") == (place[other["unit_id"]] or ""),
        "any": True,
    }
    found = [c for c in policy.concurrent if near[c.within] and _means(c.holders, one) and _means(c.posts, other)]
    return min(found, key=lambda c: c.price, default=None)


def _means(wanted: PostsWanted, post: Row) -> bool:
    listed = (
        (wanted.ids, "post_id"),
        (wanted.levels, "level"),
        (wanted.roles, "role"),
        (wanted.fields, "field"),
        (wanted.categories, "category"),
    )
    if any(values and post[column] not in values for values, column in listed):
        return False
    if wanted.functions and not set(wanted.functions) & set(post["functions"] or ()):
        return False
    return wanted.leading is None or ((LEVELS.rank(post["level"]) or 0) >= LEADERSHIP_RANK) == wanted.leading


def _facts(post: Row, units: dict[str, Row]) -> PostFacts:
    unit = units[post["unit_id"]]
    return post_facts(
        post_id=post["post_id"], title=post["title"], functions=tuple(post["functions"] or ()), role=post["role"],
        unit=post["unit_id"], unit_kind=unit["kind"], place=unit["place_code"] or "",
    )  # fmt: skip


def _held_today(snapshot: Snapshot) -> set[tuple[str, str]]:
    held = snapshot.current_tenures.filter(pl.col("kind") == "concurrent").select("person_id", "post_id")
    return {(p, q) for p, q in held.iter_rows() if q is not None}


def kept_besides(snapshot: Snapshot, policy: Policy) -> set[tuple[str, str]]:
    """What people hold besides a main post today and the policy says nothing about: it goes on whatever the plan."""
    held = _held_today(snapshot)
    if not policy.concurrent:
        return held
    posts = {r["post_id"]: r for r in snapshot.live_posts.iter_rows(named=True)}
    units = {r["unit_id"]: r for r in snapshot.units.iter_rows(named=True)}
    main = dict(snapshot.main_posts.select("person_id", "post_id").iter_rows())
    return {
        (p, q) for p, q in held
        if p not in main or main[p] == q or q not in posts or _line(policy, posts, units, main[p], q) is None
    }  # fmt: skip
