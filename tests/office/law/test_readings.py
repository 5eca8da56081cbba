"""Readings of the law: default and other reading shown, chosen by those who keep the records, used in every verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.office.cast import DAY

from dungviec.law import LawSettings
from dungviec.law.settings import DEFAULT_SETTINGS, READINGS, setting_names
from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.law.models import ReadingVersion
from dungviec.office.law.readings import read_form, readings, settings_of, values_of
from dungviec.office.law.standing import standing
from dungviec.office.registry.governing import law_on

PAGE = "/luat/cach-hieu/"


def form(**changed: Any) -> dict[str, Any]:
    """What the page posts when nothing is touched, with some fields changed."""
    sent: dict[str, Any] = {}
    for row in readings(DEFAULT_SETTINGS, "vi"):
        chosen = [value for value, _word, on in row.options if on]
        sent[row.name] = chosen if row.kind == "some" else chosen[0] if chosen else row.value
    return sent | changed


def test_every_setting_is_shown_with_its_two_readings_and_its_default(officer: Client) -> None:
    page = officer.get(PAGE).content.decode()
    for name in setting_names():
        assert f'id="{name}"' in page
    assert "Cách mốc không quá số ngày này" in page
    assert page.count("theo mặc định") >= len(READINGS)


@pytest.mark.parametrize("name", setting_names())
def test_each_setting_can_be_something_else(name: str) -> None:
    values = values_of(name)
    default = getattr(DEFAULT_SETTINGS, name)
    if isinstance(default, tuple):
        assert read_form(name, [str(values[0])]) == [values[0]]
    elif values:
        assert len(values) > 1
        assert read_form(name, [str(values[-1])]) == values[-1]
    else:
        assert read_form(name, ["7"]) == 7
    with pytest.raises(ValueError):
        read_form(name, ["điều không có"])
    assert settings_of({}) == LawSettings()


def test_a_choice_is_a_version_by_somebody_with_a_line_in_the_ledger(officer: Client) -> None:
    answer = officer.post(PAGE, form(near_limit_days="10", deputies_half="up", **{"ly-do": "Công văn 12"}))
    assert answer.status_code == 302
    version = ReadingVersion.objects.get()
    assert version.chosen == {"near_limit_days": 10, "deputies_half": "up"}  # only what differs
    assert (version.number, version.reason) == (1, "Công văn 12")
    assert version.made_by == User.objects.get(username="personnel")
    assert LedgerEntry.objects.get(action="choose_readings").detail == {"chosen": version.chosen}
    page = officer.get(PAGE).content.decode()
    assert "đã chọn khác" in page
    assert "Vùng đệm sát mốc, tính bằng ngày: 10" in page
    officer.post(PAGE, form())
    assert ReadingVersion.objects.first().chosen == {}  # type: ignore[union-attr]
    assert ReadingVersion.objects.count() == 2  # a version is never changed
    officer.post(PAGE, form())
    assert ReadingVersion.objects.count() == 2  # nothing changed, nothing written


def test_a_choice_is_what_the_office_judges_by(officer: Client) -> None:
    before = standing().mark
    officer.post(PAGE, form(near_limit_days="0", lateral_waives=["planning"]))
    view = law_on(DAY)
    assert view.settings.near_limit_days == 0
    assert view.settings.lateral_waives == ("planning",)
    assert standing().mark != before
    assert "Cơ quan đã chọn: 0." in officer.get("/luat/quy-dinh/APT-2020-02/age/").content.decode()


def test_what_cannot_be_chosen_is_said_and_what_was_typed_stays(officer: Client) -> None:
    answer = officer.post(PAGE, form(near_limit_days="nhiều", deputies_half="up"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Xin chọn một trong các cách hiểu" in page
    assert ReadingVersion.objects.count() == 0
    assert 'value="up" checked' in page


@pytest.mark.parametrize("role", ["leader", "unit_head", "official", "inspector"])
def test_others_see_the_choice_and_cannot_make_it(as_role: Callable[..., Client], role: str) -> None:
    client = as_role(role, unit_id="P-GD", person_id="N2")
    assert "disabled" in client.get(PAGE).content.decode()
    assert client.post(PAGE, form(near_limit_days="1")).status_code == 403
    assert ReadingVersion.objects.count() == 0


def test_a_setting_that_no_longer_exists_is_left_alone(officer: Client) -> None:
    ReadingVersion.objects.create(number=1, chosen={"gone": 1, "near_limit_days": 5})
    assert standing().settings.near_limit_days == 5
    assert officer.get(PAGE).status_code == 200
