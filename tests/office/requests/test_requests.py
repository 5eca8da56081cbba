"""Cô An asks to have her own record corrected; ông Hà of home affairs sees what would change and decides."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from dungviec.office.access import ledger
from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.models import Person
from dungviec.office.requests import services
from dungviec.office.requests.models import ChangeRequest, State

PDF = b"%PDF-1.7\n%%EOF"
NEW, MINE, QUEUE = "/ho-so-cua-toi/de-nghi/moi/", "/ho-so-cua-toi/de-nghi/", "/de-nghi/"


@pytest.fixture(autouse=True)
def home(settings: object, tmp_path: object) -> None:
    settings.FILES_HOME = tmp_path / "files"  # type: ignore[attr-defined,operator]


@pytest.fixture
def an(as_role: Callable[..., Client]) -> Client:
    return as_role("official", person_id="N3")


@pytest.fixture
def keeper(as_role: Callable[..., Client]) -> Client:
    return as_role("personnel", person_id="N6")


def evidence(body: bytes = PDF, name: str = "giay-khai-sinh.pdf") -> io.BytesIO:
    file = io.BytesIO(body)
    file.name = name
    return file


def asked(client: Client, **fields: object) -> ChangeRequest:
    given = {"ly-do": "Giấy khai sinh ghi khác.", "people.born": "02/02/1990", "minh-chung": evidence()} | fields
    answer = client.post(NEW, given)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return ChangeRequest.objects.latest("pk")


def test_two_working_days_by_the_calendar_of_vietnam(db: None) -> None:
    here = ZoneInfo("Asia/Ho_Chi_Minh")
    assert services.due_of(datetime(2026, 10, 5, 9, tzinfo=here)) == date(2026, 10, 7)
    assert services.due_of(datetime(2026, 10, 2, 23, tzinfo=here)) == date(2026, 10, 6)  # over the weekend
    assert services.due_of(datetime(2026, 8, 28, 9, tzinfo=here)) == date(2026, 9, 4)  # over the national day
    assert services.due_of(datetime(2020, 12, 10, 9, tzinfo=here)) == date(
        2020, 12, 14
    )  # before the decree: our own standard


def test_the_clock_is_the_rule_s(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = services.data_request_answered_by(services.law_on(date(2026, 10, 5)), date(2026, 10, 5))
    assert answer.rule is not None
    assert answer.rule.id == "PRIV-356-ANSWER"
    monkeypatch.setattr(services, "data_request_answered_by", lambda *_: replace(answer, value=date(2026, 10, 20)))
    assert services.due_of(datetime(2026, 10, 5, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))) == date(2026, 10, 20)


def test_asked_seen_as_a_difference_and_written_from_a_day_on(an: Client, keeper: Client) -> None:
    form = an.get(NEW).content.decode()
    assert "02/01/1990" in form
    one = asked(an)
    assert one.state == State.OPEN
    assert "Chờ xử lý" in an.get(MINE).content.decode()
    assert "Trần Thị An" in keeper.get(QUEUE).content.decode()
    page = keeper.get(f"{QUEUE}{one.pk}/").content.decode()
    assert "<s>02/01/1990</s>" in page
    assert "<b>02/02/1990</b>" in page
    assert "giay-khai-sinh.pdf" in page
    answer = keeper.post(f"{QUEUE}{one.pk}/", {"can-cu": "QĐ 12/QĐ-NV", "tra-loi": "Đã đối chiếu bản gốc.", "ghi": "1"})
    assert answer.status_code == 302
    assert Person.objects.get(pk="N3").born == date(1990, 2, 2)
    told = an.get(f"{MINE}{one.pk}/").content.decode()
    assert "Đã ghi vào hồ sơ" in told
    assert "Đã đối chiếu bản gốc." in told
    assert "02/02/1990" in an.get("/can-bo/N3/").content.decode()
    lines = list(LedgerEntry.objects.filter(subject_id="N3").order_by("number").values_list("action", flat=True))
    assert [a for a in lines if "request" in a or "ask" in a] == ["ask_change", "see_request", "approve_request"]
    assert ledger.check().whole


def test_the_ledger_holds_fields_and_digests_but_no_values(an: Client, keeper: Client) -> None:
    one = asked(an, **{"people.ethnicity": "Sán Dìu"})
    keeper.post(f"{QUEUE}{one.pk}/", {"ghi": "1"})
    text = " ".join(str(e.detail) for e in LedgerEntry.objects.all())
    assert "people.ethnicity" in text
    assert "Sán Dìu" not in text
    assert "02/02/1990" not in text
    assert "1990-02-02" not in text
    assert "giay-khai-sinh" not in text


def test_returned_with_a_reason_and_never_without(an: Client, keeper: Client) -> None:
    one = asked(an)
    page = keeper.post(f"{QUEUE}{one.pk}/", {"tra-lai": "1", "can-cu": "giữ nguyên chữ này"})
    assert page.status_code == 422
    assert "vì sao trả lại" in page.content.decode()
    assert "giữ nguyên chữ này" in page.content.decode()
    keeper.post(f"{QUEUE}{one.pk}/", {"tra-lai": "1", "tra-loi": "Cần bản sao có chứng thực."})
    assert "Cần bản sao có chứng thực." in an.get(f"{MINE}{one.pk}/").content.decode()
    assert Person.objects.get(pk="N3").born == date(1990, 1, 2)


def test_decided_once(an: Client, keeper: Client) -> None:
    one = asked(an)
    keeper.post(f"{QUEUE}{one.pk}/", {"ghi": "1"})
    again = keeper.post(f"{QUEUE}{one.pk}/", {"tra-lai": "1", "tra-loi": "Thôi."})
    assert again.status_code == 422
    assert "đã được xử lý" in again.content.decode()
    assert ChangeRequest.objects.get(pk=one.pk).state == State.APPROVED


def test_a_refusal_of_the_records_is_said_in_the_language_of_the_page(
    an: Client, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise RegistryFault("Hồ sơ đang mâu thuẫn.", "The record contradicts itself.")

    one = asked(an)
    monkeypatch.setattr(services, "approve", refuse)
    form = {"hieu-luc": "01/12/2020"}
    assert "Hồ sơ đang mâu thuẫn." in keeper.post(f"/de-nghi/{one.pk}/", form).content.decode()
    keeper.cookies["ngon_ngu"] = "en"
    english = keeper.post(f"/de-nghi/{one.pk}/", form).content.decode()
    assert "The record contradicts itself." in english
    assert "mâu thuẫn" not in english


def test_taken_back_by_the_asker_alone(an: Client, keeper: Client, as_role: Callable[..., Client]) -> None:
    one = asked(an)
    assert as_role("official", person_id="N4").post(f"{MINE}{one.pk}/rut/").status_code == 403
    an.post(f"{MINE}{one.pk}/rut/")
    assert ChangeRequest.objects.get(pk=one.pk).state == State.WITHDRAWN
    assert "Trần Thị An" not in keeper.get(QUEUE).content.decode().split("Đã xử lý gần đây")[0]


def test_nobody_decides_about_the_own_record(keeper: Client) -> None:
    one = asked(keeper, **{"people.born": "09/07/1988"})
    assert "chính anh/chị" in keeper.get(f"{QUEUE}{one.pk}/").content.decode()
    assert keeper.post(f"{QUEUE}{one.pk}/", {"ghi": "1"}).status_code == 422
    assert Person.objects.get(pk="N6").born == date(1988, 7, 8)


def test_a_record_that_moved_on_says_so(an: Client, keeper: Client) -> None:
    from dungviec.office.registry.services import amend

    one = asked(an)
    amend("people", "N3", {"born": date(1990, 3, 3)}, by="lan", why="Đính chính")
    assert "nay hồ sơ ghi: 03/03/1990" in keeper.get(f"{QUEUE}{one.pk}/").content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"people.born": "32/13/1990"}, "không đọc được"),
        ({"people.born": "02/01/1990"}, "Chưa có trường nào khác"),
        ({"people.born": ""}, "Chưa có trường nào khác"),
        ({"ly-do": "  "}, "ghi lý do"),
        ({"minh-chung": evidence(b"<html>", "x.pdf")}, "chỉ nhận PDF"),
    ],
)
def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(
    an: Client, fields: dict[str, object], said: str
) -> None:
    page = an.post(NEW, {"ly-do": "Vì sai.", "people.born": "02/02/1990"} | fields)
    assert "Vì sai." in page.content.decode() or "ly-do" in fields
    assert page.status_code == 422
    assert said in page.content.decode()
    assert ChangeRequest.objects.count() == 0


@pytest.mark.parametrize(
    "field", ["people.discipline_open", "people.barred", "people.person_id", "people.category", "tenures.title", "x.y"]
)
def test_what_the_office_finds_out_itself_is_not_asked_by_a_form(an: Client, field: str) -> None:
    answer = an.post(NEW, {"ly-do": "Thử.", field: "true"})
    assert answer.status_code == 422
    assert "discipline_open" not in an.get(NEW).content.decode()


def test_who_may_enter(as_role: Callable[..., Client], an: Client) -> None:
    one = asked(an)
    for role in ("leader", "unit_head", "inspector", "auditor", "administrator", "official"):
        client = as_role(role, unit_id="P-GD" if role == "unit_head" else "")
        assert client.get(QUEUE).status_code == 403, role
        assert client.get(f"{QUEUE}{one.pk}/").status_code == 403, role
        assert client.post(f"{QUEUE}{one.pk}/", {"ghi": "1"}).status_code == 403, role
        assert client.get("/giay-to/").status_code == 403, role
    elsewhere = as_role("personnel", unit_id="P-NV")
    assert "Trần Thị An" not in elsewhere.get(QUEUE).content.decode()
    assert elsewhere.post(f"{QUEUE}{one.pk}/", {"ghi": "1"}).status_code == 403
    assert ChangeRequest.objects.get(pk=one.pk).open


def test_an_official_sees_who_looked_with_role_and_reason(an: Client, as_role: Callable[..., Client]) -> None:
    as_role("inspector").get("/can-bo/N3/")
    as_role("unit_head", unit_id="P-GD").get("/can-bo/N3/bo-nhiem/")
    officer = as_role("personnel")
    officer.get("/can-bo/xuat/")
    an.get("/can-bo/N3/")
    page = an.get("/ho-so-cua-toi/ai-da-xem/").content.decode()
    assert "Thanh tra, kiểm tra" in page
    assert "Thủ trưởng đơn vị" in page
    assert "Chuẩn bị nhân sự" in page
    assert "Xuất danh sách ra Excel" in page
    assert "Chính anh/chị mở 1 lần" in page
    other = as_role("official", person_id="N5").get("/ho-so-cua-toi/ai-da-xem/").content.decode()
    assert "Thủ trưởng đơn vị" not in other


def test_a_reader_whose_account_changed_role_is_told_in_the_role_of_then(
    an: Client, as_role: Callable[..., Client]
) -> None:
    as_role("inspector").get("/can-bo/N3/")
    User.objects.get(username="inspector").membership.delete()
    assert "Thanh tra, kiểm tra" in an.get("/ho-so-cua-toi/ai-da-xem/").content.decode()


def test_the_queue_of_missing_papers(keeper: Client) -> None:
    page = keeper.get("/giay-to/?loai=health").content.decode()
    assert "Trần Thị An" in page
    assert "Tiêu chuẩn riêng của văn phòng" in page
    keeper.post("/can-bo/N3/giay-to/", {"loai": "health", "tep": evidence()})
    assert "Trần Thị An" not in keeper.get("/giay-to/?loai=health").content.decode()
    page = keeper.get("/can-bo/N3/giay-to/").content.decode()
    number = re.findall(r"/can-bo/N3/giay-to/(\d+)/rut/", page)[0]
    keeper.post(f"/can-bo/N3/giay-to/{number}/rut/")
    assert "Trần Thị An" in keeper.get("/giay-to/?loai=health").content.decode()
    assert LedgerEntry.objects.filter(action="withdraw_document", subject_id="N3").exists()


@pytest.mark.parametrize(
    "given", [{}, {"loai": "health"}, {"loai": "khong-co", "tep": True}, {"loai": "health", "tep": True, "ngay": "sai"}]
)
def test_a_paper_that_cannot_be_added_is_said(keeper: Client, given: dict[str, object]) -> None:
    if "tep" in given:
        given = given | {"tep": evidence()}
    answer = keeper.post("/can-bo/N3/giay-to/", given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_only_who_keeps_files_adds_papers(as_role: Callable[..., Client]) -> None:
    for role in ("leader", "unit_head", "inspector"):
        client = as_role(role, unit_id="P-GD" if role == "unit_head" else "")
        assert client.post("/can-bo/N3/giay-to/", {"loai": "health", "tep": evidence()}).status_code == 403
