"""Several years of placement: limits year by year, records rolled forward, hardship shared, assumptions counted."""

from datetime import date

from tests.placement.cast import person, tenure, town

from dungviec.placement import Policy
from dungviec.placement.effect import in_effect
from dungviec.placement.place import place
from dungviec.placement.years import SENT_FAR, plan_years


def test_each_year_keeps_its_limit_and_the_next_goes_on_from_there() -> None:
    found = plan_years(town(), Policy(), years=3, moves_per_year=1)
    assert all(sum(m.from_post_id is not None for m in y.plan.moves) <= 1 for y in found.years)
    assert [y.plan.as_of for y in found.years] == [date(2020, 12, 10), date(2021, 12, 10), date(2022, 12, 10)]
    assert all(y.plan.checks == () for y in found.years)
    assert all(y.unlimited >= y.plan.value for y in found.years)


def test_ratings_of_years_to_come_are_assumed_and_counted() -> None:
    assert plan_years(town(), Policy(), years=1, moves_per_year=5).assumed_ratings == 0
    assert plan_years(town(), Policy(), years=2, moves_per_year=5).assumed_ratings == 5


def test_whoever_was_sent_far_is_dearer_to_send_again_and_rest_halves_it() -> None:
    crossed = town(
        people=[person("LAN", "Trần Thị Lan", "Luật"), person("HOA", "Phạm Thị Hoa", "Kế toán"), person("TAM", "Lê Văn Tâm", "Quản lý đất đai")],
        tenures=[tenure("LAN", "TC.KT", field="accounting"), tenure("HOA", "PH.TP", field="justice"), tenure("TAM", "DD.CV", field="land")],
        plans=[],
    )  # fmt: skip
    near = Policy.from_data({"prices": {"move": {"other_place": 100}}, "locks": [{"person": "TAM"}]})
    found = plan_years(crossed, near, years=2, moves_per_year=5)
    assert found.years[0].sent_far == ("HOA", "LAN")
    assert found.years[0].ledger == {"HOA": SENT_FAR, "LAN": SENT_FAR}
    assert found.years[1].ledger == {"HOA": SENT_FAR // 2, "LAN": SENT_FAR // 2}
    tired = near.model_copy(
        update={"hardship": Policy.from_data({"hardship": [{"person": "LAN", "points": 5000}]}).hardship}
    )
    assert place(crossed, tired).moves == ()


def test_a_plan_in_effect_ends_the_old_tenure_the_day_before() -> None:
    plan = place(town(), Policy())
    after = in_effect(town(), plan, day=date(2020, 12, 15), how="Thử")
    lan = after["tenures"].filter(after["tenures"]["person_id"] == "LAN").sort("from_date")
    assert lan.select("post_id", "from_date", "to_date").rows() == [
        ("TC.KT", date(2015, 1, 1), date(2020, 12, 14)),
        ("DD.CV", date(2020, 12, 15), None),
    ]
    assert dict(after.at(date(2020, 12, 15)).main_posts.select("person_id", "post_id").iter_rows())["LAN"] == "DD.CV"


def test_who_reaches_retirement_age_between_two_rounds_is_gone_and_the_seat_is_open() -> None:
    """Bà Hoa, born in March 1966, retires in the summer of 2021 (women: 55 years and 4 months from 2021 on); chị Lan is a jurist too."""
    people = [
        person("HOA", "Phạm Thị Hoa", "Luật", born=date(1966, 3, 5)),
        person("LAN", "Trần Thị Lan", "Luật"),
        person("TAM", "Lê Văn Tâm", "Kế toán", sex="male"),
    ]
    tenures = [tenure("HOA", "PH.TP", field="justice", level="specialist"), tenure("TAM", "TC.KT", field="accounting")]
    rules = Policy.from_data({"locks": [{"person": "HOA"}, {"person": "TAM"}], "min_fit": 0, "leave": {"posts": []}})
    found = plan_years(town(people=people, tenures=tenures, plans=[]), rules, years=3, moves_per_year=5)
    first, second, third = (y.plan for y in found.years)
    assert all(m.to_post_id != "PH.TP" for m in first.moves), "she sits there still"
    assert {m.to_post_id for m in second.moves if m.person_id == "LAN"} == {"PH.TP"}
    assert "HOA" not in {m.person_id for plan in (first, second, third) for m in plan.moves}
    assert "HOA" not in {u.person_id for plan in (first, second, third) for u in plan.unplaced}
    assert not second.warnings, "nobody is past the age and on file"
    assert [y.plan.checks for y in found.years] == [(), (), ()]


def test_who_is_past_the_age_on_the_first_day_is_left_in_place_and_told() -> None:
    late = town(people=[person("HOA", "Phạm Thị Hoa", "Luật", born=date(1960, 1, 1))], tenures=[tenure("HOA", "PH.TP", field="justice")], plans=[])  # fmt: skip
    found = plan_years(late, Policy(), years=2, moves_per_year=5)
    assert [any("HOA" in w[0] for w in y.plan.warnings) for y in found.years] == [True, True]


def test_leaving_by_name_is_asked_for_once() -> None:
    asked = Policy.from_data({"leave": {"posts": ["TC.KT"]}, "min_fit": 0})
    found = plan_years(town(), asked, years=2, moves_per_year=5)
    moved = [{m.person_id for m in y.plan.moves} for y in found.years]
    assert "LAN" in moved[0]
    assert not moved[1] & moved[0], "whoever came to the post in the first year does not leave it in the second"
