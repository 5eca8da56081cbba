"""Sheets worked out by hand from the reference (worked-examples.md, processes.md 1.1 to 1.4) before the code was asked."""

from __future__ import annotations

from typing import Any

import pytest

from dungviec.appraisal import appraise, to_json, understand
from dungviec.law import LawBook

E, G, H, F, NR, U = "excellent", "good", "completed", "failed", "not_rated", "unknown"
L = {"organised": True, "cohesive": True}
SHARES = {
    "conduct_good": True, "tasks_done": 1, "tasks_exceeded": 0.55, "tasks_short": 0, "disciplined_in_year": False, "months_worked": 12,
}  # fmt: skip
Expected = tuple[str, "float | None", str]


def mon(n: int = 1, general: Any = 30, tasks: Any = None, **more: Any) -> dict[str, Any]:
    return {"month": n, "general": general, "tasks": [{"done": 1}] if tasks is None else tasks, **more}


def per(id: str = "a", periods: Any = None, **more: Any) -> dict[str, Any]:
    return {"id": id, "staff": "civil_servant", "months_worked": 12, "periods": [mon()] if periods is None else periods} | more  # fmt: skip


def pts(x: float, n: int = 1, **more: Any) -> dict[str, Any]:
    return {"month": n, "points": x, **more}


def by_shares(staff: str = "civil_servant", id: str = "a", **more: Any) -> dict[str, Any]:
    return {"id": id, "staff": staff, **SHARES, **more}


def of(*officials: Any, year: int = 2026, **more: Any) -> dict[str, Any]:
    return {"sheet": "dungviec/appraisal/1", "year": year, "officials": list(officials), **more}


class Case:
    """A sheet, what its officials come to, and what else is looked at."""

    def __init__(self, name: str, sheet: dict[str, Any], *expected: Expected, **also: Any) -> None:
        self.name, self.sheet, self.expected, self.also = name, sheet, expected, also


