"""A class from the call to the record: who may be called, who came, how it ended, what it cost."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
from django.test import Client
from docx.oxml.ns import qn

from dungviec.office.access.models import LedgerEntry
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import amend
from dungviec.office.training.models import Attendance, Enrolment, Session, Spending, TrainingClass

CLASS = {
    "title": "Tin học",
    "kind": "skills",
    "place": "",
    "from_date": "01/12/2020",
    "to_date": "05/12/2020",
    "seats": "2",
}


def records(person: str) -> list[dict[str, Any]]:
    table = snapshot()["training"]
    return table.filter(table["person_id"] == person).to_dicts()


def called(client: Client, one: TrainingClass, *people: str) -> str:
    return client.post(f"/dao-tao/lop/{one.pk}/trieu-tap/", {"people": ", ".join(people)}, follow=True).content.decode()


def result(client: Client, seat: Enrolment, **given: str) -> int:
    seat.refresh_from_db()
    address = f"/dao-tao/lop/{seat.training_id}/nguoi/{seat.pk}/"
    return client.post(address, {"result": "passed", "revision": str(seat.revision)} | given).status_code


def test_the_call_asks_the_law_and_the_seats_and_names_who_is_refused(officer: Client, running: TrainingClass) -> None:
    amend("people", "N6", {"discipline_open": True}, by="officer", why="Thử")
    amend("people", "N1", {"discipline_open": False, "criminal_open": False}, by="officer", why="Thử")
    text = called(officer, running, "N1", "N6", "N999", "N1")
    assert "Đã đưa 1 người vào danh sách lớp" in text
    assert "N6: Đang trong thời gian xem xét kỷ luật" in text
    assert "N999: không có trong danh sách đang công tác" in text
    text = called(officer, running, "N2", "N3", "N5")
    assert "lớp đã đủ chỗ" in text
    assert running.enrolments.count() == 2
    page = officer.get(f"/dao-tao/lop/{running.pk}/").content.decode()
    assert "chưa kết luận được điều kiện cử đi học" in page, "a fact that is missing is unknown, not allowed"
    assert "people.discipline_open" in page


def test_a_result_becomes_a_record_and_its_correction_withdraws_it(officer: Client, running: TrainingClass) -> None:
    called(officer, running, "N3")
    seat = running.enrolments.get()
    assert (
        result(
            officer,
            seat,
            grade="Giỏi",
            certificate="CC-01",
            issued="20/12/2020",
            expires="20/12/2023",
            cost="1.500.000",
        )
        == 302
    )
    row = records("N3")[0]
    assert (row["title"], row["class_id"], row["decision"], row["cost"]) == (
        "Kỹ năng lãnh đạo K1",
        running.class_id,
        "12/QĐ-UBND",
        1_500_000,
    )
    assert "CC-01" in row["result"]
    assert result(officer, seat, grade="Khá", certificate="CC-01", issued="20/12/2020") == 302
    assert [r["result"] for r in records("N3")] == ["Đạt, Khá, chứng chỉ số CC-01"], (
        "corrected by withdrawing and adding"
    )
    assert result(officer, seat, result="failed") == 302
    assert records("N3") == []
    assert "CC-01" not in str(list(LedgerEntry.objects.values_list("detail", flat=True)))


def test_bad_results_are_refused_and_nothing_is_written(officer: Client, running: TrainingClass) -> None:
    for given in [
        {"result": "failed", "certificate": "X"},
        {"certificate": "X"},
        {"certificate": "X", "issued": "hôm qua"},
        {"issued": "20/12/2020", "expires": "20/12/2019"},
        {"cost": "-1"},
        {"cost": "1,5"},
        {"result": "thắng"},
        {"grade": "x" * 41},
    ]:
        called(officer, running, "N3")
        assert result(officer, running.enrolments.get(), **given) == 422
        assert records("N3") == []


def test_two_people_at_once_do_not_overwrite_each_other(officer: Client, running: TrainingClass) -> None:
    called(officer, running, "N3")
    seat = running.enrolments.get()
    stale = str(seat.revision)
    assert result(officer, seat, grade="Giỏi") == 302
    answer = officer.post(f"/dao-tao/lop/{running.pk}/nguoi/{seat.pk}/", {"result": "failed", "revision": stale})
    assert answer.status_code == 422
    assert "đã ghi một bản khác" in answer.content.decode()
    assert len(records("N3")) == 1
    edit = {
        "title": "Khác",
        "kind": "skills",
        "place": "Trường tỉnh",
        "from_date": "01/12/2020",
        "to_date": "20/12/2020",
        "seats": "2",
    }
    assert (
        officer.post(f"/dao-tao/lop/{running.pk}/sua/", edit | {"revision": str(running.revision)}).status_code == 302
    )
    assert (
        officer.post(f"/dao-tao/lop/{running.pk}/sua/", edit | {"revision": str(running.revision)}).status_code == 422
    )
    assert officer.post(f"/dao-tao/lop/{running.pk}/sua/", edit).status_code == 422, (
        "a form without a revision is stale"
    )


def test_bad_classes_are_refused(officer: Client, loaded: None) -> None:
    for wrong in [
        {"title": ""},
        {"title": "x" * 201},
        {"to_date": "30/11/2020"},
        {"from_date": "31/02/2020"},
        {"seats": "0"},
        {"seats": "hai"},
        {"seats": "2,5"},
        {"kind": "phép thuật"},
        {"course": "999"},
        {"decision": "1/QĐ"},
        {"planned_cost": "-5"},
    ]:
        assert officer.post("/dao-tao/lop/moi/", CLASS | wrong).status_code == 422
        assert not TrainingClass.objects.exists()


def test_a_class_is_made_once_and_ends_when_everybody_has_a_result(officer: Client, courses: dict[str, Any]) -> None:
    assert officer.post("/dao-tao/lop/moi/", CLASS).status_code == 302
    assert officer.post("/dao-tao/lop/moi/", CLASS).status_code == 422, "posted twice"
    one = TrainingClass.objects.get()

    def move(state: str) -> str:
        one.refresh_from_db()
        answer = officer.post(
            f"/dao-tao/lop/{one.pk}/chuyen/", {"sang": state, "revision": str(one.revision)}, follow=True
        )
        one.refresh_from_db()
        return answer.content.decode()

    assert "chưa có ai trong danh sách" in move("open")
    called(officer, one, "N3")
    move("open")
    assert one.state == "open"
    assert "Còn người trong danh sách chưa có kết quả" in move("ended")
    assert "không chuyển như vậy được" in move("dropped")
    assert "không chuyển như vậy được" in move("sao hỏa")
    result(officer, one.enrolments.get())
    move("ended")
    assert one.state == "ended"
    assert "không triệu tập thêm" in called(officer, one, "N4")


def test_sittings_and_who_came(officer: Client, running: TrainingClass) -> None:
    called(officer, running, "N3")
    seat = running.enrolments.get()
    address = f"/dao-tao/lop/{running.pk}/buoi/"
    for wrong in (
        {"day": "01/01/2021", "words": "Buổi 1"},
        {"day": "x", "words": "Buổi 1"},
        {"day": "02/12/2020", "words": ""},
    ):
        officer.post(address, wrong)
    assert not Session.objects.exists()
    officer.post(address, {"day": "02/12/2020", "words": "Buổi 1"})
    officer.post(address, {"day": "02/12/2020", "words": "Buổi 1"})
    session = Session.objects.get()
    assert officer.post(f"{address}{session.pk}/", {f"p{seat.pk}": "ngủ"}).status_code == 422
    assert officer.post(f"{address}{session.pk}/", {}).status_code == 422
    assert officer.post(f"{address}{session.pk}/", {f"p{seat.pk}": "absent"}).status_code == 302
    assert Attendance.objects.get().presence == "absent"
    assert officer.get(f"{address}999/").status_code == 404


def test_spending_counts_a_voucher_once(officer: Client, running: TrainingClass) -> None:
    good = {"item": "lecturer", "amount": "2.000.000", "day": "02/12/2020", "paper": "PC-01"}
    for wrong in ({"amount": "0"}, {"amount": "nhiều"}, {"item": "tiệc"}, {"paper": ""}, {"day": "32/12/2020"}):
        officer.post(f"/dao-tao/lop/{running.pk}/chi/", good | wrong)
    assert not Spending.objects.exists()
    officer.post(f"/dao-tao/lop/{running.pk}/chi/", good)
    text = officer.post(f"/dao-tao/lop/{running.pk}/chi/", good, follow=True).content.decode()
    assert "PC-01» đã ghi rồi" in text
    assert "đã chi 2.000.000 đồng" in text


def test_papers_of_a_class(officer: Client, running: TrainingClass) -> None:
    called(officer, running, "N3")
    state = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "«Kỹ năng lãnh đạo K1»",
        "Trần Thị An",
        "Trường tỉnh",
        "01/12/2020",
        "Nơi nhận:",
    )
    own = {
        "trieu-tap": ("THÔNG BÁO", "PHÒNG NỘI VỤ", "/TB-PNV", "triệu tập 01 cán bộ", "TRƯỞNG PHÒNG NỘI VỤ"),
        "quyet-dinh": ("QUYẾT ĐỊNH", "Số: 12/QĐ-UBND", "ngày 20 tháng 11 năm 2020", "Căn cứ", "Theo đề nghị của Trưởng Phòng Nội vụ.", "Điều 3.", "DANH SÁCH", "Kèm theo Quyết định số 12/QĐ-UBND ngày 20/11/2020"),
    }  # fmt: skip
    for kind, told in own.items():
        answer = officer.get(f"/dao-tao/lop/{running.pk}/giay/", {"giay": kind})
        paper = docx.Document(io.BytesIO(answer.content))
        words = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paper.element.body.iter(qn("w:p")))
        for part in (*state, *told):
            assert part in words, (kind, part)
        assert "{{" not in words


def test_who_reads_and_who_writes(as_role: Callable[..., Client], officer: Client, running: TrainingClass) -> None:
    called(officer, running, "N3", "N6")
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    text = head.get(f"/dao-tao/lop/{running.pk}/").content.decode()
    assert "Trần Thị An" in text
    assert "Phạm Hà" not in text, "a head sees the own people only"
    assert "Dự toán" not in text, "what training costs belongs to pay"
    assert "people.discipline_open" not in text
    for who in (head, as_role("leader"), as_role("inspector")):
        assert who.post(f"/dao-tao/lop/{running.pk}/trieu-tap/", {"people": "N4"}).status_code == 403
        assert who.post("/dao-tao/lop/moi/", CLASS).status_code == 403
    official = as_role("official", person_id="N3")
    assert official.get("/dao-tao/lop/").status_code == 403
    other = as_role("unit_head", unit_id="P-NV", person_id="N5")
    assert other.get(f"/dao-tao/lop/{running.pk}/").status_code == 200
    running.enrolments.filter(person_id="N6").delete()
    assert other.get(f"/dao-tao/lop/{running.pk}/").status_code == 404


def test_a_foreign_number_is_not_found(officer: Client, running: TrainingClass) -> None:
    called(officer, running, "N3")
    seat = running.enrolments.get()
    assert officer.post(f"/dao-tao/lop/{running.pk + 1}/nguoi/{seat.pk}/rut/", {"revision": "1"}).status_code == 404
    assert officer.get("/dao-tao/lop/999/").status_code == 404
    officer.post(f"/dao-tao/lop/{running.pk}/nguoi/{seat.pk}/rut/", {"revision": "99"})
    assert Enrolment.objects.get().place == "called"
    officer.post(f"/dao-tao/lop/{running.pk}/nguoi/{seat.pk}/rut/", {"revision": str(seat.revision)})
    assert Enrolment.objects.get().place == "left"
    assert date(2020, 12, 1) == running.from_date
