"""Bà Hạnh reminds those who have not sent the month's sheet: once a day each, and every reminder stays on file."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.office.appraisal.conftest import stand_in_2026
from tests.office.appraisal.test_months import MONTH, give, written

from dungviec.office.access.models import LedgerEntry
from dungviec.office.appraisal.models import CatalogueVersion, MonthReminder

BOARD = "/danh-gia/?don-vi=P-GD&ky=2026-11"
PRESSED = {"don-vi": "P-GD", "ky": "2026-11", "nhac": "1"}


@pytest.fixture(autouse=True)
def today_in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's own day, against which a reminder is counted."""
    from datetime import date

    monkeypatch.setattr("dungviec.office.appraisal.services.reminders.office_day", lambda: date(2026, 11, 20))


@pytest.fixture
def board(head: Client, duc: Client) -> Client:
    for client in (head, duc):
        stand_in_2026(client)
    return head


def test_who_has_not_sent_is_reminded_once_a_day_and_sees_it(board: Client, duc: Client) -> None:
    assert "chưa gửi" in board.get(BOARD).content.decode()
    first = board.post("/danh-gia/", PRESSED, follow=True).content.decode()
    assert "lời nhắc hiện ở trang đầu" in first
    reminded = set(MonthReminder.objects.values_list("person_id", flat=True))
    assert "N2" in reminded
    assert "N1" not in reminded  # nobody reminds themselves
    board.post("/danh-gia/", PRESSED)
    board.post("/danh-gia/", PRESSED | {"ky": "2026-10"})  # another period, the same day
    assert MonthReminder.objects.count() == len(reminded)
    assert "Phiếu tháng 11/2026 của anh/chị chưa gửi" in duc.get("/").content.decode()
    assert LedgerEntry.objects.filter(action="remind_months").count() == 1


def test_a_sent_sheet_ends_the_reminder(board: Client, duc: Client, catalogue: CatalogueVersion) -> None:
    task = give(board, catalogue)
    board.post("/danh-gia/", PRESSED)
    duc.post(MONTH, written(task, gui="1"))
    assert "của anh/chị chưa gửi" not in duc.get("/").content.decode()


def test_others_may_not_remind_and_a_month_to_come_is_not_reminded_of(board: Client, duc: Client) -> None:
    assert duc.post("/danh-gia/", PRESSED).status_code == 403
    answer = board.post("/danh-gia/", PRESSED | {"ky": "2026-12"}, follow=True).content.decode()
    assert "chưa bắt đầu" in answer
    assert not MonthReminder.objects.exists()
