"""What emulation tells in the morning: where the round of the year stands, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.emulation import rights
from dungviec.office.emulation.models import LIVE, Registration, Round, Stage


def matters(asking: Asking) -> Iterator[Matter]:
    """A round waits for units, for the council or for the leader; an official learns whether the own registration is there."""
    viewer = asking.viewer
    reads = rights.may_enter(viewer)
    if not reads and not (viewer.role == Role.OFFICIAL and rights.has_own(viewer)):
        return
    held = list(
        Round.objects.exclude(stage__in=(Stage.DECIDED, Stage.CALLED_OFF)).annotate(
            n=Count("proposals", filter=Q(proposals__state__in=LIVE))
        )
    )
    for one in held if reads else ():
        url, named = reverse("emulation:round", args=[one.pk]), {"year": one.year, "n": one.n}
        if one.stage == Stage.SUBMITTED and rights.may_decide(viewer):
            yield Matter(
                "emulation.decide",
                Turn.ANSWER,
                1,
                _("Đợt thi đua năm %(year)d đã trình, chờ anh/chị quyết định (%(n)d đề nghị)") % named,
                url,
                single=True,
            )
        elif one.stage == Stage.COUNCIL and rights.may_run(viewer):
            yield Matter(
                "emulation.council",
                Turn.ANSWER,
                1,
                _("Đợt thi đua năm %(year)d chờ họp hội đồng (%(n)d đề nghị)") % named,
                url,
                single=True,
            )
        elif one.stage in (Stage.REGISTERING, Stage.PROPOSING) and viewer.role == Role.UNIT_HEAD:
            yield Matter(
                "emulation.propose",
                Turn.ANSWER,
                1,
                _("Đợt thi đua năm %(year)d: đơn vị đang đăng ký, đề nghị") % named,
                url,
                single=True,
            )
        elif rights.may_run(viewer):
            yield Matter(
                "emulation.running",
                Turn.SOON,
                1,
                _("Đợt thi đua năm %(year)d đang mở (%(n)d đề nghị)") % named,
                url,
                single=True,
            )
    asked = [one.pk for one in held if one.stage == Stage.REGISTERING]
    if viewer.role == Role.OFFICIAL and asked:
        there = Registration.objects.filter(
            round__in=asked, person_id=viewer.person_id, withdrawn_at__isnull=True
        ).count()
        yield Matter(
            "emulation.register",
            Turn.ANSWER,
            len(asked) - there,
            _("đợt thi đua anh/chị chưa đăng ký"),
            reverse("emulation:mine"),
        )
    done = (
        Round.objects.filter(stage=Stage.DECIDED, decided_on__range=(asking.since.date(), asking.day)).count()
        if reads
        else 0
    )
    yield Matter("emulation.decided", Turn.CHANGED, done, _("đợt thi đua vừa quyết định"), reverse("emulation:rounds"))
