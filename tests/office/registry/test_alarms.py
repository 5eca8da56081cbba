"""Contradictions are rung out: each is made in the town by one wrong record, and stops when it is mended."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.office.cast import DAY

from dungviec.office.registry.alarms import ALARMS, alarms
from dungviec.office.registry.services import (
    Resolution,
    abolish_unit,
    amend,
    create,
    merge_units,
    withdraw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def _tenure(person: str, **values: Any) -> str:
    row = {"person_id": person, "title": "Chuyên viên", "kind": "main", "from_date": date(2020, 1, 1)} | values
    return create("tenures", row, by="thử", why="thử báo động")


def _rings(key: str) -> list[Any]:
    found = alarms(DAY).get(key)
    return [] if found is None else found.to_dicts()


def test_the_town_rings_only_where_it_should() -> None:
    assert set(alarms(DAY)) == {"crowded_seats"}  # two teachers stand on the school's one seat
    (row,) = _rings("crowded_seats")
    assert (row["post_id"], row["others"], row["number"], row["least"]) == ("TH.GV", ["N3", "N4"], 2, 1)
    amend("posts", "TH.GV", {"seats": 2}, by="thử", why="giao thêm chỗ")
    assert alarms(DAY) == {}


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("shares_over", [{"kind": "concurrent", "share": 60}, {"kind": "concurrent", "share": 50}]),
        ("shares_unsaid", [{"kind": "concurrent", "share": 60}]),
        ("two_main", [{"from_date": date(2020, 3, 1), "post_id": "GD.PP"}]),
        ("dates_reversed", [{"kind": "concurrent", "to_date": date(2019, 1, 1)}]),
        ("main_overlap", [{"from_date": date(2000, 1, 1), "to_date": date(2005, 1, 1)}, {"from_date": date(2004, 1, 1), "to_date": date(2010, 1, 1)}]),
    ],
)  # fmt: skip
def test_a_wrong_tenure_rings_and_stops_when_withdrawn(key: str, facts: list[dict[str, Any]]) -> None:
    keys = [_tenure("N2", **fact) for fact in facts]
    assert [row["person_id"] for row in _rings(key)] == ["N2"]
    for made in keys:
        withdraw("tenures", made, by="thử", why="ghi nhầm")
    assert _rings(key) == []


def test_people_without_post_birth_or_time_left() -> None:
    create("people", {"person_id": "M1", "name": "Đỗ Mới", "sex": "male"}, by="thử", why="hồ sơ mới")
    create(
        "people",
        {"person_id": "M2", "name": "Đỗ Cũ", "sex": "male", "born": date(1955, 1, 1)},
        by="thử",
        why="hồ sơ cũ",
    )
    _tenure("M2", post_id="NV.CV")
    _tenure("M1", kind="seconded", unit_name="nơi khác")
    assert [r["person_id"] for r in _rings("without_post")] == ["M1"]
    assert [r["person_id"] for r in _rings("birth_missing")] == ["M1"]
    assert [r["person_id"] for r in _rings("past_retirement")] == ["M2"]
    assert [r["person_id"] for r in _rings("only_seconded")] == ["M1"]


def test_a_unit_that_closes_leaves_its_people_to_be_placed() -> None:
    act = Resolution("1/NQ", date(2020, 11, 1), date(2020, 12, 1), "thử")
    abolish_unit("TH", act)
    assert sorted(r["person_id"] for r in _rings("closed_units")) == ["N3", "N4"]
    assert _rings("closed_units")[0]["until"] == date(2020, 11, 30)
    assert _rings("lost_parent") == []
    merge_units(
        ["P-NV"], {"unit_id": "P-M", "name": "Phòng Mới", "kind": "division", "parent_id": "TX"}, act, parts=["P-GD"]
    )
    assert len(_rings("closed_units")) == 5


def test_one_number_two_files() -> None:
    for person in ("N5", "N6"):
        amend("people", person, {"citizen_id": "022070000001"}, by="thử", why="nhập số")
    assert _rings("same_citizen")[0]["others"] == ["N5", "N6"]


def test_the_page_words_every_alarm_and_its_mend(officer: Client) -> None:
    _tenure("N2", from_date=date(2020, 3, 1), post_id="GD.PP")
    page = officer.get("/bao-dong/").content.decode()
    assert "Nhiều người trên một ghế" in page
    assert "2 người đang giữ, vị trí có 1 chỗ" in page
    assert "Trần Thị Ân" in page
    other = officer.get("/bao-dong/?loai=two_main").content.decode()
    assert "2 quá trình chính thức đang chạy, quá trình sau cùng từ 01/03/2020" in other
    assert str(ALARMS["two_main"].mend) in other


def test_heads_read_what_rings_below_them_and_officials_nothing(as_role: Any) -> None:
    _tenure("N6", from_date=date(2020, 3, 1), post_id="NV.CV", title="x")
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    page = head.get("/bao-dong/").content.decode()
    assert "Trần Thị An" in page
    assert "Phạm Hà" not in page
    assert as_role("official", person_id="N2").get("/bao-dong/").status_code == 404


def test_the_number_stands_behind_the_tab_and_on_the_home_page(officer: Client, as_role: Callable[..., Client]) -> None:
    below = as_role("unit_head", unit_id="P-NV")  # nothing rings there
    assert 'agenda-amber">1</b><span>điều trong hồ sơ mâu thuẫn' in officer.get("/").content.decode()
    assert "mâu thuẫn với nhau" not in below.get("/").content.decode()
    assert ">1<" in officer.get("/bao-dong/so/").content.decode()
    assert below.get("/bao-dong/so/").content == b""
    assert 'tab-count num">1<' in officer.get("/can-bo/?sort=name").content.decode()
    amend("posts", "TH.GV", {"seats": 2}, by="thử", why="giao thêm chỗ")
    page = officer.get("/can-bo/?sort=name").content.decode()
    assert "tab-count" not in page
    assert 'hx-get="/bao-dong/so/"' in page  # not counted again for this page: the tab asks for itself
    assert officer.get("/bao-dong/so/").content == b""
    assert as_role("official", person_id="N1").get("/bao-dong/so/").status_code == 404


def test_contradicting_ties_ring_and_are_mended_on_the_family_page(officer: Client) -> None:
    def tie(first: str, second: str, relation: str) -> None:
        create("kinship", {"person_id": first, "relative_id": second, "relation": relation}, by="thử", why="thử")

    tie("N3", "N4", "parent")
    tie("N4", "N3", "parent")
    tie("N1", "N2", "spouse")
    tie("N1", "N3", "spouse")
    assert [(r["person_id"], r["others"]) for r in _rings("kin_contradicts")] == [("N3", ["N4"])]
    assert [(r["person_id"], sorted(r["others"])) for r in _rings("kin_spouses")] == [("N1", ["N2", "N3"])]
    assert {r["person_id"] for r in _rings("kin_younger")} <= {"N3", "N4"}
    client = officer
    page = client.get("/bao-dong/?loai=kin_contradicts").content.decode()
    assert "/can-bo/N3/gia-dinh/?bac=1#sua" in page
    family = client.get("/can-bo/N3/gia-dinh/?bac=1").content.decode()
    keys = re.findall(r"/can-bo/N3/gia-dinh/(\d+)/bo/", family)
    assert len(keys) == 3
    for key in keys:
        assert client.post(f"/can-bo/N3/gia-dinh/{key}/bo/", {"why": "ghi nhầm"}).status_code == 302
    assert _rings("kin_contradicts") == _rings("kin_spouses") == []
    client.post("/can-bo/N3/gia-dinh/ghi/", {"other": "N4", "relation": "parent", "why": "giấy khai sinh"})
    assert "/can-bo/N4/" in client.get("/can-bo/N3/gia-dinh/?bac=1").content.decode()
    refused = client.post(
        "/can-bo/N3/gia-dinh/ghi/", {"other": "Không Ai", "relation": "parent", "why": "x"}, follow=True
    )
    assert "Không có hồ sơ nào" in refused.content.decode()


def test_ties_are_put_right_by_keepers_of_records_only(as_role: Callable[..., Client]) -> None:
    client = as_role("leader")
    assert client.post("/can-bo/N3/gia-dinh/ghi/", {"other": "N4", "relation": "child", "why": "x"}).status_code == 403
    assert "gia-dinh/ghi" not in client.get("/can-bo/N3/gia-dinh/").content.decode()
