"""Logs as lines of fields, without anybody in them.

What the office itself writes is worded by it: names of pages, numbers of jobs, kinds of errors. What other packages write may hold
whatever they were given (addresses, account names, values): of theirs only the pattern of the message stays, never its arguments, and of
an error only its kind and place.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from dungviec.office.shell.faults import place_of

STYLES = ("plain", "console", "json")
OWN = "dungviec"
_TELLING = re.compile(r"\S*[/?=@]\S*|\d{4,}|«[^»]*»|'[^']*'|\"[^\"]*\"")
"""Parts of a foreign message that may hold a path, an address, a number or a value."""

requests = structlog.stdlib.get_logger("dungviec.requests")


def pseudonym(username: str, key: str) -> str:
    """The same word for the same account within one office, which tells nobody who it is."""
    return hmac.new(f"{key}:log".encode(), username.encode(), hashlib.sha256).hexdigest()[:12] if username else ""


class Unnamed(logging.Filter):
    """Takes arguments, values and tracebacks out of what others write, and tracebacks out of our own."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True; the record is changed."""
        if isinstance(record.msg, dict):  # a structlog event of our own
            return True
        if record.exc_info:
            kind, _error, trace = record.exc_info
            record.kind, record.place = (kind.__name__ if kind else "?"), place_of(trace)
            record.exc_info = record.exc_text = None
        record.stack_info = None
        if not (record.name == OWN or record.name.startswith(f"{OWN}.")):
            record.msg, record.args = without_values(str(record.msg)), None
            for name in ("request", "status_code", "server_time"):
                record.__dict__.pop(name, None)
        return True


def without_values(message: str) -> str:
    """A message with its patterns left and whatever could be a value taken out."""
    return _TELLING.sub("…", message.replace("%s", "…").replace("%r", "…").replace("%d", "…").replace("%(", "…("))[:200]


def _kind_and_place(_logger: Any, _name: str, event: EventDict) -> EventDict:
    record = event.get("_record")
    for key in ("kind", "place"):
        value = getattr(record, key, None)
        if value:
            event[key] = value
    return event


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def formatter(style: str) -> logging.Formatter:
    """The formatter of the handler: ``json`` one object a line, ``console`` the same for eyes, ``plain`` as Python does."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False) if style == "console" else _plain
    )  # fmt: skip
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_SHARED, _kind_and_place],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )


def _plain(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> str:
    """``2026-11-23T08:00:00Z info dungviec.office what key=value``."""
    first = " ".join(str(event.pop(key, "")) for key in ("timestamp", "level", "logger", "event"))
    return " ".join([first, *(f"{key}={value}" for key, value in event.items())])
