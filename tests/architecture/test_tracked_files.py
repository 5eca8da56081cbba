"""What is in the repository: our own text, no machine's addresses or paths, nothing large, nothing of third parties."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 1_000_000

# Written in pieces, so that this file does not find itself.
REGISTRY = re.compile(
    "|".join(["python" + r"hosted\.org", r"//py" + r"pi\.org", "registry" + r"\.npmjs", "deb" + r"\.debian\.org"]), re.I
)
MACHINE_PATH = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:" + "|".join(["work", "farm", "root"]) + ")/")
FOREIGN = re.compile(r"(\.min\.(js|css)$|(^|/)node_modules/|\.woff2?$|(^|/)static/dist/)")
UNFINISHED = re.compile(
    "|".join(["NotImplemented" + "Error", "TO" + "DO", "FIX" + "ME", r"pytest\.mark\.(skip|xfail)" + r"\("])
)
SECRET = re.compile(r"BEGIN (RSA |EC |OPENSSH )?PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}")
LOCKS = ("requirements.lock", "requirements-dev.lock", "tools/bootstrap.lock", "tools/nodejs.lock")


@cache
def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def lines_with(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    found = []
    for path in tracked():
        data = path.read_bytes()
        if (suffixes and path.suffix not in suffixes) or b"\0" in data[:8000]:
            continue
        for number, line in enumerate(data.decode("utf-8", errors="replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return found


def test_no_registry_host() -> None:
    assert lines_with(REGISTRY) == []


def test_no_path_of_a_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_secret() -> None:
    assert lines_with(SECRET) == []


def test_nothing_unfinished_in_code() -> None:
    assert lines_with(UNFINISHED, ".py") == []


def test_nothing_of_third_parties() -> None:
    assert [str(path.relative_to(ROOT)) for path in tracked() if FOREIGN.search(str(path.relative_to(ROOT)))] == []


def test_nothing_large() -> None:
    assert {
        str(path.relative_to(ROOT)): path.stat().st_size for path in tracked() if path.stat().st_size > LARGEST
    } == {}


@pytest.mark.parametrize("name", LOCKS)
def test_a_python_lock_holds_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", entry), f"not a pinned version: {entry[:80]}"
        assert "--hash=sha256:" in entry, f"no hash: {entry[:80]}"
    assert not re.search(r"://|file:|^-", text, re.MULTILINE)


def test_the_npm_lock_holds_hashes_and_no_address() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity": "sha512-' in text
    assert '"resolved"' not in text


def test_the_runtime_lock_is_part_of_the_development_lock() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9._-]+==[^ \\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()
    assert pins("tools/bootstrap.lock") - pins("requirements-dev.lock") == set()


def test_ci_has_its_run_bit() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
