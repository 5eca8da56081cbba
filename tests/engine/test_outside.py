"""The contract for problems from outside against every plan tried; refusals say where; the checker sees what is planted."""

from __future__ import annotations

import copy
import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.engine.outside_cases import Plain, best_by_trying, is_smallest_conflict, random_problem
from tools.solve_shapes import EXAMPLE, ProblemShape, ResultShape

import dungviec
from dungviec.engine import ProblemFault
from dungviec.engine.outside import check_result

CHUNK = 200


@pytest.mark.parametrize("chunk", range(8))
def test_small_problems_are_answered_as_by_trying_every_plan(chunk: int) -> None:
    statuses: Counter[str] = Counter()
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        problem = random_problem(seed)
        ProblemShape.model_validate_json(json.dumps(problem))
        result = dungviec.solve(problem)
        ResultShape.model_validate_json(json.dumps(result))
        best = best_by_trying(problem)
        assert result["checked"], (seed, result)
        statuses[result["status"]] += 1
        if best is None:
            assert result["status"] == "infeasible", (seed, result)
            assert is_smallest_conflict(problem, result["conflict"]), (seed, result)
            continue
        slack = abs(best) / 2**50
        assert Fraction(result["bound"]) >= best - slack, (seed, result)
        if result["status"] == "optimal":
            assert abs(Fraction(result["value"]) - best) <= slack, (seed, result, float(best))
            assert result["gap"] == 0
        else:  # only amounts of 1e17 beside 1e-9 under side rules are too far apart to be settled
            assert not result["exact"], (seed, result)
            assert Fraction(result["value"]) <= best + slack, (seed, result)
    assert statuses["feasible"] <= CHUNK // 50
    assert min(statuses["optimal"], statuses["infeasible"]) > CHUNK // 5


def test_amounts_far_apart_are_still_added_exactly() -> None:
    """A vacancy that costs a billion times what is at stake otherwise hides no digit of it."""
    problem: Plain = {
        "people": ["a", "b", "c"],
        "posts": [{"id": "x", "vacancy_cost": 1e12}, {"id": "y"}],
        "pairs": [["a", "x", 0.1234567890123456], ["b", "x", 0.1234567890123457], ["c", "y", 1e-9]],
    }
    result = dungviec.solve(problem)
    assert result["placements"] == {"b": "x", "c": "y"}
    assert (result["status"], result["value"]) == ("optimal", 0.1234567890123457 + 1e-9)


def test_amounts_too_far_apart_for_one_set_of_prices_are_settled_choice_by_choice() -> None:
    """Empty seats at 1e12 beside scores of a tenth, under weights that prices cannot express: no digit of the best plan is left open."""
    people = ["AN", "BA", "CU", "DU", "EM", "GIA"]
    told = {("AN", "W"): 0.1, ("AN", "V"): 0.2, ("DU", "W"): 3, ("GIA", "V"): 0.1179819198180575}
    weights = {
        ("CU", "W"): 1, ("BA", "U"): 1, ("GIA", "U"): -1, ("AN", "V"): 1, ("CU", "U"): -2, ("AN", "U"): 4, ("DU", "V"): 4, ("AN", "W"): 0,
        ("GIA", "V"): 1, ("EM", "V"): 2, ("BA", "V"): -3, ("GIA", "W"): 1, ("EM", "U"): -2, ("DU", "U"): -3, ("EM", "W"): 5, ("DU", "W"): 5,
        ("CU", "V"): 3, ("BA", "W"): -2,
    }  # fmt: skip
    problem: Plain = {
        "people": people,
        "posts": [{"id": "U", "vacancy_cost": -1e12}, {"id": "V", "vacancy_cost": 1e12}, {"id": "W", "capacity": 2, "vacancy_cost": 1e12}],
        "pairs": [[*pair, score] for pair, score in told.items()],
        "current": {"AN": "W", "BA": "V", "CU": "W", "DU": "V", "EM": "U"},
        "move_cost": 0.1,
        "constraints": [
            {"kind": "at_most_weight", "limit": 5, "pairs": [[*pair, weight] for pair, weight in weights.items()]},
            {"kind": "not_together", "pairs": [["AN", "W"], ["CU", "W"], ["AN", "U"]]},
            {"kind": "forbid", "person": "AN", "post": "V"},
        ],
    }  # fmt: skip
    result = dungviec.solve(problem)
    assert (result["status"], result["value"], result["bound"]) == ("optimal", 3, 3)
    assert best_by_trying(problem) == 3


