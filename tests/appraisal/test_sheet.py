"""A sheet of an office, from what people write to levels, quotas and the other readings (NĐ 335/2025, NĐ 90/2020)."""

import pytest
from tests.appraisal.sheets import judged, month, person, sheet, shown

from dungviec.appraisal import SheetFault, appraise, to_json, understand


@pytest.mark.parametrize(
    ("tasks", "points"),
    [
        ([{"assigned": 1, "done": 1}], "100.00"),
        ([{"assigned": 5, "done": 1}], "44.00"),
        ([{"assigned": 5, "done": 0}], "30.00"),
        ([{"done": 1, "late": 1}], "94.17"),
        ([{"done": 1, "redone": 1}], "94.17"),
        ([{"done": 1, "redone": 2, "late": 2, "objective_cause": True}], "100.00"),
        ([{"assigned": 4, "done": 3, "given_back": 1}], "82.50"),
    ],
)
def test_one_month_of_staff(tasks: list[dict[str, object]], points: str) -> None:
    """Worked examples 1 to 7 and 12."""
    assert shown(judged(person(periods=[month(tasks=tasks)]))) == points


def test_nothing_assigned_is_not_enough_data_and_leaves_the_year_open() -> None:
    found = judged(person(periods=[month(tasks=[]), month(2)]))
    year = found.year("an")
    assert year.mean is None
    assert year.level is None
    assert "không đủ dữ liệu" in year.periods[0].answer.vi
    assert any("tháng 1 chưa có điểm" in vi for vi, _ in year.remarks)


def test_a_product_is_converted_by_the_catalogue() -> None:
    catalogue = {"standard_points": 5, "products": [{"id": "BC", "points": 12.5}, {"id": "CV", "coefficient": 1}]}
    tasks = [{"product": "BC", "assigned": 1, "done": 1}, {"product": "CV", "assigned": 1, "done": 0}]
    found = judged(person(periods=[month(tasks=tasks)]), catalogue=catalogue)
    assert found.year("an").periods[0].answer.value.parts[0] == pytest.approx(2.5 / 3.5)


def test_an_extra_task_is_capped_and_the_other_reading_is_told() -> None:
    """Worked example 13 (O1)."""
    found = judged(person(periods=[month(tasks=[{"assigned": 4, "done": 4}, {"done": 1, "extra": True}])]))
    assert shown(found) == "100.00"
    [difference] = [d for d in found.differences if d.question == "O1"]
    assert float(difference.mean) == pytest.approx(30 + 70 * 1.25)


def office(low: float) -> dict[str, object]:
    """A division of three: the head, and two whose points are given."""
    return sheet(
        person("head", unit="P", leads="P", periods=[month(leads={"organised": True, "cohesive": False})]),
        person("an", unit="P", periods=[{"month": 1, "points": 91}]),
        person("binh", unit="P", periods=[{"month": 1, "points": low}]),
        units=[{"id": "P", "agency": True, "level": "excellent"}],
    )


@pytest.mark.parametrize(("low", "d"), [(50, 1.0), (49.99, 0.5)])
def test_part_d_of_a_leader_rests_on_the_people_managed(low: float, d: float) -> None:
    found = appraise(understand(office(low)))
    parts = [float(p) for p in found.year("head").periods[0].answer.value.parts]
    assert parts == [1, 1, 1, d, 1, 0.5]


def test_a_leader_of_leaders_rests_on_the_heads_right_below() -> None:
    leads = {"organised": True, "cohesive": True}
    found = judged(
        person("top", unit="S", leads="S", periods=[month(leads=leads)]),
        person("head", unit="P", leads="P", periods=[month(general=0, tasks=[{"assigned": 9, "done": 1}], leads=leads)]),
        person("an", unit="P", periods=[{"month": 1, "points": 20}]),
        units=[{"id": "S", "agency": True, "level": "good"}, {"id": "P", "parent": "S", "level": "good"}],
    )  # fmt: skip
    assert float(found.year("head").mean) < 50
    assert float(found.year("top").periods[0].answer.value.parts[3]) == 0.5


def test_without_points_below_the_leader_stays_open_and_says_whose_are_missing() -> None:
    data = office(50)
    data["officials"][1]["periods"] = data["officials"][2]["periods"] = []
    year = appraise(understand(data)).year("head")
    assert year.level is None
    assert "leads.subordinate_scores" in year.periods[0].answer.lacks
    assert "an, binh" in year.remarks[0][0]


