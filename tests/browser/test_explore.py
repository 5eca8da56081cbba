"""Own cross-tables in a browser: asked and answered without a reload, listed, kept; on a phone; and without JavaScript."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect
from tests.browser.office import Office, log_in
from tests.browser.watch import grave_barriers, small_targets, too_wide

HOME = "/khao-sat-so-lieu/"


def test_a_leader_asks_keeps_and_follows_a_figure_to_its_people(open_page: Callable[..., Page]) -> None:
    leader = open_page(role="leader")
    leader.goto(HOME)
    title = leader.get_by_role("heading", level=1)
    expect(title).to_contain_text("«Đại học» nhiều nhất, 1.684/2.380 người")
    leader.get_by_label("Dòng", exact=True).select_option("unit_kind")
    expect(title).to_contain_text("Loại đơn vị")
    leader.get_by_label("So với ngày").fill("10/12/2018")
    leader.keyboard.press("Tab")
    expect(title).to_contain_text("từ 10/12/2018 đến 10/12/2020")
    assert "so-voi=10" in leader.url
    assert grave_barriers(leader) == []
    leader.get_by_text("Lưu câu hỏi này").click()
    leader.get_by_label("Tên").fill("Hai năm, theo loại đơn vị")
    leader.get_by_role("button", name="Lưu", exact=True).click()
    expect(leader.locator("main")).to_contain_text("Đã lưu câu hỏi «Hai năm, theo loại đơn vị».")
    leader.locator(".explore-all td a").last.click()
    expect(title).to_contain_text("Thành phố")
    leader.get_by_role("link", name="Mới vào ô này").click()
    expect(leader.locator("main tbody tr").first).to_contain_text("trước đó")


def test_a_finger_finds_everything_on_a_phone_in_the_dark(open_page: Callable[..., Page]) -> None:
    phone = open_page(role="leader", phone=True, dark=True)
    phone.goto(f"{HOME}?dong=degree&dong2=sex&cot=age&ti-le=all&loc1=leads&gt1=no&so-voi=")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Chỉ đếm: Lãnh đạo, quản lý: không.")
    assert (too_wide(phone), small_targets(phone)) == ("", [])
    assert grave_barriers(phone, only=["color-contrast"]) == []


def test_the_form_works_without_a_script(browser: Browser, office: Office) -> None:
    context = browser.new_context(base_url=office.url, java_script_enabled=False, storage_state=log_in(browser, office, "leader"))  # fmt: skip
    page = context.new_page()
    page.goto(HOME)
    page.get_by_label("Dòng", exact=True).select_option("sex")
    page.get_by_label("Chỉ đếm người có").select_option("leads")
    page.get_by_role("button", name="Xem").click()
    page.get_by_label("có", exact=True).check()
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chỉ đếm: Lãnh đạo, quản lý: có.")
    context.close()
