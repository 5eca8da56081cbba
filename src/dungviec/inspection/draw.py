"""Drawing without replacement, with a chance of each target that is stated beforehand and met exactly.

Systematic sampling with probability proportional to size over a randomly ordered list (W. G. Madow 1949, *Annals of Mathematical
Statistics* 20; R. Goodman and L. Kish 1950, *JASA* 45). For ``n`` places and weights ``w`` with the total ``T``: the targets are laid
end to end on a line of length ``n·T``, each as long as ``n·w``; one start ``u`` is drawn from ``0 … T − 1`` and every ``T``-th point from
it picks the target under it. The chance of a target is exactly ``n·w / T`` in whatever order they lie. One with ``n·w ≥ T`` is taken
outright, and the rest share the remaining places. The order is shuffled first, so that neighbours on a list are not bound
to each other.

All randomness is SHA-256 of the seed, a label and a counter: twenty lines in any language do the same draw again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from dungviec.inspection.faults import InspectionFault
from dungviec.inspection.frame import Frame, Target, check_frame, weight_of

T = TypeVar("T")
_SPACE = 1 << 256


@dataclass(frozen=True, slots=True)
class Chance:
    """A target, its weight, and its chance of being drawn (1: taken outright)."""

    target: Target
    weight: int
    chance: Fraction


class SeededStream:
    """Whole numbers from a seed: number ``k`` (from 0) is SHA-256 of ``seed|label|k`` in UTF-8, read as a big-endian number."""

    def __init__(self, seed: str, label: str) -> None:
        self._seed, self._label, self._at = seed, label, 0

    def below(self, most: int) -> int:
        """The next number from 0 to ``most`` − 1, each equally likely: numbers of the incomplete last round are passed over."""
        while True:
            text = f"{self._seed}|{self._label}|{self._at}"
            self._at += 1
            number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
            if number < _SPACE - _SPACE % most:
                return number % most

    def shuffled(self, rows: Sequence[T]) -> list[T]:
        """``rows`` in a random order (Fisher–Yates from the end)."""
        out = list(rows)
        for last in range(len(out) - 1, 0, -1):
            at = self.below(last + 1)
            out[last], out[at] = out[at], out[last]
        return out


def chances(frame: Frame) -> list[Chance]:
    """Every target with its chance, stratum by stratum in the order of identifiers. The chances of a stratum add up to the number taken."""
    check_frame(frame)
    found: list[Chance] = []
    for stratum in frame.strata:
        targets = frame.of(stratum.key)
        weights = {t.target_id: weight_of(t, frame) for t in targets}
        sure, rest, places = _split(targets, weights, stratum.take)
        total = sum(weights[t.target_id] for t in rest)
        outright = {t.target_id for t in sure}
        found += [
            Chance(
                t, weights[t.target_id],
                Fraction(1) if t.target_id in outright else Fraction(places * weights[t.target_id], total) if places else Fraction(0),
            )
            for t in targets
        ]  # fmt: skip
    return found


def draw(frame: Frame, seed: str) -> tuple[str, ...]:
    """The targets drawn, in the order in which they are visited: strata in their order, a random order within each.

    Raises InspectionFault for an empty seed or a frame that cannot be drawn from.
    """
    check_frame(frame)
    if not seed.strip():
        raise InspectionFault(
            "Hạt giống trống: cần chữ hoặc số đã cam kết.", "The seed is empty: the one committed to is needed."
        )
    found: list[str] = []
    for stratum in frame.strata:
        targets = frame.of(stratum.key)
        weights = {t.target_id: weight_of(t, frame) for t in targets}
        sure, rest, places = _split(targets, weights, stratum.take)
        order = SeededStream(seed, f"{stratum.key}/order").shuffled(rest)
        start = (
            SeededStream(seed, f"{stratum.key}/start").below(sum(weights[t.target_id] for t in order)) if places else 0
        )
        taken = [*sure, *_pick(order, [weights[t.target_id] for t in order], places, start)]
        found += [t.target_id for t in SeededStream(seed, f"{stratum.key}/visits").shuffled(taken)]
    return tuple(found)


def _split(targets: list[Target], weights: dict[str, int], take: int) -> tuple[list[Target], list[Target], int]:
    """Those taken outright, the others, and the places left for these."""
    rest, sure, places = list(targets), list[Target](), min(take, len(targets))
    while places:
        total = sum(weights[t.target_id] for t in rest)
        now = [t for t in rest if places * weights[t.target_id] >= total]
        if not now:
            break
        sure += now
        rest = [t for t in rest if t not in now]
        places -= len(now)
    return sure, rest, places


def _pick(order: Sequence[T], weights: Sequence[int], places: int, start: int) -> list[T]:
    """The ones under every ``T``-th point from ``start``, each lying ``places`` × its weight long."""
    if not places:
        return []
    total, picked, end, point = sum(weights), list[T](), 0, start
    for one, weight in zip(order, weights, strict=True):
        end += places * weight
        if point < end:
            picked.append(one)
            point += total
    return picked
