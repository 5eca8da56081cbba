"""All checks and tests of the project, step by step, with one summary: `make test`.

    python tools/run_tests.py                 everything
    python tools/run_tests.py lint django     the steps of these names

On two or more cores the steps run in two lanes beside each other, the longest first; what a step says is printed whole
when it ends. A step that cannot run here because the machine lacks something (PostgreSQL, a browser) counts its tests as skipped and
says what to install. The last line is the sum over all steps; the exit code is 1 when anything failed.
"""

import dataclasses
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

sys.path.insert(0, str(Path(__file__).parent))

import chromium
from postgres import NoPostgres, postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WEB_TESTS = ["tests/office"]
BROWSER_TESTS = "tests/browser"
PACKAGING_TESTS = "tests/packaging"
OUTPUT: ContextVar[BinaryIO | None] = ContextVar("OUTPUT", default=None)
"""Where the commands of the step of this lane write; None: straight to the screen."""
RUNNING: set[subprocess.Popen[bytes]] = set()
ENDED = threading.Event()
"""Told to stop: nothing new is begun, what runs is ended, and servers are taken down on the way out."""
LIBRARY = sorted(
    p.parent.name for p in (ROOT / "src" / "dungviec").glob("*/__init__.py") if p.parent.name not in ("cli", "office")
)
"""Every room of the library, so that no room's examples go unrun."""


@dataclasses.dataclass(frozen=True, slots=True)
class Count:
    """How many checks of a step passed, failed and were skipped, and why they were."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def check(*command: str) -> Count:
    """One command that is right when it exits with 0."""
    return Count(passed=1) if _run([str(BIN / command[0]), *command[1:]]) == 0 else Count(failed=1)


def pytest(*arguments: str, splits: bool = False, **environment: str) -> Count:
    """One pytest run, counted from its JUnit report; a run in which no test ran has failed.

    ``splits``: may run on all cores where no other lane is beside it.
    """
    with tempfile.TemporaryDirectory(prefix="dungviec-tests-") as folder:
        report = Path(folder) / "junit.xml"
        parallel = ["-n", "auto", "--dist", "loadfile"] if splits and OUTPUT.get() is None else []
        options = ["--junitxml", str(report), "-ra", "--durations=5", *parallel]
        told = {"DUNGVIEC_HOME": folder} | environment  # never the developer's own office
        code = _run([sys.executable, "-m", "pytest", *options, *arguments], **told)
        if not report.exists():
            return Count(failed=1, note=f"pytest ended with {code} and no report")
        suites = ElementTree.parse(report).getroot().findall("testsuite")  # noqa: S314  (our own file)
        total, bad, skipped = (
            sum(int(suite.get(name, 0)) for suite in suites for name in names)
            for names in (["tests"], ["failures", "errors"], ["skipped"])
        )
        if total == 0:
            return Count(failed=1, note="no test ran")
        passed = max(0, total - bad - skipped)
        # An error outside of any test (a broken conftest, a crashed worker) shows in the exit code only.
        return Count(passed, bad if bad or code == 0 else 1, skipped)


def lint() -> Count:
    """Ruff: rules and format."""
    return check("ruff", "check", ".") + check("ruff", "format", "--check", "--quiet", ".")


def types() -> Count:
    """mypy: strict on the library, with Django's types on the office."""
    return check("mypy")


def imports() -> Count:
    """import-linter: the house plan."""
    return check("lint-imports", "--no-cache")


def library() -> Count:
    """Unit, property and law-case tests and the doctests of the library and its command line."""
    apart = [*WEB_TESTS, BROWSER_TESTS, PACKAGING_TESTS]
    rooms = [f"src/dungviec/{room}" for room in LIBRARY]
    no_django = ["-p", "no:django", "-W", "ignore::pytest.PytestConfigWarning"]
    ignored = [f"--ignore={path}" for path in apart]
    return pytest("tests", *rooms, "--doctest-modules", *no_django, *ignored, splits=True)


def sqlite() -> Count:
    """The office on SQLite: all of it when asked by name or without PostgreSQL, else what PostgreSQL is not asked or may answer otherwise."""
    part = [] if sys.argv[1:] or not _postgres_here() else ["-m", "either or each"]
    return pytest(*WEB_TESTS, *part, DATABASE_URL="")


