"""What the law book tells in the morning: rules that begin or end soon, and those that began since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Dated, Matter, Turn
from dungviec.office.access.models import Role
from dungviec.office.registry.governing import standing_law
from dungviec.office.registry.keeping import kept_per_day

AHEAD = timedelta(days=60)
READERS = frozenset({Role.PERSONNEL, Role.LEADER, Role.INSPECTOR, Role.UNIT_HEAD})


@kept_per_day(tables=("units",))
def turns(day: date) -> dict[str, tuple[Dated, ...]]:
    """Days near ``day`` on which clauses begin (``begin``) or end (``end``), each with how many; of the law in use."""
    found: dict[str, dict[date, int]] = {"begin": {}, "end": {}}
    for rule in standing_law().on(day).all_known:
        for key, on in (("begin", rule.from_), ("end", rule.to)):
            if on is not None and day - timedelta(days=7) <= on <= day + AHEAD:
                found[key][on] = found[key].get(on, 0) + 1
    return {key: tuple(Dated(d, n) for d, n in sorted(days.items())) for key, days in found.items()}


def matters(asking: Asking) -> Iterator[Matter]:
    """For who applies the law; it is public, so that nothing is hidden from anybody here."""
    if asking.viewer.role not in READERS:
        return
    url, near, day = reverse("law:themes"), turns(asking.day), asking.day
    new = sum(d.count for d in near["begin"] if d.day <= day)
    yield Matter("law.new", Turn.CHANGED, new, _("điều khoản có hiệu lực trong 7 ngày qua"), url)
    for key, words, event in (
        ("begin", _("điều khoản sẽ có hiệu lực trong 60 ngày tới"), _("điều khoản bắt đầu có hiệu lực")), ("end", _("điều khoản hết hiệu lực trong 60 ngày tới"), _("điều khoản hết hiệu lực")),
    ):  # fmt: skip
        days = tuple(d for d in near[key] if d.day > day)
        yield Matter(
            f"law.{key}",
            Turn.SOON,
            sum(d.count for d in days),
            words,
            url,
            due=days[0].day if days else None,
            days=days,
            event=event,
        )
