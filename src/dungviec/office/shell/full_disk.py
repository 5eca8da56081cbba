"""A disk without room, met in the middle of an act: the page says so and what was not done, in place of «an error of the server».

The act itself is undone by its transaction and by whoever writes files; here is only the word for it.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DISK_FULL = "53100"
"""PostgreSQL's ``disk_full``."""
logger = logging.getLogger("dungviec.office.shell")


class FullDiskMiddleware:
    """507 with a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only where a disk has no room; anything else goes on."""
        if not is_full(exception):
            return None
        logger.error("the disk is full: %s", type(exception).__name__)
        return HttpResponse(render_to_string("shell/errors/507.html"), status=507)


def is_full(raised: BaseException | None) -> bool:
    """Whether an exception, or what caused it, tells of a disk without room: of the file system, SQLite or PostgreSQL."""
    while raised is not None:
        if isinstance(raised, OSError) and raised.errno in _NO_ROOM:
            return True
        if isinstance(raised, DatabaseError) and "disk is full" in str(raised):
            return True
        if getattr(raised, "sqlstate", None) == _DISK_FULL:
            return True
        raised = raised.__cause__
    return False
