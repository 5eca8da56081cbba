"""Runs of procedures kept by the office: opened, their steps recorded, judged by the law of their day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.models import Procedure, StepRecord
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.procedures import Count, Held, ProcedureFault, Run, procedure_on, procedure_words, run


@dataclass(frozen=True, slots=True)
class Opening:
    """What is asked for when a procedure is opened."""

    name: str
    source: str
    started: date
    person_id: str = ""
    post_id: str = ""
    term_ends: date | None = None


@transaction.atomic
def open_procedure(given: Opening, *, by: User) -> Procedure:
    """A new run. Raises DecisionRefused for a person or post that is not on file, or a source the procedure does not have."""
    s = snapshot(office_day())
    person = next(iter(s.people.filter(pl.col("person_id") == given.person_id).to_dicts()), None)
    post = next(iter(s.posts.filter(pl.col("post_id") == given.post_id).to_dicts()), None)
    if given.person_id and person is None:
        raise DecisionRefused(_("Không có cán bộ mã «%s».") % given.person_id[:40])
    if given.post_id and post is None:
        raise DecisionRefused(_("Không có vị trí mã «%s».") % given.post_id[:40])
    if person is None and post is None:
        raise DecisionRefused(_("Xin ghi mã cán bộ hoặc mã vị trí."))
    category = str((post or {}).get("category") or (person or {}).get("category") or "civil_servant")
    try:
        procedure_on(law_on(given.started), given.name, category=category, source=given.source)
    except ProcedureFault as fault:
        raise DecisionRefused(fault.vi if get_language() == "vi" else fault.english) from None
    words = [procedure_words(given.name), str(post["title"]) if post else "", str(person["name"]) if person else ""]
    made = Procedure.objects.create(
        name=given.name, source=given.source, title=": ".join(w for w in (words[0], ", ".join(w for w in words[1:] if w)) if w)[:160],
        category=category, person_id=given.person_id, post_id=given.post_id, started=given.started, term_ends=given.term_ends,
        made_by=by, made_at=timezone.now(),
    )  # fmt: skip
    ledger.record(by.username, "open_procedure", kind="procedure", subject=str(made.pk), what=given.name)
    return made


@transaction.atomic
def record_step(pk: int, key: str, *, on: date, count: Count, votes: Mapping[str, int], note: str, by: User) -> Run:
    """Record how a step was held, or correct it; answers with the run as it stands then.

    Raises DecisionRefused for a step out of turn, a day before the one before it, or votes that cannot be.
    """
    one = Procedure.objects.select_for_update().get(pk=pk)
    before = judged(one)
    state = next((s for s in before.steps if s.step.key == key), None)
    if state is None or not (state.open or state.held):
        raise DecisionRefused(_("Bước này chưa đến lượt: các bước trước phải xong và phải đạt."))
    earlier = [s.held.on for s in before.steps[: [s.step.key for s in before.steps].index(key)] if s.held]
    if earlier and on < max(earlier):
        raise DecisionRefused(_("Ngày họp %(day)s trước bước liền trước (%(last)s).") % {"day": f"{on:%d/%m/%Y}", "last": f"{max(earlier):%d/%m/%Y}"})  # fmt: skip
    known = set(snapshot(office_day()).people["person_id"])
    stranger = next((p for p in votes if p not in known), None)
    if stranger is not None:
        raise DecisionRefused(_("Không có cán bộ mã «%s».") % stranger[:40])
    StepRecord.objects.update_or_create(
        procedure=one, step=key,
        defaults={"held": on, "entitled": count.entitled, "summoned": count.summoned, "present": count.present, "votes": dict(votes),
                  "note": note[:300], "by": str(by), "at": timezone.now()},
    )  # fmt: skip
    try:
        after = judged(one)
    except ProcedureFault as fault:
        raise DecisionRefused(fault.vi if get_language() == "vi" else fault.english) from None
    one.closed_on = on if after.stopped or after.done else None
    one.save(update_fields=["closed_on"])
    ledger.record(by.username, "record_step", kind="procedure", subject=str(pk), step=key, outcome=_outcome(after, key))
    return after


def judged(one: Procedure) -> Run:
    """A run as the law of its first day judges it."""
    view = law_on(one.started)
    found = procedure_on(view, one.name, category=one.category, source=one.source)
    held = {r.step: Held(r.held, Count(r.entitled, r.summoned, r.present), r.votes) for r in one.steps.all()}
    return run(found, held, started=one.started, approved=one.approved, term_ends=one.term_ends)


def names_in(judged_run: Run) -> dict[str, str]:
    """The names of everybody voted on."""
    people = {p for s in judged_run.steps if s.held for p in s.held.votes} | set(judged_run.chosen)
    frame = snapshot(office_day()).people.filter(pl.col("person_id").is_in(list(people)))
    return dict(frame.select("person_id", "name").iter_rows())


def _outcome(after: Run, key: str) -> str:
    tally = next((s.tally for s in after.steps if s.step.key == key), None)
    return tally.outcome if tally else ""