def test_a_head_is_not_above_the_unit() -> None:
    """Worked example 24."""
    data = office(60)
    data["units"][0]["level"] = "good"
    data["officials"][0]["periods"][0]["leads"] = {"organised": True, "cohesive": True}
    year = appraise(understand(data)).year("head")
    assert float(year.mean) == 100
    assert year.level == "good"
    assert year.state.citation == "NĐ 335/2025 Điều 11, 20"


def test_a_head_of_a_unit_without_a_level_is_unknown() -> None:
    data = office(60)
    del data["units"][0]["level"]
    assert "appraisal.body_level" in appraise(understand(data)).year("head").state.lacks


def test_months_and_quarters_mixed_weigh_a_quarter_as_three_months() -> None:
    periods = [{"month": 1, "points": 60}, {"quarter": 2, "points": 100}]
    found = judged(person(periods=periods))
    assert float(found.year("an").mean) == 90
    assert found.year("an").level == "excellent"
    [difference] = [d for d in found.differences if d.question == "O6"]
    assert float(difference.mean) == 80
    assert difference.level == "good"


def test_a_third_below_the_line_is_not_rounded_over_it() -> None:
    """Worked example 22: levels are read from the full number (O2)."""
    periods = [{"month": m, "points": p} for m, p in ((1, 90), (2, 90), (3, 89.99))]
    found = judged(person(periods=periods))
    assert shown(found) == "90.00"
    assert found.year("an").level == "good"
    assert [d.level for d in found.differences if d.question == "O2"] == ["excellent"]


def team(points: list[float], **unit: object) -> dict[str, object]:
    """People of one group of similar duties with their points."""
    people = [
        person(f"n{i}", unit="P", duties="one-stop", periods=[{"month": 1, "points": p}]) for i, p in enumerate(points)
    ]
    return sheet(*people, units=[{"id": "P", "agency": True, **unit}])


def test_the_quota_counts_in_the_agency_and_in_the_group() -> None:
    """Worked example 26: four good, none excellent at 20 %, one at 25 %."""
    found = appraise(understand(team([95, 80, 80, 80, 80])))
    assert [(q.duties, q.answer.value.most, q.over) for q in found.quotas] == [("", 0, 1), ("one-stop", 0, 1)]
    found = appraise(understand(team([95, 80, 80, 80, 80], outstanding=True)))
    assert [(q.answer.value.most, q.over) for q in found.quotas] == [(1, 0), (1, 0)]
    assert found.quotas[0].excellent == ("n0",)


def test_every_reading_of_the_quota_is_told() -> None:
    readings = appraise(understand(team([95, 80, 80, 80, 80]))).quotas[0].answer.value.readings
    assert readings == {"good/down": 0, "good/nearest": 1, "good_and_above/down": 1, "good_and_above/nearest": 1}


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({"tasks_exceeded": 0.55}, "excellent"), ({"tasks_exceeded": "45 %"}, "good"),
        ({"tasks_exceeded": 0, "tasks_short": 0.15}, "completed"), ({"tasks_exceeded": 0.6, "months_on_leave": 4}, "completed"),
        ({"tasks_exceeded": 0.6, "months_worked": 5}, "not_rated"),
    ],
)  # fmt: skip
def test_a_year_under_the_decree_of_2020(facts: dict[str, object], level: str) -> None:
    """Worked examples 35 to 39 on 2021."""
    known = {"conduct_good": True, "tasks_done": 1, "tasks_short": 0, "disciplined_in_year": False} | facts
    found = appraise(understand(sheet({**person(), "periods": [], **known}, year=2021)))
    assert found.year("an").level == level


def test_public_employees_have_no_formula_of_the_decree_but_a_mean() -> None:
    """NĐ 233 Điều 12.5: the points of a period are the unit's own."""
    scored = judged(person(staff="public_employee"), units=[])
    assert scored.year("an").level is None
    assert "Quy chế" in scored.year("an").periods[0].answer.vi
    given = judged(person(staff="public_employee", periods=[{"month": 9, "points": 71}]))
    assert given.year("an").level == "good"


