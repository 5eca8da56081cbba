"""What the own tables tell in the morning: questions that others have shared since."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.explore.services import open_to
from dungviec.office.reports.rights import may_enter


def matters(asking: Asking) -> Iterator[Matter]:
    """Questions of others that were shared with this account, or changed."""
    if may_enter(asking.viewer):
        found = open_to(asking.user, asking.viewer).filter(at__gte=asking.since, owner__isnull=False)
        shared = found.exclude(owner=asking.user).count()
        yield Matter("explore.shared", Turn.CHANGED, shared, _("câu hỏi số liệu mới chia sẻ cho anh/chị"), reverse("explore:explore"))  # fmt: skip
