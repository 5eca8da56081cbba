"""A case from opening to lifting in the browser: asked, heard, voted on, signed, lifted by its day, annulled on appeal."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.browser.watch import grave_barriers, too_wide


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name={name}]:visible").first.fill(value)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def test_a_case_from_opening_to_lifting(open_page: Callable[..., Page]) -> None:
    officer, leader = open_page(role="personnel"), open_page(role="leader", alone=True)
    officer.goto("/ky-cuong/")
    link = officer.locator("main tr", has_text="Vắng mặt không báo").locator("a[data-row]")
    name = link.inner_text()
    link.click()
    record = officer.get_by_role("link", name="Hồ sơ", exact=True).get_attribute("href") or ""
    person = record.strip("/").split("/")[-1]
    officer.goto("/can-bo/")
    links = officer.locator("main a[href^='/can-bo/CB']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    ids = [i for i in dict.fromkeys(re.findall(r"CB\d+", " ".join(links))) if i != person][:3]

    officer.goto(f"/ky-cuong/lap/?cb={person}")
    fill(officer, act="Trả kết quả sai hẹn.", happened="01/10/2020", found="05/10/2020", opened="06/10/2020")
    press(officer, "Mở vụ việc")
    expect(officer.locator("h1")).to_contain_text(name)
    case = officer.url
    fill(officer, day="07/10/2020", explain_by="14/10/2020", paper="01/TB-PNV")
    press(officer, "Ghi bước này")
    fill(officer, day="12/10/2020", explanation="Tôi hẹn nhầm vì mất điện.")
    officer.locator("main [name=heard]").select_option("co")
    press(officer, "Ghi bước này")
    fill(officer, day="20/10/2020", meeting_at="8 giờ, phòng họp số 2", m1=ids[0], m2=ids[1], m3=ids[2])
    press(officer, "Ghi bước này")
    fill(officer, day="28/10/2020", note="Nhận việc hẹn nhầm.", present="3", v_reprimand="2", v_none="1")
    officer.locator("main [name=heard]").select_option("co")
    press(officer, "Ghi bước này")
    expect(officer.locator("main")).to_contain_text("Chờ người có thẩm quyền ký")
    assert grave_barriers(officer) == []

    leader.goto(case)
    leader.locator("main [name=form]").select_option("reprimand")
    fill(leader, signed="10/11/2020", effective="10/11/2020")
    press(leader, "Ký ban hành")
    expect(leader.locator("main")).to_contain_text("tự hết từ 10/11/2021")
    with leader.expect_download() as paper:
        leader.locator("a[href*='giay/discipline/pdf']").click()
    assert paper.value.suggested_filename.endswith(".pdf")
    leader.goto("/ky-cuong/?ngay=09/11/2021")
    row = leader.locator("main tr", has_text="Trả kết quả sai hẹn")
    expect(row).to_contain_text("Đang có hệ quả")
    leader.goto("/ky-cuong/?ngay=10/11/2021")
    expect(row).to_contain_text("Đã hết hệ quả")

    officer.goto(case)
    officer.get_by_text("Ghi khiếu nại").first.click()
    fill(officer, day="20/11/2020", grounds="Xin xem lại.")
    press(officer, "Ghi khiếu nại")
    officer.get_by_text("Ghi kết quả giải quyết").first.click()
    officer.locator("main [name=outcome]").select_option("annulled")
    fill(officer, day="01/12/2020", paper="10/QĐ-UBND", words="Mất điện có biên bản.")
    press(officer, "Ghi kết quả")
    expect(officer.locator("main")).to_contain_text("Hồ sơ không còn ghi kỷ luật này")


def test_signs_and_the_own_page_on_a_phone(open_page: Callable[..., Page]) -> None:
    inspector = open_page(role="inspector", phone=True, dark=True)
    inspector.goto("/ky-cuong/dau-hieu/")
    expect(inspector.locator("main")).to_contain_text("Đây là câu hỏi, không phải kết luận")
    assert too_wide(inspector) == ""
    assert grave_barriers(inspector) == []
    own = open_page(role="official", phone=True)
    own.goto("/ky-cuong-cua-toi/")
    expect(own.locator("main")).to_contain_text("Em ruột của tôi là người nộp hồ sơ")
    assert too_wide(own) == ""
    assert grave_barriers(own) == []