def test_a_unit_without_a_regulation_goes_by_the_old_decree_in_2026() -> None:
    """NĐ 233 Điều 20.1."""
    facts = {"conduct_good": True, "tasks_done": 1, "tasks_exceeded": 0, "tasks_short": 0, "disciplined_in_year": False}
    found = judged(
        person(staff="public_employee", unit="T", periods=[], **facts),
        units=[{"id": "T", "staff": "public_employee", "has_regulation": False}],
    )
    assert found.year("an").level == "good"
    assert "90/2020" in found.year("an").state.citation


def test_the_party_rating_stands_apart() -> None:
    party = {
        "points": 95,
        "tasks_done": 1,
        "tasks_exceeded": 0.3,
        "tasks_short": 0,
        "shortcomings_fixed": True,
        "failed_quarters": 0,
    }
    year = judged(person(party=party, periods=[{"month": 1, "points": 75}])).year("an")
    assert (year.level, year.party.value) == ("good", "excellent")


def test_a_discipline_settles_the_year_whatever_the_points() -> None:
    """Worked example 23."""
    year = judged(person(grounds=["duty_discipline"], periods=[{"month": 1, "points": 95}])).year("an")
    assert year.level == "not_completed"


def test_somebody_who_came_from_elsewhere_brings_the_points_of_the_old_unit() -> None:
    """NĐ 335 Điều 19.1."""
    found = judged(person(periods=[{"month": 1, "points": 80, "unit": "Phòng cũ"}, month(2)]))
    assert float(found.year("an").mean) == 90


FAULTS = [
    (lambda d: d["officials"][0]["periods"].append(month()), "tháng 1 ghi hai lần"),
    (lambda d: d["officials"][0]["periods"].append({"quarter": 1, "points": 80}), "mỗi tháng chỉ chấm một lần"),
    (lambda d: d["officials"][0]["periods"][0].update(general=31), "tổng ≤ 30"),
    (lambda d: d["officials"][0]["periods"][0].update(general=[5] * 10), "10 tiêu chí"),
    (lambda d: d["officials"][0]["periods"][0].update(general=-1), "tổng ≤ 30"),
    (lambda d: d["officials"][0]["periods"][0].update(month=13), "không được quá 12"),
    (lambda d: d["officials"][0]["periods"][0].update(quarter=1), "đúng một trong hai"),
    (lambda d: d["officials"][0]["periods"][0].update(points=101), "points"),
    (lambda d: d["officials"][0]["periods"][0]["tasks"][0].update(done=2), "vượt số được giao"),
    (lambda d: d["officials"][0]["periods"][0]["tasks"].append({"assigned": 3, "done": 3, "late": 5}), "dòng riêng"),
    (lambda d: d["officials"][0]["periods"][0]["tasks"][0].update(product="XX"), "thêm vào «catalogue.products»"),
    (lambda d: d["officials"][0]["periods"][0]["tasks"][0].update(assigned=100_001), "một dòng tối đa 100000"),
    (lambda d: d["officials"][0]["periods"][0].update(general=[5, None, *[2] * 8]), "general[1]"),
    (lambda d: d["officials"][0].update(name="a\x00b"), "ký tự hỏng"),
    (lambda d: d["officials"][0].update(name="\ud800"), "ký tự hỏng"),
    (lambda d: d["officials"][0].update(tasks_done=0.5, tasks_exceeded=0.8), "phần không thể lớn hơn toàn bộ"),
    (
        lambda d: d["officials"][0].update(units_completed_or_better=0.5, units_good_or_better=0.8),
        "phần không thể lớn hơn toàn bộ",
    ),
    (lambda d: d.update(day="2019-12-14"), "trước khi năm 2026 bắt đầu"),
    (lambda d: d["officials"][0].update(decisions=[{"level": "good", "on": "2025-12-14"}]), "trước năm được xếp loại"),
    (
        lambda d: d["officials"][0].update(decisions=[{"level": "good", "on": "2026-12-14"}] * 2),
        "xếp loại lại phải có lý do",
    ),
    (
        lambda d: d["officials"][0].update(decisions=[{"level": "good", "on": "2026-12-14"}], decided="failed"),
        "khác quyết định sau cùng",
    ),
    (
        lambda d: d["officials"][0].update(petitions=[{"received": "2026-12-20", "answered": "2026-12-19"}]),
        "trước khi nhận",
    ),
    (
        lambda d: d["officials"][0].update(
            decisions=[{"level": "good", "on": "2026-12-14"}], petitions=[{"received": "2026-12-01"}]
        ),
        "trước khi có kết quả",
    ),
    (lambda d: d["officials"][0]["periods"][0]["tasks"][0].update(points=5), "standard_points"),
    (lambda d: d.update(catalogue={"products": [{"id": "A"}]}), "chưa có hệ số"),
    (lambda d: d.update(catalogue={"products": [{"id": i, "group": i, "coefficient": 1} for i in "ABCDEF"]}), "6 nhóm"),
    (lambda d: d["officials"].append(person()), "đã có ở trên"),
    (lambda d: d["officials"][0].update(unit="Q") or d.update(units=[{"id": "P"}]), "không có đơn vị «Q»"),
    (lambda d: d.update(units=[{"id": "P", "parent": "P"}]), "dưới chính nó"),
    (lambda d: d.update(settings={"rating_cap": True}), "không có cách hiểu này"),
    (lambda d: d.update(settings={"rating_cap_parts": 1}), "chỉ nhận true, false"),
    (lambda d: d["officials"][0].update(staff="soldier"), "chỉ nhận"),
    (lambda d: d["officials"][0].update(nickname="x"), "khóa lạ"),
    (lambda d: d.pop("year"), "thiếu khóa"),
    (lambda d: d.update(officials=[]), "không có ai và không có đơn vị nào"),
    (lambda d: d["officials"][0]["periods"][0].update(general="30"), "phải là số"),
    (lambda d: d["officials"][0]["periods"][0].update(general=True), "phải là số"),
    (lambda d: d["officials"][0]["periods"][0].update(month="1"), "officials[0].periods[0].month"),
    (lambda d: d["officials"][0]["periods"].append({"quarter": 1, "points": 80}), "quý 1 trùng tháng 1"),
    (lambda d: d["officials"][0].update(manages=["nobody"]), "không có người «nobody»"),
]


