"""What the name of a font tells of the encoding its text was typed in."""

from __future__ import annotations

from dataclasses import dataclass

from dungviec.exchange.oldtext.letters import Encoding


@dataclass(frozen=True, slots=True)
class Font:
    """The encoding a cell's font was made for, and whether it shows small letters as capitals."""

    encoding: Encoding
    capitals: bool = False


def font_of(name: str) -> Font | None:
    """What a font's name tells; None for a font of today.

    >>> font_of(".VnTimeH"), font_of("VNI-Times"), font_of("Times New Roman")
    (Font(encoding='tcvn3', capitals=True), Font(encoding='vni', capitals=False), None)
    """
    if name.startswith(".Vn"):
        return Font("tcvn3", name.rstrip("0123456789").endswith("H"))
    return Font("vni") if name.upper().startswith(("VNI-", "VNI ")) else None
