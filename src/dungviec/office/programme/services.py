"""Writes of this room: one transaction each, with a line in the ledger; nothing is overwritten."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.programme.entries import standing
from dungviec.office.programme.faults import ProgrammeRefused
from dungviec.office.programme.models import (
    Programme,
    ProgrammeEntry,
    Report,
    Resolution,
    Source,
    Target,
    TargetEntry,
)
from dungviec.office.registry.measures import measures
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.office.requests.vault import Checked, store
from dungviec.office.shell.texts import within

ASKS = (
    "title", "part", "unit_id", "person_id", "source", "measure", "measured_in", "unit_of_measure", "base", "goal", "direction", "begins", "deadline",
    "weight", "every_days", "roll_up", "roll_up_why",
)  # fmt: skip
"""What a target's entry says."""


@transaction.atomic
def make_programme(*, year: int, theme: str, aim: str, day: date, by: User, copy: bool = False) -> Programme:
    """The programme of a year, with the targets of the year before where asked. Raises ProgrammeRefused when there is one already."""
    try:
        with transaction.atomic():
            made = Programme.objects.create(year=year, by=by.username, at=timezone.now())
    except IntegrityError:
        raise ProgrammeRefused(
            _("Năm %d đã có chương trình; mở chương trình đó để sửa.") % year,
            {"year": _("Năm này đã có chương trình.")},
        ) from None
    ProgrammeEntry.objects.create(programme=made, theme=theme, aim=aim, day=day, by=by.username, at=timezone.now())
    copied = _copy(made, day, by) if copy else 0
    ledger.record(by.username, "make_programme", kind="programme", subject=str(made.pk), year=year, copied=copied)
    return made


def _copy(made: Programme, day: date, by: User) -> int:
    before = Programme.objects.filter(year=made.year - 1).first()
    if before is None:
        raise ProgrammeRefused(
            _("Không có chương trình năm %d để chép.") % (made.year - 1), {"copy": _("Năm trước chưa có chương trình.")}
        )
    new: dict[int, Target] = {}
    copied = 0
    for old in before.targets.order_by("parent_id", "order", "pk").prefetch_related("entries"):
        last = standing(old.entries.all(), date.max)
        if last is None or last.ended or (old.parent_id and old.parent_id not in new):
            continue
        new[old.pk] = Target.objects.create(
            programme=made, parent=new[old.parent_id] if old.parent_id else None, order=old.order
        )
        said = {name: getattr(last, name) for name in ASKS} | {
            "begins": _next_year(last.begins), "deadline": _next_year(last.deadline), "base": last.goal if last.source != Source.LIVE else last.base,
        }  # fmt: skip
        TargetEntry.objects.create(target=new[old.pk], day=day, by=by.username, at=timezone.now(), **said)
        copied += 1
    return copied


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


@transaction.atomic
def change_programme(pk: int, *, theme: str, aim: str, day: date, reason: str, seen: int, by: User) -> ProgrammeEntry:
    """What the programme says from a day on. ``seen``: the entry the writer had before them. Raises ProgrammeRefused."""
    one = Programme.objects.select_for_update().get(pk=pk)
    last = one.entries.last()
    _fresh(last, seen, day)
    made = ProgrammeEntry.objects.create(programme=one, theme=theme, aim=aim, day=day, reason=reason, by=by.username, at=timezone.now())  # fmt: skip
    ledger.record(by.username, "change_programme", kind="programme", subject=str(pk), entry=made.pk)
    return made


@transaction.atomic
def add_resolution(pk: int, *, number: str, dated: date, body: str, subject: str, file: Checked | None, by: User) -> Resolution:  # fmt: skip
    """A resolution with its file. Raises ProgrammeRefused when the same number of the same body is there, or its day is to come."""
    one = Programme.objects.select_for_update().get(pk=pk)
    if dated > today():
        raise ProgrammeRefused(
            _("Ngày ban hành %s chưa đến.") % f"{dated:%d/%m/%Y}", {"dated": _("Ngày này chưa đến.")}
        )
    if one.resolutions.filter(number__iexact=number, body__iexact=body, withdrawn_at__isnull=True).exists():
        raise ProgrammeRefused(_("Nghị quyết số %s đã có trong chương trình.") % number, {"number": _("Đã có.")})
    made = Resolution.objects.create(
        programme=one, number=number, dated=dated, body=body, subject=subject, file=store(file, "", by) if file else None, by=by.username, at=timezone.now(),
    )  # fmt: skip
    ledger.record(by.username, "add_resolution", kind="programme", subject=str(pk), resolution=made.pk)
    return made


