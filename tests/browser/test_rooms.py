"""Every page that a role can reach: it answers, stays quiet, fits a phone, and has no grave barrier, light and dark."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from tests.browser.office import LOG_IN, ROLES
from tests.browser.watch import grave_barriers, keep_picture, too_wide

MOST_PAGES = {"personnel": 70}
"""How many pages of a role are walked; personnel sees all that there are, the others the same or fewer."""
SOME_PAGES = 14
CONTRAST = "color-contrast"
"""The dear one of axe's rules: asked of the whole office once, in the light and in the dark."""


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


def pages_of(page: Page, most: int) -> list[str]:
    """The rail's pages, then one page of each shape that they link to."""
    page.goto("/")
    rail = inner_links(page, "nav.rail")
    found = {shape_of(path): path for path in rail}
    for path in rail:
        page.goto(path)
        for link in inner_links(page, "main"):
            found.setdefault(shape_of(link), link)
    return list(found.values())[:most]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role(open_page: Callable[..., Page], screenshots: Path, role: str) -> None:
    desk, phone = open_page(role=role), open_page(role=role, phone=True)
    sees_all = role == "personnel"
    paths = pages_of(desk, MOST_PAGES.get(role, SOME_PAGES))
    assert paths, "the rail leads nowhere"
    troubles: list[str] = []
    for path in paths:
        for page, width in ((desk, "1440"), (phone, "390")):
            answer = page.goto(path, wait_until="load")
            where = f"{path} at {width} px"
            if answer is None or answer.status != 200 or LOG_IN in page.url:
                troubles.append(f"{where}: answers {answer.status if answer else 'nothing'} at {page.url}")
                continue
            keep_picture(page, screenshots, [role, shape_of(path), width, "light"])
            if sees_all or page is desk:
                troubles += [f"{where}: {barrier}" for barrier in grave_barriers(page, but=CONTRAST)]
            if wide := too_wide(page):
                troubles.append(f"{where}: scrolls sideways, {wide}")
        if sees_all:
            for theme in ("light", "dark"):
                desk.emulate_media(color_scheme=theme)
                keep_picture(desk, screenshots, [role, shape_of(path), "1440", theme])
                troubles += [f"{path} in the {theme}: {barrier}" for barrier in grave_barriers(desk, only=CONTRAST)]
            desk.emulate_media(color_scheme="light")
    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize("role", ROLES)
def test_the_first_key_press_offers_to_skip_the_rail(open_page: Callable[..., Page], role: str) -> None:
    page = open_page(role=role)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
