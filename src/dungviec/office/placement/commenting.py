"""Words on a round: who may say what, and who reads it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import EVERYBODY, NOBODY, Right, Viewer
from dungviec.office.placement import rights, selectors
from dungviec.office.placement.models import Gate, Round, RoundComment

LONGEST = 2000


class CommentFault(ValueError):
    """A comment that cannot be taken; the sentence says why."""


def _reads(viewer: Viewer, one: RoundComment) -> bool:
    path = rights.reach(viewer)
    if path is None:
        return False
    return not path or (bool(one.person_id) and (one.from_path.startswith(path) or one.to_path.startswith(path)))


def _read_by(viewer: Viewer) -> Q:
    path = rights.reach(viewer)
    if path is None:
        return NOBODY
    return (Q(from_path__startswith=path) | Q(to_path__startswith=path)) & ~Q(person_id="") if path else EVERYBODY


SEE_COMMENT: Right[RoundComment] = Right("placement.see_comment", _reads, _read_by)
"""Who oversees reads all; a head reads what was said of moves that touch the own unit."""


def may_comment(viewer: Viewer, one: Round) -> bool:
    """Who runs rounds, at any gate but the last two; a head while opinions are asked for."""
    if not one.done or one.gate in (Gate.DECIDED, Gate.EFFECTIVE):
        return False
    return rights.may_run(viewer) or (viewer.role == Role.UNIT_HEAD and one.gate == Gate.CONSULTATION)


def comments_seen(viewer: Viewer, one: Round) -> QuerySet[RoundComment]:
    """The comments of a round that the viewer reads."""
    return SEE_COMMENT.restrict(viewer, one.roundcomments.select_related("by__membership"))


@transaction.atomic
def comment(viewer: Viewer, one: Round, user: User, text: str, *, person_id: str = "") -> RoundComment:
    """Keep a comment. Raises CommentFault for an empty text, a shut gate, or a move the viewer does not see."""
    if not may_comment(viewer, one):
        raise CommentFault(_("Đợt này không ở bước nhận ý kiến của anh/chị."))
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise CommentFault(_("Xin ghi ý kiến, nhiều nhất %d chữ cái.") % LONGEST)
    move = selectors.moves_seen(viewer, one).filter(person_id=person_id).first() if person_id else None
    if move is None and (person_id or not viewer.oversees):
        raise CommentFault(_("Xin chọn một đề xuất thuộc phần anh/chị được xem."))
    made = RoundComment.objects.create(
        round=one, by=user, gate=one.gate, text=said, person_id=move.person_id if move else "",
        person_name=move.person_name if move else "", from_path=move.from_path if move else "", to_path=move.to_path if move else "",
    )  # fmt: skip
    ledger.record(user.username, "comment", kind="round", subject=str(one.pk), person=made.person_id)
    return made
