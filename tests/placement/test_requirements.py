"""What a policy asks of groups: composition, headcount, shares, couples, duties to leave; met, missed, impossible."""

from typing import Any

import pytest
from tests.placement.cast import edited, person, post, tenure, town

from dungviec.placement import Plan, Policy, PolicyFault, place
from dungviec.placement.recheck import recheck


def plan_for(**policy: Any) -> Plan:
    return place(town(), Policy.from_data(policy))


def where(plan: Plan) -> dict[str, str]:
    return {m.person_id: m.to_post_id for m in plan.moves}


def test_without_requirements_nothing_is_asked() -> None:
    plan = plan_for()
    assert plan.requirements == ()
    assert where(plan)["LAN"] == "DD.CV"
    assert where(plan)["TAM"] == "TC.KT"


def test_a_share_of_incumbents_keeps_continuity() -> None:
    keep = {
        "name": "Giữ người cũ",
        "kind": "at_least",
        "percent": 50,
        "units": ["DD"],
        "people": {"incumbents": True},
        "posts": {"leading": False},
    }
    plan = plan_for(requirements=[keep])
    assert plan.status == "optimal"
    assert plan.checks == ()
    assert "TAM" not in where(plan), "Tâm is the only specialist of DD: half of one, rounded up, stays"
    assert plan.requirements[0].wanted == 1
    assert plan.requirements[0].reached == 1


def test_a_priced_requirement_is_missed_where_it_is_not_worth_it_and_reported() -> None:
    women = {
        "name": "Nữ chuyên viên",
        "kind": "at_most",
        "count": 0,
        "units": ["DD"],
        "posts": {"leading": False},
        "people": {"sex": "female"},
    }
    cheap = plan_for(requirements=[women | {"price": 10}])
    assert where(cheap)["LAN"] == "DD.CV"
    assert [(o.missed, o.reached) for o in cheap.requirements] == [(1, 1)]
    hard = plan_for(requirements=[women])
    assert where(hard).get("LAN") != "DD.CV"
    assert hard.checks == ()


def test_an_impossible_hard_requirement_is_named() -> None:
    it = {
        "name": "Có người làm CNTT",
        "kind": "at_least",
        "count": 1,
        "units": ["PH"],
        "posts": {"fields": ["it"]},
        "people": {"majors": ["Công nghệ thông tin"]},
    }
    plan = plan_for(requirements=[it])
    assert plan.status == "infeasible"
    assert any("Có người làm CNTT" in vi for vi, _ in plan.warnings)
    assert plan.requirements[0].missed == 1


def test_unknown_facts_never_help_and_are_counted() -> None:
    minority = {
        "name": "Dân tộc thiểu số",
        "kind": "at_least",
        "count": 1,
        "price": 100,
        "per": "all",
        "people": {"minority": True},
    }
    plan = plan_for(requirements=[minority])
    assert plan.requirements[0].missed == 1
    assert plan.requirements[0].unclear == 5
    known = edited(town(), "people", "LAN", ethnicity="Tày")
    assert place(known, Policy.from_data({"requirements": [minority]})).requirements == () or (
        place(known, Policy.from_data({"requirements": [minority]})).requirements[0].missed == 0
    )


def test_who_must_leave_leaves_or_is_said_to_have_nowhere_to_go() -> None:
    plan = plan_for(leave={"posts": ["DD.CV"]})
    assert where(plan)["TAM"] == "TC.KT"
    mai = plan_for(leave={"people": ["MAI"]})
    assert [u.person_id for u in mai.unplaced] == ["MAI"] or where(mai).get("MAI") not in (None, "DD.TP")
    assert mai.checks == ()


