"""Where a page leads, and whether an address tells what somebody typed."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote_plus


def addresses(page: str) -> list[str]:
    """Every address that a page leads to by a link, a form, or a request of htmx, and where its forms come back to."""
    found = re.findall(r'(?:href|action|formaction|hx-get|hx-post|hx-push-url|src|data-card)="([^"]*)"', page)
    return [html.unescape(a) for a in found + re.findall(r'name="(?:next|address)" value="([^"]*)"', page)]


def told(text: str, *places: str) -> list[str]:
    """The places that hold any word of ``text``, as it is or as addresses encode it."""
    words = [w.lower() for w in text.split()]
    return [p for p in places if any(w in unquote_plus(p).lower() for w in words)]
