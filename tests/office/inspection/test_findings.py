"""After a visit: who sees what, the answer, the remedy, the re-check, the appraiser's table, the papers."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from tests.office.inspection.conftest import Team, entry, found, send
from tests.office.inspection.test_phone import photo

from dungviec.office.inspection.demo import _picture
from dungviec.office.inspection.models import Checked, Checklist, Finding, Terms, Visit


@pytest.fixture
def closed(team: Team) -> Visit:
    """A visit to education, closed: ông Đức without a badge, the unit's diary not kept, with a remedy due on 20/12/2020."""
    visit = team.visit()
    person = found("N2")
    unit = found(
        item="diary", what="Lịch công tác bỏ trống", severity="moderate", remedy="Bổ sung lịch", remedy_due="2020-12-20"
    )
    marks = [
        entry(
            visit,
            "mark",
            {"item": i["key"], "state": "not_met" if i["key"] in ("badge", "diary") else "met", "note": ""},
        )
        for i in visit.checklist.items
    ]
    send(
        team.lead,
        entry(visit, "start", {"met_with": "Bà Hạnh"}),
        *marks,
        entry(visit, "finding", person),
        entry(visit, "finding", unit),
    )
    team.lead.post("/kiem-tra/thuc-dia/anh/", photo(visit, _picture(), finding=person["finding"]))
    send(team.lead, entry(visit, "end", {}))
    team.lead.post(f"/kiem-tra/cuoc/{visit.code}/khep/", {"nhan-xet": "Chấp hành tốt."})
    return Visit.objects.get(pk=visit.pk)


def of(visit: Visit, person: str) -> str:
    return f"/kiem-tra/phat-hien/{visit.findings.get(person_id=person).pk}/"


def test_each_sees_what_is_theirs(closed: Visit, as_role: Callable[..., Client]) -> None:
    own, other = as_role("official", person_id="N2"), as_role("official", person_id="N3")
    head, leader, far = (
        as_role("unit_head", unit_id="P-GD", person_id="N1"),
        as_role("leader"),
        as_role("unit_head", unit_id="P-NV", person_id="N5"),
    )
    person, unit = of(closed, "N2"), of(closed, "")
    seen = {
        c: [c.get(p).status_code for p in (person, unit, f"/kiem-tra/cuoc/{closed.code}/")]
        for c in (own, other, head, leader, far)
    }
    assert seen[own] == [200, 404, 404]
    assert seen[other] == seen[far] == [404, 404, 404]
    assert seen[head] == seen[leader] == [200, 200, 200]
    picture = f"/kiem-tra/anh/{closed.photos.get().pk}/"
    assert [c.get(picture).status_code for c in (own, head, other, far)] == [200, 200, 404, 404]
    assert "Không đeo thẻ" in own.get("/kiem-tra/").content.decode()
    assert [c.get(f"/kiem-tra/cuoc/{closed.code}/bien-ban/").status_code for c in (head, own)] == [403, 404]


def test_the_person_answers_first_then_the_appraiser_reads(
    closed: Visit, team: Team, as_role: Callable[..., Client]
) -> None:
    head, own = as_role("unit_head", unit_id="P-GD", person_id="N1"), as_role("official", person_id="N2")
    year = "/danh-gia/nam/N2/2020/"
    assert head.get(year).status_code == 200
    assert "Không đeo thẻ" not in head.get(year).content.decode(), "not before the answer"
    assert head.post(of(closed, "N2"), {"giai-trinh": "Thay lời", "giai-trinh-gui": "1"}).status_code == 403, (
        "nobody answers for another"
    )
    assert own.post(of(closed, "N2"), {"giai-trinh": "  ", "giai-trinh-gui": "1"}).status_code == 422
    assert own.post(of(closed, "N2"), {"giai-trinh": "x" * 3001, "giai-trinh-gui": "1"}).status_code == 422
    own.post(of(closed, "N2"), {"giai-trinh": "Thẻ hỏng, đã xin cấp lại.", "giai-trinh-gui": "1"})
    again = own.post(of(closed, "N2"), {"giai-trinh": "Sửa lại", "giai-trinh-gui": "1"})
    assert again.status_code == 422
    assert "đã có giải trình" in again.content.decode()
    told = head.get(year).content.decode()
    assert "Không đeo thẻ" in told
    assert "đã giải trình" in told
    team.lead.post(of(closed, "N2"), {"ly-do": "Thẻ hỏng thật", "rut-gui": "1"})
    assert "Không đeo thẻ" not in head.get(year).content.decode(), "dropped: it counts nowhere"


