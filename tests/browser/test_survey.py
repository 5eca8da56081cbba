"""A survey of ability from its opening to the gap it shows, and back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.browser.watch import grave_barriers

NAME = "Khảo sát trong trình duyệt"
UNITS = ("P-VP", "P-GDDT")
"""Units of the demo's official and of the demo's head."""


def fill(page: Page, source: str, level: int) -> None:
    """Open the first own form of the round and answer every competency with one level."""
    page.goto("/nang-luc/phieu/")
    row = page.locator("tbody tr", has_text=NAME).filter(has_text=source).filter(has_text="chờ trả lời").first
    row.locator("a[data-row]").click()
    expect(page.locator(".level-choice").first).to_be_visible()
    for box in page.locator(f".level-choice input[value='{level}']").all():
        box.check()
    page.fill("#minh-chung", "Sổ việc của năm")
    assert grave_barriers(page) == []
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_text("Đã nhận phiếu")).to_be_visible()


def test_a_round_from_opening_to_the_gap_it_shows(open_page: Callable[..., Page]) -> None:
    keeper = open_page(role="personnel")
    keeper.goto("/nang-luc/dot/mo/")
    keeper.fill("#ten", NAME)
    keeper.fill("#den-ngay", "31/12/2020")
    keeper.locator("input[name=nguon][value=colleague]").uncheck()
    for unit in UNITS:
        keeper.locator(f"input[name=don-vi][value={unit}]").check()
    assert grave_barriers(keeper) == []
    keeper.get_by_role("button", name="Mở đợt, phát phiếu").click()
    expect(keeper.get_by_role("heading", level=1)).to_contain_text("phiếu đã về đến đâu?")
    place = keeper.url

    official = open_page(role="official")
    official.goto("/")
    expect(official.get_by_role("region", name="Chờ anh/chị trả lời")).to_contain_text(
        "phiếu năng lực chờ anh/chị trả lời"
    )
    fill(official, "Tự đánh giá", 4)
    fill(open_page(role="unit_head"), "Thủ trưởng", 1)

    keeper.goto(place)
    expect(keeper.locator("#h-units")).to_contain_text("2 trên")
    keeper.get_by_role("button", name="Khép đợt").click()
    expect(keeper.locator("#h-preview")).to_be_visible()
    keeper.get_by_role("button", name="Ghi vào hồ sơ").click()
    expect(keeper.get_by_text("Đã ghi vào hồ sơ thành một đợt")).to_be_visible()
    keeper.goto(f"/nang-luc/don-vi/{UNITS[1]}/")
    expect(keeper.locator(".heat-map tbody tr").first).to_contain_text("▼1/")
    keeper.goto(place)
    keeper.fill("#ly-do", "Chạy thử")
    keeper.get_by_role("button", name="Hoàn tác").click()
    expect(keeper.get_by_text("hồ sơ như trước khi ghi")).to_be_visible()
