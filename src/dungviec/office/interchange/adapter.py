"""Whoever tells payloads to the other side: an interface, and the adapter for ``dungviec-national/1`` over HTTPS.

The interface of the real national database is not on file here. A site that has its description writes an adapter of its own (a class with
``send``) and names it in ``DUNGVIEC_NATIONAL_ADAPTER``; nothing else changes. Without ``DUNGVIEC_NATIONAL_URL`` nothing is pushed.

The shape of the built-in adapter: ``POST`` of the envelope with ``Idempotency-Key``; 200 or 201 with ``{"status": "acknowledged",
"receipt": …}``; 202 for «taken, told later»: the same request is sent again, and answered by what became of it; 409 with a status of
``acknowledged`` for what was told before; 408, 425, 429 and 5xx mean «later» (``Retry-After`` in seconds is kept); any other 4xx with
``{"status": "refused", "code": …, "reason": …}`` is a refusal.
"""

from __future__ import annotations

import http.client
import json
import os
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from django.utils.module_loading import import_string

from dungviec.office.interchange.outgoing import AddressRefused, Secrets, ask, judged
from dungviec.office.shell.outbound import networks

LATER = frozenset({408, 425, 429})
SECONDS = 20.0
Outcome = Literal["acknowledged", "accepted", "refused", "later"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one sending. ``trouble``: a word for the log and the page where it did not arrive (never what a server wrote)."""

    outcome: Outcome
    receipt: str = ""
    reason: str = ""
    trouble: str = ""
    wait_seconds: int | None = None


class Adapter(Protocol):
    """Tells one payload. Called again with the same key and bytes until the other side answers; raises nothing."""

    def send(self, key: str, body: bytes) -> Answer:
        """Send the bytes under their idempotency key."""


@dataclass(frozen=True, slots=True)
class HttpAdapter:
    """``dungviec-national/1`` over HTTPS, by the site's settings."""

    url: str
    secrets: Secrets
    inside: tuple[Any, ...] = ()
    seconds: float = SECONDS

    def send(self, key: str, body: bytes) -> Answer:
        """One POST; whatever goes wrong on the way means «later»."""
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Accept": "application/json",
            "Idempotency-Key": key,
        }
        try:
            target = judged(self.url, inside=self.inside)
            status, told, read = ask(
                target, "POST", body=body, headers=headers, secrets=self.secrets, seconds=self.seconds
            )
        except AddressRefused as refused:
            return Answer("later", trouble=refused.kind)
        except TimeoutError:
            return Answer("later", trouble="timeout")
        except ssl.SSLError:
            return Answer("later", trouble="tls")
        except (OSError, http.client.HTTPException, ValueError):
            return Answer("later", trouble="no_connection")
        return read_answer(status, told.get("retry-after", ""), read)


def read_answer(status: int, retry_after: str, body: bytes) -> Answer:
    """What an answer means; one that cannot be read is never taken for an acknowledgement."""
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        found = {}
    said: dict[str, Any] = found if isinstance(found, dict) else {}
    wait = int(retry_after) if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 6 else None
    if status in (200, 201, 409) and said.get("status") == "acknowledged":
        return Answer("acknowledged", receipt=str(said.get("receipt", ""))[:80])
    if status == 202:
        return Answer("accepted", wait_seconds=wait)
    if 400 <= status < 500 and status not in LATER:
        words = ": ".join(str(said[k]) for k in ("code", "reason") if said.get(k))
        return Answer("refused", reason=(words or f"HTTP {status}")[:300])
    return Answer("later", trouble=f"http_{status}", wait_seconds=wait)


def adapter() -> Adapter | None:
    """The site's adapter; None while none is set up. Raises ValueError on settings that cannot be meant."""
    own = os.environ.get("DUNGVIEC_NATIONAL_ADAPTER", "")
    if own:
        made: Adapter = import_string(own)()
        return made
    url = os.environ.get("DUNGVIEC_NATIONAL_URL", "")
    if not url:
        return None
    token = os.environ.get("DUNGVIEC_NATIONAL_TOKEN_FILE", "")
    secrets = Secrets(
        token=Path(token).read_text(encoding="ascii").strip() if token else "",
        certificate=os.environ.get("DUNGVIEC_NATIONAL_CERTIFICATE", ""),
        key=os.environ.get("DUNGVIEC_NATIONAL_KEY", ""),
        authority=os.environ.get("DUNGVIEC_NATIONAL_AUTHORITY", ""),
    )
    return HttpAdapter(url, secrets, tuple(networks(os.environ.get("DUNGVIEC_NATIONAL_NETWORKS", "").split(","))))
