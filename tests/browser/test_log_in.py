"""The door: reachable, usable, closed to whoever has no key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.office import LOG_IN
from tests.browser.watch import grave_barriers, keep_picture, too_wide


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_door_has_no_barrier(open_page: Callable[..., Page], screenshots: Path, phone: bool, dark: bool) -> None:
    page = open_page(phone=phone, dark=dark)
    answer = page.goto(LOG_IN)
    assert answer is not None
    assert answer.status == 200
    keep_picture(page, screenshots, ["log-in", "390" if phone else "1440", "dark" if dark else "light"])
    assert grave_barriers(page) == []
    assert too_wide(page) == ""


def test_a_wrong_password_opens_nothing_and_says_so(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(LOG_IN)
    page.fill("input[name=username]", "nobody-at-all")
    page.fill("input[name=password]", "not the password")
    page.press("input[name=password]", "Enter")
    expect(page.locator("[role=alert], .errorlist, .alert").first).to_be_visible()
    assert LOG_IN in page.url


def test_an_inner_page_sends_a_stranger_to_the_door(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/")
    assert LOG_IN in page.url


def test_the_door_speaks_vietnamese_first_and_english_one_click_away(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(LOG_IN)
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.locator("button[name=language][value=en]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
