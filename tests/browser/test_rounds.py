"""From proposal to decision in the browser: a round is changed by hand and taken on; a team is put together; a reorganisation is played through."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.browser.test_keyboard import tab_to
from tests.browser.watch import grave_barriers

SOLVED = 90_000
"""Milliseconds for what is solved in the background, on a loaded machine."""


def open_small_round(page: Page) -> None:
    """A round of one division, so that nobody waits long; its page is shown when it is done."""
    page.goto("/bo-tri/lap/")
    page.locator("details.kind", has=page.locator("input[value='P-NV']")).locator("summary").click()
    page.locator("input[name=units][value='P-NV']").check()
    page.locator("input[name=name]").fill("Thử trong phòng")
    page.get_by_role("button", name="Chạy phương án").click()
    expect(page.locator(".gates .is-here")).to_have_text("Dự thảo", timeout=SOLVED)


def test_a_round_is_changed_by_hand_and_taken_on(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    open_small_round(page)
    address = re.sub(r"\?.*", "", page.url)
    page.goto(f"{address}thu/?a=P-NV")
    tab_to(
        page, ".chip-person a"
    )  # without a mouse: who, then what; the result is read out and the focus stays with the person
    person = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    tab_to(page, ".chip-person button[value='to']")
    page.keyboard.press("Enter")
    expect(page.locator("#thu-noi")).to_contain_text(f"{person} về", timeout=SOLVED)
    assert page.evaluate("document.activeElement.innerText") == person, "the focus is lost with the change"
    expect(page.locator(".hand-steps li b")).to_have_count(1)
    assert grave_barriers(page) == []
    page.goto(address)
    page.locator(".gate-pop summary").click()
    expect(page.locator(".gate-sheet .note-warning")).to_contain_text("chưa ghi lý do")
    page.goto(f"{address}thu/")
    tab_to(page, ".hand-form input[name='ly-do']")
    page.keyboard.type("Đang làm dở việc lớn")
    page.keyboard.press("Enter")
    expect(page.locator("#thu-noi")).to_contain_text("Đã ghi lý do.")
    expect(page.locator(".hand-reason")).to_have_text("Đang làm dở việc lớn")
    page.goto(address)
    page.locator(".gate-pop summary").click()
    page.get_by_role("button", name="Chuyển sang: Lấy ý kiến").click()
    expect(page.locator(".gates .is-here")).to_have_text("Lấy ý kiến")


def test_a_card_dropped_on_a_seat_moves_the_meters(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto("/bo-tri/tap-the/")
    page.locator("select[name='don-vi']").select_option("P-NV")
    page.get_by_role("button", name="Mở bảng").click()
    head = page.locator(".try-seat").first
    sat = head.locator(".chip-person").inner_text()
    card = page.locator(".cands li[draggable]").first
    name = card.locator("a[data-card]").inner_text()
    card.drag_to(head)
    expect(page.locator(".try-seat").first.locator(".chip-person")).to_have_text(name)
    assert name != sat
    expect(page.locator(".meter")).to_have_count(10)
    assert grave_barriers(page) == []


def test_the_reorganisation_of_july_2025_is_played_through(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto("/bo-tri/sap-xep/")
    page.locator("button[value='cam-pha-2025']").click()
    page.get_by_role("button", name="Bố trí thử", exact=True).click()
    expect(page.get_by_text("43 đơn vị kết thúc, 41 đơn vị mới")).to_be_visible(timeout=2 * SOLVED)
    assert grave_barriers(page) == []
    unit = page.request.get("/to-chuc/M-06778/")
    assert unit.status == 404, "the ward of the draft is nowhere before the commit"
    page.locator("input[name='so']#so-nq").fill("NQ 1679/NQ-UBTVQH15")
    page.locator("#ngay-ky").fill("16/06/2025")
    page.get_by_role("button", name="Ghi, có hiệu lực từ").click()
    expect(page.get_by_text("NQ 1679/NQ-UBTVQH15 ngày 16/06/2025")).to_be_visible(timeout=SOLVED)
    page.locator("#ly-do").fill("Chỉ thử")
    page.get_by_role("button", name="Hoàn tác cả đợt").click()
    expect(page.get_by_role("button", name="Hoàn tác cả đợt")).to_have_count(0, timeout=SOLVED)
    expect(page.locator(".page-head .asks")).to_contain_text("Đang soạn")
