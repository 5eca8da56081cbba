"""The year of a title in the browser: registered, proposed with the counter beside it, voted on, decided, in the record."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.browser.watch import grave_barriers, too_wide

SLOW = 60_000


def test_from_registration_to_decision(open_page: Callable[..., Page]) -> None:
    officer, leader = open_page(role="personnel", alone=True), open_page(role="leader", alone=True)
    for page in (officer, leader):
        page.goto("/?ngay=20/12/2021")
    officer.goto("/thi-dua/dot/")
    officer.locator("#nam-moi").fill("2021")
    officer.get_by_role("button", name="Mở đợt").click()
    address = officer.url
    officer.get_by_role("link", name="Ghi đăng ký", exact=True).click()
    unit = officer.locator("#don-vi").input_value()
    choices = officer.locator("form.title-form select")
    for n in range(3):
        choices.nth(n).select_option("advanced")
    officer.get_by_role("button", name="Ghi đăng ký").click()
    expect(officer.locator("main")).to_contain_text("3 dòng thay đổi", timeout=SLOW)
    officer.goto(address)
    officer.get_by_role("button", name="Khóa đăng ký, nhận đề nghị").click()

    officer.goto(f"{address}de-nghi/?danh-hieu=advanced&don-vi={unit}")
    boxes = officer.locator("input[name=nguoi]")
    for n in range(2):
        boxes.nth(n).check()
    expect(officer.locator("#bo-dem")).to_contain_text("trên 2 người đạt lao động tiên tiến", timeout=SLOW)
    officer.get_by_label("Tập thể đã họp").check()
    assert grave_barriers(officer) == []
    officer.get_by_role("button", name="Đề nghị những người đã chọn").click()
    expect(officer.locator("main")).to_contain_text("Đã đề nghị 2 người", timeout=SLOW)
    officer.get_by_role("button", name="Nhận hồ sơ, đưa ra hội đồng").click()

    officer.get_by_role("link", name="Ghi biểu quyết").click()
    for field, text in (("number", "01/BB"), ("chair", "Chủ tịch hội đồng"), ("secretary", "Thư ký hội đồng"), ("members", "A\nB\nC\nD\nE"), ("present", "5")):  # fmt: skip
        officer.locator(f"#id_{field}").fill(text)
    votes = officer.locator("input.title-votes")
    for n, number in enumerate(("5", "0", "2", "3")):
        votes.nth(n).fill(number)
    assert grave_barriers(officer) == []
    officer.get_by_role("button", name="Ghi biên bản và kết quả").click()
    expect(officer.locator("main")).to_contain_text("thông qua 1 · không thông qua 1", timeout=SLOW)
    officer.get_by_role("button", name="Trình cấp quyết định").click()
    expect(officer.locator("h1")).to_contain_text("Đã trình", timeout=SLOW)

    leader.goto(address)
    leader.locator("#id_decision").fill("99/QĐ-UBND")
    leader.locator("#id_authority").fill("Chủ tịch UBND thành phố")
    leader.get_by_role("button", name="Quyết định, ghi vào hồ sơ").click()
    expect(leader.locator("main")).to_contain_text("Đã ghi 1 danh hiệu vào hồ sơ", timeout=SLOW)
    leader.locator("tbody tr", has_text="Đã tặng").locator("a[data-row]").click()
    expect(leader.locator("main")).to_contain_text(re.compile("99/QĐ-UBND"))
    expect(leader.locator("main")).to_contain_text("Lao động tiên tiến (danh hiệu)")

    phone = open_page(phone=True, dark=True, role="personnel")
    for path in (address, "/thi-dua/dot/"):
        phone.goto(path)
        assert too_wide(phone) == ""
        assert grave_barriers(phone) == []
