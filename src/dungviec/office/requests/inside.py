"""What a PDF or an Office file carries inside that runs by itself, or fetches something from elsewhere when it is opened.

A PDF may write its names with escapes (``/J#61vaScript``) and keep its objects in compressed streams (ISO 32000-1, 7.3.5 and 7.5.7); an
Office file tells by its content types and relations what its parts are, whatever they are called (ECMA-376-2). Both are looked at as
a reader would. What is found is refused, never mended. A PDF whose objects lie under several filters or under a key cannot be looked
into and is refused too.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal

Found = Literal["", "active", "locked", "bomb"]
"""Nothing; programs, embedded files or links that load by themselves; a file that cannot be looked into; one that swells."""

_ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|ImportData|SubmitForm|GoToE|XFA)(?=[\s/<>\[\]()%]|$)"
)
"""Names whole: three letters such as /JS stand by chance in every fifth scan of three megabytes, and an action needs its /JavaScript."""
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n|\n|\r)")
_MOST_STREAMS = 50_000
_PIECE, _OVERLAP = 1 << 16, 64
SWOLLEN = 300 * 1024 * 1024
"""Bytes of all streams of a PDF unpacked."""
_PART = 1 << 20
_RUNS = re.compile(rb"vbaProject|macroEnabled|activeX|oleObject", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<[^<>]*TargetMode\s*=\s*[\"']External[\"'][^<>]*>", re.IGNORECASE)
_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)


def in_pdf(body: bytes) -> Found:
    """What a PDF carries."""
    if _is_active(body):
        return "active"
    if re.search(rb"/Encrypt(?=[\s/<\[(])", _plain(body)):
        return "locked"
    room = SWOLLEN
    for number, start in enumerate(_STREAM.finditer(body)):
        if number >= _MOST_STREAMS:
            return "bomb"
        before = _plain(body[max(0, start.start() - 1000) : start.start()])
        said = before[before.rfind(b"obj") :]
        if b"/ObjStm" in said and re.search(rb"/(?:ASCIIHex|ASCII85|LZW|RunLength|Crypt|DCT|JPX|JBIG2|CCITT)", said):
            return "locked"
        kept = b""
        for piece in _inflated(body, start.end()):
            room -= len(piece)
            if room < 0:
                return "bomb"
            if _is_active(kept + piece):
                return "active"
            kept = piece[-_OVERLAP:]
    return ""


def in_office(packed: zipfile.ZipFile) -> Found:
    """What a docx or xlsx carries: its parts by what they are said to be, and relations that load from elsewhere (links to click stay)."""
    for info in packed.infolist():
        name = info.filename.lower()
        types, relations = name == "[content_types].xml", name.endswith(".rels")
        if not (types or relations):
            continue
        with packed.open(info) as file:
            text = file.read(_PART + 1).replace(b"\x00", b"")  # UTF-16 reads alike
        if len(text) > _PART:
            return "bomb"
        if types and _RUNS.search(text):
            return "active"
        if relations and any(not _LINK.search(one[0]) for one in _EXTERNAL.finditer(text)):
            return "active"
    return ""


def _is_active(text: bytes) -> bool:
    return _ACTIVE.search(_plain(text)) is not None


def _plain(text: bytes) -> bytes:
    """Names as a reader reads them."""
    return _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), text) if b"#" in text else text


def _inflated(body: bytes, at: int) -> Iterator[bytes]:
    """A stream unpacked piece by piece as far as it goes; nothing where it is not packed by deflate."""
    opener, given = zlib.decompressobj(), body[at : at + _PIECE]
    while True:
        try:
            piece = opener.decompress(given, _PIECE)
        except zlib.error:
            return
        if piece:
            yield piece
        given = opener.unconsumed_tail
        if opener.eof:
            return
        if not given:
            at += _PIECE
            given = body[at : at + _PIECE]
            if not given:
                return
