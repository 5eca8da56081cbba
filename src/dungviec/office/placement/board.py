"""The board on which people are moved by hand: two units with their posts, and who sits where as the round now stands."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dungviec.office.access.policy import Viewer
from dungviec.office.placement.decided import DecidedMove, decided_moves
from dungviec.office.placement.models import Round
from dungviec.office.placement.trying import Preview, previews
from dungviec.office.registry.models import Person
from dungviec.office.registry.seating import seats
from dungviec.office.registry.selectors import snapshot
from dungviec.records.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody on a seat. ``how``: ``stays``, ``proposed`` (by the machine), ``named`` or ``carried`` (by hand)."""

    person_id: str
    name: str
    how: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """One post of a unit with who sits there, the empty seats left, and what the chosen person would be on it."""

    post_id: str
    title: str
    sitters: tuple[Sitter, ...]
    empty: int
    preview: Preview | None
    own: bool
    """Whether the chosen person sits here now."""


@dataclass(frozen=True, slots=True)
class UnitSide:
    """One unit on the board."""

    unit_id: str
    name: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Both sides, the units to choose from, and the chosen person."""

    sides: tuple[UnitSide, ...]
    units: tuple[tuple[str, str], ...]
    person_id: str
    person: str


def board(one: Round, asked: tuple[str, str], person_id: str, viewer: Viewer) -> Board:
    """The board for two units (empty or unknown: the first move's units) with ``person_id`` in hand (empty: nobody)."""
    table = seats(one.as_of).filter(~pl.col("unified"))
    units = {u: name for u, name in table.select("unit_id", "unit_name").unique().iter_rows() if name}
    moves = decided_moves(one)
    wanted = _units(asked, units, moves, table)
    posts = table.filter(pl.col("unit_id").is_in(wanted)).sort("level_rank", "post_id", descending=[True, False])
    sitting = _sitting(one, moves, set(posts["post_id"]))
    name = Person.objects.filter(pk=person_id).values_list("name", flat=True).first() if person_id else None
    chosen = person_id if name else ""
    seen = previews(one, chosen, posts["post_id"].to_list(), viewer) if chosen else {}

    def seat(row: dict[str, object]) -> Seat:
        post = str(row["post_id"])
        here = tuple(Sitter(p, n, how, p == chosen) for p, n, how in sitting.get(post, ()))
        return Seat(
            post,
            str(row["title"]),
            here,
            max(0, int(str(row["seats"])) - len(here)),
            seen.get(post),
            any(s.chosen for s in here),
        )

    sides = tuple(
        UnitSide(u, units[u], tuple(seat(r) for r in posts.filter(pl.col("unit_id") == u).iter_rows(named=True)))
        for u in wanted
    )
    return Board(sides, tuple(sorted(units.items(), key=lambda item: fold(item[1]))), chosen, name or "")


def _units(asked: tuple[str, str], units: dict[str, str], moves: list[DecidedMove], table: pl.DataFrame) -> list[str]:
    """The two units to show: those asked for, else those of the first move."""
    unit_of = dict(table.select("post_id", "unit_id").iter_rows())
    by_moves = [unit_of.get(post) for m in moves[:1] for post in (m.from_post_id, m.to_post_id)]
    found = [u for u in (*asked, *by_moves, *units) if u and u in units]
    return list(dict.fromkeys(found))[:2]


def _sitting(one: Round, moves: list[DecidedMove], posts: set[str]) -> dict[str, list[tuple[str, str, str]]]:
    """Post → (person, name, how) as the round now stands."""
    s = snapshot(one.as_of)
    names = dict(s.people.select("person_id", "name").iter_rows())
    hands = {h.person_id: h for h in one.hand_moves.all()}
    moved = {m.person_id: m for m in moves}
    gone = set(moved) | {p for p, h in hands.items() if not h.to_post_id}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for person, post in s.main_posts.select("person_id", "post_id").iter_rows():
        if post in posts and person not in gone:
            how = "stays" if person not in hands else "named" if hands[person].named else "carried"
            found.setdefault(post, []).append((person, names.get(person, person), how))
    for m in moves:
        if m.to_post_id in posts:
            how = "proposed" if not m.by_hand else "named" if m.named else "carried"
            found.setdefault(m.to_post_id, []).append((m.person_id, m.person_name, how))
    return found
