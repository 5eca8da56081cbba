"""Looking up a sealed value that is known exactly: a keyed mark of it stands beside it and can be compared."""

from __future__ import annotations

import hashlib
import hmac

from dungviec.office.sealing.models import DataKey, Purpose, State
from dungviec.office.sealing.ring import active, secret

LENGTH = 40
"""Characters of a mark: the name of the index key, then the digest."""


def blind(text: str | None) -> str:
    """The mark of a value: the same for the same value, telling nothing to whoever lacks the index key; empty for no value."""
    return _mark(active(Purpose.INDEX), text) if text else ""


def blind_all(texts: list[str]) -> set[str]:
    """The marks these values can have: while the index key is being turned over, those of the old key too."""
    names = DataKey.objects.filter(purpose=Purpose.INDEX).exclude(state=State.RETIRED).values_list("name", flat=True)
    return {_mark(name, text) for name in names for text in texts if text}


def _mark(name: str, text: str) -> str:
    return name + hmac.new(secret(name), text.encode(), hashlib.sha256).hexdigest()[: LENGTH - len(name)]
