"""A page that broke is written to the log by the kind of error and its place: messages and values may hold people's data."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from django.core.signals import got_request_exception

logger = logging.getLogger("dungviec.office")


def place_of(trace: TracebackType | None) -> str:
    """``file.py:12`` of the innermost frame of a traceback."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"


def write_down(sender: Any, request: Any = None, **_signal: Any) -> None:
    """One line for a request that ended in an error: the page's name, the kind of error, where it was raised."""
    kind, _error, trace = sys.exc_info()
    match = getattr(request, "resolver_match", None)
    page = match.view_name if match else "?"
    logger.error("page %s broke: %s at %s", page, kind.__name__ if kind else "?", place_of(trace))


def listen() -> None:
    """Write every broken page down from now on."""
    got_request_exception.connect(write_down, dispatch_uid="dungviec.office.shell.faults")
