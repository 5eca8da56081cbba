"""What a page shows to one viewer: the gate to people's data, the picture of the workforce on the morning page, the units that may be opened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
from django.http import HttpRequest
from django.utils.translation import gettext as _

from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer, viewer_of
from dungviec.office.registry import overview, people_list, rights, structure
from dungviec.office.registry.gate import FieldRefused, SeenFile, SeenRecords, rows_of, seen
from dungviec.office.registry.keeping import kept_per_viewer
from dungviec.office.registry.models import Unit
from dungviec.office.registry.selectors import once_a_request
from dungviec.office.shell.middleware import current_day
from dungviec.records.vietnamese import fold

__all__ = [
    "FieldRefused", "SeenFile", "SeenRecords", "home_picture", "opened_units", "request_viewer", "rows_of", "seen", "seen_here", "seen_units", "user_of",
]  # fmt: skip


def seen_here(request: HttpRequest) -> SeenRecords:
    """What the viewer of a request sees, on the day the session looks at."""
    viewer = request_viewer(request)
    assert viewer.day is not None
    return seen(viewer, viewer.day)


def request_viewer(request: HttpRequest) -> Viewer:
    """The viewer of a request, on the day the session looks at."""
    return replace(viewer_of(request.user), day=current_day(request))


def user_of(request: HttpRequest) -> User:
    """The account that asks, of a page that only accounts open."""
    assert isinstance(request.user, User)
    return request.user


def opened_units(viewer: Viewer) -> list[str]:
    """Identifiers of the units a viewer may open."""
    return once_a_request(
        ("units", viewer),
        lambda: list(rights.SEE_UNIT.restrict(viewer, Unit.objects.all()).order_by().values_list("pk", flat=True)),
    )


def seen_units(viewer: Viewer, text: str) -> list[Unit]:
    """Units whose name holds ``text``, marks or not, as far as the viewer may open them."""
    found = rights.SEE_UNIT.restrict(viewer, Unit.objects.filter(search_key__contains=fold(text)))
    return list(found[:4])


@kept_per_viewer
def home_picture(records: SeenRecords) -> dict[str, Any]:
    """The state of the workforce in reach, beside the matters of the morning; kept: not to be changed."""
    day, frame, opened = records.day, records.people, opened_units(records.viewer)
    posts = structure.seats(day).filter(pl.col("unit_id").is_in(opened))
    top = structure.branch(structure.tree(day), frozenset(opened).__contains__)
    vacancies, more = overview.leadership_vacancies(posts)
    return {
        "scope": top[0].name if len(top) == 1 else "",
        "people": frame.height,
        "totals": people_list.totals(frame),
        "categories": overview.distribution(frame, "category", "category", "category"),
        **_education(frame),
        "months": overview.year_ahead(frame, day),
        "vacancies": vacancies,
        "vacancies_more": more,
        "balance": overview.over_norm(top),
    }


def _education(frame: pl.DataFrame) -> dict[str, Any]:
    """The two charts of education, for whoever sees it."""
    if not {"degree", "theory"} <= set(frame.columns):
        return {}
    return {
        "degrees": overview.distribution(frame, "degree", "degree", "degree"),
        "degree_finding": overview.degree_finding(frame),
        "theory": overview.distribution(frame, "theory", "theory", "theory", absent=_("Chưa có")),
        "theory_finding": overview.theory_finding(frame),
    }
