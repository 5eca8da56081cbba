"""Sessions: locked when idle with what was typed kept, ended in time, listed, ended everywhere; leavers are out at once."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dungviec.office.access import leaving, services, standing
from dungviec.office.access.models import LedgerEntry, Role, User
from dungviec.office.registry.models import Tenure

pytestmark = pytest.mark.django_db
PASSWORD = "mot mat khau dai"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


def back(client: Client, minutes: float, *keys: str) -> None:
    """Put the clock of a session back."""
    session = client.session
    for key in keys or (standing.ACTIVE, standing.LOOKED):
        session[key] = time.time() - 60 * minutes
    session.save()


@pytest.fixture
def leader(as_role: Callable[..., Client]) -> Client:
    return as_role("leader")


class TestIdle:
    """Nobody worked in it."""

    @pytest.mark.parametrize(("minutes", "locked"), [(14, False), (16, True)])
    def test_after_fifteen_minutes(self, leader: Client, minutes: int, locked: bool) -> None:
        back(leader, minutes)
        answer = leader.get("/to-chuc/?xem=1")
        assert answer.status_code == (302 if locked else 200)
        if locked:
            assert answer.headers["Location"] == "/khoa-phien/?next=%2Fto-chuc%2F%3Fxem%3D1"

    def test_after_five_for_administrators_and_telephones(self, as_role: Callable[..., Client], leader: Client) -> None:
        admin = as_role("administrator")
        back(admin, 6)
        assert admin.get("/tai-khoan/").status_code == 302
        back(leader, 6)
        assert leader.get("/to-chuc/", headers={"User-Agent": PHONE}).status_code == 302

    def test_the_page_comes_back_after_the_password(self, leader: Client) -> None:
        back(leader, 16)
        leader.get("/to-chuc/")
        assert leader.get("/khoa-phien/?next=/to-chuc/").status_code == 200
        wrong = leader.post("/khoa-phien/", {"password": "sai", "next": "/to-chuc/"})
        assert (wrong.status_code, "Mật khẩu chưa đúng" in wrong.content.decode()) == (422, True)
        assert leader.get("/can-bo/").status_code == 302
        assert (
            leader.post("/khoa-phien/", {"password": PASSWORD, "next": "/to-chuc/"}).headers["Location"] == "/to-chuc/"
        )
        assert leader.get("/can-bo/").status_code == 200

    def test_nobody_is_sent_elsewhere(self, leader: Client) -> None:
        back(leader, 16)
        answer = leader.post("/khoa-phien/", {"password": PASSWORD, "next": "https://example.com/"})
        assert answer.headers["Location"] == "/"

    def test_what_was_typed_is_kept_and_sent_on_by_hand(self, as_role: Callable[..., Client]) -> None:
        admin = as_role("administrator")
        services.create_account("lan", PASSWORD, Role.LEADER)
        back(admin, 6)
        page = admin.post("/tai-khoan/lan/", {"khoa": "1", "ly-do": "Nghỉ từ «1/12»\nhai dòng"})
        assert page.status_code == 423
        assert User.objects.get(username="lan").is_active  # nothing was done
        kept = unescape(re.findall(r'name="giu" value="([^"]+)"', page.content.decode())[0])
        again = admin.post("/khoa-phien/", {"password": "sai", "giu": kept})
        assert kept in unescape(again.content.decode())  # a slip keeps it too
        there = admin.post("/khoa-phien/", {"password": PASSWORD, "giu": kept}).content.decode()
        assert 'action="/tai-khoan/lan/"' in there
        assert "Nghỉ từ «1/12»\nhai dòng" in unescape(there)
        stranger = as_role("leader")
        back(stranger, 16)
        assert (
            "Nghỉ từ"
            not in stranger.post("/khoa-phien/", {"password": PASSWORD, "giu": kept}, follow=True).content.decode()
        )
        back(admin, 6)
        assert (
            "Nghỉ từ"
            not in admin.post("/khoa-phien/", {"password": PASSWORD, "giu": kept + "x"}, follow=True).content.decode()
        )

    def test_parts_of_pages_hear_the_lock(self, leader: Client) -> None:
        back(leader, 16)
        part = leader.get("/to-chuc/", headers={"HX-Request": "true"})
        assert (part.status_code, part.headers["HX-Trigger"], part.content) == (423, "phien-khoa", b"")
        told = leader.get("/to-chuc/", headers={"Sec-Fetch-Dest": "empty"})
        assert (told.status_code, json.loads(told.content)) == (423, {"locked": True})

    def test_programs_in_its_name_are_locked_too(self, leader: Client, settings: Any) -> None:
        assert leader.get("/api/v1/me").status_code == 200
        back(leader, 16)
        assert leader.get("/api/v1/me").status_code == 423
        leader.post("/khoa-phien/", {"password": PASSWORD})
        settings.SECOND_FACTOR_ROLES = frozenset({"leader"})
        back(leader, 2, standing.LOOKED)
        assert leader.get("/api/v1/me").status_code == 401  # nothing before the second factor is there

    def test_parts_that_ask_by_themselves_keep_no_session_open(self, leader: Client) -> None:
        back(leader, 14)
        assert leader.get("/to-chuc/", headers={"HX-Request": "true"}).status_code == 200
        back(leader, 16, standing.LOOKED)
        before = leader.session[standing.ACTIVE]
        leader.get("/to-chuc/", headers={"HX-Request": "true"})
        assert leader.session[standing.ACTIVE] == before

    def test_typing_without_sending_counts_as_work(self, leader: Client) -> None:
        back(leader, 14)
        assert json.loads(leader.post("/khoa-phien/", {"con-day": "1"}).content) == {"locked": False}
        assert time.time() - leader.session[standing.ACTIVE] < 60
        back(leader, 16)
        assert leader.post("/khoa-phien/", {"con-day": "1"}).status_code == 423  # too late: it does not open a lock

    def test_locked_by_hand_and_opened_by_a_script(self, leader: Client) -> None:
        said = leader.post("/khoa-phien/", {"khoa": "1"}, headers={"Accept": "application/json"})
        assert json.loads(said.content) == {"locked": True}
        assert leader.get("/to-chuc/").status_code == 302
        ways = json.loads(leader.get("/khoa-phien/", headers={"Accept": "application/json"}).content)
        assert ways == {"locked": True, "password": True, "code": False, "passkey": None}
        said = leader.post("/khoa-phien/", {"password": PASSWORD}, headers={"Accept": "application/json"})
        assert json.loads(said.content) == {"locked": False}

    def test_wrong_passwords_at_the_lock_count(self, leader: Client) -> None:
        leader.post("/khoa-phien/", {"khoa": "1"})
        for _ in range(5):
            leader.post("/khoa-phien/", {"password": "sai"})
        assert "Đã nhập sai nhiều lần" in leader.post("/khoa-phien/", {"password": PASSWORD}).content.decode()

    def test_leaving_needs_no_password(self, leader: Client) -> None:
        back(leader, 16)
        assert leader.post("/dang-xuat/").headers["Location"] == "/dang-nhap/"


class TestEnd:
    """Sessions end."""

    def test_after_its_longest_time_whatever_is_done_in_it(self, leader: Client) -> None:
        back(leader, 8 * 60 + 1, standing.BEGAN)
        assert leader.get("/to-chuc/").headers["Location"] == "/dang-nhap/?next=%2Fto-chuc%2F"
        assert "_auth_user_id" not in leader.session

    def test_everywhere_at_once(self, leader: Client) -> None:
        user, other = User.objects.get(username="leader"), Client()
        other.post("/dang-nhap/", {"username": "leader", "password": PASSWORD})
        assert other.get("/to-chuc/").status_code == 200
        assert leader.post("/tai-khoan-cua-toi/phien/", {"tat-ca": "1"}).headers["Location"] == "/dang-nhap/"
        assert other.get("/to-chuc/").status_code == 302
        assert LedgerEntry.objects.filter(action="end_sessions", actor=user.username).exists()

    def test_one_of_them_from_the_list(self, leader: Client) -> None:
        other = Client()
        other.post("/dang-nhap/", {"username": "leader", "password": PASSWORD}, headers={"User-Agent": PHONE})
        page = leader.get("/tai-khoan-cua-toi/").content.decode()
        assert "Chrome trên Android" in page
        number = re.findall(r'name="phien" value="(\d+)"', page)[0]
        assert leader.post("/tai-khoan-cua-toi/phien/", {"phien": number}).status_code == 302
        assert other.get("/to-chuc/").status_code == 302
        assert leader.get("/to-chuc/").status_code == 200
        for wrong in ("", "x", "0", "9" * 40, number):
            assert leader.post("/tai-khoan-cua-toi/phien/", {"phien": wrong}).status_code == 404


class TestLeaving:
    """Leavers and long unused accounts."""

    def test_who_leaves_is_out_within_the_minute_and_other_keys_are_called_back(
        self, as_role: Callable[..., Client]
    ) -> None:
        official, told = as_role("official", person_id="N6"), []
        assert official.get("/to-chuc/").status_code == 200

        def hear(user: User, why: str, **kwargs: Any) -> None:
            told.append((user.username, why))

        leaving.leaving.connect(hear)
        Tenure.objects.filter(person_id="N6").update(to_date="2020-12-01")
        back(official, 2)
        assert official.get("/to-chuc/").headers["Location"].startswith("/dang-nhap/")
        leaving.leaving.disconnect(hear)
        assert told == [("officialN6", "left")]
        user = User.objects.get(username="officialN6")
        assert (user.is_active, user.locked_because) == (False, "left")
        assert not leaving.may_enter(user)

    def test_the_daily_sweep_locks_them_without_anybody_coming(self, as_role: Callable[..., Client]) -> None:
        as_role("official", person_id="N8")  # retired in 2019
        services.create_account("ha", PASSWORD, Role.OFFICIAL, person_id="N6")
        services.create_account("cu", PASSWORD, Role.LEADER)
        admin = as_role("administrator")
        long_ago = timezone.now() - timedelta(days=46)
        User.objects.filter(username__in=("cu", "administrator")).update(
            last_login=long_ago, opened_at=long_ago, date_joined=long_ago
        )
        assert leaving.sweep(timezone.now()) == {"left": 1, "idle": 1}
        assert leaving.sweep(timezone.now()) == {"left": 0, "idle": 0}
        assert sorted(User.objects.filter(is_active=True).values_list("username", flat=True)) == ["administrator", "ha"]
        assert admin.get("/tai-khoan/").status_code == 200  # the last administrator stays
        admin.post("/tai-khoan/cu/", {"mo": "1", "ly-do": "Đã về lại"})
        assert leaving.may_enter(User.objects.get(username="cu"))  # opened again: the days count anew

    def test_a_long_unused_account_is_locked_at_the_door(self, db: None, settings: Any) -> None:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        services.create_account("cu", PASSWORD, Role.LEADER)
        long_ago = timezone.now() - timedelta(days=46)
        User.objects.update(last_login=long_ago, opened_at=long_ago, date_joined=long_ago)
        page = Client().post("/dang-nhap/", {"username": "cu", "password": PASSWORD}).content.decode()
        assert "lâu không dùng" in page
        assert not User.objects.get(username="cu").is_active
