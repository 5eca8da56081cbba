"""The way of a year: facts, the own level, the proposal, the decision that goes on record, and petitions against it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from dungviec.appraisal.sheet import Official
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal import reach
from dungviec.office.appraisal.counting import SOURCE, count
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import (
    Level,
    Meeting,
    Petition,
    PetitionState,
    SheetStep,
    YearDecision,
    YearSheet,
    YearState,
)
from dungviec.office.appraisal.periods import petition_due
from dungviec.office.appraisal.yearly import YearFound
from dungviec.office.registry.models import Batch, Rating
from dungviec.office.registry.services import amend, create, open_batch, withdraw

LONGEST = 4000


def start(row: Mapping[str, Any], year: int) -> YearSheet:
    """The person's sheet of a year, not yet stored when there is none; the unit is where the person stands on the day looked at."""
    there = YearSheet.objects.select_related("meeting").filter(person_id=row["person_id"], year=year).first()
    return there or YearSheet(
        person_id=str(row["person_id"]), year=year, unit_id=str(row["unit_id"] or ""), made_at=timezone.now()
    )


def _step(sheet: YearSheet, what: str, by: User, *, before: str = "", after: str = "", reason: str = "") -> None:
    SheetStep.objects.create(
        year_sheet=sheet,
        step=what,
        by=by,
        at=timezone.now(),
        before=before,
        after=after,
        reason=reason.strip()[:LONGEST],
    )


@transaction.atomic
def rate_self(sheet: YearSheet, level: str, note: str, *, viewer: Viewer, by: User) -> None:
    """The official names the own level. Raises AppraisalRefused once a level is proposed."""
    if sheet.person_id != viewer.person_id:
        raise AppraisalRefused(_("Mức tự nhận do chính người được đánh giá ghi."))
    if sheet.state not in (YearState.OPEN, YearState.SELF):
        raise AppraisalRefused(_("Đơn vị đã đề nghị mức xếp loại, nên mức tự nhận không sửa được nữa."))
    if level not in Level.values:
        raise AppraisalRefused(_("Xin chọn một trong bốn mức."), {"muc": _("Chưa chọn.")})
    before, sheet.self_level, sheet.self_note = sheet.self_level, level, note.strip()[:LONGEST]
    sheet.state = YearState.SELF
    sheet.save()
    _step(sheet, "self", by, before=before, after=level)
    ledger.record(by.username, "rate_self", kind="person", subject=sheet.person_id, year=sheet.year)


@transaction.atomic
def keep_facts(sheet: YearSheet, facts: Mapping[str, Any], duties: str, *, viewer: Viewer, by: User) -> None:
    """What the months do not tell of the year. Raises AppraisalRefused with the field at fault."""
    if not (reach.may_confirm(viewer, sheet.person_id) or reach.may_receive(viewer, sheet.person_id)):
        raise AppraisalRefused(_("Số liệu của năm do trưởng đơn vị hoặc phòng Nội vụ ghi."))
    if sheet.state == YearState.DECIDED:
        raise AppraisalRefused(_("Năm này đã quyết định; số liệu được giữ nguyên."))
    kept = {k: v for k, v in facts.items() if v is not None}
    try:
        Official.model_validate({"id": sheet.person_id, "staff": "civil_servant", **kept})
    except ValidationError as bad:
        fields = {
            "-".join(str(n) for n in e["loc"][:2]): _(
                "Giá trị không hợp lệ: tỷ lệ từ 0 đến 100%, số tháng từ 0 đến 12."
            )
            for e in bad.errors()
        }
        raise AppraisalRefused(_("Có ô chưa đúng, xin xem dòng đỏ."), fields) from None
    sheet.facts, sheet.duties = kept, duties.strip()[:120]
    sheet.save()
    ledger.record(
        by.username, "keep_year_facts", kind="person", subject=sheet.person_id, year=sheet.year, fields=sorted(kept)
    )