def test_a_limit_of_minus_one_beside_weights_of_a_million_millions_has_its_smallest_conflict() -> None:
    """Handed over as fractions such a row makes HiGHS stumble; in whole numbers the conflict comes out, and it is the smallest."""
    problem: Plain = {
        "people": ["AN", "BA", "CU", "DU", "EM"],
        "posts": [{"id": "T", "capacity": 2}, {"id": "U"}, {"id": "V"}, {"id": "W"}, {"id": "X"}],
        "pairs": [
            ["AN", "W", 11], ["DU", "X", 10], ["EM", "X", 1], ["AN", "X", 17], ["BA", "W", 4], ["EM", "U", 12], ["CU", "U", 9], ["CU", "V", 2],
            ["AN", "U", 14], ["EM", "W", 14], ["DU", "W", 16], ["BA", "T", 5], ["AN", "T", 7], ["DU", "U", 3], ["BA", "X", -2],
        ],
        "must_place": ["AN", "CU", "DU"],
        "constraints": [
            {"kind": "fix", "person": "BA", "post": "X"},
            {"kind": "forbid", "person": "AN", "post": "W"},
            {"kind": "fix", "person": "CU", "post": "V"},
            {"kind": "at_most_weight", "limit": -1, "pairs": [["AN", "W", -1e12], ["EM", "W", -1e12], ["CU", "T", 1], ["CU", "X", 1], ["DU", "T", 1e12]]},
            {"kind": "not_together", "pairs": [["EM", "W"], ["AN", "T"], ["EM", "V"]]},
        ],
    }  # fmt: skip
    result = dungviec.solve(problem)
    assert (result["status"], result["checked"], result["conflict_minimal"]) == ("infeasible", True, True)
    assert is_smallest_conflict(problem, result["conflict"])


def test_whole_numbers_stay_whole_and_decimals_are_decimals() -> None:
    base: Plain = {"people": ["a", "b"], "posts": [{"id": "x", "capacity": 2}]}
    whole = dungviec.solve({**base, "pairs": [["a", "x", 10**15], ["b", "x", 3]]})
    assert (whole["value"], whole["bound"], type(whole["value"])) == (10**15 + 3, 10**15 + 3, int)
    assert dungviec.solve({**base, "pairs": [["a", "x", 0.1], ["b", "x", 0.2]]})["value"] == 0.3


def test_nothing_to_place() -> None:
    for pairs in ([], [["a", "x", -1]]):
        result = dungviec.solve({"people": ["a"], "posts": [{"id": "x", "vacancy_cost": 0.5}], "pairs": pairs})
        assert (result["status"], result["value"], result["unplaced"], result["vacant"]) == (
            "optimal",
            -0.5,
            ["a"],
            ["x"],
        )
    nobody = dungviec.solve({"people": [], "posts": [], "pairs": []})
    assert (nobody["status"], nobody["value"], nobody["placements"]) == ("optimal", 0, {})


def test_ids_may_be_numbers() -> None:
    result = dungviec.solve(
        {"people": [1, 2], "posts": [{"id": 7}], "pairs": [[1, 7, 1], [2, 7, 2]], "current": {"1": 7}}
    )
    assert (result["placements"], result["unplaced"]) == ({"2": 7}, [1])


def test_a_negative_move_cost_and_vacancy_cost_pay() -> None:
    problem: Plain = {
        "people": ["a"], "posts": [{"id": "x"}, {"id": "y", "vacancy_cost": -3}], "pairs": [["a", "x", 1], ["a", "y", 1]],
        "current": {"a": "x"}, "move_cost": -2,
    }  # fmt: skip
    assert dungviec.solve(problem)["value"] == 4  # stays in x: 1 + 3; a move to y would bring 1 + 2
    assert dungviec.solve({**problem, "move_cost": -4})["placements"] == {"a": "y"}


def test_two_contradictory_fixes_are_the_conflict() -> None:
    problem = copy.deepcopy(EXAMPLE)
    problem["constraints"] = [
        {"kind": "max_moves", "limit": 2},
        {"kind": "fix", "person": "LAN", "post": "KT"},
        {"kind": "forbid", "person": "BINH", "post": "PTP"},
        {"kind": "fix", "person": "TAM", "post": "KT"},
    ]
    result = dungviec.solve(problem)
    assert (result["status"], result["conflict"], result["checked"]) == ("infeasible", [1, 3], True)
    assert "constraints[1] (fix), constraints[3] (fix)" in result["reason_vi"]


