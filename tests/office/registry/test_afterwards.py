"""Pages whose figures are counted anew after a change say so at once, and open whole without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from dungviec.office.access.models import LedgerEntry
from dungviec.office.registry import keeping
from dungviec.office.registry.services import amend
from dungviec.records.vietnamese import fold

HOME = "/quy-hoach/"


def refresh(text: str) -> str:
    """The address the page sends the browser to; empty for a whole page."""
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', text)
    return unescape(found[1]) if found else ""


def listed() -> int:
    return LedgerEntry.objects.filter(action="see_succession").count()


@pytest.fixture
def dear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is called costly takes too long for a page to wait."""
    monkeypatch.setattr(keeping, "LONG", -1.0)


def test_a_small_office_never_waits_twice(officer: Client) -> None:
    text = officer.get(HOME).content.decode()
    assert not refresh(text)
    assert "danh sách có người" in text


def test_after_a_change_the_page_says_that_it_is_being_counted_and_opens_whole(officer: Client, dear: None) -> None:
    officer.get(HOME + "?day-du=1")
    amend("people", "N2", {"home_place": "Xã Mới"}, by="officer", why="Thử")
    before = listed()
    text = officer.get(HOME + "?don-vi=P-NV").content.decode()
    address = refresh(text)
    assert address == HOME + "?don-vi=P-NV&day-du=1"
    assert text.count("day-du=1") == 2, "the link beside it works where the browser is told not to refresh"
    assert "danh sách có người" not in text, "no figure, also none of before the change"
    assert listed() == before, "what was not shown is not written down as seen"
    whole = officer.get(address).content.decode()
    assert not refresh(whole)
    assert "danh sách có người" in whole
    assert listed() == before + 1
    assert not refresh(officer.get(HOME + "?don-vi=P-NV").content.decode()), "counted once"


def test_parts_a_page_fetches_wait(officer: Client, dear: None) -> None:
    officer.get(HOME + "?day-du=1")
    amend("people", "N2", {"home_place": "Xã Khác"}, by="officer", why="Thử")
    assert not refresh(officer.get(HOME, headers={"HX-Request": "true"}).content.decode())


def test_who_may_not_enter_is_refused_at_once(officer: Client, as_role: Callable[..., Client], dear: None) -> None:
    officer.get(HOME + "?day-du=1")
    amend("people", "N2", {"home_place": "Xã Nữa"}, by="officer", why="Thử")
    official = as_role("official", person_id="N3")
    assert official.get(HOME).status_code == 403
    assert fold("được đếm lại") not in fold(official.get(HOME).content.decode())
