"""The door, the ledger, and what a production office refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dungviec.office.access import ledger, services
from dungviec.office.access.models import LedgerEntry, Membership, Role, User

pytestmark = pytest.mark.django_db
CITIZENS = {"voice:public", "voice:thanks", "voice:promises", "voice:report", "voice:answers"}
"""Pages for citizens without an account; who has none is walked over them in ``test_who_sees_what``."""
OPEN = {
    "access:log_in", "account_login", "set_language", "access:csp_report", "mfa_login_webauthn", "socialaccount_login_error",
    "socialaccount_login_cancelled", "operations:alive", "operations:ready", "operations:everything", "operations:measurements",
} | CITIZENS  # fmt: skip


def addresses(
    patterns: list[URLPattern | URLResolver], spaces: str = "", prefix: str = "/"
) -> Iterator[tuple[str, str]]:
    for p in patterns:
        if isinstance(p, URLResolver):
            yield from addresses(
                p.url_patterns, f"{spaces}{p.namespace}:" if p.namespace else spaces, prefix + str(p.pattern)
            )
        else:
            path = prefix + str(p.pattern)
            for part in ("<str:person_id>", "<str:unit_id>", "<str:key>"):
                path = path.replace(part, "X")
            yield (
                f"{spaces}{p.name}",
                path.replace("<int:pk>", "1").replace("<uuid:pk>", "00000000-0000-0000-0000-000000000000"),
            )


def test_every_address_asks_for_a_log_in(client: Client) -> None:
    seen = 0
    for name, path in addresses(get_resolver().url_patterns):
        if name in OPEN or "<" in path:
            continue
        for response in (client.get(path), client.post(path)):
            if path.startswith("/api/") or name == "api:nowhere":  # programs are answered, not led to a page
                assert response.status_code in (401, 404), (name, response.status_code)
                continue
            assert response.status_code in (302, 405), (name, response.status_code)
            assert response.status_code == 405 or response.headers["Location"].startswith("/dang-nhap/"), name
        seen += 1
    assert seen >= 12


def test_the_door_lets_in_and_writes_it_down(client: Client) -> None:
    services.create_account("lan", "mot mat khau dai", Role.LEADER, shown_name="Lê Thị Lan")
    answer = client.post("/dang-nhap/", {"username": "lan", "password": "mot mat khau dai", "next": "/to-chuc/"})
    assert answer.headers["Location"] == "/to-chuc/"
    assert LedgerEntry.objects.filter(action="log_in", actor="lan").exists()


def test_wrong_passwords_tire_the_account(client: Client, settings: Any) -> None:
    services.create_account("mai", "mot mat khau dai", Role.LEADER)
    for _ in range(settings.LOGIN_TRIES):
        client.post("/dang-nhap/", {"username": "mai", "password": "sai"})
    page = client.post("/dang-nhap/", {"username": "mai", "password": "mot mat khau dai"}).content.decode()
    assert "Đã nhập sai nhiều lần" in page


def test_the_door_sends_nobody_elsewhere(client: Client) -> None:
    services.create_account("tam", "mot mat khau dai", Role.LEADER)
    answer = client.post(
        "/dang-nhap/", {"username": "tam", "password": "mot mat khau dai", "next": "https://example.com/"}
    )
    assert answer.headers["Location"] == "/"


def test_an_account_without_a_role_reaches_nothing(loaded: None, client: Client) -> None:
    client.force_login(User.objects.create(username="khach"))
    assert client.get("/can-bo/N1/").status_code == 403
    assert "Nguyễn Thị Hạnh" not in client.get("/can-bo/").content.decode()


def test_a_line_of_the_ledger_cannot_be_rewritten() -> None:
    entry = ledger.record("lan", "log_in")
    entry.action = "nothing"
    with pytest.raises(TypeError, match="chỉ ghi thêm"):
        entry.save()
    with pytest.raises(TypeError, match="chỉ ghi thêm"):
        entry.delete()


def test_demo_accounts_only_in_a_demo(settings: object) -> None:
    account = services.DemoAccount("thu", Role.LEADER)
    services.create_demo_accounts((account,))
    assert Membership.objects.get(user__username="thu").demo
    settings.DEMO, settings.PRODUCTION = False, True  # type: ignore[attr-defined]
    with pytest.raises(ImproperlyConfigured, match="trình diễn"):
        services.create_demo_accounts((account,))


def test_published_passwords_stand_only_on_a_demo_door(client: Client, settings: object) -> None:
    services.create_demo_accounts((services.DemoAccount("thu", Role.LEADER),))
    assert services.DEMO_PASSWORD in client.get("/dang-nhap/").content.decode()
    settings.DEMO = False  # type: ignore[attr-defined]
    assert services.DEMO_PASSWORD not in client.get("/dang-nhap/").content.decode()


def test_a_name_is_taken_once() -> None:
    services.create_account("lan", "mot mat khau dai", Role.LEADER)
    with pytest.raises(ValueError, match="đã có"):
        services.create_account("lan", "mot mat khau khac", Role.LEADER)


def test_leaving_needs_a_post(as_role: Callable[..., Client]) -> None:
    client = as_role("leader")
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").headers["Location"] == "/dang-nhap/"
