"""A secret vote in the browser: five take their slips under their names, cast them under none, and find their receipts."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.office import ROLES
from tests.browser.watch import grave_barriers, too_wide

SLOW = 60_000
WORDS = ("hạ long tháng mười", "bái tử long chiều")


def marked_and_cast(page: Page, mark: int) -> str:
    """The same mark for everybody on the ballot; answers with the receipt."""
    for line in page.locator("fieldset.ballot-line").all():
        line.locator("input").nth(mark).check()
    page.get_by_role("button", name="Bỏ phiếu", exact=True).click()
    expect(page.locator("[data-done]")).to_be_visible(timeout=SLOW)
    return page.locator("[data-receipt]").inner_text()


def test_five_vote_in_secret_and_find_their_receipts(
    open_context: Callable[..., BrowserContext], open_page: Callable[..., Page], tmp_path: Path
) -> None:
    voters = {role: open_page(role=role) for role in ROLES}
    for role, page in voters.items():
        page.goto("/phieu-cua-toi/")
        page.locator("main a[data-row]", has_text="Lấy phiếu tín nhiệm").click()
        page.get_by_role("button", name="Nhận phiếu").click()
        expect(page.locator("[data-kept]")).to_be_visible(timeout=SLOW)
        if role == "official":
            with page.expect_download() as file:
                page.get_by_role("link", name="Lưu tệp phiếu").click()
            file.value.save_as(tmp_path / "phieu.json")
            assert grave_barriers(page) == []
    officer = voters["personnel"]
    officer.goto("/bo-phieu/")
    officer.locator("main a[data-row]", has_text="Lấy phiếu tín nhiệm").click()
    officer.get_by_role("button", name="Khóa danh sách, mở hòm phiếu").click()
    vote, box = officer.url, officer.locator(".ballot-address").get_attribute("href") or ""

    receipts = []
    for number, (role, page) in enumerate(voters.items()):
        if role == "official":  # on another machine, with the file and without a log-in
            page = open_page(phone=True, dark=True)
            page.goto(box)
            assert too_wide(page) == ""
            assert grave_barriers(page) == []
            page.locator("[data-slip-file]").set_input_files(tmp_path / "phieu.json")
        else:
            page.goto(box)
        receipts.append(marked_and_cast(page, 2 if number == 0 else 0))
    assert len(set(receipts)) == 5
    assert all(re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", r) for r in receipts)

    officer.goto(vote)
    for number, word in enumerate(WORDS, 1):
        officer.locator(f"#khoa-{number}").fill(word)
    officer.locator("#bien-ban").fill("01/BB ngày 10/12/2020")
    officer.get_by_role("button", name="Mở hòm và kiểm phiếu").click()
    expect(officer.locator("main")).to_contain_text("thu về 5 · hợp lệ 5", timeout=SLOW)
    expect(officer.locator("tbody tr").first).to_contain_text(re.compile(r"4\s+80,0 %.*1\s+20,0 %", re.DOTALL))
    outside = open_context().new_page()
    outside.goto(box)
    shown = outside.locator(".ballot-receipts").inner_text()
    assert all(r in shown for r in receipts)
    assert outside.context.cookies() == []
