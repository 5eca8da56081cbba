"""The outbox as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from dungviec.documents.national import OPERATIONS
from dungviec.documents.national_clock import NO_TEXT
from dungviec.office.interchange.models import OPEN, Following, Parcel, Payload, State
from dungviec.office.shell.language import k
from dungviec.records.dossiers import table_of

FILTERS = ("", "late", *State.values)
_ICONS = {
    State.WAITING: "tag", State.HELD: "tag tag-amber", State.SENDING: "tag", State.SENT: "tag", State.ACKNOWLEDGED: "tag tag-jade",
    State.REFUSED: "tag tag-lacquer", State.REPLACED: "tag",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One payload in words."""

    row: Payload
    name: str
    operation: str
    tables: str
    state: str
    tag: str
    unknown: str
    """Why no day can be told, where it is not what the page says above."""
    late: bool
    late_either_way: bool
    reasons: list[str]
    more: int
    may_release: bool
    may_resend: bool
    may_refuse: bool


def counts(on: date) -> dict[str, int]:
    """How many payloads stand in each state, and how many are late."""
    found = dict(Payload.objects.values_list("state").annotate(n=Count("pk")).order_by())
    return {**dict.fromkeys(State.values, 0), **found, "late": _late(on).count()}


def following() -> Following | None:
    """The mark of the feed; None while nobody has started."""
    return Following.objects.filter(pk=1, begun_at__isnull=False).first()


def asked(which: str, on: date) -> QuerySet[Payload]:
    """Payloads of a state, the late ones, or all that is still open; the oldest clock first."""
    if which == "late":
        rows = _late(on)
    elif which in State.values:
        rows = Payload.objects.filter(state=which)
    else:
        rows = Payload.objects.filter(state__in=OPEN)
    return (
        rows.defer("body").order_by("due", "pk") if which != State.ACKNOWLEDGED else rows.defer("body").order_by("-pk")
    )


def parcels() -> QuerySet[Parcel]:
    """The latest files by hand, with how many of each still wait for an answer."""
    return Parcel.objects.annotate(open=Count("payloads", filter=Q(payloads__state=State.SENT)))[:10]


def lines(rows: list[Payload], names: dict[str, str], on: date) -> list[Line]:
    """Payloads in words; ``names`` are those the viewer may read, others go by their identifier."""
    return [_line(row, names, on) for row in rows]


def _late(on: date) -> QuerySet[Payload]:
    return Payload.objects.filter(state__in=OPEN, due__lt=on)


def _line(row: Payload, names: dict[str, str], on: date) -> Line:
    lang = k()
    reasons = [h["en" if lang else "vi"] for h in row.hindrances]
    late = row.state in OPEN and row.due is not None and on > row.due
    return Line(
        row=row, name=names.get(row.person_id, row.person_id), operation=OPERATIONS[row.operation][lang],
        tables=", ".join(_table(t) for t in row.changed[:4]) + (f" +{len(row.changed) - 4}" if len(row.changed) > 4 else ""),
        state=str(State(row.state).label), tag=_ICONS[State(row.state)], unknown="" if row.unknown_vi == NO_TEXT.unknown[0] else row.unknown_en if lang else row.unknown_vi, late=late,
        late_either_way=late and row.due_if_working is not None and on > row.due_if_working,
        reasons=reasons[:2], more=max(len(reasons) - 2, 0),
        may_release=row.state == State.HELD and all(h["missing"] for h in row.hindrances),
        may_resend=row.state == State.REFUSED or (row.state == State.WAITING and row.next_try_at is not None),
        may_refuse=row.state == State.SENT and row.parcel_id is not None,
    )  # fmt: skip


def _table(name: str) -> str:
    if name == "ended":
        return _("thôi phục vụ")
    table: Any = table_of(name)
    return str(table.name.replace("_", " ") if k() else table.sheet)
