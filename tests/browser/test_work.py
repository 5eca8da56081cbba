"""A day's work in the office: searching, switching language, asking why, running a round, taking a list away."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_plus

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.browser.office import ROLES
from tests.browser.watch import grave_barriers, keep_picture, settled, small_targets

ROUND = "/bo-tri/1/"
"""The plan that the demo was started with."""
RUN_SECONDS = 90


def ask_why(page: Page) -> None:
    """Open the drawer on the first move of the round and wait for the answer."""
    page.goto(ROUND)
    page.locator(".moves .ask a").first.click()
    expect(page.locator("#drawer .price")).to_be_visible(timeout=60_000)


def addresses(page: Page) -> str:
    """Where one is and every address on the page, decoded, in lower case."""
    found = page.evaluate(
        """() => [location.href, ...[...document.querySelectorAll("[href], [action], [hx-get], [hx-post]")]
            .flatMap(e => ["href", "action", "hx-get", "hx-post"].map(a => e.getAttribute(a) ?? ""))]"""
    )
    return unquote_plus("\n".join(found)).lower()


def test_a_search_narrows_the_list_and_leaves_no_text_in_the_address(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto("/can-bo/?sex=female")
    page.locator("#q").press_sequentially("nguyen")
    expect(page.locator("#list .chip-on", has_text="“nguyen”")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/can-bo/\?sex=female&tim=\d+$"))
    assert "nguyen" not in addresses(page)
    names = page.locator("#list tbody a[data-row]")
    assert all("Nguyễn" in name or "Nguyên" in name for name in names.all_inner_texts())
    page.reload()  # the session still knows the text, the box shows it
    expect(page.locator("#q")).to_have_value("nguyen")
    page.locator("#list .chip-on", has_text="“nguyen”").click()
    expect(page).to_have_url(re.compile(r"/can-bo/\?sex=female$"))
    expect(page.locator("#q")).to_have_value("")


def test_the_quick_search_is_worked_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("noi vu")
    expect(page.locator("#quick-results a[href='/to-chuc/P-NV/']")).to_have_text(re.compile("Phòng Nội vụ"))
    assert "noi vu" not in addresses(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/can-bo/\?tim=\d+$"))
    page.keyboard.press("/")
    page.keyboard.type(" thành")
    page.keyboard.press("Escape")
    expect(page.locator("#quick-results a")).to_have_count(0)


def test_a_search_among_the_moves_leaves_no_text_in_the_address(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto(ROUND)
    name = page.locator(".moves .lead-in a").first.inner_text()
    page.locator("#loc-q").press_sequentially(name)
    expect(page.locator(".narrowed")).to_be_visible()
    expect(page.locator(".moves .lead-in a").first).to_have_text(name)
    assert re.search(r"\?muc=dieu-dong&tim=\d+$", page.url)
    assert name.lower() not in addresses(page)


def test_asking_about_any_pair_leaves_no_text_in_the_address(open_page: Callable[..., Page]) -> None:
    page = open_page(role="leader")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(unquote_plus(request.url)))
    page.goto(ROUND)
    page.get_by_role("link", name="Hỏi về cặp bất kỳ").click()
    page.locator("#drawer [name=tim-nguoi]").press_sequentially("nguyen thi")
    page.locator("#chon-nguoi input").first.check()
    page.locator("#drawer [name=tim-vi-tri]").press_sequentially("ke toan")
    page.locator("#chon-vi-tri input").first.check()
    page.locator("#drawer").get_by_role("button", name="Hỏi", exact=True).click()
    expect(page.locator("#drawer .price")).to_be_visible(timeout=60_000)
    assert not [address for address in sent if "nguyen" in address or "ke toan" in address]


def test_the_language_changes_and_the_page_stays(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto("/can-bo/")
    page.locator("select[name=degree]").select_option("master")
    expect(page).to_have_url(re.compile(r"\?degree=master$"))
    page.locator(".topbar button[name=language][value=en]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(r"/can-bo/\?degree=master$"))
    page.locator(".topbar button[name=language][value=vi]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_why_shows_clauses_and_the_price(open_page: Callable[..., Page], screenshots: Path, phone: bool) -> None:
    page = open_page(role="personnel", phone=phone)
    ask_why(page)
    drawer = page.locator("#drawer")
    assert drawer.locator(".cite-name").count() > 0
    expect(drawer.locator(".why-answer")).to_contain_text("cả phương án mất")
    expect(drawer.locator(".three dt")).to_have_text(["Căn cứ", "Điểm mạnh", "Còn thiếu"])
    keep_picture(page, screenshots, ["why", "390" if phone else "1440"])
    assert grave_barriers(page) == []


def test_the_drawer_holds_the_focus_and_escape_closes_it(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto(ROUND)
    opener = page.locator(".moves .ask a").first
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#drawer .price")).to_be_visible(timeout=60_000)
    for _ in range(40):
        page.keyboard.press("Tab")
        held = (
            "['BODY', 'HTML'].includes(document.activeElement.tagName) || !!document.activeElement.closest('#drawer')"
        )
        assert page.evaluate(held), "the focus left the drawer"
    page.locator("#drawer .drawer-close button").focus()  # a clause that is open would take the first Escape for itself
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).not_to_be_visible()
    expect(opener).to_be_focused()


def test_a_new_round_runs_to_its_end_with_progress(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto("/bo-tri/lap/")
    page.fill("input[name=name]", "Chạy thử trong trình duyệt")
    page.get_by_role("button", name="Chạy phương án").click()
    expect(page.locator("progress.run-bar")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ai nên chuyển đi đâu", timeout=RUN_SECONDS * 1000)
    expect(page.locator(".proof-words")).to_contain_text("Đã chứng minh")
    page.goto("/bo-tri/")
    row = page.locator("tbody tr", has_text="Chạy thử trong trình duyệt")
    expect(row).to_contain_text("Dự thảo")
    expect(row).to_contain_text("đã chứng minh")


@pytest.mark.parametrize("place", ["/can-bo/?leads=1", ROUND])
def test_the_export_is_a_workbook(open_page: Callable[..., Page], tmp_path: Path, place: str) -> None:
    page = open_page(role="personnel")
    page.goto(place)
    with page.expect_download() as started:
        page.get_by_role("link", name="Xuất Excel").click()
    file = tmp_path / started.value.suggested_filename
    assert file.suffix == ".xlsx"
    started.value.save_as(file)
    sheets = openpyxl.load_workbook(file, read_only=True)
    assert sum(sheet.max_row or 0 for sheet in sheets) > 50


def test_enough_moves_are_in_sight(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto(ROUND)
    foot = page.locator(".moves tfoot td").bounding_box()
    assert foot is not None
    rows = [row.bounding_box() for row in page.locator(".move > tr:first-child").all()[:12]]
    assert sum(1 for box in rows if box and box["y"] + box["height"] <= min(900.0, foot["y"]) + 1) >= 4


@pytest.mark.parametrize("role", ROLES)
def test_what_a_finger_presses_is_44_pixels_high(open_page: Callable[..., Page], role: str) -> None:
    page = open_page(role=role, phone=True)
    page.goto("/")
    paths = page.locator(".dock a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    small: list[str] = []
    for path in paths:
        page.goto(path)
        settled(page)
        small += [f"{path}: {target}" for target in small_targets(page)]
    assert small == []


def test_every_stop_of_the_tab_key_is_seen(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto("/can-bo/")
    unseen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const e = document.activeElement, frame = e.closest(".quick, .sieve-q") ?? e;
                const s = [getComputedStyle(e), getComputedStyle(frame)];
                return s.some(c => c.outlineStyle !== "none" && parseFloat(c.outlineWidth) > 0 || c.boxShadow !== "none") || e.outerHTML.slice(0, 90); }"""
        )
        if seen is not True:
            unseen.append(seen)
    assert unseen == []
