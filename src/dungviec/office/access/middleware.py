"""Puts the viewer on every request, and lets nothing open before the session is what it has to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from dungviec.office.access import carried, standing
from dungviec.office.access.leaving import may_enter
from dungviec.office.access.policy import viewer_of

EVEN_LOCKED = frozenset(
    {"access:lock", "access:log_out", "account_logout", "openid_connect_login", "openid_connect_callback"}
)
"""Views that open in a locked session: the lock itself, and the ways out."""
FOR_DUTIES = frozenset({
    "access:change_password", "access:mine", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "access:end_sessions",
})  # fmt: skip
"""Views that open while something is due first: those where it is done."""
AT_THE_DOOR = frozenset({
    "access:log_in", "account_login", "access:set_password", "access:csp_report", "set_language", "mfa_authenticate", "mfa_login_webauthn",
    "socialaccount_login_error", "socialaccount_login_cancelled", "openid_connect_login", "openid_connect_callback",
})  # fmt: skip
"""Views that ask for no log-in and do nothing in anybody's name. All others that ask for none (the API) act for a session too, and
no further than its pages would."""
_DUTY = {"password": "access:change_password", "factor": "access:mine"}


class ViewerMiddleware:
    """``request.viewer``: who asks, with the role and reach; looked up once, when first needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)


class StandingMiddleware:
    """Ends what has lasted too long, locks what nobody worked in, and asks first for what is due."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """After the CSRF check, so that nothing posted from elsewhere gets as far as a lock page."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        open_to_all = not getattr(view, "login_required", True)
        if name in AT_THE_DOOR or (open_to_all and settings.SESSION_COOKIE_NAME not in request.COOKIES):
            return None
        if not request.user.is_authenticated:
            return None
        request.by_program = open_to_all  # type: ignore[attr-defined]
        if standing.is_over(request):
            return _to_the_door(request)
        if standing.is_stale(request):
            if not may_enter(request.user):
                return _to_the_door(request)
            standing.look(request, request.user)
        if name in EVEN_LOCKED:
            return None
        if standing.is_locked(request):
            return _locked(request)
        due = standing.due(request)
        if due and name not in FOR_DUTIES:
            standing.look(request, request.user)
            due = standing.due(request)
            if due:
                return _elsewhere(request, reverse(_DUTY[due]))
        if not _asks_by_itself(request):
            standing.work(request)
        return None


def _asks_by_itself(request: HttpRequest) -> bool:
    """Whether a script of the page asks: such requests come without anybody there (work in the page is told by its own ping)."""
    return bool(getattr(request, "htmx", False)) or _wants_no_page(request)


def _wants_no_page(request: HttpRequest) -> bool:
    """Whether a script or a program asks, which would take a page it is redirected to for its answer."""
    return bool(getattr(request, "by_program", False)) or request.headers.get("Sec-Fetch-Dest") == "empty"


def _to_the_door(request: HttpRequest) -> HttpResponse:
    logout(request)
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    return _elsewhere(request, f"{reverse('access:log_in')}?{urlencode(back)}")


def _elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    if _wants_no_page(request):
        return JsonResponse({"log_in": True}, status=401)
    return HttpResponseRedirect(address)


def _locked(request: HttpRequest) -> HttpResponse:
    """The lock, in the shape of the request: a page in place of a form's answer, with what was typed kept in it."""
    if getattr(request, "htmx", False):
        response = HttpResponse(status=423)
        response["HX-Trigger"] = "phien-khoa"
        return response
    if _wants_no_page(request):
        return JsonResponse({"locked": True}, status=423)
    if request.method == "POST":
        from dungviec.office.access.views.lock import lock_page

        return lock_page(request, kept=carried.pack(request), status=423)
    return HttpResponseRedirect(f"{reverse('access:lock')}?{urlencode({'next': request.get_full_path()})}")
