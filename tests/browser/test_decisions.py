"""A decision in a browser: read as a page, signed by the leader, seen by the clerk; clocks and procedures open."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_submitted_decision_is_signed_and_stands_with_its_number(open_page: Callable[..., Page]) -> None:
    leader = open_page(role="leader")
    leader.goto("/quyet-dinh/?loc=cho-ky")
    rows = leader.locator("main table tbody tr")
    expect(rows).not_to_have_count(0)
    rows.first.locator("a[data-row]").click()
    paper = leader.locator("article.dpaper")
    expect(paper).to_contain_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    expect(paper).to_contain_text("Điều 3.")
    address = re.sub(r"^.*//[^/]+", "", leader.url)
    leader.get_by_role("button", name="Ký ban hành").click()
    expect(leader.locator("main")).to_contain_text("Đã ký, chờ hiệu lực")
    expect(leader.locator("article.dpaper")).to_contain_text(re.compile(r"Số: \d+/QĐ-UBND"))

    clerk = open_page(role="personnel")
    clerk.goto(address)
    expect(clerk.get_by_role("heading", name="Bàn giao")).to_be_visible()
    with clerk.expect_download() as file:
        clerk.locator("a[download]", has_text="PDF").first.click()
    assert file.value.suggested_filename.endswith(".pdf")
    clerk.get_by_role("button", name="Chưa").first.click()
    expect(clerk.get_by_role("button", name="Xong").first).to_be_visible()


def test_clocks_lead_to_a_procedure_that_tells_its_steps(open_page: Callable[..., Page]) -> None:
    clerk = open_page(role="personnel")
    clerk.goto("/den-han/")
    clerk.locator("#thoi-han").get_by_role("link", name="Mở quy trình").first.click()
    clerk.get_by_role("button", name="Mở quy trình").click()
    expect(clerk.locator("li.procedure-step").first).to_be_visible()
    expect(clerk.get_by_role("button", name="Ghi bước này")).to_have_count(1)
