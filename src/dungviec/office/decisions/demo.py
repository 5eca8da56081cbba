"""The demo: a few decisions in different states, all dated after the day the made-up data stand on."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.law import Verdict, explain_pairs
from dungviec.office.access.models import Membership, Role, User
from dungviec.office.decisions import procedures as runs
from dungviec.office.decisions import services
from dungviec.office.decisions.agencies import agency
from dungviec.office.decisions.models import Decision, Packet
from dungviec.office.registry import demo_city
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.seating import seats
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.procedures import Count
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.dates import period_end

TRANSFERS = 3


def fill() -> None:
    """Three transfers in one packet (two signed, one submitted) and the draft of a reappointment; nothing when there are some."""
    demo_city.open_accounts()
    drafter, leader = _account(Role.PERSONNEL), _account(Role.LEADER)
    if drafter is None or leader is None or Decision.objects.exists():
        return
    day = office_day()
    effective = date(day.year + 1, 1, 1)
    packet = Packet.objects.create(
        title=_("Điều động công chức đợt tháng %(month)d/%(year)d") % {"month": day.month, "year": day.year},
        agency=agency(), made_by=drafter, made_at=timezone.now(),
    )  # fmt: skip
    made = [
        services.draft(services.Draft("transfer", person, effective, post), by=drafter, packet=packet)
        for person, post in _lawful_transfers(day)
    ]
    if made:
        services.submit(made, by=drafter)
        services.sign(made[:-1] or made, by=leader, own_person=_own(leader))
    if (ending := _ending_term(day)) is not None:
        person, ends, months = ending
        start = ends + timedelta(days=1)
        services.draft(services.Draft("reappointment", person, start, until=period_end(start, months)), by=drafter)
        opened = runs.open_procedure(runs.Opening("extension", "local", day, person, term_ends=ends), by=drafter)
        runs.record_step(opened.pk, "notice", on=day, count=Count(), votes={}, note="", by=drafter)


def _lawful_transfers(day: date) -> list[tuple[str, str]]:
    """Specialists and free seats elsewhere that the law of the day allows; nobody and no seat twice."""
    s, accounts = snapshot(day), set(Membership.objects.values_list("person_id", flat=True))
    posts = seats(day).filter(
        (pl.col("level") == "specialist")
        & (pl.col("category") == "civil_servant")
        & pl.col("unit_kind").is_in(["division", "ward", "commune"])
    )
    free = posts.filter(pl.col("vacant") > 0).sort("post_id").head(16)
    held = s.main_posts.join(posts.select("post_id", "unit_id", "vacant"), on="post_id").filter(pl.col("vacant") == 0)
    pairs = [
        (person, post)
        for post, unit in free.select("post_id", "unit_id").iter_rows()
        for person, own in held.sort("person_id").select("person_id", "unit_id").head(16).iter_rows()
        if own != unit and person not in accounts
    ]
    found: list[tuple[str, str]] = []
    for (person, post), judged in zip(pairs, explain_pairs(s, pairs, law_on(day)), strict=True):
        new = all(person != p and post != q for p, q in found)
        if judged.verdict == Verdict.ALLOWED and new and len(found) < TRANSFERS:
            found.append((person, post))
    return found


def _ending_term(day: date) -> tuple[str, date, int] | None:
    """A leader whose term ends next year, with its last day and its length in months."""
    s = snapshot(day)
    leads = s.live_posts.filter(pl.col("level_rank") >= LEADERSHIP_RANK).select("post_id", "term_months")
    ending = (
        s.main_posts.join(leads, on="post_id")
        .filter(pl.col("term_ends").is_between(date(day.year + 1, 3, 1), date(day.year + 1, 12, 31)))
        .sort("term_ends", "person_id")
    )
    row = next(iter(ending.select("person_id", "term_ends", "term_months").iter_rows()), None)
    return (row[0], row[1], row[2] or 60) if row else None


def _account(role: Role) -> User | None:
    found = Membership.objects.filter(role=role, demo=True).select_related("user").first()
    return found.user if found else None


def _own(user: User) -> str:
    return Membership.objects.get(user=user).person_id