@pytest.mark.parametrize(("spoil", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_what_cannot_be_meant_so_is_a_sentence(spoil: object, said: str) -> None:
    data = sheet()
    spoil(data)
    with pytest.raises(SheetFault) as caught:
        appraise(understand(data))
    assert said in caught.value.vi
    assert caught.value.english
    assert len(caught.value.faults) == 1


def test_all_faults_are_told_at_once() -> None:
    data = sheet(person(periods=[month(general=31), month(general=40)]), person(periods=[month(13)]))
    with pytest.raises(SheetFault):
        understand(data)
    data["officials"][1]["periods"] = [month(tasks=[{"product": "?"}])]
    with pytest.raises(SheetFault) as caught:
        understand(data)
    assert len(caught.value.faults) == 3


def test_the_answer_is_plain_json_with_clauses() -> None:
    import json

    told = json.loads(json.dumps(to_json(appraise(understand(office(60))))))
    head = told["officials"][0]
    assert head["citation"]
    assert head["periods"][0]["parts"]["unit_result"] == 1.0
    assert told["readings"]["rating_quota_base"] == "good"
    assert told["quotas"][0]["agency"] == "P"


def test_a_whole_number_as_a_machine_writes_it_is_a_whole_number() -> None:
    assert judged(person(months_worked=12.0)).year("an").level == "excellent"


def test_months_without_points_are_said_beside_the_mean() -> None:
    year = judged(person(periods=[{"month": m, "points": 80} for m in range(1, 11)])).year("an")
    assert year.level == "good"
    assert "mới có 10 tháng có điểm" in year.remarks[0][0]


def test_the_same_remark_on_several_months_is_said_once() -> None:
    months = [month(m, leads={"organised": True, "cohesive": True}) for m in (1, 2)]
    people = [person("b", unit="P", periods=[month(1), month(2)]), person("c", unit="P", periods=[])]
    found = judged(person(leads="P", unit="P", periods=months), *people, units=[{"id": "P", "level": "good"}])
    said = [vi for vi, _ in found.year("an").remarks if "chưa có điểm của c" in vi]
    assert said == ["tháng 1, tháng 2: chưa có điểm của c; phần d tính trên 1 người còn lại"]
