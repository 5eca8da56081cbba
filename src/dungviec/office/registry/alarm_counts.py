"""The alarms one viewer may read, and how many they are: on the alarms' page, the home page and behind the tab."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

import polars as pl
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry import rights
from dungviec.office.registry.alarms import ALARMS, alarms
from dungviec.office.registry.gate import SeenRecords, seen
from dungviec.office.registry.governing import standing_law
from dungviec.office.registry.models import Unit
from dungviec.office.registry.selectors import revision
from dungviec.office.shell.middleware import current_day

_KEPT = 64
_counts: OrderedDict[tuple[Any, ...], int] = OrderedDict()
_lock = Lock()


def alarms_seen(records: SeenRecords) -> dict[str, pl.DataFrame]:
    """The alarms this viewer may read: of people and units in reach, resting on fields that are seen."""
    ringing = {
        key: frame
        for key, frame in alarms(records.day).items()
        if records.may(*ALARMS[key].facts) and (not ALARMS[key].family or records.may_tell("kinship"))
    }
    if records.viewer.reaches_all or not ringing:
        return ringing
    people = records.people["person_id"].to_list()
    units = list(rights.SEE_UNIT.restrict(records.viewer, Unit.objects.all()).order_by().values_list("pk", flat=True))
    mine = (
        pl.when(pl.col("person_id").is_not_null())
        .then(pl.col("person_id").is_in(people) if people else pl.lit(False))
        .when(pl.col("unit_id").is_not_null())
        .then(pl.col("unit_id").is_in(units))
        .otherwise(pl.col("others").list.eval(pl.element().is_in(people)).list.any())
    )
    parts = {key: frame.filter(mine) for key, frame in ringing.items()}
    return {key: part for key, part in parts.items() if part.height}


def alarm_count(records: SeenRecords) -> int:
    """How many rows all alarms of this viewer have; counted once per revision of the records."""
    key = _key(records)
    if (kept := at_hand(records)) is not None:
        return kept
    found = sum(frame.height for frame in alarms_seen(records).values())
    with _lock:
        _counts[key] = found
        while len(_counts) > _KEPT:
            _counts.popitem(last=False)
    return found


def at_hand(records: SeenRecords) -> int | None:
    """The count where nothing has to be computed for it."""
    with _lock:
        return _counts.get(_key(records))


def _key(records: SeenRecords) -> tuple[Any, ...]:
    viewer = records.viewer
    return (revision(), standing_law().mark, records.day, viewer.role, viewer.unit_id, viewer.person_id)


def tab_badge(request: HttpRequest) -> str:
    """The number behind the tab; where it would have to be counted, the page asks for it by itself and does not wait."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.role in (None, Role.OFFICIAL, Role.ADMINISTRATOR):
        return ""
    day = current_day(request)
    asks = Viewer(viewer.username, viewer.role, viewer.unit_id, viewer.person_id, day, viewer.whole)
    number = at_hand(seen(asks, day))
    if number is not None:
        return badge(number)
    return format_html(
        '<span hx-get="{}" hx-trigger="load" hx-swap="outerHTML"></span>', reverse("registry:alarm_badge")
    )


def badge(number: int) -> SafeString:
    """The count as it stands behind the tab; nothing where nothing rings."""
    if not number:
        return SafeString("")
    return format_html('<span class="tab-count num">{}<span class="sr-only"> {}</span></span>', number, _("báo động"))