def test_too_many_who_must_be_placed_are_named() -> None:
    problem = copy.deepcopy(EXAMPLE) | {"must_place": True, "constraints": []}
    problem["pairs"] = [["LAN", "KT", 1], ["TAM", "KT", 1], ["BINH", "PTP", 6]]
    result = dungviec.solve(problem)
    assert (result["status"], result["conflict"]) == ("infeasible", [])
    assert result["reason_vi"] == "2 người phải có vị trí (LAN, TAM) chỉ được vào 1 vị trí (KT), tất cả có 1 chỗ."


def test_weights_too_fine_for_the_search_are_held_exactly() -> None:
    """0.1 + 0.2 is within 0.3 as decimals; one part in 10^17 more is not."""
    base: Plain = {"people": ["a", "b"], "posts": [{"id": "x", "capacity": 2}], "pairs": [["a", "x", 1], ["b", "x", 1]]}
    for weight, value in ((0.2, 2), (0.20000000000000004, 1)):
        row = {"kind": "at_most_weight", "limit": 0.3, "pairs": [["a", "x", 0.1], ["b", "x", weight]]}
        assert dungviec.solve({**base, "constraints": [row]})["value"] == value


def test_the_folder_of_parquet_tables_gives_the_same_answer(tmp_path: Path) -> None:
    rest = {k: EXAMPLE[k] for k in ("move_cost", "must_place", "constraints")}
    (tmp_path / "problem.json").write_text(json.dumps(rest), encoding="utf-8")
    pl.DataFrame({"id": EXAMPLE["people"]}).write_parquet(tmp_path / "people.parquet")
    pl.DataFrame(EXAMPLE["posts"]).with_columns(pl.col("vacancy_cost").fill_null(0)).write_parquet(
        tmp_path / "posts.parquet"
    )
    pl.DataFrame(EXAMPLE["pairs"], schema=["person", "post", "score"], orient="row").write_parquet(
        tmp_path / "pairs.parquet"
    )
    held = {"person": list(EXAMPLE["current"]), "post": list(EXAMPLE["current"].values())}
    pl.DataFrame(held).write_parquet(tmp_path / "current.parquet")
    told = [{k: v for k, v in dungviec.solve(s).items() if k != "seconds"} for s in (EXAMPLE, tmp_path)]
    assert told[0] == told[1]
    pl.DataFrame({"person": ["LAN"], "post": ["KT"]}).write_parquet(tmp_path / "pairs.parquet")
    with pytest.raises(ProblemFault, match=r"pairs.parquet.*thiếu cột «score»"):
        dungviec.solve(tmp_path)


def tables(folder: Path, **changed: pl.DataFrame) -> Path:
    """Two people and two posts as Parquet tables."""
    usual = {
        "people": pl.DataFrame({"id": ["a", "b"]}),
        "posts": pl.DataFrame({"id": ["x", "y"]}),
        "pairs": pl.DataFrame({"person": ["a", "b"], "post": ["x", "y"], "score": [1.5, 2.5]}),
    }
    for name, frame in (usual | changed).items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


def test_scores_may_be_decimals_in_parquet(tmp_path: Path) -> None:
    scores = pl.Series("score", ["0.1", "0.2"]).str.to_decimal(scale=4)
    pairs = pl.DataFrame({"person": ["a", "b"], "post": ["x", "y"]}).with_columns(scores)
    assert dungviec.solve(tables(tmp_path, pairs=pairs))["value"] == 0.3


def test_tables_that_contradict_are_refused(tmp_path: Path) -> None:
    tables(tmp_path, current=pl.DataFrame({"person": ["a", "b", "a"], "post": ["x", "y", "y"]}))
    with pytest.raises(ProblemFault, match=r"current.parquet\[2\].*'a'.*một vị trí"):
        dungviec.solve(tmp_path)
    tables(tmp_path, current=pl.DataFrame({"person": ["a"], "post": ["x"]}))
    for key, value in (("people", ["a"]), ("current", {"a": "y"})):
        (tmp_path / "problem.json").write_text(json.dumps({key: value}), encoding="utf-8")
        with pytest.raises(ProblemFault, match=rf"«{key}» đã có trong {key}.parquet"):
            dungviec.solve(tmp_path)
    (tmp_path / "problem.json").unlink()
    (tmp_path / "pairs.parquet").unlink()
    with pytest.raises(ProblemFault, match=r"thiếu tệp pairs.parquet"):
        dungviec.solve(tmp_path)


