"""A correction asked for from a phone whose network is cut, sent when it is back, and nothing left on the phone after logging out."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.test_inspection import SLOW, picture
from tests.browser.watch import grave_barriers, keep_picture, small_targets, too_wide

PAGE = "/ho-so-cua-toi/ghi-nhanh/"


def test_a_request_waits_on_the_phone_and_goes_by_itself(
    open_page: Callable[..., Page], tmp_path: Path, screenshots: Path
) -> None:
    phone = open_page(role="official", phone=True, alone=True)
    phone.goto(PAGE)
    phone.wait_for_selector("body[data-ready]")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert grave_barriers(phone) == []
    assert too_wide(phone) == ""
    assert small_targets(phone) == []

    phone.context.set_offline(True)
    phone.reload()  # the page itself comes from the device
    phone.wait_for_selector("body[data-ready]")
    phone.get_by_role("button", name="Gửi đề nghị").click()
    expect(phone.get_by_role("alert").filter(has_text="Xin chọn trường cần sửa")).to_be_visible(timeout=SLOW)
    phone.get_by_label("Trường cần sửa").select_option("people.degree")
    phone.locator("select#value").select_option("master")  # a coded field offers its list
    phone.get_by_label("Trường cần sửa").select_option("people.home_place")
    phone.get_by_label("Giá trị đúng").fill("Xã Thử, tỉnh Mẫu")
    phone.get_by_label("Vì sao cần sửa").fill("Giấy khai sinh ghi khác.")
    phone.locator("[data-take]").set_input_files(picture(tmp_path / "anh.png"))
    expect(phone.locator("[data-photos] li")).to_have_count(1, timeout=SLOW)
    phone.get_by_role("button", name="Gửi đề nghị").click()
    expect(phone.locator("[data-state]")).to_contain_text("Chưa gửi 1 mục", timeout=SLOW)
    keep_picture(phone, screenshots, ["official", "self-service", "390", "waiting"])

    phone.context.set_offline(False)
    phone.get_by_role("button", name="Gửi ngay").click()
    expect(phone.locator("[data-told]")).to_contain_text("trả lời chậm nhất ngày", timeout=SLOW)
    expect(phone.locator("[data-state]")).to_have_text("Đã gửi hết")
    phone.goto("/ho-so-cua-toi/de-nghi/")
    phone.locator("tbody a[data-row]").first.click()
    expect(phone.locator("main")).to_contain_text("Xã Thử, tỉnh Mẫu")
    expect(phone.locator("main")).to_contain_text("anh-1.jpg")
    phone.get_by_role("button", name="Rút").click()  # the demo stays as it was

    phone.goto(PAGE)
    phone.wait_for_selector("body[data-ready]")
    phone.get_by_role("button", name="Đăng xuất, xóa dữ liệu trên máy").click()
    phone.wait_for_url("**/dang-nhap/**")
    assert phone.evaluate("indexedDB.databases().then(found => found.length)") == 0
    assert phone.evaluate("caches.keys().then(found => found.length)") == 0
