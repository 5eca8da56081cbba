"""What the accounts and the ledger tell in the morning: for administrators accounts and jobs, for auditors the proof of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from dungviec.office.access.accounts import accounts
from dungviec.office.access.clock import Jump, last_jump
from dungviec.office.access.ledger import head
from dungviec.office.access.matters import Asking, Figure, Matter, Turn
from dungviec.office.access.models import LedgerEntry, Role
from dungviec.office.access.tries import places_resting
from dungviec.records.vietnamese import format_date

PROVEN = timedelta(days=7)
"""How long a proof of the ledger is good for: the office's own standard."""
STRANGE = frozenset(
    {"undo_batch", "open_account", "change_account", "unlock_account", "verify_ledger", "lock_out_place"}
)
"""Deeds an auditor looks at first."""


def matters(asking: Asking) -> Iterator[Matter]:
    """Each of the two roles its own."""
    if asking.viewer.role == Role.ADMINISTRATOR:
        yield from _accounts(asking)
    elif asking.viewer.role == Role.AUDITOR:
        yield from _ledger(asking)


def _accounts(asking: Asking) -> Iterator[Matter]:
    found, url, jobs = accounts(), reverse("access:accounts"), reverse("access:jobs")
    active = [a for a in found if a.user.is_active]
    yield Matter(
        "access.left",
        Turn.OVERDUE,
        sum(a.left for a in active),
        _("tài khoản của người không còn trong danh sách"),
        url,
    )
    jump = last_jump(timezone.now())
    words = _("Đồng hồ máy chủ nhảy %s (hoặc văn phòng đứng lâu): kiểm tra giờ của máy") % _span(jump) if jump else ""
    yield Matter("access.clock", Turn.RISK, int(jump is not None), words, url, single=True)
    yield Matter("access.spread", Turn.RISK, len(places_resting()), _("địa chỉ tạm nghỉ vì dò nhiều tài khoản"), url)
    yield Matter("access.idle", Turn.RISK, sum(a.idle for a in active), _("tài khoản lâu không dùng, cần khóa"), url)
    yield Matter(
        "access.roleless", Turn.ANSWER, sum(a.role is None for a in active), _("tài khoản chưa có vai trò"), url
    )
    yield Matter(
        "access.no_password",
        Turn.SOON,
        sum(not a.user.has_usable_password() for a in active),
        _("tài khoản chưa đặt mật khẩu"),
        url,
    )
    failed = DBTaskResult.objects.filter(status="FAILED", finished_at__gte=asking.since).count()
    yield Matter("access.jobs_failed", Turn.RISK, failed, _("việc nền gặp lỗi"), jobs)
    waits = DBTaskResult.objects.filter(status="READY", enqueued_at__lt=timezone.now() - timedelta(hours=1)).count()
    yield Matter("access.jobs_wait", Turn.OVERDUE, waits, _("việc nền chờ hơn một giờ: kiểm tra máy chạy nền"), jobs)


def _span(jump: Jump) -> str:
    told = _("%d ngày") % jump.days if jump.days else _("%d giờ") % jump.hours
    return (_("tới %s") if jump.by.total_seconds() > 0 else _("lùi %s")) % told


def _ledger(asking: Asking) -> Iterator[Matter]:
    url, now = reverse("access:ledger"), timezone.now()
    last = LedgerEntry.objects.filter(action="verify_ledger").order_by("-number").first()
    if last is None or now - last.at > PROVEN:
        words = (
            _("Sổ ghi việc kiểm tra lần cuối ngày %s, đã quá 7 ngày") % format_date(last.at.date())
            if last
            else _("Sổ ghi việc chưa được kiểm tra lần nào")
        )
        yield Matter("access.prove", Turn.OVERDUE if last else Turn.ANSWER, 1, words, url, single=True)
    elif not last.detail.get("whole", True):
        yield Matter(
            "access.broken",
            Turn.RISK,
            1,
            _("Lần kiểm tra gần nhất thấy sổ ghi việc không nguyên vẹn"),
            url,
            single=True,
        )
    told = LedgerEntry.objects.filter(at__gte=asking.since)
    yield Matter(
        "access.deeds",
        Turn.CHANGED,
        told.filter(action__in=STRANGE).count(),
        _("việc về tài khoản, hoàn tác, kiểm tra sổ"),
        url,
    )
    yield Matter("access.lines", Turn.CHANGED, told.count(), _("dòng mới trong sổ ghi việc"), url)


def figures(asking: Asking) -> Iterator[Figure]:
    """Accounts for administrators, the head of the ledger for auditors."""
    if asking.viewer.role == Role.ADMINISTRATOR:
        active = sum(a.user.is_active for a in accounts())
        running = DBTaskResult.objects.filter(status__in=("READY", "RUNNING")).count()
        yield Figure("accounts", _("Tài khoản đang mở"), active, reverse("access:accounts"), order=10)
        yield Figure("jobs", _("Việc nền chờ, đang chạy"), running, reverse("access:jobs"), order=20)
    elif asking.viewer.role == Role.AUDITOR:
        yield Figure("lines", _("Dòng trong sổ ghi việc"), head().number, reverse("access:ledger"), order=10)
