"""The reports room in a browser: a figure, its list, the decision behind it; a form as printed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_leader_goes_from_the_figure_to_the_decision_and_takes_a_form_away(
    open_page: Callable[..., Page],
) -> None:
    leader = open_page(role="leader")
    leader.goto("/bao-cao/")
    expect(leader.locator("main")).to_contain_text("Tổng số hiện có 2.380 người")
    expect(leader.locator("main")).to_contain_text("chưa ghi trình độ 6 (0,3 %)")
    leader.locator('a[href*="so=degree.master"]').click()
    expect(leader.locator("main")).to_contain_text("Số liệu: 115; 115 dòng hồ sơ đứng sau.")
    entry = leader.locator("main tbody tr").first
    entry.locator("summary").click()
    expect(entry).to_contain_text("Quá trình")
    expect(entry).to_contain_text("Trình độ chuyên môn: Thạc sĩ")
    expect(entry).to_contain_text("Căn cứ:")

    leader.goto("/bao-cao/bm01/")
    leader.get_by_label("Biểu", exact=True).select_option("bm01-vc")
    leader.get_by_role("button", name="Xem").click()
    expect(leader.get_by_role("heading", level=1)).to_contain_text("viên chức")
    with leader.expect_download() as file:
        leader.locator("a[download]", has_text="PDF").click()
    assert file.value.suggested_filename == "bm01-vc-2020-12-10.pdf"
