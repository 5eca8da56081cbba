"""The compiled loop of `repair`: cheapest chains of exchanges, one for each person or seat that the prices do not suit.

All in whole units of worth. Kept throughout, for every allowed pair: surplus >= worth - price, with equality where the person sits; surplus
>= ``out`` (what staying out is worth), prices >= 0. What may still be wrong at the start, and is mended one by one: somebody left out whose
surplus is above ``out``, and an empty seat that has a price.
"""

from __future__ import annotations

from dungviec.engine.compiled import compiled
from dungviec.engine.graph import Narrow, Worth
from dungviec.engine.problem import Ints

FAR = 2**62
NONE = -1


@compiled
def prepare(
    starts: Ints,
    post: Narrow,
    worth: Worth,
    out: Ints,
    seat_starts: Ints,
    price: Ints,
    chosen: Narrow,
    surplus: Ints,
    owner: Narrow,
    filled: Narrow,
) -> None:
    """Surpluses at the prices; who sits at less than that, or where no seat is left, is left out."""
    for i in range(len(chosen)):
        best = out[i]
        for e in range(starts[i], starts[i + 1]):
            j = post[e]
            if seat_starts[j + 1] > seat_starts[j] and worth[e] - price[j] > best:
                best = worth[e] - price[j]
        surplus[i] = best
        held = chosen[i]
        if held < 0:
            continue
        j = post[held]
        at = seat_starts[j] + filled[j]
        if worth[held] - price[j] == best and at < seat_starts[j + 1]:
            owner[at] = i
            filled[j] += 1
        else:
            chosen[i] = NONE


@compiled
def seat_people(
    starts: Ints,
    post: Narrow,
    worth: Worth,
    out: Ints,
    seat_starts: Ints,
    price: Ints,
    chosen: Narrow,
    surplus: Ints,
    owner: Narrow,
    filled: Narrow,
    distance: Ints,
    mover: Narrow,
    by_place: Narrow,
    heap: Narrow,
    where: Narrow,
    reached: Narrow,
) -> int:
    """A cheapest chain for everybody left out who would gain by sitting somewhere; how many pairs were looked at.

    A chain ends at an empty seat, with somebody in it who is as well off outside, or with the first one staying out.
    """
    work = 0
    for first in range(len(chosen)):
        if chosen[first] >= 0 or surplus[first] <= out[first]:
            continue
        n_reached, size, settled = 0, 0, 0
        least, end, leaver = surplus[first] - out[first], NONE, NONE
        person, base = first, 0
        at, last = 0, 0  # which holders of the post settled last are still to be looked at
        while True:
            for e in range(starts[person], starts[person + 1]):
                j = post[e]
                if seat_starts[j + 1] == seat_starts[j]:
                    continue
                d = base + surplus[person] - worth[e] + price[j]
                if d < distance[j] and d < least:
                    if distance[j] == FAR:
                        reached[n_reached] = j
                        n_reached += 1
                        where[j] = size
                        heap[size] = j
                        size += 1
                    distance[j] = d
                    mover[j] = person
                    by_place[j] = e
                    rise(heap, where, distance, where[j])
            work += starts[person + 1] - starts[person]
            if at < last:
                person = owner[at]
                at += 1
                continue
            if size == 0 or distance[heap[0]] >= least:
                break
            j = heap[0]
            size -= 1
            heap[0] = heap[size]
            where[heap[0]] = 0
            fall(heap, where, distance, 0, size)
            settled += 1
            base = distance[j]
            if filled[j] < seat_starts[j + 1] - seat_starts[j]:
                least, end, leaver = base, j, NONE
                break
            at, last = seat_starts[j], seat_starts[j] + filled[j]
            for seat in range(at, last):
                if base + surplus[owner[seat]] - out[owner[seat]] < least:
                    least, end, leaver = base + surplus[owner[seat]] - out[owner[seat]], j, owner[seat]
            person = owner[at]
            at += 1
        surplus[first] -= least
        for r in range(n_reached):
            j = reached[r]
            if distance[j] < least:
                price[j] += least - distance[j]
                for seat in range(seat_starts[j], seat_starts[j] + filled[j]):
                    surplus[owner[seat]] -= least - distance[j]
        if end != NONE:
            if leaver == NONE:
                seat = seat_starts[end] + filled[end]
                filled[end] += 1
            else:
                seat = _seat_of(owner, seat_starts[end], leaver)
                chosen[leaver] = NONE
            j = end
            while True:
                person = mover[j]
                before = NONE if chosen[person] < 0 else post[chosen[person]]
                left = NONE if before == NONE else _seat_of(owner, seat_starts[before], person)
                owner[seat] = person
                chosen[person] = by_place[j]
                if person == first:
                    break
                seat, j = left, before
        for r in range(n_reached):
            distance[reached[r]] = FAR
    return work


