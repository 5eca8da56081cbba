"""The proof of a plan: prices from which anybody can recompute, in whole numbers, that no plan is worth more.

Weak duality. Let v be vacancy prices, u unplaced prices, c capacities, a gains, b limits of side rows, and for any prices
p >= 0 of seats and l >= 0 of side rows (l at most the price of an elastic row)::

    g_i   = largest of  a_e + v_j + u_i - p_j - sum of w_re l_r over at-most rows + sum of w_re l_r over at-least rows
            over the edges e = (i, j) of person i, and of 0 unless i must be placed; w_re: what e counts in row r (mostly 1)
    bound = sum c_j p_j + sum l_r b_r (at most) - sum l_r b_r (at least) + sum g_i - sum v_j c_j - sum u_i

Every plan is worth at most `bound`. Prices are kept in units of 1/scale; the value of a plan is a whole number, so the bound
is rounded down. The certificate names people and posts by their ids and can be stored as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from dungviec.engine.problem import Duals, Ints, Problem, Sense, SideRow

FORMULA = (
    "bound = floor((sum_j c_j*p_j + sum_r s_r*l_r*b_r + sum_i g_i) / scale) - sum_j v_j*c_j - sum_i u_i; "
    "g_i = max over edges e=(i,j) of scale*(a_e + v_j + u_i) - p_j - sum_{r holds e} s_r*w_re*l_r, and 0 unless i must be placed; "
    "s_r = +1 at most, -1 at least; w_re = what e counts in row r"
)


class Certificate(TypedDict):
    """Plan and prices by id; prices of 0 are left out. ``rows`` are in the order of the problem's side rows."""

    formula: str
    scale: int
    posts: dict[str, int]
    people: dict[str, int]
    rows: list[int]
    plan: dict[str, str]
    value: int
    dual_bound: int
    search_bound: int | None
    released_people: list[str]
    released_rows: list[int]


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    """What a recomputation found: the plan's value, the bound that its prices prove, and what is wrong (sentences)."""

    value: int
    bound: int
    faults: tuple[str, ...]


def write(
    problem: Problem,
    chosen: Ints,
    duals: Duals,
    *,
    value: int,
    dual_bound: int,
    search_bound: int | None = None,
    released_people: tuple[int, ...] = (),
    released_rows: tuple[int, ...] = (),
) -> Certificate:
    """The certificate of a plan, by ids, ready for JSON."""
    posts, people = problem.posts, problem.people
    return Certificate(
        formula=FORMULA,
        scale=duals.scale,
        posts={posts[j]: int(duals.post[j]) for j in duals.post.nonzero()[0]},
        people={people[i]: int(duals.person[i]) for i in duals.person.nonzero()[0]},
        rows=[int(price) for price in duals.row],
        plan={people[i]: posts[problem.edge_post[chosen[i]]] for i in (chosen >= 0).nonzero()[0]},
        value=value,
        dual_bound=dual_bound,
        search_bound=search_bound,
        released_people=[people[i] for i in released_people],
        released_rows=list(released_rows),
    )


def check(problem: Problem, certificate: Certificate) -> CertificateCheck:
    """Recompute value and bound of a certificate in plain Python integers, trusting no solver.

    Faults (Vietnamese sentences) are: a negative price, the price of an elastic row above its cost, a person's price too low,
    an unknown id, a plan over pairs that are not allowed, and a value or dual bound other than stated.
    """
    scale = certificate["scale"]
    faults: list[str] = []
    if scale < 1:
        return CertificateCheck(value=0, bound=0, faults=(f"Chứng thư có scale = {scale}; cần số nguyên dương.",))
    released = set(certificate["released_people"])
    gone = set(certificate["released_rows"])
    faults += _wrong_prices(problem, certificate, gone)

    row_price = [0] * problem.n_edges
    bound = 0
    for r, (row, price) in enumerate(zip(problem.rows, certificate["rows"], strict=False)):
        if r in gone or price <= 0:
            continue
        sign = 1 if row.sense is Sense.AT_MOST else -1
        bound += sign * price * row.limit
        for e, weight in _members(row):
            row_price[e] += sign * price * weight

    seat_price = [max(0, certificate["posts"].get(post, 0)) for post in problem.posts]
    capacity, vacancy = problem.capacity.tolist(), problem.vacancy_price.tolist()
    unplaced = problem.unplaced_price.tolist()
    free = [not must or who in released for who, must in zip(problem.people, problem.must_place.tolist(), strict=True)]
    best: list[int | None] = [0 if may_stay_out else None for may_stay_out in free]
    post_number = {post: j for j, post in enumerate(problem.posts)}
    planned = [post_number.get(certificate["plan"].get(who, ""), -1) for who in problem.people]
    gain_of: dict[tuple[str, str], int] = {}
    for e, i, j, gain in _edges(problem):
        if planned[i] == j:
            gain_of[problem.people[i], problem.posts[j]] = gain
        surplus = scale * (gain + vacancy[j] + unplaced[i]) - seat_price[j] - row_price[e]
        known = best[i]
        if known is None or surplus > known:
            best[i] = surplus
    for i, top in enumerate(best):
        stated = certificate["people"].get(problem.people[i], 0)
        if top is None:
            faults.append(f"{problem.people[i]} phải có vị trí nhưng không có cặp nào được phép.")
        elif stated < top:
            faults.append(f"Giá của {problem.people[i]} là {stated}, thấp hơn mức cần thiết {top}.")
        bound += top or 0
    bound += sum(c * p for c, p in zip(capacity, seat_price, strict=True))
    bound = bound // scale - sum(v * c for v, c in zip(vacancy, capacity, strict=True)) - sum(unplaced)

    value, plan_faults = _value_of_plan(problem, certificate, gain_of, gone)
    faults += plan_faults
    if value != certificate["value"]:
        faults.append(f"Chứng thư ghi giá trị {certificate['value']}, tính lại được {value}.")
    if bound != certificate["dual_bound"]:
        faults.append(f"Chứng thư ghi cận trên {certificate['dual_bound']}, tính lại được {bound}.")
    if bound < value:
        faults.append(f"Cận trên {bound} nhỏ hơn giá trị {value}; chứng thư sai.")
    return CertificateCheck(value=value, bound=bound, faults=tuple(faults))


