"""Keys: who makes them, what they open, when they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dungviec.office.access.accounts import set_locked
from dungviec.office.access.models import LedgerEntry, Membership, User
from dungviec.office.api import rates
from dungviec.office.api.machines import open_machine
from dungviec.office.api.models import AccessToken, CallCount
from dungviec.office.api.tokens import TokenRefused, find_token, make_token, revoke_token
from dungviec.office.registry.selectors import rows
from dungviec.office.registry.services import amend


def test_a_key_is_kept_as_a_digest_and_opens_what_its_scopes_name(program: Callable[..., Any]) -> None:
    one = program("personnel", scopes=["read:people"])
    kept = AccessToken.objects.get()
    assert one.key not in json.dumps([kept.digest, kept.prefix, kept.scopes])
    assert one.key.startswith(kept.prefix)
    assert one.get("people").status_code == 200
    told = one.get("law/rules")
    assert told.status_code == 403
    assert told.json()["type"].endswith("scope-missing")
    assert one.send("people/N1/records/awards", {"values": {}, "why": "x"}).status_code == 403
    assert one.get("me").json()["scopes"] == ["read:people"]
    assert LedgerEntry.objects.filter(action="make_token").count() == 1


@pytest.mark.parametrize("bad", ["", "dv_", "dv_00000000_x", "x" * 300, "dv_00000000", "ổ"])
def test_what_is_no_key_opens_nothing(program: Callable[..., Any], bad: str) -> None:
    program("personnel")
    assert find_token(bad) is None
    told = Client(headers={"Authorization": f"Bearer {bad}"} if bad.isascii() else {}).get("/api/v1/people")
    assert told.status_code == 401
    assert told["WWW-Authenticate"].startswith("Bearer")


def test_half_a_key_of_a_true_beginning_opens_nothing(program: Callable[..., Any]) -> None:
    one = program("personnel")
    assert find_token(one.key[:-1]) is None
    assert find_token(one.key) is not None


def test_a_key_ends_when_revoked_when_it_expires_and_with_its_account(
    program: Callable[..., Any], as_role: Callable[..., Client]
) -> None:
    as_role("administrator")
    administrator = User.objects.get(username="administrator")
    one = program("leader", unit_id="TX")
    assert one.get("me").status_code == 200
    set_locked(one.user, True, why="Thử", by=administrator)
    assert one.get("me").json()["type"].endswith("account-refused")
    set_locked(one.user, False, why="Thử", by=administrator)
    assert one.get("me").status_code == 200
    token = AccessToken.objects.get()
    AccessToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert one.get("me").status_code == 401
    AccessToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    revoke_token(token.pk, by=one.user)
    assert one.get("me").status_code == 401


def test_a_key_never_outgrows_its_account(program: Callable[..., Any]) -> None:
    one = program("personnel")
    assert one.get("people").json()["total"] == 7
    Membership.objects.filter(user=one.user).update(role="official", person_id="N3")
    assert [p["person_id"] for p in one.get("people").json()["items"]] == ["N3"]
    Membership.objects.filter(user=one.user).delete()
    assert one.get("people").status_code == 401


def test_the_key_of_somebody_who_has_left_opens_nothing(program: Callable[..., Any]) -> None:
    one = program("official", person_id="N7")
    assert one.get("me").status_code == 200
    key = rows("tenures").filter(person_id="N7")["_key"][0]
    amend("tenures", key, {"to_date": date(2020, 12, 5)}, by="gieo", why="Thử")
    assert one.get("me").status_code == 401


def test_an_account_that_nobody_used_for_long_opens_nothing(program: Callable[..., Any]) -> None:
    one = program("leader")
    User.objects.filter(pk=one.user.pk).update(date_joined=timezone.now() - timedelta(days=400), last_login=None)
    assert one.get("me").status_code == 401


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [
        ("", ["read:people"], 30),
        ("x", [], 30),
        ("x", ["read:everything"], 30),
        ("x", ["read:people"], 0),
        ("x", ["read:people"], 366),
    ],
)
def test_a_key_needs_a_name_known_scopes_and_an_end_within_a_year(
    program: Callable[..., Any], name: str, scopes: list[str], days: int
) -> None:
    one = program("leader")
    with pytest.raises(TokenRefused):
        make_token(one.user, name, scopes, days=days, by=one.user)


def test_nobody_makes_or_ends_the_key_of_another(program: Callable[..., Any]) -> None:
    one, other = program("leader"), program("personnel")
    with pytest.raises(TokenRefused):
        make_token(one.user, "x", ["read:people"], days=1, by=other.user)
    with pytest.raises(TokenRefused):
        revoke_token(AccessToken.objects.get(user=one.user).pk, by=other.user)


def test_each_key_has_its_rate(program: Callable[..., Any]) -> None:
    one = program("leader")
    AccessToken.objects.update(per_minute=2)
    answers = [one.get("me") for _ in range(8)]  # eight, so that a minute that turns in between still shows the limit
    told = next(a for a in answers if a.status_code == 429)
    assert int(told["Retry-After"]) >= 1
    assert told.json()["status"] == 429


@pytest.mark.django_db
def test_processes_count_calls_together() -> None:
    """A process that starts knows nothing of what the others let in; the row does."""
    let_in = 0
    for _process in range(10):
        rates.forget_all()
        let_in += sum(rates.within("token:dv_x", 200, 7) for _call in range(50))
    assert let_in == 200, "50 calls are ten handfuls of five, so that nothing of a handful is lost"
    assert CallCount.objects.get().taken == 200
    rates.forget_all()
    assert not rates.within("token:dv_x", 200, 7)
    assert rates.within("token:dv_y", 200, 7), "another key has its own"
    assert rates.within("token:dv_x", 200, 8), "the next minute begins anew"


def test_a_machine_is_made_by_an_administrator_and_its_key_drawn_by_its_keeper(
    program: Callable[..., Any], as_role: Callable[..., Client]
) -> None:
    as_role("administrator")
    administrator = User.objects.get(username="administrator")
    keeper = program("personnel", unit_id="P-GD").user
    given = {"unit_id": "P-GD", "keeper": keeper.username, "purpose": "Đồng bộ", "by": administrator}
    machine = open_machine("may-dong-bo", "personnel", **given)
    with pytest.raises(TokenRefused):
        make_token(machine.user, "x", ["read:people"], days=10, by=administrator)
    made, key = make_token(machine.user, "x", ["read:people"], days=10, by=keeper)
    told = Client(headers={"Authorization": f"Bearer {key}"}).get("/api/v1/people").json()
    assert {p["person_id"] for p in told["items"]} == {"N1", "N2", "N3", "N4"}
    with pytest.raises(TokenRefused):
        open_machine("may-2", "personnel", **given | {"unit_id": ""})
    with pytest.raises(TokenRefused):
        open_machine("may-3", "administrator", **given)
    with pytest.raises(TokenRefused):
        open_machine("may-4", "personnel", **given | {"by": keeper})
    revoke_token(made.pk, by=administrator, administrator=True)
    assert find_token(key) is None


def test_the_pages_of_keys(as_role: Callable[..., Client]) -> None:
    browser = as_role("leader", unit_id="TX")
    assert "Chưa có khoá nào" in browser.get("/khoa-truy-cap/").content.decode()
    bad = browser.post("/khoa-truy-cap/", {"ten": "", "han": "90", "quyen": "read:people"})
    assert bad.status_code == 422
    assert browser.post("/khoa-truy-cap/", {"ten": "x", "han": "²", "quyen": "read:people"}).status_code == 422
    made = browser.post("/khoa-truy-cap/", {"ten": "Báo cáo", "han": "90", "quyen": "read:people"})
    assert made["Cache-Control"] == "no-store"
    key = made.content.decode().split('value="dv_')[1].split('"')[0]
    assert find_token(f"dv_{key}") is not None
    listed = browser.get("/khoa-truy-cap/").content.decode()
    assert key not in listed
    browser.post(f"/khoa-truy-cap/{AccessToken.objects.get().pk}/huy/")
    assert find_token(f"dv_{key}") is None
    assert browser.get("/khoa-truy-cap/may/").status_code == 403
    assert browser.get("/khoa-truy-cap/nhan-tin/").status_code == 403
    assert browser.get("/khoa-truy-cap/tai-lieu/").status_code == 200


def test_the_administrators_pages_of_machines(as_role: Callable[..., Client]) -> None:
    browser, keeper = as_role("administrator"), as_role("personnel", unit_id="TX")
    bad = browser.post(
        "/khoa-truy-cap/may/", {"ten": "may", "vai-tro": "personnel", "phu-trach": "khong-co", "viec": "x"}
    )
    assert bad.status_code == 422
    good = {"ten": "may", "vai-tro": "personnel", "don-vi": "", "phu-trach": "personnelTX", "viec": "Đồng bộ"}
    User.objects.filter(username="personnelTX").update(username="canbo")
    assert browser.post("/khoa-truy-cap/may/", good | {"phu-trach": "canbo"}).status_code == 302
    assert "may" in browser.get("/khoa-truy-cap/may/").content.decode()
    page = keeper.get("/khoa-truy-cap/").content.decode()
    address = page.split('href="/khoa-truy-cap/may/')[1].split('"')[0]
    assert browser.get(f"/khoa-truy-cap/may/{address}").status_code == 404
    assert (
        "dv_"
        in keeper.post(
            f"/khoa-truy-cap/may/{address}", {"ten": "x", "han": "30", "quyen": "read:people"}
        ).content.decode()
    )


def test_the_demo_opens_nothing_and_sends_nowhere(as_role: Callable[..., Client]) -> None:
    from dungviec.office.api.demo import fill
    from dungviec.office.api.models import Machine, Subscription

    as_role("administrator")
    as_role("personnel", unit_id="P-GD")
    User.objects.filter(username="administrator").update(username="quantri")
    User.objects.filter(username="personnelP-GD").update(username="canbo.noivu")
    fill()
    fill()
    assert Machine.objects.count() == 1
    assert not AccessToken.objects.filter(revoked_at__isnull=True).exists()
    assert not Subscription.objects.filter(active=True).exists()
