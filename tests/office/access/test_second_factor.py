"""Second factors: asked for before anything opens, sealed in the database, counted, used once, reset by an administrator."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from dungviec.office.access import second_factor, services, standing
from dungviec.office.access.models import LedgerEntry, Role, User

pytestmark = pytest.mark.django_db
PASSWORD = "mot mat khau dai"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET, *, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def old(client: Client) -> None:
    """A session that began long ago, in which somebody works."""
    session = client.session
    session[standing.BEGAN] = time.time() - 3600
    session.save()


@pytest.fixture(autouse=True)
def obligatory(settings: Any, no_second_factor: None) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator", "leader"})


@pytest.fixture
def mai() -> User:
    user = services.create_account("mai", PASSWORD, Role.LEADER)
    TOTP.activate(user, SECRET)
    return user


def to_the_code(client: Client) -> Any:
    return client.post("/dang-nhap/", {"username": "mai", "password": PASSWORD, "next": "/to-chuc/"})


def test_who_must_have_one_gets_nowhere_before_it_is_there(loaded: None) -> None:
    services.create_account("moi", PASSWORD, Role.LEADER)
    client = Client()
    assert client.post("/dang-nhap/", {"username": "moi", "password": PASSWORD}).status_code == 302
    for path in ("/", "/can-bo/", "/to-chuc/", "/can-bo/N1/"):
        assert client.get(path).headers["Location"] == "/tai-khoan-cua-toi/", path
    assert client.get("/can-bo/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/tai-khoan-cua-toi/"
    assert "bắt buộc có yếu tố thứ hai" in client.get("/tai-khoan-cua-toi/").content.decode()
    page = client.get("/tai-khoan-cua-toi/ung-dung/").content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = re.findall(r'id="khoa-bi-mat">([A-Z2-7]{32})<', page)[0]
    assert client.post("/tai-khoan-cua-toi/ung-dung/", {"code": "000000"}).status_code == 200
    assert (
        client.post("/tai-khoan-cua-toi/ung-dung/", {"code": code(secret)}).headers["Location"]
        == "/tai-khoan-cua-toi/ma-du-phong/"
    )
    codes = re.findall(r"<li>(\d{8})</li>", client.get("/tai-khoan-cua-toi/ma-du-phong/").content.decode())
    assert len(codes) == 10
    assert codes[0] not in client.get("/tai-khoan-cua-toi/ma-du-phong/").content.decode()  # shown once
    assert client.get("/can-bo/").status_code == 200
    assert LedgerEntry.objects.filter(action="add_factor", actor="moi").count() == 1


def test_other_roles_and_demo_accounts_are_not_held_up(loaded: None) -> None:
    services.create_account("duc", PASSWORD, Role.OFFICIAL, person_id="N2")
    services.create_demo_accounts((services.DemoAccount("thu", Role.LEADER),))
    for name, word in (("duc", PASSWORD), ("thu", services.DEMO_PASSWORD)):
        client = Client()
        client.post("/dang-nhap/", {"username": name, "password": word})
        assert client.get("/to-chuc/").status_code == 200, name


def test_the_password_alone_opens_nothing_and_the_code_leads_on(mai: User, loaded: None) -> None:
    client = Client()
    assert to_the_code(client).headers["Location"] == "/dang-nhap/ma/"
    assert client.get("/to-chuc/").headers["Location"].startswith("/dang-nhap/")
    assert not LedgerEntry.objects.filter(action="log_in").exists()
    assert "Mã chưa đúng" in client.post("/dang-nhap/ma/", {"code": "123"}).content.decode()
    assert client.post("/dang-nhap/ma/", {"code": code()}).headers["Location"] == "/to-chuc/"
    assert client.get("/to-chuc/").status_code == 200
    assert LedgerEntry.objects.get(action="log_in").detail["ways"] == ["password", "totp"]


def test_a_code_opens_once(mai: User, loaded: None) -> None:
    first, second, word = Client(), Client(), code()
    to_the_code(first)
    to_the_code(second)
    assert first.post("/dang-nhap/ma/", {"code": word}).status_code == 302
    Authenticator.objects.get()  # the note of the used code is in the database, not in a process
    assert second.post("/dang-nhap/ma/", {"code": word}).status_code == 200


def test_codes_count_as_tries(mai: User, loaded: None) -> None:
    client = Client()
    to_the_code(client)
    for _ in range(5):
        client.post("/dang-nhap/ma/", {"code": "000000"})
    assert "Đã nhập sai nhiều lần" in client.post("/dang-nhap/ma/", {"code": code()}).content.decode()


def test_secrets_are_sealed_and_stay_readable_when_the_keys_are_turned_over(mai: User) -> None:
    row = Authenticator.objects.get(user=mai)
    assert SECRET not in str(row.data)
    before = row.data["secret"]
    assert second_factor.seal_anew() == 1
    row.refresh_from_db()
    assert row.data["secret"] != before
    assert row.wrap().validate_code(code())


def test_the_last_obligatory_factor_stays(mai: User, loaded: None) -> None:
    client = Client()
    client.force_login(mai)
    assert "bắt buộc" in client.post("/tai-khoan-cua-toi/ung-dung/go/").content.decode()
    assert Authenticator.objects.filter(user=mai).count() == 1


def test_a_lost_one_is_reset_by_an_administrator_and_the_owner_is_told(
    mai: User, as_role: Callable[..., Client], settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"leader"})
    admin, owner = as_role("administrator"), Client()
    owner.force_login(mai)
    assert owner.get("/to-chuc/").status_code == 200
    assert admin.post("/tai-khoan/mai/", {"dat-lai": "1", "ly-do": " "}).status_code == 422
    assert admin.post("/tai-khoan/mai/", {"dat-lai": "1", "ly-do": "Gặp tận mặt, xem thẻ"}).status_code == 302
    assert not Authenticator.objects.filter(user=mai).exists()
    assert owner.get("/to-chuc/").headers["Location"].startswith("/dang-nhap/")  # its sessions have ended
    assert LedgerEntry.objects.get(action="reset_factors").actor == "administrator"
    owner.post("/dang-nhap/", {"username": "mai", "password": PASSWORD})
    page = owner.get("/to-chuc/", follow=True).content.decode()
    assert "Đặt lại yếu tố thứ hai" in page
    assert "do administrator" in page


def test_before_a_deed_that_matters_the_owner_is_asked_again(mai: User, loaded: None) -> None:
    client = Client()
    client.force_login(mai)
    assert client.get("/tai-khoan-cua-toi/khoa/them/").status_code == 200  # minutes after the log-in
    old(client)
    asked = client.get("/tai-khoan-cua-toi/khoa/them/")
    assert asked.headers["Location"].startswith("/xac-nhan/")
    assert "Mật khẩu chưa đúng" in client.post(asked.headers["Location"], {"password": "sai"}).content.decode()
    assert (
        client.post(
            asked.headers["Location"], {"password": PASSWORD, "next": "/tai-khoan-cua-toi/khoa/them/"}
        ).status_code
        == 302
    )
    assert client.get("/tai-khoan-cua-toi/khoa/them/").status_code == 200


def test_what_was_sent_goes_on_after_the_question(as_role: Callable[..., Client], settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset()
    admin = as_role("administrator")
    services.create_account("lan", PASSWORD, Role.LEADER)
    old(admin)
    asked = admin.post("/tai-khoan/lan/", {"khoa": "1", "ly-do": "Nghỉ hưu"}).headers["Location"]
    assert User.objects.get(username="lan").is_active
    admin.post(asked, {"password": PASSWORD, "next": "/tai-khoan/lan/"})
    assert not User.objects.get(username="lan").is_active


def test_passkeys_are_served_from_the_package_under_the_policy(mai: User, loaded: None) -> None:
    client = Client()
    client.force_login(mai)
    page = client.get("/tai-khoan-cua-toi/khoa/them/")
    assert '<script src="/static/mfa/js/webauthn.js"' in page.content.decode()
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert client.get("/static/mfa/js/webauthn.js").status_code == 200


def test_somebody_elses_passkey_is_not_mine_to_remove(mai: User, loaded: None) -> None:
    other = services.create_account("lan", PASSWORD, Role.OFFICIAL)
    row = Authenticator.objects.create(user=other, type="webauthn", data={"name": "x", "credential": {}})
    client = Client()
    client.force_login(mai)
    assert client.post(f"/tai-khoan-cua-toi/khoa/{row.pk}/go/").status_code == 404


def test_a_passkey_alone_opens_a_door_only_where_the_settings_have_one(mai: User, loaded: None, settings: Any) -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)("/dang-nhap/khoa/", headers={"X-Requested-With": "XMLHttpRequest"})
        assert (answer.status_code, b"challenge" in answer.content) == (404, False)
    settings.MFA_PASSKEY_LOGIN_ENABLED = True
    answer = Client().get("/dang-nhap/khoa/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.json()["request_options"]["publicKey"]["userVerification"] == "required"


def test_a_broken_answer_of_a_passkey_is_a_sentence(mai: User, loaded: None, settings: Any) -> None:
    settings.MFA_PASSKEY_LOGIN_ENABLED = True
    client = Client()
    to_the_code(client)
    for wrong in ("", "{}", "[]", "null", '{"id": "x"}', "x" * 5000):
        assert client.post("/dang-nhap/ma/", {"credential": wrong}).status_code == 200, wrong
    inside = Client()
    inside.force_login(mai)
    for wrong in ("{}", '{"id": "x"}', '{"id": "x", "response": {}}'):
        assert inside.post("/tai-khoan-cua-toi/khoa/them/", {"credential": wrong}).status_code == 200, wrong
        assert inside.post("/khoa-phien/", {"credential": wrong}).status_code == 422, wrong
        assert Client().post("/dang-nhap/khoa/", {"credential": wrong}).status_code == 302, wrong