@transaction.atomic
def withdraw_resolution(pk: int, *, why: str, by: User) -> Resolution:
    """Take a resolution out of the programme; it stays on file. Raises ProgrammeRefused without a reason or twice."""
    one = Resolution.objects.select_for_update(of=("self",)).get(pk=pk)
    if one.withdrawn_at is not None:
        raise ProgrammeRefused(_("Nghị quyết này đã được rút rồi."))
    if not why.strip():
        raise ProgrammeRefused(_("Ghi lý do rút nghị quyết."))
    one.withdrawn_at, one.withdrawn_by, one.withdrawn_why = (
        timezone.now(),
        by.username,
        within(why, 300, ProgrammeRefused),
    )
    one.save()
    ledger.record(by.username, "withdraw_resolution", kind="programme", subject=str(one.programme_id), resolution=pk)
    return one


@transaction.atomic
def make_target(programme: int, *, given: dict[str, Any], day: date, by: User, parent: Target | None = None) -> Target:
    """A target, or a part of one (``parent``). Raises ProgrammeRefused for a part of a part and for facts that are not on file."""
    one = Programme.objects.select_for_update().get(pk=programme)
    if parent is not None and (parent.parent_id is not None or parent.programme_id != programme):
        raise ProgrammeRefused(_("Chỉ tiêu con không chia tiếp được."))
    said = _checked(given)
    made = Target.objects.create(programme=one, parent=parent, order=one.targets.count() + 1)
    TargetEntry.objects.create(target=made, day=day, by=by.username, at=timezone.now(), **said)
    ledger.record(by.username, "make_target", kind="target", subject=str(made.pk), programme=programme)
    return made


@transaction.atomic
def change_target(pk: int, *, given: dict[str, Any], day: date, reason: str, seen: int, by: User) -> TargetEntry:
    """What a target asks from a day on; what it asked before stays to be read. Raises ProgrammeRefused."""
    one = Target.objects.select_for_update(of=("self",)).get(pk=pk)
    last = one.entries.last()
    _fresh(last, seen, day)
    _reasoned(reason)
    if one.parent_id is not None and given.get("source") == Source.ROLLED:
        raise ProgrammeRefused(_("Chỉ tiêu con không chia tiếp được."))
    made = TargetEntry.objects.create(target=one, day=day, reason=reason, by=by.username, at=timezone.now(), **_checked(given))  # fmt: skip
    ledger.record(by.username, "change_target", kind="target", subject=str(pk), entry=made.pk)
    return made


@transaction.atomic
def end_target(pk: int, *, day: date, reason: str, seen: int, by: User) -> TargetEntry:
    """Take a target out of the programme from a day on. Raises ProgrammeRefused."""
    one = Target.objects.select_for_update(of=("self",)).get(pk=pk)
    last = one.entries.last()
    _fresh(last, seen, day)
    _reasoned(reason)
    assert last is not None
    said = {name: getattr(last, name) for name in ASKS}
    made = TargetEntry.objects.create(target=one, day=day, reason=within(reason, 300, ProgrammeRefused), ended=True, by=by.username, at=timezone.now(), **said)  # fmt: skip
    ledger.record(by.username, "end_target", kind="target", subject=str(pk), entry=made.pk)
    return made


