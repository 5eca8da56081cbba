"""Careers: the ladder each official climbed, from joining to the present post, as rows of tenures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from dungviec.law import LawBook
from dungviec.law.retirement import retirement_day
from dungviec.law.rules import Rule
from dungviec.records.dates import add_months
from dungviec.synth.model import COMMUNE_KINDS, SCHOOL_KINDS, Person, Post, Stage, Unit
from dungviec.synth.moves import Move

RANK_LEVEL = {
    1: "specialist",
    2: "team_leader",
    3: "deputy_head_of_division",
    4: "head_of_division",
    5: "deputy_head_of_city",
    6: "head_of_city",
}
TERM = 60


@dataclass(frozen=True, slots=True)
class Ladder:
    """A leader's dates: ``steps`` (rank, first day) from the first leadership post up to the present one.

    ``term_start`` is the first day of the running term; ``earlier_terms`` terms of the same post went before it.
    """

    steps: tuple[tuple[int, date], ...]
    term_start: date
    earlier_terms: int


def draw_ladder(post: Post, move: Move | None, rng: Random) -> Ladder:
    """Dates of a leader's climb. Without a move in 2020 no term begins in that year.

    A lateral move (``from_rank`` equal to the post's) adds a step of the same rank before it, at least 36 months long
    (QĐ 98-QĐ/TW of 2017).
    """
    earlier = 0
    if move is not None:
        start = move.day
        earlier = 1 if move.how == "reappointed" else 0
    else:
        start = date(rng.randint(2016, 2019), rng.randint(1, 11), rng.choice((1, 1, 15)))
        if not post.elected and rng.random() < 0.25:
            earlier = 1
    first = add_months(start, -TERM * earlier)
    steps = [(post.rank, first)]
    if move is not None and move.how != "reappointed" and move.from_rank == post.rank:
        first = add_months(first, -rng.randint(38, 52))
        steps.append((post.rank, first))
    for rank in range(post.rank - 1, 2, -1):
        # The city's own leaders climbed faster than most.
        first = add_months(first, -(rng.randint(30, 44) if post.rank >= 5 else rng.randint(37, 58)))
        if first.year == 2020:
            first = first.replace(year=2019)
        steps.append((rank, first))
    return Ladder(tuple(reversed(steps)), start, earlier)


def birth_for_leader(ladder: Ladder, *, woman: bool, as_of: date, rng: Random, young: bool) -> date:
    """A birthday that respects the age caps of QĐ 27/2003: first leadership post before 45, and a full term left at each step.

    ``young`` keeps whoever moved in 2020 under 44 on the day.
    """
    begin = ladder.steps[0][1]
    oldest = (50 if woman else 55) if not young else (43 if woman else 44)
    for _ in range(60):
        age = int(rng.triangular(28, 43.9, 34) * 365.25)
        born = begin - timedelta(days=age)
        if (as_of - born).days < oldest * 365.25:
            return born
    return as_of - timedelta(days=int((oldest - 1) * 365.25))


def write_leader_career(person: Person, ladder: Ladder, move: Move | None, around: list[Unit], rng: Random) -> None:
    """Stages of a leader: specialist years, each leadership step, each term of the present post."""
    post = person.post
    first_day = ladder.steps[0][1]
    person.stages.append(_early_stage(person, around, rng))
    previous = person.stages[-1]
    for i, (rank, day) in enumerate(ladder.steps[:-1]):
        origin = move.origin if move is not None and i == len(ladder.steps) - 2 else None
        _close(previous, day)
        unit = origin.unit if origin else _unit_of_step(ladder, i, post, around, rng)
        previous = Stage(
            origin.title if origin else past_title(unit, rank),
            unit.name if rank < 5 else "Ủy ban nhân dân thành phố",
            RANK_LEVEL[rank],
            origin.field if origin else _field_of(unit, post),
            day,
            post=origin,
            how="appointed",
            first_appointed=day,
            decided_by=_decider(rank, unit),
        )
        person.stages.append(previous)
    present = ladder.steps[-1][1]
    _close(previous, present)
    for term in range(ladder.earlier_terms + 1):
        start = add_months(present, TERM * term)
        last = term == ladder.earlier_terms
        how = "reappointed" if term else move.how if move else "appointed"
        person.stages.append(
            Stage(
                post.title,
                post.unit.name,
                post.level,
                post.field,
                start,
                None if last else add_months(start, TERM) - timedelta(days=1),
                post=post,
                left_because=None if last else "end_of_term",
                term_ends=term_end(person, start),
                first_appointed=present,
                how=how,
                decided_by=_decider(post.rank, post.unit),
            )
        )
    person.held_since = present
    if first_day < person.joined:
        raise ValueError(f"{person.person_id}: first leadership post on {first_day} before joining on {person.joined}.")


def write_staff_career(person: Person, around: list[Unit], rng: Random, as_of: date) -> None:
    """Stages of everybody else: one to three posts, the present one included; newcomers of the year are recruits."""
    post, joined = person.post, person.joined
    span = (as_of - joined).days
    cuts: list[date] = []
    if span > 4 * 365 and rng.random() < 0.6:
        cuts.append(joined + timedelta(days=rng.randint(730, span - 400)))
        if span > 10 * 365 and rng.random() < 0.3:
            cuts.append(joined + timedelta(days=rng.randint(730, span - 400)))
    # No transfer of staff is dated 2020: the year's moves are the published ones only.
    starts = sorted({joined, *(c for c in cuts if c.year < 2020)})
    peers = [u for u in around if u.kind == post.unit.kind] or around
    for i, start in enumerate(starts):
        last = i == len(starts) - 1
        unit = post.unit if last else rng.choice(peers)
        level = post.level if last else min(post.level, "specialist", key=lambda v: 0 if v == "support" else 1)
        title = post.title if last else post.title if post.level in ("specialist", "support") else past_title(unit, 1)
        person.stages.append(
            Stage(
                title,
                unit.name,
                level,
                post.field,
                start,
                None if last else starts[i + 1] - timedelta(days=1),
                post=post if last else None,
                left_because=None if last else "reassigned",
                how="transferred" if i else "recruited",
                first_appointed=start if last and post.category == "cadre" else None,
                decided_by=_decider(1, unit),
            )
        )
    person.held_since = starts[-1]


def term_end(person: Person, start: date) -> date:
    """Last day of a term: of the Party committee 2020–2025 or the People's Council 2016–2021 for those elected, else five years,
    but never past retirement."""
    post = person.post
    if post.elected and post.unit.kind in COMMUNE_KINDS | {"city_leadership"}:
        party = any(f.startswith("party_") for f in post.functions)
        return date(2025, 6, 30) if party else date(2021, 6, 30)
    return min(add_months(start, TERM) - timedelta(days=1), _last_day(person))


def _last_day(person: Person) -> date:
    """The last day of service."""
    return retirement_day(_retirement_schedule(), "male" if person.sex == "male" else "female", person.born)


@cache
def _retirement_schedule() -> Rule:
    """The birth-month tables of NĐ 135/2020, issued by then and in force three weeks after the day of the city."""
    return next(r for r in LawBook.load().on(date(2021, 1, 1)).judged if r.check == "still_in_service")


def past_title(unit: Unit, rank: int) -> str:
    """How a past post of a rank in a unit was called."""
    if rank >= 5:
        return "Phó Chủ tịch UBND thành phố"
    if unit.kind in SCHOOL_KINDS:
        return {3: "Phó Hiệu trưởng", 4: "Hiệu trưởng"}.get(rank, "Giáo viên")
    if unit.kind in COMMUNE_KINDS:
        return {3: "Phó Chủ tịch UBND", 4: "Chủ tịch UBND"}.get(rank, "Công chức văn phòng - thống kê")
    head = next((p.title for p in unit.posts if p.role == "head"), "Trưởng phòng")
    return {3: f"Phó {head}", 4: head}.get(rank, "Viên chức" if unit.kind == "centre" else "Chuyên viên")


def _early_stage(person: Person, around: list[Unit], rng: Random) -> Stage:
    """The years before the first leadership post: in the own unit, or in another of its kind."""
    own = person.post.unit
    unit = own if rng.random() < 0.5 and own.kind != "city_leadership" else rng.choice(around)
    field = _field_of(unit, person.post)
    if unit.kind in SCHOOL_KINDS:
        field = _TAUGHT.get(unit.kind) or rng.choice(("maths", "literature", "science", "languages"))
    elif unit.kind in COMMUNE_KINDS:
        field = "office"
    return Stage(past_title(unit, 1), unit.name, "specialist", field, person.joined, how="recruited")


_TAUGHT = {"kindergarten": "kindergarten", "primary_school": "primary"}


def _unit_of_step(ladder: Ladder, i: int, post: Post, around: list[Unit], rng: Random) -> Unit:
    """Where a former leadership post was: often the own unit, never for a level move; the city's top only near the top."""
    rank = ladder.steps[i][0]
    if post.unit.kind == "city_leadership":
        return post.unit if rank >= 5 else rng.choice(around)
    lateral = rank == ladder.steps[-1][0]
    return _other(around, post.unit, rng) if lateral or rng.random() < 0.45 else post.unit


def _close(stage: Stage, next_day: date) -> None:
    stage.to_date, stage.left_because = next_day - timedelta(days=1), "reassigned"
    if stage.term_ends is None and stage.level not in ("specialist", "support", "team_leader"):
        stage.term_ends = add_months(stage.from_date, TERM) - timedelta(days=1)


def _other(around: list[Unit], unit: Unit, rng: Random) -> Unit:
    for _ in range(20):
        other = rng.choice(around)
        if other is not unit:
            return other
    return unit


def _field_of(unit: Unit, post: Post) -> str:
    if unit is post.unit or not unit.posts:
        return post.field
    return unit.posts[0].field


def _decider(rank: int, unit: Unit) -> str:
    return "TU" if rank >= 3 and unit.kind not in SCHOOL_KINDS and unit.kind != "centre" else "UBND"
