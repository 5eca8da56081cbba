"""The search box: people, units and posts, near ones where nothing fits, and never anybody out of sight."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client


def offered(client: Client, text: str) -> list[str]:
    page = client.post("/tim/", {"q": text}, headers={"HX-Request": "true"}).content.decode()
    return re.findall(r"</span><span>([^<]+)<small>", page)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hạnh", ["Nguyễn Thị Hạnh"]),
        ("noi vu", ["Phòng Nội vụ", "Trưởng phòng", "Chuyên viên tổ chức"]),
        ("truong tieu hoc", ["Trường Tiểu học Mẫu", "Giáo viên tiểu học"]),
        ("noj vuj", ["Phòng Nội vụ", "Trưởng phòng", "Chuyên viên tổ chức"]),
        ("khong co", []),
    ],
)
def test_people_units_and_posts(officer: Client, typed: str, found: list[str]) -> None:
    assert offered(officer, typed) == found


def test_whose_name_fits_comes_before_whose_post_fits(officer: Client) -> None:
    assert offered(officer, "h")[:3] == ["Phạm Hà", "Phạm Hạ", "Nguyễn Thị Hạnh"]


def test_a_near_name_is_offered_as_such(officer: Client) -> None:
    page = officer.post("/tim/", {"q": "nguyne"}).content.decode()
    assert "Không có ai đúng như đã gõ" in page
    assert offered(officer, "nguyne") == ["Nguyễn Thị Hạnh"]
    location = officer.post("/can-bo/tim/", {"q": "nguyne"}).headers["Location"]
    assert "Không có ai khớp đúng “nguyne”" in officer.get(location).content.decode()


def test_nobody_learns_of_people_out_of_sight(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD")
    assert offered(head, "dũng") == []  # head of home affairs
    assert "Phòng Nội vụ" not in offered(head, "noi vu")
    official = as_role("official", person_id="N2")
    for typed in ("nguyen", "phong", "duc", "dung", "noi vu"):
        assert set(offered(official, typed)) <= {"Lê Văn Đức"}
