"""How I am told: the digest by mail, and the address of my calendar."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.agenda import calendars
from dungviec.office.agenda.forms import DeliveryForm
from dungviec.office.agenda.models import Delivery
from dungviec.office.registry.viewing import request_viewer, user_of
from dungviec.office.shell.language import lang


def _account(request: HttpRequest) -> User:
    if request_viewer(request).role is None:
        raise PermissionDenied("delivery")
    return user_of(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest) -> HttpResponse:
    """By mail, by calendar, or only here?"""
    user = _account(request)
    one = Delivery.objects.filter(user=user).first() or Delivery(user=user, language=lang())
    form = DeliveryForm(request.POST or None, instance=one, initial={"email": user.email})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            kept = form.save()
            if user.email != form.cleaned_data["email"]:
                user.email = form.cleaned_data["email"]
                user.save(update_fields=["email"])
            ledger.record(
                user.username,
                "choose_digest",
                kind="account",
                subject=user.username[:60],
                rhythm=kept.rhythm,
                hour=kept.hour,
            )
        messages.success(request, _("Đã ghi cách nhận thư."))
        return redirect("agenda:delivery")
    return _page(request, user, form)


def _page(request: HttpRequest, user: User, form: DeliveryForm, secret: str = "") -> HttpResponse:
    address = request.build_absolute_uri(reverse("agenda:feed", args=[secret])) if secret else ""
    context = {"form": form, "key": calendars.address_of(user), "address": address, "delivery": form.instance}
    return render(request, "agenda/delivery.html", context, status=422 if form.is_bound and form.errors else 200)


@never_cache
@require_POST
def make_calendar(request: HttpRequest) -> HttpResponse:
    """A new address for my calendar; it is shown on this page alone, and the former one stops."""
    user = _account(request)
    secret = calendars.make_address(user, names="ten" in request.POST, language=lang())
    one = Delivery.objects.filter(user=user).first() or Delivery(user=user, language=lang())
    return _page(request, user, DeliveryForm(instance=one, initial={"email": user.email}), secret)


@require_POST
def revoke_calendar(request: HttpRequest) -> HttpResponse:
    """The address of my calendar answers no more."""
    if calendars.revoke(_account(request)):
        messages.success(request, _("Địa chỉ lịch đã bỏ; máy nào còn giữ cũng không đọc được nữa."))
    return redirect("agenda:delivery")
