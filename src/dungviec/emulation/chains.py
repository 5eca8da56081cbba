"""Titles year after year: how many times running somebody has held one, counted to the letter and as far as the letter may reach.

«03 lần liên tục» (three times running) is counted as years that follow each other. Who was transferred keeps the count: the title is
the person's, and no text on file ties it to a unit. Where the text on file leaves a year open, the count has two ends:

* a year lawfully not rated (maternity, long study) neither counts nor certainly breaks the chain;
* the year in which a disciplinary measure ended counts only in part (achievements count from its end);
* between two titles of the province, how many years may lie is not told: a gap no longer than the base titles it takes to be proposed
  anew is open.

``sure`` is the count without those years, ``most`` the count with them; a condition is met only by ``sure``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chain:
    """A run of titles that ends in ``last`` (None: no run): the years that surely count, and those that may."""

    sure: tuple[int, ...]
    most: tuple[int, ...]
    broken_by: int | None = None
    """The year without the title at which the counting stopped; None where it stopped at a barrier (discipline) or before any title."""

    @property
    def open(self) -> bool:
        """Whether the letter leaves the count open."""
        return len(self.most) > len(self.sure)


def run_of(
    held: Collection[int], year: int, *, unrated: Collection[int] = (), partial: Collection[int] = (), since: int | None = None,
    gap: int = 1,
) -> Chain:  # fmt: skip
    """The run of titles that stands when the title of ``year`` is looked at: up to ``year`` where it is held, else up to the year before.

    ``unrated``: years without a lawful rating. ``partial``: years that count only in part. ``since``: earlier years do not count at
    all. ``gap``: years that may lie between two titles without surely breaking the run (1: they must follow each other).
    """
    have = {y for y in held if y <= year and (since is None or y >= since)}
    skip, part = set(unrated), set(partial)
    last = year if year in have else year - 1
    sure: list[int] = []
    at = last
    while at in have and at not in part:
        sure.append(at)
        at -= 1
    stopped = at
    most: list[int] = []
    at, missed = last, 0
    floor = min(have, default=last + 1)
    while at >= floor:
        if at in have:
            most.append(at)
            missed = 0
        elif at not in skip:
            missed += 1
            if missed >= gap:
                break
        at -= 1
    broken = stopped if sure and stopped not in part and (since is None or stopped >= since) else None
    return Chain(tuple(reversed(sure)), tuple(reversed(most)), broken)
