"""The calendar feed: valid, without names, behind a secret that can be revoked."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import caches
from django.test import Client
from icalendar import Calendar
from tests.office.cast import _PEOPLE

from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.agenda import calendars
from dungviec.office.agenda.models import CalendarKey
from dungviec.office.agenda.views import feed

PAGE = "/viec-can-lam/thu-va-lich/"


@pytest.fixture
def officer_of_all(as_role: Callable[..., Client]) -> Client:
    return as_role("personnel", unit_id="TX", person_id="N5")


def address(client: Client, **given: str) -> str:
    page = client.post(PAGE + "lich/", given)
    assert "no-store" in page.headers["Cache-Control"]
    found = re.search(r"http://testserver(/viec-can-lam/lich/[^\"]+\.ics)", page.content.decode())
    assert found
    return found[1]


def events(body: bytes) -> list[dict[str, object]]:
    read = Calendar.from_ical(body)
    assert (read["VERSION"], read["CALSCALE"], str(read["X-WR-TIMEZONE"])) == ("2.0", "GREGORIAN", "Asia/Ho_Chi_Minh")
    return [
        {k: e.get(k) for k in ("uid", "dtstamp", "dtstart", "dtend", "summary", "description", "url")}
        for e in read.walk("VEVENT")
    ]


def test_whole_days_counts_and_no_names(officer_of_all: Client) -> None:
    answer = Client().get(address(officer_of_all))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    body = answer.content
    assert all(len(line) <= 75 for line in body.split(b"\r\n")), "RFC 5545 3.1: lines are folded"
    found = events(body)
    term = next(e for e in found if str(e["summary"]) == "1 nhiệm kỳ hết hạn")
    assert term["dtstart"].dt == date(2021, 5, 31)  # type: ignore[attr-defined]
    assert term["dtend"].dt == date(2021, 6, 1)  # type: ignore[attr-defined]
    assert str(term["url"]).startswith("http://testserver/can-bo/?term=12")
    assert not any(str(p["name"]) in body.replace(b"\r\n ", b"").decode() for p in _PEOPLE)
    assert len({str(e["uid"]) for e in found}) == len(found)


def test_identifiers_stay_and_names_come_only_when_asked_for(officer_of_all: Client) -> None:
    first = address(officer_of_all)
    before = {str(e["uid"]) for e in events(Client().get(first).content)}
    second = address(officer_of_all, ten="on")
    after = events(Client().get(second).content)
    assert {str(e["uid"]) for e in after} == before
    assert any("Nguyễn Thị Hạnh" in str(e["description"] or "") for e in after)
    assert Client().get(first).status_code == 404, "a new address ends the old one"


def test_a_head_is_told_of_nobody_outside(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-NV", person_id="N5")
    assert "Hạnh" not in Client().get(address(head, ten="on")).content.decode()


def test_revoked_locked_left_or_wrong_is_not_found(officer_of_all: Client) -> None:
    there = address(officer_of_all)
    assert officer_of_all.post(PAGE + "bo-lich/").status_code == 302
    assert Client().get(there).status_code == 404
    assert officer_of_all.post(PAGE + "bo-lich/").status_code == 302, "twice does no harm"
    there = address(officer_of_all)
    User.objects.update(is_active=False)
    assert Client().get(there).status_code == 404
    assert Client().get("/viec-can-lam/lich/khong-co.ics").status_code == 404
    assert Client().post(there).status_code in (403, 405)


def test_the_secret_is_kept_nowhere(officer_of_all: Client) -> None:
    secret = address(officer_of_all).rsplit("/", 1)[1].removesuffix(".ics")
    key = CalendarKey.objects.get()
    assert secret not in str(vars(key))
    assert not any(secret in str(e.detail) for e in LedgerEntry.objects.all())
    assert secret not in officer_of_all.get(PAGE).content.decode()
    assert len(secret) >= 40


def test_too_often_is_answered_later(officer_of_all: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_AN_HOUR", 2)
    there = address(officer_of_all)
    first = Client().get(there).status_code
    for cache in caches.all():
        cache.clear()  # the next reading meets another process, which remembers nothing
    assert [first, *(Client().get(there).status_code for _n in range(2))] == [200, 200, 429]
    assert Client().get(address(officer_of_all)).status_code == 200, "a new address has an hour of its own"
    key, later = CalendarKey.objects.get(revoked_at__isnull=True), int(time.time()) // 3600 + 1
    assert [calendars.counted(key, later, 2) for _n in range(3)] == [True, True, False], "and so has the next hour"
    assert not calendars.counted(key, later - 1, 2), "a clock behind the others opens no second hour"


def test_private_matters_are_in_no_calendar(officer_of_all: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from dungviec.office.access.matters import Matter, Turn
    from dungviec.office.agenda.gathering import Morning, parts_of

    hidden = Matter("x.hidden", Turn.ANSWER, 1, "giải trình", "/", due=date(2020, 12, 11), private=True)
    open_ = Matter("x.open", Turn.ANSWER, 2, "phiếu; chờ, gửi\\lại", "/", due=date(2020, 12, 11))
    monkeypatch.setattr(calendars, "gathered_for", lambda user: Morning(parts_of([hidden, open_]), (), None))  # type: ignore[arg-type]
    found = events(Client().get(address(officer_of_all)).content)
    assert [str(e["summary"]) for e in found] == ["2 phiếu; chờ, gửi\\lại"]
