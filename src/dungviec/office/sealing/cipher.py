"""Sealing a text and opening it: AES-256-GCM under a data key, bound to the table and column it stands in.

A sealed text reads ``dv1.NAME.…``: the data key's name, then nonce, cipher text and tag in base64. Each value has a nonce of its own, so
equal values look unlike. What does not begin so is a value from before sealing and is given back as it stands.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Callable, Sequence

from dungviec.office.sealing.faults import SealFault
from dungviec.office.sealing.ring import active, cipher

MARK = "dv1."
_HEAD = len(MARK) + 9
FILE_MARK = b"DVSEAL1\n"


def seal(text: str, place: str) -> str:
    """``text`` sealed under the key in use; ``place`` is «table.column»."""
    name, nonce = active(), os.urandom(12)
    body = nonce + cipher(name).encrypt(nonce, text.encode(), place.encode())
    return f"{MARK}{name}.{base64.b64encode(body).decode()}"


def is_sealed(value: object) -> bool:
    """Whether a stored value is a sealed one."""
    return isinstance(value, str) and value.startswith(MARK)


def key_of(sealed: str) -> str:
    """Name of the data key a sealed text was made with."""
    return sealed[len(MARK) : _HEAD - 1]


def open_text(stored: str, place: str) -> str:
    """The text of a stored value. Raises :class:`SealFault` where the key is missing or the value was altered or moved."""
    return open_many([stored], place)[0] or ""


def open_many(stored: Sequence[str | None], place: str) -> list[str | None]:
    """The texts of many values of one column: one look at the ring for each key, nothing but the cipher for each value."""
    from cryptography.exceptions import InvalidTag

    told, decode, out = place.encode(), binascii.a2b_base64, list[str | None]()
    openers: dict[str, Callable[[bytes, bytes, bytes | None], bytes]] = {}
    for value in stored:
        if value is None or not value.startswith(MARK):
            out.append(value)
            continue
        name = value[4:12]
        opener = openers.get(name)
        if opener is None:
            opener = openers[name] = cipher(name).decrypt
        try:
            raw = decode(value[_HEAD:])
            out.append(opener(raw[:12], raw[12:], told).decode())
        except (InvalidTag, binascii.Error, ValueError):
            raise SealFault(
                f"Một giá trị niêm ở «{place}» đã bị sửa, bị cắt hoặc bị chuyển chỗ; không mở được.",
                f"A sealed value of '{place}' was altered, cut off or moved; it does not open.",
            ) from None
    return out


def seal_bytes(body: bytes, place: str) -> bytes:
    """A file sealed whole under the key in use."""
    name, nonce = active(), os.urandom(12)
    return FILE_MARK + name.encode() + nonce + cipher(name).encrypt(nonce, body, place.encode())


def open_bytes(stored: bytes, place: str) -> bytes:
    """The file again; one from before sealing is given back as it stands. Raises :class:`SealFault` as :func:`open_text`."""
    if not stored.startswith(FILE_MARK):
        return stored
    from cryptography.exceptions import InvalidTag

    at = len(FILE_MARK)
    try:
        return cipher(stored[at : at + 8].decode("ascii", "replace")).decrypt(
            stored[at + 8 : at + 20], stored[at + 20 :], place.encode()
        )
    except (InvalidTag, ValueError):
        raise SealFault(
            f"Tệp niêm «{place}» đã bị sửa hoặc bị cắt; không mở được.", f"The sealed file '{place}' was altered or cut off; it does not open."
        ) from None  # fmt: skip
