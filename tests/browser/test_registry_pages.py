"""The registry's pages worked by hand: the chart by keyboard and on A0, people side by side, saved views, a held finger, the hairline."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.watch import grave_barriers, keep_picture, small_targets, too_wide

CHART = "/to-chuc/so-do/"
SCHOOLS = f"{CHART}?mo=P-GDDT#dv-P-GDDT"
COMPARED = "/can-bo/so-sanh/?nguoi=CB00001&nguoi=CB00012&nguoi=CB00020"
A0 = (1189 / 25.4 * 72, 841 / 25.4 * 72)
"""Width and height of A0 across, in points."""


@pytest.mark.parametrize("path", [SCHOOLS, COMPARED, "/to-chuc/P-GDDT/"])
def test_no_barrier_on_any_screen(open_page: Callable[..., Page], screenshots: Path, path: str) -> None:
    troubles = []
    for phone, dark in ((False, False), (True, True)):
        page = open_page(role="personnel", phone=phone, dark=dark)
        page.goto(path)
        where = f"{path} at {390 if phone else 1440} px, {'dark' if dark else 'light'}"
        keep_picture(
            page,
            screenshots,
            ["registry", re.sub(r"\W+", "_", path), "390" if phone else "1440", "dark" if dark else "light"],
        )
        troubles += [f"{where}: {barrier}" for barrier in grave_barriers(page)]
        if wide := too_wide(page):
            troubles.append(f"{where}: scrolls sideways, {wide}")
        if phone:
            troubles += [f"{where}: {target}" for target in small_targets(page)]
    assert not troubles, "\n".join(troubles)


def test_the_chart_is_walked_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto(CHART)
    stand = page.locator(":focus")
    page.locator("[data-org-node]").first.focus()
    page.keyboard.press("ArrowRight")  # the city is open: on to its first unit
    expect(stand).to_contain_text("Thường trực Thành ủy")
    page.keyboard.press("ArrowRight")  # opens it
    seats = page.locator(".org-unit:focus-within >> nth=-1").locator(".org-post")
    expect(seats.first).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(seats.first).not_to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(stand).to_contain_text("Thành phố Cẩm Phả")
    page.keyboard.press("End")
    expect(stand).to_be_visible()
    page.keyboard.press("Home")
    expect(stand).to_contain_text("Thành phố Cẩm Phả")


def test_a_seat_is_found_in_the_chart_in_spite_of_a_slip(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto(CHART)
    page.keyboard.press("/")
    page.keyboard.type("phong giao dcu")
    found = page.locator("#org-found a").first
    expect(found).to_contain_text("Phòng Giáo dục và Đào tạo")
    found.click()
    expect(page.locator("#dv-P-GDDT")).to_be_in_viewport()
    expect(page.locator("#dv-P-GDDT .org-post").first).to_be_visible()
    assert "giao" not in page.url


def test_the_chart_prints_on_a0(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto(f"{CHART}in/")
    assert grave_barriers(page, but=["color-contrast"]) == []  # its colours are those of the chart above
    sheets = page.locator("svg.a0").count()
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = [tuple(float(n) for n in box.split()) for box in re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", pdf)]
    assert len(boxes) == sheets > 1
    for _left, _bottom, width, height in boxes:
        assert abs(width - A0[0]) < 3
        assert abs(height - A0[1]) < 3


def test_three_people_side_by_side_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto("/can-bo/?sort=name")
    for _ in range(3):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("[data-compare-count]")).to_have_text("3/5")
    page.locator("#so-sanh .btn-primary").click()
    drawer = page.locator("#drawer")
    expect(drawer.locator("thead th")).to_have_count(3)
    same = drawer.locator("tr.is-same").first
    expect(same).to_be_visible()
    drawer.get_by_label("Chỉ những điểm khác nhau").check()
    expect(same).not_to_be_visible()
    assert grave_barriers(page) == []


def test_a_view_is_saved_and_found_again(open_page: Callable[..., Page]) -> None:
    page = open_page(role="leader")
    page.goto("/can-bo/?leads=1&sort=-age")
    page.get_by_text("Cách xem", exact=True).click()
    page.fill("#saved-name", "Lãnh đạo lớn tuổi")
    page.locator(".saved-new button").click()
    expect(page.locator(".note-success")).to_contain_text("Đã lưu cách xem «Lãnh đạo lớn tuổi»")
    page.goto("/can-bo/?sort=name")
    page.get_by_text("Cách xem", exact=True).click()
    page.get_by_role("link", name="Lãnh đạo lớn tuổi").click()
    expect(page).to_have_url(re.compile(r"leads=1&sort=-age"))
    page.get_by_text("Cách xem", exact=True).click()
    page.get_by_role("button", name="Bỏ cách xem Lãnh đạo lớn tuổi").click()
    expect(page.get_by_role("link", name="Lãnh đạo lớn tuổi")).to_have_count(0)


def test_a_held_finger_shows_the_card_and_opens_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel", phone=True)
    page.goto("/can-bo/?sort=name")
    link = page.locator("a[data-row]").first
    name = link.inner_text()
    link.dispatch_event("touchstart", {"touches": []})
    expect(page.locator("#card .pcard")).to_contain_text(name)
    link.dispatch_event("touchend", {"touches": []})
    link.dispatch_event("click")
    assert "/can-bo/?sort=name" in page.url


def test_the_hairline_takes_the_office_to_another_day(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel", alone=True)  # the day stays with the log-in
    page.goto("/can-bo/CB00012/")
    before = page.locator(".career .hair text").text_content() or ""
    page.locator("[data-hairline]").focus()
    for _ in range(40):
        page.keyboard.press("ArrowLeft")
    expect(page.locator(".career .hair text")).not_to_have_text(before)
    page.wait_for_url(re.compile(r"\?ngay="))
    expect(page.locator(".another-day")).to_be_visible()


def test_a_phone_reaches_every_room(open_page: Callable[..., Page]) -> None:
    desk = open_page(role="personnel")
    desk.goto("/")
    rooms = set(desk.locator("nav.rail li a").evaluate_all("links => links.map(link => link.getAttribute('href'))"))
    phone = open_page(role="personnel", phone=True)
    phone.goto("/")
    more = phone.locator(".dock-more summary")
    if more.count():
        more.click()
    reached = phone.locator(".dock a:visible").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert set(reached) == rooms
