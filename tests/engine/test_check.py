"""The checker: a good plan passes, and each way of breaking one is seen and named."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.instances import city, with_rows
from tests.engine.small_cases import make_problem

from dungviec.engine import check as checking
from dungviec.engine.certificate import Certificate, check
from dungviec.engine.check import verify
from dungviec.engine.check_arrays import all_is_well
from dungviec.engine.problem import Problem, SideRow, Solution, Status
from dungviec.engine.solve import solve

LAN, HUNG, MAI, TUAN = 0, 1, 2, 3


@pytest.fixture(autouse=True, params=["by hand", "arrays first"])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fault here must be seen in plain Python and by the arrays that go before it in large problems."""
    if request.param == "arrays first":
        monkeypatch.setattr(checking, "MANY", 0)


def _office(*rows: SideRow) -> Problem:
    """Lan and Hùng hold posts 0 and 1; Mai and Tuấn would like to come; post 2 has two seats."""
    edges = [(LAN, 0, 40), (LAN, 1, 60), (HUNG, 1, 50), (HUNG, 2, 45), (MAI, 0, 70), (MAI, 2, 30), (TUAN, 2, 20)]
    return make_problem(
        capacity=[1, 1, 2],
        edges=edges,
        people=4,
        stays={LAN: 0, HUNG: 1},
        must=[LAN, HUNG],
        unplaced=[5, 5, 5, 5],
        vacancy=[7, 7, 7],
        rows=rows,
    )


def _plan(problem: Problem, solution: Solution, **places: int) -> Solution:
    """The solution with people put on other edges (-1 none); value, excess and certificate stay as they were."""
    chosen = solution.chosen.copy()
    for name, edge in places.items():
        chosen[{"lan": LAN, "hung": HUNG, "mai": MAI, "tuan": TUAN}[name]] = edge
    return replace(solution, chosen=chosen)


def _with_certificate(solution: Solution, **changes: object) -> Solution:
    proof = json.loads(json.dumps(solution.certificate))
    return replace(solution, certificate=proof | changes)


def test_a_good_plan_passes() -> None:
    problem = _office()
    solution = solve(problem)
    assert solution.chosen.tolist() == [1, 3, 4, 6]
    assert verify(problem, solution) == []


@pytest.mark.parametrize(
    ("places", "word"),
    [
        ({"lan": 99}, "không có trong bài toán"),
        ({"lan": -2}, "không có trong bài toán"),
        ({"lan": 2}, "của P1"),
        ({"lan": 0}, "có 1 chỗ nhưng được xếp 2"),
        ({"lan": -1}, "P0 phải có vị trí"),
        ({"tuan": -1}, "Giá trị báo là"),
        ({"tuan": -1}, "phương án khác"),
    ],
)
def test_a_broken_placement_is_seen(places: dict[str, int], word: str) -> None:
    problem = _office()
    broken = _plan(problem, solve(problem), **places)
    assert any(word in fault for fault in verify(problem, broken)), verify(problem, broken)


def test_a_plan_for_other_people_is_refused() -> None:
    problem = _office()
    solution = solve(problem)
    assert verify(problem, replace(solution, chosen=solution.chosen[:2])) == ["Phương án có 2 dòng cho 4 người."]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"value": 1}, "Giá trị báo là 1"),
        ({"bound": 0}, "nhỏ hơn giá trị"),
        ({"bound": 10**6}, "Báo là tối ưu nhưng"),
        ({"bound": 0}, "thấp hơn mức chứng minh được"),
        ({"dual_bound": 10**6}, "trong chứng thư khác"),
        ({"search_bound": 3}, "trong chứng thư khác"),
        ({"released_people": (LAN,)}, "bỏ qua 1 người"),
        ({"released_rows": (0,), "excess": np.array([0])}, "bỏ qua những ràng buộc khác nhau"),
        ({"excess": np.array([2])}, "báo vượt 2"),
        ({"excess": np.zeros(0, dtype=np.int64)}, "báo 0 ràng buộc"),
    ],
)
def test_a_false_claim_is_seen(change: dict[str, object], word: str) -> None:
    problem = _office(SideRow("moves", np.array([1, 3]), 2))
    solution = solve(problem)
    assert verify(problem, solution) == []
    faults = verify(problem, replace(solution, **change))  # type: ignore[arg-type]
    assert any(word in fault for fault in faults), faults


