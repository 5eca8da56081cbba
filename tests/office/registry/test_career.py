"""The career strip: ranks and pay on a row of their own where they are on file and may be seen; the axis the hairline moves on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.test import Client

from dungviec.office.registry.career import Life, strip
from dungviec.office.registry.holdings import holding

DAY = date(2020, 12, 10)


def pay_of(person: str) -> None:
    steps = holding("salary_steps").model
    for since, until, step in ((date(2015, 1, 1), date(2017, 12, 31), 1), (date(2018, 1, 1), None, 2)):
        steps._default_manager.create(
            person_id=person, from_date=since, to_date=until, rank_code="01.003", step=step, coefficient=2.34 + step / 3
        )


def test_ranks_and_pay_lie_on_a_row_of_their_own(officer: Client) -> None:
    assert 'class="pay"' not in officer.get("/can-bo/N2/").content.decode()
    pay_of("N2")
    page = officer.get("/can-bo/N2/").content.decode()
    assert page.count('class="pay"') == 2
    assert "01/2018: 01.003 · bậc 2 · 3,0" in page
    assert 'class="pay"' not in officer.get("/can-bo/N1/").content.decode()


def test_pay_is_kept_from_whoever_may_not_see_it(as_role: Callable[..., Client]) -> None:
    pay_of("N2")
    assert 'class="pay"' not in as_role("unit_head", unit_id="P-GD").get("/can-bo/N2/").content.decode()
    assert 'class="pay"' in as_role("official", person_id="N2").get("/can-bo/N2/").content.decode()


def test_a_later_step_is_not_drawn_before_its_day(officer: Client) -> None:
    pay_of("N2")
    assert officer.get("/can-bo/N2/?ngay=01/06/2016").content.decode().count('class="pay"') == 1


def test_the_axis_says_from_when_to_when_the_hairline_moves() -> None:
    tenure = {"from_date": date(2012, 5, 1), "to_date": None, "title": "Kế toán", "kind": "main", "level": None}
    drawn = strip(Life([tenure], [], [], [], []), DAY)
    assert 'data-from="2012-01-01" data-to="2021-01-01"' in drawn
    hair = re.search(r'class="hair"><line x1="([\d.]+)"', drawn)
    assert hair is not None
    share = (DAY - date(2012, 1, 1)).days / (date(2021, 1, 1) - date(2012, 1, 1)).days
    assert abs(float(hair[1]) - (104 + (1120 - 104 - 14) * share)) < 0.1


def test_nobody_without_a_history_has_a_strip() -> None:
    assert "Chưa có quá trình công tác" in strip(Life([], [], [], [], []), DAY)
