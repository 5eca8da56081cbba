"""A year as arrays says the same as the sheet, to the last digit, also on the edges."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.appraisal.sheets import sheet, shown

from dungviec.appraisal import appraise, understand
from dungviec.appraisal.batch import LEVELS, UNKNOWN, BatchFault, PeopleArrays, TaskArrays, classify_year
from dungviec.law import LawBook, LawSettings

BOOK = LawBook.load()


def year_of(seed: int, people: int, *, awkward: bool) -> dict[str, Any]:
    """A made-up year of one agency with two groups: the first two officials lead, the second under the first."""
    draw = np.random.default_rng(seed)
    coefficients = [0.3, 0.5, 1, 1.2, 2.5] if awkward else [1]
    officials = []
    for i in range(people):
        periods = []
        for month in range(1, 13):
            if draw.random() < 0.1:
                continue
            tasks = []
            for _ in range(int(draw.integers(0, 5))):
                many = int(draw.integers(1, 4))
                spoiled = draw.random() < 0.3
                done = int(draw.integers(0, many + 1))
                extra = bool(draw.random() < 0.1)
                tasks.append({
                    "coefficient": float(draw.choice(coefficients)), "assigned": 1 if extra else many, "done": done, "extra": extra,
                    "redone": int(draw.integers(0, 6 if done < 2 else 5)) if spoiled else 0, "late": int(draw.integers(0, 3)) if spoiled else 0,
                })  # fmt: skip
            row = {"month": month, "general": float(draw.choice([0, 15, 20, 22.5, 30])), "tasks": tasks}
            if i < 2:
                row["leads"] = {"organised": bool(draw.random() < 0.8), "cohesive": bool(draw.random() < 0.8)}
            periods.append(row)
        officials.append({
            "id": f"n{i}", "staff": "civil_servant", "unit": "S" if i == 0 else "P", "duties": ["a", "b"][i % 2], "periods": periods,
            "months_worked": int(draw.choice([4, 7, 12, 12, 12])), **({"absence": "maternity"} if draw.random() < 0.2 else {}),
            **({"grounds": ["duty_discipline"]} if draw.random() < 0.1 else {}),
        })  # fmt: skip
    officials[0] |= {"leads": "S"}
    officials[1] |= {"leads": "P"}
    units = [{"id": "S", "agency": True, "level": "good"}, {"id": "P", "parent": "S", "level": "excellent"}]
    return sheet(*officials, units=units)


def arrays_of(data: dict[str, Any]) -> tuple[TaskArrays, PeopleArrays]:
    """The same year as arrays."""
    people = data["officials"]
    lines = [(i, p["month"] - 1, t) for i, o in enumerate(people) for p in o["periods"] for t in p["tasks"]]
    general = np.full((len(people), 12), -1, dtype=np.int64)
    organised, cohesive = np.zeros((len(people), 12), dtype=bool), np.zeros((len(people), 12), dtype=bool)
    for i, o in enumerate(people):
        for p in o["periods"]:
            general[i, p["month"] - 1] = round(p["general"] * 10_000)
            if "leads" in p:
                organised[i, p["month"] - 1], cohesive[i, p["month"] - 1] = (
                    p["leads"]["organised"],
                    p["leads"]["cohesive"],
                )

    def column(key: str) -> np.ndarray:
        return np.array([t[key] for _, _, t in lines], dtype=np.int64)

    tasks = TaskArrays(
        np.array([i for i, _, _ in lines], dtype=np.int64), np.array([m for _, m, _ in lines], dtype=np.int64),
        np.array([round(t["coefficient"] * 10_000) for _, _, t in lines], dtype=np.int64), column("assigned"), column("done"),
        column("redone"), column("late"), column("extra").astype(bool),
    )  # fmt: skip
    whole = len(people)
    return tasks, PeopleArrays(
        general, np.array([-1, 0, *[1] * (whole - 2)]), np.arange(whole) < 2, organised, cohesive,
        np.array([o["months_worked"] for o in people]), np.array([o.get("absence") == "maternity" for o in people]),
        np.array([bool(o.get("grounds")) for o in people]), np.array([3, 4, *[4] * (whole - 2)]), np.zeros(whole, dtype=np.int64),
        np.arange(whole) % 2, np.zeros(whole, dtype=bool),
    )  # fmt: skip


@settings(max_examples=30)
@given(
    seed=st.integers(0, 10**6), people=st.integers(3, 9), awkward=st.booleans(), cap=st.booleans(), floor=st.booleans(),
    read=st.sampled_from(["exact", "two_decimals"]),
)  # fmt: skip
def test_arrays_and_sheet_agree_to_the_last_digit(
    seed: int, people: int, awkward: bool, cap: bool, floor: bool, read: str
) -> None:
    data = year_of(seed, people, awkward=awkward)
    data["settings"] = {"rating_cap_parts": cap, "rating_floor_zero": floor, "rating_points_read": read}
    whole = appraise(understand(data), book=BOOK, other_readings=False)
    found = classify_year(whole.view, *arrays_of(data))
    for i, official in enumerate(data["officials"]):
        told = shown(whole, official["id"])
        months = {p.period.month: p.total for p in whole.year(official["id"]).periods}
        for month, total in months.items():
            assert (total is None and np.isnan(found.months[i, month - 1])) or float(total) == pytest.approx(
                found.months[i, month - 1], abs=1e-9
            )
        assert found.hundredths[i] == (UNKNOWN if told is None else round(float(told) * 100))
        level = whole.year(official["id"]).level
        assert (None if found.level[i] == UNKNOWN else LEVELS[found.level[i]]) == level, official["id"]
    said = sorted((q.duties, len(q.excellent), q.good, q.answer.value.most) for q in whole.quotas)
    assert sorted((["a", "b", ""][d], best, good, most) for _, d, best, good, most in found.quota_scopes) == said


def test_a_mean_on_the_line_is_counted_again_as_a_fraction() -> None:
    """Three months whose mean is 90 exactly, and three that miss it by a little."""
    data = year_of(1, 3, awkward=False)
    for official, last in zip(data["officials"], (20, 20, 19.9999), strict=True):
        official |= {"months_worked": 12, "absence": None, "grounds": []}
        official["periods"] = [
            {
                "month": m,
                "general": g,
                "tasks": [{"coefficient": 1, "assigned": 1, "done": 1, "redone": 0, "late": 0, "extra": False}],
            }
            for m, g in ((1, 20), (2, 20), (3, last))
        ]
        official.pop("leads", None)
    tasks, people = arrays_of(data)
    people = replace(people, leads=np.zeros(3, dtype=bool), unit_level=np.full(3, 4))
    found = classify_year(BOOK.on(understand(data).classified_on), tasks, people)
    assert [LEVELS[k] for k in found.level] == ["excellent", "excellent", "good"]
    assert found.exact_again == 2
    assert found.hundredths.tolist() == [9000, 9000, 9000]


def test_what_does_not_fit_together_is_refused() -> None:
    tasks, people = arrays_of(year_of(3, 4, awkward=False))
    view = BOOK.on(understand(sheet()).classified_on, settings=LawSettings())
    with pytest.raises(BatchFault, match="Tháng"):
        classify_year(view, replace(tasks, month=tasks.month + 12), people)
    with pytest.raises(BatchFault, match="ngoài danh sách"):
        classify_year(view, replace(tasks, official=tasks.official + 9), people)
    with pytest.raises(BatchFault, match="riêng từng sản phẩm"):
        classify_year(
            view, replace(tasks, done=tasks.done * 0 + 2, assigned=tasks.done * 0 + 2, late=tasks.late * 0 + 5), people
        )
    with pytest.raises(BatchFault, match="nhiều hơn số được giao"):
        classify_year(
            view,
            replace(
                tasks, done=tasks.assigned + 1, redone=tasks.redone * 0, late=tasks.late * 0, extra=tasks.extra & False
            ),
            people,
        )
    with pytest.raises(BatchFault, match="vòng tròn"):
        classify_year(view, tasks, replace(people, manager=np.array([1, 0, 1, 1])))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_reading_left_out_because_it_cannot_matter_would_have_changed_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    data = year_of(seed, 5, awkward=True)
    data["officials"][3]["periods"] = [
        p for p in data["officials"][3]["periods"] if p["month"] < 10
    ] + [{"quarter": 4, "points": 89.996}]  # fmt: skip
    whole = understand(data)
    found = appraise(whole).differences
    monkeypatch.setattr("dungviec.appraisal.agency._matters", lambda *_any: True)
    assert found == appraise(whole).differences
