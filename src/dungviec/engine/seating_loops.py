"""The compiled loop of `seating`: Hopcroft and Karp's matching in layers, for posts with several seats."""

from __future__ import annotations

import numpy as np

from dungviec.engine.compiled import compiled
from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Ints

FAR = 2**31 - 1


@compiled
def seat(starts: Ints, post: Narrow, people: Narrow, seat_starts: Ints) -> Narrow:
    """A largest seating of ``people``: the place of each person [n], -1 for who is not among them or finds no seat."""
    n, m = len(starts) - 1, len(seat_starts) - 1
    chosen = np.full(n, -1, dtype=np.int32)
    filled = np.zeros(m, dtype=np.int32)
    owner = np.empty(seat_starts[m], dtype=np.int32)
    left = 0
    for i in people:
        for e in range(starts[i], starts[i + 1]):
            j = post[e]
            if filled[j] < seat_starts[j + 1] - seat_starts[j]:
                owner[seat_starts[j] + filled[j]] = i
                filled[j] += 1
                chosen[i] = e
                break
        left += chosen[i] < 0
    layer = np.empty(n, dtype=np.int32)  # of a person
    depth = np.empty(m, dtype=np.int32)  # of a post
    queue = np.empty(n, dtype=np.int32)
    path = np.empty(n, dtype=np.int32)
    given_up = np.empty(n, dtype=np.int64)  # the seat that the next on the path gives up
    at_place = np.empty(n, dtype=np.int64)
    at_seat = np.empty(m, dtype=np.int64)
    while left > 0:
        layer[:] = FAR
        depth[:] = FAR
        tail = 0
        for i in people:
            if chosen[i] < 0:
                layer[i] = 0
                queue[tail] = i
                tail += 1
        head, last = 0, FAR
        while head < tail and layer[queue[head]] < last:
            i = queue[head]
            head += 1
            for e in range(starts[i], starts[i + 1]):
                j = post[e]
                if depth[j] != FAR:
                    continue
                depth[j] = layer[i]
                if filled[j] < seat_starts[j + 1] - seat_starts[j]:
                    last = layer[i] + 1
                for at in range(seat_starts[j], seat_starts[j] + filled[j]):
                    if layer[owner[at]] == FAR:
                        layer[owner[at]] = layer[i] + 1
                        queue[tail] = owner[at]
                        tail += 1
        if last == FAR:
            break
        at_place[:] = starts[:n]
        at_seat[:] = seat_starts[:m]
        for first in people:
            if chosen[first] >= 0:
                continue
            path[0] = first
            top = 0
            while top >= 0:
                i = path[top]
                deeper = False
                while at_place[i] < starts[i + 1]:
                    j = post[at_place[i]]
                    if depth[j] == layer[i]:
                        if filled[j] < seat_starts[j + 1] - seat_starts[j]:
                            given_up[top] = seat_starts[j] + filled[j]
                            filled[j] += 1
                            for step in range(top + 1):
                                owner[given_up[step]] = path[step]
                                chosen[path[step]] = at_place[path[step]]
                            left -= 1
                            top = -1
                            break
                        while at_seat[j] < seat_starts[j + 1]:
                            holder = owner[at_seat[j]]
                            at_seat[j] += 1
                            if layer[holder] == layer[i] + 1:
                                given_up[top] = at_seat[j] - 1
                                top += 1
                                path[top] = holder
                                deeper = True
                                break
                        if deeper:
                            break
                    at_place[i] += 1
                if top >= 0 and not deeper:
                    top -= 1
    return chosen