def test_a_couple_is_not_taken_further_apart_than_asked() -> None:
    """Lan (trained in law) keeps accounts in town, Hoa (an accountant) does law in the ward: they would change places."""
    far = [{"a": "195", "b": "06793", "km": 40}]
    free = {"prices": {"move": {"other_place": 100}}, "locks": [{"person": "TAM"}], "distances": far}
    crossed = town(
        people=[person("LAN", "Trần Thị Lan", "Luật"), person("HOA", "Phạm Thị Hoa", "Kế toán"), person("TAM", "Lê Văn Tâm", "Quản lý đất đai")],
        tenures=[tenure("LAN", "TC.KT", field="accounting"), tenure("HOA", "PH.TP", field="justice"), tenure("TAM", "DD.CV", field="land")],
        plans=[],
    )  # fmt: skip
    assert where(place(crossed, Policy.from_data(free))) == {"LAN": "PH.TP", "HOA": "TC.KT"}
    at_home = Policy.from_data(free | {"near": [{"person": "LAN", "place": "195", "within_km": 20}]})
    assert "LAN" not in where(place(crossed, at_home))
    couple = Policy.from_data(free | {"near": [{"person": "LAN", "other": "HOA", "within_km": 20}]})
    plan = place(crossed, couple)
    assert where(plan) == {}, "they are apart already, and no seat brings them together: nothing is made worse"
    assert plan.checks == ()
    swapped = {"LAN": "PH.TP", "HOA": "TC.KT", "TAM": "DD.CV"}
    assert any("40 km" in fault for fault in recheck(crossed, couple, swapped))


def test_a_distance_that_is_not_given_is_asked_for() -> None:
    with pytest.raises(PolicyFault, match="khoảng cách giữa"):
        plan_for(near=[{"person": "LAN", "place": "999", "within_km": 20}])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"requirements": [{"name": "x", "kind": "at_least"}]}, "count, percent, norm"),
        ({"requirements": [{"name": "x", "kind": "at_least", "count": 1, "people": {"sex": "nữ"}}]}, "male"),
        ({"requirements": [{"name": "x", "kind": "at_least", "norm": True}]}, "biên chế giao"),
        ({"requirements": [{"name": "x", "kind": "at_least", "count": 1, "units": ["ZZ"]}]}, "ZZ"),
        ({"requirements": [{"name": "x", "kind": "at_least", "count": 1, "people": {"ids": ["AI"]}}]}, "AI"),
        ({"leave": {"people": ["AI"]}}, "AI"),
        ({"leave": {"people": ["LAN"]}, "locks": [{"person": "LAN"}]}, "LAN"),
        ({"near": [{"person": "LAN", "within_km": 3}]}, "other, place"),
    ],
)
def test_a_requirement_that_cannot_be_meant_is_refused_in_a_sentence(data: dict[str, Any], said: str) -> None:
    with pytest.raises(PolicyFault) as refused:
        plan_for(**data)
    assert said in refused.value.vi


def test_the_last_look_sees_a_broken_requirement() -> None:
    keep = {
        "name": "Giữ người cũ",
        "kind": "at_least",
        "percent": 50,
        "units": ["DD"],
        "people": {"incumbents": True},
        "posts": {"leading": False},
    }
    policy = Policy.from_data({"requirements": [keep]})
    swapped = {"LAN": "DD.CV", "TAM": "TC.KT", "HOA": "PH.TP", "MAI": "DD.TP", "BINH": "DD.PTP"}
    assert any("Giữ người cũ" in fault for fault in recheck(town(), policy, swapped))
    assert not any("Giữ người cũ" in f for f in recheck(town(), Policy(), swapped))


def test_the_last_look_sees_who_should_have_left() -> None:
    policy = Policy.from_data({"leave": {"posts": ["DD.CV"]}})
    unchanged = {"LAN": "TC.KT", "TAM": "DD.CV", "HOA": "PH.TP", "MAI": "DD.TP"}
    assert any("TAM phải rời" in fault for fault in recheck(town(), policy, unchanged))


def test_the_norm_of_a_unit_is_a_requirement() -> None:
    staffed = edited(town(), "units", "PH", norm=2)
    norm = {"name": "Đủ biên chế", "kind": "at_least", "norm": True, "unit_kinds": ["ward"], "price": 5000}
    plan = place(staffed, Policy.from_data({"requirements": [norm]}))
    assert plan.requirements[0].wanted == 2
    assert plan.requirements[0].reached + plan.requirements[0].missed == 2
    assert post("X", "PH", "x", "it")["seats"] == 1


def test_objectives_in_order_come_before_each_other() -> None:
    weighed = plan_for()
    few = plan_for(order=["vacancies", "moves", "fit"])
    assert few.checks == ()
    assert [s.name for s in few.stages] == ["vacancies", "moves", "fit"]
    assert sum(m.from_post_id is not None for m in few.moves) == 0
    assert sum(m.from_post_id is not None for m in weighed.moves) == 2
    assert plan_for(order=["fit"]).stages[0].value >= few.stages[-1].value


def test_an_objective_named_twice_is_refused() -> None:
    with pytest.raises(PolicyFault, match="dùng một trong"):
        plan_for(order=["fit", "fit"])
