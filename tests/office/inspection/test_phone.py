"""What a phone sends: once, never over somebody else's words, nothing thrown away, nothing of others."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.office.inspection.conftest import Team, entry, found, send

from dungviec.office.inspection.demo import _picture
from dungviec.office.inspection.models import Arrival, Checklist, Finding, Photo, VisitState
from dungviec.office.inspection.pictures import stripped
from dungviec.office.requests.vault import FileRefused, read

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04JF" + b"\xff\xe1\x00\x0aExif\x00GPS" + b"\xff\xfe\x00\x06note" + b"\xff\xdb\x00\x04qq"
    + b"\xff\xda\x00\x04ss" + b"pix\xff\x00el\xff\xd0s" + b"\xff\xd9" + b"second picture with Exif"
)  # fmt: skip


def test_sent_twice_is_once(team: Team) -> None:
    visit = team.visit()
    start, mark = (
        entry(visit, "start", {"met_with": "Bà Hạnh"}),
        entry(visit, "mark", {"item": "badge", "state": "met", "note": ""}),
    )
    finding = entry(visit, "finding", found("N2"))
    assert [a["outcome"] for a in send(team.lead, start, mark, finding)] == ["kept"] * 3
    assert [a["outcome"] for a in send(team.lead, start, mark, finding)] == ["already"] * 3
    visit.refresh_from_db()
    assert (visit.state, visit.met_with, visit.findings.count(), Arrival.objects.count()) == (
        VisitState.RUNNING,
        "Bà Hạnh",
        1,
        3,
    )


def test_what_somebody_else_wrote_meanwhile_stands_and_both_are_kept(team: Team) -> None:
    visit = team.visit()
    first = entry(visit, "mark", {"item": "badge", "state": "met", "note": "đủ thẻ"})
    send(team.lead, first)
    blind = entry(
        visit, "mark", {"item": "badge", "state": "not_met", "note": "hai người không thẻ"}
    )  # had not seen the first
    later = entry(visit, "mark", {"item": "badge", "state": "not_met", "note": "ba người không thẻ"}, base=blind["key"])
    told = send(team.helper, blind, later)
    assert [a["outcome"] for a in told] == ["conflict", "conflict"]
    assert told[0]["words"]
    assert visit.marks.get().note == "đủ thẻ"
    same = entry(visit, "mark", {"item": "badge", "state": "met", "note": "đủ thẻ"})
    assert send(team.helper, same)[0]["outcome"] == "kept", "the same words are no conflict"
    send(team.lead, entry(visit, "start", {}))
    assert "Hai bản ghi khác nhau" in team.lead.get(f"/kiem-tra/cuoc/{visit.code}/").content.decode()
    page = team.lead.post(f"/kiem-tra/cuoc/{visit.code}/khep/", {"nhan-xet": ""}, follow=True).content.decode()
    assert "xin chọn trước khi khép" in page
    refused = team.helper.post(f"/kiem-tra/cuoc/{visit.code}/chon-ban/", {"ban": later["key"], "lay": "1"}, follow=True)
    assert "Chỉ trưởng đoàn" in refused.content.decode()
    team.lead.post(f"/kiem-tra/cuoc/{visit.code}/chon-ban/", {"ban": later["key"], "lay": "1"})
    assert visit.marks.get().note == "ba người không thẻ"
    assert Arrival.objects.filter(conflict=True, settled_at__isnull=True).count() == 0


def test_a_chain_of_one_phone_is_no_conflict(team: Team) -> None:
    visit = team.visit()
    one = entry(visit, "mark", {"item": "dress", "state": "met", "note": ""})
    two = entry(visit, "mark", {"item": "dress", "state": "not_met", "note": "áo phông"}, base=one["key"])
    assert [a["outcome"] for a in send(team.lead, one, two)] == ["kept", "kept"]
    assert visit.marks.get().state == "not_met"


def test_what_comes_after_closing_waits_for_the_lead(team: Team) -> None:
    visit = team.visit()
    send(team.lead, entry(visit, "start", {}))
    team.lead.post(f"/kiem-tra/cuoc/{visit.code}/khep/", {"nhan-xet": ""})
    late = entry(visit, "finding", found("N2", what="Đến sau"))
    assert send(team.helper, late)[0]["outcome"] == "conflict"
    assert not Finding.objects.exists()
    team.lead.post(f"/kiem-tra/cuoc/{visit.code}/chon-ban/", {"ban": late["key"], "lay": "1"})
    assert Finding.objects.get().answer_due is not None


BAD: dict[str, tuple[str, dict[str, Any], str]] = {
    "an item of no checklist": ("mark", {"item": "x", "state": "met"}, "không có trong phiếu"),
    "a state that is none": ("mark", {"item": "badge", "state": "ok"}, "Xin chọn"),
    "a note that is a list": ("mark", {"item": "badge", "state": "met", "note": ["x"]}, "phải là chữ"),
    "a note without end": ("mark", {"item": "badge", "state": "met", "note": "x" * 301}, "300"),
    "nothing found": ("finding", found(what="  "), "phát hiện gì"),
    "somebody of another unit": ("finding", found("N6"), "không thuộc đơn vị"),
    "nobody on file": ("finding", found("N99"), "không thuộc đơn vị"),
    "no gravity": ("finding", found(severity="deadly"), "mức độ"),
    "a day that is none": ("finding", found(remedy="Sửa", remedy_due="31/02/2020"), "không đọc được"),
    "a day without a remedy": ("finding", found(remedy_due="2020-12-20"), "khắc phục gì"),
    "a time that is none": ("finding", found(at="lúc nãy"), "không đọc được"),
    "no number": ("finding", found(finding="1"), "số hiệu"),
    "dossiers where there is no desk": ("counts", {"total": 3, "early": 0, "on_time": 0, "late": 0, "pending_late": 0}, "một cửa"),
    "an unknown kind": ("close", {}, "không có"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_wrong_entry_is_refused_alone(team: Team, what: str) -> None:
    visit, (kind, body, words) = team.visit(), BAD[what]
    good = entry(visit, "mark", {"item": "dress", "state": "met", "note": ""})
    bad, kept = send(team.lead, entry(visit, kind, body), good)
    assert (bad["outcome"], kept["outcome"]) == ("refused", "kept")
    assert words in bad["words"]


def test_counts_that_do_not_add_up_and_clocks_far_off_are_refused(team: Team) -> None:
    desk = team.visit("PX#mot-cua")
    counts = {"total": 10, "early": 5, "on_time": 5, "late": "1", "pending_late": 0}
    assert "đếm lại" in send(team.lead, entry(desk, "counts", counts))[0]["words"]
    assert send(team.lead, entry(desk, "counts", counts | {"total": 12}))[0]["outcome"] == "kept"
    ahead = entry(desk, "start", {}) | {"made_at": (timezone.now() + timedelta(hours=2)).isoformat()}
    assert "đồng hồ" in send(team.lead, ahead)[0]["words"]


def test_who_is_not_of_the_team_neither_takes_nor_sends(team: Team, as_role: Any) -> None:
    visit = team.visit()
    stranger: Client = as_role("inspector", person_id="N7")
    assert stranger.get("/kiem-tra/thuc-dia/du-lieu/").json()["visits"] == []
    assert "Không có cuộc kiểm tra này" in send(stranger, entry(visit, "start", {}))[0]["words"]
    assert [v["name"] for v in team.helper.get("/kiem-tra/thuc-dia/du-lieu/").json()["visits"]] == [
        "Phòng Giáo dục và Đào tạo"
    ]
    for role in ("official", "unit_head"):
        assert as_role(role, unit_id="P-GD", person_id="N2").get("/kiem-tra/thuc-dia/du-lieu/").status_code == 403


@pytest.mark.parametrize("body", ["[]", "{}", '{"entries": 3}', '{"entries": [3]}', "x", '{"entries": [{"key": "1"}]}'])
def test_broken_sendings_never_break_the_office(team: Team, body: str) -> None:
    answer = team.lead.post("/kiem-tra/thuc-dia/gui/", body, content_type="application/json")
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert [a["outcome"] for a in answer.json()["answers"]] == ["refused"]
    assert team.lead.post("/kiem-tra/thuc-dia/gui/", {"entries": body}).status_code == 422, "a form is no package"


def photo(visit: Any, body: bytes, **other: Any) -> dict[str, Any]:
    file = io.BytesIO(body)
    file.name = "IMG_0001.jpg"
    return {
        "key": str(uuid.uuid4()),
        "visit": str(visit.code),
        "taken_at": timezone.now().isoformat(),
        "caption": "Quầy số 2",
        "anh": file,
    } | other


def test_a_photo_is_kept_without_its_place_and_only_once(team: Team) -> None:
    visit = team.visit()
    told = photo(visit, JPEG)
    assert team.lead.post("/kiem-tra/thuc-dia/anh/", told).json()["outcome"] == "kept"
    again = team.lead.post("/kiem-tra/thuc-dia/anh/", photo(visit, JPEG, key=told["key"])).json()
    assert again["outcome"] == "already"
    kept = read(Photo.objects.get().file)
    assert b"Exif" not in kept
    assert b"note" not in kept
    assert kept == b"\xff\xd8\xff\xe0\x00\x04JF\xff\xdb\x00\x04qq\xff\xda\x00\x04sspix\xff\x00el\xff\xd0s\xff\xd9"
    shown = team.helper.get(f"/kiem-tra/anh/{told['key']}/")
    assert (shown.status_code, shown["X-Content-Type-Options"]) == (200, "nosniff")


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"<svg onload=alert(1)>", "chỉ nhận"), (b"%PDF-1.7 x", "JPEG hoặc PNG"), (JPEG[:20], "hỏng"), (b"", "nội dung"), (b"\xff\xd8\xff" + b"x" * 5_000_000, "4 MB")],
)  # fmt: skip
def test_what_is_no_photo_is_refused(team: Team, body: bytes, words: str) -> None:
    told = team.lead.post("/kiem-tra/thuc-dia/anh/", photo(team.visit(), body)).json()
    assert told["outcome"] == "refused"
    assert words.lower() in told["words"].lower()


def test_a_number_used_elsewhere_is_not_told_as_there(team: Team) -> None:
    """Two phones (or two visits) that hit on one number: what would be lost is refused in a sentence, and stays on the phone."""
    here, there = team.visit(), team.visit("PX")
    told = entry(here, "mark", {"item": "badge", "state": "met", "note": ""})
    assert send(team.lead, told)[0]["outcome"] == "kept"
    for other in (
        entry(there, "mark", told["body"], key=told["key"]),
        entry(here, "start", {}, key=told["key"]),
        entry(here, "mark", {"item": "badge", "state": "not_met", "note": "hai người"}, key=told["key"]),
    ):
        answer = send(team.helper, other)[0]
        assert (answer["outcome"], "ghi lại mục này" in answer["words"]) == ("refused", True)
    assert [(m.item, m.state) for m in here.marks.all()] == [("badge", "met")]
    picture = photo(here, JPEG)
    assert team.lead.post("/kiem-tra/thuc-dia/anh/", picture).json()["outcome"] == "kept"
    assert team.lead.post("/kiem-tra/thuc-dia/anh/", photo(there, JPEG, key=picture["key"])).json()["outcome"] == "refused"  # fmt: skip
    shared = found("N2")
    assert [a["outcome"] for v in (here, there) for a in send(team.lead, entry(v, "finding", shared))] == ["kept", "refused"]  # fmt: skip


def test_a_phone_that_comes_back_after_closing_changes_no_minutes_and_loses_nothing(team: Team) -> None:
    """Offline all the while, on the checklist as it was: replayed twice, from two phones, after a new checklist and after closing."""
    visit = team.visit()
    start = entry(visit, "start", {"met_with": "Bà Hạnh"})
    mark = entry(visit, "mark", {"item": "badge", "state": "met", "note": ""})
    send(team.lead, start, mark)
    old = visit.checklist
    items = [{"key": "moi", "vi": "Mới", "en": "New", "about": ""}]
    Checklist.objects.create(number=old.number + 1, items=items, made_by="lead", made_at=timezone.now())
    dress = entry(visit, "mark", {"item": "dress", "state": "not_met", "note": "áo phông"})
    assert [a["outcome"] for a in send(team.helper, dress)] == ["kept"], "the visit goes on with its own checklist"
    unknown = send(team.helper, entry(visit, "mark", {"item": "moi", "state": "met", "note": ""}))[0]
    assert (unknown["outcome"], "không có trong phiếu" in unknown["words"]) == ("refused", True)
    team.lead.post(f"/kiem-tra/cuoc/{visit.code}/khep/", {"nhan-xet": ""})
    visit.refresh_from_db()
    assert visit.state == VisitState.CLOSED
    ended = visit.ended_at
    late = [
        entry(visit, "end", {}),
        entry(visit, "mark", {"item": "dress", "state": "met", "note": ""}),
        entry(visit, "finding", found("N2")),
    ]
    for outcome in ("conflict", "already"):
        assert [a["outcome"] for a in send(team.helper, *late)] == [outcome] * 3
        assert [a["outcome"] for a in send(team.lead, start, mark)] == ["already"] * 2
    visit.refresh_from_db()
    assert (visit.ended_at, visit.marks.get(item="dress").state, visit.findings.count()) == (ended, "not_met", 0)
    assert Arrival.objects.filter(visit=visit, conflict=True).count() == 3, "all three wait for the lead"
    page = team.lead.get(f"/kiem-tra/cuoc/{visit.code}/")
    assert page.status_code == 200
    for one in late:
        answer = team.lead.post(f"/kiem-tra/cuoc/{visit.code}/chon-ban/", {"ban": one["key"], "lay": "1"})
        assert answer.status_code == 302
    assert (visit.findings.count(), visit.marks.get(item="dress").state) == (1, "met")


def test_a_photo_of_a_finding_not_yet_sent_waits(team: Team) -> None:
    told = team.lead.post("/kiem-tra/thuc-dia/anh/", photo(team.visit(), JPEG, finding=str(uuid.uuid4()))).json()
    assert "gửi phát hiện trước" in told["words"]


def test_pictures_keep_their_pixels_and_lose_the_rest() -> None:
    plain = _picture(8, 150)
    chunk = b"\x00\x00\x00\x07eXIfGPS\x00\x00\x00\x00" + b"\x00" * 4
    assert stripped(plain[:33] + chunk + plain[33:] + b"after the end", "image/png") == plain
    with pytest.raises(FileRefused):
        stripped(plain[:60], "image/png")
