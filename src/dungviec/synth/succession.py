"""Succession planning: who is planned for which leadership post, within three people a title and three titles a person."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from dungviec.synth.model import COMMUNE_KINDS, SCHOOL_KINDS, District, Person, Post
from dungviec.synth.moves import Move
from dungviec.synth.sheets import Sheet

MOST_PER_TITLE = MOST_PER_PERSON = 3
UNPLANNED_POSTS = 0.06
UNTIL = date(2025, 12, 31)


def plan_successors(district: District, moves: dict[str, Move], sheet: Sheet, rng: Random) -> None:
    """Rows of ``plans``, approved from 2016 to mid-2020 and running to the end of 2025.

    Everybody who was moved in 2020 had been planned before: for the new post, or for its unit's head when the move was level.
    """
    titles: Counter[str] = Counter()
    persons: Counter[str] = Counter()

    def plan(person: Person, post: Post, approved: date) -> None:
        term = "2021–2026" if post.elected and not any(f.startswith("party_") for f in post.functions) else "2020–2025"
        title = (
            post.title if post.unit.kind in COMMUNE_KINDS | {"city_leadership"} else f"{post.title} {post.unit.name}"
        )
        sheet.add(person.person_id, title, post.post_id, post.level, post.field, approved, UNTIL, term)
        titles[post.post_id] += 1
        persons[person.person_id] += 1

    posts = [p for p in district.posts if p.leads and p.held_with is None]
    by_id = {p.post_id: p for p in posts}
    for post_id, move in moves.items():
        post = by_id[post_id]
        if move.how == "reappointed":
            continue
        target = post
        if move.from_rank == post.rank and post.role != "head":
            head = next((p for p in post.unit.posts if p.role == "head" and p.held_with is None), post)
            target = head if titles[head.post_id] < MOST_PER_TITLE else post
        plan(post.holders[0], target, date(rng.randint(2016, 2018), rng.randint(3, 11), rng.randint(1, 28)))
    pools = _pools(district)
    for post in posts:
        if rng.random() < UNPLANNED_POSTS:
            continue
        wanted = rng.choice((1, 2, 2, 3, 3)) - titles[post.post_id]
        candidates = [
            p for p in _candidates(post, pools, rng) if persons[p.person_id] < MOST_PER_PERSON and p not in post.holders
        ]
        approved = date(rng.choice((2018, 2019, 2019, 2020)), rng.randint(2, 6), rng.randint(1, 28))
        for person in candidates[: max(0, wanted)]:
            plan(person, post, approved)


def _pools(district: District) -> dict[tuple[str, int], list[Person]]:
    """People worth planning by unit or family of units and rank: Party members with a degree, good ratings and years ahead."""
    pools: dict[tuple[str, int], list[Person]] = {}
    for person in district.people:
        post = person.post
        if (
            not person.party_member
            or person.degree not in ("university", "master", "doctor")
            or post.level == "support"
        ):
            continue
        age = district.spec.as_of.year - person.born.year
        if age > (46 if person.sex == "female" else 51) or (not post.leads and age > 42):
            continue
        if any(r in ("failed", "completed") for y, r in person.ratings.items() if y >= 2017):
            continue
        rank = max(1, post.rank) if post.leads else 2
        pools.setdefault((post.unit.unit_id, rank), []).append(person)
        pools.setdefault((_circle(post), rank), []).append(person)
    return pools


def _circle(post: Post) -> str:
    kind = post.unit.kind
    return kind if kind in SCHOOL_KINDS else "commune" if kind in COMMUNE_KINDS else "city"


def _candidates(post: Post, pools: dict[tuple[str, int], list[Person]], rng: Random) -> list[Person]:
    """Those on the step below: of the unit itself first, then one or two from the circle of like units (and city for communes)."""
    below = post.rank - 1
    if post.unit.kind == "city_leadership":
        circle = pools.get(("city", below), []) + (pools.get(("commune", below), []) if below == 4 else [])
        return rng.sample(circle, min(4, len(circle)))
    own = sorted(pools.get((post.unit.unit_id, below), []), key=lambda p: (-p.ability, p.person_id))[:3]
    circle = pools.get((_circle(post), below), [])
    if _circle(post) == "commune":
        circle = circle + pools.get(("city", below), [])
    other = [p for p in rng.sample(circle, min(3, len(circle))) if p not in own]
    return own[:2] + other + own[2:] if below > 2 else own
