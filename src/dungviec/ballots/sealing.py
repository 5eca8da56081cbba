"""The sealed envelope and the box with two locks: a vote is readable only when two members of the counting committee open it.

An envelope is RSA-OAEP (SHA-256) of a text of fixed length, so its length tells nothing. The box's private key is kept locked
(AES-256-GCM under scrypt of both members' words); neither word is kept anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from dungviec.ballots.faults import BallotFault
from dungviec.ballots.questions import MOST
from dungviec.ballots.signing import public_pem_of

BITS = 3072
ENVELOPE = BITS // 8
"""Bytes of an envelope."""
SHORTEST_WORD = 10
_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
_COST = 2**15


def new_box_key(first: str, second: str) -> tuple[str, str]:
    """A box: its public key as PEM, and its private key locked by the words of two people.

    Raises BallotFault for a word under ten characters, or the same word twice.
    """
    if min(len(first), len(second)) < SHORTEST_WORD or first == second:
        raise BallotFault(
            f"Hai từ khóa của hòm phiếu phải khác nhau, mỗi từ từ {SHORTEST_WORD} ký tự.",
            f"The two words of the box must differ and have at least {SHORTEST_WORD} characters each.",
        )
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    locked = AESGCM(_both(first, second, salt)).encrypt(nonce, der, None)
    parts = {name: base64.b64encode(raw).decode() for name, raw in (("salt", salt), ("nonce", nonce), ("locked", locked))}  # fmt: skip
    return public_pem_of(key.public_key()), json.dumps(parts)


def unlock(locked: str, first: str, second: str) -> rsa.RSAPrivateKey:
    """The box's key. Raises BallotFault unless both words are those the box was locked with."""
    parts = {name: base64.b64decode(text) for name, text in json.loads(locked).items()}
    try:
        der = AESGCM(_both(first, second, parts["salt"])).decrypt(parts["nonce"], parts["locked"], None)
    except InvalidTag:
        raise BallotFault("Từ khóa không mở được hòm phiếu. Cần đúng từ của cả hai thành viên ban kiểm phiếu.", "These words do not open the box: both members' words are needed.") from None  # fmt: skip
    key = serialization.load_der_private_key(der, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def seal(public_pem: str, text: str) -> bytes:
    """A vote in its envelope. Raises BallotFault for a text longer than a ballot can be."""
    if len(text) > MOST or not text.isascii():
        raise BallotFault("Phiếu dài hơn mức cho phép.", "The ballot is too long.")
    key = serialization.load_pem_public_key(public_pem.encode())
    assert isinstance(key, rsa.RSAPublicKey)
    return key.encrypt(text.ljust(MOST).encode(), _OAEP)


def unseal(key: rsa.RSAPrivateKey, envelope: bytes) -> str:
    """What an envelope holds; an empty text where it cannot be opened (a spoilt ballot)."""
    try:
        return key.decrypt(envelope, _OAEP).decode("ascii", "replace").rstrip()
    except ValueError:
        return ""


def receipt_of(serial: bytes, envelope: bytes) -> str:
    """The receipt of a cast ballot: 16 signs that the list of the box shows after the count; it tells nothing of the vote."""
    digest = hashlib.sha256(b"dungviec receipt\0" + serial + envelope).digest()
    text = base64.b32encode(digest[:10]).decode()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def _both(first: str, second: str, salt: bytes) -> bytes:
    # Whoever comes first to the lock does not matter.
    words = "\0".join(sorted((first, second))).encode()
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(words)