def _edges(problem: Problem) -> Iterator[tuple[int, int, int, int]]:
    """Edge number, person, post and gain, a few at a time: millions of Python integers at once would take gigabytes."""
    for start in range(0, problem.n_edges, 100_000):
        part = slice(start, start + 100_000)
        person, post, gain = (a[part].tolist() for a in (problem.edge_person, problem.edge_post, problem.gain))
        yield from zip(range(start, start + len(person)), person, post, gain, strict=True)


def _members(row: SideRow) -> list[tuple[int, int]]:
    """Each edge of a row and what it counts."""
    edges = row.edges.tolist()
    return list(zip(edges, [1] * len(edges) if row.weights is None else row.weights.tolist(), strict=True))


def _wrong_prices(problem: Problem, certificate: Certificate, gone: set[int]) -> list[str]:
    known_posts, known_people = set(problem.posts), set(problem.people)
    faults = [f"Giá của vị trí {post} là {p}, không được âm." for post, p in certificate["posts"].items() if p < 0]
    faults += [f"Chứng thư nhắc vị trí lạ {post}." for post in certificate["posts"] if post not in known_posts]
    faults += [f"Chứng thư nhắc người lạ {who}." for who in certificate["people"] if who not in known_people]
    if len(certificate["rows"]) != len(problem.rows):
        faults.append(f"Chứng thư có {len(certificate['rows'])} giá ràng buộc, bài toán có {len(problem.rows)}.")
    for r, (row, price) in enumerate(zip(problem.rows, certificate["rows"], strict=False)):
        if price < 0:
            faults.append(f"Giá của ràng buộc {row.name} là {price}, không được âm.")
        if row.price is not None and price > certificate["scale"] * row.price and r not in gone:
            faults.append(f"Giá của ràng buộc {row.name} là {price}, cao hơn mức phạt {row.price} của nó.")
    return faults


def _value_of_plan(
    problem: Problem, certificate: Certificate, gain_of: dict[tuple[str, str], int], gone: set[int]
) -> tuple[int, list[str]]:
    faults = []
    plan = certificate["plan"]
    seated = dict.fromkeys(problem.posts, 0)
    value = 0
    for who, where in plan.items():
        if (who, where) not in gain_of:
            faults.append(f"Phương án xếp {who} vào {where}, một cặp không được phép.")
            continue
        value += gain_of[who, where]
        seated[where] += 1
    for post, capacity, price in zip(
        problem.posts, problem.capacity.tolist(), problem.vacancy_price.tolist(), strict=True
    ):
        if seated[post] > capacity:
            faults.append(f"Vị trí {post} có {capacity} chỗ nhưng phương án xếp {seated[post]} người.")
        value -= price * (capacity - seated[post])
    value -= sum(u for who, u in zip(problem.people, problem.unplaced_price.tolist(), strict=True) if who not in plan)
    for r, row in enumerate(problem.rows):
        if r in gone:
            continue
        count = sum(
            weight
            for e, weight in _members(row)
            if plan.get(problem.people[problem.edge_person[e]]) == problem.posts[problem.edge_post[e]]
        )
        over = count - row.limit if row.sense is Sense.AT_MOST else row.limit - count
        if over > 0 and row.price is None:
            faults.append(f"Phương án vượt ràng buộc {row.name}: {count} so với giới hạn {row.limit}.")
        value -= max(0, over) * (row.price or 0)
    return value, faults
