"""The day of a surprise inspection: drawn, visited with a phone whose network is cut, sent, closed, answered, on the appraiser's table."""

import io
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.watch import grave_barriers, small_targets, too_wide

SLOW = 30_000


def picture(path: Path) -> Path:
    """A small photo as a camera would hand it over, with a note beside the picture that must not leave the phone."""
    rows = b"".join(b"\0" + bytes((200, 180, 40 + y % 200)) * 64 for y in range(48))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)), (b"tEXt", b"GPS\x0020.97,107.27"), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))  # fmt: skip
    body = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    body.seek(0, 2)
    for kind, data in parts:
        body.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
    path.write_bytes(body.getvalue())
    return path


def state(page: Page) -> str:
    return page.locator("[data-state]").inner_text()


def test_a_visit_is_written_without_a_network_and_reaches_the_office(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    phone = open_page(role="inspector", phone=True, alone=True)
    phone.goto("/kiem-tra/thuc-dia/")
    phone.wait_for_selector("body[data-ready]")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    expect(phone.locator("[data-state]")).to_have_text("Đã gửi hết", timeout=SLOW)
    assert too_wide(phone) == ""
    assert grave_barriers(phone) == []

    desk_name = phone.locator(".field-card b").first.inner_text()  # one-stop desks come first

    phone.context.set_offline(True)
    phone.reload()  # the page itself comes from the device
    phone.wait_for_selector("body[data-ready]")
    phone.locator(".field-card", has_text=desk_name).click()
    phone.get_by_label("Làm việc với").fill("Ông Nguyễn Văn Mẫu, Giám đốc")
    phone.get_by_role("button", name="Bắt đầu kiểm tra").click()
    first, second = phone.locator(".field-item").nth(0), phone.locator(".field-item").nth(2)
    first.get_by_text("Đạt", exact=True).click()
    second.get_by_text("Chưa đạt").click()
    second.get_by_role("button", name="Thêm phát hiện").click()
    assert grave_barriers(phone) == []
    phone.get_by_role("button", name="Ghi phát hiện").click()
    expect(phone.get_by_role("alert").filter(has_text="Xin ghi phát hiện gì")).to_be_visible(timeout=SLOW)
    phone.locator("#what").fill("Hai người ở quầy không đeo thẻ")
    phone.locator("#person_id").select_option(index=1)
    phone.locator("#severity").select_option("moderate")
    phone.locator("#remedy").fill("Đeo thẻ trong giờ làm việc")
    phone.locator("#remedy_due").fill("2020-12-20")
    phone.get_by_role("button", name="Ghi phát hiện").click()
    phone.locator("[data-found] input[type=file]").set_input_files(picture(tmp_path / "anh.png"))
    expect(phone.locator("[data-found] [data-count]")).to_have_text("1 ảnh", timeout=SLOW)
    phone.locator("#total").fill("10")
    phone.locator("#late").fill("11")
    phone.get_by_role("button", name="Ghi số hồ sơ").click()
    expect(phone.locator("[data-fault-all]")).to_contain_text("không khớp", timeout=SLOW)
    phone.locator("#late").fill("1")
    phone.locator("#on_time").fill("8")
    phone.get_by_role("button", name="Ghi số hồ sơ").click()
    expect(phone.locator("[data-state]")).to_contain_text("Chưa gửi 6 mục", timeout=SLOW)
    assert "không có mạng" in state(phone)
    small = small_targets(phone)
    assert small == [], small
    assert too_wide(phone) == ""

    phone.reload()  # nothing is lost with the page
    phone.wait_for_selector("body[data-ready]")
    expect(phone.locator("[data-state]")).to_contain_text("Chưa gửi 6 mục", timeout=SLOW)
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Gửi ngay").click()
    expect(phone.locator("[data-state]")).to_have_text("Đã gửi hết", timeout=SLOW)
    phone.locator(".field-card", has_text=desk_name).click()
    phone.get_by_role("button", name="Kết thúc kiểm tra").click()
    expect(phone.locator("[data-state]")).to_have_text("Đã gửi hết", timeout=SLOW)

    desk = open_page(role="inspector", alone=True)
    desk.goto("/kiem-tra/")
    desk.locator("main a[data-row]", has_text=desk_name).click()
    expect(desk.locator("main")).to_contain_text("Hai người ở quầy không đeo thẻ", timeout=SLOW)
    desk.get_by_role("link", name="Hai người ở quầy").click()
    shown = desk.locator(".insp-photos img").first
    expect(shown).to_be_visible(timeout=SLOW)
    assert shown.evaluate("img => img.decode().then(() => img.naturalWidth)") == 64
    desk.go_back()
    with desk.expect_download() as file:
        desk.get_by_role("link", name="Biên bản, PDF").click()
    assert file.value.suggested_filename.endswith(".pdf")
    desk.locator("#nhan-xet").fill("Chấp hành tốt giờ giấc.")
    desk.get_by_role("button", name="Khép", exact=True).click()
    expect(desk.locator("main")).to_contain_text(re.compile(r"chờ đến \d\d/\d\d/2020"), timeout=SLOW)

    phone.get_by_role("button", name="Danh sách").click()
    phone.get_by_role("button", name="Gửi ngay").click()
    expect(phone.locator(".field-card", has_text=desk_name)).to_have_count(0, timeout=SLOW)  # closed: off the device
    phone.goto("/kiem-tra/")
    phone.locator(".who").click()
    phone.locator(".topbar form[action$='/dang-xuat/'] button").click()
    phone.wait_for_url("**/dang-nhap/**")
    kept = "Promise.all([indexedDB.databases(), caches.keys()]).then(([d, c]) => [d.map((x) => x.name), c, Object.keys(localStorage)])"
    databases, caches, marks = phone.evaluate(kept)
    assert "dungviec-thuc-dia" not in databases
    assert not [c for c in caches if c.startswith("dungviec-thuc-dia")]
    assert "giu-ngoai-tuyen" not in marks


def test_logging_out_with_something_unsent_asks_first(open_page: Callable[..., Page]) -> None:
    phone = open_page(role="inspector", phone=True, alone=True, dark=True)
    phone.goto("/kiem-tra/thuc-dia/")
    phone.wait_for_selector("body[data-ready]")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.locator(".field-card", has_text="Chưa đi").last.click()
    phone.get_by_role("button", name="Bắt đầu kiểm tra").click()
    expect(phone.locator("[data-state]")).to_contain_text("Chưa gửi 1 mục", timeout=SLOW)
    phone.get_by_role("button", name="Danh sách").click()
    phone.get_by_role("button", name="Đăng xuất, xóa dữ liệu trên máy").click()
    expect(phone.locator("[data-left]")).to_contain_text("Còn 1 mục chưa gửi", timeout=SLOW)
    assert grave_barriers(phone) == []
    phone.get_by_role("button", name="Ở lại").click()
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Gửi ngay").click()
    expect(phone.locator("[data-state]")).to_have_text("Đã gửi hết", timeout=SLOW)

    phone.locator(".field-card", has_text="Đang kiểm tra").last.click()
    phone.context.clear_cookies()  # the session is over: nothing is sent, nothing is lost, and it is said
    phone.locator(".field-item").first.get_by_text("Đạt", exact=True).click()
    expect(phone.locator("[data-state]")).to_contain_text("phiên làm việc đã hết", timeout=SLOW)
    expect(phone.locator("[data-state]")).to_contain_text("Chưa gửi 1 mục", timeout=SLOW)
    expect(phone.get_by_role("link", name="Đăng nhập lại để gửi")).to_be_visible(timeout=SLOW)
