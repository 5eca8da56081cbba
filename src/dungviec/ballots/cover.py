"""The cover over a box: one text of a length that tells nothing, readable while a key lives that is kept apart from the database.

Whatever a database writes down stays somewhere: PostgreSQL's write-ahead log and its archive hold every version of the box in the
order of writing. So a version is written only under a cover (AES-256-GCM, a fresh nonce each time), always as long as the full box.
When the key is destroyed, all versions wherever they lie become noise of one length: which ballot came when cannot be worked out,
not even with the words that open the envelopes.
"""

from __future__ import annotations

import base64
import json
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dungviec.ballots.counting import Box
from dungviec.ballots.faults import BallotFault

LENGTH = 32
"""Bytes of a key."""
_NONCE = 12
_SLOT = 920
"""Signs of one ballot as JSON: serial 44, signature 344 and envelope 512 in base64, quotation marks and commas."""


def new_cover_key() -> bytes:
    """A fresh key."""
    return secrets.token_bytes(LENGTH)


def cover(key: bytes, text: str, *, of: str, room: int = 0) -> str:
    """A text under its cover, filled up with blanks to ``room`` signs; ``of`` binds it to its vote and place.

    Raises ValueError for a text longer than ``room`` where one is given.
    """
    if room and len(text) > room:
        raise ValueError("a text longer than its room would tell by its length")
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, text.ljust(room).encode(), of.encode())).decode()


def uncover(key: bytes, covered: str, *, of: str) -> str:
    """The text again. Raises BallotFault where it was covered with another key, for another place, or altered."""
    raw = base64.b64decode(covered)
    try:
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], of.encode()).decode().rstrip(" ")
    except InvalidTag:
        raise BallotFault("Hòm phiếu đã bị sửa, hoặc khóa che không phải của hòm này: phải bỏ phiếu lại.", "The box was altered, or its cover key is another's: the vote must be repeated.") from None  # fmt: skip


def covered_box(key: bytes, box: Box, *, of: str, slips: int) -> str:
    """A box under its cover, as long as it will be with all ``slips`` slips in it; one that holds more (forged) ones grows, for the
    count to find them."""
    return cover(key, json.dumps(box.lines()), of=of, room=(1 + max(slips, len(box.slips))) * _SLOT)


def uncovered_box(key: bytes, covered: str, *, of: str) -> Box:
    """The box again; an empty one for an empty text. Raises BallotFault as :func:`uncover` does."""
    return Box.of(json.loads(uncover(key, covered, of=of))) if covered else Box()
