"""What a decision does to posts held: a forced exit ends all, a removal the leading ones, a demotion puts a lower one in their place.

All of it stands in the batch of the signing. An appeal that takes the form back opens the same posts again, as if they had
never ended; where the seat or the person has moved on by then, a person decides and the records are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dungviec.office.access.models import User
from dungviec.office.conduct.faults import ConductRefused
from dungviec.office.conduct.models import Case
from dungviec.office.conduct.services.common import NEUTRAL
from dungviec.office.decisions.effects import crowded
from dungviec.office.registry import services as registry
from dungviec.office.registry.models import Batch, Discipline, Tenure
from dungviec.office.registry.selectors import rows, snapshot
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.vietnamese import format_date

EXIT_FORM = "forced_exit"
"""The form that ends the service itself."""
LOWERED = "demotion"
"""The form that puts a lower post in the place of the one held."""
POST_FORMS = frozenset({LOWERED, "dismissed_from_post", "removed"})
"""Forms that take a leading post away: giáng chức, cách chức, bãi nhiệm."""
_GONE, _REMOVED = "left_service", "discipline"


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post held on a day that a decision may end; ``rank`` None where its level is not on file."""

    key: str
    title: str
    unit: str
    rank: int | None

    @property
    def leads(self) -> bool:
        """Whether it is a leading post by what is on file."""
        return self.rank is not None and self.rank >= LEADERSHIP_RANK


@dataclass(frozen=True, slots=True)
class Parting:
    """Which posts end: their keys, None for every leading one (of an administrative decision), and the lower post given."""

    posts: tuple[str, ...] | None = None
    to_post_id: str = ""


def held_posts(person_id: str, day: date) -> list[HeldPost]:
    """The posts held on ``day`` that lead, or of which the records do not tell whether they do."""
    ranks = {p["post_id"]: p["level_rank"] for p in snapshot(day).live_posts.to_dicts()}
    mine = _running(person_id, day).order_by("from_date", "pk")
    found = [HeldPost(str(t.pk), t.title, t.unit_name or "", ranks.get(t.post_id or "")) for t in mine]
    return [p for p in found if p.leads or p.rank is None]


def end_posts(one: Case, batch: Batch, given: Parting, *, by: User) -> list[Tenure]:
    """End what the form of ``one`` ends on the eve of its day of effect, and begin the lower post; answers with the rows as they were.

    Raises ConductRefused where a post begins on that day or later (the decision on it is taken back first), for a post that
    is not held then, and for a lower post that is missing, not lower, not there or taken.
    """
    assert one.effective is not None
    eve = one.effective - timedelta(days=1)
    if one.form not in POST_FORMS and one.form != EXIT_FORM:
        return []
    leading = None if one.form == EXIT_FORM else _chosen(one, given, eve)
    _refuse_coming(one, leading)
    ended = [t for t in _running(one.person_id, eve) if leading is None or str(t.pk) in {p.key for p in leading}]
    why = _GONE if leading is None else _REMOVED
    for row in ended:
        changes = {"to_date": eve, "left_because": why}
        registry.amend("tenures", str(row.pk), changes, by=by, why=NEUTRAL, batch=batch, basis=batch.basis)
    if leading is not None and (given.to_post_id or one.form == LOWERED):
        _begin_lower(one, batch, given.to_post_id, leading, by=by)
    return ended


def reopen_posts(one: Case, batch: Batch, *, by: User) -> list[str]:
    """Open again, in ``batch``, what the decision in force had ended, and no other post; answers with their titles.

    Raises ConductRefused where the person has been given another main post since, or the seat is taken.
    """
    assert one.effective is not None
    signing = Discipline.objects.values_list("batch_id", flat=True).get(pk=one.row)
    mine = Tenure.objects.filter(person_id=one.person_id)
    before = {(r.post_id, r.kind, r.from_date): r for r in mine.filter(withdrawn_in_id=signing).order_by("pk")}
    ended = list(ended_by(one))
    lower = mine.filter(withdrawn_at__isnull=True, batch_id=signing, from_date=one.effective)
    if ended:
        _refuse_moved_on(mine, one.effective, but=[r.pk for r in lower])
    for row in lower:
        registry.withdraw("tenures", str(row.pk), by=by, why=NEUTRAL, batch=batch)
    for row in ended:
        old = before[row.post_id, row.kind, row.from_date]
        changes = {"to_date": old.to_date, "left_because": old.left_because}
        registry.amend("tenures", str(row.pk), changes, by=by, why=NEUTRAL, batch=batch, basis=batch.basis)
    for row in ended:
        _refuse_taken(row.post_id or "", row.title, one.effective)
    return [row.title for row in ended]


def ended_by(one: Case) -> QuerySet[Tenure]:
    """The rows of posts that the decision in force had ended and that still stand so."""
    if not one.row or one.effective is None:
        return Tenure.objects.none()
    signing = Discipline.objects.filter(pk=one.row).values("batch_id")
    found = Tenure.objects.filter(person_id=one.person_id, withdrawn_at__isnull=True, batch_id__in=signing)
    return found.filter(to_date=one.effective - timedelta(days=1), left_because__in=(_GONE, _REMOVED))


