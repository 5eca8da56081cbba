"""What allauth tells, written into the ledger: who came in by which way, factors added and removed, sign-on bound."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from dungviec.office.access import ledger
from dungviec.office.access.second_factor import FACTORS


@receiver(user_logged_in)
def came_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """The line of a log-in, with the ways proved (never a secret or an address)."""
    ways = [
        str(record.get("type") or record.get("method"))
        for record in request.session.get("account_authentication_methods", [])
    ]
    extra: dict[str, Any] = {"ways": sorted(set(ways))} if set(ways) - {"password"} else {}
    ledger.record(user.get_username(), "log_in", **extra)


@receiver(post_save, sender=Authenticator)
def added(sender: Any, instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """A new factor of an account; recovery codes come along with the first one and are no line of their own."""
    if created and instance.type in FACTORS:
        name = instance.user.get_username()
        ledger.record(name, "add_factor", kind="account", subject=name[:60], type=str(instance.type))


@receiver(authenticator_removed)
def removed(sender: Any, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """A factor its owner took away."""
    if authenticator.type in FACTORS:
        name = user.get_username()
        ledger.record(name, "remove_factor", kind="account", subject=name[:60], type=str(authenticator.type))
