"""Rules of passwords: length by the standard, nothing guessed first, breached or used before; administrators change in time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from dungviec.office.access import passwords, services
from dungviec.office.access.models import PastPassword, Role, User

GOOD = "Cầu Rồng phun lửa 7"


def refused(password: str, user: User | None = None) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.fixture
def lan(db: None, settings: Any) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return services.create_account("lethilan", GOOD, Role.LEADER, shown_name="Lê Thị Lan")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        (GOOD + "!", ""), ("Ngan 7!", "14"), ("khong co chu hoa 7", "bốn loại"), ("KhongCoGiKhac12345", "bốn loại"), ("Không có chữ số nào", "bốn loại"),
    ],
)  # fmt: skip
def test_without_a_second_factor_fourteen_of_four_classes(lan: User, password: str, said: str) -> None:
    answer = refused(password, lan)
    assert (said in answer) if said else answer == ""


def test_with_a_second_factor_eight(lan: User, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"leader"})
    assert refused("caurong7", lan) == ""
    assert "8 ký tự" in refused("caurong", lan)


@pytest.mark.parametrize("password", ["password", "matkhau1", "12345678", "Dungviec1", "lethilan1", "qwerty99"])
def test_what_is_guessed_first_is_refused_even_with_a_second_factor(lan: User, settings: Any, password: str) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"leader"})
    assert refused(password, lan)


def test_none_of_the_last_five_comes_back(lan: User) -> None:
    words = [f"{GOOD} {i}" for i in range(6)]
    for word in words:
        passwords.keep(lan, word)
    assert "gần đây" in refused(words[-1], lan)
    assert "gần đây" in refused(words[1], lan)
    assert refused(GOOD, lan) == ""  # seven ago
    assert PastPassword.objects.filter(user=lan).count() == passwords.KEPT
    assert not any(w in p.hashed for w in words for p in PastPassword.objects.all())


@given(st.lists(st.text(min_size=1, max_size=12), max_size=40, unique=True), st.text(min_size=1, max_size=12))
def test_a_list_of_breached_passwords_is_looked_up_exactly(
    tmp_path_factory: Any, listed: list[str], asked: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "lo.txt"
    sums = sorted(hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper() for word in listed)
    path.write_text("".join(f"{s}:{i}\r\n" for i, s in enumerate(sums)), encoding="ascii")
    assert all(passwords.is_listed(word, path) for word in listed)
    assert passwords.is_listed(asked, path) is (asked in listed)


def test_a_breached_password_is_refused(lan: User, settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "lo.txt"
    path.write_text(
        hashlib.sha1((GOOD + "?").encode(), usedforsecurity=False).hexdigest().upper() + ":3\n", encoding="ascii"
    )
    settings.BREACHED_PASSWORDS = str(path)
    assert "rò rỉ" in refused(GOOD + "?", lan)
    assert refused(GOOD + "!", lan) == ""


def test_an_administrators_password_is_due_after_two_months_before_anything_opens(
    as_role: Callable[..., Client],
) -> None:
    admin = as_role("administrator")
    User.objects.update(password_set_at=timezone.now() - timedelta(days=61))
    client = Client()
    client.post("/dang-nhap/", {"username": "administrator", "password": "mot mat khau dai"})
    there = "/tai-khoan-cua-toi/mat-khau/"
    assert client.get("/tai-khoan/").headers["Location"] == there
    page = client.get(there).content.decode()
    assert "TCVN 14423:2026" in page
    assert "quá 60 ngày" in page
    for sent, said in (
        ({"old_password": "sai", "new_password1": GOOD, "new_password2": GOOD}, "chưa đúng"),
        ({"old_password": "mot mat khau dai", "new_password1": GOOD, "new_password2": GOOD + "x"}, "field-error"),
        ({"old_password": "mot mat khau dai", "new_password1": "ngan", "new_password2": "ngan"}, "14"),
        ({}, "field-error"),
    ):
        answer = client.post(there, sent)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), sent
    fields = {"old_password": "mot mat khau dai", "new_password1": GOOD, "new_password2": GOOD}
    assert client.post(there, fields).headers["Location"] == "/tai-khoan-cua-toi/"
    assert client.get("/tai-khoan/").status_code == 200
    assert admin.get("/tai-khoan/").status_code == 302  # the other sessions have ended
