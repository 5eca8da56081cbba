"""What a round comes to: the machine's proposals with the changes made by hand put over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from dungviec.office.placement.models import HandMove, ProposedMove, Round
from dungviec.office.registry.selectors import snapshot


@dataclass(frozen=True, slots=True)
class DecidedMove:
    """One person's move as the round stands, whether the machine or a person brought it about."""

    person_id: str
    person_name: str
    from_post_id: str
    """Empty for whoever had no post."""
    from_title: str
    from_unit: str
    to_post_id: str
    to_title: str
    to_unit: str
    kind: str
    """``lateral``, ``higher``, ``lower`` or ``placed``."""
    verdict: int
    """The law's verdict: 0 allowed, 1 needs the authority."""
    basis: tuple[dict[str, Any], ...]
    """Legal bases as the plan stored them (rule_id, instrument, article, confidence); empty for moves made by hand."""
    by_hand: bool
    named: bool
    """By hand, and asked for by name; False: carried along by solving again."""
    reasons: tuple[str, ...]
    """Of a move by hand: the reasons that people wrote."""


def decided_moves(one: Round) -> list[DecidedMove]:
    """The moves of a round as they stand now, in the order of the plan, those that only hands brought about last.

    People whom a change by hand leaves in their post are not among them. Not narrowed to a viewer: for papers and decisions.
    """
    hands = {h.person_id: h for h in one.hand_moves.all()}
    said: dict[str, list[str]] = {}
    for person, reason in one.handsteps.exclude(reason="").values_list("person_id", "reason"):
        said.setdefault(person, []).append(reason)
    told = [_by_plan(m) for m in one.moves.order_by("number") if m.person_id not in hands]
    told += [
        _by_hand(h, tuple(said.get(p, ()))) for p, h in hands.items() if h.to_post_id and h.to_post_id != h.from_post_id
    ]
    return told


def in_records(moves: Iterable[DecidedMove]) -> list[DecidedMove]:
    """Those of ``moves`` that the records hold by now: the person has a main tenure in the post, begun or still to begin."""
    wanted = list(moves)
    main = snapshot()["tenures"].filter((pl.col("kind") == "main") & pl.col("to_date").is_null())
    held = set(main.select("person_id", "post_id").iter_rows())
    return [m for m in wanted if (m.person_id, m.to_post_id) in held]


def _by_plan(move: ProposedMove) -> DecidedMove:
    return DecidedMove(
        move.person_id, move.person_name, move.from_post_id, move.from_title, move.from_unit, move.to_post_id, move.to_title,
        move.to_unit, move.kind, move.verdict, tuple(move.basis), by_hand=False, named=False, reasons=(),
    )  # fmt: skip


def _by_hand(move: HandMove, reasons: tuple[str, ...]) -> DecidedMove:
    return DecidedMove(
        move.person_id, move.person_name, move.from_post_id, move.from_title, move.from_unit, move.to_post_id, move.to_title,
        move.to_unit, move.kind, move.verdict or 0, (), by_hand=True, named=move.named, reasons=reasons,
    )  # fmt: skip
