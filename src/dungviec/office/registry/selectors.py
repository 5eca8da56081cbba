"""Reading the records: the city, the day, and the Snapshot the library works on."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, datetime
from threading import Lock

import polars as pl
from django.db.models import Q

from dungviec.office.registry.models import MODELS, City
from dungviec.records.schema import TABLES
from dungviec.records.snapshot import Snapshot

NO_DATA_DAY = date(2020, 12, 10)
"""Shown while there are no records yet."""

_kept: OrderedDict[str, Snapshot] = OrderedDict()
_views: OrderedDict[tuple[str, date], Snapshot] = OrderedDict()
_lock = Lock()


def city() -> City | None:
    """The city the office works for; None while nothing is loaded."""
    return City.objects.order_by("pk").first()


def office_day() -> date:
    """The day the data stand on: kept with the data, not taken from the clock."""
    found = city()
    return found.as_of if found else NO_DATA_DAY


def snapshot(as_of: date | None = None, *, known_on: datetime | None = None) -> Snapshot:
    """The records as a Snapshot on ``as_of`` (the data's own day when not given).

    ``known_on`` leaves out facts written down later and brings back those withdrawn since: what did we know then.
    The tables are read once per revision of the records; another day only looks at them from elsewhere.
    """
    here = city()
    if here is None:
        return Snapshot(as_of=as_of or NO_DATA_DAY, name="", tables={})
    key = f"{here.pk}:{here.revision}:{known_on.isoformat() if known_on else ''}"
    with _lock:
        found = _kept.get(key)
        if found is None:
            found = Snapshot(
                as_of=here.as_of,
                name=here.name,
                tables={name: read_table(name, known_on=known_on) for name in TABLES},
                place_code=here.place_code,
                note=here.note,
            )
            _kept[key] = found
            while len(_kept) > 2:
                _kept.popitem(last=False)
        day = as_of or found.as_of
        view = _views.get((key, day))
        if view is None:
            view = found if day == found.as_of else found.at(day)
            _views[key, day] = view
            while len(_views) > 4:
                _views.popitem(last=False)
    return view


def revision() -> str:
    """The revision of the records: whatever is computed from them may be kept under it."""
    here = city()
    return here.revision if here else ""


def read_table(name: str, *, known_on: datetime | None = None) -> pl.DataFrame:
    """One table of the records in its declared columns and types, in the order it was written."""
    table, model = TABLES[name], MODELS[name]
    columns = [attribute(name, column.name) for column in table.columns]
    known = Q(withdrawn_at__isnull=True)
    if known_on is not None:
        known = Q(recorded_at__lte=known_on) & (known | Q(withdrawn_at__gt=known_on))
    order = "position" if name == "units" else "pk"
    rows = list(model._default_manager.filter(known).order_by(order).values_list(*columns))
    return pl.DataFrame(rows, schema=table.polars_schema, orient="row")


def attribute(table: str, column: str) -> str:
    """The model attribute that stores a column; they differ only where a key of another name points to a post."""
    return "held_with_id" if (table, column) == ("posts", "held_with") else column
