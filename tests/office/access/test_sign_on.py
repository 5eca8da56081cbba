"""Single sign-on against a provider of our own: only bound accounts come in, and only by a token that holds in every point."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from tests.office.access.oidc_provider import CLIENT, SECRET, Provider, challenge, serving

from dungviec.office.access import services, sign_on
from dungviec.office.access.configuration import app_of
from dungviec.office.access.models import LedgerEntry, Role, User

pytestmark = pytest.mark.django_db
GO, BACK = "/dang-nhap-mot-lan/co-quan/", "/dang-nhap-mot-lan/co-quan/ve/"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings: Any) -> Provider:
    running.claims, running.sign, running.config, running.down, running.asked = {}, "good", {}, False, []
    here = {
        "id": "co-quan",
        "url": running.url,
        "client": CLIENT,
        "secret": SECRET,
        "name": "",
        "by_address": False,
        "create": False,
    }
    settings.SIGN_ON = here
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app_of(here)]}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return running


@pytest.fixture
def mai(provider: Provider) -> User:
    """An account bound to the provider's subject by an administrator."""
    user = services.create_account("mai", "mot mat khau dai", Role.LEADER)
    sign_on.bind(user, "nv-0042", by=User(username="quantri"))
    return user


def off(client: Client) -> dict[str, str]:
    """Off to the provider; what was asked there."""
    answer = client.get(f"{GO}?next=/to-chuc/")
    assert answer.status_code == 302
    return {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def round_trip(client: Client, provider: Provider, **wrong: Any) -> Any:
    """Off and back with a token that carries the nonce, unless ``wrong`` says otherwise."""
    asked = off(client)
    provider.claims = {"nonce": asked["nonce"]} | wrong
    return client.get(BACK, {"code": "abc", "state": asked["state"]})


def test_a_bound_account_comes_in_and_back_to_the_page(provider: Provider, mai: User, loaded: None) -> None:
    client = Client()
    assert "Đăng nhập một lần của cơ quan" in client.get("/dang-nhap/").content.decode()
    asked = off(client)
    assert (asked["response_type"], asked["client_id"], asked["scope"], asked["code_challenge_method"]) == (
        "code",
        CLIENT,
        "openid",
        "S256",
    )
    provider.claims = {"nonce": asked["nonce"], "name": "Lê Thị Mai", "picture": "x"}
    assert client.get(BACK, {"code": "abc", "state": asked["state"]}).headers["Location"] == "/to-chuc/"
    assert client.get("/to-chuc/").status_code == 200
    assert challenge(provider.asked[0]["code_verifier"][0]) == asked["code_challenge"]
    assert LedgerEntry.objects.get(action="log_in", actor="mai").detail["ways"] == ["socialaccount"]
    assert SocialAccount.objects.get().extra_data == {"sub": "nv-0042"}  # no profile of anybody is kept
    assert not SocialToken.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another round"}, {"nonce": None}, {"aud": "another office"}, {"aud": [CLIENT, "another"]}, {"azp": "another"}, {"iss": "https://example.com"},
        {"exp": int(time.time()) - 3600}, {"exp": None}, {"iat": None}, {"sub": None}, {"iat": int(time.time()) + 3600},
    ],
    ids=lambda w: ",".join(w),
)  # fmt: skip
def test_a_token_that_does_not_hold_opens_nothing(provider: Provider, mai: User, wrong: dict[str, Any]) -> None:
    client = Client()
    page = round_trip(client, provider, **wrong)
    assert "Chưa có gì được mở" in page.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("sign", ["forged", "none", "shared", "unknown"])
def test_a_signature_that_is_not_the_providers_opens_nothing(provider: Provider, mai: User, sign: str) -> None:
    client, provider.sign = Client(), sign
    assert "Chưa có gì được mở" in round_trip(client, provider).content.decode()
    assert "_auth_user_id" not in client.session


def test_a_state_of_somebody_else_or_used_before_opens_nothing(provider: Provider, mai: User) -> None:
    client, stranger = Client(), Client()
    asked = off(client)
    provider.claims = {"nonce": asked["nonce"]}
    for query in (
        {"code": "abc", "state": "made up"},
        {"code": "abc"},
        {"error": "server_error", "state": off(stranger)["state"]},
    ):
        assert "Chưa có gì được mở" in stranger.get(BACK, query).content.decode()
    assert "Chưa có gì được mở" in stranger.get(BACK, {"code": "abc", "state": asked["state"]}).content.decode()
    assert client.get(BACK, {"code": "abc", "state": asked["state"]}).status_code == 302
    client.post("/dang-xuat/")
    assert "Chưa có gì được mở" in client.get(BACK, {"code": "abc", "state": asked["state"]}).content.decode()


