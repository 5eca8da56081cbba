"""Commitments and what is paid back, certificates, self-study, the figures of a year, the effect, the own page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office.training.conftest import stamp

from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import create
from dungviec.office.training.models import (
    Commitment,
    Enrolment,
    Payment,
    Reimbursement,
    SelfStudy,
    TitleStandard,
    TrainingClass,
)

PROMISE = {
    "person_id": "N2",
    "course": "Thạc sĩ",
    "postgraduate": "on",
    "studied_from": "01/11/2017",
    "studied_to": "31/10/2019",
    "cost": "60.000.000",
}
CASE = {"cause": "left_early", "day": "01/11/2020", "months_served": "", "service_years": ""}


def test_the_sum_is_computed_by_the_formula_with_every_number(officer: Client, loaded: None) -> None:
    assert officer.post("/dao-tao/cam-ket/moi/", PROMISE).status_code == 302
    one = Commitment.objects.get()
    text = officer.get(f"/dao-tao/cam-ket/{one.pk}/").content.decode()
    assert "48 tháng" in text, "twice two years of study, by NĐ 101/2017"
    assert officer.post(f"/dao-tao/cam-ket/{one.pk}/den-bu/", CASE).status_code == 302
    text = officer.get(f"/dao-tao/cam-ket/{one.pk}/").content.decode()
    assert "12 tháng" in text
    assert "Đền bù 45.000.000 đồng" in text, "60 million / 48 × (48 − 12)"
    assert "Chưa ghi số năm công tác" in text, "the reduction is not assumed"
    officer.post(f"/dao-tao/cam-ket/{one.pk}/den-bu/", CASE | {"service_years": "5", "revision": "1"})
    text = officer.get(f"/dao-tao/cam-ket/{one.pk}/").content.decode()
    assert "Đền bù 42.750.000 đồng" in text, "5 per cent less"
    assert "41.625.000" in text, "up to 1.5 per cent a year for an ethnic minority"


def test_missing_facts_are_named_and_nothing_is_computed(officer: Client, loaded: None) -> None:
    officer.post("/dao-tao/cam-ket/moi/", PROMISE | {"cost": ""})
    one = Commitment.objects.get()
    officer.post(f"/dao-tao/cam-ket/{one.pk}/den-bu/", CASE)
    assert "hồ sơ thiếu: chi phí đào tạo F" in officer.get(f"/dao-tao/cam-ket/{one.pk}/").content.decode()
    officer.post(
        "/dao-tao/cam-ket/moi/", PROMISE | {"course": "Cũ", "studied_from": "01/01/2010", "studied_to": "31/12/2011"}
    )
    old = Commitment.objects.get(course="Cũ")
    assert "chưa có quy định" in officer.get(f"/dao-tao/cam-ket/{old.pk}/").content.decode()


def test_bad_commitments_are_refused(officer: Client, loaded: None) -> None:
    for wrong in [
        {"person_id": "N999"},
        {"person_id": ""},
        {"course": ""},
        {"studied_to": "31/10/2017"},
        {"studied_from": "x"},
        {"postgraduate": ""},
        {"months": "0"},
        {"cost": "-2"},
        {"paper": "x" * 81},
    ]:
        assert officer.post("/dao-tao/cam-ket/moi/", PROMISE | wrong).status_code == 422
        assert not Commitment.objects.exists()


def test_a_case_is_decided_paid_and_closed(officer: Client, loaded: None) -> None:
    officer.post("/dao-tao/cam-ket/moi/", PROMISE)
    assert officer.post("/dao-tao/cam-ket/moi/", PROMISE).status_code == 422, "posted twice"
    one = Commitment.objects.get()
    address = f"/dao-tao/cam-ket/{one.pk}/"
    decided = CASE | {"decision": "9/QĐ", "received": "10/11/2020", "decided_amount": "45.000.000"}
    for wrong in (
        {"cause": "buồn"},
        {"day": ""},
        {"received": ""},
        {"received": "01/10/2020"},
        {"decided_amount": "1,5"},
        {"months_served": "-1"},
    ):
        assert officer.post(f"{address}den-bu/", decided | wrong).status_code == 422, wrong
    officer.post(f"{address}den-bu/", decided | {"day": "01/01/2017"})
    assert not Reimbursement.objects.exists()
    officer.post(f"{address}den-bu/", decided)
    assert officer.post(f"{address}den-bu/", decided | {"revision": "9"}).status_code == 422, "stale"
    assert "Hạn nộp 10/03/2021" in officer.get(address).content.decode()
    money = {"amount": "20.000.000", "day": "20/11/2020", "receipt": "BL-1"}
    for bad in ({"amount": "0"}, {"amount": "45.000.001"}, {"day": "?"}, {"receipt": ""}):
        officer.post(f"{address}nop/", money | bad)
    assert not Payment.objects.exists()
    officer.post(f"{address}nop/", money)
    officer.post(f"{address}nop/", money)
    assert Payment.objects.count() == 1, "a receipt counts once"
    assert "Đã nộp 20.000.000, còn 25.000.000 đồng" in officer.get(address).content.decode()
    assert officer.post(f"{address}den-bu/", decided | {"revision": "1"}).status_code == 422
    one.refresh_from_db()
    officer.post(f"{address}het/", {"revision": str(one.revision)})
    one.refresh_from_db()
    assert one.closed_on == date(2020, 12, 10)


def test_money_is_closed_to_whom_pay_is_closed(as_role: Callable[..., Client], officer: Client) -> None:
    officer.post("/dao-tao/cam-ket/moi/", PROMISE)
    one = Commitment.objects.get()
    for client in (
        as_role("unit_head", unit_id="P-GD", person_id="N1"),
        as_role("inspector"),
        as_role("official", person_id="N2"),
        as_role("auditor"),
    ):
        assert client.get("/dao-tao/cam-ket/").status_code == 403
        assert client.get(f"/dao-tao/cam-ket/{one.pk}/").status_code == 403
    leader = as_role("leader")
    assert leader.get(f"/dao-tao/cam-ket/{one.pk}/").status_code == 200
    assert leader.post(f"/dao-tao/cam-ket/{one.pk}/den-bu/", CASE).status_code == 403
    assert (
        "phục vụ 48 tháng"
        in as_role("official", person_id="N2", unit_id="P-GD").get("/dao-tao/cua-toi/").content.decode()
    )


def test_certificates_that_run_out_and_what_titles_ask_for(officer: Client, running: TrainingClass) -> None:
    for person, expires in (("N3", date(2021, 3, 1)), ("N4", date(2023, 1, 1)), ("N6", date(2020, 11, 1))):
        Enrolment.objects.create(
            training=running,
            person_id=person,
            result="passed",
            certificate=f"C{person}",
            issued=date(2018, 1, 1),
            expires=expires,
            **stamp(),
        )
    text = officer.get("/dao-tao/chung-chi/").content.decode()
    assert "CN3" in text
    assert "CN4" not in text
    assert "CN6" in text
    standard = {
        "ranks": "V.07.*",
        "kind": "professional_title",
        "words": "Chứng chỉ chức danh",
        "basis": "Quy định số 3",
        "grace_months": "",
    }
    for wrong in (
        {"ranks": "?!"},
        {"kind": "x"},
        {"words": ""},
        {"basis": ""},
        {"start": "01/01/2021", "until": "01/01/2020"},
        {"months": "0"},
    ):
        assert officer.post("/dao-tao/chung-chi/chuan/", standard | wrong).status_code == 422, wrong
    assert officer.post("/dao-tao/chung-chi/chuan/", standard).status_code == 302
    assert officer.post("/dao-tao/chung-chi/chuan/", standard).status_code == 422
    one = TitleStandard.objects.get()
    officer.post(f"/dao-tao/chung-chi/chuan/{one.pk}/rut/", {"revision": "5"})
    officer.post(f"/dao-tao/chung-chi/chuan/{one.pk}/rut/", {"revision": "1"})
    one.refresh_from_db()
    assert one.withdrawn


STUDY = {
    "title": "Tin học",
    "kind": "skills",
    "what": "G6",
    "level": "3",
    "from_date": "01/09/2020",
    "to_date": "30/09/2020",
    "hours": "30",
    "result": "Chứng nhận",
}


def test_self_study_counts_once_somebody_else_has_confirmed_it(
    as_role: Callable[..., Client], settings: Any, tmp_path: Any
) -> None:
    settings.FILES_HOME = tmp_path / "files"
    own, head = as_role("official", person_id="N3"), as_role("unit_head", unit_id="P-GD", person_id="N1")
    form = "/dao-tao/cua-toi/tu-hoc/"
    for wrong in (
        {"title": ""},
        {"kind": "?"},
        {"what": "bay"},
        {"level": ""},
        {"to_date": "01/08/2020"},
        {"hours": "0"},
        {"hours": "1,5"},
        {"expires": "01/01/2020"},
    ):
        assert own.post(form, STUDY | wrong).status_code == 422, wrong
    assert own.post(form, STUDY | {"tep": SimpleUploadedFile("a.exe", b"MZ nguy hiem")}).status_code == 422
    assert not SelfStudy.objects.exists()
    assert own.post(form, STUDY | {"tep": SimpleUploadedFile("cc.pdf", b"%PDF-1.4 chung chi")}).status_code == 302
    assert own.post(form, STUDY).status_code == 422, "told twice"
    one = SelfStudy.objects.get()
    answer = f"/dao-tao/chung-chi/tu-hoc/{one.pk}/"
    assert own.post(answer, {"grade": "3", "revision": "1"}).status_code == 403
    assert (
        as_role("unit_head", unit_id="P-NV", person_id="N5").post(answer, {"grade": "2", "revision": "1"}).status_code
        == 404
    )
    for wrong in ({"grade": "9"}, {"revision": "7"}, {"tra-loi": "tra-lai", "ly-do": ""}):
        head.post(answer, {"grade": "2", "revision": "1"} | wrong)
    one.refresh_from_db()
    assert one.state == "open"
    assert head.get(f"{answer}minh-chung/")["Content-Type"] == "application/pdf"
    assert own.get(f"{answer}minh-chung/").status_code == 200
    assert as_role("official", person_id="N2").get(f"{answer}minh-chung/").status_code == 404
    head.post(answer, {"grade": "2", "revision": "1"})
    one.refresh_from_db()
    assert (one.state, one.grade) == ("confirmed", 2)
    table = snapshot()["training"]
    assert table.filter(table["person_id"] == "N3")["title"].to_list() == ["Tự học: Tin học"]
    head.post(answer, {"grade": "2", "revision": "2"})
    assert snapshot()["training"].filter(snapshot()["training"]["person_id"] == "N3").height == 1


def test_nobody_confirms_the_own_self_study(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    head.post("/dao-tao/cua-toi/tu-hoc/", STUDY | {"result": ""})
    one = SelfStudy.objects.get()
    head.post(f"/dao-tao/chung-chi/tu-hoc/{one.pk}/", {"grade": "1", "revision": "1"})
    keeper = as_role("personnel")
    keeper.post(f"/dao-tao/chung-chi/tu-hoc/{one.pk}/", {"grade": "3", "revision": "1"})
    one.refresh_from_db()
    assert one.state == "open", "without evidence only the own word can be confirmed"
    head.post(f"/dao-tao/cua-toi/tu-hoc/{one.pk}/rut/", {"revision": "1"})
    one.refresh_from_db()
    assert one.state == "withdrawn"


def test_each_figure_of_the_year_is_the_sum_of_its_list(officer: Client, as_role: Callable[..., Client]) -> None:
    rows = [
        {"person_id": "N3", "kind": "skills", "title": "A", "class_id": "L1", "from_date": date(2020, 3, 1), "cost": 2_000_000, "attendees": 1},
        {"person_id": "N6", "kind": "skills", "title": "A", "class_id": "L1", "from_date": date(2020, 3, 1), "cost": 2_000_000, "attendees": 1},
        {"person_id": None, "kind": "cell_secretary", "title": "B", "class_id": "L2", "from_date": date(2020, 4, 1), "cost": 9_000_000, "attendees": 80},
        {"person_id": "N3", "kind": "skills", "title": "C", "from_date": date(2019, 3, 1), "attendees": 1},
    ]  # fmt: skip
    for row in rows:
        create("training", row, by="officer", why="Thử")
    text = officer.get("/dao-tao/nam/", {"nam": "2020"}).content.decode()
    assert "82 lượt học" in text
    assert "13.000.000" in text
    for key, value, lines in (
        ("training.skills", 2, 2),
        ("training.cell_secretary", 80, 1),
        ("training.cost", 13_000_000, 3),
        ("training.skills.classes", 1, 1),
    ):
        page = officer.get("/dao-tao/nam/danh-sach/", {"nam": "2020", "so": key}).content.decode()
        told = f"{value:,}".replace(",", ".")
        assert f"Số liệu: {told}; {lines} dòng" in page, key
    assert "1 lượt học" in officer.get("/dao-tao/nam/", {"nam": "2019"}).content.decode()
    assert "1 lượt học" in officer.get("/dao-tao/nam/", {"nam": "2020", "don-vi": "TH"}).content.decode()
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    own = head.get("/dao-tao/nam/", {"nam": "2020"}).content.decode()
    assert "1 lượt học" in own
    assert "2.000.000" not in own
    assert head.get("/dao-tao/nam/danh-sach/", {"nam": "2020", "so": "training.cost"}).status_code == 404
    assert (
        "Phạm Hà" not in head.get("/dao-tao/nam/danh-sach/", {"nam": "2020", "so": "training.skills"}).content.decode()
    )
    for wrong in ({"nam": "2031"}, {"nam": "x"}, {"nam": "2020", "don-vi": "KHONG"}):
        assert officer.get("/dao-tao/nam/", wrong).status_code == 404, wrong
    assert head.get("/dao-tao/nam/", {"don-vi": "P-NV"}).status_code == 404


def test_small_numbers_conclude_nothing(officer: Client, loaded: None) -> None:
    create(
        "training",
        {
            "person_id": "N1",
            "kind": "skills",
            "title": "Lãnh đạo",
            "from_date": date(2020, 2, 1),
            "to_date": date(2020, 2, 3),
            "attendees": 1,
        },
        by="officer",
        why="Thử",
    )
    create(
        "competencies",
        {"person_id": "N1", "competency": "G1", "level": 4, "assessed": date(2020, 6, 1)},
        by="officer",
        why="Thử",
    )
    text = officer.get("/dao-tao/hieu-qua/", {"tu": "2019"}).content.decode()
    assert "Lãnh đạo" in text
    assert "Chưa đủ số liệu" in text
    assert officer.get("/dao-tao/hieu-qua/", {"tu": "năm nào"}).status_code == 200


def test_the_own_page_is_for_the_own_person(as_role: Callable[..., Client], running: TrainingClass) -> None:
    Enrolment.objects.create(training=running, person_id="N6", **stamp())
    assert "Kỹ năng lãnh đạo K1" in as_role("official", person_id="N6").get("/dao-tao/cua-toi/").content.decode()
    assert "Kỹ năng lãnh đạo K1" not in as_role("official", person_id="N3").get("/dao-tao/cua-toi/").content.decode()
    assert as_role("administrator").get("/dao-tao/cua-toi/").status_code == 403
