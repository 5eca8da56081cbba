"""The day of training: a wish, a request, a small plan solved and approved, a class from it to a record."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.browser.watch import grave_barriers, too_wide

SOLVED = 90_000
"""Milliseconds for what the worker solves, on a loaded machine."""


def test_a_year_of_training_from_a_wish_to_a_record(open_page: Callable[..., Page]) -> None:
    official = open_page(role="official", alone=True)
    official.goto("/dao-tao/cua-toi/nguyen-vong/")
    official.get_by_label("Học gì").select_option("P1")
    official.get_by_label("Mức cần đạt").select_option("3")
    official.get_by_label("Vì sao").fill("Được giao soạn đề án")
    official.get_by_role("button", name="Ghi nguyện vọng").click()
    expect(official.locator("main")).to_contain_text("Được giao soạn đề án")

    officer = open_page(role="personnel", alone=True)
    officer.goto("/dao-tao/ke-hoach/lap/")
    officer.get_by_label("Tên kế hoạch").fill("Kế hoạch bổ sung")
    officer.get_by_label("Ngân sách (đồng)").fill("60.000.000")
    officer.get_by_label("Chỉ xét các khóa").select_option(["QLNN-CV", "LD-PHONG"])
    officer.get_by_role("button", name="Lập kế hoạch").click()
    expect(officer.get_by_role("heading", name="Kế hoạch nói gì")).to_be_visible(timeout=SOLVED)
    expect(officer.get_by_role("heading", name="Đã chứng minh là tốt nhất")).to_be_visible()
    plan = officer.url
    officer.get_by_role("button", name="Trình duyệt").click()
    expect(officer.locator("main")).to_contain_text("Đã trình kế hoạch")

    leader = open_page(role="leader", alone=True)
    leader.goto(plan)
    leader.get_by_role("button", name="Phê duyệt kế hoạch").click()
    expect(leader.locator("main")).to_contain_text("Đã phê duyệt kế hoạch")

    number = re.search(r"/(\d+)/$", plan)
    assert number is not None
    officer.goto(f"{plan}?muc=nguoi")
    going = officer.locator("main tbody tr").first
    title = going.locator("td").nth(1).inner_text().split("\n")[0]
    officer.goto("/dao-tao/danh-muc/")
    course = officer.get_by_role("link", name=title, exact=True).get_attribute("href")
    assert course is not None
    officer.goto(f"/dao-tao/lop/moi/?ke-hoach={number[1]}&khoa={course.rstrip('/').rsplit('/', 1)[1]}")
    officer.get_by_label("Tên lớp").fill("Lớp của ngày hôm nay")
    officer.get_by_label("Khai giảng").fill("01/12/2020")
    officer.get_by_label("Bế giảng").fill("09/12/2020")
    officer.get_by_role("button", name="Ghi lớp").click()
    expect(officer.locator("main")).to_contain_text("người vào danh sách lớp")
    officer.get_by_role("button", name="Khai giảng").click()
    assert grave_barriers(officer, but=["color-contrast"]) == []
    learner = officer.locator("main tbody tr").first.get_by_role("link").first
    name, record = learner.inner_text(), learner.get_attribute("href")
    officer.get_by_role("link", name=f"Ghi kết quả {name}").first.click()
    officer.get_by_label("Kết quả").select_option("passed")
    officer.get_by_label("Số chứng chỉ").fill("CC-2020-1")
    officer.get_by_label("Ngày cấp").fill("09/12/2020")
    officer.get_by_role("button", name="Ghi kết quả").click()
    expect(officer.locator("main")).to_contain_text("CC-2020-1")
    officer.goto(str(record))
    expect(officer.locator("main")).to_contain_text("Lớp của ngày hôm nay")


def test_the_year_2020_says_the_interviews_figures(open_page: Callable[..., Page]) -> None:
    page = open_page(role="leader", phone=True)
    page.goto("/dao-tao/nam/?nam=2020")
    text = page.locator("main table").inner_text()
    for figure in ("7", "80", "182", "158", "262", "278", "580.000.000"):
        assert re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", text), figure
    assert not too_wide(page)
    page.get_by_role("link", name="580.000.000").click()
    expect(page.locator("main")).to_contain_text("Số liệu: 580.000.000")
