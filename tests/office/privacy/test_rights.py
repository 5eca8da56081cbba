"""Bà Thu asks for her data, for a restriction and for deletion; the officer answers in time; ông Long left long ago and his data goes,
but only when two officers say so."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client
from django.utils import timezone
from tests.office.cast import DAY

from dungviec.law.working_days import add_working_days
from dungviec.office.access.ledger_report import verify
from dungviec.office.access.models import LedgerEntry, Role, User
from dungviec.office.access.services import create_account
from dungviec.office.api.models import Machine
from dungviec.office.placement.limited import keeping_limited
from dungviec.office.privacy import retention, services
from dungviec.office.privacy.faults import PrivacyRefused
from dungviec.office.privacy.models import Erasure, Kind, Restriction, Stand, SubjectRequest, Term
from dungviec.office.privacy.standing import deletion
from dungviec.office.registry import services as records
from dungviec.office.registry.models import Entry, Person, Tenure
from dungviec.office.registry.selectors import snapshot
from dungviec.placement import Policy

ENTER = Callable[..., Client]
GONE = "N4"


@pytest.fixture
def own(as_role: ENTER) -> Client:
    return as_role("official", unit_id="TX", person_id="N2")


@pytest.fixture
def left(loaded: None) -> str:
    """Somebody who left ten years before the day, with a dossier."""
    records.create("particulars", {"person_id": GONE, "religion": "Công giáo", "phone": "0912000111"}, by="t", why="x")
    records.amend("people", GONE, {"citizen_id": "022085000444"}, by="t", why="x", valid_from=date(2009, 1, 1))
    Tenure.objects.filter(person_id=GONE).update(to_date=date(2010, 6, 30))
    return GONE


def keeper(as_role: ENTER, person: str = "N6") -> Client:
    return as_role("personnel", person_id=person)


def by(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_my_data_is_mine_at_once_without_others_and_with_reasons_for_what_is_withheld(own: Client) -> None:
    records.amend("people", "N2", {"citizen_id": "022085000222", "denunciation_open": True}, by="t", why="x")
    records.create("particulars", {"person_id": "N2", "religion": "Công giáo"}, by="t", why="x")
    records.create("kinship", {"person_id": "N2", "relative_id": "N3", "relation": "spouse"}, by="t", why="x")
    told = json.loads(own.get("/quyen-rieng-tu/du-lieu/json/").content)
    assert told["tables"]["people"][0]["citizen_id"] == "022085000222"
    assert told["tables"]["particulars"][0]["religion"] == "Công giáo"
    assert "denunciation_open" not in json.dumps(told)
    assert "N3" not in json.dumps(told["tables"])
    assert any("Việc đang xem xét" in w["what"] for w in told["withheld"])
    for kind in ("docx", "pdf"):
        assert own.get(f"/quyen-rieng-tu/du-lieu/{kind}/").status_code == 200
    assert own.get("/quyen-rieng-tu/du-lieu/exe/").status_code == 404
    assert LedgerEntry.objects.filter(action="export_own_data", subject_id="N2").count() == 3


def test_asked_answered_in_two_working_days_and_told_in_a_letter(own: Client, as_role: ENTER) -> None:
    assert own.get("/quyen-rieng-tu/").status_code == 200
    sent = own.post("/quyen-rieng-tu/moi/", {"kind": "restrict", "words": "Đang sửa hồ sơ"})
    one = SubjectRequest.objects.get()
    assert sent.headers["Location"].endswith(f"/{one.pk}/")
    assert one.due == add_working_days(timezone.localdate(), 2)
    officer = keeper(as_role)
    assert "Đang sửa hồ sơ" in officer.get(f"/quyen-rieng-tu/yeu-cau/{one.pk}/").content.decode()
    assert "Hạn chế xử lý" in officer.get("/quyen-rieng-tu/hang-doi/").content.decode()
    officer.post(f"/quyen-rieng-tu/yeu-cau/{one.pk}/tra-loi/", {"words": "Đã hạn chế.", "chap-nhan": "1"})
    one.refresh_from_db()
    assert one.state == Stand.GRANTED
    assert services.restricted() == ["N2"]
    for kind in ("docx", "pdf"):
        assert own.get(f"/quyen-rieng-tu/yeu-cau/{one.pk}/thu/{kind}/").status_code == 200
    assert own.get(f"/quyen-rieng-tu/yeu-cau/{one.pk}/thu/exe/").status_code == 404
    officer.post(f"/quyen-rieng-tu/yeu-cau/{one.pk}/tra-loi/", {"words": "Lại", "tu-choi": "1"})
    one.refresh_from_db()
    assert one.answer == "Đã hạn chế."
    officer.post(f"/quyen-rieng-tu/han-che/{Restriction.objects.get().pk}/go/")
    assert services.restricted() == []
    actions = list(LedgerEntry.objects.order_by("number").values_list("action", flat=True))
    assert [a for a in actions if a in ("ask_privacy", "answer_privacy", "lift_restriction")] == ["ask_privacy", "answer_privacy", "lift_restriction"]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [({"kind": "restrict", "words": ""}, "bắt buộc"), ({"kind": "khac", "words": "x"}, "khac"), ({"kind": "object", "words": "x" * 2001}, "2000")],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_and_stays_typed(own: Client, given: dict[str, str], said: str) -> None:
    answer = own.post("/quyen-rieng-tu/moi/", given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not SubjectRequest.objects.exists()


def test_twice_taken_back_and_own_answers_are_refused(own: Client, as_role: ENTER) -> None:
    one = services.ask("N2", Kind.OBJECT, words="Không đồng ý", by=by(own))
    with pytest.raises(PrivacyRefused, match="đang chờ"):
        services.ask("N2", Kind.OBJECT, words="Lại", by=by(own))
    self_keeper = as_role("personnel", person_id="N2")
    with pytest.raises(PrivacyRefused, match="tự trả lời"):
        services.answer(one.pk, by=by(self_keeper), own_person="N2", grant=True, words="x", day=DAY)
    with pytest.raises(PrivacyRefused, match="câu trả lời"):
        services.answer(one.pk, by=by(self_keeper), own_person="N5", grant=False, words=" ", day=DAY)
    own.post(f"/quyen-rieng-tu/yeu-cau/{one.pk}/rut/")
    one.refresh_from_db()
    assert one.state == Stand.WITHDRAWN


def test_who_may_enter(own: Client, as_role: ENTER) -> None:
    one = services.ask("N2", Kind.OBJECT, words="Chuyện riêng", by=by(own))
    for role, unit, person in (
        ("official", "TX", "N3"),
        ("leader", "", ""),
        ("unit_head", "P-GD", "N1"),
        ("auditor", "", ""),
        ("personnel", "P-GD", ""),
    ):
        client = as_role(role, unit_id=unit, person_id=person)
        assert client.get(f"/quyen-rieng-tu/yeu-cau/{one.pk}/").status_code == 403, role
        for page in ("hang-doi/", "thoi-han/", "thay/"):
            assert client.get(f"/quyen-rieng-tu/{page}").status_code == 403, (role, page)
        assert client.get("/quyen-rieng-tu/ai-xem-duoc-gi/").status_code == 200
    assert as_role("administrator").get("/quyen-rieng-tu/").status_code == 404


def test_whoever_serves_is_told_why_nothing_is_deleted(own: Client, as_role: ENTER) -> None:
    one = services.ask("N2", Kind.DELETE, words="Xóa hết", by=by(own))
    assert deletion("N2", DAY).serving
    with pytest.raises(PrivacyRefused, match="ngày thôi việc"):
        services.answer(one.pk, by=by(keeper(as_role)), own_person="N6", grant=True, words="x", day=DAY)
    assert "Luật 91/2025/QH15" in own.get(f"/quyen-rieng-tu/yeu-cau/{one.pk}/").content.decode()


def test_without_a_term_it_is_unknown_and_kept_and_with_one_the_day_is_told(left: str, as_role: ENTER) -> None:
    assert {line.on for line in deletion(left, DAY).lines} == {None}
    assert retention.due(DAY) == []
    services.set_term("life", 20, basis="Quy chế 12/QC", by=by(keeper(as_role)), version=0)
    life = deletion(left, DAY).lines[0]
    assert (life.may, life.on, life.clause) == (False, date(2030, 6, 30), "Quy chế 12/QC")
    assert retention.after_years(date(2020, 2, 29), 1) == date(2021, 3, 1)


def test_terms_are_typed_with_their_basis_and_a_stale_page_overwrites_nothing(as_role: ENTER) -> None:
    officer = keeper(as_role)
    for given in (
        {"years": "5", "basis": "", "version": "0"},
        {"years": "năm", "basis": "x", "version": "0"},
        {"years": "-1", "basis": "x", "version": "0"},
    ):
        officer.post("/quyen-rieng-tu/thoi-han/life/ghi/", given)
    assert not Term.objects.exists()
    officer.post("/quyen-rieng-tu/thoi-han/life/ghi/", {"years": "5", "basis": "QC 1", "version": "0"})
    officer.post("/quyen-rieng-tu/thoi-han/life/ghi/", {"years": "9", "basis": "QC 2", "version": "0"})
    assert Term.objects.get().years == 5
    officer.post("/quyen-rieng-tu/thoi-han/life/ghi/", {"years": "", "basis": "", "version": "1"})
    assert not Term.objects.exists()
    assert officer.post("/quyen-rieng-tu/thoi-han/khac/ghi/", {"version": "0"}).status_code == 404


def test_data_goes_when_two_officers_say_so_and_statistics_and_ledger_stay(
    left: str, as_role: ENTER, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = keeper(as_role), as_role("personnel", person_id="N7")
    for category in ("life", "identity"):
        services.set_term(category, 5, basis="QC 1", by=by(first), version=0)
    assert {(d.person_id, d.category) for d in retention.due(DAY)} == {(left, "life"), (left, "identity")}
    before = snapshot(DAY)["tenures"].height
    first.post("/quyen-rieng-tu/thoi-han/lap/", {"muc": [f"{left}|life", f"{left}|identity"]})
    one = Erasure.objects.get()
    assert Person.objects.get(pk=left).citizen_id == "022085000444", "nothing goes by itself"
    first.post(f"/quyen-rieng-tu/thoi-han/{one.pk}/duyet/", {"duyet": "1"})
    assert Person.objects.get(pk=left).citizen_id == "022085000444", "nobody approves the own list"
    with django_capture_on_commit_callbacks(execute=True):
        second.post(f"/quyen-rieng-tu/thoi-han/{one.pk}/duyet/", {"duyet": "1"})
    one.refresh_from_db()
    assert one.report == {"life": 1, "identity": 1}
    person = Person.objects.get(pk=left)
    assert (person.name, person.citizen_id, person.citizen_mark) == ("(đã xóa)", None, "")
    assert not Entry.objects.filter(key=left, field="citizen_id").exists()
    assert snapshot(DAY)["tenures"].height == before
    assert retention.due(DAY) == []
    assert verify([])[0], "the chain of the ledger holds"
    assert (Path(settings.LEDGER_ANCHORS) / retention.LIST).is_file()
    # An older backup comes back with the data in it: what was let go is let go again.
    records.amend("people", left, {"name": "Tên Cũ", "citizen_id": "022085000444"}, by="t", why="x")
    assert retention.let_go_again(by="t") == 1
    assert Person.objects.get(pk=left).citizen_id is None


@pytest.mark.parametrize("items", [[], ["N2|life"], ["khong|co"], ["xxx"], ["|life"]])
def test_a_list_of_what_is_not_due_is_refused(as_role: ENTER, items: list[str]) -> None:
    keeper(as_role).post("/quyen-rieng-tu/thoi-han/lap/", {"muc": items})
    assert not Erasure.objects.exists()


def test_somebody_without_an_account_is_served_by_an_officer_who_checked_who_asks(left: str, as_role: ENTER) -> None:
    officer = keeper(as_role)
    assert officer.post("/quyen-rieng-tu/thay/", {"person_id": left, "kind": "export", "words": "x"}).status_code == 422
    assert (
        officer.post(
            "/quyen-rieng-tu/thay/", {"person_id": "khong", "kind": "export", "words": "x", "identity": "CCCD"}
        ).status_code
        == 422
    )
    officer.post(
        "/quyen-rieng-tu/thay/", {"person_id": left, "kind": "export", "words": "x", "identity": "CCCD, ngày 5/5"}
    )
    one = SubjectRequest.objects.get()
    assert officer.get(f"/quyen-rieng-tu/yeu-cau/{one.pk}/du-lieu/json/").status_code == 404, "not before it is granted"
    officer.post(f"/quyen-rieng-tu/yeu-cau/{one.pk}/tra-loi/", {"chap-nhan": "1"})
    told = json.loads(officer.get(f"/quyen-rieng-tu/yeu-cau/{one.pk}/du-lieu/json/").content)
    assert told["tables"]["particulars"][0]["phone"] == "0912000111"


def test_everybody_reads_who_can_see_what(own: Client) -> None:
    page = own.get("/quyen-rieng-tu/ai-xem-duoc-gi/").content.decode()
    assert "Ai mở được hồ sơ của tôi" in page
    assert "Tôn giáo" in page


def test_a_deletion_that_is_granted_goes_when_a_second_officer_says_so_and_the_ledger_holds(
    left: str, as_role: ENTER, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = keeper(as_role), as_role("personnel", person_id="N7")
    for category in ("life", "family", "wealth", "papers", "identity"):
        services.set_term(category, 5, basis="QC 1", by=by(first), version=0)
    asked = services.ask(left, Kind.DELETE, words="Xin xóa của ông Long", by=by(first), identity="CCCD 022085000444")
    first.post(f"/quyen-rieng-tu/yeu-cau/{asked.pk}/tra-loi/", {"words": "Đến hạn, sẽ xóa.", "chap-nhan": "1"})
    page = first.get(f"/quyen-rieng-tu/yeu-cau/{asked.pk}/").content.decode()
    assert "chờ một cán bộ tổ chức thứ hai duyệt" in page
    assert Person.objects.get(pk=left).citizen_id == "022085000444"
    one = Erasure.objects.get(request=asked)
    first.post(f"/quyen-rieng-tu/thoi-han/{one.pk}/duyet/", {"duyet": "1"})
    assert Person.objects.get(pk=left).citizen_id == "022085000444", "nobody approves the own list"
    with django_capture_on_commit_callbacks(execute=True):
        second.post(f"/quyen-rieng-tu/thoi-han/{one.pk}/duyet/", {"duyet": "1"})
    asked.refresh_from_db()
    assert (Person.objects.get(pk=left).citizen_id, asked.words, asked.identity) == (None, "", "")
    assert "Đã xóa theo danh sách số" in first.get(f"/quyen-rieng-tu/yeu-cau/{asked.pk}/").content.decode()
    assert verify([])[0]


def test_who_limited_the_use_is_marked_not_carried_away_and_not_proposed_for_another_post(
    own: Client, as_role: ENTER
) -> None:
    officer = keeper(as_role)
    asked = services.ask("N2", Kind.RESTRICT, words="Đang sửa hồ sơ", by=by(own))
    why = {"muc-dich": "báo cáo quý IV"}
    assert '"N2"' in officer.post("/ly-lich/ho-so-json/?tat-ca=1", why).content.decode()
    services.answer(asked.pk, by=by(officer), own_person="N6", grant=True, words="Được.", day=DAY)
    for path in ("/can-bo/N2/", "/can-bo/N2/the/", "/can-bo/?sort=name", "/bao-cao/danh-sach/?so=workforce.total"):
        assert "hạn chế xử lý" in officer.get(path).content.decode(), path
    assert "hạn chế xử lý" not in officer.get("/can-bo/N3/").content.decode()
    assert '"N2"' not in officer.post("/ly-lich/ho-so-json/?tat-ca=1", why).content.decode()
    facts = snapshot(DAY)
    bound = keeping_limited(Policy(), facts)
    assert [(x.person, x.post) for x in bound.locks] == [("N2", None)]
    held = facts.main_posts.filter(pl.col("person_id") == "N2")["post_id"][0]
    leave = Policy(leave={"posts": [held]})
    assert keeping_limited(leave, facts).locks == (), "a post that has to be left is the law's own question"
    services.lift(Restriction.objects.get().pk, by=by(officer))
    assert keeping_limited(Policy(), facts) == Policy()


def test_a_program_among_those_who_may_open_my_record_is_told_apart(own: Client, as_role: ENTER) -> None:
    who = by(keeper(as_role))
    machine = create_account("may-bao-cao", "x", Role.PERSONNEL, shown_name="Trần Văn Máy")
    Machine.objects.create(user=machine, keeper=who, purpose="Báo cáo", made_by=who, made_at=timezone.now())
    page = own.get("/quyen-rieng-tu/ai-xem-duoc-gi/").content.decode()
    assert page.count("chương trình</span>") == 1
    assert f"người phụ trách: {who}" in page