@transaction.atomic
def propose(
    sheet: YearSheet, level: str, *, reason: str, handling: str, found: YearFound | None, meeting: Meeting | None, viewer: Viewer, by: User
) -> None:  # fmt: skip
    """The head proposes a level, beside the self-rating and what the law gives. Raises AppraisalRefused without a reason where they differ."""
    if not reach.may_confirm(viewer, sheet.person_id):
        raise AppraisalRefused(_("Mức do trưởng đơn vị hoặc cấp trên đề nghị, không ai đề nghị cho mình."))
    if sheet.state == YearState.DECIDED:
        raise AppraisalRefused(_("Năm này đã quyết định; muốn thay đổi thì xếp loại lại bằng quyết định mới."))
    if level not in Level.values:
        raise AppraisalRefused(_("Xin chọn một trong bốn mức."), {"muc": _("Chưa chọn.")})
    if differs(level, found) and not reason.strip():
        raise AppraisalRefused(
            _("Mức đề nghị khác mức tính theo quy định: xin ghi lý do."), {"ly-do": _("Bắt buộc khi khác.")}
        )
    before, sheet.proposed_level = sheet.proposed_level, level
    sheet.proposed_reason, sheet.handling, sheet.proposed_by = reason.strip()[:LONGEST], handling.strip()[:500], by
    sheet.meeting = meeting or sheet.meeting
    sheet.state = YearState.PROPOSED
    sheet.save()
    _step(sheet, "propose", by, before=before, after=level, reason=reason)
    ledger.record(by.username, "propose_level", kind="person", subject=sheet.person_id, year=sheet.year)


def differs(level: str, found: YearFound | None) -> bool:
    """Whether a level is another one than the law of the day gives, where it gives one."""
    return found is not None and found.known and found.level != level


@transaction.atomic
def decide(
    sheet: YearSheet, level: str, *, number: str, decided_on: date | None, signed_by: str, reason: str, found: YearFound | None,
    viewer: Viewer, by: User,
) -> YearDecision:  # fmt: skip
    """Write down the decision that was signed, and put the rating on record. A later decision replaces the one before (Điều 21.3).

    ``level`` empty: lawfully not classified. Raises AppraisalRefused; RegistryFault of the records passes through.
    """
    if not reach.may_receive(viewer, sheet.person_id):
        raise AppraisalRefused(_("Quyết định do phòng Nội vụ ghi vào hồ sơ, không ai ghi quyết định về chính mình."))
    before = sheet.decision if sheet.pk else None
    faults: dict[str, str] = {}
    if level and level not in Level.values:
        faults["muc"] = _("Xin chọn một trong bốn mức, hoặc «Không xếp loại».")
    if not number.strip():
        faults["so"] = _("Xin ghi số quyết định.")
    if decided_on is None:
        faults["ngay"] = _("Xin ghi ngày quyết định, ví dụ 10/12/2020.")
    if not signed_by.strip():
        faults["nguoi-ky"] = _("Xin ghi người ký: máy không quyết định thay ai.")
    if (before is not None or differs(level, found)) and not reason.strip():
        faults["ly-do"] = (
            _("Xếp loại lại phải có lý do.")
            if before is not None
            else _("Mức quyết định khác mức tính theo quy định: xin ghi lý do.")
        )
    if faults or decided_on is None:
        raise AppraisalRefused(next(iter(faults.values())), faults)
    if before is None and level and sheet.state != YearState.PROPOSED:
        raise AppraisalRefused(_("Chưa có mức trưởng đơn vị đề nghị, nên chưa ghi quyết định được."))
    if not date(sheet.year, 1, 1) <= decided_on <= date(sheet.year + 2, 12, 31):
        raise AppraisalRefused(_("Ngày quyết định %(d)s không thuộc kỳ xếp loại năm %(y)d.") % {"d": f"{decided_on:%d/%m/%Y}", "y": sheet.year}, {"ngay": _("Xem lại ngày.")})  # fmt: skip
    sheet.save()
    batch_id = _put_on_record(sheet, level, number, decided_on, by)
    made = YearDecision.objects.create(
        year_sheet=sheet, level=level, number=number.strip()[:80], decided_on=decided_on, signed_by=signed_by.strip()[:160],
        reason=reason.strip()[:LONGEST], batch_id=batch_id, made_by=by, made_at=timezone.now(),
    )  # fmt: skip
    sheet.state, sheet.found = YearState.DECIDED, found.to_json() if found else {}
    sheet.save()
    what = "redecide" if before is not None else "decide"
    _step(sheet, what, by, before=before.level if before else "", after=level, reason=reason)
    ledger.record(by.username, f"{what}_year", kind="person", subject=sheet.person_id, year=sheet.year, batch=batch_id)
    return made


def _put_on_record(sheet: YearSheet, level: str, number: str, decided_on: date | None, by: User) -> int:
    why = _("Xếp loại năm %(y)d, quyết định %(n)s") % {"y": sheet.year, "n": number.strip()}
    batch = open_batch("appraisal", why, by=by, basis=number.strip()[:300])
    values = {
        "rating": level or None,
        "decided": decided_on,
        "note": None if level else _("Không xếp loại theo quy định"),
    }
    there = Rating.objects.filter(
        person_id=sheet.person_id, year=sheet.year, system="state", withdrawn_at__isnull=True
    ).first()
    if there is None:
        create(
            "ratings",
            {"person_id": sheet.person_id, "year": sheet.year, "system": "state", **values},
            by=by,
            why=why,
            batch=batch,
        )
    else:
        amend("ratings", there.pk, values, by=by, why=why, batch=batch)
    _count_work(sheet, batch, why, by)
    return int(batch.pk)


