"""Who calls: a key in the Authorization header, or a signed-in browser with its CSRF mark. Each call is counted."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from ninja.utils import check_csrf

from dungviec.office.access.models import User
from dungviec.office.api.models import AccessToken
from dungviec.office.api.problems import Problem
from dungviec.office.api.rates import within
from dungviec.office.api.tokens import find_token, refusal

PER_MINUTE = 600
"""Calls of a signed-in browser within a minute."""
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


@dataclass(frozen=True, slots=True)
class Caller:
    """The account that calls, and the key it holds; without one it is a signed-in browser, which has every scope."""

    user: User
    token: AccessToken | None

    def may(self, scope: str) -> bool:
        """Whether the key holds this scope."""
        return self.token is None or scope in self.token.scopes

    def require(self, scope: str) -> None:
        """Raise a 403 Problem unless the key holds this scope."""
        if not self.may(scope):
            raise Problem(
                403, f"Khoá này không có quyền «{scope}». Xin tạo khoá có quyền đó.", f"This token lacks the scope {scope}. Make one that has it.",
                kind="scope-missing",
            )  # fmt: skip


def enter(request: HttpRequest) -> Caller:
    """Who calls. Raises a Problem: 401 for whoever may not enter, 403 for a browser without its CSRF mark, 429 beyond the rate."""
    given = request.headers.get("Authorization", "")
    if given:
        scheme, _space, key = given.partition(" ")
        token = find_token(key.strip()) if scheme.lower() == "bearer" and key.strip().isascii() else None
        if token is None:
            raise Problem(401)
        caller = Caller(token.user, token)
    elif isinstance(request.user, User) and request.user.is_active:
        if request.method not in _SAFE and check_csrf(request) is not None:
            raise Problem(
                403,
                "Thiếu dấu CSRF của trang. Xin gửi kèm «X-CSRFToken».",
                "The CSRF mark is missing. Send X-CSRFToken.",
                kind="csrf",
            )
        caller = Caller(request.user, None)
    else:
        raise Problem(401)
    if why := refusal(caller.user):
        raise Problem(
            401,
            why,
            "This account is locked, unused for long, without a role or of somebody who has left.",
            kind="account-refused",
        )
    _count(caller)
    return caller


def _count(caller: Caller) -> None:
    """Count the call within its minute, over all processes."""
    now = timezone.now()
    most = caller.token.per_minute if caller.token else PER_MINUTE
    name = f"token:{caller.token.prefix}" if caller.token else f"account:{caller.user.pk}"
    if not within(name, most, int(now.timestamp()) // 60):
        raise Problem(429, headers={"Retry-After": str(60 - now.second)})
