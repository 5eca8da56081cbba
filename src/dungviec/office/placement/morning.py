"""What placement tells in the morning: rounds that came to an end or failed, swaps that wait for an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.placement import rights
from dungviec.office.placement.consenting import SEE_PART, may_enter
from dungviec.office.placement.models import Round, RoundStatus, SheetStatus, SwapPart


def matters(asking: Asking) -> Iterator[Matter]:
    """For readers of rounds what is new; for whoever is asked about a swap what waits for an answer."""
    viewer = asking.viewer
    if rights.may_enter(viewer):
        new = Counter(
            rights.SEE_ROUND.restrict(viewer, Round.objects.filter(finished_at__gte=asking.since))
            .order_by()
            .values_list("status", flat=True)
        )
        yield Matter(
            "placement.done",
            Turn.CHANGED,
            new[RoundStatus.DONE],
            _("phương án bố trí mới tính xong"),
            reverse("placement:rounds"),
        )
        if rights.may_run(viewer):
            yield Matter(
                "placement.failed",
                Turn.RISK,
                new[RoundStatus.FAILED],
                _("phương án bố trí gặp lỗi, chưa có kết quả"),
                reverse("placement:rounds"),
            )
    if may_enter(viewer):
        mine = Q(person_id=viewer.person_id, person_says__isnull=True) if viewer.person_id else Q(pk__in=[])
        if viewer.role == Role.UNIT_HEAD and (path := rights.reach(viewer)):
            mine |= Q(to_path__startswith=path, receiver_says__isnull=True)
        waiting = SEE_PART.restrict(viewer, SwapPart.objects.filter(mine, sheet__status=SheetStatus.DONE)).count()
        yield Matter(
            "placement.swaps",
            Turn.ANSWER,
            waiting,
            _("đề nghị đổi việc chờ anh/chị trả lời"),
            reverse("placement:swaps"),
        )
