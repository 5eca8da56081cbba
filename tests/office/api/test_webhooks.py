"""Webhooks: written with the deed, signed, tried again, laid aside, sent again; never into the house's own network."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from dungviec.office.access.models import User
from dungviec.office.api import sending
from dungviec.office.api.delivering import PAUSES, deliver_due
from dungviec.office.api.machines import open_machine
from dungviec.office.api.models import Delivery, Event, Subscription
from dungviec.office.api.outbox import KINDS, tell_effective
from dungviec.office.api.sending import AddressRefused, target_of
from dungviec.office.api.subscriptions import SubscriptionRefused, end_subscription, subscribe
from dungviec.office.api.tasks import deliver
from dungviec.office.registry.services import create


class Listener:
    """A program that listens on this machine; answers with the statuses it was given, then with 200."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.heard.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(outer.statuses.pop(0) if outer.statuses else 200)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                """Silent."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/nhan?x=1"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()


@pytest.fixture
def listener(settings: Any) -> Iterator[Listener]:
    """A listener on this machine, in a network that the settings name."""
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    made = Listener()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def machine(as_role: Callable[..., Client]) -> User:
    """A machine that reads the education division."""
    as_role("administrator")
    as_role("personnel", unit_id="P-GD")
    User.objects.filter(username="personnelP-GD").update(username="giu")
    by = User.objects.get(username="administrator")
    return open_machine("may", "personnel", unit_id="P-GD", keeper="giu", purpose="Đồng bộ", by=by).user


def _award(person: str, title: str = "Giấy khen của Kín") -> None:
    create("awards", {"person_id": person, "year": 2019, "title": title}, by="gieo", why="Lý do kín")


def _ask(machine: User, listener: Listener, *kinds: str) -> tuple[Subscription, str]:
    return subscribe(machine, listener.url, kinds or tuple(KINDS), by=User.objects.get(username="administrator"))


def test_word_of_a_change_arrives_signed_and_without_personal_data(machine: User, listener: Listener) -> None:
    _made, secret = _ask(machine, listener)
    _award("N3")
    assert deliver_due(timezone.now()) is None
    headers, body = listener.heard[0]
    told = json.loads(body)
    assert (told["type"], told["data"]["person_id"], told["data"]["fetch"]) == (
        "record.changed",
        "N3",
        "/api/v1/people/N3",
    )
    assert "Kín".encode() not in body
    assert "Trần".encode() not in body
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert Delivery.objects.get().state == "sent"
    assert secret.removeprefix("whsec_").encode() not in bytes(Subscription.objects.get().secret), (
        "the secret is kept sealed"
    )


def test_what_is_rolled_back_is_not_told_and_what_stays_is(machine: User, listener: Listener) -> None:
    _ask(machine, listener)
    with transaction.atomic():
        _award("N3")
        assert Event.objects.count() == 1, "in the transaction of the deed itself"
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert not Delivery.objects.exists()


def test_an_account_hears_only_of_whom_it_may_see(machine: User, listener: Listener) -> None:
    _ask(machine, listener)
    _award("N6")
    deliver_due(timezone.now())
    assert listener.heard == []
    assert Delivery.objects.get().state == "barred"


def test_a_message_nobody_takes_is_tried_again_then_laid_aside_and_can_be_sent_again(
    machine: User, listener: Listener, as_role: Callable[..., Client]
) -> None:
    _ask(machine, listener)
    _award("N3")
    listener.statuses = [500, 301] + [503] * len(PAUSES)
    now = timezone.now()
    for number in range(1, len(PAUSES) + 2):
        again = deliver_due(now)
        one = Delivery.objects.get()
        assert one.tries == number
        assert (again is None) is (number > len(PAUSES))
        now = (again or now) + timedelta(seconds=1)
    assert (one.state, one.status) == ("dead", 503)
    assert len(listener.heard) == len(PAUSES) + 1, "redirects are not followed"
    assert len({headers["webhook-id"] for headers, _body in listener.heard}) == 1, "the same identifier each time"
    listener.statuses = []
    browser = Client()
    browser.force_login(User.objects.get(username="administrator"))
    assert "503" in browser.get("/khoa-truy-cap/nhan-tin/?xem=dead").content.decode()
    assert browser.post(f"/khoa-truy-cap/nhan-tin/thu/{one.pk}/gui-lai/").status_code == 302
    deliver_due(timezone.now())
    assert Delivery.objects.get().state == "sent"


def test_a_worker_that_died_on_the_way_leaves_the_message_to_the_next(machine: User, listener: Listener) -> None:
    _ask(machine, listener)
    _award("N3")
    now = timezone.now()
    Delivery.objects.update(next_at=now + timedelta(minutes=2))  # as taken by a worker that was killed before it sent
    deliver_due(now)
    assert listener.heard == []
    deliver_due(now + timedelta(minutes=3))
    assert len(listener.heard) == 1


def test_the_job_delivers_and_comes_again_while_something_waits(machine: User, listener: Listener) -> None:
    _ask(machine, listener)
    _award("N3")
    listener.statuses = [500]
    assert deliver.call() != "done"
    Delivery.objects.update(next_at=timezone.now())
    assert deliver.call() == "done"


