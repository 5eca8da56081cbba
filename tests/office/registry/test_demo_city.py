"""What the demo leaves behind for the room of doubles, and that no figure of the day knows of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from dungviec.office.registry.demo_city import leave_old_records, on_rolls
from dungviec.office.registry.models import Batch
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.office.registry.services import amend, undo
from dungviec.office.registry.workforce import workforce

pytestmark = pytest.mark.django_db


def test_one_true_pair_and_one_of_namesakes_without_touching_a_figure(officer: Client) -> None:
    for person, born in (("N2", date(1985, 4, 5)), ("N3", date(1979, 1, 2))):
        amend("people", person, {"born": born}, by="thử", why="đủ tuổi")
    rolls, before = on_rolls(), workforce(office_day())
    written = leave_old_records()
    assert written is not None
    assert on_rolls() == rolls
    assert workforce(office_day()).equals(before)
    likely = officer.get("/trung-va-ma/", {"xem": "mot-nguoi"}).content.decode()
    apart = officer.get("/trung-va-ma/", {"xem": "hai-nguoi"}).content.decode()
    assert "HC0001" in likely
    assert "HC0002" not in likely
    assert "HC0002" in apart
    undo(Batch.objects.latest("pk"), by="thử", why="dọn")
    assert not snapshot(office_day()).people["person_id"].str.starts_with("HC").any()


def test_a_town_where_nobody_fits_gets_none(loaded: None) -> None:
    undone = {row["person_id"]: row for row in snapshot(office_day()).people.to_dicts()}
    for person in undone:
        amend("people", person, {"born": date(1960, 1, 1)}, by="thử", why="quá tuổi")
    assert leave_old_records() is None
