"""What secret votes tell in the morning: the own slips to take and to cast, boxes to be counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.ballots import rights
from dungviec.office.ballots.models import Phase, Vote, Voter, Way


def matters(asking: Asking) -> Iterator[Matter]:
    """For a voter what is to do now; for who runs or follows votes where they stand. Whether somebody cast is known to nobody."""
    viewer = asking.viewer
    if rights.may_vote(viewer):
        own = Counter(
            Voter.objects.filter(
                person_id=viewer.person_id, vote__phase__in=(Phase.ISSUING, Phase.CASTING)
            ).values_list("vote__phase", "way")
        )
        url = reverse("ballots:mine")
        yield Matter("ballots.take", Turn.ANSWER, own[Phase.ISSUING, Way.NONE], _("phiếu kín chờ anh/chị nhận"), url)
        yield Matter(
            "ballots.cast",
            Turn.ANSWER,
            own[Phase.CASTING, Way.BROWSER],
            _("cuộc bỏ phiếu kín đang mở hòm, anh/chị đã nhận phiếu"),
            url,
        )
    if rights.may_follow(viewer):
        held = Counter(Vote.objects.order_by().values_list("phase", flat=True))
        url, turn = reverse("ballots:votes"), Turn.ANSWER if rights.may_run(viewer) else Turn.SOON
        yield Matter(
            "ballots.casting", turn, held[Phase.CASTING], _("cuộc bỏ phiếu kín đang bỏ phiếu, chờ kiểm phiếu"), url
        )
        yield Matter("ballots.issuing", Turn.SOON, held[Phase.ISSUING], _("cuộc bỏ phiếu kín đang phát phiếu"), url)
