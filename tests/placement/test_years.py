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
