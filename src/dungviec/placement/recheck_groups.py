"""The last look at groups: requirements, distances and leavers again, person by person from the records.

Shares no code with the side rows: who counts is asked of each row of the records in plain Python.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from dungviec.placement.policy import Policy
from dungviec.placement.recheck_besides import kept_besides
from dungviec.placement.requirements import PeopleWanted, Requirement
from dungviec.records import Snapshot
from dungviec.records.codes import DEGREES, LEADERSHIP_RANK, LEVELS
from dungviec.records.dates import whole_years
from dungviec.records.vietnamese import fold

Row = dict[str, Any]


def recheck_groups(
    snapshot: Snapshot,
    policy: Policy,
    placement: dict[str, str],
    before: dict[str, str],
    besides: frozenset[tuple[str, str]] = frozenset(),
) -> list[str]:
    """Sentences about hard requirements, distances and duties to leave that ``placement`` (person → post) breaks.

    ``before``: the post each person holds today; ``besides``: (person, post) the plan puts besides a main post. Requirements with a price may be missed and are not looked at.
    """
    people = {r["person_id"]: r for r in snapshot.people.iter_rows(named=True)}
    posts = {r["post_id"]: r for r in snapshot.live_posts.iter_rows(named=True)}
    held = _everybody(snapshot, policy, placement, besides)
    faults: list[str] = []
    for requirement in policy.requirements:
        if requirement.price is None:
            faults += _broken(snapshot, requirement, held, people=people, posts=posts, before=before)
    faults += _leavers(snapshot, policy, placement, before)
    faults += _too_far(snapshot, policy, placement, before, posts)
    return faults


def _everybody(
    snapshot: Snapshot, policy: Policy, placement: dict[str, str], besides: frozenset[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Person and post of the plan, and of whoever holds a seat besides that the plan does not open again."""
    return sorted({*placement.items(), *besides, *kept_besides(snapshot, policy)})


def _broken(
    snapshot: Snapshot, asked: Requirement, held: list[tuple[str, str]], *, people: dict[str, Row], posts: dict[str, Row],
    before: dict[str, str],
) -> Iterable[str]:  # fmt: skip
    unit_rows = {r["unit_id"]: r for r in snapshot.live_units.iter_rows(named=True)}
    meant = {q for q, post in posts.items() if post["held_with"] is None and _post_counts(asked, post)}
    units = sorted({posts[q]["unit_id"] for q in meant} & _units(asked, unit_rows))
    for group in [units] if asked.per == "all" else [[u] for u in units]:
        there = [(p, q) for p, q in held if q in meant and posts[q]["unit_id"] in group]
        staying = [(p, q) for p, q in there if before.get(p) == q]
        counted = staying if asked.people.incumbents else there
        number = sum(_person_counts(asked, people[p], snapshot.as_of) for p, _ in counted)
        today = [p for p, q in before.items() if q in meant and posts[q]["unit_id"] in group]
        seats = sum(posts[q]["seats"] for q in meant if posts[q]["unit_id"] in group)
        whole = (
            sum(_person_counts(asked, people[p], snapshot.as_of) for p in today) if asked.people.incumbents else seats
        )
        wanted = _wanted(asked, unit_rows[group[0]]["norm"] if group else None, whole)
        if (number < wanted) if asked.kind == "at_least" else (number > wanted):
            where = "" if asked.per == "all" else f" ở {unit_rows[group[0]]['name']}"
            yield f"Yêu cầu «{asked.name}»{where}: có {number}, cần {'ít nhất' if asked.kind == 'at_least' else 'không quá'} {wanted}."


def _wanted(asked: Requirement, norm: int | None, whole: int) -> int:
    if asked.count is not None:
        return asked.count
    if asked.norm:
        return norm or 0
    exact = (asked.percent or 0) * whole / 100
    return int(exact) if asked.kind == "at_most" or exact == int(exact) else int(exact) + 1


def _units(asked: Requirement, units: dict[str, Row]) -> set[str]:
    def under(unit: str | None) -> bool:
        seen: set[str] = set()
        while unit is not None and unit not in seen:
            if unit in asked.units:
                return True
            seen.add(unit)
            unit = units[unit]["parent_id"] if unit in units else None
        return False

    return {
        u for u, row in units.items()
        if (not asked.units or under(u)) and (not asked.unit_kinds or row["kind"] in asked.unit_kinds)
    }  # fmt: skip


def _post_counts(asked: Requirement, post: Row) -> bool:
    want = asked.posts
    listed = (
        (want.ids, "post_id"), (want.levels, "level"), (want.roles, "role"), (want.fields, "field"),
        (want.categories, "category"),
    )  # fmt: skip
    if any(values and post[column] not in values for values, column in listed):
        return False
    if want.functions and not set(want.functions) & set(post["functions"] or ()):
        return False
    return want.leading is None or ((LEVELS.rank(post["level"]) or 0) >= LEADERSHIP_RANK) == want.leading


def _person_counts(asked: Requirement, person: Row, day: date) -> bool:
    answers: list[bool | None] = [] if not asked.people.ids else [person["person_id"] in asked.people.ids]
    answers += _facts(asked.people, person, day)
    if False in answers:
        return False
    return asked.kind == "at_most" or None not in answers


def _facts(want: PeopleWanted, person: Row, day: date) -> list[bool | None]:
    """What is asked of the person, one answer each; None where the record does not say."""
    out: list[bool | None] = []
    if want.sex is not None:
        out.append(None if person["sex"] is None else person["sex"] == want.sex)
    if want.under_age is not None:
        year = person["born_year_only"]
        born = person["born"] or (date(year, 1, 1) if year else None)
        out.append(None if born is None else whole_years(born, day) < want.under_age)
    if want.minority is not None:
        group = person["ethnicity"]
        out.append(None if group is None else (fold(group) != "kinh") == want.minority)
    if want.majors:
        major = person["major"]
        out.append(None if major is None else fold(major) in {fold(m) for m in want.majors})
    if want.min_degree is not None:
        rank = DEGREES.rank(person["degree"])
        out.append(None if rank is None else rank >= (DEGREES.rank(want.min_degree) or 0))
    return out


def _leavers(snapshot: Snapshot, policy: Policy, placement: dict[str, str], before: dict[str, str]) -> Iterable[str]:
    leave = policy.leave
    terms = dict(snapshot.main_posts.select("person_id", "term_ends").iter_rows())
    for person, post in sorted(before.items()):
        over = leave.terms_ended and terms.get(person) is not None and terms[person] <= snapshot.as_of
        if (person in leave.people or post in leave.posts or over) and placement.get(person) == post:
            yield f"{person} phải rời {post} nhưng phương án vẫn để lại đó."


def _too_far(
    snapshot: Snapshot, policy: Policy, placement: dict[str, str], before: dict[str, str], posts: dict[str, Row]
) -> Iterable[str]:
    place = dict(snapshot.units.select("unit_id", "place_code").iter_rows())
    ways = {(d.a, d.b): d.km for d in policy.distances} | {(d.b, d.a): d.km for d in policy.distances}

    def at(person: str) -> str | None:
        return place.get(posts[placement[person]]["unit_id"]) if person in placement else None

    for near in policy.near:
        changed = [p for p in (near.person, near.other) if p is not None and placement.get(p) != before.get(p)]
        here, there = at(near.person), near.place if near.other is None else at(near.other)
        if changed and here is not None and there is not None and here != there and ways[here, there] > near.within_km:
            yield f"{near.person} ở {here}, cách {there} {ways[here, there]} km, quá {near.within_km} km."
