"""The auction's compiled loops: one phase at one step of price (``eps``), for all people and posts of a graph.

All prices are whole numbers in units of 1/scale. Between two phases the following holds within ``eps``: who sits somewhere sits at the
best price for him or her, who sits nowhere (and may) gains nothing anywhere, and an empty seat costs nothing.

Seats of a post are alike. ``level`` is the price each seat was taken at, ``price`` of the post the lowest of them (or what its empty seats
cost). ``owner`` lists the holders in the first ``filled`` of the post's seats; a full post's seats are a heap by level.
"""

from __future__ import annotations

from dungviec.engine.compiled import compiled
from dungviec.engine.graph import Narrow, Worth
from dungviec.engine.problem import Flags, Ints

LOWEST = -(2**62)
CEILING = 2**60
"""No price may go beyond: at a bid that would the phase stops."""

CLOSED = 2**61
"""The price of a post without seats while prices are searched: below ``NOWHERE`` for everybody."""

NOWHERE = -(2**60 + 2**59)
"""What a person gains anywhere lies above this, as worths stay below 2**58 (in 1/scale)."""

DONE, TOO_LONG, NO_WAY = 0, 1, 2
"""How a phase ended; NO_WAY: somebody who must be placed has nowhere to go, or prices went beyond the ceiling."""


@compiled
def begin_phase(
    starts: Ints,
    post: Narrow,
    worth: Worth,
    must: Flags,
    scale: int,
    eps: int,
    seat_starts: Ints,
    price: Ints,
    level: Ints,
    owner: Narrow,
    filled: Narrow,
    chosen: Narrow,
    queue: Narrow,
) -> int:
    """Keep whoever sits within ``eps`` of the best, stand the others in the queue; how many stand there."""
    filled[:] = 0
    waiting = 0
    for i in range(len(chosen)):
        best = LOWEST if must[i] else 0
        for e in range(starts[i], starts[i + 1]):
            value = worth[e] * scale - price[post[e]]
            if value > best:
                best = value
        held = chosen[i]
        if held >= 0:
            j = post[held]
            at = seat_starts[j] + filled[j]
            if worth[held] * scale - price[j] >= best - eps and at < seat_starts[j + 1]:
                owner[at] = i
                level[at] = price[j]
                filled[j] += 1
                continue
            chosen[i] = -1
        if must[i] or best > 0:
            queue[waiting] = i
            waiting += 1
    return waiting