def test_numpy_numbers_are_numbers() -> None:
    problem = {
        "people": ["a"],
        "posts": [{"id": "x"}],
        "pairs": [["a", "x", np.float32(0.5)]],
        "move_cost": np.int64(2),
    }
    assert dungviec.solve(problem)["value"] == 0.5


def changed(path: str, value: Any) -> Plain:
    """The example with one place changed: ``posts.1.capacity`` and the like."""
    problem: Any = copy.deepcopy(EXAMPLE)
    *way, last = [int(k) if k.isdigit() else k for k in path.split(".")]
    at = problem
    for key in way:
        at = at[key]
    if isinstance(at, list) and last == len(at):
        at.append(value)
    else:
        at[last] = value
    return dict(problem)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("people", "LAN", "people: phải là một danh sách mã"),
        ("people.2", "LAN", r"people\[2\]: mã \"LAN\" đã có ở people\[0\]; mỗi mã một lần"),
        ("people.1", 1.5, r"people\[1\]: mã phải là chữ hoặc số nguyên, không phải 1.5"),
        ("people.1", True, r"people\[1\]: mã phải là chữ"),
        ("posts.1", "DD", r"posts\[1\]: phải có dạng"),
        ("posts.1.id", "KT", r"posts\[1\]: mã \"KT\" đã có ở posts\[0\]"),
        ("posts.1.capacity", -1, r"posts\[1\].capacity: phải là số nguyên từ 0 đến .* không phải -1"),
        ("posts.1.capacity", 1.5, r"posts\[1\].capacity: phải là số nguyên"),
        ("posts.1.capcity", 2, r"posts\[1\]: không có mục «capcity»; các mục được đọc: id, capacity"),
        ("posts.1.vacancy_cost", "2", r"posts\[1\].vacancy_cost: phải là một số hữu hạn, không phải \"2\""),
        ("pairs.1", ["LAN", "DD"], r"pairs\[1\]: phải có dạng \[người, vị trí, điểm\]"),
        ("pairs.1", "abc", r"pairs\[1\]: phải có dạng"),
        ("pairs.1.0", "AI", r"pairs\[1\]\[0\]: không có người \"AI\" trong «people»; thêm vào đó hoặc sửa mã"),
        ("pairs.1.0", ["LAN"], r"pairs\[1\]\[0\]: không có người"),
        ("pairs.1.1", "XX", r"pairs\[1\]\[1\]: không có vị trí \"XX\" trong «posts»"),
        ("pairs.1.2", float("nan"), r"pairs\[1\]\[2\]: phải là một số hữu hạn, không phải NaN"),
        ("pairs.1.2", float("inf"), r"pairs\[1\]\[2\]: phải là một số hữu hạn"),
        ("pairs.1.2", None, r"pairs\[1\]\[2\]: phải là một số hữu hạn, không phải null"),
        ("pairs.1.2", True, r"pairs\[1\]\[2\]: phải là một số hữu hạn, không phải true"),
        ("pairs.6", ["LAN", "KT", 1], r"pairs\[6\]: cặp \"LAN\" – \"KT\" đã có ở pairs\[0\]; mỗi cặp một lần"),
        ("current", ["LAN"], "current: phải có dạng {người: vị trí}"),
        ("current.AI", "KT", r"current\[\"AI\"\]: không có người \"AI\""),
        ("current.LAN", "XX", r"current\[\"LAN\"\]: không có vị trí \"XX\""),
        ("move_cost", "ít", r"move_cost: phải là một số hữu hạn, không phải \"ít\""),
        ("must_place", "all", "must_place: phải là false, true hoặc danh sách người"),
        ("must_place.1", "AI", r"must_place\[1\]: không có người"),
        ("constraints", {}, None),
        ("constraints.0", {"kind": "most"}, r"constraints\[0\]: phải có «kind» là một trong: max_moves, not_together"),
        ("constraints.0.limit", -1, r"constraints\[0\].limit: phải là số nguyên từ 0"),
        ("constraints.0", {"kind": "max_moves"}, r"constraints\[0\]: ràng buộc «max_moves» thiếu mục «limit»"),
        ("constraints.0.count", 1, r"constraints\[0\]: không có mục «count»"),
        ("constraints.1.pairs.1", ["LAN", "DD"], r"constraints\[1\].pairs\[1\]: cặp này đã có ở constraints\[1\].pairs\[0\]"),
        ("constraints.1.pairs.1", ["LAN", "DD", 1], r"constraints\[1\].pairs\[1\]: phải có dạng \[người, vị trí\]"),
        ("constraints.1.pairs.1.1", "XX", r"constraints\[1\].pairs\[1\]\[1\]: không có vị trí"),
        ("constrains", [], "bài toán: không có mục «constrains»"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_its_place(path: str, value: Any, says: str | None) -> None:
    if says is None:  # an empty object says nothing, like an empty list
        assert dungviec.solve(changed(path, value))["status"] == "optimal"
        return
    with pytest.raises(ProblemFault, match=says) as refused:
        dungviec.solve(changed(path, value))
    assert refused.value.english
    assert refused.value.english != str(refused.value)


@pytest.mark.parametrize("key", ["people", "posts", "pairs"])
def test_a_missing_part_is_named(key: str) -> None:
    with pytest.raises(ProblemFault, match=f"thiếu mục «{key}»"):
        dungviec.solve({k: v for k, v in EXAMPLE.items() if k != key})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "dòng 1, cột 2: không đúng cú pháp JSON"),
        ("[]", "phải là một đối tượng JSON"),
        ('{"people": [], "people": []}', "mục «people» có hai lần"),
        ('{"people": ["a"], "posts": [{"id": "x"}], "pairs": [["a", "x", NaN]]}', "có số «NaN»"),
        ('{"people": ["a"], "posts": [{"id": "x"}], "pairs": [["a", "x", 1e999]]}', r"pairs\[0\]\[2\]: phải là một số hữu hạn"),
        ("[" * 100_000, "lồng nhau quá sâu"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_problem_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemFault, match=says):
        dungviec.solve(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProblemFault, match="không phải văn bản UTF-8"):
        dungviec.solve(path)


