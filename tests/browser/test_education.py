"""Education in a browser: an official reflects for one reader, the head confirms, the personnel office renews a form after looking at it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_reflection_goes_to_its_reader_and_the_review_is_seen(open_page: Callable[..., Page]) -> None:
    official = open_page(role="official")
    official.goto("/giao-duc/cua-toi/")
    official.get_by_role("link", name="Viết thu hoạch").first.click()
    official.get_by_label("Điều tôi nhận ra").fill("Nghe dân trước khi nói")
    official.get_by_label("Liên hệ với việc của tôi").fill("Tiếp dân vào buổi sáng")
    official.get_by_label("Người đọc").select_option(index=1)
    official.get_by_role("button", name="Gửi người đọc").click()
    expect(official.locator("main")).to_contain_text("Đã gửi bài thu hoạch")
    official.get_by_role("link", name="Xem", exact=True).click()
    official.get_by_label("Ý kiến của tôi").fill("Tôi nhất trí")
    official.get_by_role("button", name="Tôi đã xem").click()
    expect(official.locator("main")).to_contain_text("Tôi nhất trí")


def test_a_head_confirms_what_waits(open_page: Callable[..., Page]) -> None:
    head = open_page(role="unit_head")
    head.goto("/giao-duc/")
    head.get_by_role("link", name="về nêu gương").click()
    head.locator("tr", has_text="Chờ xác nhận").first.get_by_role("link", name="Đọc").click()
    head.get_by_role("button", name="Xác nhận").click()
    expect(head.locator("main")).to_contain_text("Đã xác nhận")


def test_a_form_is_renewed_without_code(open_page: Callable[..., Page]) -> None:
    clerk = open_page(role="personnel")
    clerk.goto("/giao-duc/mau/thu-hoach/")
    clerk.get_by_label("Tên trường").nth(3).fill("Một việc tôi đề nghị")
    clerk.get_by_label("Kiểu").nth(3).select_option("choice")
    clerk.get_by_label("Các lựa chọn").nth(3).fill("Với đơn vị; Với thành phố")
    clerk.get_by_role("button", name="Xem trước").click()
    expect(clerk.locator("#xem-truoc")).to_contain_text("Một việc tôi đề nghị")
    clerk.get_by_role("button", name="Lưu thành bản mới").click()
    expect(clerk.locator("main")).to_contain_text("Đã ra bản 2")
