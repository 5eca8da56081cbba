"""The way of a month's sheet: written by the official, confirmed or returned by the head, received by the personnel office."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.appraisal import SheetFault
from dungviec.law.appraisal_lines import ONE_PRODUCT
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal import assembling, reach
from dungviec.office.appraisal.criteria import maxima
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import MonthSheet, MonthState, SheetStep, Task
from dungviec.office.appraisal.models.sheets import Scheme
from dungviec.office.appraisal.periods import Period, scheme_of, view_on
from dungviec.office.appraisal.scoring import Score, period_of, score

LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Line:
    """What was said of one line of work: how many are done, returned, late, and when it was finished."""

    done: int | None
    redone: int = 0
    late: int = 0
    given_back: int = 0
    finished: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a form holds: lines by task, ten general criteria, the leader's two parts, words."""

    lines: Mapping[int, Line] = field(default_factory=dict)
    general: list[float | None] = field(default_factory=list)
    organised: bool | None = None
    cohesive: bool | None = None
    conduct_good: bool | None = None
    points: Decimal | None = None
    strengths: str = ""
    weaknesses: str = ""


def step(sheet: MonthSheet, what: str, by: User, *, before: str = "", after: str = "", reason: str = "") -> None:
    """Add one step to the sheet's story."""
    SheetStep.objects.create(
        sheet=sheet, step=what, by=by, at=timezone.now(), before=before, after=after, reason=reason.strip()[:LONGEST]
    )


def start(person: Mapping[str, object], period: Period) -> MonthSheet:
    """The person's sheet of a period, not yet stored when there is none: unit, scheme and defaults are those of the period's last day.

    ``person`` is a row of the workforce. Raises AppraisalRefused when the months are covered by a sheet of the other kind.
    """
    person_id = str(person["person_id"])
    for there in MonthSheet.objects.filter(person_id=person_id, year=period.year):
        if (there.month, there.quarter) == (period.month, period.quarter):
            return there
        if set(there.months) & set(period.months):
            raise AppraisalRefused(
                _("%(p)s đã có trong phiếu %(other)s; mỗi tháng chỉ chấm một lần.")
                % {"p": str(period).capitalize(), "other": period_of(there)}
            )
    view = view_on(period.last)
    last = (
        MonthSheet.objects.filter(person_id=person_id)
        .exclude(self_general=[])
        .order_by("-year", "-month", "-quarter")
        .first()
    )
    most = maxima(view)
    usual = list(last.self_general) if last and len(last.self_general) == len(most) else list(most)
    leads = bool(person.get("leads")) or person.get("role") in ("head", "deputy")
    return MonthSheet(
        person_id=person_id, unit_id=str(person.get("unit_id") or ""), year=period.year, month=period.month, quarter=period.quarter,
        scheme=scheme_of(view, str(person.get("category") or "")), leads=leads, self_general=usual, made_at=timezone.now(),
        organised=True if leads else None, cohesive=True if leads else None, conduct_good=True,
    )  # fmt: skip


def tasks_of(sheet: MonthSheet) -> list[Task]:
    """The lines of work of the sheet's months."""
    found = assembling.tasks_by_month([sheet.person_id], sheet.year)
    return [t for m in sheet.months for t in found.get((sheet.person_id, m), [])]


def draft_score(sheet: MonthSheet, tasks: list[Task], general: list[float | None]) -> Score:
    """What the numbers come to. Raises AppraisalRefused with the library's sentences where one cannot be meant so."""
    whole = [n for n in general if n is not None]
    try:
        return score(sheet, tasks, whole if len(whole) == len(general) else None)
    except SheetFault as fault:
        raise AppraisalRefused("\n".join(vi for vi, _en in fault.faults)) from None


def check(sheet: MonthSheet, written: Written, tasks: Collection[Task]) -> dict[str, str]:
    """What cannot be taken, by form field."""
    faults: dict[str, str] = {}
    for i, (given, most) in enumerate(zip(written.general, maxima(view_on(period_of(sheet).last)), strict=False)):
        if given is not None and not 0 <= given <= most:
            faults[f"tc-{i}"] = _("Từ 0 đến %s điểm.") % f"{most:g}".replace(".", ",")
    if written.points is not None and not 0 <= written.points <= 100:
        faults["diem"] = _("Điểm của kỳ từ 0 đến 100.")
    for task in tasks:
        line = written.lines.get(task.pk)
        if line is None:
            continue
        if line.done is not None and not task.extra and line.done + line.given_back > task.assigned:
            faults[f"xong-{task.pk}"] = _(
                "Giao %(n)d mà xong %(d)d: phần làm thêm xin ghi một dòng «Phát sinh, làm thay»."
            ) % {"n": task.assigned, "d": line.done + line.given_back}
        elif (line.done or 0) > 1 and max(line.redone, line.late) > ONE_PRODUCT and not task.objective:
            faults[f"xong-{task.pk}"] = (
                _(
                    "Làm lại hoặc trễ quá %d lần: mỗi sản phẩm như vậy xin đứng riêng một dòng, vì trừ điểm theo từng sản phẩm (NĐ 335/2025 Điều 14.2)."
                )
                % ONE_PRODUCT
            )
    return faults