def _count_work(sheet: YearSheet, batch: Batch, why: str, by: User) -> None:
    """The year's work by kind, in the batch of the rating, so that both stand and are undone together.

    It is written with the decision and not with each month: only then are all periods closed, and a row of the table is a whole year.
    """
    counted = count(sheet.person_id, sheet.year)
    source = f"{SOURCE} {sheet.year}"
    for kind, row in counted.kept.items():
        if kind not in counted.kinds:
            withdraw("work_counts", row.pk, by=by, why=why, batch=batch)
    for kind, numbers in counted.kinds.items():
        if kind in counted.kept:
            amend("work_counts", counted.kept[kind].pk, numbers, by=by, why=why, batch=batch)
        else:
            values = {"person_id": sheet.person_id, "year": sheet.year, "kind": kind, **numbers, "source_row": source}
            create("work_counts", values, by=by, why=why, batch=batch)


@transaction.atomic
def follow_undo(batch: Batch) -> None:
    """A decision whose batch was undone stands no more; the year is again where it was before it."""
    for one in YearDecision.objects.filter(batch_id=batch.pk, undone_at__isnull=True).select_related("year_sheet"):
        one.undone_at = batch.undone_at
        one.save(update_fields=["undone_at"])
        sheet = one.year_sheet
        if sheet.decision is None:
            sheet.state = YearState.PROPOSED if sheet.proposed_level else YearState.SELF if sheet.self_level else YearState.OPEN  # fmt: skip
            sheet.found = {}
            sheet.save(update_fields=["state", "found"])
        SheetStep.objects.create(
            year_sheet=sheet, step="undo", at=timezone.now(), before=one.level, after=sheet.decision.level if sheet.decision else "",
            reason=batch.undone_why,
        )  # fmt: skip


@transaction.atomic
def petition(sheet: YearSheet, said: str, received: date, *, viewer: Viewer, by: User) -> Petition:
    """The official objects to the decision; the clock of working days starts. Raises AppraisalRefused."""
    if sheet.person_id != viewer.person_id:
        raise AppraisalRefused(_("Chỉ người được xếp loại kiến nghị về kết quả của mình."))
    if sheet.state != YearState.DECIDED:
        raise AppraisalRefused(_("Chưa có quyết định xếp loại nên chưa có gì để kiến nghị."))
    if not said.strip():
        raise AppraisalRefused(_("Xin ghi nội dung kiến nghị."), {"kien-nghi": _("Chưa ghi.")})
    if sheet.petitions.filter(state=PetitionState.OPEN).exists():
        raise AppraisalRefused(_("Kiến nghị trước đang chờ trả lời."))
    made = Petition.objects.create(
        year_sheet=sheet,
        received=received,
        due=petition_due(received)[0],
        said=said.strip()[:LONGEST],
        made_by=by,
        made_at=timezone.now(),
    )
    _step(sheet, "petition", by, reason=said)
    ledger.record(by.username, "petition_rating", kind="person", subject=sheet.person_id, year=sheet.year)
    return made


@transaction.atomic
def answer(one: Petition, text: str, *, on: date, viewer: Viewer, by: User) -> None:
    """Answer a petition: changed where a new decision stands since it came, else kept. Raises AppraisalRefused without words."""
    sheet = one.year_sheet
    if not (reach.may_receive(viewer, sheet.person_id) or reach.may_confirm(viewer, sheet.person_id)):
        raise AppraisalRefused(_("Kiến nghị do phòng Nội vụ hoặc cấp có thẩm quyền trả lời."))
    if one.state != PetitionState.OPEN:
        raise AppraisalRefused(_("Kiến nghị này đã được trả lời."))
    if not text.strip():
        raise AppraisalRefused(_("Xin ghi trả lời và căn cứ."), {"tra-loi": _("Chưa ghi.")})
    again = sheet.decisions.filter(made_at__gt=one.made_at).exists()
    one.state = PetitionState.CHANGED if again else PetitionState.KEPT
    one.answer, one.answered_on, one.answered_by = text.strip()[:LONGEST], on, by
    one.save()
    _step(sheet, "answer", by, after=one.state, reason=text)
    ledger.record(
        by.username, "answer_petition", kind="person", subject=sheet.person_id, year=sheet.year, on_time=on <= one.due
    )
