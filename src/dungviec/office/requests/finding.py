"""Finding papers of dossiers by kind, number, title and whose they are, as far as the viewer may see them.

The papers are kept in memory and follow the table: new ones are read when there are any, withdrawn ones go. What is found is
read from the database again before it is told, so that nothing shows which has changed hands since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

import numpy as np
import polars as pl
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from dungviec.office.access.fields import sees
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.gate import scope_of
from dungviec.office.registry.rights import visible_ids
from dungviec.office.registry.search.also import Hit
from dungviec.office.registry.search.finder import Column, Finder, Growing
from dungviec.office.registry.selectors import origin, snapshot, version
from dungviec.office.requests.models import Document
from dungviec.office.requests.papers import PAPERS
from dungviec.records.vietnamese import format_date

SHOWN = 4
_READ_AGAIN = 40
"""So many papers found are read again from the database."""
_SCHEMA = {"pk": pl.Int64, "person_id": pl.String, "kind": pl.String, "text": pl.String}


@dataclass
class _Shelf:
    origin: str
    last: int = 0
    added: datetime | None = None
    withdrawn: datetime | None = None
    frame: pl.DataFrame | None = None
    people: str = ""
    finder: Finder | None = None


_shelf = _Shelf("")
_texts, _names = Growing(), Growing()
_lock = Lock()


def papers_found(viewer: Viewer, text: str) -> list[Hit]:
    """The first few papers whose kind, number, title or owner's name hold every word of ``text``."""
    if viewer.role in (None, Role.ADMINISTRATOR) or viewer.day is None:
        return []
    with _lock:
        frame, finder = _followed(viewer)
    if not frame.height:
        return []
    found = finder.find(text, _allowed(viewer, frame))
    keys = frame.filter(pl.Series(found.rows, dtype=pl.Boolean))["pk"].tail(_READ_AGAIN).to_list()
    live = Document.objects.filter(pk__in=keys, withdrawn_at__isnull=True).order_by("-pk")
    told = [one for one in live if _may(viewer, one.person_id, one.kind)]
    reach = visible_ids(viewer)
    told = [one for one in told if reach is None or one.person_id in reach][:SHOWN]
    names = dict(
        snapshot(viewer.day)
        .people.filter(pl.col("person_id").is_in([t.person_id for t in told]))
        .select("person_id", "name")
        .iter_rows()
    )
    return [_hit(one, names.get(one.person_id, one.person_id), nearly=found.nearly) for one in told]


def _hit(one: Document, name: str, *, nearly: bool) -> Hit:
    label = " · ".join(filter(None, [str(PAPERS[one.kind].name), one.number]))
    note = " · ".join(filter(None, [name, one.title, _("ngày %s") % format_date(one.dated) if one.dated else ""]))
    return Hit(label, note, reverse("requests:documents", args=[one.person_id]), "note", nearly)


def _may(viewer: Viewer, person_id: str, kind: str) -> bool:
    return kind in PAPERS and sees(viewer.role, scope_of(viewer, person_id), PAPERS[kind].group.key)


def _allowed(viewer: Viewer, frame: pl.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The papers of people in reach, of kinds whose field group is seen there."""
    reach = visible_ids(viewer)
    mine = pl.col("person_id") == viewer.person_id if viewer.person_id else pl.lit(False)
    near = pl.lit(True) if reach is None else pl.col("person_id").is_in(reach)
    own, others = ([k for k in PAPERS if _may(viewer, p, k)] for p in (viewer.person_id or "-", ""))
    if not viewer.person_id:
        own = []
    kinds = pl.when(mine).then(pl.col("kind").is_in(own)).otherwise(pl.col("kind").is_in(others))
    flags: np.ndarray[tuple[int], np.dtype[np.bool_]] = frame.select(ok=near & kinds)["ok"].to_numpy().astype(bool)
    return flags


def _followed(viewer: Viewer) -> tuple[pl.DataFrame, Finder]:
    """The papers on file now, and what finds them; only what is new is read."""
    here, shelf = origin(), _shelf
    anchor = Document.objects.filter(pk=shelf.last).values_list("added_at", flat=True).first() if shelf.last else None
    if shelf.frame is None or shelf.origin != here or anchor != shelf.added:
        shelf.origin, shelf.last, shelf.added, shelf.withdrawn = here, 0, None, None
        shelf.frame, shelf.finder = pl.DataFrame(schema=_SCHEMA), None
    assert shelf.frame is not None
    fresh = list(
        Document.objects.filter(pk__gt=shelf.last)
        .order_by("pk")
        .values_list("pk", "person_id", "kind", "title", "number", "added_at", "withdrawn_at")
    )
    gone = Document.objects.aggregate(last=Max("withdrawn_at"))["last"]
    if fresh:
        rows = [
            (pk, person, kind, _text(kind, title, number))
            for pk, person, kind, title, number, _added, off in fresh
            if off is None
        ]
        shelf.frame = pl.concat([shelf.frame, pl.DataFrame(rows, schema=_SCHEMA, orient="row")])
        shelf.last, shelf.added, shelf.finder = fresh[-1][0], fresh[-1][5], None
    if gone != shelf.withdrawn:
        since = Document.objects.filter(withdrawn_at__isnull=False)
        off = since if shelf.withdrawn is None else since.filter(withdrawn_at__gt=shelf.withdrawn)
        shelf.frame = shelf.frame.filter(~pl.col("pk").is_in(list(off.values_list("pk", flat=True))))
        shelf.withdrawn, shelf.finder = gone, None
    people = f"{version('people')}:{viewer.day}"
    if shelf.finder is None or shelf.people != people:
        shelf.people, shelf.finder = people, _finder(shelf.frame, viewer)
    return shelf.frame, shelf.finder


def _finder(frame: pl.DataFrame, viewer: Viewer) -> Finder:
    owners = snapshot(viewer.day).people.select("person_id", "name")
    names = frame.join(owners, on="person_id", how="left", maintain_order="left")["name"]
    return Finder([_column(_texts, frame["text"]), _column(_names, names)], rows=frame.height)


def _column(grown: Growing, texts: pl.Series) -> Column:
    distinct = texts.drop_nulls().unique(maintain_order=True).to_list()
    grown.take_in(distinct)
    of_row = np.fromiter((grown.numbers.get(t, -1) for t in texts.to_list()), dtype=np.int32, count=len(texts))
    return Column(grown, of_row)


def _text(kind: str, title: str, number: str) -> str:
    with override("vi"):  # papers are named in Vietnamese, whatever language a page is read in
        return f"{PAPERS[kind].name} {number} {title}" if kind in PAPERS else f"{number} {title}"
