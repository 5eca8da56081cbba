"""What inspection tells in the morning: findings without an answer or a remedy, visits of the own team, what oneself has to explain."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.inspection import rights
from dungviec.office.inspection.models import Checked, Finding, Visit, VisitState
from dungviec.office.registry.viewing import opened_units

_NO_ANSWER = Q(answered_at__isnull=True, dropped_on__isnull=True, answer_due__isnull=False)


def matters(asking: Asking) -> Iterator[Matter]:
    """Of findings in reach how many wait; the own visits; findings about oneself and, for a head, about the unit."""
    viewer, day = asking.viewer, asking.day
    if not rights.may_enter(viewer):
        return
    url, home = reverse("inspection:findings"), reverse("inspection:home")
    if viewer.role != Role.OFFICIAL:
        late = Q(remedy_due__lt=day, fixed_on__isnull=True, dropped_on__isnull=True) & ~Q(checked=Checked.DONE)
        n = rights.seen_findings(viewer, asking.user).order_by().aggregate(
            silent=Count("pk", filter=_NO_ANSWER & Q(answer_due__lt=day)), waits=Count("pk", filter=_NO_ANSWER & Q(answer_due__gte=day)),
            first=Min("answer_due", filter=_NO_ANSWER & Q(answer_due__gte=day)), late=Count("pk", filter=late),
            check=Count("pk", filter=Q(fixed_on__isnull=False, checked=Checked.NOT_YET, dropped_on__isnull=True)),
        )  # fmt: skip
        yield Matter(
            "inspection.silent",
            Turn.OVERDUE,
            n["silent"],
            _("phát hiện kiểm tra hết hạn giải trình mà chưa có trả lời"),
            url + "?tinh-trang=het-han",
        )
        yield Matter(
            "inspection.late",
            Turn.OVERDUE,
            n["late"],
            _("phát hiện kiểm tra quá hạn khắc phục"),
            url + "?tinh-trang=qua-han",
        )
        turn = Turn.ANSWER if rights.may_lead(viewer) else Turn.SOON
        yield Matter(
            "inspection.check",
            turn,
            n["check"],
            _("phát hiện đã báo khắc phục, chờ kiểm tra lại"),
            url + "?tinh-trang=cho-kiem-tra-lai",
        )
        yield Matter(
            "inspection.waits",
            Turn.SOON,
            n["waits"],
            _("phát hiện kiểm tra đang chờ giải trình"),
            url + "?tinh-trang=cho-giai-trinh",
            due=n["first"],
            event=_("phát hiện hết hạn giải trình"),
        )
    mine = (
        Visit.objects.filter(team=asking.user, state=VisitState.PLANNED)
        .order_by("planned_on")
        .values_list("planned_on", flat=True)
    )
    days = list(mine)
    yield Matter(
        "inspection.visits", Turn.OVERDUE if days and days[0] < day else Turn.SOON, len(days), _("cuộc kiểm tra của đoàn anh/chị chưa đi"), home, due=days[0] if days else None,
        days=tuple(Dated(d, days.count(d)) for d in sorted(set(days))), event=_("cuộc kiểm tra"),
    )  # fmt: skip
    ended = Visit.objects.filter(lead=asking.user, state=VisitState.ENDED).count()
    yield Matter("inspection.close", Turn.ANSWER, ended, _("cuộc kiểm tra đã xong, chờ anh/chị khép lại"), home)
    about = Q(person_id=viewer.person_id) if viewer.person_id else Q(pk__in=[])
    if viewer.role == Role.UNIT_HEAD:
        about |= Q(person_id="", unit_id__in=opened_units(viewer))
    own = list(
        Finding.objects.filter(about, _NO_ANSWER, visit__state=VisitState.CLOSED).values_list("answer_due", flat=True)
    )
    yield Matter(
        "inspection.answer",
        Turn.ANSWER,
        len(own),
        _("phát hiện kiểm tra chờ anh/chị giải trình"),
        url,
        due=min((d for d in own if d), default=None),
        private=True,
    )
