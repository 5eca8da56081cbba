"""Reading the records: the city, the day, and the Snapshot the library works on, on both axes of time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from threading import RLock, local
from typing import TypeVar

import polars as pl
from django.db import connection
from django.db.models.signals import post_save
from django.utils import timezone

from dungviec.office.registry.following import Followed, Line, follow
from dungviec.office.registry.holdings import holding
from dungviec.office.registry.models import City
from dungviec.office.registry.reading import KEY, entries_known, on_day, read_rows
from dungviec.office.shell import standpoint
from dungviec.records.schema import TABLES
from dungviec.records.snapshot import Snapshot

T = TypeVar("T")
NO_DATA_DAY = date(2020, 12, 10)
"""Shown while there are no records yet."""

SAMPLE_MARK = "[dữ liệu mẫu]"
"""How the note of a city begins that was filled in to try the office out."""

_views: OrderedDict[tuple[str, int, date, datetime | None], Snapshot] = OrderedDict()
_past: OrderedDict[tuple[str, int, str, datetime], tuple[pl.DataFrame, pl.DataFrame]] = OrderedDict()
_lock = RLock()
_request = local()
"""What one running request holds."""


def city() -> City | None:
    """The city the office works for; None while nothing is loaded. Within a request it is asked for once."""
    if not getattr(_request, "running", False) or connection.in_atomic_block:
        return City.objects.order_by("pk").first()
    if not hasattr(_request, "city"):
        _request.city = City.objects.order_by("pk").first()
    found: City | None = _request.city
    return found


@contextmanager
def one_request() -> Iterator[None]:
    """Ask for the city once until the end, or until this thread writes."""
    _request.running = True
    try:
        yield
    finally:
        _request.running = False
        _forget()


def forget_asked() -> None:
    """Ask anew from here on: for who has just written what the running request was told before."""
    _forget()


def _forget(**_signal: object) -> None:
    _request.__dict__.pop("city", None)
    _request.__dict__.pop("asked", None)


def once_a_request(key: object, ask: Callable[[], T]) -> T:
    """What ``ask`` answers, asked once in a running request under a key, until this thread writes; else asked each time.

    For what the database is asked about a viewer's reach by one room after the other.
    """
    if not getattr(_request, "running", False) or connection.in_atomic_block:
        return ask()
    kept: dict[object, T] = _request.__dict__.setdefault("asked", {})
    if key not in kept:
        kept[key] = ask()
    return kept[key]


post_save.connect(_forget, sender=City, dispatch_uid="dungviec.office.registry.selectors")


def is_sample() -> bool:
    """Whether the records are the sample filled into an empty office: nothing real is written beside it."""
    found = city()
    return found is not None and found.note.startswith(SAMPLE_MARK)


def office_day() -> date:
    """The day the office stands on: today in a real one, the day of its figures in a demo or a sample (``City.today``)."""
    found = city()
    return found.today if found else NO_DATA_DAY


def snapshot(as_of: date | None = None, *, known_on: datetime | None = None) -> Snapshot:
    """The records as a Snapshot: what is so on ``as_of`` (the data's own day when not given), as known at ``known_on``.

    Without ``known_on`` it is what the request stands on (``shell.standpoint``), normally all that is known now. The past as
    it was known leaves out what was written later and brings back what was withdrawn since. Kept until the records change.
    """
    here = city()
    if here is None:
        return Snapshot(as_of=as_of or NO_DATA_DAY, name="", tables={})
    day, moment = as_of or here.today, known_on or standpoint.known_on()
    followed = follow(here)
    key = (followed.origin, followed.seq, day, moment)
    with _lock:
        view = _views.get(key)
        if view is None:
            tables = {name: _rows(here, followed, name, day, moment).drop(KEY) for name in TABLES}
            view = Snapshot(as_of=day, name=here.name, tables=tables, place_code=here.place_code, note=here.note)
            _views[key] = view
            while len(_views) > 4:
                _views.popitem(last=False)
    return view


def rows(table: str, as_of: date | None = None, *, known_on: datetime | None = None) -> pl.DataFrame:
    """One registered table, those of other rooms too, on both axes, with the column ``_key`` that the write API takes."""
    to, here = holding(table), city()
    if here is None:
        return to.table.empty().with_columns(pl.lit(None, pl.String if to.single else pl.Int64).alias(KEY))
    found = _rows(here, follow(here), table, as_of or here.today, known_on or standpoint.known_on())
    return found.select(*to.table.by_name, KEY)


def read_table(name: str, *, as_of: date | None = None, known_on: datetime | None = None) -> pl.DataFrame:
    """One table read afresh from the database, in its declared columns, types and order; nothing kept is used."""
    here = city()
    to, day = holding(name), as_of or (here.today if here else NO_DATA_DAY)
    if known_on is not None:
        frame, entries = read_rows(to, known_on=known_on), entries_known(to, known_on)
    else:
        frame, entries = read_rows(to), entries_known(to, timezone.now())
    return on_day(to, frame, entries, day).select(*to.table.by_name)


def revision() -> str:
    """The revision of the records as the request sees them: whatever is computed from all of them may be kept under it."""
    here, moment = city(), standpoint.known_on()
    return f"{here.origin}:{here.revision}:{moment.isoformat() if moment else ''}" if here else ""


def version(*tables: str) -> str:
    """Like :func:`revision` for some tables only: it stays while others change."""
    here, moment = city(), standpoint.known_on()
    if here is None:
        return ""
    followed = follow(here)
    with followed.lock:
        return f"{followed.origin}:{followed.version(tables)}:{moment.isoformat() if moment else ''}"


def origin() -> str:
    """Tells the frames kept now from any kept before; numbers of the feed mean something within it only."""
    here = city()
    return follow(here).origin if here else ""


def changed_since(seq: int, *tables: str) -> tuple[int, list[Line] | None]:
    """The newest number of the feed and the lines after ``seq`` about ``tables``; None when they are no longer remembered."""
    here = city()
    if here is None:
        return 0, None
    followed = follow(here)
    with followed.lock:
        return followed.seq, followed.since(seq, tables or None)


def _rows(here: City, followed: Followed, name: str, day: date, moment: datetime | None) -> pl.DataFrame:
    to = holding(name)
    if moment is None:
        with followed.lock:
            frame, entries = followed.table(name)
        return on_day(to, frame, entries, day)
    # The past does not change, but for a moment that is still running.
    mark = followed.epoch if moment < timezone.now() else followed.seq
    key = (followed.origin, mark, name, moment)
    with _lock:
        kept = _past.get(key)
        if kept is None:
            kept = _past[key] = (read_rows(to, known_on=moment), entries_known(to, moment))
            while len(_past) > 2 * len(TABLES):
                _past.popitem(last=False)
    return on_day(to, *kept, day)
