"""Compiled loops of `parts`: what hangs together, what belongs together, and one part cut out."""

from __future__ import annotations

import numpy as np

from dungviec.engine.compiled import compiled
from dungviec.engine.graph import Narrow, Worth
from dungviec.engine.problem import Ints


@compiled
def components(starts: Ints, post: Narrow, m: int) -> tuple[Narrow, Narrow, Ints]:
    """The component of each person [n] and post [m], numbered by their first post, and the pairs in each; who has no pair is in the first."""
    root = np.arange(m).astype(np.int32)
    for i in range(len(starts) - 1):
        if starts[i] == starts[i + 1]:
            continue
        a = _root(root, post[starts[i]])
        for e in range(starts[i] + 1, starts[i + 1]):
            b = post[e]
            if root[b] == a:
                continue
            b = _root(root, b)
            if a < b:
                root[b] = a
            elif b < a:
                root[a] = b
                a = b
    of_post = np.empty(m, dtype=np.int32)
    count = 0
    for j in range(m):
        if root[j] == j:
            of_post[j] = count
            count += 1
        else:
            of_post[j] = of_post[_root(root, j)]  # a root comes before all it holds
    of_person = np.zeros(len(starts) - 1, dtype=np.int32)
    sizes = np.zeros(count, dtype=np.int64)
    for i in range(len(starts) - 1):
        if starts[i] < starts[i + 1]:
            of_person[i] = of_post[post[starts[i]]]
            sizes[of_person[i]] += starts[i + 1] - starts[i]
    return of_person, of_post, sizes


@compiled
def majority(starts: Ints, post: Narrow, of_person: Narrow, m: int) -> Narrow:
    """The part that most people of each post belong to, where one has more than half of them; else one of theirs, [m]."""
    part, lead = np.zeros(m, dtype=np.int32), np.zeros(m, dtype=np.int32)
    for i in range(len(starts) - 1):
        for e in range(starts[i], starts[i + 1]):
            j = post[e]
            if part[j] == of_person[i]:
                lead[j] += 1
            elif lead[j] == 0:
                part[j], lead[j] = of_person[i], 1
            else:
                lead[j] -= 1
    return part


@compiled
def crossing(starts: Ints, post: Narrow, of_person: Narrow, of_post: Narrow) -> int:
    """How many pairs join a person of one part and a post of another."""
    count = 0
    for i in range(len(starts) - 1):
        for e in range(starts[i], starts[i + 1]):
            count += of_post[post[e]] != of_person[i]
    return count


@compiled
def cut_out(
    starts: Ints, post: Narrow, worth: Worth, people: Narrow, of_post: Narrow, number: Narrow, part: int
) -> tuple[Ints, Narrow, Worth, Narrow]:
    """The pairs of ``people`` inside their part: starts, posts by their number in the part, worths, and their place in the whole."""
    begins = np.zeros(len(people) + 1, dtype=np.int64)
    for k in range(len(people)):
        inside = 0
        for e in range(starts[people[k]], starts[people[k] + 1]):
            inside += of_post[post[e]] == part
        begins[k + 1] = begins[k] + inside
    posts = np.empty(begins[-1], dtype=np.int32)
    places = np.empty(begins[-1], dtype=np.int32)
    values = np.empty(begins[-1], dtype=worth.dtype)
    at = 0
    for i in people:
        for e in range(starts[i], starts[i + 1]):
            if of_post[post[e]] == part:
                posts[at] = number[post[e]]
                values[at] = worth[e]
                places[at] = e
                at += 1
    return begins, posts, values, places


@compiled
def _root(root: Narrow, j: int) -> int:
    while root[j] != j:
        root[j] = root[root[j]]
        j = root[j]
    return j
