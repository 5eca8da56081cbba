"""Subscriptions to events, and what became of each message."""

from __future__ import annotations

from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access.models import User
from dungviec.office.api.asking import answer, needs, user_of
from dungviec.office.api.delivering import send_again
from dungviec.office.api.models import Delivery, Subscription
from dungviec.office.api.outbox import KINDS
from dungviec.office.api.paging import Page, Size, page_of
from dungviec.office.api.shapes import Done, Listed
from dungviec.office.api.subscriptions import end_subscription, may_subscribe, subscribe, subscriptions_of

router = Router(tags=["webhooks"])
READ, WRITE = needs("read:webhooks"), needs("write:webhooks")
Kind = Literal[tuple(KINDS)]  # type: ignore[valid-type]
States = Literal["waiting", "sent", "dead", "barred"]


class SubscriptionRow(Schema):
    """One subscription, without its secret."""

    number: int
    owner: str
    url: str
    kinds: list[str]
    active: bool


class SubscriptionList(Listed):
    """Subscriptions the caller may read."""

    items: list[SubscriptionRow]


class SubscriptionGiven(Schema):
    """A new subscription of a machine account."""

    url: str = Field(min_length=10, max_length=500, pattern=r"^https?://[!-~]+$")
    kinds: list[Kind] = Field(min_length=1, max_length=40)  # type: ignore[valid-type]
    owner: str = Field("", max_length=150, description="The machine account, when an administrator asks for it.")


class Subscribed(Schema):
    """A new subscription with its signing secret, which is shown once."""

    number: int
    secret: str


class DeliveryRow(Schema):
    """One message to one subscriber."""

    number: int
    event: str
    kind: str
    subscription: int
    state: str
    tries: int
    status: int | None
    trouble: str
    next_at: str
    sent_at: str | None


class DeliveryList(Listed):
    """Messages, the latest first."""

    items: list[DeliveryRow]


def _mine(request: HttpRequest) -> Any:
    if not may_subscribe(user_of(request)):
        raise PermissionDenied("webhooks")
    return subscriptions_of(user_of(request))


@router.get("/webhooks", response=SubscriptionList, **READ)
def webhooks(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """Who is told of what."""
    found = _mine(request)
    listed = page_of(found, found.count(), page, size)
    return answer(request, listed | {"items": [_row(s) for s in listed["items"]]})


def _row(s: Subscription) -> dict[str, Any]:
    return {"number": s.pk, "owner": s.owner.username, "url": s.url, "kinds": s.kinds, "active": s.active}


@router.post("/webhooks", response={201: Subscribed}, **WRITE)
def webhook_make(request: HttpRequest, given: SubscriptionGiven) -> HttpResponse:
    """Ask to be told; the answer holds the signing secret, once."""
    _mine(request)
    by = user_of(request)
    owner = get_object_or_404(User, username=given.owner) if given.owner else by
    made, secret = subscribe(owner, given.url, given.kinds, by=by)
    return answer(request, {"number": made.pk, "secret": secret}, status=201)


@router.post("/webhooks/{int:number}/end", response=Done, **WRITE)
def webhook_end(request: HttpRequest, number: int) -> HttpResponse:
    """Send nothing more there."""
    one = get_object_or_404(_mine(request), pk=number)
    end_subscription(one, by=user_of(request))
    return answer(request, {"done": True, "key": str(number), "state": "ended", "api": "/api/v1/webhooks"})


@router.get("/deliveries", response=DeliveryList, **READ)
def deliveries(request: HttpRequest, state: States | None = None, page: Page = 1, size: Size = 50) -> HttpResponse:
    """What became of each message; `dead` are those nobody took."""
    found = Delivery.objects.filter(subscription__in=_mine(request)).select_related("event").order_by("-pk")
    found = found.filter(state=state) if state else found
    listed = page_of(found, found.count(), page, size)
    listed["items"] = [
        {
            "number": d.pk, "event": f"evt_{d.event_id}", "kind": d.event.kind, "subscription": d.subscription_id, "state": d.state, "tries": d.tries,
            "status": d.status, "trouble": d.trouble, "next_at": d.next_at, "sent_at": d.sent_at,
        }
        for d in listed["items"]
    ]  # fmt: skip
    return answer(request, listed)


@router.post("/deliveries/{int:number}/again", response=Done, **WRITE)
def delivery_again(request: HttpRequest, number: int) -> HttpResponse:
    """Send a message again, under the same identifier."""
    one = get_object_or_404(Delivery.objects.filter(subscription__in=_mine(request)), pk=number)
    send_again(one)
    return answer(request, {"done": True, "key": str(number), "state": "waiting", "api": "/api/v1/deliveries"})