@compiled
def forward(
    starts: Ints,
    post: Narrow,
    worth: Worth,
    must: Flags,
    scale: int,
    eps: int,
    spread: int,
    seat_starts: Ints,
    price: Ints,
    level: Ints,
    owner: Narrow,
    filled: Narrow,
    chosen: Narrow,
    queue: Narrow,
    waiting: int,
    budget: int,
) -> tuple[int, int]:
    """People bid for seats until nobody waits; how it ended, and how many pairs were looked at.

    A bid raises the price to where the bidder would as soon have the second best (another post, or none), and ``eps`` beyond.
    ``spread``: what a bidder with nowhere else to go bids more. ``budget``: pairs that may be looked at.
    """
    head, room, work = 0, len(queue), 0
    while waiting > 0:
        i = queue[head]
        head += 1
        if head == room:
            head = 0
        waiting -= 1
        first, second, best = LOWEST, LOWEST, -1
        for e in range(starts[i], starts[i + 1]):
            value = worth[e] * scale - price[post[e]]
            if value > second:
                if value > first:
                    second, first, best = first, value, e
                else:
                    second = value
        work += starts[i + 1] - starts[i]
        if not must[i]:
            if first <= 0:
                continue
            second = max(second, 0)
        elif first < NOWHERE:
            return NO_WAY, work
        if second < NOWHERE:
            second = first - spread
        j = post[best]
        bid = price[j] + first - second + eps
        if bid > CEILING:
            return NO_WAY, work
        low = seat_starts[j]
        seats = seat_starts[j + 1] - low
        chosen[i] = best
        if filled[j] < seats:
            owner[low + filled[j]] = i
            level[low + filled[j]] = bid
            filled[j] += 1
            if filled[j] < seats:
                continue
            for parent in range(seats // 2 - 1, -1, -1):
                _sink(level, owner, low, seats, parent)
            price[j] = level[low]
            continue
        loser = owner[low]
        owner[low] = i
        level[low] = bid
        if seats > 1:
            _sink(level, owner, low, seats, 0)
        price[j] = level[low]
        chosen[loser] = -1
        at = head + waiting
        queue[at - room if at >= room else at] = loser
        waiting += 1
        if work > budget:
            return TOO_LONG, work
    return DONE, work


@compiled
def reverse(
    post: Narrow,
    worth: Worth,
    scale: int,
    eps: int,
    post_starts: Ints,
    post_place: Narrow,
    post_person: Narrow,
    seat_starts: Ints,
    price: Ints,
    owner: Narrow,
    filled: Narrow,
    chosen: Narrow,
    surplus: Ints,
    stack: Narrow,
    stacked: Flags,
    budget: int,
) -> tuple[int, int]:
    """Posts with an empty seat that still costs something lower its price until it costs nothing or somebody takes it.

    Nobody loses a seat in this, each taker gains; so the phase is over when no such post is left. Returns as `forward` does.
    """
    height, work = 0, 0
    for j in range(len(price)):
        if price[j] > 0 and filled[j] < seat_starts[j + 1] - seat_starts[j]:
            stack[height] = j
            stacked[j] = True
            height += 1
    if height == 0:
        return DONE, 0
    for i in range(len(chosen)):
        held = chosen[i]
        surplus[i] = worth[held] * scale - price[post[held]] if held >= 0 else 0
    while height > 0:
        height -= 1
        j = stack[height]
        stacked[j] = False
        low = seat_starts[j]
        while price[j] > 0 and filled[j] < seat_starts[j + 1] - low:
            first, second, best = 0, 0, -1
            for at in range(post_starts[j], post_starts[j + 1]):
                i = post_person[at]
                if chosen[i] >= 0 and post[chosen[i]] == j:
                    continue
                value = worth[post_place[at]] * scale - surplus[i]
                if value > second:
                    if value > first:
                        second, first, best = first, value, at
                    else:
                        second = value
            work += post_starts[j + 1] - post_starts[j]
            lowered = 0 if first <= eps else min(price[j], max(0, second - eps))
            for seat in range(low, low + filled[j]):
                surplus[owner[seat]] += price[j] - lowered
            price[j] = lowered
            if first <= eps:
                break
            i = post_person[best]
            if chosen[i] >= 0:
                left = post[chosen[i]]
                last = seat_starts[left] + filled[left] - 1
                seat = seat_starts[left]
                while owner[seat] != i:
                    seat += 1
                owner[seat] = owner[last]
                filled[left] -= 1
                if price[left] > 0 and not stacked[left]:
                    stack[height] = left
                    stacked[left] = True
                    height += 1
            chosen[i] = post_place[best]
            surplus[i] = worth[post_place[best]] * scale - lowered
            owner[low + filled[j]] = i
            filled[j] += 1
            if work > budget:
                return TOO_LONG, work
    return DONE, work


@compiled
def settle(
    starts: Ints,
    post: Narrow,
    worth: Worth,
    must: Flags,
    scale: int,
    price: Ints,
    chosen: Narrow,
    surplus: Ints,
) -> tuple[int, int]:
    """Each person's surplus at the prices, the total worth of the plan, and the sum of the surpluses (in 1/scale)."""
    total, above = 0, 0
    for i in range(len(chosen)):
        best = LOWEST if must[i] else 0
        for e in range(starts[i], starts[i + 1]):
            value = worth[e] * scale - price[post[e]]
            if value > best:
                best = value
        surplus[i] = best
        above += best
        if chosen[i] >= 0:
            total += worth[chosen[i]]
    return total, above


@compiled
def _sink(level: Ints, owner: Narrow, low: int, seats: int, parent: int) -> None:
    """Restore the heap of a full post's seats below ``parent``."""
    value, who = level[low + parent], owner[low + parent]
    while True:
        child = 2 * parent + 1
        if child >= seats:
            break
        if child + 1 < seats and level[low + child + 1] < level[low + child]:
            child += 1
        if level[low + child] >= value:
            break
        level[low + parent], owner[low + parent] = level[low + child], owner[low + child]
        parent = child
    level[low + parent], owner[low + parent] = value, who
