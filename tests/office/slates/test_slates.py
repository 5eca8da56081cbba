"""A leadership team on trial: who may open it, what the meters say, what they keep to themselves, the packet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import openpyxl
import pytest
from django.test import Client
from docx.oxml.ns import qn
from tests.office.cast import DAY

from dungviec.office.access.masks import is_masked
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import create
from dungviec.office.slates.meters import measure, present
from dungviec.office.slates.models import Board, Sitting
from dungviec.office.slates.seats import candidates, leading_seats

OFFICER = Viewer("a", Role.PERSONNEL, day=DAY)
HEAD = Viewer("d", Role.UNIT_HEAD, unit_id="P-GD", day=DAY)


@pytest.fixture
def board(officer: Client) -> Board:
    """The education division: bà Hạnh heads it, the deputy's seat is empty."""
    officer.post("/bo-tri/tap-the/mo/", {"don-vi": "P-GD"})
    return Board.objects.get()


def seat(client: Client, board: Board, person: str, at: str = "GD.PP~1", **other: str) -> str:
    answer = client.post(
        f"/bo-tri/tap-the/{board.pk}/doi/", {"pa": "1", "ghe": at, "nguoi": person, **other}, HTTP_HX_REQUEST="true"
    )
    return answer.content.decode()


def test_a_board_begins_with_the_team_as_it_is(officer: Client, board: Board) -> None:
    assert list(Sitting.objects.values_list("post_id", "person_id")) == [("GD.TP", "N1")]
    page = officer.get(f"/bo-tri/tap-the/{board.pk}/").content.decode()
    assert "Nguyễn Thị Hạnh" in page
    assert "chưa có ai" in page


def test_a_dropped_card_moves_the_meters_at_once(officer: Client, board: Board) -> None:
    page = seat(officer, board, "N2")
    assert "Lê Văn Đức" in page
    assert "1/2 (50 %)" in page, "one woman of two"
    assert re.search(r"1 (không được|chưa rõ)", page), "the law does not allow it, and the meter says so"
    assert Sitting.objects.count() == 2
    seat(officer, board, "N2", at="GD.TP~1")
    assert list(Sitting.objects.values_list("post_id", "person_id")) == [("GD.TP", "N2")], (
        "nobody sits twice, whoever sat there leaves"
    )


def test_kin_in_one_team_light_up(officer: Client, board: Board) -> None:
    create("kinship", {"person_id": "N1", "relative_id": "N2", "relation": "spouse"}, by="thử", why="Khai")
    seats = leading_seats(DAY, "P-GD")
    team = measure(OFFICER, DAY, "P-GD", seats, {("GD.TP", 1): "N1", ("GD.PP", 1): "N2"})
    kin = team.by_key["kin"]
    assert kin.state in ("warn", "bad")
    assert any("Lê Văn Đức" in str(note) for note in kin.notes)
    alone = measure(OFFICER, DAY, "P-GD", seats, {("GD.TP", 1): "N1"}).by_key["kin"]
    assert alone.state == "good"


def test_who_may_not_read_a_field_is_not_told_its_count(loaded: None) -> None:
    seats = leading_seats(DAY, "P-GD")
    sitting = {("GD.TP", 1): "N1", ("GD.PP", 1): "N2"}
    told = measure(OFFICER, DAY, "P-GD", seats, sitting).by_key
    assert told["minority"].value == "1/2 (50 %)", "ông Đức is Sán Dìu"
    head = measure(HEAD, DAY, "P-GD", seats, sitting).by_key
    assert is_masked(head["minority"].value)
    assert is_masked(head["kin"].value)
    assert head["women"].value == "1/2 (50 %)"


def test_candidates_come_only_from_whom_the_viewer_reaches(loaded: None) -> None:
    assert {c.person_id for c in candidates(HEAD, DAY, "GD.PP", text="")} <= {"N1", "N2", "N3", "N4"}
    assert [c.name for c in candidates(OFFICER, DAY, "GD.PP", text="pham ha")] == ["Phạm Hà", "Phạm Hạ"]


def test_a_head_seats_nobody_from_elsewhere_and_opens_no_other_unit(
    as_role: Callable[..., Client], board: Board
) -> None:
    head = as_role("unit_head", unit_id="P-GD")
    seat(head, board, "N6")
    assert not Sitting.objects.filter(person_id="N6").exists()
    assert head.post("/bo-tri/tap-the/mo/", {"don-vi": "P-NV"}).status_code == 403
    assert as_role("unit_head", unit_id="TH").get(f"/bo-tri/tap-the/{board.pk}/").status_code == 403
    for role in ("official", "inspector", "auditor"):
        assert as_role(role, unit_id="TX", person_id="N2").get("/bo-tri/tap-the/").status_code == 403


def text_of(word: bytes) -> str:
    """The words of a Word file, cells too."""
    paper = docx.Document(io.BytesIO(word))
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paper.element.body.iter(qn("w:p")))


def test_slates_are_compared_and_go_into_the_packet(officer: Client, board: Board) -> None:
    officer.post(f"/bo-tri/tap-the/{board.pk}/doi/", {"pa": "1", "them": "1"})
    officer.post(f"/bo-tri/tap-the/{board.pk}/doi/", {"pa": "2", "ghe": "GD.PP~1", "nguoi": "N2"})
    page = officer.get(f"/bo-tri/tap-the/{board.pk}/so-sanh/").content.decode()
    assert page.count("Nguyễn Thị Hạnh") == 2
    assert page.count("Lê Văn Đức") == 1
    book = openpyxl.load_workbook(io.BytesIO(officer.get(f"/bo-tri/tap-the/{board.pk}/xuat/xlsx/").content))
    assert book.sheetnames == ["So sánh", "Phương án 1", "Phương án 2"]
    assert any("Lê Văn Đức" in str(cell.value) for row in book["Phương án 2"] for cell in row)
    words = text_of(officer.get(f"/bo-tri/tap-the/{board.pk}/xuat/docx/").content)
    for told in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "PHÒNG NỘI VỤ", "/PA-PNV", "ngày …… tháng …… năm 20……", "PHƯƠNG ÁN", "PA 2: ", "Lê Văn Đức", "Nơi nhận:", "TRƯỞNG PHÒNG NỘI VỤ"):  # fmt: skip
        assert told in words, told
    assert "{{" not in words
    assert "……………" not in words, "no place is left open but number and day"
    assert officer.get(f"/bo-tri/tap-the/{board.pk}/xuat/pdf/").content[:5] == b"%PDF-"
    assert officer.get(f"/bo-tri/tap-the/{board.pk}/xuat/odt/").status_code == 404


def test_no_more_than_five_slates_and_never_none(officer: Client, board: Board) -> None:
    for _again in range(7):
        officer.post(f"/bo-tri/tap-the/{board.pk}/doi/", {"pa": "1", "them": "1"})
    assert board.slates.count() == 5
    for number in (1, 2, 3, 4, 5):
        officer.post(f"/bo-tri/tap-the/{board.pk}/doi/", {"pa": str(number), "xoa": "1"})
    assert board.slates.count() == 1


def test_nothing_of_a_slate_reaches_the_records(officer: Client, board: Board) -> None:
    before = snapshot(DAY).main_posts
    seat(officer, board, "N2")
    assert snapshot(DAY).main_posts.equals(before)
    assert present(DAY, leading_seats(DAY, "P-GD")) == {("GD.TP", 1): "N1"}