def postgresql() -> Count:
    """The same tests of the office on a real PostgreSQL, without those whose answer hangs on no database."""
    try:
        with postgres() as url:
            return pytest(*WEB_TESTS, "-m", "not either", DATABASE_URL=url)
    except NoPostgres as error:
        return Count(skipped=_collected(*WEB_TESTS), note=str(error))


def browser() -> Count:
    """Pages in Chromium: accessibility, phone width, content security policy."""
    try:
        path = chromium.ensure()
    except chromium.NoChromium as error:
        return Count(skipped=_collected(BROWSER_TESTS), note=str(error))
    return pytest(BROWSER_TESTS, DUNGVIEC_CHROMIUM=str(path))


def packaging() -> Count:
    """The wheel in an empty environment."""
    return pytest(PACKAGING_TESTS)


STEPS: dict[str, Callable[[], Count]] = {
    "lint": lint,
    "imports": imports,
    "postgresql": postgresql,
    "browser": browser,
    "library": library,
    "sqlite": sqlite,
    "packaging": packaging,
    "types": types,
}
"""The steps in the order in which the lanes take them: what tells most at once, then the longest first."""


def main() -> int:
    """Run the steps named on the command line, or all; print what each gave and the sum."""
    signal.signal(signal.SIGTERM, _end)  # so that servers are ended on the way out
    unknown = set(sys.argv[1:]) - STEPS.keys()
    if unknown:
        print(f"No step is called {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}.", file=sys.stderr)
        return 2
    names = sys.argv[1:] or list(STEPS)
    lanes = 1 if len(names) == 1 else min(2, os.cpu_count() or 1)
    with ThreadPoolExecutor(lanes) as pool:
        asked = [pool.submit(_step, name, aloud=lanes == 1) for name in names]
        done = {name: (count, seconds) for name, count, seconds in (step.result() for step in as_completed(asked))}
    print("\n\033[1m━━ summary\033[0m")
    for name in names:
        count, seconds = done[name]
        note = f"  {count.note}" if count.note else ""
        print(
            f"{name:<11}{count.passed:>6} passed {count.failed:>4} failed {count.skipped:>4} skipped {seconds:>7.1f} s{note}"
        )
    total = sum((count for count, _ in done.values()), Count())
    print(f"\n{total.passed} passed, {total.failed} failed, {total.skipped} skipped", flush=True)
    return 1 if total.failed else 0


def _postgres_here() -> bool:
    try:
        with postgres():
            return True
    except NoPostgres:
        return False


def _step(name: str, *, aloud: bool) -> tuple[str, Count, float]:
    """One step with its heading; in a lane its words are kept and printed together when it ends."""
    heading = f"\n\033[1m━━ {name}: {(STEPS[name].__doc__ or '').strip()}\033[0m\n"
    started = time.monotonic()
    if aloud:
        _say(heading.encode())
        return name, STEPS[name](), time.monotonic() - started
    with tempfile.TemporaryFile() as words:
        OUTPUT.set(words)
        count = STEPS[name]()
        words.seek(0)
        _say(heading.encode() + words.read())
    return name, count, time.monotonic() - started


def _say(words: bytes, one_at_a_time: threading.Lock = threading.Lock()) -> None:  # noqa: B008  (one lock for all)
    with one_at_a_time:
        sys.stdout.flush()
        sys.stdout.buffer.write(words)
        sys.stdout.flush()


def _end(*_: object) -> None:
    ENDED.set()
    for command in list(RUNNING):
        command.terminate()
    sys.exit(143)


def _run(command: list[str], **environment: str) -> int:
    """Run a command from the project's root; an empty value takes the variable out of its environment."""
    told = {name: value for name, value in (os.environ | environment).items() if value or name not in environment}
    if ENDED.is_set():
        return 143
    words = OUTPUT.get()
    errors = None if words is None else subprocess.STDOUT
    with subprocess.Popen(
        command, cwd=ROOT, env=told, stdin=subprocess.DEVNULL, stdout=words, stderr=errors
    ) as running:
        RUNNING.add(running)
        try:
            return running.wait()
        finally:
            RUNNING.discard(running)


def _collected(*paths: str) -> int:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *paths]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = re.search(r"^(\d+)(?:/\d+)? tests? collected", answer.stdout, re.MULTILINE)
    return int(found.group(1)) if found else 1


if __name__ == "__main__":
    sys.exit(main())
