"""The demo: a vote of confidence among the city's key staff, its slips being given out."""

from __future__ import annotations

import polars as pl
from django.utils.translation import gettext as _

from dungviec.ballots.counting import SMALLEST_GROUP
from dungviec.office.access.models import Membership, Role
from dungviec.office.ballots import services
from dungviec.office.ballots.models import Vote
from dungviec.office.registry import demo_city
from dungviec.office.registry.selectors import office_day, snapshot

WORDS = ("hạ long tháng mười", "bái tử long chiều")
"""The words that lock the demo's box (docs/how-to/secret-vote.md); a real committee makes up its own and tells nobody."""


def fill() -> None:
    """Confidence in the deputy heads of the city, asked of the heads of its divisions and the demo's own people; nothing when there
    is a vote."""
    demo_city.open_accounts()
    members = list(Membership.objects.filter(demo=True).exclude(person_id="").select_related("user"))
    drafter = next((m.user for m in members if m.role == Role.PERSONNEL), None)
    if drafter is None or Vote.objects.exists():
        return
    s = snapshot(office_day())
    kinds = s.live_units.select("unit_id", unit_kind="kind")
    held = s.main_posts.join(s.live_posts.select("post_id", "unit_id", "role"), on="post_id").join(kinds, on="unit_id")
    deputies = held.filter((pl.col("unit_kind") == "city_leadership") & (pl.col("role") == "deputy")).sort("person_id")
    heads = held.filter((pl.col("unit_kind") == "division") & (pl.col("role") == "head")).sort("person_id")
    roll = list(dict.fromkeys([*heads["person_id"], *(m.person_id for m in members)]))
    if deputies.is_empty() or len(roll) < SMALLEST_GROUP:
        return
    plan = services.Plan(
        _("Lấy phiếu tín nhiệm của cán bộ chủ chốt"), "confidence", deputies["person_id"].to_list()[:4], roll,
        committee=_("Ban kiểm phiếu ba người"),
    )  # fmt: skip
    made = services.make(plan, by=drafter)
    services.give_out(made.pk, first=WORDS[0], second=WORDS[1], by=drafter)
