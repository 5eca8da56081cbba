"""The organisation chart: by seat, opened branch by branch, found by name, drawn whole on A0, and no wider than the viewer's reach."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.office.cast import DAY

from dungviec.documents.chart_pdf import ChartWords, write_chart_pdf
from dungviec.documents.chart_sheets import SIZES, Line, Sheet, SheetSize, cut_columns, lay_out
from dungviec.office.registry.chart import branches, sheets
from dungviec.office.registry.seating import all_post_rows, post_rows
from dungviec.office.registry.structure import Node, find, line_to, tree

CHART = "/to-chuc/so-do/"


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_first_page_shows_units_and_no_seats_of_closed_ones(officer: Client) -> None:
    page = officer.get(CHART).content.decode()
    assert "4 đơn vị, 7 chỗ theo vị trí; 1 chỗ khuyết, trong đó 1 chức vụ lãnh đạo" in text(page)
    assert "Trưởng phòng: Bùi Văn Dũng" in text(page)
    assert 'id="vt-GD.PP"' not in page


def test_a_branch_shows_seats_with_who_sits_there_and_the_empty_ones(officer: Client) -> None:
    branch = text(officer.get(f"{CHART}nhanh/P-GD/").content.decode())
    assert re.search(r"Trưởng phòng Nguyễn Thị Hạnh", branch)
    assert re.search(r"Phó Trưởng phòng khuyết", branch)
    school = text(officer.get(f"{CHART}nhanh/TH/").content.decode())
    assert "Trần Thị An" in school
    assert "quá 1" in school  # two teachers on one seat


def test_the_way_to_a_unit_is_open_and_the_unit_marked(officer: Client) -> None:
    page = officer.get(CHART, {"mo": "TH"}).content.decode()
    assert re.search(r'class="org-unit is-here" id="dv-TH"', page)
    assert 'id="vt-TH.GV"' in page
    assert 'id="vt-GD.PP"' in page  # the parent lies on the way
    assert 'id="vt-NV.TP"' not in page
    assert officer.get(CHART, {"mo": "KHONG"}).status_code == 200


def test_finding_a_node_leads_to_its_place(officer: Client) -> None:
    found = officer.post(f"{CHART}tim/", {"q": "hạnh"}).content.decode()
    assert f"{CHART}?mo=P-GD#vt-GD.TP" in found
    assert f"{CHART}?mo=TH#dv-TH" in officer.post(f"{CHART}tim/", {"q": "truong tieu hcc"}).content.decode()


def test_a_head_sees_the_own_branch_and_nothing_beside_it(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD")
    page = text(head.get(CHART).content.decode())
    assert "2 đơn vị, 4 chỗ" in page
    assert "Nội vụ" not in page
    assert head.get(f"{CHART}nhanh/P-NV/").status_code == 403
    assert head.get(f"{CHART}in/", {"tu": "P-NV"}).status_code == 403
    assert head.get(f"{CHART}pdf/", {"tu": "P-NV"}).status_code == 403
    assert "Dũng" not in text(head.get(CHART, {"mo": "P-NV"}).content.decode())
    assert "Dũng" not in head.post(f"{CHART}tim/", {"q": "dung"}).content.decode()


def test_an_official_without_units_is_told_so(as_role: Callable[..., Client]) -> None:
    page = as_role("official", person_id="N2").get(CHART).content.decode()
    assert "chưa gắn với đơn vị nào" in page


def test_the_sheets_hold_every_seat_once_and_the_paper_is_a0(officer: Client) -> None:
    page = officer.get(f"{CHART}in/").content.decode()
    assert page.count('<svg class="a0" viewBox="0 0 1189 841"') == 1
    words = text(page)
    for name in ("Nguyễn Thị Hạnh", "Lê Văn Đức", "Trần Thị Ân", "Phạm Hạ"):
        assert words.count(name) == 1
    assert page.count('class="a0-vacant"') == 1
    part = text(officer.get(f"{CHART}in/", {"tu": "TH"}).content.decode())
    assert "Trần Thị An" in part
    assert "Phạm Hạ" not in part


def test_long_charts_go_on_in_the_next_column_under_the_names_above() -> None:
    rows = SIZES["a3"].rows
    lines = [Line(0, "Thành phố"), Line(1, "Phòng")]
    lines += [Line(2, f"Vị trí {i}", state="held") for i in range(2 * rows)]
    columns = cut_columns(lines, rows)
    assert [line.text for line in columns[1][:3]] == ["Thành phố", "Phòng", f"Vị trí {rows - 2}"]
    assert sum(line.state == "held" for column in columns for line in column) == 2 * rows
    assert all(len(column) <= rows for column in columns)


def test_ten_thousand_nodes_stay_on_the_paper_and_keep_their_letters() -> None:
    lines = [line for u in range(1000) for line in (Line(u % 4, f"Đơn vị {u}"), *(Line(u % 4 + 1, f"Vị trí {u}.{i}", "Nguyễn Thị Hạnh", "held") for i in range(9)))]  # fmt: skip
    for size in SIZES.values():
        marks = [m for sheet in lay_out(lines, size) for m in sheet.marks]
        assert sum(m.state != "again" for m in marks) == 10_000
        assert max(m.x + m.room for m in marks) <= size.width - 17.9
        assert max(m.y for m in marks) <= size.height - 18 - 4
        assert not any("…" in m.text for m in marks)
    assert len(lay_out(lines, SIZES["a0"])) <= 6


def test_the_pdf_has_the_paper_and_the_seats_and_leaves_names_out_when_asked(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[str, SheetSize]] = []

    def noted(sheets: Sequence[Sheet], size: SheetSize, words: ChartWords) -> bytes:
        made.append((" ".join(f"{m.text} {m.second}" for sheet in sheets for m in sheet.marks), size))
        return write_chart_pdf(sheets, size, words)

    monkeypatch.setattr(sheets, "write_chart_pdf", noted)
    answer = officer.get(f"{CHART}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert officer.get(f"{CHART}pdf/", {"ten": "0", "kho": "a3"}).content.startswith(b"%PDF-")
    (words, paper), (bare, small) = made
    assert (paper.width, small.width) == (1189, 420)
    assert all(name in words for name in ("Nguyễn Thị Hạnh", "Trần Thị Ân", "Phó Trưởng phòng khuyết"))
    assert "Trưởng phòng 1/1" in bare
    assert "Hạnh" not in bare
    assert officer.get(f"{CHART}pdf/", {"kho": "a9"}).status_code == 404


def test_many_units_of_a_kind_come_as_a_bundle_in_portions() -> None:
    schools = [Node(f"T{i}", f"Trường {i}", "primary_school", None, 0, 0, 0, []) for i in range(250)]
    city = Node("TP", "Thành phố", "city", None, 0, 0, 0, [], children=schools)
    closed = branches.branches(city, date(2020, 1, 1))
    assert [(b.bundle, len(getattr(b, "boxes", ()))) for b in closed] == [(True, 0)]
    group = closed[0].group  # type: ignore[union-attr]
    first = branches.bundle(city, group, date(2020, 1, 1))
    last = branches.bundle(city, group, date(2020, 1, 1), start=230)
    assert (len(first.boxes), first.after) == (branches.ROWS, branches.ROWS)
    assert (len(last.boxes), last.after) == (20, 0)


def test_names_out_of_sight_leave_their_seat(loaded: None) -> None:
    rows = branches.seats_of(DAY, "P-GD", seen={"N2"})
    held = {row["title"]: [h["name"] for h in row["holders"]] for row in rows}
    assert held == {"Trưởng phòng": [""], "Phó Trưởng phòng": [], "Chuyên viên": ["Lê Văn Đức"]}


def test_one_unit_and_all_units_give_the_same_seats(loaded: None) -> None:
    everything = all_post_rows(DAY)
    for top in tree(DAY):
        for node in top.walk():
            assert post_rows(DAY, node.unit_id) == everything.get(node.unit_id, [])
            assert line_to(DAY, node.unit_id)[-1] == node.unit_id
    assert line_to(DAY, "TH") == ["TX", "P-GD", "TH"]
    assert find(DAY, "KHONG") is None


def test_queries_do_not_grow_with_the_chart(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer.get(CHART)
    with django_assert_max_num_queries(32):
        officer.get(CHART, {"mo": "TH"})
