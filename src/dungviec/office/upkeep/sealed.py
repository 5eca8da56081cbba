"""A sealed file: a stream encrypted piece by piece under a passphrase, so that a changed, swapped or cut-off piece is found.

AES-256-GCM over pieces of 64 KiB with counted nonces and a mark on the last one (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár,
*Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance*, CRYPTO 2015); the key comes from the passphrase by scrypt (RFC 7914).
The heading is authenticated with every piece.
"""

from __future__ import annotations

import io
import json
import os
import struct
from typing import IO, TYPE_CHECKING

from dungviec.office.upkeep.faults import UpkeepFault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"DUNGVIEC-BACKUP 1\n"
PIECE = 64 * 1024
_TAG = 16
_WORK = 2**16
"""Of scrypt: about 64 MiB and a quarter of a second for each try at a passphrase."""
_MOST_WORK = 2**20
SHORTEST = 12
"""Characters of a passphrase."""


def _cipher(passphrase: str, salt: bytes, work: int) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return AESGCM(Scrypt(salt=salt, length=32, n=work, r=8, p=1).derive(passphrase.encode()))


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)


class SealedWriter(io.RawIOBase):
    """Writes into ``file``; :meth:`close` writes the last piece. ``file`` itself stays open."""

    def __init__(self, file: IO[bytes], passphrase: str, *, work: int = _WORK) -> None:
        super().__init__()
        if len(passphrase) < SHORTEST:
            raise UpkeepFault(
                f"Mật khẩu của bản sao lưu cần từ {SHORTEST} ký tự.", f"The passphrase of a backup needs {SHORTEST} characters or more."
            )  # fmt: skip
        salt, self._prefix = os.urandom(16), os.urandom(7)
        self._head = json.dumps({"kdf": "scrypt", "n": work, "salt": salt.hex(), "prefix": self._prefix.hex()}).encode() + b"\n"  # fmt: skip
        self._cipher = _cipher(passphrase, salt, work)
        self._file, self._held, self._number = file, bytearray(), 0
        file.write(MAGIC + self._head)

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        """Take bytes; whole pieces go to the file at once, but never the last one."""
        self._held += data
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(data)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._prefix, self._number, last=last), piece, self._head))
        self._number += 1

    def close(self) -> None:
        """Write the last piece."""
        if not self.closed:
            self._put(bytes(self._held), last=True)
            super().close()

    def give_up(self) -> None:
        """End without a last piece: what was written so far opens for nobody."""
        super().close()


class SealedReader(io.RawIOBase):
    """Reads what a :class:`SealedWriter` wrote. Every piece is checked before a byte of it is given out; raises :class:`UpkeepFault`."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        super().__init__()
        if file.read(len(MAGIC)) != MAGIC:
            raise UpkeepFault("Tệp không phải bản sao lưu của Đúng Việc.", "The file is no backup of Đúng Việc.")
        self._head = file.readline(400)
        try:
            told = json.loads(self._head)
            salt, self._prefix, work = bytes.fromhex(told["salt"]), bytes.fromhex(told["prefix"]), int(told["n"])
            fits = told["kdf"] == "scrypt" and len(salt) == 16 and len(self._prefix) == 7 and 2 <= work <= _MOST_WORK and work & (work - 1) == 0  # fmt: skip
        except (ValueError, KeyError, TypeError):
            fits = False
        if not fits:
            raise UpkeepFault("Phần đầu của bản sao lưu đã hỏng.", "The heading of the backup is damaged.")
        self._cipher = _cipher(passphrase, salt, work)
        self._file, self._number, self._held, self._ended = file, 0, b"", False
        self._ahead = file.read(PIECE + _TAG)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill ``into`` from the pieces."""
        while not self._held and not self._ended:
            self._next()
        count = min(len(into), len(self._held))
        into[:count] = self._held[:count]
        self._held = self._held[count:]
        return count

    def _next(self) -> None:
        from cryptography.exceptions import InvalidTag

        sealed, self._ahead = self._ahead, self._file.read(PIECE + _TAG)
        last = not self._ahead
        try:
            self._held = self._cipher.decrypt(_nonce(self._prefix, self._number, last=last), sealed, self._head)
        except InvalidTag:
            if self._number:
                raise UpkeepFault(
                    "Bản sao lưu bị cắt cụt hoặc đã bị sửa; dùng bản khác.", "The backup is cut off or was altered; use another one."
                ) from None  # fmt: skip
            raise UpkeepFault(
                "Không mở được bản sao lưu: sai mật khẩu, hoặc tệp đã hỏng.", "The backup does not open: a wrong passphrase, or a damaged file."
            ) from None  # fmt: skip
        self._number += 1
        self._ended = last
