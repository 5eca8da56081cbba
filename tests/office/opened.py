"""A client that sends forms as a browser does: with the mark of what the page showed when it was opened."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import Resolver404, resolve

from dungviec.office.shell import seen

SEEN = """
access:account appraisal:line appraisal:year competency:profile decisions:agency decisions:change dossier:section inspection:keeping law:readings
streamlining:person
"""
"""Addresses whose form carries a digest of what it showed (``shell.seen``)."""
_NAMES = frozenset(SEEN.split())


class Opening(Client):
    """Before a form of :data:`SEEN` is sent its page is opened, unless the mark is among what is sent."""

    def post(self, path: str, data: Any = None, *args: Any, **named: Any) -> Any:
        """Send a form."""
        given = {} if data is None else data
        if isinstance(given, dict) and seen.FIELD not in given and _is_seen(path) and (mark := mark_of(self, path)):
            data = {**given, seen.FIELD: mark}
        return super().post(path, data, *args, **named)


def mark_of(client: Client, path: str) -> str:
    """The digest in the page's form; empty where there is none."""
    page = client.get(path)
    found = re.search(rb'name="%s" value="([0-9a-f]{24})"' % seen.FIELD.encode(), page.content)
    return found[1].decode() if found else ""


def _is_seen(path: str) -> bool:
    try:
        return resolve(path.partition("?")[0]).view_name in _NAMES
    except Resolver404:
        return False
