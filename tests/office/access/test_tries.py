"""Lock-out: five wrong tries by account and address, shared by all processes, telling nobody which accounts exist."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from dungviec.office.access import ledger, services, tries
from dungviec.office.access.models import LedgerEntry, Role, Tries, User

PASSWORD = "mot mat khau dai"


@pytest.fixture
def mai(db: None, settings: Any) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return services.create_account("mai", PASSWORD, Role.LEADER)


def enter(client: Client, name: str, password: str, **headers: str) -> str:
    return client.post("/dang-nhap/", {"username": name, "password": password}, **headers).content.decode()  # type: ignore[arg-type]


def test_the_fifth_wrong_try_locks_and_is_a_line_of_the_ledger(mai: User, client: Client) -> None:
    for _ in range(5):
        assert "chưa đúng" in enter(client, "MAI", "sai")  # names are told apart without regard to case
    assert "Đã nhập sai nhiều lần" in enter(client, "mai", PASSWORD)
    assert LedgerEntry.objects.filter(action="lock_out", subject_id="mai").count() == 1


def test_a_right_password_gives_the_tries_back(mai: User) -> None:
    for _ in range(3):
        for _ in range(4):
            enter(Client(), "mai", "sai")
        assert enter(Client(), "mai", PASSWORD) == ""  # let in


def test_unknown_names_are_locked_just_the_same(mai: User) -> None:
    client = Client()
    known, unknown = ([enter(client, name, "sai") for _ in range(7)] for name in ("mai", "khong-co"))
    plain = [[page.replace(name, "_") for page in pages] for name, pages in (("mai", known), ("khong-co", unknown))]
    assert [("Đã nhập sai" in a, "chưa đúng" in a) for a in plain[0]] == [
        ("Đã nhập sai" in a, "chưa đúng" in a) for a in plain[1]
    ]
    assert not LedgerEntry.objects.filter(action="lock_out", subject_id="khong-co").exists()


def test_the_owner_elsewhere_and_colleagues_at_the_same_proxy_are_not_locked_out(mai: User, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    services.create_account("lan", PASSWORD, Role.LEADER)
    for _ in range(6):
        enter(Client(), "mai", "sai", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert "Đã nhập sai" in enter(Client(), "mai", PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert enter(Client(), "mai", PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.10") == ""
    assert enter(Client(), "lan", PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.9") == ""


def test_an_address_made_up_by_the_browser_is_not_believed(mai: User, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 0
    for i in range(5):
        enter(Client(), "mai", "sai", HTTP_X_FORWARDED_FOR=f"203.0.113.{i}")
    assert "Đã nhập sai" in enter(Client(), "mai", PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.99")


def test_one_network_of_ipv6_is_one_place() -> None:
    request: Any = type("R", (), {"META": {"REMOTE_ADDR": "2001:db8::1"}})()
    other: Any = type("R", (), {"META": {"REMOTE_ADDR": "2001:db8::ffff:2"}})()
    assert tries.place_of(request) == tries.place_of(other)


def test_what_was_typed_is_not_kept(mai: User, client: Client) -> None:
    enter(client, "toi go nham mat khau", "sai")
    row = Tries.objects.get()
    assert "nham" not in f"{row.key}{row.account_mark}"
    assert "127.0.0.1" not in f"{row.key}{row.account_mark}"


def test_the_lock_ends_by_itself_and_old_counts_are_forgotten(mai: User, client: Client) -> None:
    for _ in range(5):
        enter(client, "mai", "sai")
    Tries.objects.update(until=timezone.now() - tries.pause(), since=timezone.now() - 3 * tries.pause())
    assert enter(client, "mai", PASSWORD) == ""
    enter(Client(), "ai do", "sai")
    Tries.objects.update(since=timezone.now() - 3 * tries.pause())
    assert tries.forget_old(timezone.now()) == 1


def test_an_administrator_sees_and_lifts_it(mai: User, loaded: None, as_role: Callable[..., Client]) -> None:
    admin = as_role("administrator")
    for _ in range(5):
        enter(Client(), "mai", "sai")
    assert "nhập sai nhiều lần" in admin.get("/tai-khoan/").content.decode()
    assert admin.post("/tai-khoan/mai/", {"go-khoa": "1"}).status_code == 302
    assert enter(Client(), "mai", PASSWORD) == ""
    assert LedgerEntry.objects.filter(action="unlock_tries", subject_id="mai", actor="administrator").exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_tries_than_one() -> None:
    """Twelve workers, each with a connection of its own, as twelve processes have: five tries among them.

    A database in memory has one writer at a time and no queue: there one worker after the other.
    """
    here = threading.Semaphore(1 if connection.vendor == "sqlite" else 12)
    taken: list[bool] = []
    start = threading.Barrier(12)

    def guess() -> None:
        try:
            start.wait(timeout=60)
            with here:
                taken.append(tries.take("mai", "203.0.113.9") is None)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=guess) for _ in range(12)]
    for w in workers:
        w.start()
    for w in workers:
        w.join(timeout=120)
    assert sorted(taken) == [False] * 7 + [True] * 5


def test_two_processes_on_one_file_share_five_tries(tmp_path: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUNGVIEC_", "DATABASE_"))}
    surroundings = kept | {"DUNGVIEC_HOME": str(tmp_path)}
    command = [sys.executable, str(Path(__file__).with_name("guesser.py"))]
    subprocess.run([*command, "table", "0"], env=surroundings, check=True, timeout=300)
    both = [subprocess.Popen([*command, "guess", "8"], env=surroundings, stdout=subprocess.PIPE) for _ in range(2)]
    assert sum(int(p.communicate(timeout=300)[0]) for p in both) == 5


def spray(names: range, place: str, client: Client | None = None) -> list[str]:
    """One password on many accounts from one address, by browsers nobody knows."""
    return [enter(client or Client(), f"u{n}", "MatKhau@2026", HTTP_X_FORWARDED_FOR=place) for n in names]


def test_one_password_on_many_accounts_rests_the_address_and_not_the_office_behind_it(mai: User, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    at_work, elsewhere = "203.0.113.9", "198.51.100.7"
    usual = Client()
    assert enter(usual, "mai", PASSWORD, HTTP_X_FORWARDED_FOR=at_work) == ""
    usual.post("/dang-xuat/")
    pages = spray(range(settings.LOGIN_SPREAD), at_work)
    assert all("chưa đúng" in page for page in pages)
    assert "Đã nhập sai" in spray(range(99, 100), at_work)[0]
    assert "Đã nhập sai" in enter(Client(), "mai", PASSWORD, HTTP_X_FORWARDED_FOR=at_work)  # a browser nobody knows
    assert enter(usual, "mai", PASSWORD, HTTP_X_FORWARDED_FOR=at_work) == ""
    assert enter(Client(), "mai", PASSWORD, HTTP_X_FORWARDED_FOR=elsewhere) == ""
    line = LedgerEntry.objects.get(action="lock_out_place")
    assert line.detail == {"accounts": settings.LOGIN_SPREAD}
    assert at_work not in f"{line.subject_id}{line.detail}"
    assert tries.places_resting() == [settings.LOGIN_SPREAD]
    ahead = timezone.now() + 400 * tries.pause()
    Tries.objects.update(until=ahead, since=ahead)  # written by a clock that has been set back since
    assert enter(Client(), "mai", PASSWORD, HTTP_X_FORWARDED_FOR=at_work) == ""


def test_a_machine_whose_clock_is_a_little_behind_gives_no_more_tries(db: None, settings: Any) -> None:
    taken = [tries.take("mai", "203.0.113.9") for _ in range(settings.LOGIN_TRIES - 1)]
    Tries.objects.update(since=timezone.now() + ledger.BACK / 2)  # as another machine told the time
    assert [*taken, tries.take("mai", "203.0.113.9")] == [None] * settings.LOGIN_TRIES
    Tries.objects.update(until=timezone.now() + tries.pause() + ledger.BACK / 2)
    assert tries.take("mai", "203.0.113.9") is not None


def test_slips_that_end_well_and_slips_in_ones_own_browser_do_not_add_up(mai: User, settings: Any) -> None:
    settings.TRUSTED_PROXIES, settings.LOGIN_SPREAD = 1, 3
    usual, at_work = Client(), "203.0.113.9"
    for _ in range(4):  # somebody mistypes, then gets it right
        enter(usual, "mai", "sai", HTTP_X_FORWARDED_FOR=at_work)
        assert enter(usual, "mai", PASSWORD, HTTP_X_FORWARDED_FOR=at_work) == ""
        usual.post("/dang-xuat/")
    enter(usual, "mai", "sai", HTTP_X_FORWARDED_FOR=at_work)
    spray(range(2), at_work)
    assert "chưa đúng" in spray(range(7, 8), at_work)[0]
    forged = Client()
    forged.cookies[tries.BROWSER] = usual.cookies[tries.BROWSER].value + "x"
    assert "Đã nhập sai" in spray(range(8, 9), at_work, forged)[0]
