"""The yearly review of accounts: every active account is kept, marked for change or locked, by somebody, with the day.

That the standard asks for it once a year is REPORTED (TCVN 14423:2026 as a compliance kit sums it up).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.accounts import AccountRefused, people_who_left
from dungviec.office.access.leaving import is_idle, lock
from dungviec.office.access.models import AccountReview, LockedBecause, Membership, ReviewDecision, Role, User
from dungviec.office.access.policy import Viewer


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One account as the review shows it."""

    username: str
    shown_name: str
    role: str
    unit_id: str
    person_id: str
    last_used: datetime | None
    left: bool
    idle: bool
    active: bool
    decision: str
    decision_word: str
    note: str
    by: str
    at: datetime | None
    changed: bool
    """Whether role or unit are others than those decided on."""


def reach(viewer: Viewer, units: frozenset[str] | None) -> QuerySet[Membership]:
    """The accounts a viewer reviews: an administrator all, a head those of the own units (identifiers given) but not the own."""
    found = _real().exclude(user__username=viewer.username)
    if viewer.role == Role.ADMINISTRATOR:
        return found
    if viewer.role == Role.UNIT_HEAD and units:
        return found.filter(unit_id__in=units).exclude(role__in=(Role.ADMINISTRATOR, Role.AUDITOR))
    return found.none()


def accounts_due_for_review(day: date) -> QuerySet[User]:
    """Active accounts nobody decided on in the year of ``day``; those made in that year count as reviewed when they were made."""
    done = AccountReview.objects.filter(year=day.year).values("user")
    return User.objects.filter(is_active=True, membership__in=_real(), date_joined__year__lt=day.year).exclude(
        pk__in=done
    )


def _real() -> QuerySet[Membership]:
    """Accounts of people; in a demo the made-up ones stand for them."""
    return Membership.objects.all() if settings.DEMO else Membership.objects.filter(demo=False)


def rows(found: QuerySet[Membership], year: int) -> list[Reviewed]:
    """The accounts with what was decided in ``year``, undecided first. Queries: three."""
    members = list(found.select_related("user").order_by("user__username"))
    decided = {r.user_id: r for r in AccountReview.objects.filter(year=year, user__in=[m.user_id for m in members])}
    left = people_who_left({m.person_id for m in members if m.person_id})
    now = timezone.now()
    out = []
    for m in members:
        if not m.user.is_active and m.user_id not in decided:
            continue
        r = decided.get(m.user_id)
        out.append(
            Reviewed(
                m.user.username, m.user.shown_name, m.get_role_display(), m.unit_id, m.person_id, m.user.last_login,
                m.person_id in left, is_idle(m.user, now), m.user.is_active, r.decision if r else "", r.get_decision_display() if r else "",
                r.note if r else "", r.by if r else "", r.at if r else None,
                changed=r is not None and (r.role, r.unit_id) != (m.role, m.unit_id),
            )
        )  # fmt: skip
    return sorted(out, key=lambda a: (bool(a.decision), not (a.left or a.idle), a.username))


@transaction.atomic
def decide(member: Membership, decision: str, *, year: int, note: str, seen: str, by: str) -> AccountReview:
    """Decide on one account. ``seen`` is what the decider saw decided before (empty: nothing).

    Raises AccountRefused for an unknown decision, a change or a lock without a reason, and where somebody else decided meanwhile.
    """
    if decision not in ReviewDecision.values:
        raise AccountRefused(_("Xin chọn giữ, đổi hoặc khóa."))
    note = note.strip()[:200]
    if decision != ReviewDecision.KEEP and not note:
        raise AccountRefused(_("Đổi hoặc khóa cần ghi lý do."))
    user = User.objects.select_for_update().get(pk=member.user_id)
    before = AccountReview.objects.select_for_update().filter(user=user, year=year).first()
    if (before.decision if before else "") != seen:
        raise AccountRefused(_("Tài khoản này vừa có người khác quyết định. Xin xem lại rồi quyết định."))
    values = {"decision": decision, "note": note, "role": member.role, "unit_id": member.unit_id, "by": by, "at": timezone.now()}  # fmt: skip
    row, _made = AccountReview.objects.update_or_create(user=user, year=year, defaults=values)
    ledger.record(by, "review_account", kind="account", subject=user.username[:60], year=year, decision=decision)
    if decision == ReviewDecision.LOCK and user.is_active:
        lock(user, LockedBecause.REVIEW, by=by, note=note)
    return row


def narrowed(found: QuerySet[Membership], text: str) -> QuerySet[Membership]:
    """Those whose account, unit or shown name holds the text."""
    text = text.strip()[:60]
    return found.filter(Q(user__username__icontains=text) | Q(unit_id__icontains=text) | Q(user__shown_name__icontains=text)) if text else found  # fmt: skip


def as_workbook(found: list[Reviewed], year: int) -> bytes:
    """The review of a year as an Excel file."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head, day = book.add_format({"bold": True, "text_wrap": True, "border": 1}), book.add_format({"num_format": "dd/mm/yyyy"})  # fmt: skip
        sheet = book.add_worksheet(f"{year}")
        titles = (_("Tài khoản"), _("Họ và tên"), _("Vai trò"), _("Mã đơn vị"), _("Mã cán bộ"), _("Đăng nhập gần nhất"), _("Còn trong danh sách"), _("Tình trạng"), _("Quyết định"), _("Lý do"), _("Người quyết định"), _("Ngày quyết định"))  # fmt: skip
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, head)
        for line, a in enumerate(found, start=1):
            texts = {0: a.username, 1: a.shown_name, 2: a.role, 3: a.unit_id, 4: a.person_id, 6: "" if not a.person_id else _("không") if a.left else _("có"), 7: _("đang dùng") if a.active else _("đã khóa"), 8: a.decision_word, 9: a.note, 10: a.by}  # fmt: skip
            for column, text in texts.items():
                sheet.write_string(line, column, str(text))
            for column, at in ((5, a.last_used), (11, a.at)):
                if at is not None:
                    sheet.write_datetime(line, column, timezone.localtime(at).replace(tzinfo=None), day)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(titles) - 1, 18)
    return out.getvalue()
