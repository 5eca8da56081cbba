"""What surveys of ability tell in the morning: the own forms to fill, rounds that end, rounds to close or to write."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.competency import rights
from dungviec.office.competency.models import RoundState, SurveyRound
from dungviec.office.competency.selectors.rounds import notice
from dungviec.records.vietnamese import format_date


def matters(asking: Asking) -> Iterator[Matter]:
    """Forms that wait for the viewer, with the day of the last reminder; the rounds for who follows them."""
    waiting = notice(asking.viewer)
    if waiting is not None:
        late = waiting.until < asking.day
        hint = _("phòng Nội vụ nhắc ngày %s") % format_date(waiting.reminded) if waiting.reminded else ""
        yield Matter(
            "competency.forms",
            Turn.OVERDUE if late else Turn.ANSWER,
            waiting.count,
            _("phiếu năng lực chờ anh/chị trả lời"),
            reverse("competency:forms"),
            hint,
            due=waiting.until,
            event=_("phiếu năng lực đến hạn"),
        )
    if rights.may_follow(asking.viewer):
        ends = sorted(SurveyRound.objects.filter(state=RoundState.OPEN).values_list("until", flat=True))
        over = [d for d in ends if d < asking.day]
        yield Matter(
            "competency.over",
            Turn.OVERDUE,
            len(over),
            _("đợt khảo sát năng lực đã quá hạn, chưa khép"),
            reverse("competency:rounds"),
        )
        yield Matter(
            "competency.open",
            Turn.SOON,
            len(ends) - len(over),
            _("đợt khảo sát năng lực đang mở"),
            reverse("competency:rounds"),
            due=next((d for d in ends if d >= asking.day), None),
            event=_("đợt khảo sát năng lực hết hạn"),
        )
