"""Personnel opens a survey, people answer, personnel ends it, sees what would change, writes it, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dungviec.office.access.models import LedgerEntry
from dungviec.office.competency.models import Assessment, Form, Reminder, SurveyRound, Tally
from dungviec.office.registry.selectors import snapshot
from dungviec.records.known_by import competencies_by

OPEN = "/nang-luc/dot/mo/"
PLAN = {
    "ten": "Cuối năm",
    "den-ngay": "20/12/2020",
    "nguon": ["self", "head", "colleague"],
    "don-vi": ["P-GD"],
    "nhom": "5",
    "lech": "1",
}


@pytest.fixture
def keeper(enter: Callable[..., Client]) -> Client:
    return enter("personnel", person_id="O1")


def opened(keeper: Client, **changed: Any) -> SurveyRound:
    answer = keeper.post(OPEN, PLAN | changed)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return SurveyRound.objects.latest("pk")


def form(person: str, source: str, by: str) -> Form:
    return Form.objects.get(person=person, source=source, by=by)


def send(client: Client, one: Form, level: int = 3, evidence: str = "Sổ việc năm 2020", **more: str) -> Any:
    return client.post(
        f"/nang-luc/phieu/{one.pk}/", {f"muc-{c}": str(level) for c in one.codes} | {"minh-chung": evidence} | more
    )


def colleagues(enter: Callable[..., Client], about: str, number: int, level: int = 2) -> None:
    for one in Form.objects.filter(person=about, source="colleague", answered=False).order_by("by")[:number]:
        assert send(enter("official", person_id=one.by), one, level).status_code == 302


def levels(person: str) -> dict[str, int]:
    known = competencies_by(snapshot())
    return {c: n for p, c, n in known.select("person_id", "competency", "level").iter_rows() if p == person}


def test_from_the_opening_to_the_records_and_back(keeper: Client, enter: Callable[..., Client]) -> None:
    one = opened(keeper)
    assert Form.objects.filter(source="self").count() == 8
    assert form("C3", "self", "C3").codes == ["G1", "G4", "G6"]
    assert form("H", "head", "V").codes == ["G1", "M1"], "a head is asked by the own profile, from above"
    chi, hanh = enter("official", person_id="C3"), enter("unit_head", unit_id="P-GD", person_id="H")
    assert ">8</b><span>phiếu năng lực chờ anh/chị trả lời" in chi.get("/").content.decode()
    assert send(chi, form("C3", "self", "C3"), 5).status_code == 302
    assert send(hanh, form("C3", "head", "H"), 2).status_code == 302
    colleagues(enter, "C3", 5)
    page = keeper.get(f"/nang-luc/dot/{one.pk}/").content.decode()
    assert "7 trên" in page
    assert "Trần Thị Chi" in page, "of those who have not answered everything, by name"
    assert levels("C3")["G6"] == 3, "nothing reaches the records while forms are taken"
    keeper.post(f"/nang-luc/dot/{one.pk}/khep/")
    page = keeper.get(f"/nang-luc/dot/{one.pk}/?ket-qua=lowered").content.decode()
    assert "đồng nghiệp (5 người) 50 %, thủ trưởng 50 %" in page
    assert keeper.post(f"/nang-luc/dot/{one.pk}/ghi/").status_code == 302
    assert levels("C3") == {"G1": 2, "G4": 2, "G6": 2}
    own = chi.get("/nang-luc/can-bo/C3/").content.decode()
    assert "thiếu 1 mức" in own
    assert "Tự đánh giá: mức 5" in own
    assert "Trần Thị Chi" in keeper.get("/nang-luc/thieu/G6/").content.decode()
    refused = keeper.post(f"/nang-luc/dot/{one.pk}/hoan-tac/", {"ly-do": ""})
    assert (refused.status_code, "Xin ghi lý do hoàn tác" in refused.content.decode()) == (422, True)
    keeper.post(f"/nang-luc/dot/{one.pk}/hoan-tac/", {"ly-do": "Phát nhầm phiếu"})
    assert levels("C3") == {"G1": 3, "G4": 3, "G6": 3}
    assert not Assessment.objects.filter(withdrawn_at__isnull=True).exists()


def test_what_colleagues_said_is_counted_and_kept_nowhere(keeper: Client, enter: Callable[..., Client]) -> None:
    one = opened(keeper)
    colleagues(enter, "C3", 4)
    for answered in Form.objects.filter(source="colleague", answered=True):
        assert (answered.levels, answered.evidence, answered.answered_on) == ({}, "", None)
    assert Tally.objects.get(person="C3", competency="G6").counts == [0, 4, 0, 0, 0]
    lines = LedgerEntry.objects.filter(action="answer_survey")
    assert {(line.subject_kind, line.subject_id) for line in lines} == {("survey", str(one.pk))}
    assert not any("C3" in str(line.detail) for line in lines)
    keeper.post(f"/nang-luc/dot/{one.pk}/khep/")
    page = keeper.get(f"/nang-luc/dot/{one.pk}/").content.decode()
    assert "Không có dòng nào." in page, "four are too few: nothing is shown"
    answer = keeper.post(f"/nang-luc/dot/{one.pk}/ghi/")
    assert (answer.status_code, "không có gì để ghi" in answer.content.decode()) == (422, True)


def test_a_written_group_has_no_face(keeper: Client, enter: Callable[..., Client]) -> None:
    one = opened(keeper)
    colleagues(enter, "C3", 6)
    for deed in ("khep", "ghi"):
        keeper.post(f"/nang-luc/dot/{one.pk}/{deed}/")
    rows = Assessment.objects.filter(person_id="C3").values_list("source", "assessor", "group_size", "evidence")
    assert set(rows) == {("colleague", None, 6, None)}


def test_a_form_is_answered_by_whom_it_was_given_and_a_colleagues_only_once(
    keeper: Client, enter: Callable[..., Client]
) -> None:
    one = opened(keeper)
    given = form("C3", "colleague", "C1")
    an = enter("official", person_id="C1")
    assert enter("official", person_id="C2").get(f"/nang-luc/phieu/{given.pk}/").status_code == 403
    assert keeper.get(f"/nang-luc/phieu/{given.pk}/").status_code == 403
    assert send(an, given, 4).status_code == 302
    assert "không còn tìm lại được" in send(an, given, 1).content.decode()
    page = an.get(f"/nang-luc/phieu/{given.pk}/").content.decode()
    assert "checked" not in page, "the own answer cannot be read again either"
    assert Tally.objects.get(person="C3", competency="G1").counts == [0, 0, 0, 1, 0]
    own = form("C1", "self", "C1")
    for level in (2, 4):
        assert send(an, own, level).status_code == 302, "the own word may be changed while forms are taken"
    keeper.post(f"/nang-luc/dot/{one.pk}/khep/")
    assert "Đợt đã khép" in send(an, own, 1).content.decode()
    own.refresh_from_db()
    assert own.levels["G1"] == 4


def test_sealed_until_the_end(keeper: Client, enter: Callable[..., Client]) -> None:
    """The words of the head stand on no page of anybody while forms are taken, and no level does."""
    one = opened(keeper)
    hanh = enter("unit_head", unit_id="P-GD", person_id="H")
    send(hanh, form("C3", "head", "H"), 1, "Kx7bq")
    assert "Kx7bq" in hanh.get(f"/nang-luc/phieu/{form('C3', 'head', 'H').pk}/").content.decode(), (
        "the own form may be read again"
    )
    pages = [
        "/",
        "/nang-luc/",
        "/nang-luc/can-bo/C3/",
        f"/nang-luc/dot/{one.pk}/",
        "/nang-luc/phieu/",
        "/nang-luc/don-vi/P-GD/",
        "/can-bo/C3/",
    ]
    for client in (keeper, enter("leader", unit_id="TX"), enter("official", person_id="C3"), enter("inspector")):
        for page in pages:
            answer = client.get(page, follow=True)
            assert answer.status_code < 500
            assert "Kx7bq" not in answer.content.decode(), page


def test_two_markers_are_blind_and_a_third_settles(keeper: Client, enter: Callable[..., Client]) -> None:
    one = opened(keeper, nguon=["test"], **{"nguoi-cham": "O1, O2, V"})
    first, second = Form.objects.filter(person="C3").order_by("pk")
    marker = enter("official", person_id=second.by)
    send(keeper if first.by == "O1" else enter("official", person_id=first.by), first, 5, "Bài số 1")
    page = marker.get(f"/nang-luc/phieu/{second.pk}/").content.decode()
    assert "Bài số 1" not in page
    assert "checked" not in page.replace('value="" checked', "")
    send(marker, second, 2, "Bài số 1, chấm lại")
    third = Form.objects.filter(person="C3").latest("pk")
    assert third.by not in (first.by, second.by)
    assert third.levels == {}
    keeper.post(f"/nang-luc/dot/{one.pk}/khep/")
    assert (
        "hai người chấm lệch 3 mức, cần người thứ ba"
        in keeper.get(f"/nang-luc/dot/{one.pk}/?ket-qua=unknown").content.decode()
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ten": " "}, "Xin đặt tên"), ({"den-ngay": "31/02/2020"}, "không đọc được"), ({"den-ngay": "01/12/2020"}, "phải từ 10/12/2020"),
        ({"nhom": "2"}, "phải từ 3 người"), ({"nhom": "năm"}, "phải là số"), ({"don-vi": []}, "không có ai trong phạm vi"), ({"nguon": ["product"]}, "ít nhất một nguồn"),
    ],
)  # fmt: skip
def test_a_round_that_cannot_be_is_told_and_nothing_typed_is_lost(
    keeper: Client, changed: dict[str, Any], sentence: str
) -> None:
    answer = keeper.post(OPEN, PLAN | {"ly-do": "Chủ đề năm"} | changed)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, "Chủ đề năm" in page) == (422, True, True)
    assert not SurveyRound.objects.exists()


def test_a_unit_too_small_for_a_group_is_told(keeper: Client) -> None:
    one = opened(keeper, **{"don-vi": ["P-VP"]})
    assert not Form.objects.filter(source="colleague").exists()
    assert "cần ít nhất 5" in keeper.get(f"/nang-luc/dot/{one.pk}/").content.decode()


def test_who_may_open_follow_and_act(keeper: Client, enter: Callable[..., Client]) -> None:
    one = opened(keeper)
    leader = enter("leader", unit_id="TX")
    assert leader.get(f"/nang-luc/dot/{one.pk}/").status_code == 200
    assert leader.post(f"/nang-luc/dot/{one.pk}/khep/").status_code == 403
    for role, unit in (
        ("unit_head", "P-GD"),
        ("official", ""),
        ("inspector", ""),
        ("auditor", ""),
        ("administrator", ""),
    ):
        client = enter(role, unit_id=unit, person_id="H" if role == "unit_head" else "")
        assert {
            client.get(p).status_code
            for p in (
                "/nang-luc/dot/",
                f"/nang-luc/dot/{one.pk}/",
                OPEN,
                "/nang-luc/so-truong/",
                "/nang-luc/doi-chieu/",
            )
        } == {403}
    below = enter("personnel", unit_id="P-VP")
    page = below.get(f"/nang-luc/dot/{one.pk}/").content.decode()
    assert "Trần Thị Chi" not in page, "out of reach: counted, not named"
    assert below.post(f"/nang-luc/dot/{one.pk}/khep/").status_code == 403
    assert below.post(OPEN, PLAN).status_code == 422


def test_those_who_have_not_answered_are_reminded_once_a_day_whatever_the_rounds(
    keeper: Client, enter: Callable[..., Client]
) -> None:
    first, second = opened(keeper), opened(keeper, ten="Đợt hai")
    an = enter("official", person_id="C1")
    assert "nhắc ngày" not in an.get("/").content.decode()
    assert f"/nang-luc/dot/{first.pk}/nhac/" in keeper.get(f"/nang-luc/dot/{first.pk}/").content.decode()
    told = keeper.post(f"/nang-luc/dot/{first.pk}/nhac/", follow=True).content.decode()
    assert "Đã nhắc 9 người" in told
    assert "đã nhắc 1 lần, gần nhất 10/12/2020" in told
    assert "phòng Nội vụ nhắc ngày 10/12/2020" in an.get("/").content.decode()
    again = keeper.post(f"/nang-luc/dot/{second.pk}/nhac/", follow=True).content.decode()
    assert "9 người đã được nhắc hôm nay" in again
    assert Reminder.objects.count() == 9
    assert LedgerEntry.objects.filter(action="remind_survey").count() == 1
    assert an.post(f"/nang-luc/dot/{first.pk}/nhac/").status_code == 403
    keeper.post(f"/nang-luc/dot/{first.pk}/khep/")
    assert keeper.post(f"/nang-luc/dot/{first.pk}/nhac/").status_code == 422
