"""What is kept only for a while or must be read again (answers kept for repeats, signing secrets) lies sealed in the database."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def _box() -> Fernet:
    digest = hashlib.sha256(b"dungviec.office.api" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def seal(plain: bytes) -> bytes:
    """``plain`` under the office's secret key."""
    return _box().encrypt(plain)


def unseal(sealed: bytes | memoryview) -> bytes | None:
    """What was sealed; None when the office's secret key has changed since."""
    try:
        return _box().decrypt(bytes(sealed))
    except InvalidToken:
        return None