def test_silence_is_shown_as_silence_once_the_time_is_over(closed: Visit, as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    assert closed.findings.first().answer_due.isoformat() == "2020-12-17"  # type: ignore[union-attr]
    Finding.objects.update(answer_due=closed.planned_on - timedelta(days=1))
    assert "hết hạn, chưa giải trình" in head.get("/danh-gia/nam/N2/2020/").content.decode()


def test_a_remedy_is_reported_checked_asked_again_and_done(
    closed: Visit, team: Team, as_role: Callable[..., Client]
) -> None:
    head, path = as_role("unit_head", unit_id="P-GD", person_id="N1"), of(closed, "")
    late = {"ngay": "25/12/2020"}
    head.get("/?ngay=25/12/2020")
    assert "Quá hạn khắc phục" in head.get("/kiem-tra/").content.decode()
    assert "Lịch công tác" in head.get("/kiem-tra/phat-hien/?tinh-trang=qua-han").content.decode()
    for bad in (
        {"cach": "", "ngay": "24/12/2020"},
        {"cach": "Xong", "ngay": "30/12/2020"},
        {"cach": "Xong", "ngay": "hôm qua"},
        {"cach": "Xong", "ngay": "01/12/2020"},
    ):
        assert head.post(path, bad | {"khac-phuc-gui": "1"}).status_code == 422
    head.post(path, {"cach": "Đã dán lịch", "khac-phuc-gui": "1"} | late)
    team.lead.get("/?ngay=26/12/2020")
    assert "Lịch công tác" in team.lead.get("/kiem-tra/phat-hien/?tinh-trang=cho-kiem-tra-lai").content.decode()
    again = {"ket-qua": "not_done", "da-xem": "Lịch vẫn trống", "han-moi": "05/01/2021", "kiem-tra-gui": "1"}
    assert team.lead.post(path, again | {"han-moi": "01/12/2020"}).status_code == 422
    assert team.lead.post(path, again | {"ket-qua": "maybe"}).status_code == 422
    assert head.post(path, again).status_code == 403
    team.lead.post(path, again)
    one = closed.findings.get(person_id="")
    assert (one.checked, one.fixed_on, f"{one.remedy_due:%d/%m/%Y}") == (Checked.NOT_DONE, None, "05/01/2021")
    head.post(path, {"cach": "Đã cập nhật", "ngay": "25/12/2020", "khac-phuc-gui": "1"})
    team.lead.post(path, {"ket-qua": "done", "da-xem": "Đủ ba tuần", "kiem-tra-gui": "1"})
    one.refresh_from_db()
    assert one.checked == Checked.DONE
    assert not one.overdue(one.remedy_due + timedelta(days=99))  # type: ignore[operator]
    page = team.lead.post(
        f"/kiem-tra/cuoc/moi/?kiem-tra-lai={closed.code}", {"noi": "P-GD", "ngay": "28/12/2020"}, follow=True
    )
    assert "lần trước 10/12/2020" in page.content.decode()


def test_the_minutes_tell_the_visit_with_its_photo(closed: Visit, team: Team) -> None:
    answer = team.lead.get(f"/kiem-tra/cuoc/{closed.code}/bien-ban/?kieu=docx")
    document = Document(io.BytesIO(answer.content))
    cells = " ".join(c.text for t in document.tables for r in t.rows for c in r.cells)
    words = " ".join(p.text for p in document.paragraphs)
    for told in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỞNG ĐOÀN",
        "ĐẠI DIỆN ĐƠN VỊ",
        "Lê Văn Đức",
        "Không đeo thẻ",
        "Bổ sung lịch",
    ):
        assert told in cells + words, told
    assert len(document.inline_shapes) == 1
    assert "PHỤ LỤC: ẢNH CHỤP TẠI CHỖ" in words
    pdf = team.lead.get(f"/kiem-tra/cuoc/{closed.code}/bien-ban/?kieu=pdf").content
    assert pdf.startswith(b"%PDF-")
    assert b"/Image" in pdf


def test_a_period_is_counted_and_its_numbers_open_lists(closed: Visit, team: Team) -> None:
    page = team.lead.get("/kiem-tra/tong-hop/?tu=01/12/2020&den=31/12/2020").content.decode()
    assert "muc=badge" in page
    listed = team.lead.get(
        "/kiem-tra/phat-hien/?muc=badge&tinh-trang=tinh&tu=01/12/2020&den=31/12/2020"
    ).content.decode()
    assert "Không đeo thẻ" in listed
    assert "Lịch công tác" not in listed
    wrong = team.lead.get("/kiem-tra/tong-hop/?tu=hôm nay&den=01/01/2020").content.decode()
    assert "không đọc được" in wrong
    for kind in ("docx", "pdf"):
        assert team.lead.get(f"/kiem-tra/tong-hop/tep/?kieu={kind}").status_code == 200