def test_a_decision_that_takes_effect_is_told_once(machine: User, listener: Listener) -> None:
    from tests.office.cast import DAY

    from dungviec.office.decisions.services import Draft, draft

    _ask(machine, listener, "decision.effective")
    made = draft(
        Draft(
            kind="transfer",
            person_id="N2",
            effective=DAY,
            to_post_id="NV.CV",
            until=None,
            reason="x",
            course="",
            school="",
            cost="",
        ),
        by=User.objects.get(username="giu"),
    )
    assert not Event.objects.exists()
    type(made).objects.update(state="signed")
    tell_effective(DAY - timedelta(days=1))
    assert not Event.objects.exists()
    tell_effective(DAY)
    tell_effective(DAY)
    assert Event.objects.count() == 1
    deliver_due(timezone.now())
    assert json.loads(listener.heard[0][1])["data"]["fetch"] == f"/api/v1/decisions/{made.pk}"


def test_an_ended_subscription_and_a_locked_account_hear_nothing(machine: User, listener: Listener) -> None:
    made, _secret = _ask(machine, listener)
    _award("N3")
    User.objects.filter(pk=machine.pk).update(is_active=False)
    deliver_due(timezone.now())
    User.objects.filter(pk=machine.pk).update(is_active=True)
    end_subscription(made, by=User.objects.get(username="administrator"))
    _award("N3", "Bằng khen")
    deliver_due(timezone.now())
    assert listener.heard == []
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://10.0.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/",
        "https://[::ffff:127.0.0.1]/", "https://0.0.0.0/", "https://[fe80::1]/", "https://[fc00::1]/", "https://[64:ff9b::7f00:1]/", "https://2130706433/", "https://0x7f.1/",
        "http://93.184.216.34/", "ftp://93.184.216.34/", "https://a:b@93.184.216.34/", "https://93.184.216.34:0/", "https://93.184.216.34:99999/", "https:///x", "https://93.184.216.34/a b", "https://93.184.216.34/#x", "x",
    ],
)  # fmt: skip
def test_addresses_that_nothing_is_sent_to(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        target_of(url)
    assert refused.value.english != str(refused.value)


def test_a_public_address_is_taken_and_a_name_that_points_inside_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert target_of("https://93.184.216.34/nhan?x=1").path == "/nhan?x=1"

    def looked_up(*numbers: str) -> Callable[..., Any]:
        return lambda *_a, **_k: [(2, 1, 6, "", (n, 443)) for n in numbers]

    monkeypatch.setattr(sending.socket, "getaddrinfo", looked_up("93.184.216.34", "10.0.0.1"))
    with pytest.raises(AddressRefused):
        target_of("https://vi-du.example/")
    monkeypatch.setattr(sending.socket, "getaddrinfo", looked_up("93.184.216.34"))
    assert target_of("https://vi-du.example/").numbers == ("93.184.216.34",)


def test_who_may_subscribe_and_to_what(machine: User, listener: Listener, program: Callable[..., Any]) -> None:
    administrator, giu = User.objects.get(username="administrator"), User.objects.get(username="giu")
    for owner, kinds, by in (
        (giu, ["record.changed"], administrator),
        (machine, [], administrator),
        (machine, ["none"], administrator),
        (machine, ["record.changed"], giu),
    ):
        with pytest.raises(SubscriptionRefused):
            subscribe(owner, listener.url, kinds, by=by)
    assert program("leader").get("webhooks").status_code == 403
    browser = Client()
    browser.force_login(administrator)
    form = {"may": "may", "dia-chi": listener.url, "loai": ["record.changed"]}
    assert browser.post("/khoa-truy-cap/nhan-tin/", form | {"dia-chi": "https://10.0.0.1/"}).status_code == 422
    assert browser.post("/khoa-truy-cap/nhan-tin/", form | {"may": "none"}).status_code == 422
    assert "whsec_" in browser.post("/khoa-truy-cap/nhan-tin/", form).content.decode()
    page = browser.get("/khoa-truy-cap/nhan-tin/").content.decode()
    assert "whsec_" not in page
    assert browser.post(f"/khoa-truy-cap/nhan-tin/{Subscription.objects.get().pk}/thoi/").status_code == 302
    assert not Subscription.objects.get().active


def test_a_machine_keeps_its_subscriptions_through_the_api(machine: User, listener: Listener) -> None:
    from dungviec.office.api.tokens import make_token

    _made, key = make_token(
        machine, "x", ["read:webhooks", "write:webhooks"], days=1, by=User.objects.get(username="giu")
    )
    one = Client(headers={"Authorization": f"Bearer {key}"})
    made = one.post(
        "/api/v1/webhooks",
        json.dumps({"url": listener.url, "kinds": ["record.changed"]}),
        content_type="application/json",
    )
    assert made.status_code == 201, made.content
    assert made.json()["secret"].startswith("whsec_")
    _award("N3")
    deliver_due(timezone.now())
    sent = one.get("/api/v1/deliveries").json()["items"][0]
    assert sent["state"] == "sent"
    assert one.post(f"/api/v1/deliveries/{sent['number']}/again", content_type="application/json").status_code == 200
    assert one.get("/api/v1/deliveries?state=waiting").json()["total"] == 1
    assert one.post(f"/api/v1/webhooks/{made.json()['number']}/end", content_type="application/json").status_code == 200
    refused = one.post(
        "/api/v1/webhooks",
        json.dumps({"url": "https://10.0.0.1/", "kinds": ["record.changed"]}),
        content_type="application/json",
    )
    assert (refused.status_code, refused.json()["english"][:11]) == (422, "The address")
