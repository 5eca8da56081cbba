"""Evidence offered by one room and read in another: only of those in reach, only what the viewer may read, only of the span asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

import pytest
from django.test import Client

from dungviec.office.access.models import User
from dungviec.office.access.policy import viewer_of
from dungviec.office.registry.offered import Evidence, Source, evidence_for, offer, withdraw_offer

SINCE, UNTIL = date(2020, 1, 1), date(2020, 12, 10)
HELD = (
    Evidence("N2", date(2020, 3, 1), "Cảm ơn vì hướng dẫn tận tình", "Sổ góp ý, số 1"),
    Evidence("N2", date(2020, 9, 1), "Giải quyết trước hạn", "Sổ góp ý, số 2"),
    Evidence("N2", date(2019, 9, 1), "Năm trước", "Sổ góp ý, số 3"),
    Evidence("N3", date(2020, 5, 1), "Cô giáo tận tâm", "Sổ góp ý, số 4"),
    Evidence("N5", date(2020, 5, 1), "Đã khắc phục", "Biên bản 5", group="proceedings"),
)


@pytest.fixture(autouse=True)
def _offered() -> Iterator[None]:
    asked: list[frozenset[str]] = []

    def gather(people: Collection[str], since: date, until: date) -> Iterable[Evidence]:
        asked.append(frozenset(people))
        return HELD  # more than was asked for: the gate itself keeps to the people and the days

    offer(Source("thử", "Lời khen", gather))
    yield
    withdraw_offer("thử")


def read(account: str, *people: str) -> dict[str, list[str]]:
    viewer = viewer_of(User.objects.get(username=account), UNTIL)
    return {p: [one.where for _, one in rows] for p, rows in evidence_for(viewer, people, SINCE, UNTIL).items()}


def test_evidence_comes_by_person_the_latest_first_within_the_days(as_role: Callable[..., Client]) -> None:
    as_role("personnel")
    assert read("personnel", "N2", "N3") == {"N2": ["Sổ góp ý, số 2", "Sổ góp ý, số 1"], "N3": ["Sổ góp ý, số 4"]}
    assert read("personnel") == {}


def test_nobody_learns_of_people_out_of_reach_or_of_hidden_groups(as_role: Callable[..., Client]) -> None:
    as_role("unit_head", unit_id="TH", person_id="N3")
    assert set(read("unit_headTHN3", "N2", "N3", "N5")) == {"N3"}
    as_role("official", unit_id="P-NV", person_id="N5")
    assert read("officialP-NVN5", "N2", "N5") == {}
    as_role("auditor")
    assert read("auditor", "N2", "N5") == {}
