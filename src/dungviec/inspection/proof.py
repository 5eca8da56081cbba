"""The proof that a draw was not aimed: a commitment made beforehand, the parts published afterwards, and the check anybody can run.

The office throws a secret and publishes a digest of it, of the frame and of where a public word will come from. Only after that is the
public word known (lottery numbers of a day named beforehand, a number said by the supervisors). The seed is made of both: whoever keeps the
secret cannot steer by it, for the word came later; whoever says the word does not know the secret.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dungviec.inspection.draw import draw
from dungviec.inspection.faults import InspectionFault
from dungviec.inspection.frame import FORMAT, Frame, digest_of, frame_from_json, frame_to_json


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing of a published draw that does not hold."""

    key: str
    """``commitment``, ``promised``, ``selected``."""
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class PublishedDraw:
    """Everything needed to do a draw again."""

    frame: Frame
    secret: str
    source: str
    """Where the public word was to come from, as told beforehand."""
    word: str
    """The public word."""
    commitment: str
    selected: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The published file."""
        return {
            "format": f"{FORMAT}-published", "frame": frame_to_json(self.frame), "secret": self.secret, "source": self.source,
            "word": self.word, "commitment": self.commitment, "selected": list(self.selected),
        }  # fmt: skip


def commitment_of(frame: Frame, secret: str, source: str) -> str:
    """What is published before the draw: SHA-256 of the format, the secret, the digest of the frame and the source, joined by line ends."""
    text = "\n".join((FORMAT, secret, digest_of(frame), source))
    return hashlib.sha256(text.encode()).hexdigest()


def seed_of(secret: str, word: str) -> str:
    """The seed of the draw: SHA-256 of the format, the secret and the public word, joined by line ends."""
    return hashlib.sha256("\n".join((FORMAT, secret, word.strip())).encode()).hexdigest()


def published_from_json(data: Any) -> PublishedDraw:
    """A published file read; raises InspectionFault naming what is missing."""
    if not isinstance(data, Mapping) or data.get("format") != f"{FORMAT}-published":
        raise InspectionFault(
            f"Tệp không phải kết quả rút thăm đã công bố (cần «format»: {FORMAT}-published).",
            f"Not a published draw ('format' must be {FORMAT}-published).",
        )
    told: dict[str, str] = {}
    for key in ("secret", "source", "word", "commitment"):
        value = data.get(key)
        if not isinstance(value, str):
            raise InspectionFault(
                f"Tệp công bố thiếu mục «{key}» hoặc mục ấy không phải chữ.", f"'{key}' is missing or no text."
            )
        told[key] = value
    selected = data.get("selected")
    if not isinstance(selected, list) or not all(isinstance(s, str) for s in selected):
        raise InspectionFault(
            "Mục «selected» phải là danh sách mã đơn vị.", "'selected' must be a list of identifiers."
        )
    return PublishedDraw(frame_from_json(data.get("frame")), **told, selected=tuple(selected))


def verify(told: PublishedDraw, *, promised: str = "") -> list[Wrong]:
    """What does not hold in a published draw; empty where all is well.

    ``promised`` is the commitment as it was seen before the draw (the ledger, the notice board): without it a file made up afterwards
    as a whole would pass.
    """
    wrong: list[Wrong] = []
    if commitment_of(told.frame, told.secret, told.source) != told.commitment:
        wrong.append(
            Wrong(
                "commitment",
                "Cam kết không khớp: khung, bí mật hoặc nguồn con số công khai đã bị thay sau khi cam kết.",
                "The commitment does not fit: the frame, the secret or the source was changed afterwards.",
            )
        )
    if promised.strip() and promised.strip().lower() != told.commitment:
        wrong.append(
            Wrong(
                "promised",
                "Cam kết trong tệp khác cam kết đã công bố trước khi rút.",
                "The commitment in the file is not the one published before the draw.",
            )
        )
    again = draw(told.frame, seed_of(told.secret, told.word))
    if again != told.selected:
        wrong.append(
            Wrong(
                "selected",
                f"Rút lại ra kết quả khác: {', '.join(again)}; tệp ghi: {', '.join(told.selected) or 'không có ai'}.",
                f"Drawing again gives {', '.join(again)}; the file says {', '.join(told.selected) or 'nobody'}.",
            )
        )
    return wrong
