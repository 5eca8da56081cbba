"""Each right says the same as a predicate and as a scope, for every role and every person."""

from __future__ import annotations

from datetime import date

import pytest

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.models import Person, Unit
from dungviec.office.registry.rights import SEE_PERSON, SEE_UNIT

DAY = date(2020, 12, 10)
VIEWERS = {
    "personnel": Viewer("a", Role.PERSONNEL, day=DAY),
    "leader": Viewer("b", Role.LEADER, day=DAY),
    "inspector": Viewer("c", Role.INSPECTOR, day=DAY),
    "head of education": Viewer("d", Role.UNIT_HEAD, "P-GD", "N1", DAY),
    "head of education two years earlier": Viewer("d", Role.UNIT_HEAD, "P-GD", "N1", date(2017, 1, 1)),
    "head without a unit": Viewer("e", Role.UNIT_HEAD, "", "N5", DAY),
    "head of a unit that is not there": Viewer("e", Role.UNIT_HEAD, "KHONG-CO", "", DAY),
    "official": Viewer("f", Role.OFFICIAL, "P-NV", "N6", DAY),
    "official not on file": Viewer("g", Role.OFFICIAL, "", "", DAY),
    "no role": Viewer("h", None, "TX", "N1", DAY),
}


@pytest.mark.parametrize("who", VIEWERS)
def test_predicate_and_scope_agree(loaded: None, who: str) -> None:
    viewer = VIEWERS[who]
    for right, model in ((SEE_PERSON, Person), (SEE_UNIT, Unit)):
        scope = set(right.restrict(viewer, model.objects.all()).values_list("pk", flat=True))
        assert scope == {one.pk for one in model.objects.all() if right.allows(viewer, one)}, right.name


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("personnel", {"N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"}),
        ("head of education", {"N1", "N2", "N3", "N4"}),
        ("head of education two years earlier", {"N1", "N2", "N3"}),
        ("head without a unit", {"N5"}),
        ("official", {"N6"}),
        ("official not on file", set()),
        ("no role", set()),
    ],
)
def test_who_sees_whom(loaded: None, who: str, seen: set[str]) -> None:
    found = SEE_PERSON.restrict(VIEWERS[who], Person.objects.all())
    assert set(found.values_list("pk", flat=True)) == seen
