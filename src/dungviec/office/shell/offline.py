"""Working without a network: the worker of one page, made for the folder the page lies in and for nothing else.

A room that needs it serves :func:`worker_source` from an address inside that folder; ``offline.js`` registers it. The page itself must
hold no data of anybody, for it is kept on the device; data lie in the browser's own store and go when their user leaves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.templatetags.static import static

from dungviec.office.shell.templatetags.office import asset

_SOURCE = Path(__file__).resolve().parent / "static" / "dist" / "offline-worker.js"


@lru_cache(maxsize=1)
def _source() -> str:
    if not _SOURCE.is_file():
        raise Http404("assets")  # not built
    return _SOURCE.read_text(encoding="utf-8")


def worker_source(name: str, page: str, scripts: Sequence[str]) -> HttpResponse:
    """The worker that keeps ``page``, its look and its ``scripts`` under ``name``; a new build of any of them replaces it."""
    fonts = [
        static(f"dist/fonts/be-vietnam-pro-{part}-{weight}-normal.woff2")
        for part in ("vietnamese", "latin")
        for weight in (400, 600)
    ]
    needs = [*(asset(file) for file in ("office.css", "theme.js", "offline.js", *scripts, "mark.svg")), *fonts]
    head = f"const KEEP = {json.dumps({'name': name, 'page': page, 'needs': needs}, ensure_ascii=False)};\n"
    return HttpResponse(head + _source(), content_type="text/javascript; charset=utf-8")


def manifest(page: str, *, name: str, short_name: str) -> HttpResponse:
    """Lets a phone keep ``page`` on its home screen."""
    told = {
        "name": name, "short_name": short_name, "start_url": page, "scope": page, "display": "standalone", "background_color": "#FBFAF7",
        "theme_color": "#0B5D83", "icons": [{"src": asset("mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }  # fmt: skip
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")


def account_mark(user: Any) -> str:
    """What binds data on a device to an account: the same for one account, told from by nobody."""
    return hashlib.sha256(f"{settings.SECRET_KEY}|{user.pk}".encode()).hexdigest()[:16]
