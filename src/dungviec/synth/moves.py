"""The year's moves of leaders: who was appointed, rotated, transferred or reappointed in 2020, and from where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from dungviec.synth.model import COMMUNE_KINDS, SCHOOL_KINDS, District, Post
from dungviec.synth.quota import share_out

CITY_PEOPLE = 2380
ADMIN_MOVES, SCHOOL_MOVES, SCHOOL_REAPPOINTED = 13, 9, 2
"""Published for Cẩm Phả in 2020: leaders of divisions, units, wards and communes; school leaders; school leaders reappointed."""


@dataclass(frozen=True, slots=True)
class Move:
    """One leader's change in the year. ``origin`` is the post left, when it is on file; ``from_rank`` its level."""

    day: date
    how: str
    from_rank: int
    origin: Post | None = None


def plan_moves(district: District, rng: Random) -> dict[str, Move]:
    """The moves of the year by post (the first holder of each such post is the one who moved).

    Cẩm Phả's 13 + 9 moves and 2 reappointments; other cities get their share by size. Unified posts and the city's own
    leaders do not move, so that one person's two offices are never counted as two moves.
    """
    share = district.spec.people / CITY_PEOPLE
    posts = [p for p in district.posts if p.leads and p.held_with is None and p.seats > p.vacant]
    unified = {p.held_with.post_id for p in district.posts if p.held_with is not None}
    admin = [p for p in posts if p.unit.kind not in SCHOOL_KINDS | {"city_leadership"} and p.post_id not in unified]
    school = [p for p in posts if p.unit.kind in SCHOOL_KINDS]
    vacant = [p for p in district.posts if p.leads and p.vacant]
    moves: dict[str, Move] = {}
    _admin_moves(moves, admin, vacant, max(1, round(ADMIN_MOVES * share)), rng)
    _school_moves(moves, school, vacant, max(1, round(SCHOOL_MOVES * share)), rng)
    heads = [p for p in school if p.role == "head" and p.post_id not in moves]
    for post in rng.sample(heads, min(len(heads), max(1, round(SCHOOL_REAPPOINTED * share)))):
        moves[post.post_id] = Move(_day(rng), "reappointed", post.rank)
    return moves


def _admin_moves(moves: dict[str, Move], posts: list[Post], vacant: list[Post], count: int, rng: Random) -> None:
    """Four kinds of move in Cẩm Phả's mix; whoever came from a post that is empty now is shown to have left it."""
    kinds: list[tuple[str, int, Callable[[Post], bool]]] = [
        ("appointed", -1, lambda p: p.rank == 3 and p.unit.kind in ("division", "centre")),
        (
            "rotated",
            0,
            lambda p: p.rank == 3 and p.unit.kind in COMMUNE_KINDS and not p.title.startswith("Phó Chủ tịch HĐND"),
        ),
        (
            "rotated",
            -1,
            lambda p: "party_secretary" in p.functions or (p.rank == 4 and "committee_chair" in p.functions),
        ),
        ("transferred", 0, lambda p: p.rank == 3 and p.unit.kind == "division"),
        ("appointed", -1, lambda p: p.rank == 4 and p.unit.kind in ("division", "party_board", "centre")),
    ]
    origins = [p for p in vacant if p.unit.kind not in SCHOOL_KINDS]
    first = True
    for (how, step, fits), n in zip(kinds, share_out(count, (4, 3, 2, 2, 2)), strict=True):
        free = [p for p in posts if fits(p) and p.post_id not in moves]
        for post in rng.sample(free, min(n, len(free))):
            rank = post.rank + step if post.rank + step >= 3 else 1
            origin = (
                next((o for o in origins if o.rank == rank and o.unit is not post.unit), None) if rank >= 3 else None
            )
            if origin is not None:
                origins.remove(origin)
            # One appointment falls under the decree that came into force nine days before the interview.
            day = date(2020, 12, 3) if first else _day(rng)
            first = False
            moves[post.post_id] = Move(day, how, rank, origin)
    _fill_up(moves, posts, count, rng)


def _school_moves(moves: dict[str, Move], posts: list[Post], vacant: list[Post], count: int, rng: Random) -> None:
    """Heads who changed schools with one another, deputies and teachers who were promoted."""
    before = len(moves)
    pairs = count // 4
    for kind in sorted(SCHOOL_KINDS)[: max(pairs, 1)]:
        heads = [p for p in posts if p.role == "head" and p.unit.kind == kind]
        if len(moves) - before + 2 <= min(count, 2 * pairs) and len(heads) >= 2:
            a, b = rng.sample(heads, 2)
            day = date(2020, 8, 1 + rng.randrange(20))
            moves[a.post_id] = Move(day, "rotated", a.rank, b)
            moves[b.post_id] = Move(day, "rotated", b.rank, a)
    deputies = [p for p in vacant if p.unit.kind in SCHOOL_KINDS and p.rank == 3]
    heads = [p for p in posts if p.role == "head" and p.post_id not in moves]
    for post, origin in zip(rng.sample(heads, min(2, len(heads))), deputies, strict=False):
        if len(moves) - before < count and origin.unit.kind == post.unit.kind:
            moves[post.post_id] = Move(_day(rng), "appointed", 3, origin)
    _fill_up(moves, posts, before + count, rng)


def _fill_up(moves: dict[str, Move], posts: list[Post], total: int, rng: Random) -> None:
    """Promotions of specialists and teachers to deputy until ``total`` moves stand."""
    free = [p for p in posts if p.rank == 3 and p.post_id not in moves]
    for post in rng.sample(free, min(len(free), total - len(moves))):
        moves[post.post_id] = Move(_day(rng), "appointed", 1)


def _day(rng: Random) -> date:
    return date(2020, rng.randint(2, 11), rng.randint(1, 20))