@transaction.atomic
def save(sheet: MonthSheet, written: Written, *, viewer: Viewer, by: User, send: bool = False) -> Score | None:
    """The official keeps the own sheet, or sends it to the head. Raises AppraisalRefused; nothing is written then."""
    if sheet.person_id != viewer.person_id:
        raise AppraisalRefused(_("Phiếu do chính người được đánh giá ghi."))
    if _stands(sheet) not in (MonthState.DRAFT, MonthState.RETURNED):
        raise AppraisalRefused(_("Phiếu đã gửi. Muốn sửa, xin trưởng đơn vị trả lại."))
    tasks = tasks_of(sheet)
    if faults := check(sheet, written, tasks):
        raise AppraisalRefused(_("Có ô chưa đúng, xin xem dòng đỏ."), faults)
    _put(sheet, written, tasks)
    sheet.self_general = written.general
    found = draft_score(sheet, tasks, written.general)
    sheet.self_points = written.points if sheet.scheme == Scheme.REGULATION else found.points
    if send:
        _whole(sheet, written, tasks)
        sheet.state, sheet.sent_at = MonthState.SENT, timezone.now()
    sheet.save()
    if send:
        step(sheet, "send", by, after=_text(sheet.self_points))
        ledger.record(by.username, "send_month", kind="person", subject=sheet.person_id, sheet=sheet.pk)
    return found


def _put(sheet: MonthSheet, written: Written, tasks: Collection[Task]) -> None:
    sheet.organised, sheet.cohesive, sheet.conduct_good = written.organised, written.cohesive, written.conduct_good
    sheet.strengths, sheet.weaknesses = written.strengths.strip()[:LONGEST], written.weaknesses.strip()[:LONGEST]
    for task in tasks:
        line = written.lines.get(task.pk)
        if line is not None:
            task.done, task.redone, task.late = line.done, line.redone, line.late
            task.given_back, task.finished = line.given_back, line.finished
            task.save(update_fields=["done", "redone", "late", "given_back", "finished"])


def _whole(sheet: MonthSheet, written: Written, tasks: Collection[Task]) -> None:
    """Raise AppraisalRefused unless everything a sent sheet needs is said."""
    faults: dict[str, str] = {
        f"xong-{t.pk}": _("Xin ghi đã xong bao nhiêu (0 nếu chưa).") for t in tasks if t.done is None
    }
    if sheet.scheme == Scheme.POINTS:
        faults |= {f"tc-{i}": _("Chưa chấm.") for i, n in enumerate(written.general) if n is None}
        if not any(not t.extra for t in tasks):
            raise AppraisalRefused(
                _(
                    "Tháng này chưa có việc nào được giao, nên chưa có gì để chấm. Xin ghi việc đã làm ở «Thêm việc», hoặc nhờ trưởng đơn vị giao việc."
                )
            )
    if sheet.scheme == Scheme.REGULATION and written.points is None:
        faults["diem"] = _("Xin ghi điểm theo quy chế của đơn vị.")
    if faults:
        raise AppraisalRefused(_("Còn %d ô chưa ghi; điểm chưa tính được.") % len(faults), faults)


@transaction.atomic
def give_back(sheet: MonthSheet, reason: str, *, viewer: Viewer, by: User) -> None:
    """The head returns a sheet with a reason, or opens a confirmed one again. Raises AppraisalRefused without one."""
    _heads_turn(sheet, viewer, (MonthState.SENT, MonthState.CONFIRMED, MonthState.RECEIVED))
    if not reason.strip():
        raise AppraisalRefused(
            _("Xin ghi rõ vì sao trả lại, để người làm biết phải sửa gì."), {"ly-do": _("Bắt buộc khi trả lại.")}
        )
    before = _text(sheet.points)
    what = "return" if sheet.state == MonthState.SENT else "reopen"
    sheet.state, sheet.points, sheet.head_general, sheet.parts = MonthState.RETURNED, None, [], {}
    sheet.confirmed_at = sheet.received_at = None
    sheet.confirmed_by = sheet.received_by = None
    sheet.save()
    step(sheet, what, by, before=before, reason=reason)
    ledger.record(by.username, f"{what}_month", kind="person", subject=sheet.person_id, sheet=sheet.pk)


