"""Letters hold counts and addresses, once a day, and are tried again where the server fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from tests.office.cast import _PEOPLE

from dungviec.office.access.matters import Matter, Turn
from dungviec.office.access.models import User
from dungviec.office.agenda import digest
from dungviec.office.agenda.gathering import Morning, parts_of
from dungviec.office.agenda.models import Delivery, Rhythm

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""8:30 in Việt Nam."""
LATER = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
PAGE = "/viec-can-lam/thu-va-lich/"


@pytest.fixture
def wanted(as_role: Callable[..., Client]) -> Delivery:
    client = as_role("leader", person_id="N1")
    given = {"rhythm": "daily", "email": "lanh.dao@example.vn", "hour": "7", "language": "vi"}
    assert client.post(PAGE, given).status_code == 302
    return Delivery.objects.get()


def test_a_letter_holds_counts_and_addresses_and_nobody(wanted: Delivery) -> None:
    assert digest.send_due(MONDAY) == digest.Sent(sent=1)
    one = mail.outbox[0]
    html = str(one.alternatives[0][0])  # type: ignore[attr-defined]
    assert one.to == ["lanh.dao@example.vn"]
    for said in (str(one.body), html):
        assert "1 chức vụ lãnh đạo, quản lý đang khuyết người giữ" in said.replace("<b>", "").replace("</b>", "")
        assert "http://127.0.0.1:8000/to-chuc/?show=vacant" in said
        assert "31/05/2021" not in said.replace("(hạn 31/05/2021)", ""), "the own day of the reader stays on the page"
        assert not any(str(p["name"]) in said or str(p["name"]).split()[-1] + " " in said for p in _PEOPLE)
    assert "<script" not in html


def test_what_is_private_is_counted_and_not_told(wanted: Delivery) -> None:
    hidden = Matter("x.hidden", Turn.ANSWER, 1, "việc anh/chị được yêu cầu giải trình", "/bi-mat/", private=True)
    own = Matter("x.own", Turn.SOON, 1, "Anh/chị đến tuổi nghỉ hưu ngày 01/01/2030", "/", personal=True, single=True)
    made = digest.letter(wanted, Morning(parts_of([hidden, own]), (), MONDAY))
    assert made is not None
    for said in (made.subject, made.text, made.html):
        assert "giải trình" not in said
        assert "/bi-mat/" not in said
        assert "2030" not in said
    assert "2 việc riêng" in made.text


def test_not_twice_a_day_and_again_the_next(wanted: Delivery) -> None:
    digest.send_due(MONDAY)
    assert digest.send_due(MONDAY) == digest.Sent()
    assert digest.send(wanted, MONDAY.date(), MONDAY) == "taken", "another process has sent it"
    assert digest.send_due(LATER).sent == 1
    assert len(mail.outbox) == 2


def test_before_its_hour_nothing_and_weekly_only_once_a_week(wanted: Delivery) -> None:
    Delivery.objects.update(hour=9)
    assert digest.send_due(MONDAY) == digest.Sent()
    Delivery.objects.update(hour=7, rhythm=Rhythm.WEEKLY)
    assert digest.send_due(MONDAY).sent == 1
    assert digest.send_due(LATER) == digest.Sent()
    assert digest.send_due(datetime(2026, 11, 30, 1, 30, tzinfo=UTC)).sent == 1


def test_a_server_that_fails_is_a_sentence_and_is_tried_again(
    wanted: Delivery, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    was = settings.EMAIL_BACKEND  # type: ignore[attr-defined]
    settings.EMAIL_BACKEND = "tests.office.agenda.no_such.Backend"  # type: ignore[attr-defined]
    with caplog.at_level("WARNING", logger="dungviec.office.agenda"):
        assert digest.send_due(MONDAY) == digest.Sent(failed=1)
    assert "lanh.dao" not in caplog.text
    wanted.refresh_from_db()
    assert (wanted.sent_on, wanted.failures) == (None, 1)
    settings.EMAIL_BACKEND = was  # type: ignore[attr-defined]
    assert digest.send_due(MONDAY).sent == 1
    wanted.refresh_from_db()
    assert wanted.failures == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_nobody_who_may_not_come_in_is_written_to(wanted: Delivery, change: dict[str, object]) -> None:
    User.objects.filter(pk=wanted.user_id).update(**change)
    assert digest.send_due(MONDAY) == digest.Sent()


def test_english_where_it_was_chosen(wanted: Delivery) -> None:
    Delivery.objects.update(language="en")
    digest.send_due(MONDAY)
    assert "matters to look at" in mail.outbox[0].subject
    text = str(mail.outbox[0].body)
    assert "Open the morning page" in text
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert lines
    assert not [
        line for line in lines if re.search(r"người|chờ|quá hạn|hồ sơ|vị trí", line)
    ]  # the rooms' own words too
    assert mail.outbox[0].extra_headers["List-Unsubscribe"].endswith("/viec-can-lam/thu-va-lich/>")


@pytest.mark.parametrize(
    "bad",
    [
        {"email": ""},
        {"email": "khong phai thu"},
        {"rhythm": "hourly"},
        {"hour": "99"},
        {"hour": "x"},
        {"language": "fr"},
        {"email": "a" * 250 + "@x.vn"},
    ],
)
def test_what_cannot_be_is_said_at_its_field(as_role: Callable[..., Client], bad: dict[str, str]) -> None:
    given = {"rhythm": "daily", "email": "a@example.vn", "hour": "7", "language": "vi"} | bad
    answer = as_role("personnel").post(PAGE, given)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_an_address_that_single_sign_on_goes_by_is_the_administrators(
    as_role: Callable[..., Client], settings: Any
) -> None:
    settings.SIGN_ON = {"by_address": True}
    client = as_role("leader")
    client.post("/viec-can-lam/thu-va-lich/", {"rhythm": "never", "hour": "7", "language": "vi", "email": "chu.tich@thanh-pho.vn"})  # fmt: skip
    assert User.objects.get(username="leader").email == ""
