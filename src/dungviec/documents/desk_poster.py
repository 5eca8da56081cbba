"""The poster of a desk: a QR code large enough for a hand's distance, what to do with it, in two languages. PDF by Typst, or the code as SVG."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on a poster: the desk's public name in two languages, the address its code carries, the office, the sealed inbox's address."""

    name: str
    english: str
    address: str
    office: str
    inbox: str


def qr_svg(address: str) -> bytes:
    """The QR code of an address as SVG, with the quiet zone of four modules and error correction Q (a quarter may be soiled)."""
    import segno

    out = io.BytesIO()
    segno.make_qr(address, error="q").save(
        out, kind="svg", scale=8, border=4, light="#ffffff", xmldecl=False, svgns=True
    )
    return out.getvalue()


def write_poster(poster: Poster) -> bytes:
    """The poster as a PDF of one A4 page."""
    import typst

    data = {
        "name": poster.name, "english": poster.english or poster.name, "office": poster.office, "inbox": poster.inbox,
        "address": poster.address, "qr": qr_svg(poster.address).decode(),
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False)
    return bytes(typst.compile(_template(), sys_inputs={"poster": text}, format="pdf", timestamp=0))


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("dungviec.documents").joinpath("poster.typ").read_bytes()
