"""What the records tell in the morning: vacancies, terms, retirements, gaps and contradictions, writes since; and the own clocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Figure, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.registry import overview, structure
from dungviec.office.registry.alarm_counts import alarm_count
from dungviec.office.registry.doubling import pairs_seen
from dungviec.office.registry.filters import NOT_STATED
from dungviec.office.registry.gate import SeenRecords, seen_by
from dungviec.office.registry.keeping import kept_per_viewer
from dungviec.office.registry.models import Batch
from dungviec.office.registry.viewing import opened_units
from dungviec.records.dates import add_months
from dungviec.records.vietnamese import format_date

READERS = frozenset({Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD, Role.INSPECTOR})
OWN_AHEAD = 24
"""Months before the own term or age is told."""


def matters(asking: Asking) -> Iterator[Matter]:
    """Of everybody in reach for who works with records; of oneself for everybody on file."""
    if asking.viewer.role in READERS:
        yield from _of_others(asking)
    if asking.viewer.person_id and asking.viewer.role in READERS | {Role.OFFICIAL}:
        yield from _own(asking)


def _of_others(asking: Asking) -> Iterator[Matter]:
    records = seen_by(asking)
    yield from _of_records(records)
    yield Matter(
        "registry.alarms",
        Turn.RISK,
        alarm_count(records),
        _("điều trong hồ sơ mâu thuẫn với nhau"),
        reverse("registry:alarms"),
        _("Báo động, mỗi điều kèm cách chữa"),
    )
    if asking.viewer.may_write:
        yield Matter(
            "registry.doubles",
            Turn.RISK,
            pairs_seen(records).height,
            _("cặp hồ sơ có thể là một người"),
            reverse("registry:doubles"),
        )
    if asking.viewer.may_write and asking.viewer.whole:
        since = Batch.objects.aggregate(
            new=Count("pk", filter=Q(opened_at__gte=asking.since)),
            undone=Count("pk", filter=Q(undone_at__gte=asking.since)),
        )
        url = reverse("registry:batches")
        yield Matter("registry.batches", Turn.CHANGED, since["new"], _("đợt ghi vào hồ sơ"), url)
        yield Matter("registry.undone", Turn.CHANGED, since["undone"], _("đợt ghi đã hoàn tác"), url)


@kept_per_viewer
def _of_records(records: SeenRecords) -> tuple[Matter, ...]:
    """What the people and posts in reach tell by themselves."""
    frame, day, soon = records.people, records.day, add_months(records.day, 12)
    units, address = reverse("registry:units") + "?show=vacant", overview.people_address
    past, over = (frame.filter(pl.col(c) < day).height if c in frame.columns else 0 for c in ("term_ends", "retires"))
    blank = frame["degree"].null_count() if "degree" in frame.columns else 0
    unrated = (
        frame["rating"].null_count() if "rating_year" in frame.columns and frame["rating_year"].max() is not None else 0
    )
    terms, leaving = _dated(frame, "term_ends", day, soon), _dated(frame, "retires", day, soon)
    return (
        Matter("registry.past_term", Turn.OVERDUE, past, _("người đã quá hạn bổ nhiệm mà chưa có quyết định mới"), address(term="0")),
        Matter("registry.over_age", Turn.OVERDUE, over, _("người đã qua tuổi nghỉ hưu vẫn còn trong danh sách"), address(retires="0")),
        Matter("registry.vacant", Turn.RISK, _vacant(records), _("chức vụ lãnh đạo, quản lý đang khuyết người giữ"), units),
        Matter("registry.degree", Turn.RISK, blank, _("người chưa rõ trình độ chuyên môn"), address(degree=NOT_STATED), _("Bổ sung văn bằng vào hồ sơ")),
        Matter("registry.unrated", Turn.RISK, unrated, _("người chưa có kết quả xếp loại nào"), address(rating=NOT_STATED)),
        Matter(
            "registry.terms", Turn.SOON, sum(d.count for d in terms), _("người hết thời hạn bổ nhiệm trong 12 tháng tới"), address(term="12"),
            _("Thông báo trước ít nhất 90 ngày"), days=terms, event=_("nhiệm kỳ hết hạn"), due=min((d.day for d in terms), default=None),
        ),
        Matter(
            "registry.retiring", Turn.SOON, sum(d.count for d in leaving), _("người đến tuổi nghỉ hưu trong 12 tháng tới"), address(retires="12"),
            _("Cần chuẩn bị người kế cận"), days=leaving, event=_("người đến tuổi nghỉ hưu"), due=min((d.day for d in leaving), default=None),
        ),
    )  # fmt: skip


def _dated(frame: pl.DataFrame, column: str, first: date, last: date) -> tuple[Dated, ...]:
    """Days from ``first`` to ``last`` on which something falls, with how many and whom."""
    if column not in frame.columns:
        return ()
    near = frame.filter(pl.col(column).is_between(first, last)).group_by(column).agg(pl.col("name")).sort(column)
    return tuple(Dated(day, len(names), tuple(sorted(names))) for day, names in near.iter_rows())


@kept_per_viewer
def _vacant(records: SeenRecords) -> int:
    """Leading posts in reach that nobody holds."""
    posts = structure.seats(records.day).filter(pl.col("leads"))
    if not records.viewer.reaches_all:
        posts = posts.filter(pl.col("unit_id").is_in(opened_units(records.viewer)))
    return int(posts["vacant"].sum())


@kept_per_viewer
def _retiring(records: SeenRecords) -> int | None:
    """How many reach retirement age within a year; None where that is not seen."""
    frame, day = records.people, records.day
    return (
        frame.filter(pl.col("retires").is_between(day, add_months(day, 12))).height
        if "retires" in frame.columns
        else None
    )


def _card(asking: Asking, records: SeenRecords) -> dict[str, Any]:
    """The own row; empty for an account whose person is not on the rolls."""
    if "card" not in asking.kept:
        card = records.file(asking.viewer.person_id).card
        asking.kept["card"] = card if card.get("on_rolls") else {}
    found: dict[str, Any] = asking.kept["card"]
    return found


def _own(asking: Asking) -> Iterator[Matter]:
    card, url = _card(asking, seen_by(asking)), reverse("registry:person", args=[asking.viewer.person_id])
    for column, told, event in (
        ("term_ends", _("Thời hạn bổ nhiệm của anh/chị đến hết %s"), _("Hết thời hạn bổ nhiệm của tôi")),
        ("retires", _("Anh/chị đến tuổi nghỉ hưu ngày %s"), _("Tôi đến tuổi nghỉ hưu")),
    ):
        on = card.get(column)
        if isinstance(on, date) and on <= add_months(asking.day, OWN_AHEAD):
            turn = Turn.OVERDUE if on < asking.day else Turn.SOON
            yield Matter(
                f"registry.my_{column}",
                turn,
                1,
                told % format_date(on),
                url,
                due=on,
                event=event,
                single=True,
                personal=True,
            )


def figures(asking: Asking) -> Iterator[Figure]:
    """Headcount, vacancies, terms and retirements of everybody in reach; for an official the own years in post."""
    if asking.viewer.role in READERS:
        records = seen_by(asking)
        lead, leaving = _vacant(records), _retiring(records)
        yield Figure("people", _("Đội ngũ"), records.people.height, reverse("registry:people"), _("người"), order=10)
        yield Figure(
            "vacant",
            _("Ghế lãnh đạo, quản lý khuyết"),
            lead,
            reverse("registry:units") + "?show=vacant",
            tone="lacquer" if lead else "jade",
            order=20,
        )
        if leaving is not None:
            yield Figure(
                "retiring", _("Nghỉ hưu trong 12 tháng"), leaving, overview.people_address(retires="12"), order=40
            )
    elif asking.viewer.role == Role.OFFICIAL and asking.viewer.person_id:
        card, url = _card(asking, seen_by(asking)), reverse("registry:own_file")
        if card:
            since = card.get("since")
            yield Figure(
                "post",
                _("Vị trí của tôi"),
                str(card.get("title") or "–"),
                url,
                str(card.get("unit_name") or ""),
                order=10,
            )
            yield Figure(
                "since", _("Giữ vị trí từ"), format_date(since) if isinstance(since, date) else "–", url, order=20
            )
            on = card.get("retires")
            yield Figure(
                "retires", _("Đến tuổi nghỉ hưu"), format_date(on) if isinstance(on, date) else "–", url, order=30
            )
