"""The sealed inbox: what a reporter writes is readable by the readers it is sealed to, and by whoever holds the receipt.

A report has a content key of its own (AES-256-GCM). That key is sealed to each reader's public key (X25519, HKDF-SHA-256,
AES-256-GCM) and once to a key that scrypt makes of the receipt. The office keeps neither the receipt nor any reader's word, so
the database alone opens nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from dungviec.voice.faults import VoiceFault

SHORTEST_WORD = 12
_COST = 2**15
_NONCE = 12
_RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)
_BLOCK = 2048
"""Texts are filled up to a multiple of this, so that the length of what is stored tells little."""


def new_key() -> bytes:
    """A fresh content key."""
    return AESGCM.generate_key(256)


def close(key: bytes, content: Any, *, about: str) -> bytes:
    """Content (what JSON can hold) under a key; ``about`` ties it to its place, so that it cannot be moved to another."""
    text = json.dumps(content, ensure_ascii=False).encode()
    return _lock(key, text + b" " * (-len(text) % _BLOCK), about)


def open_with(key: bytes, closed: bytes, *, about: str) -> Any:
    """The content again. Raises VoiceFault where the key is another, or the bytes or their place were changed."""
    return json.loads(_unlock(key, closed, about))


def close_bytes(key: bytes, body: bytes, *, about: str) -> bytes:
    """A file under a key."""
    return _lock(key, body, about)


def open_bytes(key: bytes, closed: bytes, *, about: str) -> bytes:
    """The file again. Raises VoiceFault as :func:`open_with`."""
    return _unlock(key, closed, about)


def new_reader(word: str) -> tuple[bytes, str]:
    """A reader's public key (32 bytes), and the private key locked by the reader's word.

    Raises VoiceFault for a word under twelve characters.
    """
    if len(word.strip()) < SHORTEST_WORD:
        raise VoiceFault(
            f"Từ khóa mở hòm thư phải từ {SHORTEST_WORD} ký tự.",
            f"The word that opens the inbox must have at least {SHORTEST_WORD} characters.",
        )
    private = X25519PrivateKey.generate()
    return private.public_key().public_bytes(*_RAW), _locked(private.private_bytes_raw(), word)


def change_word(locked: str, old: str, new: str) -> str:
    """The same private key under another word. Raises VoiceFault for a wrong old word or a short new one."""
    if len(new.strip()) < SHORTEST_WORD:
        new_reader(new)
    return _locked(unlock_reader(locked, old), new)


def unlock_reader(locked: str, word: str) -> bytes:
    """A reader's private key (32 bytes). Raises VoiceFault for a wrong word."""
    parts = {name: base64.b64decode(text) for name, text in json.loads(locked).items()}
    try:
        return AESGCM(_scrypt(word.strip(), parts["salt"])).decrypt(parts["nonce"], parts["locked"], b"reader")
    except InvalidTag:
        raise VoiceFault("Từ khóa không mở được hòm thư.", "This word does not open the inbox.") from None


def _locked(private: bytes, word: str) -> str:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(_NONCE)
    closed = AESGCM(_scrypt(word.strip(), salt)).encrypt(nonce, private, b"reader")
    parts = {"salt": salt, "nonce": nonce, "locked": closed}
    return json.dumps({name: base64.b64encode(raw).decode() for name, raw in parts.items()})


def seal_to(public: bytes, key: bytes, *, about: str) -> bytes:
    """A content key for one reader."""
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    mine = once.public_key().public_bytes(*_RAW)
    return mine + _lock(_derived(shared, mine + public), key, about)


def unseal(private: bytes, sealed: bytes, *, about: str) -> bytes:
    """The content key, for the reader it was sealed to. Raises VoiceFault for everybody else."""
    own = X25519PrivateKey.from_private_bytes(private)
    shared = own.exchange(X25519PublicKey.from_public_bytes(sealed[:32]))
    return _unlock(_derived(shared, sealed[:32] + own.public_key().public_bytes(*_RAW)), sealed[32:], about)


# ── The receipt ──────────────────────────────────────────────────────────────────────────────────────────────────────
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I and O, no 0 and 1: it is copied by hand
_LENGTH = 24


def new_receipt() -> str:
    """A receipt: 24 signs of 32 (120 bits) in groups of four."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(code[at : at + 4] for at in range(0, _LENGTH, 4))


def read_receipt(typed: str) -> str:
    """A receipt as somebody types it, brought to its form; an empty text where it cannot be one."""
    code = "".join(c for c in typed.upper() if c.isalnum()).replace("0", "O").replace("1", "I")
    if len(code) != _LENGTH or any(c not in _LETTERS for c in code):
        return ""
    return "-".join(code[at : at + 4] for at in range(0, _LENGTH, 4))


def of_receipt(receipt: str, salt: bytes) -> tuple[str, bytes]:
    """What a receipt is looked up by (a digest), and the key it opens. Slow on purpose; ``salt`` is the office's own."""
    made = Scrypt(salt=salt, length=64, n=_COST, r=8, p=1).derive(receipt.encode())
    return hashlib.sha256(made[:32]).hexdigest(), made[32:]


def lock_key(outer: bytes, key: bytes, *, about: str) -> bytes:
    """A content key under the key of a receipt."""
    return _lock(outer, key, about)


def unlock_key(outer: bytes, closed: bytes, *, about: str) -> bytes:
    """The content key again. Raises VoiceFault where it does not fit."""
    return _unlock(outer, closed, about)


def _scrypt(word: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(word.encode())


def _derived(shared: bytes, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, b"dungviec sealed inbox").derive(shared)


def _lock(key: bytes, body: bytes, about: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, body, about.encode())


def _unlock(key: bytes, closed: bytes, about: str) -> bytes:
    try:
        return AESGCM(key).decrypt(bytes(closed[:_NONCE]), bytes(closed[_NONCE:]), about.encode())
    except InvalidTag:
        raise VoiceFault("Khóa này không mở được nội dung.", "This key does not open the content.") from None
