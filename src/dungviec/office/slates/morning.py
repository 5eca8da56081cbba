"""What leadership teams tell in the morning: boards others have opened since, and the own ones on which a seat is still empty."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.slates import rights
from dungviec.office.slates.models import Board


def matters(asking: Asking) -> Iterator[Matter]:
    """Boards of units in reach."""
    if rights.may_enter(asking.viewer):
        found, url = rights.SEE_BOARD.restrict(asking.viewer, Board.objects.all()), reverse("slates:boards")
        new = found.filter(made_at__gte=asking.since).exclude(made_by=asking.user).count()
        yield Matter("slates.new", Turn.CHANGED, new, _("bảng tập thể lãnh đạo mới mở"), url)
        bare = found.filter(made_by=asking.user).exclude(slates__sittings__isnull=False).count()
        yield Matter("slates.bare", Turn.SOON, bare, _("bảng tập thể lãnh đạo của anh/chị chưa đặt ai vào ghế"), url)
