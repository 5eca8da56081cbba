"""A plan bent and straightened: chains that may lose a little, while breaking a rule costs just enough that rules are kept now and then.

Where `side_cycles` ends no chain of seven people gains any more without breaking a rule: with a few dozen tight rows that is soon so, far from the best
plan. Here some people may take chains that lose (less and less, by chance: annealing), and a unit beyond a hard row costs little more than its
price. That surcharge grows for each row while it stays broken and falls while it is kept; its floor rises for all rows while any is broken
and falls when none is, so that the search swings over the edge of what is allowed, and every plan that keeps all rows on the way counts.
Seeded, and counted in places looked at: the same search takes the same steps.
"""

from __future__ import annotations

import time

import numpy as np

from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Ints
from dungviec.engine.side_cycles import Seating
from dungviec.engine.side_prices import PriceSearch

REACH, DEPTH, PATIENCE = 0.15, 7, 150
"""How far the places of a chain may lose together (parts of what the furthest near place loses), people in it, places looked at."""

WARM, COLD, SHARE = 0.02, 0.001, 0.1
"""What a chain may lose on average at first and in the end (parts as above), for which part of people in a pass."""

FIRST, FLOOR, LEAST_FLOOR = 0.2, 0.03, 0.0015
"""The surcharge of a unit beyond a hard row at first, and the lowest it falls to at first and ever (parts as above, by the row's weights)."""

BROKEN, KEPT = 1.3, 0.96
"""By what the surcharge of a row changes with each pass."""

TOO_MANY, ENOUGH = 1.03, 0.85
"""By what the floor changes with each pass, while a row is broken and when none is."""

HIGHEST = 64.0
"""No surcharge grows beyond (parts as above): a row that nothing can mend would else leave 64 bits."""

SEED = 2027

WORK = 5_000
"""Places looked at per person of the problem in one bending, if not said otherwise."""


def bend(search: PriceSearch, lost: Ints, *, start: Narrow, deadline: float, seed: int, work: int = WORK) -> str:
    """Offer ``search`` better plans around ``start``; a note for a log. ``lost`` [pairs] as `PriceSearch.lost` has it; ``work``: places
    looked at per person; ``deadline`` on ``time.perf_counter``'s clock."""
    from dungviec.engine.side_cycles_loops import BEST, NODES

    started = time.perf_counter()
    graph, rows, dice = search.graph, search.rows, np.random.default_rng(seed)
    seating = Seating.of(search, lost, start)
    near, hard = seating.near, seating.hard
    counted = np.bincount(near.row, weights=np.abs(near.weight), minlength=len(rows.limit))
    each = np.maximum(1.0, counted / np.maximum(1, np.bincount(near.row, minlength=len(rows.limit))))
    unit = near.furthest / each
    surcharge, floor = FIRST * unit, FLOOR
    reach = max(1, int(REACH * near.furthest))
    allowed = work * graph.n
    while (looked := int(seating.tally[NODES])) < allowed and time.perf_counter() < deadline:
        warmth = WARM * (COLD / WARM) ** (looked / allowed) * near.furthest
        bold = dice.random(graph.n) < SHARE
        bar = np.where(bold, dice.exponential(warmth, graph.n), 0).astype(np.int64)
        seating.fine[hard] = (search.best.row + np.maximum(1.0, surcharge)).astype(np.int64)[hard]
        seating.chains(dice.permutation(graph.n), reach=reach, depth=DEPTH, patience=PATIENCE, bar=bar)
        broken = (seating.used > rows.limit) & hard
        floor = floor * TOO_MANY if broken.any() else max(LEAST_FLOOR, floor * ENOUGH)
        floor = min(floor, HIGHEST)
        surcharge = np.where(broken, surcharge * BROKEN, np.maximum(floor * unit, surcharge * KEPT))
        surcharge = np.minimum(surcharge, HIGHEST * unit)
        if seating.tally[BEST] < rows.scale or int(seating.tally[NODES]) == looked:
            break  # nothing better is possible, or there is nowhere to go
    seating.offer_best()
    return f"bending: gap {search.gap}, {time.perf_counter() - started:.2f} s"
