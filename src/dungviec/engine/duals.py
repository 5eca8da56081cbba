"""Prices of seats that prove an assignment best, recovered from the assignment itself in whole numbers.

The flow solver hands back no prices. They are the longest distances in the graph of possible exchanges: a person seated in j
who would gain w more in k pushes the price of k to at least the price of j plus w; who is left out pushes it to the worth
foregone; a post with an empty seat costs 0. Rounds of that update over all edges at once (Bellman-Ford, a few dozen rounds in a
city) end at the smallest prices that support the assignment. Capacity x price plus people's surpluses then equals the total
worth exactly, which is strong duality and proves the optimum without trusting the solver.
"""

from __future__ import annotations

import numpy as np

from dungviec.engine.core import Network, at_chosen
from dungviec.engine.problem import Ints


class NotOptimal(ArithmeticError):
    """Raised when no prices support an assignment, that is when it is not of largest worth."""


def smallest_prices(net: Network, worth: Ints, chosen: Ints) -> Ints:
    """The smallest seat prices [m] that support an optimal assignment; NotOptimal where there are none."""
    seat = at_chosen(net.post, chosen, none=net.m)
    own = at_chosen(worth, chosen, none=0)
    price = np.zeros(net.m + 1, dtype=np.int64)  # the last one stands for "no post", at no price
    person, value = net.person[net.by_post], worth[net.by_post]
    here = net.posts_with_edges
    for _ in range(net.m + 2):
        surplus = own - price[seat]
        if not len(here):
            break
        asked = np.maximum.reduceat(value - surplus[person], net.post_starts)
        risen = np.maximum(price[here], asked)
        if (risen == price[here]).all():
            break
        price[here] = risen
    else:
        raise NotOptimal("Giá ghế tăng mãi: phương án không phải là tối ưu.")
    load = np.bincount(seat, minlength=net.m + 1)[: net.m]
    if (price[: net.m][load < net.capacity] > 0).any() or (own - price[seat])[net.free].min(initial=0) < 0:
        raise NotOptimal("Một chỗ trống lại có giá, hoặc một người bị thiệt: phương án không phải là tối ưu.")
    return price[: net.m]


def largest_prices(net: Network, worth: Ints, chosen: Ints) -> Ints:
    """The largest seat prices [m] that support an optimal assignment, the other end of each price interval.

    Where nothing limits a price (a post filled only by people who must be placed and are wanted nowhere else) it is
    capped at the largest worth (or the largest of the smallest prices).
    """
    cap = max(int(worth.max(initial=0)), int(smallest_prices(net, worth, chosen).max(initial=0)))
    price = np.full(net.m + 1, cap, dtype=np.int64)
    price[net.m] = 0
    placed = np.flatnonzero(chosen >= 0)
    seat = net.post[chosen[placed]]
    load = np.bincount(seat, minlength=net.m)
    price[: net.m][load < net.capacity] = 0
    own = worth[chosen[placed]]
    for _ in range(net.m + 2):
        best = net.best_of_people(worth - price[net.post])[placed]
        # the surplus of a seated person may not fall below the best alternative: price of the seat <= own - best
        lower = price.copy()
        np.minimum.at(lower, seat, own - best)
        if (lower == price).all():
            return price[: net.m]
        price = lower
    raise NotOptimal("Giá ghế giảm mãi: phương án không phải là tối ưu.")


def price_interval(net: Network, worth: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Smallest and largest price of each post that support an optimal assignment; seat prices are not unique."""
    return smallest_prices(net, worth, chosen), largest_prices(net, worth, chosen)


def surpluses(net: Network, worth: Ints, price: Ints) -> Ints:
    """What each person adds at best beyond the price of the seat, [n]; at least 0 for who may stay out."""
    return net.best_of_people(worth - price[net.post])


def dual_total(net: Network, price: Ints, surplus: Ints) -> int:
    """Total worth that no assignment exceeds: seats at their prices plus people's surpluses."""
    return int(net.capacity @ price) + int(surplus.sum())
