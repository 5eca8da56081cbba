"""Saved views: kept per account, shared without showing anybody more, never holding what was typed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from django.test import Client

from dungviec.office.access.models import Preference

SAVE = "/can-bo/luu/"


def test_a_view_keeps_filters_order_and_columns_but_no_text(officer: Client) -> None:
    located = officer.post("/can-bo/tim/", {"q": "hạnh", "sex": "female", "sort": "-age"}).headers["Location"]
    address = located.partition("?")[2]
    officer.post(SAVE, {"name": "Nữ, lớn tuổi trước", "address": address})
    kept = Preference.objects.get(key="people.saved").value
    assert kept[0]["parameters"] == {"sex": "female", "sort": "-age"}
    assert "hạnh" not in str(kept)
    page = officer.get("/can-bo/", {"sort": "name"}).content.decode()
    link = html.unescape(re.search(r'href="(/can-bo/\?[^"]+)">Nữ, lớn tuổi trước<', page)[1])  # type: ignore[index]
    names = re.findall(r"data-row>([^<]+)</a>", officer.get(link).content.decode())
    assert names == ["Nguyễn Thị Hạnh", "Trần Thị An", "Trần Thị Ân"]


def test_the_list_opens_with_the_first_view_and_conditions_can_still_be_taken_away(officer: Client) -> None:
    officer.post(SAVE, {"name": "Nữ", "address": "sex=female", "first": "1"})
    assert officer.get("/can-bo/").headers["Location"].startswith("/can-bo/?sex=female")
    assert officer.get("/can-bo/", {"sort": "name"}).status_code == 200
    officer.post(SAVE, {"name": "Mới", "address": "leads=1", "first": "1"})
    assert officer.get("/can-bo/").headers["Location"].startswith("/can-bo/?leads=1")


def test_the_columns_of_a_view_come_with_it(officer: Client) -> None:
    officer.post("/can-bo/cot/", {"column": ["age", "sex"]})
    officer.post(SAVE, {"name": "Tuổi", "address": ""})
    officer.post("/can-bo/cot/", {"column": ["degree"]})
    assert officer.get("/can-bo/?cot=name.age.sex").content.decode().count('scope="col"') == 3
    assert Preference.objects.get(key="people.saved").value[0]["columns"] == ["name", "age", "sex"]


def test_a_shared_view_shows_each_colleague_only_the_own_people(
    officer: Client, as_role: Callable[..., Client]
) -> None:
    officer.post(SAVE, {"name": "Lãnh đạo", "address": "leads=1", "shared": "1"})
    officer.post(SAVE, {"name": "Riêng", "address": "sex=male"})
    officer.post(SAVE, {"name": "Nội vụ", "address": "unit=P-NV", "shared": "1"})
    officer.post(SAVE, {"name": "Dân tộc", "address": "minority=1", "shared": "1"})
    head = as_role("unit_head", unit_id="P-GD")
    page = head.get("/can-bo/").content.decode()
    assert ">Lãnh đạo</a>" in page
    assert ">Riêng</a>" not in page
    assert ">Nội vụ</a>" not in page  # a unit that the head does not reach
    assert ">Dân tộc</a>" not in page  # a field that a head does not see
    assert re.findall(r"data-row>([^<]+)</a>", head.get("/can-bo/?leads=1").content.decode()) == ["Nguyễn Thị Hạnh"]


def test_views_are_dropped_and_replaced_by_name(officer: Client) -> None:
    officer.post(SAVE, {"name": "Nữ", "address": "sex=female"})
    officer.post(SAVE, {"name": " Nữ ", "address": "sex=female&leads=1"})
    (kept,) = Preference.objects.get(key="people.saved").value
    assert kept["parameters"] == {"sex": "female", "leads": "1"}
    officer.post(f"{SAVE}{kept['number']}/bo/")
    assert Preference.objects.get(key="people.saved").value == []


def test_a_view_without_a_name_is_refused_in_a_sentence(officer: Client) -> None:
    page = officer.post(SAVE, {"name": "  ", "address": "sex=female"}, follow=True).content.decode()
    assert "Hãy đặt tên cho cách xem này" in page
    assert not Preference.objects.filter(key="people.saved").exists()


def test_an_address_names_no_unit_out_of_reach(as_role: Callable[..., Client]) -> None:
    page = as_role("unit_head", unit_id="P-GD").get("/can-bo/", {"unit": "P-NV"}).content.decode()
    assert "Phòng Nội vụ" not in page
