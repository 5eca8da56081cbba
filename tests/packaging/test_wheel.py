"""`pip install .` on a clean clone, and the wheel from an empty environment and folder: everything is inside."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin

import pytest
from tests.browser.office import LOG_IN, free_port, served

ROOT = Path(__file__).resolve().parents[2]
UV = Path(sys.executable).parent / "uv"

pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (
        f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive, built from the tracked files alone, each in an isolated environment."""
    clone = tmp_path_factory.mktemp("clone")
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)
    # Where the machine has no Node, the build must fetch npm itself: our own venv does not help it.
    outside = os.pathsep.join(
        folder for folder in os.environ["PATH"].split(os.pathsep) if Path(folder) != Path(sys.executable).parent
    )
    run(UV, "build", "--out-dir", clone / "dist", cwd=clone, env=os.environ | {"PATH": outside})
    return next((clone / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an empty environment into which only the locked packages and the wheel went."""
    venv = tmp_path_factory.mktemp("venv")
    run(UV, "venv", "-q", "--python", sys.executable, venv / "venv", cwd=venv)
    into = os.environ | {"VIRTUAL_ENV": str(venv / "venv")}
    run(UV, "pip", "install", "-q", "--require-hashes", "-r", ROOT / "requirements.lock", cwd=venv, env=into)
    run(UV, "pip", "install", "-q", "--no-deps", wheel, cwd=venv, env=into)
    run(UV, "pip", "check", cwd=venv, env=into)
    return venv / "venv" / "bin"


@pytest.fixture
def empty(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody new: a home with nothing in it, no settings."""
    home = tmp_path / "home"
    home.mkdir()
    return {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}


def test_the_wheel_holds_the_assets_and_the_law_and_no_sources_of_them(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    dist = [name for name in names if "/static/dist/" in name]
    assert any(name.endswith("office.css") for name in dist)
    assert any(name.endswith(".woff2") for name in dist)
    assert any(name.startswith("dungviec/law/packs/") for name in names)
    assert any(name.endswith("/en/LC_MESSAGES/django.mo") for name in names)
    assert not [name for name in names if "node_modules" in name or name.startswith(("tests/", "tools/"))]


def test_it_tells_its_version(installed: Path, tmp_path: Path, empty: dict[str, str]) -> None:
    assert re.search(r"\d+\.\d+", run(installed / "dungviec", "--version", cwd=tmp_path, env=empty))


def test_it_writes_the_demo_city(installed: Path, tmp_path: Path, empty: dict[str, str]) -> None:
    run(installed / "dungviec", "synth", "cam-pha-2020", "-o", "city.xlsx", cwd=tmp_path, env=empty)
    assert zipfile.is_zipfile(tmp_path / "city.xlsx")


def test_it_serves_the_office_with_its_style_and_fonts(installed: Path, tmp_path: Path, empty: dict[str, str]) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [str(installed / "dungviec"), "demo", "--port", str(port)]
    with served(command, url=url + LOG_IN, log=tmp_path / "server.log", cwd=tmp_path, env=empty):
        page = urllib.request.urlopen(url + LOG_IN, timeout=10).read().decode()
        [style] = re.findall(r'href="([^"]*office\.css[^"]*)"', page)
        css = urllib.request.urlopen(url + style, timeout=10)
        assert css.headers["Content-Type"].startswith("text/css")
        text = css.read().decode()
        assert len(text) > 10_000
        font = re.search(r"url\(['\"]?([^)'\"]+\.woff2)", text)
        assert font, "the style sheet names no font"
        address = urljoin(url + style, font.group(1))
        assert urllib.request.urlopen(address, timeout=10).read(4) == b"wOF2"
