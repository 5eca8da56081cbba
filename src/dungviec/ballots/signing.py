"""Slips signed unseen: RSA blind signatures (RFC 9474, RSABSSA-SHA384-PSS-Deterministic).

The voter's browser makes a random serial, blinds it and has the blinded value signed once, under its owner's name. Unblinded, the
signature is an ordinary RSA-PSS signature of the serial: it shows that the slip was given to *somebody* entitled. Which of the
values that were signed it came from cannot be told even with the signing key, because every blinded value fits every serial.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from dungviec.ballots.faults import BallotFault

BITS = 2048
SERIAL = 32
"""Bytes of a serial."""
_PSS = padding.PSS(padding.MGF1(hashes.SHA384()), 48)


@dataclass(frozen=True)
class SigningKey:
    """The key that signs the slips of one vote, as PEM; it is destroyed when the giving out ends."""

    pem: str

    @classmethod
    def new(cls) -> SigningKey:
        """A fresh key."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
        return cls(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ).decode()
        )

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        found = serialization.load_pem_private_key(self.pem.encode(), None)
        assert isinstance(found, rsa.RSAPrivateKey)
        return found

    @property
    def public_pem(self) -> str:
        """The public half, for everybody."""
        return public_pem_of(self._key.public_key())

    def sign_blinded(self, blinded: bytes) -> bytes:
        """The blinded value signed (RFC 9474, 4.3). Raises BallotFault for a value out of range.

        The package signs no bare numbers, so the power is taken here: on a value masked by a random factor, so that the time it
        takes tells nothing of the key, and checked with the public half before it leaves, so that a slip of the machine cannot
        give the key away.
        """
        numbers = self._key.private_numbers()
        n, e = numbers.public_numbers.n, numbers.public_numbers.e
        value = int.from_bytes(blinded)
        if len(blinded) != BITS // 8 or not 1 < value < n - 1:
            raise BallotFault("Phiếu gửi lên không đúng dạng.", "The blinded slip is not of the right form.")
        mask = secrets.randbelow(n - 2) + 2
        signed = pow(value * pow(mask, e, n) % n, numbers.d, n) * pow(mask, -1, n) % n
        if pow(signed, e, n) != value:
            raise BallotFault("Ký phiếu không thành, xin thử lại.", "Signing failed; try again.")
        return signed.to_bytes(BITS // 8)


def genuine(public_pem: str, serial: bytes, signature: bytes) -> bool:
    """Whether a slip was signed for this vote."""
    key = serialization.load_pem_public_key(public_pem.encode())
    assert isinstance(key, rsa.RSAPublicKey)
    if len(serial) != SERIAL:
        return False
    try:
        key.verify(signature, serial, _PSS, hashes.SHA384())
    except InvalidSignature:
        return False
    return True


def public_pem_of(key: rsa.RSAPublicKey) -> str:
    """A public key as PEM."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
