"""Who is told of what: subscriptions of machine accounts, messages nobody took, sending them again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import viewer_of
from dungviec.office.api.delivering import send_again
from dungviec.office.api.models import Delivery, Machine, Subscription
from dungviec.office.api.outbox import KINDS
from dungviec.office.api.sending import AddressRefused
from dungviec.office.api.subscriptions import SubscriptionRefused, end_subscription, subscribe
from dungviec.office.api.views.keys import account
from dungviec.office.registry.faults import spoken

ROWS = 50


def _administrator(request: HttpRequest) -> User:
    by = account(request)
    if viewer_of(by).role != Role.ADMINISTRATOR:
        raise PermissionDenied("subscribers")
    return by


@require_http_methods(["GET", "HEAD", "POST"])
def subscribers(request: HttpRequest) -> HttpResponse:
    """Which programs are told of changes, and does the word arrive?"""
    by = _administrator(request)
    given: dict[str, Any] = {
        "owner": request.POST.get("may", ""),
        "url": request.POST.get("dia-chi", "").strip()[:500],
        "kinds": request.POST.getlist("loai"),
    }
    context: dict[str, Any] = {"given": given}
    if request.method == "POST":
        owner = User.objects.filter(username=given["owner"]).first()
        try:
            if owner is None:
                raise SubscriptionRefused(_("Xin chọn tài khoản máy."))
            made, context["secret"] = subscribe(owner, given["url"], given["kinds"], by=by)
            response = render(request, "api/new_subscription.html", context | {"subscription": made})
            response["Cache-Control"] = "no-store"
            return response
        except (SubscriptionRefused, AddressRefused) as refused:
            context["fault"] = (
                refused.english
                if isinstance(refused, AddressRefused) and request.LANGUAGE_CODE == "en"
                else spoken(refused)
            )
    chosen = request.GET.get("xem", "")
    sent = Delivery.objects.select_related("event", "subscription__owner")
    sent = sent.filter(state=chosen) if chosen in Delivery.State.values else sent
    context |= {
        "subscriptions": Subscription.objects.select_related("owner"), "machines": Machine.objects.select_related("user"), "kinds": KINDS.items(), "words": KINDS,
        "page": Paginator(sent, ROWS).get_page(request.GET.get("trang")), "chosen": chosen, "states": Delivery.State.choices,
    }  # fmt: skip
    return render(request, "api/subscribers.html", context, status=422 if "fault" in context else 200)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Send nothing more to it."""
    by = _administrator(request)
    end_subscription(get_object_or_404(Subscription, pk=pk), by=by)
    messages.success(request, _("Đã thôi gửi tin tới nơi này."))
    return redirect("api:subscribers")


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a message again."""
    _administrator(request)
    send_again(get_object_or_404(Delivery, pk=pk))
    messages.success(request, _("Đã xếp hàng gửi lại."))
    return redirect("api:subscribers")
