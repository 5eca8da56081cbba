"""An office begins: the personnel officer says whose it is, once; from then on it goes with the calendar, where a demo stands still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from dungviec.office.access.models import LedgerEntry, Role
from dungviec.office.access.services import create_account
from dungviec.office.registry.models import City
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.office.registry.services import found_city

FOUND = "/lap-van-phong/"


@pytest.fixture
def first(db: None) -> Client:
    """The personnel officer of an office with nothing on file."""
    client = Client()
    client.force_login(create_account("to-chuc", "mot mat khau dai", Role.PERSONNEL, shown_name="Người Thử"))
    return client


def test_an_empty_office_is_founded_once_and_goes_with_the_calendar(first: Client) -> None:
    assert FOUND in first.get("/").content.decode()
    answer = first.post(FOUND, {"name": "  Phường Mẫu ", "place_code": "06994"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/nhap-ho-so/")
    city = City.objects.get()
    assert (city.name, city.place_code, city.follows_clock) == ("Phường Mẫu", "06994", True)
    assert office_day() == timezone.localdate() == snapshot().as_of
    assert LedgerEntry.objects.filter(action="found_office").count() == 1
    again = first.post(FOUND, {"name": "Phường Khác"})
    assert again.status_code == 422
    assert "đã có dữ liệu" in again.content.decode()
    assert City.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [({"name": " "}, "bắt buộc"), ({"name": "x" * 201}, "200"), ({"name": "Phường Mẫu", "place_code": "7A"}, "2 đến 5 chữ số")],
)  # fmt: skip
def test_what_is_no_name_or_place_comes_back_with_a_sentence(first: Client, given: dict[str, str], told: str) -> None:
    answer = first.post(FOUND, given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not City.objects.exists()


def test_nobody_else_founds_an_office(as_role: Callable[..., Client]) -> None:
    for role in ("leader", "unit_head", "official", "administrator", "auditor"):
        assert as_role(role).get(FOUND).status_code == 403, role


@pytest.mark.django_db
def test_a_demo_stands_on_the_day_of_its_figures_and_no_office_before_its_own() -> None:
    city = found_city("Thị xã Mẫu", date(2020, 12, 10))
    assert city.today == date(2020, 12, 10)
    city.follows_clock = True
    assert city.today == timezone.localdate()
    city.as_of = date(2099, 1, 1)
    assert city.today == date(2099, 1, 1)
