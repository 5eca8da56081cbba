"""Every form on file, the chain from a list to the decision and its paper, what other rooms tell, the quality survey's page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.access.models import User
from dungviec.office.registry.services import create
from dungviec.office.requests.models import Document, StoredFile
from dungviec.workforce import Behind, Figure, Said, Told

FORMS = ("bm01", "bm01-vc", "quick", "bm04", "ratings")


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


WHY = {"muc-dich": "báo cáo quý IV"}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_a_page_excel_and_pdf(officer: Client, form: str) -> None:
    assert "hồ sơ chưa có" in words(officer, f"/bao-cao/bm01/?bieu={form}") or form == "bm04"
    book = openpyxl.load_workbook(io.BytesIO(officer.post(f"/bao-cao/bm01/tai/?bieu={form}", WHY).content))
    assert book.sheetnames[0] == form.upper()
    assert officer.post(f"/bao-cao/bm01/tai/?bieu={form}&kieu=pdf", WHY).content[:4] == b"%PDF"


def test_count_of_the_list_is_the_cell_on_any_form_and_row(officer: Client) -> None:
    for form in ("bm01", "bm01-vc", "quick"):
        for row in ("", "P-GD"):
            html = officer.get(f"/bao-cao/bm01/?bieu={form}&ai=all&dong={row}").content.decode()
            cells = re.findall(r'href="(/bao-cao/danh-sach/\?bieu=[^"]*)">.*?data-label="Số lượng">([\d.]+)<', html)
            assert cells
            for path, shown in cells[::9]:
                listed = officer.get(path.replace("&amp;", "&"))
                assert f"Số liệu: {shown};" in re.sub(r"<[^>]+>", "", listed.content.decode()), path


def test_an_entry_shows_its_decision_and_the_paper_where_it_is_kept(officer: Client) -> None:
    row = {"person_id": "N3", "kind": "skills", "title": "Lớp văn thư", "from_date": date(2020, 3, 2), "attendees": 1}
    create(
        "training",
        row | {"decision": "15/QĐ-UBND", "decided": date(2020, 2, 24), "decided_by": "UBND thị xã"},
        by="thử",
        why="Thử",
    )
    create("training", row | {"person_id": "N4"}, by="thử", why="Thử")
    user = User.objects.get(username="personnel")
    kept = StoredFile.objects.create(
        person_id="N3",
        name="qd.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        added_at=user.date_joined,
        added_by=user,
    )
    Document.objects.create(
        person_id="N3", kind="certificate", number="15/QĐ-UBND", file=kept, added_at=user.date_joined, added_by=user
    )
    page = "/bao-cao/danh-sach/?so=training.skills"
    text = words(officer, page)
    assert "15/QĐ-UBND · 24/02/2020 · UBND thị xã · tệp lưu" in text
    assert "chưa ghi số" in text
    assert "chưa gắn tệp" in text
    assert f"/tep/{kept.key}/" in officer.get(page).content.decode()


def test_rooms_tell_their_answers_and_masks_hold(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Không có số liệu: chưa có bảng theo dõi kiểm tra đột xuất." in words(officer, "/bao-cao/")
    made = Figure("inspection.tested", "cuộc thử", "trials", "cuộc", "trials", "records", (), (Behind("trials", ("1",), None, "Cuộc thử số 1", address="/to-chuc/"),))  # fmt: skip
    told = Told(
        "inspections", (Said("Có {inspection.tested} cuộc thử.", "There was {inspection.tested} trial."),), (made,)
    )
    monkeypatch.setattr(
        apps.get_app_config("inspection"), "tell_interview", lambda records, *, since, unit_id: [told], raising=False
    )
    text = words(officer, "/bao-cao/")
    assert "Có 1 cuộc thử." in text
    assert "kiểm tra đột xuất." not in text
    assert 'href="/to-chuc/"' in officer.get("/bao-cao/danh-sach/?so=inspection.tested").content.decode()


def test_the_survey_is_a_page_with_papers_and_lists(officer: Client) -> None:
    text = words(officer, "/bao-cao/chat-luong/?nam=3")
    assert "chưa đủ dữ liệu" in text
    html = officer.get("/bao-cao/chat-luong/?nam=3").content.decode()
    path, shown = re.findall(r'href="(/bao-cao/danh-sach/\?mat=age[^"]*)">([\d,]+)<', html)[-1]
    assert officer.get(path.replace("&amp;", "&")).status_code == 200
    assert shown
    for kind, start in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("", b"PK")):
        assert officer.get(f"/bao-cao/chat-luong/tai/?nam=3&kieu={kind}").content.startswith(start)


@pytest.mark.parametrize("query", ["mat=xyz&cuoi=2019-12-31", "mat=age&cuoi=2019-12-29", "mat=age&cuoi=xx", "mat=age", "bieu=bm04&cot=3", "bieu=bm01-vc&cot=38"])  # fmt: skip
def test_lists_that_cannot_be_are_no_pages(officer: Client, query: str) -> None:
    assert officer.get(f"/bao-cao/danh-sach/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["nam=0", "nam=99", "nam=-3", "nam=x", "nam=10000000000", "don-vi=P-GD"])
def test_years_that_make_no_survey_fall_back(officer: Client, query: str) -> None:
    assert officer.get(f"/bao-cao/chat-luong/?{query}").status_code == 200


def test_a_first_day_that_cannot_be_is_told(officer: Client) -> None:
    assert "Ngày đầu kỳ không dùng được" in words(officer, "/bao-cao/?tu=2990-01-01")
    assert "Ngày đầu kỳ không dùng được" in words(officer, "/bao-cao/?tu=hom-qua")
    assert "Ngày đầu kỳ không dùng được" not in words(officer, "/bao-cao/?tu=2018-01-01")
    assert officer.get("/bao-cao/?don-vi=KHONG-CO").status_code == 404


def test_a_head_sees_the_own_unit_and_no_pay(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    assert "bạn không được xem" in words(head, "/bao-cao/bm01/?bieu=bm04")
    for path in ("/bao-cao/chat-luong/", "/bao-cao/bm01/?bieu=ratings", "/bao-cao/bm01/?bieu=bm01-vc"):
        assert "Bùi Văn Dũng" not in words(head, path)
    plain = head.get("/bao-cao/tai/?kieu=xlsx")
    assert plain["Content-Disposition"].endswith('.docx"')


def test_pages_ask_the_database_a_bounded_number_of_times(officer: Client) -> None:
    for path in ("/bao-cao/chat-luong/?nam=3", "/bao-cao/bm01/?bieu=bm04", "/bao-cao/danh-sach/?so=workforce.total"):
        officer.get(path)
        with CaptureQueriesContext(connection) as asked:
            officer.get(path)
        assert len(asked) <= 60, path


def test_english_is_complete_in_the_new_pages(officer: Client) -> None:
    officer.post("/ngon-ngu/", {"language": "en", "next": "/bao-cao/"})
    assert "not enough data" in words(officer, "/bao-cao/chat-luong/")
    assert "List and pay of cadres" in words(officer, "/bao-cao/bm01/?bieu=bm04")
    assert "Records and the decisions behind them" in words(officer, "/bao-cao/danh-sach/?so=workforce.total")


def test_the_summary_of_ratings_tells_whose_points_they_are(as_role: Callable[..., Client]) -> None:
    """Bà Hạnh's sheet bears no account and she leads; ông Đức was confirmed by a head, ông Dũng by the leader."""
    from django.utils import timezone

    from dungviec.office.appraisal.models import MonthSheet
    from dungviec.office.reports.selectors import year_points

    officer = as_role("personnel")
    for role, unit in (("unit_head", "P-GD"), ("leader", "")):
        as_role(role, unit_id=unit)
    head, leader = (User.objects.get(membership__role=r) for r in ("unit_head", "leader"))
    for person, leads, by, points in (
        ("N1", True, None, 90),
        ("N2", False, head, 80),
        ("N5", True, leader, 70),
        ("N6", False, None, 60),
    ):
        for month in (1, 2):
            MonthSheet.objects.create(
                person_id=person, unit_id="P-GD", year=2019, month=month, scheme="points", leads=leads, self_points=points + 5, points=points + month,
                confirmed_by=by, made_at=timezone.now(),
            )  # fmt: skip
    assert year_points(2019) == {
        "N1": (95.0, None, 91.5),
        "N2": (85.0, 81.5, None),
        "N5": (75.0, None, 71.5),
        "N6": (65.0, 61.5, None),
    }
    assert "91,5" in words(officer, "/bao-cao/bm01/?bieu=ratings")