CASES = [
    Case(
        "1 one of one",
        of(per(periods=[mon(general=[10, 10, 10], tasks=[{"assigned": 1, "done": 1, "coefficient": 1.0}])])),
        ("a", 100.0, E),
    ),
    Case("2 five of five", of(per(periods=[mon(tasks=[{"assigned": 5, "done": 5}])])), ("a", 100.0, E)),
    Case("3 one of five", of(per(periods=[mon(tasks=[{"assigned": 5, "done": 1}])])), ("a", 44.0, F)),
    Case("4 none of five", of(per(periods=[mon(tasks=[{"assigned": 5, "done": 0}])])), ("a", 30.0, F)),
    Case("5 late", of(per(periods=[mon(tasks=[{"done": 1, "late": 1}])])), ("a", 94.17, E)),
    Case("6 redone", of(per(periods=[mon(tasks=[{"done": 1, "redone": 1}])])), ("a", 94.17, E)),
    Case(
        "7 objective",
        of(per(periods=[mon(tasks=[{"done": 1, "redone": 2, "late": 2, "objective_cause": True}])])),
        ("a", 100.0, E),
    ),
    Case("8 nothing assigned", of(per(periods=[mon(tasks=[])])), ("a", None, U)),
    Case(
        "9 conversion",
        of(
            per(periods=[mon(tasks=[{"product": "X", "done": 0}, {"product": "Y", "done": 1}])]),
            catalogue={"standard_points": 5, "products": [{"id": "X", "points": 12.5}, {"id": "Y", "points": 5}]},
        ),
        ("a", 50.0, H),
    ),
    Case("10 failed 4", of(per(periods=[mon(general=25, tasks=[{"done": 1, "redone": 4}])])), ("a", 71.67, G)),
    Case(
        "11 failed 5 (O5)",
        of(per(periods=[mon(general=25, tasks=[{"done": 1, "redone": 5}])])),
        ("a", 71.67, G),
        other={"a": {"O5": (65.83, H)}},
    ),
    Case(
        "11b O5 setting",
        of(per(periods=[mon(general=25, tasks=[{"done": 1, "redone": 5}])]), settings={"rating_floor_zero": False}),
        ("a", 65.83, H),
    ),
    Case("12 gave back", of(per(periods=[mon(tasks=[{"assigned": 4, "done": 3, "given_back": 1}])])), ("a", 82.5, G)),
    Case(
        "13 extra",
        of(per(periods=[mon(general=5, tasks=[{"assigned": 4, "done": 4}, {"extra": True, "done": 1}])])),
        ("a", 75.0, G),
        other={"a": {"O1": (92.5, E)}},
    ),
    Case("14 leader full", of(per(periods=[mon(leads={**L, "subordinate_scores": [72, 55, 91]})])), ("a", 100.0, E)),
    Case("15 leader d half", of(per(periods=[mon(leads={**L, "subordinate_scores": [72, 49.99]})])), ("a", 94.17, E)),
    Case("16 leader d at 50", of(per(periods=[mon(leads={**L, "subordinate_scores": [50]})])), ("a", 100.0, E)),
    Case(
        "17 leader all half",
        of(per(periods=[mon(general=20, leads={"organised": False, "cohesive": False, "subordinate_scores": [10]})])),
        ("a", 72.5, G),
    ),
    Case("17b leader without parts", of(per(leader=True)), ("a", None, U)),
    Case(
        "18 quarter mean, 3 months",
        of(per(periods=[pts(92), pts(88, 2), pts(75, 3)], months_worked=3)),
        ("a", 85.0, NR),
    ),
    Case(
        "19 maternity 4 months",
        of(per(periods=[pts(92), pts(88, 2), pts(75, 3), pts(85, 4)], months_worked=4, absence="maternity")),
        ("a", 85.0, G),
    ),
    Case("20 sick 5", of(per(periods=[pts(92)], months_worked=5, absence="sick")), ("a", 92.0, E)),
    Case("20b unpaid 6", of(per(periods=[pts(92)], months_worked=6, absence="unpaid")), ("a", 92.0, E)),
    Case("20c unpaid 5", of(per(periods=[pts(92)], months_worked=5, absence="unpaid")), ("a", 92.0, NR)),
    Case("21 recruit 5", of(per(periods=[pts(60 + k, k) for k in range(1, 6)], months_worked=5)), ("a", 63.0, NR)),
    Case(
        "22 thresholds",
        of(*(per(f"p{k}", [pts(x)]) for k, x in enumerate((90, 89.99, 70, 69.99, 50, 49.99)))),
        ("p0", 90.0, E),
        ("p1", 89.99, G),
        ("p2", 70.0, G),
        ("p3", 69.99, H),
        ("p4", 50.0, H),
        ("p5", 49.99, F),
    ),
    Case("23 discipline", of(per(periods=[pts(95)], grounds=["duty_discipline"])), ("a", 95.0, F)),
    Case(
        "24 head", of(per(periods=[pts(96)], unit="P", leads="P"), units=[{"id": "P", "level": "good"}]), ("a", 96.0, G)
    ),
    Case(
        "25 head of failed",
        of(per(periods=[pts(96)], unit="P", leads="P"), units=[{"id": "P", "level": "failed"}]),
        ("a", 96.0, F),
    ),
    Case(
        "25b head lower than unit",
        of(per(periods=[pts(60)], unit="P", leads="P"), units=[{"id": "P", "level": "excellent"}]),
        ("a", 60.0, H),
    ),
    Case(
        "26 quota",
        of(
            *(per(f"p{k}", [pts(x)], unit="P") for k, x in enumerate((95, 80, 80, 80, 80))),
            units=[{"id": "P", "agency": True}],
        ),
        quotas={("P", ""): (0, 1)},
    ),
    Case(
        "26b outstanding",
        of(
            *(per(f"p{k}", [pts(x)], unit="P") for k, x in enumerate((95, 80, 80, 80, 80))),
            units=[{"id": "P", "agency": True, "outstanding": True}],
        ),
        quotas={("P", ""): (1, 0)},
    ),
    Case(
        "27 groups",
        of(
            *(per(f"p{k}", [pts(95 if k < 2 else 80)], unit="P", duties="A" if k < 6 else "B") for k in range(12)),
            units=[{"id": "P", "agency": True}],
        ),
        quotas={("P", ""): (2, 0), ("P", "A"): (0, 2), ("P", "B"): (1, 0)},
    ),
    Case(
        "28 O3 O4",
        of(
            *(per(f"p{k}", [pts(95 if k < 2 else 80)], unit="P") for k in range(10)),
            units=[{"id": "P", "agency": True}],
        ),
        quotas={("P", ""): (1, 1)},
        readings={
            ("P", ""): {"good/down": 1, "good/nearest": 2, "good_and_above/down": 2, "good_and_above/nearest": 2}
        },
    ),
    Case(
        "28b settings",
        of(
            *(per(f"p{k}", [pts(95 if k < 2 else 80)], unit="P") for k in range(10)),
            units=[{"id": "P", "agency": True}],
            settings={"rating_quota_base": "good_and_above"},
        ),
        quotas={("P", ""): (2, 0)},
    ),
    Case(
        "29 sub-unit in agency",
        of(
            *(per(f"p{k}", [pts(95 if k < 2 else 80)], unit="T1" if k % 2 else "T2") for k in range(12)),
            units=[{"id": "P", "agency": True}, {"id": "T1", "parent": "P"}, {"id": "T2", "parent": "P"}],
        ),
        quotas={("P", ""): (2, 0)},
    ),
    Case(
        "30 unit XS",
        of(
            per(periods=[pts(80)]),
            units=[
                {
                    "id": "P",
                    "year": {
                        "points": 92,
                        "done": 1,
                        "on_time": 1,
                        "exceeding": 0.35,
                        "failing_sub_units": 0,
                        "shortcomings_fixed": True,
                    },
                }
            ],
        ),
        units={"P": E},
    ),
    Case("33 unit KHT", of(per(periods=[pts(80)]), units=[{"id": "P", "year": {"done": 0.65}}]), units={"P": F}),
    Case("35 90 XS", of(by_shares(), year=2021), ("a", None, E)),
    Case("36 90 T", of(by_shares(tasks_exceeded=0.45), year=2021), ("a", None, G)),
    Case(
        "37 90 VC HT", of(by_shares("public_employee", tasks_exceeded=0, tasks_short=0.15), year=2022), ("a", None, H)
    ),
    Case("39 leave", of(by_shares(months_on_leave=4), year=2022), ("a", None, H)),
    Case("40 disc 2023", of(by_shares(disciplined_in_year=True), year=2023), ("a", None, F)),
    Case("40b disc 2021", of(by_shares(disciplined_in_year=True), year=2021), ("a", None, U)),
    Case("41 90 under six", of(by_shares(months_worked=5), year=2022), ("a", None, NR)),
    Case("41b 90 maternity", of(by_shares(months_worked=5, absence="maternity"), year=2022), ("a", None, E)),
    Case("42 VC 2026", of(per(periods=[pts(91), pts(89, 2)], staff="public_employee")), ("a", 90.0, E)),
    Case("42b VC tasks have no formula", of(per(staff="public_employee")), ("a", None, U)),
    Case(
        "43 VC no regulation",
        of(
            by_shares("public_employee", unit="T"),
            units=[{"id": "T", "staff": "public_employee", "has_regulation": False}],
        ),
        ("a", None, E),
    ),
    Case(
        "44 party",
        of(
            per(
                periods=[pts(92)],
                party={
                    "tasks_done": 1,
                    "tasks_exceeded": 0.3,
                    "tasks_short": 0,
                    "shortcomings_fixed": True,
                    "failed_quarters": 0,
                },
            )
        ),
        ("a", 92.0, E),
        party={"a": E},
    ),
    Case(
        "44b party 29%",
        of(
            per(
                periods=[pts(92)],
                party={
                    "tasks_done": 1,
                    "tasks_exceeded": 0.29,
                    "tasks_short": 0,
                    "shortcomings_fixed": True,
                    "failed_quarters": 0,
                },
            )
        ),
        ("a", 92.0, E),
        party={"a": U},
    ),
    Case(
        "44c party good",
        of(per(periods=[pts(75)], party={"tasks_done": 1, "tasks_short": 0})),
        ("a", 75.0, G),
        party={"a": G},
    ),
    Case(
        "45 moved",
        of(
            per(periods=[*(pts(60, k, unit="old") for k in range(1, 7)), *(mon(k) for k in range(7, 13))], unit="new"),
            units=[{"id": "new"}, {"id": "old"}],
        ),
        ("a", 80.0, G),
        quotas={("new", ""): (0, 0)},
    ),
    Case("46 cadre 2026", of({"id": "a", "staff": "cadre", "months_worked": 12}), ("a", None, U)),
    Case(
        "47 O6",
        of(per(periods=[{"quarter": 1, "points": 60}, *(pts(90, k) for k in range(4, 13))])),
        ("a", 82.5, G),
        other={"a": {"O6": (87.0, G)}},
    ),
    Case("48 O2", of(per(periods=[pts(89.996)])), ("a", 90.0, G), other={"a": {"O2": (90.0, E)}}),
    Case(
        "49 corruption leader",
        of(per(periods=[pts(95)], leader=True, grounds=["unit_corruption"], found_and_mended_by_manager=True)),
        ("a", 95.0, F),
    ),
    Case(
        "49b corruption VC self",
        of(
            per(
                periods=[pts(95)],
                staff="public_employee",
                leader=True,
                grounds=["unit_corruption"],
                found_and_mended_by_manager=True,
            )
        ),
        ("a", 95.0, U),
    ),
    Case("49c corruption non-leader", of(per(periods=[pts(95)], grounds=["unit_corruption"])), ("a", 95.0, E)),
    Case("50 2019 VC 65%", of({"id": "a", "staff": "public_employee", "tasks_done": 0.65}, year=2019), ("a", None, F)),
    Case("50b 2019 CC", of({"id": "a", "staff": "civil_servant"}, year=2019), ("a", None, U)),
    Case(
        "51 leader of team, one low",
        of(
            per("h", [mon(leads=L)], unit="P", leads="P"),
            per("x", [mon(tasks=[{"assigned": 10, "done": 2}])], unit="P"),
            per("y", unit="P"),
            units=[{"id": "P", "level": "excellent"}],
        ),
        ("h", 94.17, E),
        ("x", 44.0, F),
    ),
    Case("52 months missing", of(per(periods=[pts(80, k) for k in range(1, 11)])), ("a", 80.0, G)),
]


@pytest.fixture(scope="module")
def book() -> LawBook:
    return LawBook.load()


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_sheet_worked_out_by_hand(case: Case, book: LawBook) -> None:
    told = to_json(appraise(understand(case.sheet), book=book))
    by = {o["id"]: o for o in told["officials"]}
    assert [(i, by[i]["points"], by[i]["level"]) for i, *_rest in case.expected] == list(case.expected)
    quotas = {(q["agency"], q["duties"]): q for q in told["quotas"]}
    for scope, (most, over) in case.also.get("quotas", {}).items():
        assert (quotas[scope]["most"], quotas[scope]["over"]) == (most, over)
    for scope, readings in case.also.get("readings", {}).items():
        assert quotas[scope]["readings"] == readings
    units = {u["id"]: u["level"] for u in told["units"]}
    assert {u: units[u] for u in case.also.get("units", {})} == case.also.get("units", {})
    for who, level in case.also.get("party", {}).items():
        assert by[who]["party"]["level"] == level
    for who, others in case.also.get("other", {}).items():
        found = {o["question"]: (o["points"], o["level"]) for o in by[who]["other_readings"]}
        assert {q: found[q] for q in others} == others
