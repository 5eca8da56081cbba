"""Old Vietnamese encodings in cells: TCVN3 (ABC) and VNI text looks like other letters and cannot be matched."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TCVN3 = re.compile(r"[a-zA-Z](?:µ|¸|¶|·|¹|¨|©|®|ª|«|¬|­|§|¦)[a-zA-Z ]|hä vµ tªn|ngµy|n¨m|®¬n vÞ|d©n téc", re.IGNORECASE)
_VNI = re.compile(
    r"(hoï vaø teân|ngaøy|naêm sinh|ñôn vò|daân toäc|chöùc vuï|[aeiouy][ùøûõïâáàåãäëéèúüêöô]{1}n?g? .*ñ|nguyeãn|traàn)",
    re.IGNORECASE,
)


def old_encoding(texts: Iterable[str]) -> str | None:
    """``TCVN3 (ABC)`` or ``VNI`` when several texts look like it.

    >>> old_encoding(["Hä vµ tªn", "Ngµy sinh", "§¬n vÞ"])
    'TCVN3 (ABC)'
    """
    tcvn3 = vni = 0
    for text in texts:
        tcvn3 += bool(_TCVN3.search(text))
        vni += bool(_VNI.search(text))
    if max(tcvn3, vni) < 2:
        return None
    return "TCVN3 (ABC)" if tcvn3 >= vni else "VNI"
