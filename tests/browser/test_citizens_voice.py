"""A citizen's ten seconds on a phone, with a script and without; a sealed report, its answer read by the receipt."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import PHONE
from tests.browser.office import Office
from tests.browser.watch import grave_barriers, too_wide

SLOW = 60_000
WORD = "gió ngoài cửa Ông"


def well_made(page: Page) -> None:
    assert too_wide(page) == ""
    assert grave_barriers(page) == []


def test_ten_seconds_at_a_desk_and_a_sealed_report_with_its_answer(
    browser: Browser, office: Office, open_page: Callable[..., Page]
) -> None:
    officer = open_page(role="personnel")
    officer.goto("/gop-y/quay/")
    officer.locator("main a[data-row]", has_text="Quầy số 1").click()
    address = officer.locator(".ballot-address").get_attribute("href") or ""
    assert re.search(r"/cong-dan/q/[\w-]{22}/$", address)

    bare = browser.new_context(base_url=office.url, viewport=PHONE, locale="vi-VN", java_script_enabled=False)
    bare.set_default_timeout(SLOW)
    plain = bare.new_page()
    plain.goto(address)
    plain.get_by_text("Hài lòng", exact=True).click()
    plain.get_by_role("button", name="Gửi đánh giá").click()
    expect(plain.locator("h1")).to_contain_text("Cảm ơn")
    assert bare.cookies() == []

    phone = open_page(phone=True, dark=True)
    phone.goto(address)
    well_made(phone)
    phone.get_by_text("English", exact=True).click()
    expect(phone.locator("h1")).to_have_text("How were you served?")
    phone.get_by_text("Not satisfied at all", exact=True).click()
    phone.locator("summary").click()
    phone.get_by_label("Case number").fill("000.21.H49-0007")
    phone.locator("#y-kien").fill("The queue number was never called.")
    phone.get_by_label("I agree that the office keeps and reads this comment.").check()
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("h1")).to_contain_text("Thank you")
    officer.goto("/gop-y/y-kien/")
    line = officer.locator("tbody tr", has_text="The queue number was never called.").first
    expect(line).to_contain_text("Quầy số 1")
    expect(line.locator("td").last).to_have_text("có")

    plain.goto("/cong-dan/tin-bao/")
    plain.get_by_label("Nội dung").fill("Tôi bị đòi một phong bì ở bãi xe.")
    plain.get_by_label("Tôi đồng ý cho người có trách nhiệm nhận và đọc tin báo này.").check()
    plain.get_by_role("button", name="Niêm kín và gửi").click()
    receipt = plain.locator("[data-receipt]").inner_text()
    assert re.fullmatch(r"([A-Z2-9]{4}-){5}[A-Z2-9]{4}", receipt)

    inspector = open_page(role="inspector", alone=True)
    inspector.goto("/gop-y/hom-thu/")
    inspector.get_by_label("Từ khóa", exact=True).fill(WORD)
    inspector.get_by_role("button", name="Mở khóa").click()
    expect(inspector.get_by_role("button", name="Khóa lại")).to_be_visible(timeout=SLOW)
    for link in [a.get_attribute("href") or "" for a in inspector.locator("main a[data-row]").all()]:
        inspector.goto(link)
        if inspector.get_by_text("một phong bì ở bãi xe").count():
            break
    well_made(inspector)
    inspector.locator("#sang").select_option(label="Đã thụ lý")
    inspector.get_by_label("Lời gửi người báo").fill("Chúng tôi đang xem. Ông/bà nhớ ngày nào?")
    inspector.get_by_role("button", name="Chuyển", exact=True).click()
    expect(inspector.locator("h1")).to_contain_text("Đã thụ lý", timeout=SLOW)

    phone.goto("/cong-dan/tra-loi/")
    phone.get_by_label("Mã biên nhận").fill(receipt.lower())
    phone.get_by_role("button", name="Đọc trả lời").click()
    expect(phone.locator(".citizen-thread")).to_contain_text("Ông/bà nhớ ngày nào?", timeout=SLOW)
    well_made(phone)
    phone.get_by_label("Viết thêm").fill("Ngày mồng hai.")
    phone.get_by_role("button", name="Niêm kín và gửi thêm").click()
    expect(phone.locator(".citizen-thread li")).to_have_count(3, timeout=SLOW)
    assert phone.context.cookies() == []
    bare.close()
