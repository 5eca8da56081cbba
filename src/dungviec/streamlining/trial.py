"""A reorganisation on trial as the review sees it: the organisation after it, and who is left without a seat."""

from __future__ import annotations

from dungviec.placement.effect import in_effect
from dungviec.placement.scenario import Staffing
from dungviec.records import Snapshot


def after_trial(staffing: Staffing) -> tuple[Snapshot, dict[str, str]]:
    """The snapshot with the trial's plan in effect, and the people it places nowhere with the post each held before."""
    day = staffing.branch.scenario.effective
    after = in_effect(staffing.branch.snapshot, staffing.plan, day=day, how=staffing.branch.scenario.name)
    held = dict(staffing.branch.before.main_posts.select("person_id", "post_id").iter_rows())
    without = {u.person_id: held[u.person_id] for u in staffing.plan.unplaced if u.person_id in held}
    return after.at(day), without
