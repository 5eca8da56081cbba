"""Photos of a visit: only JPEG and PNG, not too large, and without what a camera writes beside the picture (place, machine, thumbnails)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from dungviec.office.requests.vault import Checked, FileRefused, check

LARGEST = 4 * 1024 * 1024
"""Bytes of one photo; phones send far less, for the page makes photos smaller first."""
MOST = 60
"""Photos of one visit."""
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_PNG = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB"}
_KEPT_JPEG = {0xE0, 0xEE}
"""Of the application segments: the JFIF head, and Adobe's, which says how colours are coded."""


def check_photo(file: IO[bytes], size: int | None) -> Checked:
    """The photo, cleaned, under a name that tells nothing. Raises FileRefused for what is no photo, too large or broken."""
    if size is not None and size > LARGEST:
        raise FileRefused(_("Ảnh lớn hơn 4 MB. Xin chụp lại ở cỡ nhỏ hơn."))
    taken = check("anh", file, size)
    if len(taken.body) > LARGEST:
        raise FileRefused(_("Ảnh lớn hơn 4 MB. Xin chụp lại ở cỡ nhỏ hơn."))
    if taken.content_type not in ("image/jpeg", "image/png"):
        raise FileRefused(_("Chỉ nhận ảnh JPEG hoặc PNG."))
    return Checked(stripped(taken.body, taken.content_type), taken.content_type, taken.name)


def stripped(body: bytes, content_type: str) -> bytes:
    """The picture alone: no EXIF, XMP, comments, and nothing after its end. Raises FileRefused when it is cut off."""
    try:
        return _png(body) if content_type == "image/png" else _jpeg(body)
    except (IndexError, ValueError):
        raise FileRefused(_("Ảnh bị hỏng, không đọc được. Xin chụp lại.")) from None


def _png(body: bytes) -> bytes:
    out, at = [_PNG], len(_PNG)
    while True:
        length, kind = int.from_bytes(body[at : at + 4], "big"), body[at + 4 : at + 8]
        end = at + 12 + length
        if len(kind) < 4 or end > len(body):
            raise ValueError("cut off")
        if kind in _KEPT_PNG:
            out.append(body[at:end])
        if kind == b"IEND":
            return b"".join(out)
        at = end


def _jpeg(body: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(_segments(body)) + b"\xff\xd9"


def _segments(body: bytes) -> Iterator[bytes]:
    at = 2
    while True:
        while body[at] == 0xFF and body[at + 1] == 0xFF:
            at += 1
        if body[at] != 0xFF:
            raise ValueError("no marker")
        marker = body[at + 1]
        if marker == 0xD9:
            return
        end = at + 2 + int.from_bytes(body[at + 2 : at + 4], "big")
        if end > len(body) or end < at + 4:
            raise ValueError("cut off")
        if marker == 0xDA:
            end = _scan_end(body, end)
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _KEPT_JPEG:
            yield body[at:end]
        at = end


def _scan_end(body: bytes, at: int) -> int:
    """Where the coded picture ends: at the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = body.index(b"\xff", at)
        if body[at + 1] == 0x00 or 0xD0 <= body[at + 1] <= 0xD7:
            at += 2
        else:
            return at
