"""Accounts: making them, choosing preferences, and the demo's open accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import Membership, Preference, Role, User

DEMO_PASSWORD = "dung-viec-2020"  # noqa: S105 - published on purpose: nobody in the demo is real
"""The one password of all demo accounts; such accounts exist only where ``settings.DEMO`` is true."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One of the demo's accounts."""

    username: str
    role: Role
    shown_name: str = ""
    unit_id: str = ""
    person_id: str = ""


@transaction.atomic
def create_account(
    username: str,
    password: str,
    role: Role,
    *,
    shown_name: str = "",
    unit_id: str = "",
    person_id: str = "",
    demo: bool = False,
) -> User:
    """Make an account with its one role. Raises ValueError when the name is taken."""
    return _create(username, make_password(password), role, shown_name, unit_id, person_id, demo)


def _create(username: str, hashed: str, role: Role, shown_name: str, unit_id: str, person_id: str, demo: bool) -> User:
    if User.objects.filter(username=username).exists():
        raise ValueError(f"Tài khoản «{username}» đã có.")
    user = User.objects.create(
        username=username, shown_name=shown_name, password=hashed, password_set_at=timezone.now()
    )
    Membership.objects.create(user=user, role=role, unit_id=unit_id, person_id=person_id, demo=demo)
    ledger.record("dungviec", "create_account", kind="account", subject=username, role=str(role))
    return user


@transaction.atomic
def create_demo_accounts(accounts: tuple[DemoAccount, ...]) -> tuple[DemoAccount, ...]:
    """Make those of ``accounts`` that are absent; refused outside a demo."""
    if not settings.DEMO:
        raise ImproperlyConfigured("Tài khoản trình diễn chỉ dùng khi DUNGVIEC_ENV=demo.")
    there = set(User.objects.values_list("username", flat=True))
    missing = [account for account in accounts if account.username not in there]
    hashed = make_password(DEMO_PASSWORD) if missing else ""  # slow on purpose, and the same for all of them
    for a in missing:
        _create(a.username, hashed, a.role, a.shown_name, a.unit_id, a.person_id, demo=True)
    return accounts


def demo_accounts() -> list[Membership]:
    """The demo accounts on file, for the log-in page of a demo."""
    order = list(Role)
    rows = Membership.objects.filter(demo=True, user__is_active=True).select_related("user")
    return sorted(rows, key=lambda m: order.index(Role(m.role)))


def remember(user: Any, key: str, value: Any) -> None:
    """Keep what an account chose."""
    Preference.objects.update_or_create(user=user, key=key, defaults={"value": value})


def remembered(user: Any, key: str, default: Any = None) -> Any:
    """What an account chose, or ``default``."""
    row = Preference.objects.filter(user=user, key=key).first()
    return default if row is None else row.value
