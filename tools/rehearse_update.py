"""The update of docs/how-to/deploy.md done from end to end on this machine, and taken back: backup, install, migrate, check, roll back.

    python tools/rehearse_update.py OLD.whl NEW.whl --wheels FOLDER [--postgresql]

A small made-up office is filled by the old version in an environment of its own, opened and looked at. Then each step of the page in its order, the new
version from a signed archive, with no package index. At the end the old version stands on the backup, in a new data folder and database, and must say
what it said before. ``--wheels``: what ``pip download`` brought for the lock file. Each step is printed with its seconds; exit code 1 where one fails.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

STEPS = ("back up", "rehearse", "stop", "verify", "install", "migrate", "start", "check", "roll back")
"""As the page names them, in its order (tested)."""
OFFICER, PASSWORD = "canbo.noivu", "dung-viec-2020"
COUNTS = """
from dungviec.office.access import ledger; from dungviec.office.access.models import LedgerEntry, User; from dungviec.office.registry.models import Person
import json; print(json.dumps({'people': Person.objects.count(), 'accounts': User.objects.count(), 'ledger': LedgerEntry.objects.count(), 'whole': ledger.check().whole}))
"""


class Failed(Exception):
    """A step that did not do what the page promises."""


@dataclass(frozen=True, slots=True)
class Site:
    """An office: which environment runs it, its data folder and database."""

    environment: Path
    home: Path
    database: str
    backups: Path

    def run(self, *words: str, may_fail: bool = False) -> str:
        """One command of the office; its output. Raises :class:`Failed`."""
        own = {"DJANGO_SETTINGS_MODULE": "dungviec.office.settings"} | self._own()
        done = subprocess.run([str(self.environment / "bin" / words[0]), *words[1:]], env=own, cwd=self.backups, capture_output=True, text=True, check=False)  # fmt: skip
        if done.returncode and not may_fail:
            raise Failed(f"{' '.join(words)} -> {done.returncode}\n{done.stdout[-1500:]}\n{done.stderr[-2500:]}")
        return done.stdout

    def counts(self) -> dict[str, object]:
        """People, accounts, lines of the ledger and whether they fit."""
        found: dict[str, object] = json.loads(self.run("dungviec", "office", "manage", "shell", "-v", "0", "-c", COUNTS).strip().splitlines()[-1])  # fmt: skip
        return found

    @contextmanager
    def served(self) -> Iterator[str]:
        """Web and worker running; where."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        command = [str(self.environment / "bin/dungviec"), "office", "serve", "--port", str(port)]
        with (self.home / "serve.log").open("wb") as log, subprocess.Popen(command, env=self._own(), cwd=self.backups, stdout=log, stderr=log) as server:  # fmt: skip
            try:
                end = time.monotonic() + 600
                while not _answers(f"http://127.0.0.1:{port}/suc-khoe/san-sang"):
                    if server.poll() is not None or time.monotonic() > end:
                        raise Failed(f"does not start: {(self.home / 'serve.log').read_text()[-1500:]}")
                    time.sleep(0.5)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()
                server.wait(timeout=60)

    def _own(self) -> dict[str, str]:
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("DUNGVIEC_", "DATABASE_", "DJANGO_", "PYTHON"))
        }
        database = {"DATABASE_URL": self.database} if self.database else {}
        return kept | database | {"DUNGVIEC_HOME": str(self.home), "DUNGVIEC_BACKUPS": str(self.backups), "DUNGVIEC_BACKUP_PASSPHRASE_FILE": str(self.backups / "passphrase")}  # fmt: skip


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own, on the loopback
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def look(address: str) -> str:
    """Log in as the personnel officer, open the list and the first record on it; the record's heading."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def page(path: str, **values: str) -> str:
        body = urllib.parse.urlencode(values).encode() if values else None
        with browser.open(address + path, body, timeout=300) as answer:
            return str(answer.read().decode())

    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page("/dang-nhap/"))
    page("/dang-nhap/", username=OFFICER, password=PASSWORD, csrfmiddlewaretoken=token[1] if token else "")
    person = re.search(r'href="(/can-bo/[A-Z0-9]+/)', page("/can-bo/"))
    if person is None:
        raise Failed("the list of people shows nobody")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page(person[1]), re.DOTALL)
    shown = re.sub("<[^>]+>|[ \n]+", " ", heading[1]).strip() if heading else ""
    return f"{person[1]} {shown}"


class Log:
    """Steps with their seconds."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def __call__(self, step: str, told: str) -> None:
        print(f"{step:>10}  {time.monotonic() - self.began:6.0f} s  {told}", flush=True)
        self.began = time.monotonic()


