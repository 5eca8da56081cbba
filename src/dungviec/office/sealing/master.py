"""The master key: 32 bytes that are kept outside the database and only wrap data keys.

Where it comes from, the first that is set: ``DUNGVIEC_MASTER_KEY_COMMAND`` (a program without a shell that prints it, such as the client
of a key service), ``DUNGVIEC_MASTER_KEY_FILE``, ``DUNGVIEC_MASTER_KEY``; else ``master-key`` in the data folder, made with the first data key.
Each holds one key a line, as hex or base64: the first one wraps, the others only open what was wrapped before.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from dungviec.office.sealing.faults import SealFault

FILE = "master-key"
LENGTH = 32
_PATIENCE = 20
"""Seconds a key service may take."""


@dataclass(frozen=True, slots=True)
class Master:
    """One master key and the fingerprint that names it."""

    key: bytes
    fingerprint: str


def fingerprint(key: bytes) -> str:
    """What names a master key without telling it."""
    return hashlib.sha256(b"dungviec master key\n" + key).hexdigest()[:16]


def masters(*, make: bool = False) -> list[Master]:
    """The master keys of this machine, the one in use first. ``make``: write the file of the data folder where nothing is set.

    Raises :class:`SealFault` where none can be had or one is no key.
    """
    told, place = _told(make=make)
    found = []
    for line in told.split():
        key = _decoded(line)
        if key is None or len(key) != LENGTH:
            raise SealFault(
                f"Khóa chủ trong {place} không phải 32 byte viết bằng hex hoặc base64.",
                f"The master key in {place} is not 32 bytes in hex or base64.",
            )
        found.append(Master(key, fingerprint(key)))
    if not found:
        raise SealFault(
            f"Không có khóa chủ trong {place}; đặt lại khóa đã dùng, rồi chạy lại.",
            f"There is no master key in {place}; put the key back that was used, then run again.",
        )
    return found


def new_key() -> str:
    """A fresh master key as it is written into a file."""
    return secrets.token_hex(LENGTH)


def _told(*, make: bool) -> tuple[str, str]:
    """What the source says, and the name of the source for people."""
    if command := os.environ.get("DUNGVIEC_MASTER_KEY_COMMAND"):
        return _asked(command), "DUNGVIEC_MASTER_KEY_COMMAND"
    if given := os.environ.get("DUNGVIEC_MASTER_KEY_FILE"):
        path, place = Path(given), "DUNGVIEC_MASTER_KEY_FILE"
    elif told := os.environ.get("DUNGVIEC_MASTER_KEY"):
        return told, "DUNGVIEC_MASTER_KEY"
    else:
        path, place = Path(settings.HOME) / FILE, f"«{FILE}»"
        if make:
            _make(path)
    try:
        return path.read_text(encoding="ascii"), place
    except (OSError, UnicodeDecodeError) as problem:
        raise SealFault(
            f"Không đọc được khóa chủ ({place}): {getattr(problem, 'strerror', None) or 'không phải chữ'}. Dữ liệu đã niêm không mở được khi thiếu khóa.",
            f"Cannot read the master key ({place}): {getattr(problem, 'strerror', None) or 'no text'}. Sealed data does not open without it.",
        ) from None


def _make(path: Path) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(new_key() + "\n")
        file.flush()
        os.fsync(file.fileno())


def _asked(command: str) -> str:
    try:
        done = subprocess.run(shlex.split(command), capture_output=True, text=True, timeout=_PATIENCE, check=True)  # noqa: S603 - the site's own program
    except (OSError, subprocess.SubprocessError, ValueError) as problem:
        raise SealFault(
            f"Chương trình DUNGVIEC_MASTER_KEY_COMMAND không cho khóa chủ ({type(problem).__name__}). Xin kiểm tra dịch vụ khóa.",
            f"The program of DUNGVIEC_MASTER_KEY_COMMAND gave no master key ({type(problem).__name__}). Check the key service.",
        ) from None
    return done.stdout


def _decoded(line: str) -> bytes | None:
    try:
        return bytes.fromhex(line)
    except ValueError:
        pass
    try:
        return base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        return None
