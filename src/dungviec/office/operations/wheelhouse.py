"""An update for a machine without internet: one signed archive with the wheel of the office and every wheel it needs.

A tar holds ``manifest.json`` (version, lowest version it may follow, the digest of every wheel), its Ed25519 signature, and the wheels.
Nothing is unpacked before the signature and every digest fit. Made by ``tools/make_wheelhouse.py``; knows no Django.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from dungviec.office.operations.faults import OperationsFault

FORMAT = 1
_WHEEL = re.compile(r"[A-Za-z0-9_.+-]+\.whl")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself."""

    version: str
    follows: str
    """The lowest version that may be brought to this one."""
    python: str
    made_on: str
    wheels: dict[str, str]
    """SHA-256 by file name."""

    def as_bytes(self) -> bytes:
        """As it is signed."""
        told = {"format": FORMAT, "version": self.version, "follows": self.follows, "python": self.python, "made_on": self.made_on, "wheels": self.wheels}  # fmt: skip
        return json.dumps(told, sort_keys=True, ensure_ascii=False).encode()


def pack(wheels: list[Path], manifest: Manifest, key: Ed25519PrivateKey, target: Path) -> None:
    """Write the archive; the digests in the manifest are those of the files."""
    import io

    body = manifest.as_bytes()
    with tarfile.open(target, "w") as tar:
        for name, content in (("manifest.json", body), ("manifest.sig", key.sign(body))):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o644
            tar.addfile(entry, io.BytesIO(content))
        for path in sorted(wheels):
            tar.add(path, f"wheels/{path.name}", recursive=False)


def digest_of(file: IO[bytes]) -> str:
    """SHA-256 of what is left of a file."""
    summed = hashlib.sha256()
    while part := file.read(_CHUNK):
        summed.update(part)
    return summed.hexdigest()


def read_key(path: Path, *, private: bool = False) -> Any:
    """An Ed25519 key from a PEM file. Raises OperationsFault."""
    try:
        body = path.read_bytes()
        key = load_pem_private_key(body, None) if private else load_pem_public_key(body)
    except (OSError, ValueError) as problem:
        raise OperationsFault(
            f"Không đọc được khóa «{path}» ({type(problem).__name__}).", f"Cannot read the key '{path}' ({type(problem).__name__})."
        ) from problem  # fmt: skip
    if not isinstance(key, Ed25519PrivateKey if private else Ed25519PublicKey):
        raise OperationsFault(f"Khóa «{path}» không phải Ed25519.", f"The key '{path}' is not Ed25519.")
    return key


def verify(archive: Path, key: Ed25519PublicKey, *, installed: str = "") -> Manifest:
    """The manifest of an archive that is whole, signed by ``key``, and not older than what is ``installed``. Raises OperationsFault."""
    with _opened(archive) as tar:
        manifest = _manifest(tar, key)
        seen: dict[str, str] = {}
        for entry in tar.getmembers():
            if entry.name in ("manifest.json", "manifest.sig"):
                continue
            name = entry.name.removeprefix("wheels/")
            if not entry.isfile() or entry.name != f"wheels/{name}" or not _WHEEL.fullmatch(name) or name in seen:
                raise _altered(f"{entry.name[:80]}")
            file = tar.extractfile(entry)
            assert file is not None, "a regular file"
            seen[name] = digest_of(file)
    for name in sorted(manifest.wheels.keys() | seen.keys()):
        if manifest.wheels.get(name) != seen.get(name):
            raise _altered(name)
    _require_newer(manifest, installed)
    return manifest


def install(
    archive: Path, key: Ed25519PublicKey, target: Path, *, installed: str = "", extras: str = "postgres"
) -> Manifest:
    """Verify, then install into a new virtual environment at ``target``, asking no network. Raises OperationsFault."""
    if target.exists():
        raise OperationsFault(
            f"Đã có «{target}»; chọn thư mục mới.", f"There is '{target}' already; choose a new folder."
        )
    manifest = verify(archive, key, installed=installed)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, _opened(archive) as tar:
        tar.extractall(folder, filter="data")
        verified = {p.name: digest_of(p.open("rb")) for p in (Path(folder) / "wheels").iterdir()}
        if verified != manifest.wheels:
            raise _altered("wheels")
        wanted = f"dungviec[{extras}]=={manifest.version}" if extras else f"dungviec=={manifest.version}"
        pip = [
            str(target / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-index",
            "--disable-pip-version-check",
            "--find-links",
        ]
        for command in ([sys.executable, "-m", "venv", str(target)], [*pip, str(Path(folder) / "wheels"), wanted]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode:
                shutil.rmtree(target, ignore_errors=True)  # half an environment is none
                last = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1][:300]
                raise OperationsFault(
                    f"Không cài được: {last}. Bản đang chạy không bị đụng tới.", f"The installation failed: {last}. What runs now was not touched."
                )  # fmt: skip
    return manifest


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(archive, "r:") as tar:
            yield tar
    except (OSError, tarfile.TarError) as problem:
        raise OperationsFault(
            f"Không đọc được gói cập nhật «{archive}».", f"The update '{archive}' cannot be read."
        ) from problem


def _manifest(tar: tarfile.TarFile, key: Ed25519PublicKey) -> Manifest:
    try:
        parts = [tar.extractfile(name) for name in ("manifest.json", "manifest.sig")]
        body, signature = (part.read(_CHUNK) if part else b"" for part in parts)
        key.verify(signature, body)
        told = json.loads(body)
        if told["format"] != FORMAT:
            raise OperationsFault(
                f"Gói cập nhật dùng định dạng {told['format']}, bản này chỉ đọc {FORMAT}.", f"The update has format {told['format']}, this version reads {FORMAT}."
            )  # fmt: skip
        return Manifest(told["version"], told["follows"], told["python"], told["made_on"], dict(told["wheels"]))
    except (KeyError, InvalidSignature) as problem:
        raise OperationsFault(
            "Chữ ký của gói cập nhật không đúng với khóa này: không cài.", "The update is not signed by this key: it is not installed."
        ) from problem  # fmt: skip


def _require_newer(manifest: Manifest, installed: str) -> None:
    if installed and _number(manifest.version) <= _number(installed):
        raise OperationsFault(
            f"Gói cập nhật là bản {manifest.version}, không mới hơn bản đang chạy {installed}.", f"The update is {manifest.version}, no newer than {installed} that runs."
        )  # fmt: skip
    if installed and _number(installed) < _number(manifest.follows):
        raise OperationsFault(
            f"Gói này chỉ nối tiếp từ bản {manifest.follows}; bản đang chạy là {installed}: cập nhật bản trung gian trước.",
            f"This update follows {manifest.follows} at least; {installed} runs: install the one between first.",
        )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0]))


def _altered(name: str) -> OperationsFault:
    return OperationsFault(
        f"Gói cập nhật đã bị sửa hoặc thiếu: «{name}».", f"The update was altered or is incomplete: '{name}'."
    )
