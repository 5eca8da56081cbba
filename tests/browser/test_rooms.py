"""Every page that a role can reach: it answers, stays quiet, fits a phone, and has no grave barrier, light and dark."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response
from tests.browser.office import DESK, LOG_IN, PHONE, ROLES
from tests.browser.watch import grave_barriers, keep_picture, settled, too_wide

MOST_PAGES = {"personnel": 70}
"""How many pages of a role are walked; personnel sees all that there are, the others the same or fewer."""
SOME_PAGES = 14
CONTRAST = "color-contrast"
"""The dear one of axe's rules: asked of the whole office once, in the light and in the dark."""
LAYOUT = ("target-size", "scrollable-region-focusable", "aria-hidden-focus", "nested-interactive", "link-in-text-block")
"""The rules whose answer hangs on the width; of the others, a page's words and roles are the same on a phone."""


def shape_of(path: str) -> str:
    """An address without what tells one person, unit or theme of the law from another: `/can-bo/CB00012/` and
    `/can-bo/CB00344/` are one."""
    return re.sub(r"[^/]*[A-Z\d][^/]*|(?<=/chu-de/)[^/]+", "#", path)


def inner_links(page: Page, where: str) -> list[str]:
    """Addresses of this office that the page links to by GET, without files to download."""
    links = page.locator(f"{where} a[href]:not([download])").evaluate_all("links => links.map(link => link.href)")
    ours = [urlsplit(link) for link in links if link.startswith(page.url.split("/", 3)[0] + "//127.0.0.1")]
    return list(
        dict.fromkeys(link.path for link in ours if not re.search(r"\.\w{2,5}$|/xuat|/export|/tai-ve", link.path))
    )


def pages_of(page: Page, most: int) -> Iterator[tuple[str, Response | None]]:
    """Opens the rail's pages, then one page of each shape that they link to; each once, and gives it as it was answered."""
    answer = page.goto("/")
    home = urlsplit(page.url).path
    rail = dict.fromkeys([home, *inner_links(page, "nav.rail")])
    waiting = {shape_of(path): path for path in rail}
    opened = 0
    while len(waiting) > opened and opened < most:
        path = list(waiting.values())[opened]
        if path != home:
            answer = page.goto(path, wait_until="load")
            settled(page)
        yield path, answer
        opened += 1
        if path in rail:
            for link in inner_links(page, "main"):
                waiting.setdefault(shape_of(link), link)
    assert opened > 1, "the rail leads nowhere"


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role(open_page: Callable[..., Page], screenshots: Path, role: str) -> None:
    page = open_page(role=role)
    sees_all = role == "personnel"
    troubles: list[str] = []
    for path, answer in pages_of(page, MOST_PAGES.get(role, SOME_PAGES)):
        if answer is None or answer.status != 200 or LOG_IN in page.url:
            troubles.append(f"{path}: answers {answer.status if answer else 'nothing'} at {page.url}")
            continue
        troubles += [f"{path} at 1440 px: {barrier}" for barrier in grave_barriers(page, but=[CONTRAST])]
        for theme in ("light", "dark") if sees_all else ("light",):
            page.emulate_media(color_scheme=theme)
            keep_picture(page, screenshots, [role, shape_of(path), "1440", theme])
            if sees_all:
                troubles += [f"{path} in the {theme}: {barrier}" for barrier in grave_barriers(page, only=[CONTRAST])]
        page.emulate_media(color_scheme="light")
        for size, width in ((PHONE, "390"), (DESK, "1440")):  # the same page, held narrow; then wide again
            page.set_viewport_size(size)
            if wide := too_wide(page):
                troubles.append(f"{path} at {width} px: scrolls sideways, {wide}")
            if size is PHONE:
                keep_picture(page, screenshots, [role, shape_of(path), width, "light"])
                narrow = grave_barriers(page, only=LAYOUT) if sees_all else []
                troubles += [f"{path} at {width} px: {barrier}" for barrier in narrow]
    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize("role", ROLES)
def test_every_rule_holds_on_a_phone(open_page: Callable[..., Page], role: str) -> None:
    """The frame of a narrow page (the bar below, folded menus), opened as a phone opens it."""
    page = open_page(role=role, phone=True)
    page.goto("/")
    assert not grave_barriers(page)


@pytest.mark.parametrize("role", ROLES)
def test_the_first_key_press_offers_to_skip_the_rail(open_page: Callable[..., Page], role: str) -> None:
    page = open_page(role=role)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
