"""What appraisal tells in the morning: sheets that wait for somebody, work past its day, petitions, the steps of the year up to its last day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.matters import Asking, Dated, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.appraisal import reach
from dungviec.office.appraisal.models import MonthSheet, MonthState, Petition, PetitionState, Task, YearSheet, YearState
from dungviec.office.appraisal.periods import last_day, period_of
from dungviec.office.appraisal.selectors import petitions
from dungviec.office.appraisal.services.reminders import waiting_for
from dungviec.office.registry.gate import seen_by
from dungviec.office.registry.rights import within
from dungviec.office.shell.clauses import cited
from dungviec.office.shell.language import lang
from dungviec.records.vietnamese import format_date

OF_THE_YEAR = timedelta(days=60)
"""Days before the last day from which the year's steps are told."""


def matters(asking: Asking) -> Iterator[Matter]:
    """For heads what waits for their word, for the personnel office what waits to be received; for everybody on file the own sheets."""
    viewer = asking.viewer
    if viewer.role in reach.CONFIRMERS or viewer.may_write:
        yield from _months(asking)
        yield from _petitions(asking)
        yield from _year(asking)
    if viewer.person_id and viewer.role is not None and sees(viewer.role, Scope.OWN, reach.WORK):
        yield from _own(asking)


def _within(asking: Asking, group: str) -> Q:
    """Rows of others in reach whose ``group`` is seen."""
    if not sees(asking.viewer.role, Scope.WITHIN, group):
        return Q(pk__in=[])
    others = ~Q(person_id=asking.viewer.person_id) if asking.viewer.person_id else Q()
    return others & within(asking.viewer)


def _months(asking: Asking) -> Iterator[Matter]:
    viewer, url, near = asking.viewer, reverse("appraisal:months"), _within(asking, reach.WORK)
    held = Counter(
        MonthSheet.objects.filter(near, state__in=(MonthState.SENT, MonthState.CONFIRMED))
        .order_by()
        .values_list("state", flat=True)
    )
    if viewer.role in reach.CONFIRMERS:
        yield Matter(
            "appraisal.confirm", Turn.ANSWER, held[MonthState.SENT], _("phiếu tháng chờ anh/chị xác nhận"), url
        )
        unset = Task.objects.filter(near, kind="unnamed", coefficient__isnull=True, withdrawn_at__isnull=True).count()
        yield Matter(
            "appraisal.convert",
            Turn.ANSWER,
            unset,
            _("việc chưa có tên trong danh mục chờ anh/chị quy đổi"),
            reverse("appraisal:work"),
        )
    else:
        yield Matter(
            "appraisal.receive",
            Turn.ANSWER,
            held[MonthState.CONFIRMED],
            _("phiếu tháng đã xác nhận chờ phòng Nội vụ nhận"),
            url,
        )
        yield Matter(
            "appraisal.sent", Turn.SOON, held[MonthState.SENT], _("phiếu tháng đang chờ trưởng đơn vị xác nhận"), url
        )


def _petitions(asking: Asking) -> Iterator[Matter]:
    url, day = reverse("appraisal:petitions"), asking.day
    dues = sorted(petitions(seen_by(asking)).filter(state=PetitionState.OPEN).values_list("due", flat=True))
    late, turn = [d for d in dues if d < day], Turn.ANSWER if asking.viewer.may_write else Turn.SOON
    rule = last_day(day.year)[1]
    yield Matter(
        "appraisal.petitions_late",
        Turn.OVERDUE,
        len(late),
        _("kiến nghị xếp loại quá hạn trả lời"),
        url,
        due=late[0] if late else None,
    )
    yield Matter(
        "appraisal.petitions", turn, len(dues) - len(late), _("kiến nghị xếp loại chờ trả lời"), url, due=next((d for d in dues if d >= day), None), clause=cited(rule, lang()) if rule and dues else None,
        days=tuple(Dated(d, dues.count(d)) for d in sorted(set(dues)) if d >= day), event=_("kiến nghị đến hạn trả lời"),
    )  # fmt: skip


def _year(asking: Asking) -> Iterator[Matter]:
    """How many of the people in reach have no decision on the year yet, from sixty days before its last day."""
    day, (last, rule) = asking.day, last_day(asking.day.year)
    if not last - OF_THE_YEAR <= day or not sees(asking.viewer.role, Scope.WITHIN, reach.YEAR):
        return
    people = seen_by(asking).people
    decided = YearSheet.objects.filter(_within(asking, reach.YEAR), year=day.year, state=YearState.DECIDED).count()
    left = max(0, people.height - decided)
    turn = Turn.OVERDUE if day > last else Turn.RISK
    yield Matter(
        "appraisal.year", turn, left, _("người chưa có quyết định xếp loại năm %d") % day.year, reverse("appraisal:years"), due=last, clause=cited(rule, lang()) if rule else None,
        event=_("người chưa xếp loại, hết hạn xếp loại năm"),
    )  # fmt: skip


def _own(asking: Asking) -> Iterator[Matter]:
    person, day, url = asking.viewer.person_id, asking.day, reverse("appraisal:mine")
    reminded = waiting_for(asking.viewer)
    period = period_of(reminded.period) if reminded else None
    if reminded is not None and period is not None:
        words = _("Phiếu %(p)s của anh/chị chưa gửi, hạn %(d)s") % {"p": period, "d": format_date(period.due)}
        hint = _("được nhắc ngày %s") % format_date(reminded.day)
        yield Matter(
            "appraisal.reminded",
            Turn.OVERDUE if period.due < day else Turn.ANSWER,
            1,
            words,
            reverse("appraisal:month", args=[person, period.key]),
            hint,
            due=period.due,
            single=True,
            event=_("phiếu đánh giá của tôi đến hạn gửi"),
        )
    back = MonthSheet.objects.filter(person_id=person, state=MonthState.RETURNED).count()
    yield Matter("appraisal.returned", Turn.ANSWER, back, _("phiếu tháng của anh/chị được trả lại để sửa"), url)
    open_tasks = Task.objects.filter(
        person_id=person, withdrawn_at__isnull=True, finished__isnull=True, due__isnull=False, year=day.year
    )
    n = open_tasks.order_by().aggregate(
        late=Count("pk", filter=Q(due__lt=day)), soon=Count("pk", filter=Q(due__range=(day, day + timedelta(days=7))))
    )
    yield Matter("appraisal.my_late", Turn.OVERDUE, n["late"], _("việc được giao quá hạn chưa ghi xong"), url)
    yield Matter("appraisal.my_soon", Turn.SOON, n["soon"], _("việc được giao đến hạn trong 7 ngày"), url)
    if asking.viewer.role == Role.OFFICIAL:
        last = last_day(day.year)[0]
        told = YearSheet.objects.filter(person_id=person, year=day.year).exclude(state=YearState.OPEN).exists()
        if last - OF_THE_YEAR <= day <= last and not told:
            yield Matter(
                "appraisal.my_year",
                Turn.ANSWER,
                1,
                _("Anh/chị chưa tự nhận mức xếp loại năm %(y)d; cả năm xếp loại xong trước ngày %(d)s")
                % {"y": day.year, "d": format_date(last)},
                url,
                due=last,
                single=True,
                event=_("hết hạn xếp loại năm"),
            )
        answered = Petition.objects.filter(year_sheet__person_id=person, answered_on__gte=asking.since.date()).count()
        yield Matter("appraisal.my_petition", Turn.CHANGED, answered, _("kiến nghị của anh/chị đã được trả lời"), url)