def test_a_hard_row_broken_and_an_elastic_one_hidden_are_seen() -> None:
    hard = _office(SideRow("moves", np.array([1, 3]), 1))
    free = solve(_office())
    broken = replace(solve(hard), chosen=free.chosen, excess=np.array([1]))
    assert any("Ràng buộc cứng moves" in fault for fault in verify(hard, broken))
    soft = _office(SideRow("moves", np.array([1, 3]), 1, price=3))
    solution = solve(soft)
    assert solution.excess.tolist() == [1]
    assert any("báo vượt 0" in fault for fault in verify(soft, replace(solution, excess=np.array([0]))))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"scale": 0}, "scale = 0"),
        ({"posts": {"V0": -5}}, "không được âm"),
        ({"posts": {}}, "ghi cận trên"),
        ({"posts": {"V9": 5}}, "vị trí lạ V9"),
        ({"people": {"P9": 5}}, "người lạ P9"),
        ({"people": {}}, "thấp hơn mức cần thiết"),
        ({"rows": []}, "0 giá ràng buộc"),
        ({"rows": [-1]}, "moves là -1"),
        ({"rows": [10**6]}, "cao hơn mức phạt"),
        ({"plan": {"P0": "V2"}}, "một cặp không được phép"),
        ({"plan": {"P0": "V1", "P1": "V1"}}, "có 1 chỗ nhưng phương án xếp 2"),
        ({"value": 0}, "ghi giá trị 0"),
        ({"dual_bound": 1}, "ghi cận trên 1"),
    ],
)
def test_a_forged_certificate_is_seen(change: dict[str, object], word: str) -> None:
    problem = _office(SideRow("moves", np.array([1, 3]), 2, price=4))
    solution = solve(problem)
    assert check(problem, solution.certificate).faults == ()
    faults = verify(problem, _with_certificate(solution, **change))
    assert any(word in fault for fault in faults), faults


def test_the_certificate_of_a_searched_plan_states_both_bounds_and_survives_json() -> None:
    problem = with_rows(city(people=240, seed=1), move_share=0.05, relatives=25, units=8)
    solution = solve(problem)
    stored: Certificate = json.loads(json.dumps(solution.certificate))
    recomputed = check(problem, stored)
    assert recomputed.faults == ()
    assert recomputed.bound == solution.dual_bound >= solution.value
    assert stored["search_bound"] == solution.search_bound


def test_a_plan_claimed_best_that_is_not_cannot_bring_a_certificate() -> None:
    problem = _office()
    solution = solve(problem)
    worse = _plan(problem, solution, tuan=-1)
    value = problem.value_of(worse.chosen)
    plan = {"P0": "V1", "P1": "V2", "P2": "V0"}
    claimed = _with_certificate(replace(worse, value=value, bound=value, dual_bound=value), plan=plan, value=value)
    claimed = _with_certificate(claimed, dual_bound=value)
    assert claimed.status is Status.OPTIMAL
    assert any("ghi cận trên" in fault for fault in verify(problem, claimed))


def test_no_plan_at_all_is_said_in_one_sentence() -> None:
    problem = _office()
    assert verify(problem, replace(solve(problem), status=Status.UNSOLVED)) == [
        "Chưa tìm được phương án nào trong thời gian cho phép."
    ]


def test_weights_are_counted_by_the_checker_and_in_the_certificate() -> None:
    """A budget of travelling money: each move counts what it costs, and a rule broken by one đồng is seen."""
    cost = np.array([300, 200, 150])
    budget = SideRow("travel", np.array([1, 3, 4]), 649, weights=cost)
    problem = _office(budget)
    solution = solve(problem)
    assert verify(problem, solution) == []
    assert int(problem.row_counts(solution.chosen)[0]) <= 649
    too_dear = replace(solution, chosen=solve(_office()).chosen, excess=np.array([1]))
    assert any("Ràng buộc cứng travel bị vượt 1 (đếm 650" in fault for fault in verify(problem, too_dear))
    priced = dict(solution.certificate, rows=[solution.certificate["scale"]], people={}, posts={})
    with_weights, as_counts = check(problem, priced), check(_office(replace(budget, weights=None)), priced)  # type: ignore[arg-type]
    assert with_weights.bound != as_counts.bound


def test_prices_that_leave_64_bits_are_left_to_plain_python() -> None:
    problem = _office(SideRow("moves", np.array([1, 3]), 2))
    forged = _with_certificate(solve(problem), rows=[2**62])
    assert all_is_well(problem, forged) is None
    assert any("ghi cận trên" in fault for fault in verify(problem, forged))


def test_random_plans_and_papers_are_judged_alike_by_arrays_and_by_hand() -> None:
    """A number of the solution or its certificate is changed by one; both ways must agree whether that is a fault."""
    dice = np.random.default_rng(5)
    problem = with_rows(city(people=120, seed=3), move_share=0.1, relatives=10, units=4)
    solution = solve(problem)
    seen = {True: 0, False: 0}
    for _ in range(60):
        proof = json.loads(json.dumps(solution.certificate))
        changed = replace(solution, certificate=proof)
        way = int(dice.integers(0, 5))
        if way == 0:
            post = str(dice.choice(list(proof["posts"])))
            proof["posts"][post] += int(dice.integers(-1, 2))
        elif way == 1:
            who = str(dice.choice(list(proof["people"])))
            proof["people"][who] += int(dice.integers(-1, 2))
        elif way == 2:
            proof["rows"][int(dice.integers(0, len(proof["rows"])))] += int(dice.integers(-1, 2))
        elif way == 3:
            chosen = solution.chosen.copy()
            chosen[int(dice.integers(0, len(chosen)))] = int(dice.integers(-1, problem.n_edges))
            changed = replace(solution, chosen=chosen, certificate=proof)
        else:
            changed = replace(solution, value=solution.value + int(dice.integers(-1, 2)), certificate=proof)
        fine = all_is_well(problem, changed)
        assert fine is (checking.by_hand(problem, changed) == [])
        seen[fine] += 1
    assert min(seen.values()) > 5, seen