@transaction.atomic
def report(pk: int, *, value: Any, day: date, evidence: str, file: Checked | None, seen: int, by: User, corrects: int | None = None) -> Report:  # fmt: skip
    """A value with its evidence; a correction names the report it takes the place of. ``seen``: the latest report the writer saw.

    Raises ProgrammeRefused without evidence, for a day to come, a target that is not reported, or when somebody reported meanwhile.
    """
    one = Target.objects.select_for_update(of=("self",)).get(pk=pk)
    entry = one.entries.last()
    if entry is None or entry.ended or entry.source != Source.REPORTED:
        raise ProgrammeRefused(_("Chỉ tiêu này không nhận báo cáo: số liệu do hệ thống tính, hoặc chỉ tiêu đã thôi."))
    newest = one.reports.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest != seen:
        raise ProgrammeRefused(_("Có người vừa báo cáo chỉ tiêu này. Xem số mới rồi báo cáo lại nếu cần."))
    if day > today():
        raise ProgrammeRefused(_("Ngày %s chưa đến; ghi ngày của số liệu.") % f"{day:%d/%m/%Y}", {"day": _("Ngày này chưa đến.")})  # fmt: skip
    if day < entry.begins:
        raise ProgrammeRefused(_("Ngày của số liệu trước ngày bắt đầu chỉ tiêu."), {"day": _("Trước ngày bắt đầu chỉ tiêu.")})  # fmt: skip
    if not evidence.strip() and file is None:
        raise ProgrammeRefused(_("Báo cáo phải có minh chứng."), {"evidence": _("Ghi minh chứng, hoặc đính kèm tệp.")})
    old = one.reports.filter(pk=corrects).first() if corrects else None
    if corrects and (old is None or hasattr(old, "corrected_by")):
        raise ProgrammeRefused(_("Báo cáo cần đính chính không còn, hoặc đã được đính chính."))
    made = Report.objects.create(
        target=one, value=value, day=day, evidence=evidence.strip(), file=store(file, "", by) if file else None, corrects=old, by=by.username, at=timezone.now(),
    )  # fmt: skip
    ledger.record(by.username, "correct_report" if old else "report_target", kind="target", subject=str(pk), report=made.pk)  # fmt: skip
    return made


def today() -> date:
    """The last day that has come: the calendar's, or that of the data where it is later."""
    return max(office_day(), timezone.localdate())


def _fresh(last: ProgrammeEntry | TargetEntry | None, seen: int, day: date) -> None:
    if last is None or last.pk != seen:
        raise ProgrammeRefused(
            _("Có người vừa sửa nội dung này. Xem bản mới rồi sửa lại nếu cần; chữ đã gõ còn ở dưới.")
        )
    if day < last.day:
        words = _("Bản đang đứng có từ ngày %s; ngày sửa không thể trước ngày đó.") % f"{last.day:%d/%m/%Y}"
        raise ProgrammeRefused(words, {"day": words})
    if isinstance(last, TargetEntry) and last.ended:
        raise ProgrammeRefused(_("Chỉ tiêu này đã thôi."))


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise ProgrammeRefused(_("Sửa hay thôi chỉ tiêu phải ghi lý do."), {"reason": _("Ghi lý do.")})


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    """What a target says, with facts that are on file, and nothing that its source does not use."""
    said = {name: given.get(name) for name in ASKS} | {"roll_up": given.get("roll_up") or "", "roll_up_why": given.get("roll_up_why") or ""}  # fmt: skip
    here = snapshot(office_day())
    units = set(here.units["unit_id"])
    if said["unit_id"] not in units or (said["measured_in"] and said["measured_in"] not in units):
        raise ProgrammeRefused(_("Đơn vị không có trong hồ sơ."), {"unit_id": _("Chọn đơn vị có trong hồ sơ.")})
    if said["person_id"] and said["person_id"] not in set(here.people["person_id"]):
        raise ProgrammeRefused(
            _("Không có hồ sơ nào mang mã «%s».") % str(said["person_id"])[:40],
            {"person_id": _("Không có mã cán bộ này.")},
        )
    if said["source"] == Source.LIVE:
        live = measures().get(str(said["measure"]))
        if live is None:
            raise ProgrammeRefused(_("Hệ thống không có số liệu này."), {"measure": _("Chọn trong danh sách.")})
        # The measure says its own unit: a share typed as a number of people would be read wrongly.
        said["unit_of_measure"] = live.unit[0]
    else:
        said["measure"] = said["measured_in"] = ""
    if said["source"] != Source.ROLLED:
        said["roll_up"] = said["roll_up_why"] = ""
    return said