def test_lists_ask_the_database_as_often_for_many_as_for_few(closed: Visit, team: Team) -> None:
    def asked(path: str) -> int:
        team.lead.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert team.lead.get(path).status_code == 200
        return len(queries)

    paths = ("/kiem-tra/", "/kiem-tra/phat-hien/", "/kiem-tra/tong-hop/", f"/kiem-tra/cuoc/{closed.code}/")
    few = [asked(p) for p in paths]
    first = closed.findings.get(person_id="N2")
    for n in range(12):
        first.pk, first.person_id = uuid.uuid4(), ("N1", "N2", "N3", "N4")[n % 4]
        first.save(force_insert=True)
    many = [asked(p) for p in paths]
    assert all(b <= a + 2 for a, b in zip(few, many, strict=True)), (few, many)


def rows(items: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "ma": [i["key"] for i in items],
        "vi": [i["vi"] for i in items],
        "en": [i["en"] for i in items],
        "ai": [i["about"] for i in items],
    }


def test_a_new_checklist_is_a_version_and_a_running_visit_keeps_its_own(team: Team) -> None:
    visit = team.visit()
    items = list(visit.checklist.items)
    changed = [*items[1:], {"key": "", "vi": "Sổ trực ban", "en": "", "about": "unit"}]
    team.lead.post("/kiem-tra/cach-lam/", rows(changed) | {"phieu": "1", "ghi-chu": "Thêm sổ trực"})
    latest = Checklist.objects.latest("number")
    assert (latest.number, len(latest.items), latest.items[-1]["key"]) == (2, 14, "so_truc_ban")
    assert send(team.lead, entry(visit, "mark", {"item": "hours", "state": "met", "note": ""}))[0]["outcome"] == "kept"
    stale = team.lead.post("/kiem-tra/cach-lam/", rows(items) | {"phieu": "1"})
    assert stale.status_code == 422
    assert "phiếu số 2 đã được lưu" in stale.content.decode()
    for bad, words in (({"vi": ["" for _ in items]}, "ít nhất một"), ({"vi": ["x" * 201, *[i["vi"] for i in items[1:]]]}, "200"), ({"ai": ["x" for _ in items]}, "chịu trách nhiệm"),
                       ({"ma": ["badge" for _ in items]}, "trùng mã"), ({"ma": ["<b>"] * len(items)}, "trùng mã")):  # fmt: skip
        page = team.lead.post("/kiem-tra/cach-lam/", rows(items) | bad | {"phieu": "2"})
        assert page.status_code == 422, words
        assert words in page.content.decode()
    assert team.helper.post("/kiem-tra/cach-lam/", rows(items) | {"phieu": "2"}).status_code == 403


def test_the_index_of_a_desk_is_unknown_until_the_office_sets_its_points(team: Team) -> None:
    desk = team.visit("PX#mot-cua")
    counts = {"total": 20, "early": 4, "on_time": 10, "late": 2, "pending_late": 0}
    send(team.lead, entry(desk, "counts", counts))
    assert "Chưa kết luận được" in team.lead.get(f"/kiem-tra/cuoc/{desk.code}/").content.decode()
    held = {
        "answer_days": "7",
        "base": "10",
        "most_months": "24",
        "minor": "1",
        "moderate": "2",
        "serious": "5",
        "overdue_remedy": "4",
        "late_dossiers": "1",
        "most": "40",
        "cach": "1",
    }
    half = team.lead.post("/kiem-tra/cach-lam/", held | {"index_early": "2"})
    assert half.status_code == 422
    assert team.lead.post("/kiem-tra/cach-lam/", held | {"base": "0"}).status_code == 422
    assert team.lead.post("/kiem-tra/cach-lam/", held | {"answer_days": "năm"}).status_code == 422
    team.lead.post("/kiem-tra/cach-lam/", held | {"index_early": "2", "index_on_time": "1", "index_late": "0"})
    assert Terms.objects.get().answer_days == 7
    assert "Điểm 1,1 trên 16 hồ sơ" in team.lead.get(f"/kiem-tra/cuoc/{desk.code}/").content.decode()  # 18 / 16
