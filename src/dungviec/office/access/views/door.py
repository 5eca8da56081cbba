"""Log in, set a password, log out."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.webauthn.views import login_webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from dungviec.office.access import ledger, tries
from dungviec.office.access.forms import LogInForm, NewPasswordForm
from dungviec.office.access.passwords import has_second_factor
from dungviec.office.access.services import DEMO_PASSWORD, demo_accounts


@method_decorator(login_not_required, name="dispatch")
@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class LogIn(auth_views.LoginView):
    """The door."""

    template_name = "access/log_in.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the other ways in, and with the demo accounts in a demo only."""
        extra: dict[str, Any] = {"sign_on": settings.SIGN_ON, "passkeys": settings.MFA_PASSKEY_LOGIN_ENABLED, "directory": bool(settings.DIRECTORY)}  # fmt: skip
        if settings.DEMO:
            extra |= {"demo_accounts": demo_accounts(), "demo_password": DEMO_PASSWORD}
        return super().get_context_data(**kwargs) | extra

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on to the second factor where the account has one, else in."""
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_success_url())
        answer: HttpResponse = perform_password_login(self.request, {"username": user.username}, login)
        tries.remember_browser(self.request, answer, user.username)
        return answer


@method_decorator(login_not_required, name="dispatch")
class SetPassword(auth_views.PasswordResetConfirmView):
    """The owner of an account sets a password, once, by the address an administrator handed over."""

    template_name = "access/set_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("access:log_in")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the rule that applies to this account."""
        return super().get_context_data(**kwargs) | {"factor": has_second_factor(getattr(self, "user", None))}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it and write down that it was set."""
        with transaction.atomic():
            response = super().form_valid(form)
            name = str(form.user.get_username())
            ledger.record(name, "set_password", kind="account", subject=name[:60])
        messages.success(self.request, _("Đã đặt mật khẩu. Xin đăng nhập."))
        return response


@login_not_required
def by_passkey_alone(request: HttpRequest) -> HttpResponse:
    """Enter with a passkey and no password: a door that is not there unless the settings open it."""
    if not settings.MFA_PASSKEY_LOGIN_ENABLED:
        raise Http404
    answer: HttpResponse = login_webauthn(request)
    return answer


class LogOut(auth_views.LogoutView):
    """Leave; a POST, so that no link can log somebody out."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write it down and leave."""
        if request.user.is_authenticated:
            ledger.record(request.user.get_username(), "log_out")
        return super().post(request, *args, **kwargs)
