"""The voter's side of a slip, as the browser does it: for another program that votes, and for the tests that attack the scheme."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from dungviec.ballots.faults import BallotFault
from dungviec.ballots.signing import SERIAL, genuine

_HASH = 48
"""Bytes of SHA-384, of the salt as well."""


@dataclass(frozen=True, slots=True)
class Blinded:
    """A slip on its way: the serial and the inverse of the blinding factor stay with the voter, ``value`` is sent."""

    serial: bytes
    inverse: int
    value: bytes


def blind(public_pem: str, serial: bytes | None = None) -> Blinded:
    """A fresh serial, blinded (RFC 9474, 4.2)."""
    serial = serial or secrets.token_bytes(SERIAL)
    n, e, size = _numbers(public_pem)
    factor = secrets.randbelow(n - 2) + 2
    encoded = int.from_bytes(encode(serial, secrets.token_bytes(_HASH), n.bit_length() - 1))
    return Blinded(serial, pow(factor, -1, n), (encoded * pow(factor, e, n) % n).to_bytes(size))


def finish(public_pem: str, mine: Blinded, signed: bytes) -> bytes:
    """The signature of the serial (RFC 9474, 4.4). Raises BallotFault when what came back does not sign it."""
    n, _e, size = _numbers(public_pem)
    signature = (int.from_bytes(signed) * mine.inverse % n).to_bytes(size)
    if not genuine(public_pem, mine.serial, signature):
        raise BallotFault("Chữ ký nhận về không khớp với phiếu.", "What came back does not sign this slip.")
    return signature


def encode(serial: bytes, salt: bytes, bits: int) -> bytes:
    """EMSA-PSS with SHA-384 (RFC 8017, 9.1.1)."""
    length = -(-bits // 8)
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(serial).digest() + salt).digest()
    block = bytes(length - 2 * _HASH - 2) + b"\x01" + salt
    mask = b"".join(hashlib.sha384(digest + i.to_bytes(4)).digest() for i in range(-(-len(block) // _HASH)))
    masked = bytearray(a ^ b for a, b in zip(block, mask, strict=False))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


def _numbers(public_pem: str) -> tuple[int, int, int]:
    key = serialization.load_pem_public_key(public_pem.encode())
    assert isinstance(key, rsa.RSAPublicKey)
    n = key.public_numbers().n
    return n, key.public_numbers().e, key.key_size // 8