@transaction.atomic
def confirm(sheet: MonthSheet, written: Written, *, comment: str, reason: str, viewer: Viewer, by: User) -> Score:
    """The head's word: the lines and criteria as the head sees them. Raises AppraisalRefused.

    Points that differ from the self-score need a reason; work without a name must be converted first.
    """
    _heads_turn(sheet, viewer, (MonthState.SENT,))
    tasks = tasks_of(sheet)
    if faults := check(sheet, written, tasks):
        raise AppraisalRefused(_("Có ô chưa đúng, xin xem dòng đỏ."), faults)
    if any(t.worth is None for t in tasks) and sheet.scheme == Scheme.POINTS:
        waiting = {f"he-so-{t.pk}": _("Chưa có hệ số.") for t in tasks if t.worth is None}
        raise AppraisalRefused(_("Còn %d việc chưa có trong danh mục chờ anh/chị cho hệ số.") % len(waiting), waiting)
    if any(t.obstacle == "claimed" for t in tasks):
        raise AppraisalRefused(
            _("Còn vướng mắc khách quan chờ ý kiến của anh/chị: xin xác nhận hoặc nêu vì sao không.")
        )
    _put(sheet, written, tasks)
    _whole(sheet, written, tasks)
    sheet.head_general = written.general
    if sheet.scheme == Scheme.REGULATION:
        sheet.points = written.points
    found = draft_score(sheet, tasks, written.general)
    if sheet.scheme == Scheme.POINTS and found.points is None:
        raise AppraisalRefused(found.words or _("Chưa đủ dữ liệu để chấm."))
    if sheet.scheme != Scheme.TRACKING and found.points != sheet.self_points and not reason.strip():
        raise AppraisalRefused(
            _("Điểm %(head)s khác điểm tự chấm %(own)s: xin ghi lý do, người được chấm sẽ đọc.")
            % {"head": _text(found.points), "own": _text(sheet.self_points) or "–"},
            {"ly-do": _("Bắt buộc khi điểm khác điểm tự chấm.")},
        )
    sheet.points, sheet.parts = found.points, found.to_json()
    sheet.comment = comment.strip()[:LONGEST]
    sheet.state, sheet.confirmed_at, sheet.confirmed_by = MonthState.CONFIRMED, timezone.now(), by
    sheet.save()
    step(sheet, "confirm", by, before=_text(sheet.self_points), after=_text(sheet.points), reason=reason)
    ledger.record(by.username, "confirm_month", kind="person", subject=sheet.person_id, sheet=sheet.pk)
    return found


@transaction.atomic
def receive(sheets: Collection[MonthSheet], *, viewer: Viewer, by: User) -> int:
    """The personnel office takes confirmed sheets over; how many. The own sheet waits for a colleague."""
    count = 0
    for sheet in sheets:
        if sheet.state != MonthState.CONFIRMED or not reach.may_receive(viewer, sheet.person_id):
            continue
        sheet.state, sheet.received_at, sheet.received_by = MonthState.RECEIVED, timezone.now(), by
        sheet.save()
        step(sheet, "receive", by, after=_text(sheet.points))
        count += 1
    if count:
        ledger.record(by.username, "receive_months", kind="list", sheets=count)
    return count


def _heads_turn(sheet: MonthSheet, viewer: Viewer, states: tuple[MonthState, ...]) -> None:
    if not reach.may_confirm(viewer, sheet.person_id):
        raise AppraisalRefused(_("Phiếu do trưởng đơn vị hoặc cấp trên xác nhận, không ai tự xác nhận phiếu của mình."))
    if sheet.state not in states or _stands(sheet) != sheet.state:
        raise AppraisalRefused(_("Phiếu đang ở bước «%s». Xin tải lại trang.") % MonthState(_stands(sheet)).label)


def _stands(sheet: MonthSheet) -> str:
    """Where the sheet stands on file now, whatever this page saw; the row is held until the end of the transaction."""
    found = MonthSheet.objects.select_for_update().filter(pk=sheet.pk).values_list("state", flat=True).first()
    return found or MonthState.DRAFT


def _text(points: Decimal | None) -> str:
    return "" if points is None else f"{points:.2f}".replace(".", ",")
