"""What pages of a large body read in columns, or keep, says the same as reading it slowly, for each role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from tests.office.calibration.made_up import YEAR, scored_agency

from dungviec.emulation import merits_of, shares_of
from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal.models import MonthSheet
from dungviec.office.appraisal.selectors import months_frame
from dungviec.office.ballots.selectors import units_to_choose
from dungviec.office.emulation.selectors import shares
from dungviec.office.placement import needs
from dungviec.office.registry.gate import seen
from dungviec.office.registry.models import Unit
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import create
from dungviec.office.shell.fields import LongSelect

DAY = date(2020, 12, 10)


def test_months_in_columns_are_the_months_on_file(officer: Client) -> None:
    scored_agency(User.objects.get())
    sheets = {s.pk: s for s in MonthSheet.objects.filter(year=YEAR)}
    found = months_frame(seen(Viewer("x", Role.PERSONNEL, day=DAY), DAY), YEAR)
    assert set(found["sheet_id"]) == set(sheets)
    assert sheets
    for row in found.iter_rows(named=True):
        s = sheets[row["sheet_id"]]
        points = None if s.points is None else float(s.points)
        assert (row["person_id"], row["month"], row["state"], row["points"]) == (s.person_id, s.month, s.state, points)
        assert row["rater"] == (s.confirmed_by.username if s.confirmed_by else None)
        assert row["quality"] == s.parts.get("quality")
    scored = months_frame(seen(Viewer("x", Role.PERSONNEL, day=DAY), DAY), YEAR, scored=True)
    assert scored.equals(found.filter(found["points"].is_not_null()))
    own = months_frame(seen(Viewer("x", Role.OFFICIAL, person_id="N3", day=DAY), DAY), YEAR)
    assert set(own["person_id"]) <= {"N3"}


def test_shares_of_a_year_are_those_of_all_merits(officer: Client) -> None:
    for person, year, title in (("N2", 2019, "Chiến sĩ thi đua cơ sở"), ("N3", 2019, "Lao động tiên tiến"), ("N3", 2018, "Chiến sĩ thi đua cơ sở")):  # fmt: skip
        create("awards", {"person_id": person, "year": year, "title": title}, by="officer", why="Thử")
    records = seen(Viewer("x", Role.PERSONNEL, day=DAY), DAY)
    here = snapshot(DAY)
    for year in (2018, 2019, 2020):
        slowly = shares_of(here, list(merits_of(here, stated={}).values()), year)
        assert shares(records, year) == slowly
    assert sum(r.selected for r in shares(records, 2019).rates) > 0


def test_merits_of_some_are_those_of_everybody(loaded: None) -> None:
    here = snapshot(DAY)
    everybody = merits_of(here, stated={})
    for person, own in everybody.items():
        assert merits_of(here, stated={}, people=[person]) == {person: own}


def test_posts_a_need_is_for_are_searched_within_reach(
    as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needs, "FEW", 1)
    head = as_role("unit_head", unit_id="P-GD")
    address = "/bo-tri/nhu-cau/"
    assert "<option" not in head.get(address).content.decode().partition('id="nc-vt"')[2].partition("</select>")[0]
    assert 'value="GD.' in head.get(address + "?tim=giao duc").content.decode()
    assert 'value="NV.' not in head.get(address + "?tim=noi vu").content.decode()


def test_choices_are_written_as_a_template_writes_them() -> None:
    rows = [("a", "Ban «A» & <b>"), ("b\"'", "B")]
    loop = '{% for v, w in rows %}<option value="{{ v }}"{% if v == chosen %} selected{% endif %}>{{ w }}</option>{% endfor %}'
    for chosen in ("a", "b\"'", ""):
        given = Context({"rows": rows, "chosen": chosen})
        assert Template("{% options rows chosen %}").render(given) == Template(loop).render(given)


def test_a_long_select_is_the_select_of_the_framework() -> None:
    choices = [("", "–"), ("a", "Ban «A» & <b>"), ("b\"'", "B")]
    given = {"id": "id_x", "required": True, "aria-describedby": 'x"y'}
    for chosen in ("a", None, "", "b\"'"):
        ours, theirs = (
            widget(attrs={"class": "select"}, choices=choices).render("unit", chosen, given)
            for widget in (LongSelect, forms.Select)
        )
        assert Fragment.feed_of(ours) == Fragment.feed_of(theirs)


class Fragment(HTMLParser):
    """Tags, attributes and words of a piece of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    @classmethod
    def feed_of(cls, text: str) -> list[object]:
        """What stands in ``text``."""
        made = cls()
        made.feed(text)
        return made.seen

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with its attributes in any order."""
        self.seen.append((tag, sorted((k, v or "") for k, v in attrs)))

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        if data.strip():
            self.seen.append(data.strip())


def test_units_of_a_vote_are_those_above_people_in_reach(loaded: None) -> None:
    people = seen(Viewer("x", Role.PERSONNEL, day=DAY), DAY).people
    for part in (people, people.filter(people["unit_id"] == "P-GD"), people.clear()):
        held = set(part["unit_path"].drop_nulls())
        every = Unit.objects.filter(withdrawn_at__isnull=True, valid_to__isnull=True).order_by("path")
        slowly = [u.pk for u in every if any(p.startswith(u.path) for p in held)]
        found = units_to_choose(list(Unit.objects.values_list("pk", flat=True)), part)
        assert [u.pk for u in found] == slowly
