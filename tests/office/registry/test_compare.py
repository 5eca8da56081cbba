"""People side by side: what differs is told apart, what is masked stays masked, nobody out of reach is shown."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from dungviec.office.access.models import LedgerEntry

COMPARE = "/can-bo/so-sanh/"


def lines(page: str) -> dict[str, tuple[bool, list[str]]]:
    """Heading → whether all are the same, and what stands for each."""
    found = {}
    for css, label, cells in re.findall(
        r'<tr( class="is-same")?><th scope="row">([^<]+)</th>(.*?)</tr>', page, flags=re.S
    ):
        found[label] = (
            bool(css),
            [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", cells, flags=re.S)],
        )
    return found


def test_what_differs_and_what_is_the_same(officer: Client) -> None:
    found = lines(officer.get(COMPARE, {"nguoi": ["N6", "N7"]}).content.decode())
    assert found["Vị trí"] == (True, ["Chuyên viên tổ chức"] * 2)
    assert found["Giữ vị trí từ"] == (False, ["01/01/2012", "01/12/2020"])
    assert found["Tuổi"] == (False, ["32", "31"])
    assert "Quy hoạch" not in found  # nobody is planned for anything
    three = lines(officer.get(COMPARE, {"nguoi": ["N1", "N5", "N2"]}).content.decode())
    assert three["Ba lần xếp loại gần nhất"][1][0].startswith("2019: Hoàn thành xuất sắc")
    assert three["Dân tộc"] == (False, ["Kinh", "Kinh", "Sán Dìu"])


def test_masked_fields_stay_masked_and_tell_nobody_apart(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD")
    found = lines(head.get(COMPARE, {"nguoi": ["N1", "N2"]}).content.decode())
    same, cells = found["Dân tộc"]
    assert same
    assert all("•••" in cell for cell in cells)
    assert "Sán Dìu" not in str(found)


def test_nobody_out_of_reach_is_compared(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD")
    assert head.get(COMPARE, {"nguoi": ["N1", "N5"]}).status_code == 403


def test_two_to_five_people(officer: Client) -> None:
    for people in (["N1"], ["N1", "N1"], [f"N{i}" for i in range(1, 7)]):
        assert officer.get(COMPARE, {"nguoi": people}).headers["Location"] == "/can-bo/?sort=name"
    assert officer.get(COMPARE, {"nguoi": ["N1", "KHONG"]}).status_code == 404


def test_looking_is_written_down_for_each(officer: Client) -> None:
    officer.get(COMPARE, {"nguoi": ["N1", "N2"]}, headers={"HX-Request": "true"})
    assert set(LedgerEntry.objects.filter(action="see_compared").values_list("subject_id", flat=True)) == {"N1", "N2"}
