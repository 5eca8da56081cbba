"""The compiled loop of `side_cycles`: one pass over people, each of whom looks for the chain of exchanges that gains most.

A chain: somebody gets up and takes a place, whoever sits there takes another, and so on, until a seat is empty (the one first left is
empty too) or somebody who may stays out. Chains are followed in depth, nearest places first, as long as what places lose stays
within a reach; the use of rows is kept up to date on the way, so that what a chain does to all of them is known when it closes.
"""

from __future__ import annotations

import numpy as np

from dungviec.engine.compiled import compiled
from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Flags, Ints

BEST, CHAINS, BROKEN, LOSS, NODES = 0, 1, 2, 3, 4
"""What ``tally`` holds: the smallest loss of a plan that breaks nothing, chains taken, units broken now, the loss now (without
fines), places looked at."""


@compiled
def count_in(
    place: int,
    sign: int,
    entries: Ints,
    row: Narrow,
    weight: Ints,
    limit: Ints,
    price: Ints,
    hard: Flags,
    fine: Ints,
    used: Ints,
) -> tuple[int, int, int]:
    """Count a place in (1) or out (-1) of its rows; what that changes: the loss by prices and elastic rows, fines, units broken."""
    loss, fines, broken = 0, 0, 0
    for at in range(entries[place], entries[place + 1]):
        r = row[at]
        change = sign * weight[at]
        before = used[r]
        used[r] = before + change
        beyond = max(0, before + change - limit[r]) - max(0, before - limit[r])
        loss -= price[r] * change
        if hard[r]:
            fines += fine[r] * beyond
            broken += beyond
        else:
            loss += fine[r] * beyond
    return loss, fines, broken


@compiled
def better_chains(
    order: Ints,
    starts: Ints,
    post: Narrow,
    lost: Ints,
    entries: Ints,
    row: Narrow,
    weight: Ints,
    limit: Ints,
    price: Ints,
    hard: Flags,
    fine: Ints,
    seat_price: Ints,
    surplus: Ints,
    free: Flags,
    room: Ints,
    first: Narrow,
    following: Narrow,
    before: Narrow,
    held: Narrow,
    used: Ints,
    tally: Ints,
    best: Narrow,
    reach: int,
    depth: int,
    patience: int,
    bar: Ints,
) -> None:
    """One pass, changing ``held`` [people] (a near place or -1), ``room`` [posts], ``used`` [rows], the lists of who sits where
    (``first`` [posts], ``following`` and ``before`` [people]) and ``tally``; ``best`` [people] is the best plan that broke nothing.

    Places are the near ones, by person (``starts``) and nearest first; ``entries``, ``row``, ``weight``: their rows. ``fine`` [rows]
    is asked for each unit beyond a limit. ``patience``: places looked at from one person on. ``bar`` [people]: what a chain from each may
    lose and still be taken; 0 for chains that gain.
    """
    size = depth + 1
    per, at_place, ejected = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int32)
    via, chain_person, chain_place = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int32)
    spent, rest = np.empty(size, np.int64), np.empty(size, np.int64)
    sat_spent, sat_rest = np.empty(size, np.int64), np.empty(size, np.int64)
    on_chain = np.zeros(len(surplus), dtype=np.bool_)
    for i in order:
        home = held[i]
        least, length, looked, d = bar[i], 0, 0, 0
        spent[0], rest[0] = 0, -surplus[i]
        if home >= 0:
            loss, fines, _ = count_in(home, -1, entries, row, weight, limit, price, hard, fine, used)
            room[post[home]] += 1
            spent[0], rest[0] = -lost[home], seat_price[post[home]] + loss + fines
            if free[i] and spent[0] + rest[0] + surplus[i] < least:
                least, length = spent[0] + rest[0] + surplus[i], 1
                chain_person[0], chain_place[0] = i, -1
        per[0], at_place[0], ejected[0] = i, starts[i], -1
        on_chain[i] = True
        while d >= 0:
            p, k = per[d], ejected[d]
            if k >= 0:  # back from whoever was sent away last: that place is counted again
                count_in(held[k], 1, entries, row, weight, limit, price, hard, fine, used)
                on_chain[k] = False
                k = following[k]
            else:
                e = at_place[d]
                if e >= starts[p + 1] or spent[d] + lost[e] > reach or looked > patience:
                    on_chain[p] = False
                    d -= 1
                    continue
                if held[p] >= 0 and post[e] == post[held[p]]:
                    at_place[d] += 1
                    continue
                looked += 1
                loss, fines, _ = count_in(e, 1, entries, row, weight, limit, price, hard, fine, used)
                via[d] = e
                sat_spent[d], sat_rest[d] = spent[d] + lost[e], rest[d] + loss + fines
                j = post[e]
                if room[j] > 0:
                    total = sat_spent[d] + sat_rest[d] - seat_price[j]
                    if total < least:
                        least, length = total, d + 1
                        for q in range(d + 1):
                            chain_person[q], chain_place[q] = per[q], via[q]
                k = first[j] if room[j] <= 0 and d + 1 < depth else -1
            while k >= 0 and on_chain[k]:
                k = following[k]
            if k < 0:
                count_in(via[d], -1, entries, row, weight, limit, price, hard, fine, used)
                ejected[d] = -1
                at_place[d] += 1
                continue
            loss, fines, _ = count_in(held[k], -1, entries, row, weight, limit, price, hard, fine, used)
            spent[d + 1], rest[d + 1] = sat_spent[d] - lost[held[k]], sat_rest[d] + loss + fines
            ejected[d] = k
            if free[k] and spent[d + 1] + rest[d + 1] + surplus[k] < least:
                least, length = spent[d + 1] + rest[d + 1] + surplus[k], d + 2
                for q in range(d + 1):
                    chain_person[q], chain_place[q] = per[q], via[q]
                chain_person[d + 1], chain_place[d + 1] = k, -1
            d += 1
            per[d], at_place[d], ejected[d] = k, starts[k], -1
            on_chain[k] = True
        tally[NODES] += looked
        if home >= 0:
            room[post[home]] -= 1
            count_in(home, 1, entries, row, weight, limit, price, hard, fine, used)
        if length == 0:
            continue
        tally[CHAINS] += 1
        for q in range(length):
            p = chain_person[q]
            e = held[p]
            if e < 0:
                tally[LOSS] -= surplus[p]
                continue
            j = post[e]
            room[j] += 1
            if before[p] >= 0:
                following[before[p]] = following[p]
            else:
                first[j] = following[p]
            if following[p] >= 0:
                before[following[p]] = before[p]
            loss, _, broken = count_in(e, -1, entries, row, weight, limit, price, hard, fine, used)
            tally[LOSS] += seat_price[j] - lost[e] + loss
            tally[BROKEN] += broken
        for q in range(length):
            p, e = chain_person[q], chain_place[q]
            held[p] = e
            if e < 0:
                tally[LOSS] += surplus[p]
                continue
            j = post[e]
            room[j] -= 1
            before[p], following[p] = -1, first[j]
            if first[j] >= 0:
                before[first[j]] = p
            first[j] = p
            loss, _, broken = count_in(e, 1, entries, row, weight, limit, price, hard, fine, used)
            tally[LOSS] += lost[e] - seat_price[j] + loss
            tally[BROKEN] += broken
        if tally[BROKEN] == 0 and tally[LOSS] < tally[BEST]:
            tally[BEST] = tally[LOSS]
            best[:] = held
