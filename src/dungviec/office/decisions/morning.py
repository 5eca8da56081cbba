"""What decisions tell in the morning: what waits for a signature, takes effect, was to be handed over; the clocks of posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Figure, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.decisions import rights, watching
from dungviec.office.decisions.models import Decision, HandoverItem, State
from dungviec.office.decisions.selectors import decisions
from dungviec.office.decisions.watching import Running
from dungviec.office.registry.gate import SeenRecords, seen_by
from dungviec.office.registry.keeping import kept_per_viewer

AHEAD = timedelta(days=30)
"""How far ahead decisions that will take effect are told."""


def matters(asking: Asking) -> Iterator[Matter]:
    """Drafts and signatures for who prepares and signs, effects for readers, clocks for who watches them, the own decisions."""
    if rights.may_enter(asking.viewer):
        yield from _papers(asking)
    if rights.may_watch_clocks(asking.viewer):
        yield from _clocks(seen_by(asking))
        late = HandoverItem.objects.filter(due__lt=asking.day, done_at__isnull=True, decision__state=State.SIGNED)
        yield Matter(
            "decisions.handover",
            Turn.OVERDUE,
            late.count(),
            _("việc bàn giao quá hạn"),
            reverse("decisions:decisions") + "?loc=da-ky",
        )
    if asking.viewer.role == Role.OFFICIAL and asking.viewer.person_id:
        own = decisions(asking.viewer).filter(person_id=asking.viewer.person_id)
        new = own.filter(state=State.SIGNED).filter(Q(signed_at__gte=asking.since) | Q(effective=asking.day))
        yield Matter(
            "decisions.mine",
            Turn.CHANGED,
            new.count(),
            _("quyết định về anh/chị mới ký hoặc có hiệu lực hôm nay"),
            reverse("decisions:mine"),
        )


def _papers(asking: Asking) -> Iterator[Matter]:
    viewer, day, url = asking.viewer, asking.day, reverse("decisions:decisions")
    found = decisions(viewer).select_related(None).order_by()
    # A draft whose day of effect has come can no longer do what it says.
    n = found.aggregate(
        drafts=Count("pk", filter=Q(state=State.DRAFT)), waiting=Count("pk", filter=Q(state=State.SUBMITTED)), first=Min("effective", filter=Q(state=State.SUBMITTED)),
        late=Count("pk", filter=Q(state__in=(State.DRAFT, State.SUBMITTED), effective__lt=day)), today=Count("pk", filter=Q(state=State.SIGNED, effective=day)),
        signed=Count("pk", filter=Q(state=State.SIGNED, signed_at__gte=asking.since)),
    )  # fmt: skip
    if rights.may_sign(viewer):
        yield Matter(
            "decisions.to_sign",
            Turn.ANSWER,
            n["waiting"],
            _("quyết định chờ anh/chị ký"),
            url + "?loc=cho-ky",
            due=n["first"],
            event=_("quyết định chờ ký có hiệu lực"),
        )
    if rights.may_draft(viewer):
        yield Matter(
            "decisions.drafts", Turn.ANSWER, n["drafts"], _("dự thảo quyết định chưa trình"), url + "?loc=du-thao"
        )
        yield Matter(
            "decisions.waiting",
            Turn.SOON,
            n["waiting"],
            _("quyết định đã trình, chờ ký"),
            url + "?loc=cho-ky",
            due=n["first"],
        )
        yield Matter(
            "decisions.late",
            Turn.OVERDUE,
            n["late"],
            _("quyết định chưa ký đã qua ngày hiệu lực dự kiến"),
            url + "?loc=cho-ky",
        )
    yield Matter(
        "decisions.today",
        Turn.CHANGED,
        n["today"],
        _("quyết định có hiệu lực từ hôm nay"),
        url + "?loc=da-ky",
        due=day if n["today"] else None,
    )
    yield Matter("decisions.signed", Turn.CHANGED, n["signed"], _("quyết định mới ký"), url + "?loc=da-ky")
    coming = (
        found.filter(state=State.SIGNED, effective__gt=day, effective__lte=day + AHEAD)
        .values("effective")
        .annotate(n=Count("pk"))
        .order_by("effective")
    )
    days = tuple(Dated(row["effective"], row["n"]) for row in coming)
    yield Matter(
        "decisions.coming",
        Turn.SOON,
        sum(d.count for d in days),
        _("quyết định đã ký sắp có hiệu lực"),
        url + "?loc=da-ky",
        due=days[0].day if days else None,
        days=days,
        event=_("quyết định có hiệu lực"),
    )


@kept_per_viewer
def _clocks(records: SeenRecords) -> tuple[Matter, ...]:
    """Clocks of posts by the law of the day, each list with the clause of its first line."""
    url, terms, acting = reverse("decisions:due"), watching.terms(records), watching.acting(records)
    noticed = [
        replace(r, day=r.notify) for r in terms if r.state == "soon" and r.notify and r.notify <= records.day + AHEAD
    ]
    changes = [r for r in watching.position_changes(records) if r.state == "due"]
    told = (
        ("over", Turn.OVERDUE, [r for r in terms if r.state == "over"], _("lãnh đạo, quản lý hết thời hạn giữ chức mà chưa có quyết định"), ""),
        ("notice", Turn.RISK, noticed, _("người giữ chức đã đến lúc phải thông báo bổ nhiệm lại"), _("người phải được thông báo bổ nhiệm lại")),
        ("rotation", Turn.OVERDUE, changes, _("người đến hạn chuyển đổi vị trí công tác"), ""),
        ("acting", Turn.OVERDUE, [r for r in acting if r.state == "over"], _("người được giao quyền quá thời hạn"), ""),
    )  # fmt: skip
    return tuple(_told(f"decisions.{key}", turn, rows, words, url, event) for key, turn, rows, words, event in told)


def _told(key: str, turn: Turn, rows: list[Running], words: str, url: str, event: str) -> Matter:
    days: dict[date, list[str]] = {}
    for row in rows:
        if row.day:
            days.setdefault(row.day, []).append(row.name)
    due, clause = min(days, default=None), next((r.clause for r in rows if r.clause), None)
    dated = tuple(Dated(d, len(days[d]), tuple(days[d])) for d in sorted(days))
    return Matter(key, turn, len(rows), words, url, due=due, clause=clause, days=dated, event=event)


def figures(asking: Asking) -> Iterator[Figure]:
    """What waits for the signature of who signs."""
    if rights.may_sign(asking.viewer):
        n = Decision.objects.filter(state=State.SUBMITTED).count()
        yield Figure(
            "to_sign",
            _("Chờ tôi ký"),
            n,
            reverse("decisions:decisions") + "?loc=cho-ky",
            tone="amber" if n else "jade",
            order=5,
        )
