"""Keeping what is costly to compute from the records, until the records it is computed from change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import wraps
from threading import RLock, local
from time import thread_time
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, overload

import polars as pl
from django.utils.translation import get_language

from dungviec.office.access.policy import Viewer
from dungviec.office.registry.following import Line
from dungviec.office.registry.governing import standing_law
from dungviec.office.registry.models import Person
from dungviec.office.registry.selectors import changed_since, once_a_request, origin, revision, version
from dungviec.office.shell import standpoint
from dungviec.office.shell.replica import reading_the_copy

T = TypeVar("T")
K = TypeVar("K")
P = ParamSpec("P")
Mark = Callable[[], Hashable]
_Of_day = Callable[[date], T]
_DAYS = 4
"""So many days are kept of each function."""
LONG = 0.05
"""Seconds of processor time beyond which a page does not wait for a costly function, but asks for it afterwards."""
LARGE = 5_000
"""In an office with more people on file a costly function nobody has timed yet counts as long."""
_asks = local()
_few_took: dict[str, float] = {}
"""Seconds of processor time each costly thing of :func:`kept_few` took the last time."""
_VIEWERS = 32
"""So many viewers are kept of each function that tells one viewer something."""


class Reads(Protocol):
    """Records as one viewer sees them on a day (``gate.SeenRecords``, which stands above this module)."""

    @property
    def viewer(self) -> Viewer:
        """Who looks."""

    @property
    def day(self) -> date:
        """The day looked at."""


R = TypeVar("R", bound=Reads)


class NotAtHand(Exception):
    """What is asked for has to be computed anew, and who asks does not wait (:func:`not_waiting`)."""


@contextmanager
def not_waiting(patience: float = 1.0) -> Iterator[None]:
    """Until the end this thread gets :class:`NotAtHand` where it would wait for something costly that is not kept.

    ``patience``: how many times ``LONG`` a thing may have taken the last time and still be waited for.
    """
    before = getattr(_asks, "patience", None)
    _asks.patience = patience
    try:
        yield
    finally:
        _asks.patience = before


def would_wait(took: float | None) -> bool:
    """Whether who asks does not wait for what took so long the last time (None: never timed here)."""
    patience = getattr(_asks, "patience", None)
    if patience is None:
        return False
    return took > patience * LONG if took is not None else once_a_request("many people", Person.objects.count) > LARGE


@overload
def kept_per_day(compute: Callable[[date], T]) -> Callable[[date], T]: ...
@overload
def kept_per_day(
    *, tables: Collection[str] = (), costly: bool = False
) -> Callable[[Callable[[date], T]], Callable[[date], T]]: ...
def kept_per_day(
    compute: Callable[[date], T] | None = None, *, tables: Collection[str] = (), costly: bool = False
) -> Callable[[date], T] | Callable[[Callable[[date], T]], Callable[[date], T]]:
    """A function of the day, computed once per revision of the records, law in use and day; the four latest are kept.

    With ``tables`` it is computed again only when one of these has changed: name every table it reads. A ``costly`` one
    raises :class:`NotAtHand` for who does not wait, once it has taken longer than a page may (``LONG``).
    """

    def keep(compute: Callable[[date], T]) -> Callable[[date], T]:
        kept: OrderedDict[tuple[str, str, date], T] = OrderedDict()
        lock = RLock()
        took: float | None = None

        @wraps(compute)
        def remembered(day: date) -> T:
            nonlocal took
            key = (version(*tables) if tables else revision(), standing_law().mark, day)
            if costly and key not in kept and would_wait(took):
                raise NotAtHand(compute.__name__)
            with lock:
                if key not in kept:
                    began = thread_time()
                    with reading_the_copy(False):  # the key is the one database's: what is kept under it too
                        kept[key] = compute(day)
                    took = thread_time() - began
                    while len(kept) > _DAYS:
                        kept.popitem(last=False)
                return kept[key]

        return remembered

    return keep(compute) if compute is not None else keep


@overload
def kept_per_viewer(compute: Callable[[R], T]) -> Callable[[R], T]: ...
@overload
def kept_per_viewer(
    *, tables: Collection[str] = (), costly: bool = False, mark: Mark | None = None
) -> Callable[[Callable[Concatenate[R, P], T]], Callable[Concatenate[R, P], T]]: ...
def kept_per_viewer(
    compute: Callable[[R], T] | None = None,
    *,
    tables: Collection[str] = (),
    costly: bool = False,
    mark: Mark | None = None,
) -> Any:
    """A function of what one viewer sees, computed once per revision of the records, law in use, role and reach, and language.

    For what is computed from records and law alone: tables that do not belong to the records change without a new revision.
    ``tables`` and ``costly`` as for :func:`kept_per_day`; ``mark`` tells the state of what else is read. Further arguments
    (hashable, by position) are part of what is asked.
    """

    def keep(compute: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
        latest = _Latest[T](compute.__name__, tables, costly, mark)

        @wraps(compute)
        def remembered(records: R, /, *asked: P.args, **named: P.kwargs) -> T:
            key = (records.day, *_reach(records.viewer), *asked, *sorted(named.items()))
            return latest.ask(key, lambda: compute(records, *asked, **named))

        return remembered

    return keep(compute) if compute is not None else keep


@overload
def kept_per_reach(compute: Callable[[pl.DataFrame, date], T]) -> Callable[[Viewer, pl.DataFrame, date], T]: ...
@overload
def kept_per_reach(
    *, tables: Collection[str] = (), costly: bool = False
) -> Callable[[Callable[[pl.DataFrame, date], T]], Callable[[Viewer, pl.DataFrame, date], T]]: ...
def kept_per_reach(
    compute: Callable[[pl.DataFrame, date], T] | None = None, *, tables: Collection[str] = (), costly: bool = False
) -> Any:
    """The same for a function of the frame of everybody a viewer sees on a day.

    The frame must be the viewer's whole one (``seen(viewer, day).people``), never a part of it.
    """

    def keep(compute: Callable[[pl.DataFrame, date], T]) -> Callable[[Viewer, pl.DataFrame, date], T]:
        latest = _Latest[T](compute.__name__, tables, costly)

        @wraps(compute)
        def remembered(viewer: Viewer, frame: pl.DataFrame, day: date) -> T:
            return latest.ask((day, *_reach(viewer)), lambda: compute(frame, day))

        return remembered

    return keep(compute) if compute is not None else keep


def _reach(viewer: Viewer) -> tuple[object, ...]:
    """What decides whom and what a viewer sees; accounts alike in it share what is kept."""
    return viewer.role, viewer.unit_id, viewer.person_id, viewer.whole, viewer.day


class _Latest(Generic[T]):
    """The latest answers of one function, by what was asked, revision of the records, law in use and language."""

    def __init__(self, name: str, tables: Collection[str] = (), costly: bool = False, mark: Mark | None = None) -> None:
        self._name, self._tables, self._costly, self._mark = name, tables, costly, mark
        self._kept: OrderedDict[tuple[object, ...], T] = OrderedDict()
        self._lock, self._making = RLock(), RLock()
        self._took: float | None = None

    def ask(self, asked: tuple[object, ...], make: Callable[[], T]) -> T:
        """What is kept, or made now. Two who ask at once may both make it, but what is costly is made once."""
        of = version(*self._tables) if self._tables else revision()
        key = (of, standing_law().mark, get_language(), self._mark() if self._mark else None, *asked)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if not self._costly:
            return self._make(key, make)
        if would_wait(self._took):
            raise NotAtHand(self._name)
        with self._making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            return self._make(key, make)

    def _make(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        began = thread_time()
        with reading_the_copy(False):  # the key is the one database's: what is kept under it too
            found = make()
        with self._lock:
            self._took = thread_time() - began
            self._kept[key] = found
            while len(self._kept) > _VIEWERS:
                self._kept.popitem(last=False)
        return found


def kept_few(kept: dict[K, T], asked: K, make: Callable[[], T], most: int, *, costly: str = "") -> T:
    """What stands in ``kept`` (a dictionary that :func:`kept_per_day` throws away) under ``asked``, or made now; the oldest beyond ``most`` go.

    ``costly``: a name for what is made, where who does not wait shall get :class:`NotAtHand` once it has taken too long.
    """
    found = kept.get(asked)
    if found is None:
        if costly and would_wait(_few_took.get(costly)):
            raise NotAtHand(costly)
        began = thread_time()
        found = kept[asked] = make()
        if costly:
            _few_took[costly] = thread_time() - began
        for oldest in list(kept)[:-most]:
            kept.pop(oldest, None)
    return found


@dataclass(frozen=True)
class _Kept:
    seq: int
    frame: pl.DataFrame


def kept_by_person(
    *,
    tables: Collection[str],
    touched: Callable[[date, pl.DataFrame, list[Line]], Collection[str] | None],
    patch: Callable[[date, pl.DataFrame, Collection[str]], pl.DataFrame],
) -> Callable[[Callable[[date], pl.DataFrame]], Callable[[date], pl.DataFrame]]:
    """A frame of one row per person that follows the change feed: only the people written about are computed again.

    ``tables``: all that the frame is computed from. ``touched(day, frame, lines)``: whose rows the lines may change, None
    when that cannot be said. ``patch(day, frame, people)``: the frame with those rows computed again, in its own order.
    """

    def keep(compute: Callable[[date], pl.DataFrame]) -> Callable[[date], pl.DataFrame]:
        kept: OrderedDict[tuple[str, str, date], _Kept] = OrderedDict()
        lock = RLock()

        @wraps(compute)
        def remembered(day: date) -> pl.DataFrame:
            moment = standpoint.known_on()
            key = (f"{origin()}:{moment}", standing_law().mark, day)
            with lock:
                found = kept.get(key)
                seq, lines = changed_since(found.seq if found else 0, *tables)
                if found is None or lines is None or any(not line.key for line in lines):
                    found = _Kept(seq, compute(day))
                elif lines and moment is None:
                    people = touched(day, found.frame, lines)
                    found = _Kept(seq, compute(day) if people is None else patch(day, found.frame, people))
                else:
                    found = _Kept(seq, found.frame)
                kept[key] = found
                kept.move_to_end(key)
                while len(kept) > _DAYS:
                    kept.popitem(last=False)
                return found.frame

        return remembered

    return keep
