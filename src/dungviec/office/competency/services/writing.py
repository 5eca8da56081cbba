"""From the sealed forms of an ended round to levels in the records: computed, shown before, written as one batch, undone as one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.competency.assessment import Assessment, AssessmentPolicy, Level, Source, stand
from dungviec.competency.survey import Difference, differences, group_level
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.competency.models import RoundState, SurveyRound
from dungviec.office.competency.services.surveys import policy_of
from dungviec.office.registry.models import Batch
from dungviec.office.registry.selectors import office_day, rows, snapshot
from dungviec.office.registry.services import open_batch, undo, write_many
from dungviec.records.codes import ASSESSMENT_SOURCES
from dungviec.records.known_by import competencies_by

GROUP = "nhóm đồng nghiệp"
"""Stands for a group of colleagues as assessor."""
LONGEST = 500


def on_file(people: Iterable[str], day: date) -> list[Assessment]:
    """The single assessments on file about these people by the day."""
    frame = rows("assessments", day).filter(pl.col("person_id").is_in(list(people)))
    return [one for row in frame.iter_rows(named=True) if (one := read(row)) is not None]


def read(row: dict[str, Any]) -> Assessment | None:
    """A row of ``assessments`` as the library reads it; None for one that cannot be (level out of range)."""
    source: Source = row["source"]
    if row["level"] not in range(1, 6) or row["assessed"] is None:
        return None
    assessor = row["person_id"] if source == "self" else (row.get("assessor") or GROUP if source == "colleague" else row.get("assessor") or "")  # fmt: skip
    if source != "self" and assessor == row["person_id"]:
        return None
    until = row["until"] if row["until"] is None or row["until"] >= row["assessed"] else row["assessed"]
    people = max(row["group_size"] or 1, 1) if source == "colleague" else 1
    return Assessment(row["person_id"], row["competency"], row["level"], source, assessor, row["assessed"], row["evidence"] or "", until, people)  # fmt: skip


def assessments_of(one: SurveyRound) -> list[Assessment]:
    """What the forms of an ended round say: single levels, and of colleagues the groups that are large enough."""
    found = [
        Assessment(f.person, code, level, f.source, f.by, f.answered_on or one.opened, f.evidence)
        for f in one.forms.filter(answered=True).exclude(source="colleague")
        for code, level in f.levels.items()
    ]
    policy, day = policy_of(one), one.ended or one.opened
    for tally in one.tallies.all():
        level, people = group_level(tally.counts, policy)
        if level is not None:
            found.append(Assessment(tally.person, tally.competency, level, "colleague", GROUP, day, "", None, people))
    return found


def differences_of(one: SurveyRound) -> list[Difference]:
    """What writing the round would change, by person and competency. Raises CompetencyRefused while forms are still taken."""
    if one.state == RoundState.OPEN:
        raise CompetencyRefused(_("Xin khép đợt trước khi xem kết quả: đang lấy phiếu thì chưa ai được thấy mức nào."))
    given = assessments_of(one)
    touched = {(a.person_id, a.competency) for a in given}
    day, people = one.ended or office_day(), {a.person_id for a in given}
    earlier = [a for a in on_file(people, day) if (a.person_id, a.competency) in touched]
    levels = stand([*earlier, *given], day, policy_of(one))
    known = competencies_by(snapshot(day)).filter(pl.col("person_id").is_in(list(people)))
    before = {(p, c): level for p, c, level in known.select("person_id", "competency", "level").iter_rows()}
    return differences(levels, before)


@transaction.atomic
def write_round(round_id: int, *, by: User | None) -> Batch:
    """Write levels and what stands behind them as one batch. Raises CompetencyRefused, RegistryFault."""
    one = SurveyRound.objects.select_for_update(of=("self",)).get(pk=round_id)
    if one.state != RoundState.ENDED:
        raise CompetencyRefused(_("Chỉ ghi được đợt đã khép và chưa ghi."))
    found = differences_of(one)
    if not found:
        raise CompetencyRefused(_("Chưa có phiếu nào dùng được, không có gì để ghi."))
    title = _("Kết quả đợt khảo sát «%s»") % one.name
    batch = open_batch("survey", title, by=by or "demo", basis=one.reason)
    write_many(batch, creates={
        "assessments": [assessment_row(a, one.pk) for a in assessments_of(one)],
        "competencies": [level_row(d.level, one.name) for d in found if d.writes],
    })  # fmt: skip
    one.state, one.batch_id = RoundState.WRITTEN, batch.pk
    one.save(update_fields=["state", "batch_id"])
    ledger.record(by.username if by else "demo", "write_survey", kind="survey", subject=str(one.pk), batch=batch.pk)
    return batch


@transaction.atomic
def undo_round(round_id: int, *, why: str, by: User) -> SurveyRound:
    """Take the written round out of the records again, as a whole. Raises CompetencyRefused, RegistryFault."""
    one = SurveyRound.objects.select_for_update(of=("self",)).get(pk=round_id)
    if one.state != RoundState.WRITTEN:
        raise CompetencyRefused(_("Đợt này chưa ghi vào hồ sơ."))
    undo(Batch.objects.get(pk=one.batch_id or 0), by=by, why=why)
    one.state, one.batch_id = RoundState.ENDED, None
    one.save(update_fields=["state", "batch_id"])
    ledger.record(by.username, "undo_survey", kind="survey", subject=str(one.pk))
    return one


def assessment_row(a: Assessment, survey: int | None) -> dict[str, Any]:
    """The row of ``assessments`` of one assessment."""
    group = a.source == "colleague"
    return {
        "person_id": a.person_id, "competency": a.competency, "level": a.level, "source": a.source, "assessed": a.on,
        "assessor": None if group else a.assessor, "group_size": a.people if group else None, "evidence": a.evidence or None, "until": a.until,
        "survey": survey,
    }  # fmt: skip


def level_row(level: Level, where: str) -> dict[str, Any]:
    """The row of ``competencies`` that a level gives, its evidence in words."""
    return {
        "person_id": level.person_id, "competency": level.competency, "level": level.level, "assessed": level.last, "confidence": level.confidence,
        "evidence": told(level, where)[:LONGEST],
    }  # fmt: skip


def told(level: Level, where: str = "") -> str:
    """What a level rests on: each source with its share. Records are kept in Vietnamese."""
    parts = []
    for source, share, number in level.sources:
        people = f" ({number} người)" if number > 1 else ""
        parts.append(f"{ASSESSMENT_SOURCES.label(source).lower()}{people} {round(100 * share)} %")
    return f"{where}: {', '.join(parts)}" if where else ", ".join(parts)


def standing(people: Iterable[str], day: date, policy: AssessmentPolicy | None = None) -> list[Level]:
    """Where people stand by the assessments on file on a day, each weight faded to that day."""
    return stand(on_file(people, day), day, policy)
