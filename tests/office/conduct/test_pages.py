"""The room's pages: what each role meets, what the person concerned meets and when, bad input, signs, registers."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.office.access.canaries import words_of
from tests.office.conduct.desk import COUNCIL, ON, carried, opened, signed

from dungviec.office.conduct.models import AskedSign, Case, Draw, Stand
from dungviec.office.registry.selectors import rows
from dungviec.office.registry.services import amend, create

pytestmark = pytest.mark.django_db
PAGES = ("/ky-cuong/", "/ky-cuong/dau-hieu/", "/ky-cuong/ke-khai/", "/ky-cuong/xung-dot/")


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return words_of(response)


def test_who_reads_a_case_and_that_the_person_meets_only_what_the_procedure_gives(as_role: Callable[..., Client]) -> None:  # fmt: skip
    own, colleague, head = as_role("official", person_id="N6"), as_role("official", person_id="N7"), as_role("unit_head", unit_id="P-NV", person_id="N5")  # fmt: skip
    himself = as_role("inspector", person_id="N6")
    word, case = "Zq7xkm", f"/ky-cuong/vu-viec/{opened(act='Zq7xkm chậm trả hồ sơ.').pk}/"
    readers = [as_role(role) for role in ("personnel", "leader", "inspector")]
    for reader in readers:
        assert word in text(reader, "/ky-cuong/") + text(reader, case)
    for other in (head, colleague, own, as_role("auditor"), as_role("administrator"), himself):
        assert other.get(case).status_code == 403
        assert word not in words_of(other.get("/ky-cuong-cua-toi/"))
    assert word not in text(himself, "/ky-cuong/"), "not even that there is one"
    one = carried(Case.objects.get(), "notice")
    assert word in text(own, "/ky-cuong-cua-toi/")
    assert word not in text(colleague, "/ky-cuong-cua-toi/")
    papers = f"/ky-cuong-cua-toi/vu-viec/{one.pk}/giay/explanation_request/word/"
    assert word in words_of(own.get(papers))
    assert colleague.get(papers).status_code == 404
    assert own.get(f"/ky-cuong-cua-toi/vu-viec/{one.pk}/giay/council_minutes/word/").status_code == 404
    own.post("/ky-cuong-cua-toi/giai-trinh/", {"so": one.pk, "noi-dung": "Tôi chờ chứng từ."})
    assert Case.objects.get().explanation == "Tôi chờ chứng từ."
    colleague.post("/ky-cuong-cua-toi/giai-trinh/", {"so": one.pk, "noi-dung": "Chen vào."})
    assert Case.objects.get().explanation == "Tôi chờ chứng từ."


def test_bad_input_leaves_everything_as_it_was_and_keeps_what_was_typed(as_role: Callable[..., Client]) -> None:
    officer, leader, inspector = as_role("personnel"), as_role("leader"), as_role("inspector")
    start = {"person_id": "N6", "kind": "administrative", "act": "Chậm.", "source": "unit", "happened": "21/09/2020", "found": "25/09/2020", "opened": "28/09/2020"}  # fmt: skip
    for wrong, told in (
        ({"happened": "31/02/2020"}, "31/02/2020"), ({"act": ""}, "field-error"), ({"act": "x" * 401}, "field-error"), ({"source": "rumour"}, "field-error"),
        ({"person_id": "N99"}, "N99"), ({"found": "01/09/2020"}, "trước ngày xảy ra"), ({"kind": ""}, "field-error"),
    ):  # fmt: skip
        answer = officer.post("/ky-cuong/lap/", start | wrong)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert not Case.objects.exists()
    assert inspector.post("/ky-cuong/lap/", start).status_code == 403
    officer.post("/ky-cuong/lap/", start)
    assert officer.post("/ky-cuong/lap/", start).status_code == 422, "posted twice"
    one = Case.objects.get()
    case = f"/ky-cuong/vu-viec/{one.pk}/"
    notice = {"version": "1", "day": "01/10/2020", "explain_by": "08/10/2020", "paper": "Số giữ lại"}
    for wrong in ({"day": "mai"}, {"version": "x"}, {"explain_by": ""}, {"explain_by": "01/10/2020"}, {"version": "9"}):
        answer = officer.post(f"{case}thong-bao/", notice | wrong)
        assert answer.status_code == 422
        assert "Số giữ lại" in answer.content.decode()
    assert officer.post(f"{case}khong-co/", notice).status_code == 404
    assert leader.post(f"{case}thong-bao/", notice).status_code == 403
    assert officer.post(f"{case}thong-bao/", notice).status_code == 302
    assert officer.post(f"{case}thong-bao/", notice).status_code == 422, "a page opened before"
    ruling = {"version": "2", "form": "warning", "signed": "02/11/2020", "effective": "02/11/2020"}
    assert officer.post(f"{case}ky/", ruling).status_code == 403
    early = leader.post(f"{case}ky/", ruling)
    assert early.status_code == 422
    assert "Hội đồng chưa họp" in early.content.decode()
    assert Case.objects.get().state == Stand.OPEN


def test_a_relative_does_not_handle_the_case(as_role: Callable[..., Client]) -> None:
    officer = as_role("personnel", person_id="N7")
    create("kinship", {"person_id": "N6", "relative_id": "N7", "relation": "sibling"}, by="thử", why="Thử")
    one = opened()
    answer = officer.post(f"/ky-cuong/vu-viec/{one.pk}/khep-lai/", {"version": one.version, "day": "10/12/2020", "why": "Thử"})  # fmt: skip
    assert answer.status_code == 422
    assert "quan hệ gia đình" in answer.content.decode()


def test_the_case_through_its_pages_and_the_day_it_is_looked_at(as_role: Callable[..., Client]) -> None:
    officer, leader = as_role("personnel"), as_role("leader")
    one = carried(opened(), "explanation")
    case = f"/ky-cuong/vu-viec/{one.pk}/"
    council = {"version": one.version, "day": "12/10/2020", "meeting_at": "8 giờ"} | {f"m{n}": who for n, (who, _part) in enumerate(COUNCIL, 1)} | {f"p{n}": part for n, (_who, part) in enumerate(COUNCIL, 1)}  # fmt: skip
    assert officer.post(f"{case}hoi-dong/", council).status_code == 302
    meeting = {"version": one.version + 1, "day": "20/10/2020", "heard": "co", "note": "Nhận.", "present": "3", "v_warning": "3"}  # fmt: skip
    assert officer.post(f"{case}hop/", meeting).status_code == 302
    page = leader.get(case).content.decode()
    assert 'value="warning"' in page
    assert 'value="demotion"' not in page, "no such form for a specialist"
    assert leader.post(f"{case}ky/", {"version": one.version + 2, "form": "warning", "signed": "02/11/2020", "effective": "02/11/2020"}).status_code == 302  # fmt: skip
    for kind in ("explanation_request", "summons", "council_minutes", "discipline"):
        assert leader.get(f"{case}giay/{kind}/word/").status_code == 200
    assert leader.get(f"{case}giay/discipline/pdf/").content[:5] == b"%PDF-"
    assert "tự hết từ 02/11/2021" in text(leader, case)
    assert "Đang xem xét" in text(leader, "/ky-cuong/?ngay=01/11/2020")
    assert "Đang có hệ quả" in text(leader, "/ky-cuong/?ngay=01/11/2021")
    assert "Đã hết hệ quả" in text(leader, "/ky-cuong/?ngay=02/11/2021")


def test_the_list_asks_the_database_as_often_for_many_cases_as_for_few(as_role: Callable[..., Client]) -> None:
    officer = as_role("personnel")
    opened("N2")
    officer.get("/ky-cuong/")
    with CaptureQueriesContext(connection) as few:
        officer.get("/ky-cuong/")
    for person in ("N3", "N4", "N6", "N7"):
        carried(opened(person), "explanation")
    officer.get("/ky-cuong/")
    with CaptureQueriesContext(connection) as many:
        officer.get("/ky-cuong/")
    assert len(many) <= len(few) + 1


def test_a_sign_is_asked_answered_and_closed_and_writes_nothing_into_the_record(as_role: Callable[..., Client]) -> None:
    amend("people", "N1", {"file_complete": False}, by="thử", why="Thử")
    inspector, leader, her = (
        as_role("inspector"),
        as_role("leader"),
        as_role("unit_head", unit_id="P-GD", person_id="N1"),
    )
    herself = as_role("personnel", person_id="N1")
    page = text(inspector, "/ky-cuong/dau-hieu/")
    assert "còn thiếu giấy tờ nào" in page
    assert "còn thiếu giấy tờ nào" not in text(herself, "/ky-cuong/dau-hieu/")
    assert her.get("/ky-cuong/dau-hieu/").status_code == 403
    mark = re.findall(r"/ky-cuong/dau-hieu/([0-9a-f]{64})/hoi/", inspector.get("/ky-cuong/dau-hieu/").content.decode())[
        0
    ]
    assert leader.post(f"/ky-cuong/dau-hieu/{mark}/hoi/").status_code == 403
    assert inspector.post(f"/ky-cuong/dau-hieu/{'0' * 64}/hoi/").status_code == 404
    before = rows("people", ON).filter(pl.col("person_id") == "N1").to_dicts()
    inspector.post(f"/ky-cuong/dau-hieu/{mark}/hoi/")
    inspector.post(f"/ky-cuong/dau-hieu/{mark}/khep-lai/", {"ly-do": "Đủ rồi."})
    assert AskedSign.objects.get().state == "asked", "closed only after the answer"
    her.post("/ky-cuong-cua-toi/tra-loi/", {"so": AskedSign.objects.get().pk, "noi-dung": "Bằng gốc ở Sở."})
    assert "Bằng gốc ở Sở." in text(inspector, "/ky-cuong/dau-hieu/")
    inspector.post(f"/ky-cuong/dau-hieu/{mark}/khep-lai/", {"ly-do": "Người này gian dối."})
    assert AskedSign.objects.get().state == "told", "a reason that judges is refused"
    inspector.post(f"/ky-cuong/dau-hieu/{mark}/khep-lai/", {"ly-do": "Đã thấy bản gốc."})
    assert AskedSign.objects.get().state == "closed"
    assert rows("people", ON).filter(pl.col("person_id") == "N1").to_dicts() == before
    amend("people", "N1", {"file_verified": False}, by="thử", why="Thử")
    assert text(inspector, "/ky-cuong/dau-hieu/").count("còn thiếu giấy tờ nào") == 1, "other facts, another question"


def test_declarations_are_asked_marked_drawn_and_the_draw_is_published(as_role: Callable[..., Client]) -> None:
    officer, inspector, own = as_role("personnel"), as_role("inspector"), as_role("official", person_id="N5")
    asked = {"kind": "yearly", "day": "01/10/2020", "due": "15/11/2020", "leads": "on"}
    for wrong in ({"due": "30/09/2020"}, {"day": "11/12/2020"}, {"day": "x"}, {"leads": ""}):
        assert officer.post("/ky-cuong/ke-khai/yeu-cau/", {k: v for k, v in (asked | wrong).items() if v}).status_code == 422  # fmt: skip
    assert inspector.post("/ky-cuong/ke-khai/yeu-cau/", asked).status_code == 403
    officer.post("/ky-cuong/ke-khai/yeu-cau/", asked)
    assert officer.post("/ky-cuong/ke-khai/yeu-cau/", asked).status_code == 422, "posted twice"
    found = {r["person_id"]: str(r["_key"]) for r in rows("asset_declarations", ON).to_dicts()}
    assert set(found) == {"N1", "N5"}
    assert "hẹn nộp 15/11/2020" in text(inspector, "/ky-cuong/dau-hieu/")
    for wrong in (
        {"ngay": "30/09/2020"},
        {"ngay": "hôm qua"},
        {"ban": "999"},
        {"viec": "published"},
        {"viec": "verified"},
    ):
        officer.post("/ky-cuong/ke-khai/ghi/", {"ban": found["N5"], "viec": "handed_in", "ngay": "10/11/2020"} | wrong)
    assert rows("asset_declarations", ON)["handed_in"].is_null().all()
    officer.post("/ky-cuong/ke-khai/ghi/", {"ban": found["N5"], "viec": "handed_in", "ngay": "10/11/2020"})
    drawn = {"count": "1", "seed": "094177", "source": "Xổ số 01/12/2020", "day": "01/12/2020"}
    for wrong in ({"count": "2"}, {"count": "0"}, {"seed": "1"}, {"day": "11/12/2020"}):
        assert officer.post("/ky-cuong/ke-khai/rut/", drawn | wrong).status_code == 422
    officer.post("/ky-cuong/ke-khai/rut/", drawn)
    assert officer.post("/ky-cuong/ke-khai/rut/", drawn).status_code == 422, "drawn once a year"
    assert Draw.objects.get().drawn == ["N5"]
    assert "094177" in text(inspector, "/ky-cuong/ke-khai/")
    assert "được rút để xác minh" in text(own, "/ky-cuong-cua-toi/")


def test_a_conflict_of_interest_is_declared_by_oneself_and_measured_by_another(as_role: Callable[..., Client]) -> None:
    own, colleague = as_role("official", person_id="N2"), as_role("official", person_id="N6")
    officer, himself = as_role("personnel"), as_role("personnel", unit_id="TX", person_id="N2")
    given = {"known": "01/12/2020", "relation": "Em ruột là người nộp", "matter": "Wk4zt cấp phép", "step_aside": "on"}
    for wrong in ({"known": "11/12/2020"}, {"known": ""}, {"relation": ""}, {"matter": "x" * 301}):
        assert own.post("/ky-cuong-cua-toi/xung-dot/", given | wrong).status_code == 422
    own.post("/ky-cuong-cua-toi/xung-dot/", given)
    assert own.post("/ky-cuong-cua-toi/xung-dot/", given).status_code == 422, "posted twice"
    row = rows("interest_declarations", ON).to_dicts()[0]
    assert (row["person_id"], row["reported"], row["step_aside"]) == ("N2", ON, True)
    assert "báo cáo sau hạn" in text(officer, "/ky-cuong/xung-dot/"), "five working days from 01/12/2020"
    assert "Wk4zt" not in text(himself, "/ky-cuong/xung-dot/")
    assert "Wk4zt" not in text(colleague, "/ky-cuong-cua-toi/")
    path = f"/ky-cuong/xung-dot/{row['_key']}/bien-phap/"
    for who, measure in ((himself, {"measure": "reassign", "day": "10/12/2020"}), (officer, {"measure": "x", "day": "10/12/2020"}), (officer, {"measure": "reassign", "day": "09/12/2020"})):  # fmt: skip
        who.post(path, measure)
    assert rows("interest_declarations", ON)["measure"].is_null().all()
    officer.post(path, {"measure": "reassign", "day": "10/12/2020"})
    assert "Giao việc cho người khác" in text(own, "/ky-cuong-cua-toi/")


def test_appeals_through_the_own_page(as_role: Callable[..., Client]) -> None:
    own = as_role("official", person_id="N6")
    one = signed(carried(opened()))
    page = text(own, "/ky-cuong-cua-toi/")
    assert "Quyết định 1/QĐ-UBND" in page
    assert "tự hết từ 02/11/2021" in page
    own.post("/ky-cuong-cua-toi/khieu-nai/", {"so": one.pk, "noi-dung": "Xin xem lại."})
    own.post("/ky-cuong-cua-toi/khieu-nai/", {"so": one.pk, "noi-dung": "Lần nữa."})
    assert one.appeals.count() == 1
