"""Words planted in work, months and years of two people show only to whom the table of field groups shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.office.access.canaries import words_of

from dungviec.office.access.fields import POLICY, Scope, Shown
from dungviec.office.access.models import Role
from dungviec.office.appraisal.models import MonthSheet, Petition, SheetStep, Task, YearDecision, YearSheet

AT = datetime(2020, 12, 1, tzinfo=UTC)
WORK, RATING = "Kx7viec{}q", "Kx7nam{}q"
VIEWERS: dict[str, tuple[str, str, str, frozenset[str]]] = {
    "personnel": ("personnel", "", "N5", frozenset({"N3", "N6"})),
    "personnel of education": ("personnel", "P-GD", "", frozenset({"N3"})),
    "head of education": ("unit_head", "P-GD", "N1", frozenset({"N3"})),
    "inspector": ("inspector", "", "", frozenset({"N3", "N6"})),
    "official": ("official", "", "N3", frozenset({"N3"})),
    "auditor": ("auditor", "", "", frozenset({"N3", "N6"})),
    "administrator": ("administrator", "", "", frozenset()),
}


def sow(person: str, unit: str) -> None:
    """One line of work, one month, one decided year with a petition, each with a word of its own."""
    work, rating = WORK.format(person), RATING.format(person)
    Task.objects.create(
        person_id=person,
        unit_id=unit,
        year=2020,
        month=12,
        kind="unnamed",
        name=work,
        obstacle="claimed",
        obstacle_told=work,
        evidence=work,
        made_at=AT,
    )
    sheet = MonthSheet.objects.create(
        person_id=person,
        unit_id=unit,
        year=2020,
        month=12,
        scheme="tracking",
        state="confirmed",
        strengths=work,
        comment=work,
        made_at=AT,
        confirmed_at=AT,
    )
    year = YearSheet.objects.create(
        person_id=person,
        unit_id=unit,
        year=2020,
        state="decided",
        self_level="good",
        self_note=rating,
        proposed_reason=rating,
        made_at=AT,
    )
    SheetStep.objects.create(sheet=sheet, step="confirm", at=AT, reason=work)
    SheetStep.objects.create(year_sheet=year, step="propose", at=AT, after="good", reason=rating)
    YearDecision.objects.create(
        year_sheet=year, level="good", number=rating, decided_on=date(2020, 12, 9), signed_by=rating, made_at=AT
    )
    Petition.objects.create(
        year_sheet=year, received=date(2020, 12, 9), due=date(2020, 12, 18), said=rating, made_at=AT
    )


def addresses() -> list[str]:
    found = ["/ho-so-cua-toi/danh-gia/", "/danh-gia/kien-nghi/", "/danh-gia/danh-muc/"]
    found += [
        f"/danh-gia/{page}?don-vi={unit}"
        for page in ("", "viec/", "nam/", "nam/don-vi/", "viec/nhap/")
        for unit in ("TH", "P-NV")
    ]
    for person in ("N3", "N6"):
        found += [
            f"/danh-gia/phieu/{person}/2020-12/",
            f"/danh-gia/phieu/{person}/2020-12/them-viec/",
            f"/danh-gia/nam/{person}/2020/",
        ]
    found += [f"/danh-gia/viec/{t.pk}/" for t in Task.objects.all()] + [
        f"/danh-gia/kien-nghi/{p.pk}/" for p in Petition.objects.all()
    ]
    return found


@pytest.mark.parametrize("who", VIEWERS)
def test_nobody_meets_work_or_ratings_that_the_table_does_not_show(as_role: Callable[..., Client], who: str) -> None:
    role, unit, own, reach = VIEWERS[who]
    client = as_role(role, unit_id=unit, person_id=own)
    sow("N3", "TH")
    sow("N6", "P-NV")
    met: set[tuple[str, str]] = set()
    for path in addresses():
        answer = client.get(path)
        assert answer.status_code < 500, path
        text = words_of(answer)
        met |= {
            (p, g)
            for p in ("N3", "N6")
            for g, word in (("work", WORK), ("appraisal", RATING))
            if word.format(p) in text
        }
    allowed = {
        (p, g) for p in reach for g in ("work", "appraisal")
        if POLICY[Role(role), Scope.OWN if p == own else Scope.WITHIN, g] is Shown.SEE
    }  # fmt: skip
    assert met <= allowed, "a page tells what the table hides"
    if who in ("personnel", "head of education", "official"):
        assert met == allowed, "whoever may see it finds it"
