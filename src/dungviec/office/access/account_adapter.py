"""How allauth's accounts behave here: made by administrators alone, no mail, and addresses looked at past the proxies of the house."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dungviec.office.access import tries
from dungviec.office.access.leaving import may_enter
from dungviec.office.access.standing import BEGAN, FRESH_SECONDS


class Accounts(DefaultAccountAdapter):
    """The house's ways."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by administrators."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Past as many proxies as the settings name; where nothing is known, the unspecified address."""
        place = tries.place_of(request).partition("/")[0]
        return place if place != "unknown" else "0.0.0.0"  # noqa: S104 - a mark of «unknown», nothing listens there

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the pages say what happened in the house's own words."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the office sends no mail; the ledger and «Tài khoản của tôi» tell the owner."""

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """The last look before any log-in goes on, by whatever door: locked, left and long unused accounts stay outside."""
        if may_enter(user):
            return None
        context = {"refused": _("Tài khoản này đã khóa hoặc ngừng hoạt động. Xin liên hệ người quản trị.")}
        return render(request, "access/refused.html", context, status=403)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """The password asked again; wrong ones count like those at the door."""
        place = tries.place_of(self.request)
        if tries.take(user.username, place) is not None:
            return False
        right = bool(super().reauthenticate(user, password))
        if right:
            tries.give_back(user.username, place)
        else:
            tries.failed(user.username, place)
        return right

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within some minutes of the log-in itself."""
        began = float(self.request.session.get(BEGAN, 0)) if self.request is not None else 0.0
        return time.time() - began > FRESH_SECONDS
