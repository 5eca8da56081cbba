"""Whole errands without a mouse: every stop of the Tab key can be seen, and what opens by a key closes by one."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

ROUND = "/bo-tri/1/"
MOST_STOPS = 250
STOP = """(wanted) => {
  const e = document.activeElement, box = e.getBoundingClientRect(), look = getComputedStyle(e);
  const ring = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const around = e.closest("label, .quick, .sieve-q, .field-take") ?? e.nextElementSibling ?? e; // where the ring is drawn around what holds the field
  return {
    name: e.outerHTML.slice(0, 120), inPage: e !== document.body, there: e === wanted,
    seen: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && look.visibility !== "hidden",
    ringed: ring(look) || ring(getComputedStyle(around)) || ring(getComputedStyle(e, "::after")),
  };
}"""


def tab_to(page: Page, selector: str, *, back: bool = False) -> int:
    """Press Tab until what ``selector`` finds has the focus; every stop on the way is in sight and has a ring. Returns the presses."""
    wanted = page.locator(selector).first
    expect(wanted).to_be_attached()
    handle = wanted.element_handle()
    for presses in range(1, MOST_STOPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        stop = page.evaluate(STOP, handle)
        if stop["inPage"]:
            assert stop["seen"], f"the focus is out of sight: {stop['name']}"
            assert stop["ringed"], f"nothing shows the focus: {stop['name']}"
        if stop["there"]:
            return presses
    raise AssertionError(f"{selector} is not reached by {MOST_STOPS} presses of Tab at {page.url}")


def test_a_correction_is_asked_for_and_taken_back(open_page: Callable[..., Page]) -> None:
    page = open_page(role="official", alone=True)
    page.goto("/ho-so-cua-toi/de-nghi/")
    tab_to(page, "a[href='/ho-so-cua-toi/de-nghi/moi/']")
    page.keyboard.press("Enter")
    field = "main details:not([open]) summary"
    tab_to(page, field)
    page.keyboard.press("Enter")  # a folded group opens under the fingers
    tab_to(page, "[name='people.home_place']")
    page.keyboard.type("Xã Mẫu, tỉnh Mẫu")
    tab_to(page, "[name='ly-do']")
    page.keyboard.type("Giấy khai sinh ghi khác.")
    tab_to(page, "main form .btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/de-nghi/\d+/$"))
    tab_to(page, "main form[action$='/rut/'] button")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("đã rút")


def test_the_reasons_open_and_close_and_the_focus_comes_back(open_page: Callable[..., Page]) -> None:
    page = open_page(role="leader")
    page.goto(ROUND)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the rail
    asked = ".moves .ask a"
    tab_to(page, asked)
    page.keyboard.press("Enter")
    expect(page.locator("#drawer .price")).to_be_visible(timeout=60_000)
    assert page.evaluate("document.activeElement.closest('#drawer') !== null"), "the focus stays behind the drawer"
    for _ in range(30):  # it goes round within the drawer
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('#drawer') !== null"
        )
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    assert page.locator(asked).first.evaluate("e => e === document.activeElement"), "the focus is lost with the drawer"


def test_from_the_list_to_a_record_and_back(open_page: Callable[..., Page]) -> None:
    page = open_page(role="personnel")
    page.goto("/can-bo/")
    tab_to(page, "main a[data-row]")
    first = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.innerText")
    assert second != first, "the arrow keys do not go through the rows"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(second)
    tab_to(page, "main a[href='/can-bo/']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/can-bo/$"))


def test_single_letters_can_be_switched_off(open_page: Callable[..., Page]) -> None:
    """WCAG 2.1.4: who dictates to the machine must not open the search by a word with a slash in it."""
    page = open_page(role="personnel")
    page.goto("/can-bo/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('a[data-row]')")
    page.locator("summary.who").focus()
    page.keyboard.press("Enter")
    tab_to(page, "[data-keys-switch]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-keys-switch]")).to_have_attribute("aria-pressed", "false")
    page.reload()
    for letter in ("j", "/", "x"):
        page.keyboard.press(letter)
    assert page.evaluate("document.activeElement === document.body")


def test_the_day_of_the_office_is_changed_and_set_back(open_page: Callable[..., Page]) -> None:
    page = open_page(role="unit_head", alone=True)
    page.goto("/")
    tab_to(page, ".topbar summary:has(.num)")
    page.keyboard.press("Enter")
    tab_to(page, ".topbar #ngay")
    page.keyboard.press("Control+a")
    page.keyboard.type("01/06/2019")
    page.keyboard.press("Enter")
    expect(page.locator(".topbar")).to_contain_text("01/06/2019")
