"""The plan of a small town hall: duties first, then titles planned for, then gaps; proven, checked apart, and priced."""

from tests.training.cast import MILLION, town_case

from dungviec.training import check_plan, make_plan


def test_duties_come_before_everything_and_the_plan_is_proven() -> None:
    plan = make_plan(town_case(budget=20 * MILLION))
    assert plan.status == "optimal"
    assert [s.gap for s in plan.stages] == [0] * len(plan.stages)
    assert check_plan(plan) == ()
    assert plan.cost <= 20 * MILLION
