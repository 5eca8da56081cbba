"""A country with side rules: each province prices and plans itself, a coordinator sets the prices of what they share.

Shared rows (a national limit on moves) get prices l >= 0. At these prices a province's bound does not depend on the others, and::

    bound of the country = sum over provinces of their bounds + sum of l_r b_r

holds for any prices (weak duality). A round sends a few prices to every province and brings back its bound and what it uses of the shared
rows: kilobytes, never pairs. Then each province gets an allowance of the shared rows, plans within it, and keeps its plan; the plans
together keep the shared rows because the allowances add up to no more than the limits.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dungviec.engine.backends import Group
from dungviec.engine.problem import Ints, ProblemFault, Sense
from dungviec.engine.province import Planned, Priced

ROUNDS = 16
STEPS = (12, 4)
"""Steps of a province's own prices in the first round and in each later one."""

LAST_STEPS = 40

PILOTS, MANY = 3, 12
"""From MANY provinces on, a few of them look for the prices first, with their part of the limits: all others then start where these ended.
A price far from the right one is what costs most, because every auction has to begin anew; and the bound holds at any price."""
ROUNDS_AFTER = 4
"""Rounds over all provinces after the pilots'."""


@dataclass(frozen=True, slots=True)
class Share:
    """A row that provinces share, hard: its edges in all of them together count at most (at least) ``limit``."""

    name: str
    limit: int
    sense: Sense = Sense.AT_MOST


@dataclass(frozen=True, slots=True, eq=False)
class National:
    """The answer for a country. ``bound`` and ``value`` in whole units, ``prices`` of the shared rows in 1/``scale``; ``parts``: what
    each province reports of its plan, which it keeps. ``allowances`` [provinces][shares]. ``seconds`` per stage."""

    value: int
    bound: int
    prices: tuple[int, ...]
    scale: int
    allowances: tuple[tuple[int, ...], ...]
    parts: tuple[Planned, ...]
    seconds: dict[str, float]
    notes: tuple[str, ...]

    @property
    def relative_gap(self) -> float:
        """The gap as a share of the bound."""
        return (self.bound - self.value) / abs(self.bound) if self.bound else float(self.bound - self.value)

    @property
    def broken(self) -> int:
        """Hard rows that some province could not keep."""
        return sum(part.broken for part in self.parts)


def solve_country(group: Group, shares: Sequence[Share], *, rounds: int = ROUNDS, seconds: float = 600.0) -> National:
    """Prices of the shared rows, then a plan in every province; ``group``: the provinces, wherever they live (`province.Province`)."""
    started = time.perf_counter()
    spent: dict[str, float] = {}
    sign = [1 if share.sense is Sense.AT_MOST else -1 for share in shares]
    limit = np.array([s * share.limit for s, share in zip(sign, shares, strict=True)], dtype=np.int64)
    begun = group.call("begin", [()] * len(group))
    scales = {facts.scale for facts in begun}
    if len(scales) != 1:
        raise ProblemFault(
            f"Các tỉnh dùng thang giá khác nhau ({sorted(scales)}); hãy cho mọi hàng ràng buộc cùng loại trọng số.",
            f"Provinces price at different scales ({sorted(scales)}); give all rows weights of the same kind.",
        )
    scale, span = scales.pop(), max(facts.span for facts in begun)
    spent["core"] = time.perf_counter() - started
    price, notes = np.zeros(len(shares), dtype=np.int64), list[str]()
    step = np.full(len(shares), span * scale // 12 + 1, dtype=np.int64)
    until = started + 0.6 * seconds
    if len(group) >= MANY and len(shares):
        pilots = np.linspace(0, len(group) - 1, PILOTS).astype(np.int64).tolist()
        people = [facts.people for facts in begun]
        own = limit * sum(people[k] for k in pilots) // max(1, sum(people))
        price = _prices(group, pilots, own, price, step, rounds=rounds, until=until, scale=scale, notes=notes)
        spent["pilots"] = time.perf_counter() - started - spent["core"]
        step, rounds = np.maximum(price // 16, span * scale // 2000 + 1), ROUNDS_AFTER
    every = list(range(len(group)))
    best_price = _prices(
        group, every, limit, price, step, rounds=rounds if len(shares) else 1, until=until, scale=scale, notes=notes
    )
    spent["prices"] = time.perf_counter() - started - sum(spent.values())
    found: list[Priced] = group.call("price", [(best_price.tolist(), LAST_STEPS)] * len(group))
    bound = sum(part.bound for part in found) + _income(best_price, limit)
    spent["last prices"] = time.perf_counter() - started - sum(spent.values())
    allowances = allowances_of(np.array([part.used for part in found], dtype=np.int64).reshape(len(group), -1), limit)
    left = max(5.0, seconds - (time.perf_counter() - started))
    parts: list[Planned] = group.call("plan", [(allowance, left) for allowance in allowances.tolist()])
    spent["plans"] = time.perf_counter() - started - sum(spent.values())
    return National(
        value=sum(part.value for part in parts),
        bound=bound // scale + sum(facts.base for facts in begun),
        prices=tuple(best_price.tolist()),
        scale=scale,
        allowances=tuple(tuple(row) for row in allowances.tolist()),
        parts=tuple(parts),
        seconds=spent | {"total": time.perf_counter() - started},
        notes=tuple(notes),
    )


def _prices(
    group: Group,
    members: Sequence[int],
    limit: Ints,
    price: Ints,
    step: Ints,
    *,
    rounds: int,
    until: float,
    scale: int,
    notes: list[str],
) -> Ints:
    """The prices of the shared rows at which the bound of these members (within ``limit``) is lowest, searched from ``price`` in
    ``rounds`` steps by sign, the first ones of size ``step``; ``until`` is on ``time.perf_counter``'s clock."""
    best, best_price = None, price
    last = np.zeros(len(price), dtype=np.int64)
    for turn in range(rounds):
        asked: list[tuple[object, ...] | None] = [None] * len(group)
        for k in members:
            asked[k] = (price.tolist(), STEPS[min(turn, 1)])
        found = [part for part in group.call("price", asked) if part is not None]
        bound = sum(part.bound for part in found) + _income(price, limit)
        over = np.sum([part.used for part in found], axis=0, dtype=np.int64) - limit if len(price) else limit
        if best is None or bound < best:
            best, best_price = bound, price
        notes.append(
            f"round {turn + 1} of {len(members)}: prices {(price / scale).round(2).tolist()}, bound {bound // scale}, over {over.tolist()}"
        )
        way = np.sign(over) * ((over > 0) | (price > 0))
        if not way.any() or time.perf_counter() > until:
            break
        step = np.where(way * last > 0, step * 3 // 2, np.where(way * last < 0, step // 2, step))
        step = np.maximum(step, 1)
        price, last = np.maximum(price + way * step, 0), way
    return best_price


def _income(price: Ints, limit: Ints) -> int:
    """What the limits bring at these prices, without regard to 64 bits."""
    return sum(p * b for p, b in zip(price.tolist(), limit.tolist(), strict=True))


def allowances_of(used: Ints, limit: Ints) -> Ints:
    """What each province may use of each shared row, [provinces, shares]: what it used, and an equal part of what is left over (or lacking),
    so that together they make the limit."""
    count = len(used)
    left = limit - used.sum(axis=0)
    each = left // max(count, 1)
    allowances: Ints = used + each
    allowances[: 1 if count else 0] += left - each * count
    return allowances