def _running(person_id: str, day: date) -> QuerySet[Tenure]:
    mine = Tenure.objects.filter(person_id=person_id, withdrawn_at__isnull=True, from_date__lte=day)
    return mine.filter(Q(to_date__isnull=True) | Q(to_date__gt=day))


def _chosen(one: Case, given: Parting, eve: date) -> list[HeldPost]:
    there = held_posts(one.person_id, eve)
    if given.posts is None:
        return [p for p in there if p.leads] if one.kind == "administrative" else []
    found = [p for p in there if p.key in given.posts]
    if len(found) < len(set(given.posts)):
        raise ConductRefused(_("Có chức vụ đã chọn mà hồ sơ không ghi là đang giữ vào ngày %s. Xin tải lại trang.") % format_date(eve))  # fmt: skip
    if one.kind == "administrative" and not found and any(p.leads for p in there):
        raise ConductRefused(_("Hình thức này lấy đi chức vụ lãnh đạo: xin chọn chức vụ thôi giữ theo quyết định."))
    return found


def _refuse_coming(one: Case, leading: list[HeldPost] | None) -> None:
    coming = Tenure.objects.filter(
        person_id=one.person_id, withdrawn_at__isnull=True, from_date__gte=one.effective
    ).order_by("from_date")
    if leading is not None:
        assert one.effective is not None
        ranks = snapshot(one.effective).live_posts.filter(pl.col("level_rank") >= LEADERSHIP_RANK)["post_id"].to_list()
        coming = coming.filter(post_id__in=ranks)
    first = coming.first()
    if first is not None and (leading is None or leading):
        raise ConductRefused(
            _(
                "Hồ sơ ghi chức vụ «%(title)s» bắt đầu từ %(day)s, sau ngày quyết định có hiệu lực. Xin thu hồi quyết định ấy trước."
            )
            % {"title": first.title, "day": format_date(first.from_date)}
        )


def _begin_lower(one: Case, batch: Batch, post_id: str, ended: Sequence[HeldPost], *, by: User) -> None:
    assert one.effective is not None
    if not post_id:
        raise ConductRefused(_("Giáng chức thì phải nêu chức vụ thấp hơn: xin ghi mã vị trí."))
    here = snapshot(one.effective)
    post = next(iter(here.live_posts.filter(pl.col("post_id") == post_id).to_dicts()), None)
    if post is None:
        raise ConductRefused(_("Không có vị trí mã «%s».") % post_id[:40])
    rank, most = post["level_rank"], max((p.rank for p in ended if p.rank is not None), default=None)
    if rank is None or most is None or rank >= (most if one.form == LOWERED else LEADERSHIP_RANK):
        raise ConductRefused(
            _("Vị trí «%s» không thấp hơn chức vụ thôi giữ, hoặc hồ sơ chưa ghi cấp của một trong hai.") % post["title"]
        )
    unit = here.units.filter(pl.col("unit_id") == post["unit_id"])["name"].first()
    registry.create(
        "tenures",
        {
            "person_id": one.person_id, "post_id": post_id, "title": post["title"], "unit_name": unit, "level": post["level"],
            "field": post["field"], "kind": "main", "from_date": one.effective, "decision": one.symbol, "decided": one.signed_on, "how": "transferred",
        },
        by=by, why=NEUTRAL, batch=batch,
    )  # fmt: skip
    _refuse_taken(post_id, str(post["title"]), one.effective)


def _refuse_moved_on(mine: QuerySet[Tenure], day: date, *, but: list[Any]) -> None:
    later = mine.filter(withdrawn_at__isnull=True, kind="main", from_date__gte=day).exclude(pk__in=but).first()
    if later is not None:
        raise ConductRefused(
            _("Sau quyết định, hồ sơ đã ghi vị trí «%(title)s» từ %(day)s: bỏ dấu ở ô mở lại chức vụ, rồi bố trí bằng quyết định riêng.")
            % {"title": later.title, "day": format_date(later.from_date)}
        )  # fmt: skip


def _refuse_taken(post_id: str, title: str, day: date) -> None:
    """More people in the post than it has seats, from ``day`` on: the transaction that wrote it is given up."""
    seats = {p["post_id"]: p["seats"] for p in snapshot(day).live_posts.to_dicts()}
    if post_id not in seats:
        return
    over = crowded(rows("tenures", day).to_dicts(), post_id, seats[post_id], since=day)
    if over is not None:
        raise ConductRefused(
            _("Vị trí «%(title)s» từ %(day)s đã có người giữ hết chỗ: xin bố trí người ấy trước, hoặc bỏ dấu ở ô mở lại chức vụ.")
            % {"title": title, "day": format_date(over[0])}
        )  # fmt: skip
