"""Photos a reporter adds, without what tells who took them where: only the parts that draw the picture are kept.

JPEG: every application segment and comment goes (Exif with place, time and camera, thumbnails, IPTC, XMP), and whatever hangs
behind the end of the picture. PNG: only the chunks that draw. Anything else is refused: PDF, Word and other formats hide too much.
"""

from __future__ import annotations

import struct
import zlib

from dungviec.voice.faults import VoiceFault

LARGEST = 5 * 1024 * 1024
"""Bytes of one picture."""
MOST = 3
"""Pictures of one message."""
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_DRAWS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"cHRM"})
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def cleaned(body: bytes) -> tuple[bytes, str]:
    """The picture without its metadata, and its type. Raises VoiceFault for anything but a sound JPEG or PNG up to 5 MB."""
    if len(body) > LARGEST:
        raise VoiceFault("Ảnh lớn hơn 5 MB. Xin chụp lại với độ phân giải thấp hơn.", "The picture is larger than 5 MB. Take it again at a lower resolution.")  # fmt: skip
    try:
        if body.startswith(_JPEG):
            return _jpeg(body), "image/jpeg"
        if body.startswith(_PNG):
            return _png(body), "image/png"
    except (IndexError, struct.error):
        raise VoiceFault("Ảnh bị hỏng, không đọc hết được.", "The picture is damaged.") from None
    raise VoiceFault(
        "Chỉ nhận ảnh JPEG hoặc PNG: tệp khác giấu nhiều thông tin về người gửi. Xin chụp màn hình hoặc chụp ảnh giấy tờ.",
        "Only JPEG or PNG pictures are taken: other files hide much about the sender. Take a screenshot or a photo of the paper.",
    )


def _jpeg(body: bytes) -> bytes:
    kept, at, drawn = bytearray(b"\xff\xd8"), 2, False
    while True:
        if body[at] != 0xFF:
            raise IndexError(at)
        mark = body[at + 1]
        if mark == 0xFF:  # filling
            at += 1
            continue
        if mark == 0xD9:
            if not drawn:
                raise IndexError(at)
            return bytes(kept + b"\xff\xd9")
        if mark in _ALONE:
            kept += body[at : at + 2]
            at += 2
            continue
        (length,) = struct.unpack_from(">H", body, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(body):
            raise IndexError(at)
        # APP14 (Adobe) says how the colours are meant and nothing else; without it some pictures turn green.
        if not (0xE0 <= mark <= 0xEF or mark == 0xFE) or (
            mark == 0xEE and body[at + 4 : at + 9] == b"Adobe" and length == 14
        ):
            kept += body[at:end]
        at = end
        if mark == 0xDA:
            drawn = True
            stop = _end_of_scan(body, at)
            kept += body[at:stop]
            at = stop


def _end_of_scan(body: bytes, at: int) -> int:
    while True:
        at = body.find(b"\xff", at)
        if at < 0 or at + 1 >= len(body):
            raise IndexError(at)
        if body[at + 1] != 0 and not 0xD0 <= body[at + 1] <= 0xD7:
            return at
        at += 2


def _png(body: bytes) -> bytes:
    kept, at = bytearray(_PNG), len(_PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", body, at)
        data = body[at + 8 : at + 8 + length]
        (told,) = struct.unpack_from(">I", body, at + 8 + length)
        if len(data) != length or zlib.crc32(kind + data) != told:
            raise IndexError(at)
        if kind in _DRAWS:
            kept += body[at : at + 12 + length]
        if kind == b"IEND":
            return bytes(kept)
        at += 12 + length
