"""What training tells in the morning: plans, requests and wishes that wait, classes ahead, certificates and commitments; the own courses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.registry.gate import seen_by
from dungviec.office.training import rights
from dungviec.office.training.models import (
    Asked,
    AskedState,
    ClassState,
    Enrolment,
    Opinion,
    PaperState,
    Place,
    Source,
    YearPlan,
)
from dungviec.office.training.selectors.asked import reached
from dungviec.office.training.selectors.certificates import expiring
from dungviec.office.training.selectors.classes import classes_seen

SOON = timedelta(days=30)


def matters(asking: Asking) -> Iterator[Matter]:
    """Whoever reads training learns what waits; whoever is on file the own classes and wishes."""
    viewer = asking.viewer
    if rights.may_read(viewer):
        yield from _kept(asking)
    if rights.may_approve(viewer):
        asked = YearPlan.objects.filter(paper=PaperState.ASKED).count()
        yield Matter(
            "training.approve", Turn.ANSWER, asked, _("kế hoạch đào tạo chờ anh/chị duyệt"), reverse("training:plans")
        )
    if viewer.role == Role.OFFICIAL and rights.has_own(viewer):
        yield from _own(asking)


def _kept(asking: Asking) -> Iterator[Matter]:
    viewer, records, day = asking.viewer, seen_by(asking), asking.day
    if rights.may_keep(viewer):
        draft = YearPlan.objects.filter(paper=PaperState.DRAFT).count()
        yield Matter(
            "training.drafts", Turn.ANSWER, draft, _("kế hoạch đào tạo đang dự thảo"), reverse("training:plans")
        )
        waiting = reached(records).filter(source=Source.UNIT, state=AskedState.OPEN, year__gte=day.year).count()
        yield Matter(
            "training.asked", Turn.SOON, waiting, _("đề nghị đào tạo của đơn vị đang xét"), reverse("training:asked")
        )
    if viewer.role == Role.UNIT_HEAD:
        wishes = (
            reached(records)
            .filter(source=Source.WISH, state=AskedState.OPEN, opinion=Opinion.NONE, year__gte=day.year)
            .exclude(person_id=viewer.person_id)
        )
        yield Matter(
            "training.wishes",
            Turn.ANSWER,
            wishes.count(),
            _("nguyện vọng học tập chờ ý kiến anh/chị"),
            reverse("training:asked"),
        )
    alive = classes_seen(records).filter(state__in=(ClassState.PLANNED, ClassState.OPEN)).order_by()
    found = list(alive.values_list("from_date", "to_date"))
    ended = [to for _from, to in found if to < day]
    if rights.may_keep(viewer):
        yield Matter(
            "training.results",
            Turn.OVERDUE,
            len(ended),
            _("lớp đã bế giảng chưa ghi kết quả"),
            reverse("training:classes"),
        )
    begin = sorted(begins for begins, _to in found if day <= begins <= day + SOON)
    yield Matter(
        "training.begin", Turn.SOON, len(begin), _("lớp đào tạo khai giảng trong 30 ngày"), reverse("training:classes"), due=begin[0] if begin else None,
        days=tuple(Dated(d, begin.count(d)) for d in sorted(set(begin))), event=_("lớp đào tạo khai giảng"),
    )  # fmt: skip
    certificates = expiring(records)
    over, soon = sum(e.days < 0 for e in certificates), sorted(e.expires for e in certificates if 0 <= e.days <= 90)
    yield Matter(
        "training.expired",
        Turn.OVERDUE,
        over,
        _("chứng chỉ đã hết hạn chưa có bản mới"),
        reverse("training:certificates"),
    )
    yield Matter(
        "training.expiring",
        Turn.SOON,
        len(soon),
        _("chứng chỉ hết hạn trong 90 ngày"),
        reverse("training:certificates"),
        due=soon[0] if soon else None,
        event=_("chứng chỉ hết hạn"),
    )


def _own(asking: Asking) -> Iterator[Matter]:
    person, day, url = asking.viewer.person_id, asking.day, reverse("training:mine")
    called = Enrolment.objects.filter(person_id=person, place=Place.CALLED, training__to_date__gte=day).exclude(
        training__state=ClassState.DROPPED
    )
    begins = sorted(called.values_list("training__from_date", flat=True))
    yield Matter(
        "training.my_classes", Turn.SOON, len(begins), _("lớp học anh/chị được triệu tập"), url, due=begins[0] if begins else None,
        days=tuple(Dated(d, begins.count(d)) for d in sorted(set(begins))), event=_("lớp học của tôi khai giảng"),
    )  # fmt: skip
    ends = (
        Enrolment.objects.filter(person_id=person, expires__range=(day, day + 3 * SOON))
        .order_by("expires")
        .values_list("expires", flat=True)
    )
    found = list(ends)
    yield Matter(
        "training.my_certificates",
        Turn.SOON,
        len(found),
        _("chứng chỉ của anh/chị hết hạn trong 90 ngày"),
        url,
        due=found[0] if found else None,
    )
    told = Asked.objects.filter(
        ~Q(opinion=Opinion.NONE), person_id=person, source=Source.WISH, state=AskedState.OPEN, at__gte=asking.since
    )
    yield Matter(
        "training.my_wishes", Turn.CHANGED, told.count(), _("nguyện vọng học tập của anh/chị đã có ý kiến"), url
    )
