"""Working without a network: the worker of one page, made for the folder the page lies in and for nothing else.

A room that needs it serves :func:`worker_source` from an address inside that folder; ``offline.js`` registers it. The page itself must
hold no data of anybody, for it is kept on the device; data lie in the browser's own store and go when their user leaves.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpResponse

_SOURCE = Path(__file__).resolve().parent / "static" / "dist" / "offline-worker.js"


@lru_cache(maxsize=1)
def _source() -> str:
    if not _SOURCE.is_file():
        raise Http404("assets")  # not built
    return _SOURCE.read_text(encoding="utf-8")


def worker_source(name: str, page: str, needs: Sequence[str]) -> HttpResponse:
    """The worker that keeps ``page`` and the files it ``needs`` under ``name``; a new build of any of them replaces it."""
    told = {"name": name, "page": page, "needs": list(needs)}
    head = f"const KEEP = {json.dumps(told, ensure_ascii=False)};\n"
    return HttpResponse(head + _source(), content_type="text/javascript; charset=utf-8")
