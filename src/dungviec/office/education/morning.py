"""What political and ethical education tells in the morning: commitments and reviews that wait for a word, reflections to read."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.education import rights
from dungviec.office.education.models import Commitment, CommitmentState, Reflection, Review
from dungviec.office.education.selectors import person_of, topics_for
from dungviec.office.registry.gate import seen_by
from dungviec.office.registry.rights import within


def matters(asking: Asking) -> Iterator[Matter]:
    """For a head what others sent; for everybody on file what the year asks of oneself."""
    viewer = asking.viewer
    if rights.may_follow(viewer) and viewer.role in (Role.UNIT_HEAD, Role.LEADER):
        sent = Commitment.objects.filter(within(viewer), state=CommitmentState.SENT).exclude(person_id=viewer.person_id)
        head = viewer.role == Role.UNIT_HEAD  # a leader may confirm anybody's; it is the heads' turn first
        words = (
            _("bản cam kết rèn luyện chờ anh/chị xác nhận")
            if head
            else _("bản cam kết rèn luyện chờ trưởng đơn vị xác nhận")
        )
        yield Matter(
            "education.confirm", Turn.ANSWER if head else Turn.SOON, sent.count(), words, reverse("education:overview")
        )
    if rights.has_own(viewer):
        unread = Reflection.objects.filter(reader=asking.user, sent_at__isnull=False, read_at__isnull=True).count()
        yield Matter(
            "education.read", Turn.ANSWER, unread, _("bài thu hoạch chờ anh/chị đọc"), reverse("education:inbox")
        )
        if viewer.role == Role.OFFICIAL:
            yield from _own(asking)


def _own(asking: Asking) -> Iterator[Matter]:
    day, url = asking.day, reverse("education:mine")
    try:
        me = person_of(seen_by(asking), asking.viewer.person_id)
    except Http404:  # in no unit that day: no topic asks anything
        return
    topics = [t for t in topics_for(me, day.year) if t.begins <= day and t.commitment_form]
    kept = dict(Commitment.objects.filter(person_id=me.person_id, topic__in=topics).values_list("topic_id", "state"))
    missing = [
        t for t in topics if kept.get(t.pk, CommitmentState.DRAFT) in (CommitmentState.DRAFT, CommitmentState.RETURNED)
    ]
    late = [t for t in missing if t.ends < day]
    yield Matter("education.late", Turn.OVERDUE, len(late), _("bản đăng ký, cam kết của anh/chị quá hạn chưa gửi"), url)
    due = min((t.ends for t in missing if t.ends >= day), default=None)
    yield Matter(
        "education.mine",
        Turn.ANSWER,
        len(missing) - len(late),
        _("bản đăng ký, cam kết của anh/chị chưa gửi"),
        url,
        due=due,
    )
    reviewed = Review.objects.filter(person_id=me.person_id, head_at__isnull=False, seen_at__isnull=True).count()
    yield Matter("education.seen", Turn.ANSWER, reviewed, _("nhận xét cuối năm chờ anh/chị xem"), url)
