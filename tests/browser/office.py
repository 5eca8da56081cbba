"""Starts the demo office for the browser tests and logs its roles in."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize

DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
START_SECONDS = 240
LOG_IN = "/dang-nhap/"
ROLES = {
    "personnel": "Cán bộ tổ chức, nội vụ",
    "leader": "Lãnh đạo quyết định",
    "unit_head": "Thủ trưởng đơn vị",
    "official": "Công chức, viên chức",
    "inspector": "Thanh tra, kiểm tra",
}
"""The roles of the demo, and the words that tell them apart on the log-in page."""


@dataclass(slots=True)
class Office:
    """A served office: its address, and the log-ins already made."""

    url: str
    states: dict[str, Any] = field(default_factory=dict)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def own_environment(home: Path) -> dict[str, str]:
    """The environment of an office that shares nothing with the developer's: no settings, a data folder of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DUNGVIEC_", "DATABASE_", "DJANGO_"))
    }
    return kept | {"DUNGVIEC_HOME": str(home), "DUNGVIEC_IDLE_MINUTES": "600,600"}


@contextlib.contextmanager
def served(command: list[str], *, url: str, log: Path, **options: Any) -> Iterator[None]:
    """Run a server until the block ends; fails the test with the server's last words when it does not answer."""
    with log.open("wb") as out:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, **options)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(url):
            if server.poll() is not None or time.monotonic() > deadline:
                words = log.read_text(encoding="utf-8", errors="replace")[-3000:]
                pytest.fail(f"{' '.join(command)} did not serve {url} (exit code {server.poll()}):\n{words}")
            time.sleep(0.2)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextlib.contextmanager
def served_office(home: Path) -> Iterator[Office]:
    """`dungviec demo` on a free port with its data under `home`; or the demo that already runs at `DUNGVIEC_OFFICE_URL`."""
    if running := os.environ.get("DUNGVIEC_OFFICE_URL"):
        yield Office(running.rstrip("/"))
        return
    port = free_port()
    office = Office(f"http://127.0.0.1:{port}")
    command = [str(Path(sys.executable).parent / "dungviec"), "demo", "--port", str(port)]
    with served(command, url=office.url + LOG_IN, log=home / "server.log", env=own_environment(home), cwd=home):
        yield office


def log_in(browser: Browser, office: Office, role: str, *, alone: bool = False) -> Any:
    """The browser's state after logging in as a role, by the log-in page's own buttons (kept, so that each role logs in
    once; ``alone`` makes a log-in that nobody else uses)."""
    if alone or role not in office.states:
        context = browser.new_context(base_url=office.url, locale="vi-VN")
        page = context.new_page()
        page.goto(LOG_IN)
        page.locator("button[data-fill-user]", has_text=ROLES[role]).click()
        page.get_by_role("button", name="Vào làm việc").click()
        page.wait_for_url(lambda url: LOG_IN not in url)
        state = context.storage_state()
        context.close()
        if alone:
            return state
        office.states[role] = state
    return office.states[role]
