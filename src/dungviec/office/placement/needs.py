"""What units say they need, and how a round takes it up: a priced requirement that the plan meets or says it missed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import EVERYBODY, NOBODY, Right, Viewer
from dungviec.office.placement import rights
from dungviec.office.placement.models import UnitNeed, Urgency
from dungviec.office.registry.models import Post
from dungviec.records.vietnamese import fold

if TYPE_CHECKING:
    from dungviec.placement.requirements import Requirement

OF_UNITS = "Nhu cầu: "
"""How the names of requirements begin that come from units: they belong to a round, not to its policy."""
FEW = 100
"""So many posts are offered at once; a province has tens of thousands."""
PRICES = {Urgency.CAN_WAIT: 2_000, Urgency.NEEDED: 6_000, Urgency.PRESSING: 15_000}
"""Points the plan loses for each person a need lacks; 10,000 points are one person who fits a post wholly."""


class NeedFault(ValueError):
    """A need that cannot be taken; the sentence says why."""


def _reads(viewer: Viewer, need: UnitNeed) -> bool:
    path = rights.reach(viewer)
    return path is not None and need.path.startswith(path)


def _read_by(viewer: Viewer) -> Q:
    path = rights.reach(viewer)
    if path is None:
        return NOBODY
    return Q(path__startswith=path) if path else EVERYBODY


SEE_NEED: Right[UnitNeed] = Right("placement.see_need", _reads, _read_by)


def may_state(viewer: Viewer) -> bool:
    """Whether the viewer states needs: heads for their unit, those who run rounds for any."""
    return rights.may_run(viewer) or (viewer.role == Role.UNIT_HEAD and rights.reach(viewer) is not None)


def open_needs(viewer: Viewer) -> QuerySet[UnitNeed]:
    """The needs that still stand, as far as the viewer reads them."""
    return SEE_NEED.restrict(
        viewer, UnitNeed.objects.filter(withdrawn_at__isnull=True).select_related("by__membership")
    )


def posts_to_name(viewer: Viewer) -> QuerySet[Post]:
    """The posts a viewer may state a need for."""
    path = rights.reach(viewer)
    found = Post.objects.filter(
        withdrawn_at__isnull=True, valid_to__isnull=True, held_with__isnull=True
    ).select_related("unit")
    if path is None:
        return found.none()
    return found.filter(unit__path__startswith=path).order_by("unit__name", "title", "post_id")


def posts_offered(viewer: Viewer, text: str) -> tuple[list[Post], bool]:
    """Posts to choose from: all where they are few, else those whose unit or title holds ``text``; and whether one must ask so."""
    found = posts_to_name(viewer)
    first = list(found[: FEW + 1])
    if len(first) <= FEW:
        return first, False
    if not text.strip():
        return [], True
    asked = found.filter(Q(unit__search_key__contains=fold(text).strip()) | Q(title__icontains=text.strip()))
    return list(asked[:FEW]), True


@transaction.atomic
def state(viewer: Viewer, user: User, post_id: str, *, count: int, urgency: int, because: str) -> UnitNeed:
    """Keep a need. Raises NeedFault for a post out of reach, more people than seats, or no reason."""
    post = posts_to_name(viewer).filter(pk=post_id).first()
    if post is None or not may_state(viewer):
        raise NeedFault(_("Xin chọn một vị trí trong đơn vị của anh/chị."))
    if not 1 <= count <= post.seats:
        raise NeedFault(_("Vị trí này có %d chỗ: xin ghi số người từ 1 đến đó.") % post.seats)
    if not because.strip():
        raise NeedFault(_("Xin ghi vì sao cần."))
    made = UnitNeed.objects.create(
        unit_id=post.unit_id, unit=post.unit.name, path=post.unit.path, post_id=post.pk, title=post.title, count=count,
        urgency=urgency if urgency in Urgency.values else Urgency.NEEDED, because=because.strip()[:1000], by=user,
    )  # fmt: skip
    ledger.record(user.username, "state_need", kind="need", subject=str(made.pk), post=post.pk, count=count)
    return made


@transaction.atomic
def withdraw(viewer: Viewer, user: User, pk: int) -> None:
    """Take a need back. Raises NeedFault where the viewer does not have it."""
    need = open_needs(viewer).filter(pk=pk).first()
    if need is None or not may_state(viewer):
        raise NeedFault(_("Không có nhu cầu này trong phần anh/chị được xem."))
    UnitNeed.objects.filter(pk=pk).update(withdrawn_at=timezone.now())
    ledger.record(user.username, "withdraw_need", kind="need", subject=str(pk))


def requirements_of(needs: Iterable[UnitNeed]) -> list[Requirement]:
    """The needs as requirements of a policy."""
    from dungviec.placement.requirements import PostsWanted, Requirement

    return [
        Requirement(
            name=f"{OF_UNITS}{need.title}, {need.unit}"[:200], kind="at_least", count=need.count, units=(need.unit_id,),
            posts=PostsWanted(ids=(need.post_id,)), price=PRICES[Urgency(need.urgency)], because=need.because,
        )
        for need in needs
    ]  # fmt: skip
