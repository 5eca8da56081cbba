"""The signed archive: made, verified, installed without a network into an environment of its own; altered, missing or old ones refused."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import make_wheelhouse

from dungviec.office.operations.faults import OperationsFault
from dungviec.office.operations.wheelhouse import install, read_key, verify

pytestmark = pytest.mark.either


def wheel(folder: Path, name: str, version: str, *, needs: str = "") -> Path:
    """A real wheel with one module."""
    info = f"{name}-{version}.dist-info"
    needed = f"Requires-Dist: {needs}\n" if needs else ""
    files = {
        f"{name}/__init__.py": f'__version__ = "{version}"\n',
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needed}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [
        f"{n},sha256={base64.urlsafe_b64encode(hashlib.sha256(t.encode()).digest()).rstrip(b'=').decode()},{len(t)}"
        for n, t in files.items()
    ]
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as packed:
        for n, text in files.items():
            packed.writestr(n, text)
        packed.writestr(f"{info}/RECORD", "\n".join([*lines, f"{info}/RECORD,,"]) + "\n")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive of version 0.2.0 with one package beside it, and the public key."""
    folder = tmp_path_factory.mktemp("wheelhouse")
    make_wheelhouse.make_key(folder / "key")
    (folder / "wheels").mkdir()
    own = wheel(folder, "dungviec", "0.2.0", needs="beside")
    wheel(folder / "wheels", "beside", "1.0")
    words = [
        "pack",
        str(own),
        "--key",
        str(folder / "key"),
        "--follows",
        "0.1.0",
        "--wheels",
        str(folder / "wheels"),
        "--out",
        str(folder / "a.update"),
    ]
    assert make_wheelhouse.main(words) == 0
    return folder / "a.update", folder / "key.pub"


def test_it_is_installed_without_a_network(made: tuple[Path, Path], tmp_path: Path) -> None:
    archive, key = made
    found = install(archive, read_key(key), tmp_path / "new", installed="0.1.0", extras="")
    assert found.version == "0.2.0"
    told = subprocess.run(
        [tmp_path / "new" / "bin" / "python", "-c", "import dungviec, beside; print(dungviec.__version__)"],
        capture_output=True, text=True, check=True, cwd=tmp_path, env={},
    )  # fmt: skip
    assert told.stdout.strip() == "0.2.0"
    with pytest.raises(OperationsFault, match="chọn thư mục mới"):
        install(archive, read_key(key), tmp_path / "new", extras="")


def test_an_installation_that_fails_leaves_nothing(made: tuple[Path, Path], tmp_path: Path) -> None:
    own = wheel(tmp_path, "dungviec", "0.3.0", needs="not-there")
    words = [
        "pack",
        str(own),
        "--key",
        str(made[0].parent / "key"),
        "--wheels",
        str(made[0].parent / "wheels"),
        "--out",
        str(tmp_path / "c.update"),
    ]
    assert make_wheelhouse.main(words) == 0
    with pytest.raises(OperationsFault, match="Bản đang chạy không bị đụng tới"):
        install(tmp_path / "c.update", read_key(made[1]), tmp_path / "new", extras="")
    assert not (tmp_path / "new").exists()


def test_a_package_locked_twice_for_older_and_newer_pythons_is_fetched_as_both(tmp_path: Path) -> None:
    lines = [
        "one==1 ; python_version < '3.12' \\",
        "    --hash=sha256:aa",
        "one==2 ; python_version >= '3.12' \\",
        "    --hash=sha256:bb",
        "two[x]==3 \\",
        "    --hash=sha256:cc",
    ]
    (tmp_path / "a.lock").write_text("\n".join(lines) + "\n")
    found = make_wheelhouse.locked(tmp_path / "a.lock")
    assert found.keys() == {"one", "two"}
    assert "".join(found.values()).splitlines() == lines
    assert not {n for n in make_wheelhouse.SERVER if n not in make_wheelhouse.locked(make_wheelhouse.DEV)}


def rebuilt(archive: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with tarfile.open(archive) as tar:
        entries = {m.name: tar.extractfile(m).read() for m in tar.getmembers()}  # type: ignore[union-attr]
    change(entries)
    with tarfile.open(target, "w") as tar:
        for name, body in entries.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            tar.addfile(entry, io.BytesIO(body))
    return target


BESIDE = "wheels/beside-1.0-py3-none-any.whl"


@pytest.mark.parametrize(
    ("change", "english"),
    [
        (lambda e: e.update({BESIDE: e[BESIDE] + b"x"}), "altered"),
        (lambda e: e.pop(BESIDE), "altered"),
        (lambda e: e.update({"wheels/more-1.0-py3-none-any.whl": b"x"}), "altered"),
        (lambda e: e.update({"../outside.whl": b"x"}), "altered"),
        (lambda e: e.update({"wheels/../../outside.whl": b"x"}), "altered"),
        (lambda e: e.update({"manifest.json": e["manifest.json"].replace(b"0.2.0", b"9.9.9")}), "not signed"),
        (lambda e: e.update({"manifest.sig": bytes(64)}), "not signed"),
        (lambda e: e.pop("manifest.sig"), "not signed"),
    ],
)  # fmt: skip
def test_whatever_was_altered_is_refused(made: tuple[Path, Path], tmp_path: Path, change: Callable[[dict[str, bytes]], None], english: str) -> None:  # fmt: skip
    archive, key = made
    broken = rebuilt(archive, tmp_path / "b.update", change)
    with pytest.raises(OperationsFault) as refused:
        verify(broken, read_key(key))
    assert english in refused.value.english
    with pytest.raises(OperationsFault):
        install(broken, read_key(key), tmp_path / "new", extras="")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("installed", "told"), [("0.2.0", "no newer"), ("0.10.0", "no newer"), ("0.0.9", "follows 0.1.0")])  # fmt: skip
def test_older_ones_and_leaps_are_refused(made: tuple[Path, Path], installed: str, told: str) -> None:
    archive, key = made
    with pytest.raises(OperationsFault) as refused:
        verify(archive, read_key(key), installed=installed)
    assert told in refused.value.english


def test_another_key_and_files_that_are_none_are_refused(made: tuple[Path, Path], tmp_path: Path) -> None:
    archive, _key = made
    make_wheelhouse.make_key(tmp_path / "other")
    with pytest.raises(OperationsFault, match="Chữ ký"):
        verify(archive, read_key(tmp_path / "other.pub"))
    (tmp_path / "cut.update").write_bytes(archive.read_bytes()[:300])
    (tmp_path / "text.pub").write_text("khong phai khoa")
    with pytest.raises(OperationsFault):
        verify(tmp_path / "cut.update", read_key(tmp_path / "other.pub"))
    with pytest.raises(OperationsFault, match="Không đọc được khóa"):
        read_key(tmp_path / "text.pub")
    with pytest.raises(OperationsFault, match="Không đọc được gói"):
        verify(tmp_path / "none.update", read_key(tmp_path / "other.pub"))
    assert (tmp_path / "other").stat().st_mode & 0o077 == 0
