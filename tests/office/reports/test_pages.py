"""The reports room: figures open their lists, reach and masks hold, files come as papers, few queries."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.registry.services import amend
from dungviec.office.reports import selectors
from dungviec.workforce import interview

PAGES = ("/bao-cao/", "/bao-cao/bm01/?ai=all", "/bao-cao/bien-dong/?tu=2010-01-01")


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_the_interview_answers_from_the_records_and_each_figure_opens_its_list(officer: Client) -> None:
    html = officer.get("/bao-cao/").content.decode()
    assert "Tổng số hiện có" in html
    links = re.findall(r'href="(/bao-cao/danh-sach/\?so=([\w.]+)[^"]*)">([\d.]+)</a>', html)
    assert {"workforce.total", "degree.university", "degree.none"} <= {key for _path, key, _n in links}
    for path, key, shown in links:
        listed = officer.get(path.replace("&amp;", "&"))
        assert listed.status_code == 200, key
        people = re.findall(r'href="/can-bo/N\d+/"', listed.content.decode())
        if key.startswith(("workforce", "degree", "theory")):
            assert len(people) == int(shown), key


def test_bm01_and_movement_stand_on_the_same_people(officer: Client) -> None:
    assert "Tổng số công chức hiện có" in words(officer, "/bao-cao/bm01/?ai=all")
    html = officer.get("/bao-cao/bm01/?ai=all").content.decode()
    (first,) = re.findall(r'href="(/bao-cao/danh-sach/\?bieu=bm01&amp;cot=3&[^"]*)"', html)
    assert set(re.findall(r'href="/can-bo/(N\d)/"', officer.get(first.replace("&amp;", "&")).content.decode())) == {
        "N1",
        "N3",
        "N4",
    }
    assert "Vũ Văn Cũ" in words(officer, "/bao-cao/bien-dong/?tu=2018-06-01")
    assert "nghỉ hưu" in words(officer, "/bao-cao/bien-dong/?tu=2018-06-01")


def test_files_come_as_asked(officer: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(officer.get("/bao-cao/bm01/tai/?ai=all").content))
    assert book["BM01"].cell(11, 4).value == 7
    assert openpyxl.load_workbook(io.BytesIO(officer.get("/bao-cao/bien-dong/tai/").content)).sheetnames == [
        "Biến động",
        "Danh sách",
    ]
    assert officer.get("/bao-cao/tai/").content[:2] == b"PK"
    assert officer.get("/bao-cao/tai/?kieu=pdf").content[:4] == b"%PDF"


def test_a_head_sees_the_own_unit_without_masked_fields(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    text = words(head, "/bao-cao/")
    assert "Tổng số hiện có 4 người" in text
    assert "Bạn không được xem số liệu này." in text
    assert head.get("/bao-cao/danh-sach/?so=minority.total").status_code == 404
    assert head.get("/bao-cao/danh-sach/?cot=5&ai=all").status_code == 404
    assert head.get("/bao-cao/?don-vi=P-NV").status_code == 404
    assert head.get("/bao-cao/bien-dong/tai/").status_code == 404
    for path in PAGES:
        assert "Bùi Văn Dũng" not in words(head, path)


@pytest.mark.parametrize("role", ["official", "auditor", "administrator"])
def test_the_room_is_closed_to_whoever_reads_no_records(as_role: Callable[..., Client], role: str) -> None:
    client = as_role(role, person_id="N3" if role == "official" else "")
    for path in PAGES:
        assert client.get(path).status_code == 403


def test_a_figure_that_does_not_exist_is_no_page(officer: Client) -> None:
    for query in ("so=degree.x", "cot=39", "cot=2&dong=XX", "so=workforce.total&don-vi=XX"):
        assert officer.get(f"/bao-cao/danh-sach/?{query}").status_code == 404


def test_a_page_asks_the_database_a_bounded_number_of_times(officer: Client) -> None:
    for path in PAGES:
        officer.get(path)
        with CaptureQueriesContext(connection) as asked:
            officer.get(path)
        assert len(asked) <= 40, path


def test_english_is_complete(officer: Client) -> None:
    officer.post("/ngon-ngu/", {"language": "en", "next": "/bao-cao/"})
    text = words(officer, "/bao-cao/")
    assert "No figures: there is no table" in text
    assert "There are 7 people in all" in text
    assert "Number and quality of civil servants" in words(officer, "/bao-cao/bm01/")
    assert "Who came, who went?" in words(officer, "/bao-cao/bien-dong/")


def test_the_interview_is_counted_once_for_those_who_see_everybody_until_a_record_changes(
    officer: Client, as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def counting(*given: object, **named: object) -> object:
        asked.append(named["since"])
        return interview(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(selectors, "interview", counting)
    first = words(officer, "/bao-cao/")
    assert words(officer, "/bao-cao/") == first
    assert len(asked) == 1
    words(officer, "/bao-cao/?tu=2019-01-01")
    assert len(asked) == 2
    head = words(as_role("unit_head", unit_id="P-GD", person_id="N1"), "/bao-cao/")
    assert len(asked) == 3, "a head's own reach is never anybody else's"
    assert head != first
    amend("people", "N3", {"degree": "university"}, by="thử", why="học xong")
    assert words(officer, "/bao-cao/") != first
    assert len(asked) == 4
