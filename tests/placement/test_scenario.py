"""Another organisation on trial: what each change does to units, posts and people; staffing, comparing, committing, refusing."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from tests.placement.cast import town

from dungviec.placement import PolicyFault
from dungviec.placement.scenario import Scenario, Staffing, branch, commit, compare, staff
from dungviec.placement.scenario.shelf import names, ready
from dungviec.synth import build_city_2025, build_communes

DAY = date(2020, 12, 20)


def scenario(*changes: dict[str, Any], **more: Any) -> Scenario:
    return Scenario.model_validate({"name": "Thử", "effective": DAY, "basis": "NQ thử", "changes": changes, **more})


MERGE = {
    "merge": {
        "units": ["TC", "DD"],
        "into": {"unit_id": "KT", "name": "Phòng Kinh tế", "kind": "division", "place_code": "195"},
    }
}


@pytest.mark.parametrize(
    ("seats", "fits"), [(-1, False), (0, True), (1, True), (100_000, True), (100_001, False), ("2", False)]
)
def test_a_number_of_seats_is_whole_and_between_nobody_and_a_hundred_thousand(seats: object, fits: bool) -> None:
    change = {"seats": {"post": "DD.CV", "seats": seats}}
    if fits:
        made = scenario(change).changes[0].seats
        assert made is not None
        assert made.seats == seats
    else:
        with pytest.raises(ValueError, match="seats"):
            scenario(change)


def test_a_merger_takes_staff_along_and_leaves_one_head() -> None:
    branched = branch(town(), scenario(MERGE))
    live = {r["post_id"]: r for r in branched.snapshot.live_posts.iter_rows(named=True)}
    assert {r["title"]: r["seats"] for r in live.values() if r["unit_id"] == "KT"} == {
        "Kế toán": 1, "Chuyên viên đất đai": 1, "Trưởng phòng": 1, "Phó Trưởng phòng": 2,
    }  # fmt: skip
    assert set(branched.carried) == {"LAN", "TAM"}
    assert branched.displaced == ("MAI",)
    assert branched.ended_units == ("TC", "DD")
    assert branched.snapshot.live_units["unit_id"].to_list() == ["PH", "KT"]


def test_the_records_are_not_touched_by_a_branch() -> None:
    before = town()
    held = before.main_posts.sort("person_id").rows()
    branch(before, scenario(MERGE))
    assert before.main_posts.sort("person_id").rows() == held


def test_a_split_sends_posts_with_their_holders() -> None:
    halves = [
        {"unit_id": "D1", "name": "Phòng Một", "kind": "division"},
        {"unit_id": "D2", "name": "Phòng Hai", "kind": "division"},
    ]
    branched = branch(town(), scenario({"split": {"unit": "DD", "into": halves, "posts": {"DD.CV": "D2"}}}))
    assert branched.carried == {"TAM": "D2.DD.CV"}
    assert branched.displaced == ("MAI",)
    heads = branched.snapshot.live_posts.filter(branched.snapshot.live_posts["role"] == "head")
    assert sorted(heads["unit_id"].to_list()) == ["D1", "D2"]


def test_abolishing_closing_and_unifying_displace_holders() -> None:
    assert branch(town(), scenario({"abolish": {"units": ["TC"]}})).displaced == ("LAN",)
    assert branch(town(), scenario({"close": {"posts": ["DD.CV"]}})).displaced == ("TAM",)
    unified = branch(town(), scenario({"unify": {"post": "PH.TP", "by": "PH.CNTT"}}))
    assert unified.displaced == ("HOA",)


def test_norms_seats_and_moves_under_another_parent() -> None:
    branched = branch(
        town(),
        scenario(
            {"norm": {"unit": "PH", "norm": 7}},
            {"seats": {"post": "PH.TP", "seats": 3}},
            {"move": {"kinds": ["division"], "parent": "PH", "place_code": "06793"}},
        ),
    )
    units = {r["unit_id"]: r for r in branched.snapshot.live_units.iter_rows(named=True)}
    assert units["PH"]["norm"] == 7
    assert [units[u]["parent_id"] for u in ("TC", "DD")] == ["PH", "PH"]
    assert dict(branched.snapshot.posts.select("post_id", "seats").iter_rows())["PH.TP"] == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"abolish": {"units": ["ZZ"]}}, "ZZ"),
        ({"close": {"posts": ["ZZ"]}}, "ZZ"),
        ({"create": {"unit_id": "TC", "name": "x", "kind": "division"}}, "mã này đã có"),
        ({"create": {"unit_id": "X", "name": "x", "kind": "division", "posts": [{"code": "A", "title": "a", "like": "ZZ"}]}}, "ZZ"),
        ({"split": {"unit": "DD", "into": [{"unit_id": "A", "name": "a", "kind": "division"}, {"unit_id": "B", "name": "b", "kind": "division"}], "posts": {"TC.KT": "A"}}}, "TC.KT"),
    ],
)  # fmt: skip
def test_a_change_that_does_not_fit_the_records_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(PolicyFault, match=said):
        branch(town(), scenario(change))


def test_a_unit_left_under_an_ended_one_is_refused() -> None:
    under = {"create": {"unit_id": "X", "name": "x", "kind": "division", "parent": "PH"}}
    only_parent = {
        "merge": {"units": ["TC", "DD"], "into": {"unit_id": "Y", "name": "y", "kind": "division", "parent": "X"}}
    }
    done = branch(town(), scenario(under, only_parent, {"abolish": {"units": ["X"]}}))
    assert "Y" in done.ended_units, "sub-units end with their parent"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: x\neffective: 2020-12-20\nchanges:\n  - abolish: {unit: [TC]}", "abolish"),
        (
            "name: x\neffective: 2020-12-20\nchanges:\n  - {norm: {unit: a, norm: 1}, close: {posts: [b]}}",
            "dùng một trong: create",
        ),
        ("name: x\nchanges: []", "effective"),
        ("- 1", "khóa: giá trị"),
        ("name: x\neffective: 2020-13-20", "ngày"),
        ("name: x\nchanges: [x:", "không phải YAML hợp lệ"),
        (
            "name: x\neffective: 2020-12-20\nchanges:\n  - create: {unit_id: A, name: a, kind: division, template: zz}",
            "zz",
        ),
        ("name: x\neffective: 2020-12-20\nchanges:\n  - create: {unit_id: A, name: a, kind: sao hỏa}", "sao hỏa"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_with_where_and_what(text: str, said: str) -> None:
    with pytest.raises(PolicyFault) as refused:
        Scenario.from_yaml(text, source="thử.yaml")
    assert said in refused.value.vi


def test_committing_writes_tenures_from_the_effective_day() -> None:
    planned = {
        "person_id": "MAI",
        "title": "Trưởng phòng",
        "level": "head_of_division",
        "field": "land",
        "approved": date(2018, 6, 1),
    }
    staffing = staff(town(plans=[planned]), scenario(MERGE, policy={"keep_level": False}))
    assert staffing.plan.checks == ()
    after = commit(staffing)
    held = dict(after.main_posts.select("person_id", "post_id").iter_rows())
    assert held == staffing.post_after()
    assert held["MAI"].startswith("KT.")
    old = after["tenures"].filter((after["tenures"]["person_id"] == "MAI") & (after["tenures"]["post_id"] == "DD.TP"))
    assert old["to_date"].to_list() == [date(2020, 12, 19)]
    again = {p for p, n in after.main_posts.group_by("person_id").len().iter_rows() if n > 1}
    assert again == set()


def test_two_scenarios_beside_each_other() -> None:
    kept = staff(town(), scenario())
    merged = staff(town(), scenario(MERGE, policy={"keep_level": False}))
    found = compare(kept, merged)
    lines = {line.key: (line.a, line.b) for line in found.lines}
    assert lines["units"] == (3.0, 2.0)
    assert lines["displaced"] == (0.0, 1.0)
    assert {p.person_id for p in found.people} >= {"MAI"}


@cache
def five_communes() -> Staffing:
    """The ready scenario on the demo city of 2025; built once, since it takes a few seconds."""
    return staff(build_city_2025(), ready()["cam-pha-2025"])


def test_cam_pha_becomes_five_communes_and_everybody_is_accounted_for() -> None:
    staffing = five_communes()
    plan, branched = staffing.plan, staffing.branch
    live = branched.snapshot.live_units
    communes = live.filter(live["unit_id"].is_in([f"M-{c}" for c in ("06793", "06781", "06778", "06760", "06799")]))
    assert sorted(communes["name"].to_list()) == ["Phường Cẩm Phả", "Phường Cửa Ông", "Phường Mông Dương", "Phường Quang Hanh", "Xã Hải Hòa"]  # fmt: skip
    assert live.filter(live["kind"].is_in(["city"])).height == 0
    assert plan.status == "optimal"
    assert plan.checks == ()
    placed = {m.person_id for m in plan.moves}
    left = {u.person_id for u in plan.unplaced}
    assert placed & left == set()
    assert set(branched.displaced) <= placed | left
    assert len(placed & set(branched.displaced)) >= 0.9 * len(branched.displaced)


def test_whoever_goes_on_in_the_same_position_is_told_by_which_resolution() -> None:
    again = five_communes().plan.policy.continuing_pairs()
    told = [m for m in five_communes().plan.moves if (m.person_id, m.to_post_id) in again]
    assert len(told) > 200
    assert all(m.reasons_vi[0] == "Tiếp tục vị trí việc làm cũ ở đơn vị mới: NQ 1679/NQ-UBTVQH15" for m in told)


def test_every_ready_scenario_reads() -> None:
    assert "cam-pha-2025" in names()
    assert set(ready()) == set(names())


@cache
def levelled_province() -> Staffing:
    """The ready scenario on the province of 69 communes."""
    return staff(build_communes(), ready()["ha-tinh-2025"])


def test_no_commune_stays_short_and_scarce_professions_go_where_they_are_missing() -> None:
    plan = levelled_province().plan
    missed = {o.name: sum(x.missed for x in plan.requirements if x.name == o.name) for o in plan.requirements}
    assert plan.status == "optimal"
    assert plan.checks == ()
    assert missed["Đủ biên chế giao"] == 0
    assert missed["Có người làm đất đai"] == 0
    assert missed["Có người làm công nghệ thông tin"] < 48 - 30, "41 people trained in IT work at something else"


def test_no_move_of_the_levelled_province_could_be_spared() -> None:
    """Every move serves a commune that lacked something: none is made for a better fit alone."""
    plan = levelled_province().plan
    short = build_communes()
    held = short.main_posts.join(short.posts.select("post_id", "unit_id"), on="post_id").group_by("unit_id").len()
    norm = dict(short.units.select("unit_id", "norm").iter_rows())
    lacking = sum(max(0, norm[u] - n) for u, n in held.iter_rows())
    filled_it = sum(m.to_post_id.endswith(".IT") for m in plan.moves)
    filled_land = sum(m.to_post_id.endswith(".LAND") for m in plan.moves)
    assert len(plan.moves) <= lacking + filled_it + filled_land
