"""The programme of the year in a browser: the board, a figure that opens its list, a report with evidence, a change that keeps the old."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_leader_reads_a_figure_and_a_unit_answers_its_reminder(open_page: Callable[..., Page]) -> None:
    leader = open_page(role="leader")
    leader.goto("/chuong-trinh/")
    expect(leader.get_by_role("heading", level=1)).to_contain_text("Nâng cao chất lượng đội ngũ")
    expect(leader.locator("main table tbody")).to_contain_text("Khó đạt")
    leader.get_by_role("link", name="Lý luận chính trị trung cấp trở lên").first.click()
    expect(leader.locator("svg.glide")).to_contain_text("dự báo")
    expect(leader.locator("main")).to_contain_text("≥ 30 %")
    leader.locator("dd a.link").click()
    expect(leader.locator("main")).to_contain_text("639 dòng hồ sơ")

    head = open_page(role="unit_head")
    head.goto("/chuong-trinh/")
    waiting = head.locator("section", has=head.get_by_role("heading", name="Đơn vị được nhắc"))
    waiting.get_by_role("link").first.click()
    head.get_by_text("Báo cáo kết quả", exact=True).click()
    head.get_by_label("Giá trị").fill("51")
    head.get_by_label("Minh chứng", exact=True).fill("Danh sách trường, công văn 12")
    head.get_by_role("button", name="Gửi báo cáo").click()
    expect(head.locator("main")).to_contain_text("Đã ghi báo cáo")
    expect(head.locator("#bao-cao table")).to_contain_text("Danh sách trường, công văn 12")


def test_the_personnel_office_changes_a_target_and_downloads_the_report(open_page: Callable[..., Page]) -> None:
    clerk = open_page(role="personnel")
    clerk.goto("/chuong-trinh/don-vi/")
    clerk.get_by_role("link", name="Nữ lãnh đạo, quản lý đạt 45 %").click()
    clerk.get_by_role("link", name="Sửa chỉ tiêu").click()
    clerk.get_by_label("Giá trị phải đạt").fill("46")
    clerk.get_by_label("Lý do sửa").fill("Theo kế hoạch mới")
    clerk.get_by_role("button", name="Ghi bản sửa").click()
    expect(clerk.locator("main")).to_contain_text("lý do: Theo kế hoạch mới")
    expect(clerk.locator("main")).to_contain_text("≥ 45 %")
    clerk.goto("/chuong-trinh/")
    with clerk.expect_download() as file:
        clerk.locator("a[download]", has_text="Word").click()
    assert file.value.suggested_filename.startswith("chuong-trinh-2020")
