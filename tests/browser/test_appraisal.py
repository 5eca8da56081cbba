"""A month and a year as people live them: the official writes, the leader confirms and proposes, the personnel office puts it on record."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.browser.watch import grave_barriers, too_wide

MONTH = "Tháng 9/2020"
"""A month of the demo's year that nobody has written yet."""


def fits(page: Page) -> None:
    """The page has no grave barrier and does not scroll sideways."""
    assert grave_barriers(page) == []
    assert not too_wide(page)


def write_month(page: Page) -> str:
    """The official tells of work nobody assigned, and sends the month from a phone; the address of the sheet."""
    page.goto("/ho-so-cua-toi/danh-gia/")
    page.get_by_role("link", name=MONTH).click()
    sheet = page.url
    page.get_by_role("link", name=re.compile("Thêm việc chưa được giao")).click()
    page.get_by_label("Nội dung").fill("Trực tiếp dân ngày bão")
    page.get_by_label("Ngày làm, hoặc hạn").fill("15/9/2020")
    page.get_by_role("button", name="Ghi thêm việc").click()
    expect(page.get_by_role("link", name="Trực tiếp dân ngày bão")).to_be_visible()
    page.get_by_label("Ưu điểm").fill("Có mặt đủ ca trực")
    fits(page)
    page.get_by_role("button", name="Gửi trưởng đơn vị").click()
    expect(page.locator("h1 .tag")).to_have_text("Chờ xác nhận")
    return sheet


def propose(page: Page, address: str) -> None:
    """The leader mends what the months do not tell, sees the level of the rules, and proposes it."""
    page.goto(address)
    figures = page.locator("details", has=page.locator("[name=months_worked]"))
    if figures.get_attribute("open") is None:  # folded away where the year has its figures
        figures.locator("summary").first.click()
    for name, value in {
        "months_worked": "12",
        "tasks_done": "100",
        "tasks_exceeded": "20",
        "tasks_short": "0",
        "months_on_leave": "0",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    for name, value in {"conduct_good": "co", "disciplined_in_year": "khong"}.items():
        page.locator(f"[name={name}]").select_option(value)
    page.get_by_role("button", name="Ghi số liệu").click()
    expect(page.locator(".appr-levels > div").first).to_contain_text("Hoàn thành tốt nhiệm vụ")
    page.locator("#de-nghi-muc").select_option("good")
    page.get_by_role("button", name="Đề nghị", exact=True).click()
    expect(page.locator("h1 .tag")).to_have_text("Đã đề nghị mức")
    fits(page)


def test_a_month_is_confirmed_and_the_year_is_on_record(open_page: Callable[..., Page]) -> None:
    official, leader, personnel = (
        open_page(role="official", phone=True),
        open_page(role="leader"),
        open_page(role="personnel"),
    )
    sheet = write_month(official)
    leader.goto(sheet)
    fits(leader)
    leader.get_by_role("button", name="Xác nhận", exact=True).click()
    expect(leader.locator("h1 .tag")).to_have_text("Đã xác nhận")
    person = re.search(r"/phieu/([^/]+)/", sheet)
    assert person is not None
    year = f"/danh-gia/nam/{person[1]}/2020/"
    propose(leader, year)
    personnel.goto(year)
    personnel.locator("#quyet-dinh-so").fill("88/QĐ-UBND")
    personnel.locator("#quyet-dinh-nguoi-ky").fill("Người ký thử")
    personnel.get_by_role("button", name="Ghi vào hồ sơ").click()
    expect(personnel.locator("h1 .tag")).to_have_text("Đã quyết định")
    official.goto(year)
    expect(official.get_by_text("88/QĐ-UBND").first).to_be_visible()
    fits(official)
    personnel.goto(f"/can-bo/{person[1]}/lich-su/")
    expect(personnel.get_by_text("88/QĐ-UBND").first).to_be_visible()
