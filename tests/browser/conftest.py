"""The office as a user meets it: `dungviec demo` on a folder of its own, and a real Chromium.

Nothing is shared with the developer's own office: data, port and browser profile are temporary.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.browser.office import DESK, PHONE, Office, log_in, served_office
from tests.browser.watch import Watch
from tools import chromium

# Without a screen, without looking anything up outside, and as root (a container) without the sandbox Chromium refuses there.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demo office, served; ended after the last test."""
    with served_office(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.skip(f"There is no browser here: {chromium.ADVICE}.")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=[*FLAGS, *root])
        yield browser
        browser.close()


@pytest.fixture
def open_context(browser: Browser, office: Office) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a browser window's surroundings: width, light or dark, and who is logged in (a role, or nobody).

    ``alone``: with a log-in of its own, for a test that leaves something behind in the session (another day, a view).
    """
    opened: list[BrowserContext] = []

    def make(
        *, phone: bool = False, dark: bool = False, role: str | None = None, alone: bool = False
    ) -> BrowserContext:
        state = log_in(browser, office, role, alone=alone) if role else None
        context = browser.new_context(
            base_url=office.url,
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="vi-VN",
            storage_state=state,
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def open_page(open_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Opens a page that is watched: at the end of the test its console must be clean and its requests answered."""
    watches: list[Watch] = []

    def make(**surroundings: object) -> Page:
        page = open_context(**surroundings).new_page()
        watches.append(Watch(page))
        return page

    yield make
    for watch in watches:
        assert not watch.troubles, "\n".join(watch.troubles)


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where screenshots go: `var/screenshots` of the checkout (not tracked)."""
    folder = Path(__file__).resolve().parents[2] / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