@compiled
def fill_seats(
    post: Narrow,
    worth: Worth,
    post_starts: Ints,
    post_place: Narrow,
    post_person: Narrow,
    seat_starts: Ints,
    price: Ints,
    chosen: Narrow,
    surplus: Ints,
    owner: Narrow,
    filled: Narrow,
    distance: Ints,
    mover: Narrow,
    by_place: Narrow,
    heap: Narrow,
    where: Narrow,
    reached: Narrow,
) -> int:
    """A cheapest chain for every empty seat that has a price; how many pairs were looked at.

    A chain ends with somebody who was left out, with a seat elsewhere that is better left empty, or with this one left empty for nothing.
    """
    work = 0
    for hole in range(len(price)):
        while price[hole] > 0 and filled[hole] < seat_starts[hole + 1] - seat_starts[hole]:
            n_reached, size = 1, 1
            distance[hole] = 0
            reached[0] = heap[0] = hole
            where[hole] = 0
            least, newcomer, to, emptied, come_by = price[hole], NONE, hole, hole, NONE
            while size > 0 and distance[heap[0]] < least:
                v = heap[0]
                size -= 1
                heap[0] = heap[size]
                where[heap[0]] = 0
                fall(heap, where, distance, 0, size)
                base = distance[v]
                for at in range(post_starts[v], post_starts[v + 1]):
                    person = post_person[at]
                    e = post_place[at]
                    d = base + surplus[person] + price[v] - worth[e]
                    if d >= least or chosen[person] == e:
                        continue
                    if chosen[person] < 0:
                        least, newcomer, to, come_by = d, person, v, e
                        continue
                    k = post[chosen[person]]
                    if d < distance[k]:
                        if distance[k] == FAR:
                            reached[n_reached] = k
                            n_reached += 1
                            where[k] = size
                            heap[size] = k
                            size += 1
                        distance[k] = d
                        mover[k] = person
                        by_place[k] = e
                        rise(heap, where, distance, where[k])
                        if d + price[k] < least:
                            least, newcomer, emptied = d + price[k], NONE, k
                work += post_starts[v + 1] - post_starts[v]
            for r in range(n_reached):
                j = reached[r]
                if distance[j] < least:
                    price[j] -= least - distance[j]
                    for seat in range(seat_starts[j], seat_starts[j] + filled[j]):
                        surplus[owner[seat]] += least - distance[j]
            person, e, j = newcomer, come_by, to
            if newcomer == NONE and emptied != hole:
                person, e = mover[emptied], by_place[emptied]
                j = post[e]
                seat = _seat_of(owner, seat_starts[emptied], person)
                filled[emptied] -= 1
                owner[seat] = owner[seat_starts[emptied] + filled[emptied]]
            while person != NONE:
                if j == hole:
                    owner[seat_starts[j] + filled[j]] = person
                    filled[j] += 1
                    chosen[person] = e
                    break
                following = mover[j]
                owner[_seat_of(owner, seat_starts[j], following)] = person
                chosen[person] = e
                person, e = following, by_place[j]
                j = post[e]
            for r in range(n_reached):
                distance[reached[r]] = FAR
    return work


@compiled
def _seat_of(owner: Narrow, low: int, person: int) -> int:
    seat = low
    while owner[seat] != person:
        seat += 1
    return seat


@compiled
def rise(heap: Narrow, where: Narrow, distance: Ints, at: int) -> None:
    """Restore the heap of posts by distance above ``at``."""
    j = heap[at]
    while at > 0:
        parent = (at - 1) // 2
        if distance[heap[parent]] <= distance[j]:
            break
        heap[at] = heap[parent]
        where[heap[at]] = at
        at = parent
    heap[at] = j
    where[j] = at


@compiled
def fall(heap: Narrow, where: Narrow, distance: Ints, at: int, size: int) -> None:
    """Restore the heap of posts by distance below ``at``."""
    if size == 0:
        return
    j = heap[at]
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and distance[heap[child + 1]] < distance[heap[child]]:
            child += 1
        if distance[heap[child]] >= distance[j]:
            break
        heap[at] = heap[child]
        where[heap[at]] = at
        at = child
    heap[at] = j
    where[j] = at
