"""The browser of the browser tests: the machine's Chromium or Chrome; as root, Debian's package when there is none.

python tools/chromium.py      prints its path (and installs it where it may)
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = "install Chromium (Debian: apt install chromium), or set DUNGVIEC_CHROMIUM to a Chromium's or Chrome's path"


class NoChromium(Exception):
    """No browser can be had on this machine; the message says why and what to install."""


@functools.cache
def find() -> Path | None:
    """A browser that answers `--version`: the one named, the system's, or the one Playwright fetched."""
    candidates = [os.environ.get("DUNGVIEC_CHROMIUM"), *(shutil.which(name) for name in NAMES), _of_playwright()]
    return next((Path(path) for path in candidates if path and _answers(path)), None)


def ensure() -> Path:
    """The browser's path; installs the distribution's package first where there is none and we are root.

    Raises NoChromium when there is none to be had.
    """
    if path := find():
        return path
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NoChromium(f"There is no browser here. To run these tests, {ADVICE}.")
    print("installing Chromium by apt-get", flush=True)
    unattended = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", *words],
            env=unattended,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0 and words[0] == "install":
            last = done.stdout.strip().splitlines()[-1:]
            raise NoChromium(f"apt-get could not install Chromium ({''.join(last)}). To run these tests, {ADVICE}.")
    find.cache_clear()
    if path := find():
        return path
    # Ubuntu's package is only a pointer to a snap.
    raise NoChromium(f"The package chromium holds no browser on this system. To run these tests, {ADVICE}.")


def _of_playwright() -> str | None:
    caches = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return next((str(path) for path in sorted(caches.glob("chromium-*/chrome-linux*/chrome"), reverse=True)), None)


def _answers(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    try:
        print(ensure())
    except NoChromium as error:
        sys.exit(str(error))
