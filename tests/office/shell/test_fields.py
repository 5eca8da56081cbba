"""Days and numbers as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from dungviec.office.shell.fields import DayField, WholeField


@pytest.mark.parametrize(
    ("typed", "read"), [("1.500", 1500), ("12 500 000", 12_500_000), ("580.000.000", 580_000_000), ("7", 7)]
)
def test_numbers_with_dots_and_spaces(typed: str, read: int) -> None:
    assert WholeField().clean(typed) == read
    assert WholeField(required=False).clean("") is None
    assert WholeField().prepare_value(read) == f"{read:,}".replace(",", ".")


@pytest.mark.parametrize("typed", ["1.5", "1,5", "12.50.000", "mười", "1e9", "٣", "9" * 30, ""])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        WholeField().clean(typed)


def test_a_day_as_people_type_it() -> None:
    assert DayField().clean("10/12/2020") == date(2020, 12, 10)
    assert DayField(required=False).clean("") is None
    for wrong in ("31/02/2020", "hôm qua", "10/12/0020", "10/12/2999", ""):
        with pytest.raises(ValidationError):
            DayField().clean(wrong)
