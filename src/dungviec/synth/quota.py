"""Exact shares: whole numbers that add up, and values dealt out by rank so that a published count is met to the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares of ``total`` in proportion to ``weights`` (largest remainder; ties go to the earlier one).

    >>> share_out(10, [1, 1, 1])
    [4, 3, 3]
    """
    whole = sum(weights)
    if whole <= 0:
        raise ValueError(f"share_out needs a positive sum of weights, got {list(weights)}.")
    exact = [total * w / whole for w in weights]
    shares = [int(x) for x in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares


def scale_counts(counts: Mapping[str, int], base: int, total: int) -> dict[str, int]:
    """Published counts of a body of ``base`` people carried over to one of ``total`` people; the rest stays uncounted.

    At ``total == base`` the counts come back unchanged.
    """
    rest = base - sum(counts.values())
    shares = share_out(total, [*counts.values(), rest])
    return dict(zip(counts, shares, strict=False))


def deal_by_rank(scores: Sequence[float], ladder: Sequence[tuple[str | None, int]]) -> list[str | None]:
    """Deal the values of ``ladder`` (best first, each with its exact count) to the highest scores first.

    Returns one value per score; whoever is left when the ladder is used up gets None. Ties go to the earlier one.

    >>> deal_by_rank([0.2, 0.9, 0.5], [("gold", 1), ("silver", 1)])
    [None, 'gold', 'silver']
    """
    dealt: list[str | None] = [None] * len(scores)
    order = iter(sorted(range(len(scores)), key=lambda i: (-scores[i], i)))
    for value, count in ladder:
        for _ in range(count):
            i = next(order, None)
            if i is None:
                return dealt
            dealt[i] = value
    return dealt
