"""Cẩm Phả's wards from 2020 over 01/11/2024 to 01/07/2025 (processes.md 3.4), and smaller acts on units."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.office.cast import DAY, town

from dungviec.office.registry import lineage, selectors
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.models import Batch
from dungviec.office.registry.services import (
    Resolution,
    abolish_unit,
    create,
    found_city,
    found_unit,
    load_snapshot,
    merge_units,
    move_unit,
    rename_unit,
    set_norm,
    split_unit,
    undo,
)
from dungviec.office.registry.structure import tree
from dungviec.records.places import place_name

pytestmark = pytest.mark.django_db
OLD = {
    "06760": "Mông Dương", "06763": "Cửa Ông", "06766": "Cẩm Sơn", "06769": "Cẩm Đông", "06772": "Cẩm Phú", "06775": "Cẩm Tây",
    "06778": "Quang Hanh", "06781": "Cẩm Thịnh", "06784": "Cẩm Thủy", "06787": "Cẩm Thạch", "06790": "Cẩm Thành",
    "06793": "Cẩm Trung", "06796": "Cẩm Bình", "06799": "Cộng Hòa", "06802": "Cẩm Hải", "06805": "Dương Huy",
}  # fmt: skip
NQ_1199 = Resolution("1199/NQ-UBTVQH15", date(2024, 9, 28), date(2024, 11, 1), "nội vụ")
NQ_1679 = Resolution("1679/NQ-UBTVQH15", date(2025, 6, 16), date(2025, 7, 1), "nội vụ")


@pytest.fixture
def cam_pha(db: None) -> None:
    """The city and its sixteen communes in 2020, with the neighbour Hải Lạng, taken through both resolutions."""
    found_city("Tỉnh Quảng Ninh", date(2020, 12, 10), place_code="22")
    create("units", {"unit_id": "QN", "name": "Tỉnh Quảng Ninh", "kind": "province"}, by="nội vụ", why="hồ sơ 2020")
    create(
        "units",
        {"unit_id": "CP", "name": "Thành phố Cẩm Phả", "kind": "city", "parent_id": "QN"},
        by="nội vụ",
        why="hồ sơ 2020",
    )
    for code, name in OLD.items():
        kind = "commune" if code in ("06799", "06802", "06805") else "ward"
        values = {"unit_id": f"x{code}", "name": name, "kind": kind, "parent_id": "CP", "place_code": code}
        create("units", values, by="nội vụ", why="hồ sơ 2020")
    create(
        "units",
        {"unit_id": "hl", "name": "Hải Lạng", "kind": "commune", "parent_id": "QN"},
        by="nội vụ",
        why="hồ sơ 2020",
    )
    hai_hoa = {"unit_id": "hh24", "name": "Hải Hòa", "kind": "commune", "parent_id": "CP", "place_code": "06799"}
    merge_units(["x06802", "x06799"], hai_hoa, NQ_1199)
    for unit, name, code, before in (
        ("w1", "Cẩm Phả", "06793", ("06793", "06790", "06796", "06775", "06769")),
        ("w2", "Cửa Ông", "06781", ("06772", "06781", "06766", "06763")),
        ("w3", "Quang Hanh", "06778", ("06787", "06784", "06778")),
        ("w4", "Mông Dương", "06760", ("06760", "06805")),
    ):
        values = {"unit_id": unit, "name": name, "kind": "ward", "parent_id": "QN", "place_code": code}
        merge_units([f"x{c}" for c in before], values, NQ_1679)
    again = {"unit_id": "hh25", "name": "Hải Hòa", "kind": "commune", "parent_id": "QN", "place_code": "06799"}
    merge_units(["hh24"], again, NQ_1679, parts=["hl"])
    abolish_unit("CP", NQ_1679)


def _below(day: date, parent: str) -> set[str]:
    return set(selectors.snapshot(day).live_units.filter(pl.col("parent_id") == parent)["name"])


def test_the_tree_of_each_day(cam_pha: None) -> None:
    assert _below(date(2020, 12, 10), "CP") == set(OLD.values())
    assert _below(date(2024, 10, 31), "CP") == set(OLD.values())
    after = _below(date(2024, 11, 1), "CP")
    assert len(after) == 15
    assert after == set(OLD.values()) - {"Cẩm Hải", "Cộng Hòa"} | {"Hải Hòa"}
    assert _below(date(2025, 6, 30), "QN") == {"Thành phố Cẩm Phả", "Hải Lạng"}
    assert _below(date(2025, 7, 1), "QN") == {"Cẩm Phả", "Cửa Ông", "Quang Hanh", "Mông Dương", "Hải Hòa", "Hải Lạng"}
    assert [node.name for node in tree(date(2025, 7, 1))] == ["Tỉnh Quảng Ninh"]


def test_a_code_names_the_ward_of_its_day(cam_pha: None) -> None:
    def holder(day: date) -> str:
        return str(selectors.snapshot(day).live_units.filter(pl.col("place_code") == "06793")["name"].item())

    assert (holder(date(2025, 6, 30)), holder(date(2025, 7, 1))) == ("Cẩm Trung", "Cẩm Phả")
    assert place_name("06793", date(2025, 6, 30)).endswith("Cẩm Trung")
    assert place_name("06793", date(2025, 7, 1)).endswith("Cẩm Phả")


def test_what_became_of_a_ward_and_where_it_came_from(cam_pha: None) -> None:
    assert lineage.became("x06802", date(2024, 10, 31)) == ["x06802"]
    assert lineage.became("x06802", date(2024, 12, 1)) == ["hh24"]
    assert lineage.became("x06802", date(2026, 1, 1)) == ["hh25"]
    assert lineage.became("x06805", date(2026, 1, 1)) == ["w4"]
    assert set(lineage.came_from("hh25", date(2020, 12, 10))) == {"x06799", "x06802", "hl"}
    assert [e.resolution for e in lineage.events("hh24")] == ["1199/NQ-UBTVQH15", "1679/NQ-UBTVQH15"]


def test_a_merger_is_undone_as_a_whole(cam_pha: None) -> None:
    undo(Batch.objects.get(title="Giải thể Thành phố Cẩm Phả"), by="nội vụ", why="chưa đến ngày")
    undo(Batch.objects.get(title="Sáp nhập thành Cẩm Phả"), by="nội vụ", why="nhập nhầm")
    assert "Cẩm Trung" in _below(date(2025, 7, 1), "CP")
    assert "Cẩm Phả" not in _below(date(2025, 7, 1), "QN")
    assert lineage.became("x06793", date(2026, 1, 1)) == ["x06793"]


def _act(number: str, day: date) -> Resolution:
    return Resolution(number, day, day, "nội vụ")


def test_name_parent_and_norm_are_those_of_the_day(db: None) -> None:
    load_snapshot(town())
    rename_unit("TH", "Trường Tiểu học Mẫu Đơn", _act("12/QĐ", date(2021, 9, 1)))
    move_unit("TH", "TX", _act("13/QĐ", date(2022, 1, 1)))
    set_norm("TH", 4, _act("14/QĐ", date(2023, 1, 1)))

    def school(day: date) -> tuple[str, str, int]:
        return (
            selectors.snapshot(day).units.filter(pl.col("unit_id") == "TH").select("name", "parent_id", "norm").row(0)
        )

    assert school(DAY) == ("Trường Tiểu học Mẫu", "P-GD", 1)
    assert school(date(2021, 12, 31)) == ("Trường Tiểu học Mẫu Đơn", "P-GD", 1)
    assert school(date(2022, 6, 1)) == ("Trường Tiểu học Mẫu Đơn", "TX", 1)
    assert school(date(2023, 1, 1)) == ("Trường Tiểu học Mẫu Đơn", "TX", 4)


def test_a_split_leaves_posts_closed_and_units_below_in_the_way(db: None) -> None:
    load_snapshot(town())
    act = _act("20/NQ", date(2021, 1, 1))
    with pytest.raises(RegistryFault, match="còn 1 đơn vị trực thuộc"):
        abolish_unit("P-GD", act)
    new = [
        {"unit_id": u, "name": n, "kind": "primary_school", "parent_id": "P-GD"}
        for u, n in (("A", "Mẫu A"), ("B", "Mẫu B"))
    ]
    assert split_unit("TH", new, act) == ["A", "B"]
    assert lineage.became("TH", date(2021, 1, 1)) == ["A", "B"]
    posts = selectors.snapshot(date(2021, 1, 1)).posts.filter(pl.col("unit_id") == "TH")
    assert posts["valid_to"].to_list() == [date(2020, 12, 31)]
    assert lineage.posts_without_unit(date(2021, 1, 1)).is_empty()


def test_acts_that_cannot_be_meant_so_are_refused(db: None) -> None:
    load_snapshot(town())
    with pytest.raises(RegistryFault, match="không tồn tại vào ngày 31/12/2020"):
        rename_unit("X", "Tên", _act("1/QĐ", date(2021, 1, 1)))
    with pytest.raises(RegistryFault, match="số nghị quyết"):
        rename_unit("TH", "Tên", _act(" ", date(2021, 1, 1)))
    with pytest.raises(RegistryFault, match="từ hai đơn vị"):
        merge_units(["TH"], "TH", _act("1/QĐ", date(2021, 1, 1)))
    with pytest.raises(RegistryFault, match="nằm dưới chính nó"):
        move_unit("P-GD", "TH", _act("1/QĐ", date(2021, 1, 1)))
    with pytest.raises(RegistryFault, match="đã có mã"):
        found_unit({"unit_id": "TH", "name": "x", "kind": "division"}, _act("1/QĐ", date(2021, 1, 1)))
    assert not Batch.objects.exists()
