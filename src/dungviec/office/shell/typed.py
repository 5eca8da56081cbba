"""What people type into a search box: kept in the session, never in an address.

Addresses end up in histories, bookmarks and the logs of proxies; names and numbers of people must not. A search is
posted, its text is kept in the session under a small number, and the address carries that number: ``?tim=3``.
"""

from __future__ import annotations

from django.http import HttpRequest

PARAMETER = "tim"
"""The name of the number in addresses."""
LONGEST = 80
MOST = 12
"""Texts kept for one page; the oldest is dropped."""
_SESSION_KEY = "go_tim"


def cleaned(text: str) -> str:
    """A typed text without outer spaces and at most ``LONGEST`` characters."""
    return text.strip()[:LONGEST]


def typed(request: HttpRequest, page: str, number: str) -> str:
    """The text kept for ``page`` under ``number``; empty when there is none, as in somebody else's session."""
    return str(request.session.get(_SESSION_KEY, {}).get(page, {}).get(number, ""))


def keep(request: HttpRequest, page: str, text: str, *, number: str = "") -> str:
    """Keep what was typed on ``page``; returns its number, empty for an empty text, which also forgets the old one.

    ``number`` is the one that the page carries already: going on typing changes its text and takes no new number.
    """
    kept = dict(request.session.get(_SESSION_KEY, {}))
    mine = dict(kept.get(page, {}))
    text = cleaned(text)
    if not text:
        mine.pop(number, None)
        number = ""
    else:
        if number not in mine:
            number = str(1 + max((int(key) for key in mine), default=0))
        mine[number] = text
        for old in sorted(mine, key=int)[:-MOST]:
            del mine[old]
    kept[page] = mine
    if kept != request.session.get(_SESSION_KEY, {}):
        request.session[_SESSION_KEY] = kept
    return number
