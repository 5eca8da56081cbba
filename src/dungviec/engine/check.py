"""The independent checker: does a solution keep every rule it claims to keep, and is its stated worth true?

Plain Python over dictionaries, on purpose: nothing here is shared with the solver, so that a fault there is seen here. Beyond a million
pairs arrays say first whether there is any fault at all (`check_arrays`); if so, it is named here.
"""

from __future__ import annotations

from collections import Counter

from dungviec.engine.certificate import check as check_certificate
from dungviec.engine.check_arrays import all_is_well
from dungviec.engine.problem import Problem, Solution, Status

MANY = 1_000_000
"""From so many pairs on arrays are asked first: plain Python takes some four seconds for a million."""


def verify(problem: Problem, solution: Solution) -> list[str]:
    """Every fault of a solution as a Vietnamese sentence; an empty list when all is well.

    Checked: each choice is an allowed pair of that very person, seats, one post each, people who must be placed, side rows (hard
    ones kept, excess reported truly), the value, the bound and its certificate, and that the status is borne out by them. A solution
    that claims to be infeasible is held to every rule but those it says it gave up.
    """
    if problem.n_edges >= MANY:
        fine = all_is_well(problem, solution)
        if fine is not None:
            faults = [] if fine else by_hand(problem, solution)
            return faults if fine or faults else ["Hai cách kiểm tra không thống nhất; hãy báo lỗi này."]
    return by_hand(problem, solution)


def by_hand(problem: Problem, solution: Solution) -> list[str]:
    """Every fault, in plain Python whatever the size."""
    chosen = [int(e) for e in solution.chosen]
    if len(chosen) != len(problem.people):
        return [f"Phương án có {len(chosen)} dòng cho {len(problem.people)} người."]
    if solution.status is Status.UNSOLVED:
        return ["Chưa tìm được phương án nào trong thời gian cho phép."]
    placed, faults = _placements(problem, chosen)
    faults += _seats_and_musts(problem, solution, placed)
    row_faults, fines = _side_rows(problem, solution, chosen)
    faults += row_faults
    faults += _worth(problem, solution, placed, fines)
    faults += _proof(problem, solution, placed)
    return faults


def _placements(problem: Problem, chosen: list[int]) -> tuple[dict[int, tuple[int, int]], list[str]]:
    """Person -> (post, gain) as chosen, with a fault for each choice that is not an edge of that person."""
    placed: dict[int, tuple[int, int]] = {}
    faults = []
    for who, edge in enumerate(chosen):
        if edge == -1:
            continue
        if not 0 <= edge < len(problem.edge_person):
            faults.append(f"{problem.people[who]} được xếp theo cạnh {edge}, không có trong bài toán.")
            continue
        owner = int(problem.edge_person[edge])
        if owner != who:
            faults.append(f"{problem.people[who]} được xếp theo cạnh {edge} của {problem.people[owner]}.")
            continue
        placed[who] = int(problem.edge_post[edge]), int(problem.gain[edge])
    return placed, faults


def _seats_and_musts(problem: Problem, solution: Solution, placed: dict[int, tuple[int, int]]) -> list[str]:
    seated = Counter(post for post, _ in placed.values())
    faults = [
        f"Vị trí {problem.posts[post]} có {int(problem.capacity[post])} chỗ nhưng được xếp {count} người."
        for post, count in sorted(seated.items())
        if count > int(problem.capacity[post])
    ]
    released = set(solution.released_people)
    faults += [
        f"{problem.people[who]} phải có vị trí nhưng không được xếp."
        for who, must in enumerate(problem.must_place.tolist())
        if must and who not in placed and who not in released
    ]
    if released and solution.status is not Status.INFEASIBLE:
        faults.append(f"Trạng thái là {solution.status} dù đã bỏ qua {len(released)} người phải có vị trí.")
    return faults


def _side_rows(problem: Problem, solution: Solution, chosen: list[int]) -> tuple[list[str], int]:
    """Faults of side rows, and the fines of the elastic ones."""
    taken = {edge for edge in chosen if edge >= 0}
    faults: list[str] = []
    fines = 0
    if len(solution.excess) != len(problem.rows):
        return [f"Phương án báo {len(solution.excess)} ràng buộc, bài toán có {len(problem.rows)}."], 0
    for index, row in enumerate(problem.rows):
        weights = [1] * len(row.edges) if row.weights is None else row.weights.tolist()
        count = sum(weight for edge, weight in zip(row.edges.tolist(), weights, strict=True) if edge in taken)
        beyond = max(0, count - row.limit) if row.sense == "at_most" else max(0, row.limit - count)
        if beyond != int(solution.excess[index]):
            faults.append(f"Ràng buộc {row.name}: báo vượt {int(solution.excess[index])}, đếm lại được {beyond}.")
        given_up = index in solution.released_rows
        if given_up and solution.status in (Status.OPTIMAL, Status.FEASIBLE):
            faults.append(f"Trạng thái là {solution.status} dù đã bỏ qua ràng buộc {row.name}.")
        if beyond and row.price is None and not given_up:
            faults.append(f"Ràng buộc cứng {row.name} bị vượt {beyond} (đếm {count}, giới hạn {row.limit}).")
        if not given_up:
            fines += beyond * (row.price or 0)
    return faults, fines


def _worth(problem: Problem, solution: Solution, placed: dict[int, tuple[int, int]], fines: int) -> list[str]:
    value = sum(gain for _, gain in placed.values()) - fines
    seated = Counter(post for post, _ in placed.values())
    for post, (seats, price) in enumerate(zip(problem.capacity.tolist(), problem.vacancy_price.tolist(), strict=True)):
        value -= price * (seats - seated[post])
    for who, price in enumerate(problem.unplaced_price.tolist()):
        if who not in placed:
            value -= price
    faults = []
    if value != solution.value:
        faults.append(f"Giá trị báo là {solution.value}, tính lại được {value}.")
    if solution.bound < value:
        faults.append(f"Cận trên {solution.bound} nhỏ hơn giá trị {value}.")
    if solution.status is Status.OPTIMAL and solution.bound != solution.value:
        faults.append(f"Báo là tối ưu nhưng cận trên {solution.bound} khác giá trị {solution.value}.")
    return faults


def _proof(problem: Problem, solution: Solution, placed: dict[int, tuple[int, int]]) -> list[str]:
    """The certificate: it speaks of this very plan, its bound is recomputed, and the stated bound rests on it or on the search."""
    certificate = solution.certificate
    faults = list(check_certificate(problem, certificate).faults)
    plan = {problem.people[who]: problem.posts[post] for who, (post, _) in placed.items()}
    if certificate["plan"] != plan:
        faults.append("Chứng thư nói về một phương án khác.")
    if (certificate["value"], certificate["dual_bound"], certificate["search_bound"]) != (
        solution.value,
        solution.dual_bound,
        solution.search_bound,
    ):
        faults.append("Giá trị hoặc cận trên trong chứng thư khác với lời giải.")
    proven = [solution.dual_bound] + ([solution.search_bound] if solution.search_bound is not None else [])
    if solution.bound < min(proven):
        faults.append(f"Cận trên {solution.bound} thấp hơn mức chứng minh được {min(proven)}.")
    released = [problem.people[who] for who in solution.released_people]
    if certificate["released_people"] != released or certificate["released_rows"] != list(solution.released_rows):
        faults.append("Chứng thư và lời giải bỏ qua những ràng buộc khác nhau.")
    return faults