def environment(place: Path, wheel: Path, wheels: Path) -> Path:
    """The old version as it was installed: an empty environment from the wheels alone."""
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    subprocess.run([str(place / "bin/python"), "-m", "pip", "install", "-q", "--no-index", "--find-links", str(wheels), f"dungviec[postgres] @ {wheel.resolve().as_uri()}"], check=True)  # fmt: skip
    return place


def rehearse(old: Path, new: Path, wheels: Path, place: Path, database: str, empty: str) -> None:
    """All steps. ``database`` and ``empty``: addresses of two empty databases, or "" for SQLite. Raises :class:`Failed`."""
    say, python = Log(), place / "old"
    site = Site(environment(python, old, wheels), place / "home", database, place / "backups")
    site.home.mkdir()
    site.backups.mkdir()
    (site.backups / "passphrase").write_text(secrets.token_hex(16))
    site.run("python", str(ROOT / "tools/upgrade_fixture.py"), "build", str(site.home))
    with site.served() as address:
        record = look(address)
    say("before", f"{old.name}: {(before := site.counts())}; {record}")

    backup = site.backups / "before.dvbackup"
    with site.served():  # everybody goes on working
        site.run("dungviec", "backup", str(backup))
    say(STEPS[0], f"{backup.stat().st_size / 1e6:.1f} MB")
    site.run("dungviec", "restore", "--check", str(backup))
    say(STEPS[1], "read and compared whole")
    say(STEPS[2], "web and worker ended")

    key = place / "update-key"
    subprocess.run(
        [sys.executable, str(ROOT / "tools/make_wheelhouse.py"), "key", str(key)], check=True, capture_output=True
    )
    archive = place / "new.update"
    subprocess.run([sys.executable, str(ROOT / "tools/make_wheelhouse.py"), "pack", "--key", str(key), "--wheels", str(wheels), "--out", str(archive), str(new)], check=True, capture_output=True)  # fmt: skip
    site.run("dungviec", "office", "update", "verify", str(archive), "--key", f"{key}.pub")
    say(STEPS[3], f"{archive.stat().st_size / 1e6:.0f} MB, signed")
    site.run("dungviec", "office", "update", "install", str(archive), str(place / "new"), "--key", f"{key}.pub")
    later = replace(site, environment=place / "new")
    say(STEPS[4], later.run("dungviec", "--version").strip())
    told = later.run("dungviec", "office", "manage", "migrate", "--noinput")
    say(STEPS[5], f"{told.count('... OK')} migrations")
    with later.served() as address:
        say(STEPS[6], "ready")
        if (found := look(address)) != record:
            raise Failed(f"another record: {found} instead of {record}")
        later.run("dungviec", "office", "status", may_fail=True)
    say(STEPS[7], f"{(after := later.counts())}; {found}")
    if (after["people"], after["whole"]) != (before["people"], True):
        raise Failed(f"{after} instead of {before}")

    back = replace(site, home=place / "home-again", database=empty)
    back.home.mkdir()
    back.run("dungviec", "restore", str(backup))
    with back.served() as address:
        if (found := look(address)) != record:
            raise Failed(f"another record: {found} instead of {record}")
    say(STEPS[8], f"{old.name}: {(again := back.counts())}; {found}")
    if (again["people"], again["accounts"], again["whole"]) != (before["people"], before["accounts"], True):
        raise Failed(f"{again} instead of {before}")


def main(words: list[str]) -> int:
    """The command line."""
    options = argparse.ArgumentParser(prog="python tools/rehearse_update.py", description=__doc__)
    options.add_argument("old", type=Path)
    options.add_argument("new", type=Path)
    options.add_argument("--wheels", type=Path, required=True)
    options.add_argument("--postgresql", action="store_true")
    given = options.parse_args(words)
    try:
        with tempfile.TemporaryDirectory(prefix="dungviec-update-") as folder:
            if not given.postgresql:
                rehearse(given.old, given.new, given.wheels, Path(folder), "", "")
            else:
                from postgres import postgres

                with postgres() as url:
                    import psycopg

                    with psycopg.connect(url, autocommit=True) as server:
                        server.execute("CREATE DATABASE again")
                    rehearse(given.old, given.new, given.wheels, Path(folder), url, url.rsplit("/", 1)[0] + "/again")
    except Failed as bad:
        print(f"FAILED: {bad}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
