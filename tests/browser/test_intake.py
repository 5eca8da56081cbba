"""A roster goes in through the browser, is mended, written, found among the people, and taken back; as a person would do it."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.watch import grave_barriers, keep_picture, too_wide
from tests.exchange import roster_files as files
from tests.exchange import roster_layouts as layouts
from tests.exchange import roster_people as made

pytestmark = pytest.mark.browser
SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "data" / "roster-sample.xlsx"


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample roster of the project's data where it is there, else one in a layout that offices use."""
    if SAMPLE.exists():
        return SAMPLE
    rng = random.Random(5)
    years = ["2019", "2020"]
    layout = layouts.Layout.random(rng)
    layout.years = years
    path = tmp_path_factory.mktemp("nhap") / "danh-sach.xlsx"
    files.write(layouts.pages(layout, made.make_people(rng, 40, years)), path)
    return path


def number(page: Page, words: str) -> int:
    """The figure that stands before these words in the balance."""
    text = page.locator(".equation span", has_text=words).locator("b").inner_text()
    return int(re.sub(r"\D", "", text))


def balance(page: Page) -> dict[str, int]:
    found = {w: number(page, w) for w in ("dòng vào", "thêm mới", "cập nhật", "không đổi", "từ chối")}
    assert found["dòng vào"] == found["thêm mới"] + found["cập nhật"] + found["không đổi"] + found["từ chối"]
    return found


def wait_for(found: Locator) -> None:
    expect(found).to_be_visible(timeout=60_000)


def upload(page: Page, path: Path) -> None:
    page.goto("/nhap-ho-so/")
    page.get_by_label("Tệp danh sách").set_input_files(path)
    page.get_by_role("button", name="Gửi và xem máy hiểu gì").click()
    wait_for(page.get_by_role("heading", name="Máy hiểu các cột thế này, có đúng không?"))


def read_all(page: Page) -> None:
    page.get_by_role("button", name="Đúng rồi, đọc cả tệp").click()
    wait_for(page.get_by_role("heading", name="Nếu ghi bây giờ thì hồ sơ thay đổi ra sao?"))


def test_a_roster_goes_in_is_found_and_is_taken_back(
    open_page: Callable[..., Page], roster: Path, screenshots: Path
) -> None:
    page = open_page(role="personnel")
    upload(page, roster)
    for problem in (*grave_barriers(page), too_wide(page)):
        assert not problem, problem
    keep_picture(page, screenshots, ("intake", "mapping"))
    read_all(page)
    first = balance(page)
    assert first["dòng vào"] > 30

    # units of the file that the demo city does not have are decided by the officer, not by the machine
    page.get_by_role("navigation", name="Các phần").get_by_role("link", name="Đơn vị").click()
    everything = page.get_by_role("button", name="Chỉ ghi tên như trong tệp")
    if everything.count():
        assert first["từ chối"] > 0
        everything.click()
        wait_for(page.get_by_role("heading", name="Nếu ghi bây giờ thì hồ sơ thay đổi ra sao?"))
    for problem in (*grave_barriers(page), too_wide(page)):
        assert not problem, problem

    # one name is mended in place
    page.get_by_role("navigation", name="Các phần").get_by_role("link", name="Các dòng").click()
    row = page.locator(".intake-rows tbody tr", has=page.locator(".outcome", has_text="Thêm mới")).first
    label = re.compile("^Sửa ô .*(Họ và tên|họ và tên|Họ tên)", re.IGNORECASE)
    cell = row.get_by_role("button", name=label).first
    identity = row.get_attribute("id")
    cell.click()
    page.locator(f"#{identity} input[name=text]").first.fill("Trần Thị Kiểm Nghiệm")
    page.locator(f"#{identity}").get_by_role("button", name="Lưu").click()
    expect(page.locator(f"#{identity}")).to_contain_text("sửa bằng tay")
    page.reload()
    page.get_by_role("button", name="Đối chiếu lại").click()
    wait_for(page.get_by_role("button", name=re.compile("Ghi vào hồ sơ")))
    agreed = balance(page)
    assert agreed["dòng vào"] == first["dòng vào"]

    page.get_by_role("button", name=re.compile("Ghi vào hồ sơ")).click()
    wait_for(page.get_by_role("heading", name="Đã ghi vào hồ sơ"))
    assert balance(page) == agreed
    for problem in (*grave_barriers(page), too_wide(page)):
        assert not problem, problem
    keep_picture(page, screenshots, ("intake", "result"))
    address = page.url

    assert found_in_list(page, "Trần Thị Kiểm Nghiệm")

    page.goto(address)
    page.locator("summary", has_text="Hoàn tác cả đợt này").click()
    page.get_by_label("Vì sao hoàn tác").fill("Thử xong")
    page.get_by_role("button", name="Hoàn tác", exact=True).click()
    wait_for(page.get_by_role("heading", name="Đợt nhập này đã được hoàn tác"))
    assert not found_in_list(page, "Trần Thị Kiểm Nghiệm")


def found_in_list(page: Page, name: str) -> bool:
    """Whether the list of officials shows somebody of exactly this name."""
    page.goto("/can-bo/")
    with page.expect_response(lambda r: "/can-bo/tim/" in r.url):
        page.locator("main [data-search]").fill(name)
    page.wait_for_load_state("networkidle")
    return page.locator("#list td.col-name", has_text=name).count() > 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_steps_fit_a_phone(open_page: Callable[..., Page], roster: Path, screenshots: Path, dark: bool) -> None:
    page = open_page(role="personnel", phone=True, dark=dark)
    shade = "dark" if dark else "light"
    upload(page, roster)
    for step in ("mapping", "review"):
        if step == "review":
            read_all(page)
        assert not too_wide(page), too_wide(page)
        assert not grave_barriers(page)
        keep_picture(page, screenshots, ("intake", step, "phone", shade))
    page.get_by_role("button", name="Bỏ đợt nhập").click()
    expect(page.get_by_text("Đã bỏ đợt nhập")).to_be_visible()


def test_a_file_that_is_no_spreadsheet_is_refused_with_a_sentence(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(role="personnel")
    page.goto("/nhap-ho-so/")
    bad = tmp_path / "danh-sach.xls"
    bad.write_text("<html><table><tr><td>STT</td></tr></table></html>", encoding="utf-8")
    page.get_by_label("Tệp danh sách").set_input_files(bad)
    page.get_by_role("button", name="Gửi và xem máy hiểu gì").click()
    expect(page.locator(".field-error")).to_contain_text("không phải bảng tính mà là trang web")
