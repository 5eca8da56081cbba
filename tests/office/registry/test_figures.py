"""A unit in figures: small ethnic groups are not told apart, two days side by side, its past, the tree drawn lazily."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import polars as pl
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dungviec.office.registry.figures import SMALLEST, ethnic_groups
from dungviec.office.registry.models import UnitEvent


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@given(
    st.dictionaries(st.sampled_from(["Kinh", "Tày", "Dao", "Sán Dìu", "Hoa", "Nùng"]), st.integers(1, 30), min_size=1)
)
def test_no_small_group_can_be_told_or_worked_out(counts: dict[str, int]) -> None:
    people = [group for group, n in counts.items() for _ in range(n)]
    frame = pl.DataFrame({"ethnicity": [*people, None]})
    rows = {row.label: row.count for row in ethnic_groups(frame)}
    assert all(n >= SMALLEST for n in rows.values())
    if rows:  # nothing is left over from which a small group would follow
        assert sum(rows.values()) == len(people)
        assert all(rows.get(group, n) == n for group, n in counts.items() if n >= SMALLEST)


def test_the_unit_in_figures(officer: Client) -> None:
    page = officer.get("/to-chuc/P-GD/").content.decode()
    words = text(page)
    assert "4 người của đơn vị và các đơn vị trực thuộc" in words
    assert "Nữ 3 75,0 %" in words
    assert "/can-bo/?unit=P-GD&amp;sex=female" in page
    assert (
        "Dân tộc" not in words.partition("4 người của đơn vị")[2].partition("Thay đổi qua thời gian")[0]
    )  # four people


def test_two_days_side_by_side(officer: Client) -> None:
    rows = text(officer.get("/to-chuc/P-NV/doi-thay/", {"so": "01/06/2015"}).content.decode())
    assert "Có mặt 2 3 +1" in rows  # ông Cũ and ông Hà then; ông Dũng, ông Hà and ông Hạ now
    assert "01/06/2015 10/12/2020" in rows


def test_nobody_compares_a_unit_out_of_reach(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD")
    assert head.get("/to-chuc/P-NV/doi-thay/").status_code == 403
    assert head.get("/to-chuc/P-NV/duoi/").status_code == 403
    assert head.get("/to-chuc/TH/doi-thay/").status_code == 200


def test_the_past_of_a_unit_names_what_it_was(officer: Client) -> None:
    UnitEvent.objects.create(
        kind="merge",
        effective=date(2019, 1, 1),
        resolution="12/NQ-HĐND",
        resolved=date(2018, 12, 10),
        predecessors=["TX"],
        successors=["P-NV"],
    )
    page = text(officer.get("/to-chuc/P-NV/").content.decode())
    assert "Lịch sử đơn vị" in page
    assert "Thị xã Mẫu → Phòng Nội vụ 12/NQ-HĐND, 10/12/2018" in page


def test_the_tree_narrowed_to_what_asks_for_attention(officer: Client) -> None:
    over = text(officer.get("/to-chuc/", {"show": "over"}).content.decode())
    assert "Trường Tiểu học Mẫu" in over
    assert "Phòng Giáo dục" not in over
    below = text(officer.get("/to-chuc/P-GD/duoi/").content.decode())
    assert "Trường Tiểu học Mẫu" in below
