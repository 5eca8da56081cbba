"""The log-in as its owner meets it: an authenticator app, a passkey of the browser, and the lock that keeps what was typed."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.office import LOG_IN, Office
from tests.browser.watch import Watch, grave_barriers, keep_picture, too_wide

NAME, PASSWORD = "giamsat", "dung-viec-2020"  # no other test logs in as the auditor
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


def code(secret: str) -> str:
    """The six digits of an authenticator app now (RFC 6238)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def enter(page: Page) -> None:
    page.goto(LOG_IN)
    page.fill("input[name=username]", NAME)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: not url.endswith(LOG_IN))


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    """A browser with an authenticator of its own; passkeys need a name, so the office is asked as «localhost»."""
    context = browser.new_context(
        base_url=office.url.replace("127.0.0.1", "localhost"), locale="vi-VN", reduced_motion="reduce"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def remove_all(page: Page) -> None:
    """Leave the account as it was found."""
    page.goto("/tai-khoan-cua-toi/")
    while (away := page.locator(".factors a", has_text="Gỡ")).count():
        away.first.click()
        page.locator("main .btn-danger").click()
        page.wait_for_url("**/tai-khoan-cua-toi/")


def test_an_app_a_passkey_and_the_lock(page: Page, screenshots: Path) -> None:
    watch = Watch(page)
    enter(page)
    try:
        page.goto("/tai-khoan-cua-toi/ung-dung/")
        expect(page.locator(".totp-code")).to_be_visible()
        page.fill("[name=code]", code(page.locator("#khoa-bi-mat").inner_text().strip()))
        page.get_by_role("button", name="Bật ứng dụng mã").click()
        expect(page.locator(".codes li")).to_have_count(10)
        page.goto("/tai-khoan-cua-toi/khoa/them/")
        page.fill("[name=name]", "máy thử")
        page.get_by_role("button", name="Tạo khóa").click()
        page.wait_for_url("**/tai-khoan-cua-toi/")
        expect(page.locator(".factors")).to_contain_text("máy thử")
        assert grave_barriers(page) == []

        page.context.clear_cookies()
        enter(page)  # the password alone leads to the second factor
        assert page.url.endswith("/dang-nhap/ma/")
        assert grave_barriers(page) == []
        keep_picture(page, screenshots, ["second-factor", "1440", "light"])
        page.get_by_role("button", name="Dùng khóa đăng nhập").click()
        page.wait_for_url(lambda url: "/dang-nhap/" not in url)

        the_lock_keeps_what_was_typed(page, screenshots)
    finally:
        remove_all(page)
    told = [
        t
        for t in watch.troubles
        if "asks another host" not in t and not t.startswith(("422 for /khoa-phien/", "423 for /khoa-phien/"))
    ]
    assert told == []


def the_lock_keeps_what_was_typed(page: Page, screenshots: Path) -> None:
    page.clock.install()
    page.goto("/so-ghi-viec/")
    page.fill("#ai", "đang gõ dở")
    lock: Any = page.locator("#phien-khoa")
    seconds = int(lock.get_attribute("data-seconds"))
    page.clock.fast_forward((seconds - 40) * 1000)
    page.clock.run_for(6_000)
    expect(page.locator("#phien-sap-khoa")).to_be_visible()
    page.clock.run_for(60_000)
    expect(lock).to_be_visible()
    expect(page.locator("main")).not_to_be_visible()
    assert grave_barriers(page) == []
    assert too_wide(page) == ""
    keep_picture(page, screenshots, ["lock", "1440", "light"])
    other = page.context.new_page()  # the server keeps the lock too, whatever the page says
    other.goto("/so-ghi-viec/")
    assert "/khoa-phien/" in other.url
    assert grave_barriers(other) == []
    other.close()
    page.fill("#khoa-mk", "sai")
    page.press("#khoa-mk", "Enter")
    expect(lock.locator("[data-fault]")).to_have_text("Mật khẩu chưa đúng.")
    page.fill("#khoa-mk", PASSWORD)
    page.press("#khoa-mk", "Enter")
    expect(lock).not_to_be_visible()
    expect(page.locator("#ai")).to_have_value("đang gõ dở")
    page.locator(".who").click()
    page.get_by_role("button", name="Khóa màn hình").click()
    expect(lock).to_be_visible()
    lock.get_by_role("button", name="Dùng khóa đăng nhập").click()
    expect(lock).not_to_be_visible()
    expect(page.locator("#ai")).to_have_value("đang gõ dở")
    page.get_by_role("button", name="Lọc", exact=True).click()
    page.wait_for_url("**/so-ghi-viec/?*")
