"""The demo: a finished and an open survey round of two divisions, and three years of counted work in some divisions."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import polars as pl
from django.utils.translation import gettext as _

from dungviec.office.access.models import Membership, Role
from dungviec.office.competency.models import Form, SurveyRound, Tally
from dungviec.office.competency.services.surveys import Plan, end_round, open_round
from dungviec.office.competency.services.testing import ask_back_test
from dungviec.office.competency.services.writing import write_round
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.office.registry.services import open_batch, write_many
from dungviec.records.known_by import competencies_by, strengths_by
from dungviec.synth.fields import FIELD_STRENGTHS

FINISHED, OPEN = "Phòng Giáo dục", "Văn phòng"
"""Beginnings of the names of the two divisions."""
COUNTED = ("division", "party_board")
YEARS = 3


def load() -> None:
    """Fill the demo; nothing where there is a round already."""
    if SurveyRound.objects.exists():
        return
    draw, day = Random(20201210), office_day()  # noqa: S311 - made-up data, the same every time
    divisions = snapshot(day).live_units.filter(pl.col("kind") == "division").sort("unit_id")
    _count_work(draw)
    first = divisions.filter(pl.col("name").str.starts_with(FINISHED))["unit_id"].to_list()[:1]
    if first:
        name = _("Khảo sát năng lực khối giáo dục")
        plan = Plan(
            name, day + timedelta(days=1), ("self", "head", "colleague"), first, reason=_("Chương trình công tác năm")
        )
        one = open_round(plan, reach=None, by=None)
        _answer(one, draw, missing=0.15)
        end_round(one.pk, by=None)
        write_round(one.pk, by=None)
    second = divisions.filter(pl.col("name").str.contains(OPEN))["unit_id"].to_list()[:1]
    if second:
        plan = Plan(
            _("Khảo sát năng lực cuối năm"),
            day + timedelta(days=12),
            ("self", "head", "colleague"),
            second,
            reason=_("Chủ đề năm"),
        )
        _answer(open_round(plan, reach=None, by=None), draw, missing=0.6)
    _ask_the_past()


def _ask_the_past() -> None:
    """Whether fit means anything is asked of the demo's past at once: the worker answers while somebody looks around."""
    asker = Membership.objects.filter(role=Role.PERSONNEL, demo=True).select_related("user").first()
    if asker is not None:
        ask_back_test(office_day(), by=asker.user)


def _answer(one: SurveyRound, draw: Random, *, missing: float) -> None:
    """Made-up answers near what is on file; the rest have not come back. Nobody with a demo account is answered for."""
    day = office_day()
    levels = {
        (p, c): n for p, c, n in competencies_by(snapshot(day)).select("person_id", "competency", "level").iter_rows()
    }
    waiting = _with_account()
    forms, tallies = [], {(t.person, t.competency): t for t in one.tallies.all()}
    for form in one.forms.all():
        if draw.random() < missing or (missing > 0.5 and form.by in waiting):
            continue
        for code in form.codes:
            level = min(max(levels.get((form.person, code), 2) + draw.choice((-1, 0, 0, 0, 1)), 1), 5)
            if form.source == "colleague":
                tally = tallies[form.person, code]
                setattr(tally, f"n{level}", getattr(tally, f"n{level}") + 1)
            else:
                form.levels[code] = level
        form.answered = True
        if form.source != "colleague":
            form.answered_on, form.evidence = day, _("Việc đã làm trong năm")
        forms.append(form)
    Form.objects.bulk_update(forms, ["levels", "answered", "answered_on", "evidence"], batch_size=200)
    Tally.objects.bulk_update(tallies.values(), ["n1", "n2", "n3", "n4", "n5"], batch_size=200)


def _with_account() -> set[str]:
    """Those who log in to the demo answer for themselves."""
    from dungviec.office.registry.demo_city import accounts

    return {a.person_id for a in accounts(snapshot(office_day())) if a.person_id}


def _count_work(draw: Random) -> None:
    """Products by kind of work: whoever has a strength on file does that kind a little better."""
    day = office_day()
    s = snapshot(day)
    units = s.live_units.filter(pl.col("kind").is_in(COUNTED)).select("unit_id")
    posts = s.live_posts.join(units, on="unit_id").select("post_id", "field")
    people = s.main_posts.join(posts, on="post_id").select("person_id", "field").sort("person_id")
    strong = {(p, kind) for p, kind in strengths_by(s).select("person_id", "strength").iter_rows()}
    rows = []
    for person, field in people.iter_rows():
        general = draw.gauss(0, 0.03)
        for kind in dict.fromkeys((*FIELD_STRENGTHS.get(field, ())[:3], "drafting")):
            chance = min(
                max(0.82 + general + (0.1 if (person, kind) in strong else -0.01) + draw.gauss(0, 0.02), 0.05), 0.99
            )
            for year in range(day.year - YEARS + 1, day.year + 1):
                assigned = draw.randint(8, 40)
                done = sum(draw.random() < min(chance + 0.06, 1) for _i in range(assigned))
                good, on_time = (sum(draw.random() < chance for _i in range(assigned)) for _part in range(2))
                rows.append({
                    "person_id": person, "year": year, "kind": kind, "assigned": assigned, "done": done, "good": good, "on_time": on_time,
                    "source_row": f"Sổ công việc {year}",
                })  # fmt: skip
    write_many(open_batch("demo", _("Việc theo loại, giả lập"), by="demo"), creates={"work_counts": rows})
