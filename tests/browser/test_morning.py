"""The morning in a browser: an official puts the guide away by keyboard and goes to what waits; the calendar's address is read back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_an_official_starts_the_day_by_keyboard_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(role="official", phone=True)
    page.goto("/?huong-dan")
    guide = page.get_by_role("region", name="Lần đầu vào văn phòng")
    expect(guide.get_by_role("listitem")).to_have_count(5)
    guide.get_by_role("button", name="Đã rõ").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Lần đầu vào văn phòng")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Vị trí của tôi")
    waiting = page.get_by_role("region", name="Chờ anh/chị trả lời").get_by_role("link", name="phiếu năng lực chờ")
    waiting.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/nang-luc/phieu/")


def test_a_leader_makes_a_calendar_and_revokes_it(open_page: Callable[..., Page]) -> None:
    page = open_page(role="leader")
    page.goto("/")
    expect(page.locator(".five")).to_contain_text("Chờ tôi ký")
    page.goto("/viec-can-lam/thu-va-lich/")
    page.get_by_role("button", name="Tạo địa chỉ").click()
    address = page.get_by_label("Địa chỉ lịch", exact=True).input_value()
    read = page.request.get(address)
    assert read.status == 200
    assert "BEGIN:VEVENT" in read.text()
    page.get_by_role("button", name="Bỏ địa chỉ này").click()
    expect(page.locator("main")).to_contain_text("Địa chỉ lịch đã bỏ")
    assert page.request.get(address).status == 404