@pytest.mark.parametrize(
    ("key", "value", "finds"),
    [
        ("placements", {"LAN": "DD", "TAM": "KT", "BINH": "KT"}, "BINH – KT is not an allowed pair"),
        ("placements", {"LAN": "DD", "TAM": "KT", "BINH": "DD"}, "post DD has 1 places for 2 people"),
        ("placements", {"LAN": "DD", "TAM": "KT", "BINH": "PTP"}, "constraint 1 (not_together) does not hold"),
        ("placements", {"LAN": "DD"}, "TAM must be placed and is not"),
        ("placements", {"LAN": "DD", "TAM": "KT", "AI": "PTP"}, "AI is not one of the people"),
        ("value", 16.75, "value is stated as 16.75, recomputed 16.5"),
        ("bound", 16.25, "bound 16.25 is below the value 16.5"),
        ("bound", 20, "called optimal with a gap of 0.175"),
        ("gap", 0.5, "gap is stated as 0.5, recomputed 0.0"),
        ("unplaced", [], "unplaced does not list exactly the people without a post"),
        ("vacant", ["PTP", "KT"], "vacant does not list exactly the posts with places left"),
    ],
)
def test_the_checker_sees_what_is_planted(key: str, value: Any, finds: str) -> None:
    result = dungviec.solve(EXAMPLE)
    assert check_result(EXAMPLE, result) == []
    assert finds in check_result(EXAMPLE, {**result, key: value})


@pytest.mark.parametrize(
    ("constraint", "plan"),
    [
        ({"kind": "max_moves", "limit": 1}, {"LAN": "DD", "TAM": "KT"}),
        ({"kind": "at_least", "count": 1, "pairs": [["BINH", "PTP"]]}, {"LAN": "DD", "TAM": "KT"}),
        ({"kind": "at_most", "count": 0, "pairs": [["LAN", "DD"]]}, {"LAN": "DD", "TAM": "KT"}),
        ({"kind": "at_most_weight", "limit": 0.3, "pairs": [["LAN", "DD", 0.1], ["TAM", "KT", 0.21]]}, {"LAN": "DD", "TAM": "KT"}),
        ({"kind": "fix", "person": "BINH", "post": "PTP"}, {"LAN": "DD", "TAM": "KT"}),
        ({"kind": "forbid", "person": "LAN", "post": "DD"}, {"LAN": "DD", "TAM": "KT"}),
    ],
)  # fmt: skip
def test_the_checker_holds_a_plan_to_every_kind_of_constraint(constraint: Plain, plan: dict[str, str]) -> None:
    problem = {**EXAMPLE, "constraints": [constraint]}
    result = {**dungviec.solve({**EXAMPLE, "constraints": []}), "placements": plan, "unplaced": ["BINH"]}
    assert f"constraint 0 ({constraint['kind']}) does not hold" in check_result(problem, result)
