"""Citizens' pages ask scrypt on purpose slow; here it is quick. Counters of limits begin anew with each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from dungviec.voice import sealing


@pytest.fixture(autouse=True)
def quick_and_uncounted(monkeypatch: pytest.MonkeyPatch, settings: object) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    monkeypatch.setattr(sealing, "_COST", 2**4)
    caches["limits"].clear()
    yield
    caches["limits"].clear()