def test_nobody_without_an_account_comes_in(provider: Provider, mai: User) -> None:
    client = Client()
    page = round_trip(client, provider, sub="nv-9999", email="mai@example.vn", email_verified=True)
    assert "Không có tài khoản nào ở đây" in page.content.decode()
    assert User.objects.count() == 1


@pytest.mark.parametrize(("allowed", "verified", "role", "enters"), [
    (False, True, Role.LEADER, False), (True, False, Role.LEADER, False), (True, True, Role.LEADER, True), (True, True, Role.ADMINISTRATOR, False),
])  # fmt: skip
def test_an_address_binds_only_where_allowed_verified_and_never_an_administrator(provider: Provider, settings: Any, allowed: bool, verified: bool, role: Role, enters: bool) -> None:  # fmt: skip
    settings.SIGN_ON = settings.SIGN_ON | {"by_address": allowed}
    user = services.create_account("lan", "mot mat khau dai", role)
    User.objects.filter(pk=user.pk).update(email="lan@example.vn")
    client = Client()
    round_trip(client, provider, email="LAN@example.vn", email_verified=verified)
    assert ("_auth_user_id" in client.session) is enters
    assert SocialAccount.objects.filter(user=user).exists() is enters


def test_an_account_made_by_the_setting_reaches_nothing(provider: Provider, settings: Any, loaded: None) -> None:
    settings.SIGN_ON = settings.SIGN_ON | {"create": True}
    client = Client()
    assert round_trip(client, provider, sub="nv-7").status_code == 302
    assert not hasattr(User.objects.get(door="sign_on"), "membership")
    assert client.get("/can-bo/N1/").status_code == 403


def test_a_locked_account_and_a_second_factor_hold_here_too(provider: Provider, mai: User) -> None:
    Authenticator.objects.create(user=mai, type="totp", data={"secret": "x"})
    client = Client()
    assert round_trip(client, provider).headers["Location"] == "/dang-nhap/ma/"
    assert "_auth_user_id" not in client.session
    User.objects.filter(pk=mai.pk).update(is_active=False)
    assert "đã khóa" in round_trip(Client(), provider).content.decode()


def test_a_provider_that_does_not_answer_is_a_sentence_and_passwords_go_on(provider: Provider, mai: User) -> None:
    provider.down = True
    client = Client()
    assert "không trả lời" in client.get(GO).content.decode()
    assert client.post("/dang-nhap/", {"username": "mai", "password": "mot mat khau dai"}).status_code == 302
    provider.down, provider.config = False, {"issuer": "https://example.com"}
    assert "không trả lời" in Client().get(GO).content.decode()
    assert Client().get("/dang-nhap-mot-lan/khong-co/").status_code == 404


def test_an_address_cannot_ask_to_bind_or_bring_parameters(provider: Provider, mai: User) -> None:
    client = Client()
    client.force_login(services.create_account("lan", "mot mat khau dai", Role.LEADER))
    answer = client.get(f"{GO}?process=connect&auth_params=prompt%3Dnone&scope=groups")
    asked = {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
    assert (asked["scope"], "prompt" in asked) == ("openid", False)
    provider.claims = {"nonce": asked["nonce"], "sub": "nv-new"}
    client.get(BACK, {"code": "abc", "state": asked["state"]})
    assert SocialAccount.objects.count() == 1


def test_an_administrator_binds_one_subject_to_one_account(
    provider: Provider, mai: User, as_role: Callable[..., Client]
) -> None:
    admin = as_role("administrator")
    services.create_account("lan", "mot mat khau dai", Role.LEADER)
    fields = {"cua": "sign_on", "thu": "lan@example.vn", "dinh-danh": "nv-0042"}
    assert "đã gắn với tài khoản khác" in admin.post("/tai-khoan/lan/", fields).content.decode()
    assert admin.post("/tai-khoan/lan/", fields | {"dinh-danh": "nv-0043"}).status_code == 302
    lan = User.objects.get(username="lan")
    assert (lan.has_usable_password(), sign_on.subject_of(lan)) == (False, "nv-0043")
    assert "nv-0043" not in " ".join(str(e.detail) for e in LedgerEntry.objects.all())
