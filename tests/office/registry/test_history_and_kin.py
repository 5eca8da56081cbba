"""Why a record is as it is, and who is family of whom; each only for those who may know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.kin import kin_within, ties_of
from dungviec.office.registry.models import Batch
from dungviec.office.registry.services import amend, create, undo, withdraw


@pytest.mark.django_db
class TestHistory:
    """Bà Hạnh's file after a promotion in theory, a corrected rating and a mistake taken back."""

    @pytest.fixture(autouse=True)
    def writings(self, loaded: None) -> None:
        amend(
            "people",
            "N1",
            {"theory": "advanced"},
            by="nội vụ",
            why="Nộp bằng cao cấp",
            valid_from=date(2020, 6, 1),
            basis="12/CC",
        )
        amend("people", "N1", {"health_fit": False}, by="nội vụ", why="Kết luận bệnh hiểm nghèo")
        key = create(
            "ratings",
            {"person_id": "N1", "year": 2017, "system": "state", "rating": "good"},
            by="nội vụ",
            why="Bổ sung 2017",
        )
        amend("ratings", key, {"rating": "excellent"}, by="thanh tra", why="Ghi nhầm mức")
        amend("people", "N1", {"name": "Nguyễn Thị Hạnh Nhầm"}, by="nội vụ", why="Đổi tên")
        undo(Batch.objects.get(title="Đổi tên"), by="trưởng phòng", why="Nhầm người")

    def test_every_writing_with_before_after_who_and_why(self, officer: Client) -> None:
        page = officer.get("/can-bo/N1/lich-su/").content.decode()
        for words in (
            "Nộp bằng cao cấp", "12/CC", "<del>Trung cấp</del>", "<ins>Cao cấp</ins>", "từ 01/06/2020", "Ghi nhầm mức",
            "<del>Hoàn thành tốt nhiệm vụ</del>", "<ins>Hoàn thành xuất sắc nhiệm vụ</ins>", "thanh tra", "đã hoàn tác",
            "hoàn tác «Đổi tên»", "Nhầm người", "Nạp hồ sơ ban đầu", "Kết luận bệnh hiểm nghèo",
        ):  # fmt: skip
            assert words in page, words

    def test_fields_that_are_masked_leave_neither_value_nor_reason(self, as_role: Callable[..., Client]) -> None:
        head = as_role("unit_head", unit_id="TX")
        page = head.get("/can-bo/N1/lich-su/").content.decode()
        assert "Nộp bằng cao cấp" in page
        assert "bệnh hiểm nghèo" not in page
        assert "Đủ sức khỏe" not in page

    def test_whoever_may_not_open_the_record_does_not_read_its_history(self, as_role: Callable[..., Client]) -> None:
        assert as_role("official", person_id="N2").get("/can-bo/N1/lich-su/").status_code == 403
        assert as_role("official", person_id="N1").get("/can-bo/N1/lich-su/").status_code == 200

    def test_a_withdrawn_row_is_told_as_withdrawn(self, officer: Client) -> None:
        key = create("awards", {"person_id": "N1", "year": 2019, "title": "Bằng khen thử"}, by="nội vụ", why="Thêm")
        withdraw("awards", key, by="nội vụ", why="Của người khác")
        page = officer.get("/can-bo/N1/lich-su/").content.decode()
        assert "<del>Bằng khen thử</del>" in page
        assert "Của người khác" in page


ROWS = [
    ("B", "A", "spouse"),
    ("C", "B", "parent"),
    ("D", "B", "sibling"),
    ("A", "E", "parent"),
    ("F", "E", "spouse"),
    ("G", "C", "sibling"),
]
"""B is A's spouse, C B's parent, D B's sibling, A E's parent, F E's spouse, G C's sibling."""


def test_ties_are_composed_where_the_law_asks() -> None:
    found = {k.person_id: (k.relation, k.derived, k.generation) for k in kin_within("A", ties_of(ROWS), distance=2)}
    assert found == {
        "B": ("spouse", False, 0), "E": ("child", False, 1), "C": ("parent_in_law", True, -1), "D": ("sibling_in_law", True, 0),
        "F": ("child_in_law", True, 1),
    }  # fmt: skip


def test_ties_go_both_ways_and_only_so_far() -> None:
    ties = ties_of(ROWS)
    assert {k.person_id for k in kin_within("E", ties, distance=1)} == {"A", "F"}
    assert [k.relation for k in kin_within("C", ties, distance=1)] == ["child", "sibling"]
    far = {k.person_id: k for k in kin_within("A", ties, distance=3)}["G"]
    assert (far.relation, far.steps) == (None, ("spouse", "parent", "sibling"))


def test_the_recorded_word_wins_over_the_reverse_one() -> None:
    rows = [("X", "Y", "parent"), ("Y", "X", "child_in_law")]
    assert [(k.person_id, k.relation) for k in kin_within("X", ties_of(rows))] == [("Y", "child_in_law")]


@pytest.mark.django_db
def test_the_family_page_is_for_those_who_may_know(as_role: Callable[..., Client], officer: Client) -> None:
    create("kinship", {"person_id": "N2", "relative_id": "N3", "relation": "spouse"}, by="nội vụ", why="Khai lý lịch")
    create("kinship", {"person_id": "N5", "relative_id": "N2", "relation": "parent"}, by="nội vụ", why="Khai lý lịch")
    page = officer.get("/can-bo/N3/gia-dinh/").content.decode()
    assert '<svg class="kin"' in page
    assert "Lê Văn Đức" in page
    assert "Bố, mẹ vợ hoặc chồng" in page
    assert "suy ra" in page
    assert "Bùi Văn Dũng" not in officer.get("/can-bo/N3/gia-dinh/?bac=1").content.decode()
    assert as_role("unit_head", unit_id="P-GD").get("/can-bo/N3/gia-dinh/").status_code == 403
    own = as_role("official", person_id="N3").get("/can-bo/N3/gia-dinh/")
    assert own.status_code == 200
    assert "Bùi Văn Dũng" not in own.content.decode()
    assert "người ngoài phạm vi xem" in own.content.decode()


def test_nobody_is_the_own_relative(loaded: None) -> None:
    tie = {"person_id": "N1", "relative_id": "N1", "relation": "sibling"}
    with pytest.raises(RegistryFault, match="một người"):
        create("kinship", tie, by="nội vụ", why="Nhầm")
    key = create("kinship", tie | {"relative_id": "N2"}, by="nội vụ", why="Thêm")
    with pytest.raises(RegistryFault, match="một người"):
        amend("kinship", key, {"relative_id": "N1"}, by="nội vụ", why="Nhầm")
