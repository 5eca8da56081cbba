"""The outbox: every change finds its way in once, is held while the record is not ready, and leaves in order."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.office.cast import DAY

from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.interchange import outbox
from dungviec.office.interchange.faults import InterchangeRefused
from dungviec.office.interchange.gathering import begin, gather
from dungviec.office.interchange.models import Following, Payload, State, Told
from dungviec.office.registry.models import City
from dungviec.office.registry.services import amend, create, open_batch, undo, withdraw, write_many

PAGE = "/lien-thong/quoc-gia/"


@pytest.fixture
def followed(loaded: None) -> None:
    begin(by="x", already_there=True)


@pytest.fixture
def keeper(db: None) -> User:
    return User.objects.create(username="keeper")


def only() -> Payload:
    return Payload.objects.exclude(state=State.REPLACED).get()


def told(one: Payload) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(one.body)
    return found


def test_nothing_is_told_before_somebody_starts_and_once_only(loaded: None) -> None:
    assert gather(by="x").made == 0
    begin(by="x", already_there=True)
    assert Told.objects.count() == 7, "who is in service; ông Cũ retired"
    assert gather(by="x").made == 0
    with pytest.raises(InterchangeRefused):
        begin(by="x", already_there=False)


def test_where_the_other_side_knows_nobody_everybody_is_told(loaded: None) -> None:
    assert begin(by="x", already_there=False).made == 7
    assert set(Payload.objects.values_list("operation", "state")) == {("create", State.HELD)}


def test_a_change_makes_one_payload_that_says_what_changed(followed: None) -> None:
    amend("people", "N3", {"degree": "university"}, by="x", why="Bằng mới")
    create("particulars", {"person_id": "N3", "phone": "0912"}, by="x", why="Thử")
    assert gather(by="x").made == 1
    one = only()
    assert (one.person_id, one.operation, one.changed, one.state) == (
        "N3",
        "update",
        ["people", "particulars"],
        State.HELD,
    )
    envelope = told(one)
    assert envelope["record"]["people"]["degree"] == "university"
    assert (envelope["sequence"], envelope["idempotency_key"]) == (one.pk, one.key)
    assert envelope["origin"] == City.objects.get().origin
    assert gather(by="x").made == 0


def test_what_says_nothing_to_the_other_side_makes_no_payload(followed: None) -> None:
    amend("people", "N3", {"denunciation_open": True, "file_complete": False}, by="x", why="Thử")
    create("wishes", {"person_id": "N3", "kind": "stay", "strength": 1}, by="x", why="Thử")
    assert gather(by="x").compared == 1
    assert not Payload.objects.exists()


def test_a_newer_change_takes_the_place_of_one_that_did_not_leave(followed: None) -> None:
    amend("people", "N3", {"degree": "university"}, by="x", why="Thử")
    gather(by="x")
    first = only()
    create("awards", {"person_id": "N3", "year": 2020, "title": "Lao động tiên tiến"}, by="x", why="Thử")
    gather(by="x")
    first.refresh_from_db()
    second = only()
    assert (first.state, first.body) == (State.REPLACED, "")
    assert second.changed == ["people", "awards"], "what the first would have told is told with it"
    assert second.key != first.key


def test_an_undone_change_and_an_import_of_many_rows_are_found(followed: None) -> None:
    batch = open_batch("import", "Nhập", by="x")
    write_many(
        batch, creates={"awards": [{"person_id": "N3", "year": 1800 + n, "title": "Giấy khen"} for n in range(201)]}
    )
    assert gather(by="x").made == 1, "the feed says «many rows»: everybody is compared, one differs"
    undo(batch, by="x", why="Nhầm")
    gather(by="x")
    assert only().changed == ["awards"]
    assert "awards" not in told(only())["record"]


def test_who_retires_is_ended_once(followed: None) -> None:
    amend(
        "tenures", str(tenure("N4")), {"to_date": date(2020, 11, 30), "left_because": "retired"}, by="x", why="Nghỉ hưu"
    )
    gather(by="x")
    one = only()
    assert (one.person_id, one.operation) == ("N4", "end")
    assert told(one)["record"]["ended"] == {"on": "2020-11-30", "because": "retired"}
    create("awards", {"person_id": "N4", "year": 2020, "title": "Kỷ niệm chương"}, by="x", why="Thử")
    assert gather(by="x").made == 0, "whose end was told is told no more"


def tenure(person: str) -> int:
    from dungviec.office.registry.models import Tenure

    return Tenure.objects.get(person_id=person, withdrawn_at__isnull=True).pk


def test_a_record_taken_off_the_file_is_ended(followed: None) -> None:
    create("people", {"person_id": "N9", "name": "Đỗ Mới"}, by="x", why="Mới")
    create(
        "tenures",
        {"person_id": "N9", "title": "Chuyên viên", "kind": "main", "from_date": DAY, "post_id": "NV.CV"},
        by="x",
        why="Mới",
    )
    gather(by="x")
    assert only().operation == "create"
    withdraw("tenures", tenure("N9"), by="x", why="Nhầm")
    withdraw("people", "N9", by="x", why="Nhầm")
    gather(by="x")
    assert told(only())["record"] == {"person_id": "N9", "people": {}, "ended": {"because": "withdrawn"}}


def test_a_row_dated_ahead_is_told_when_its_day_comes(followed: None) -> None:
    amend("people", "N3", {"degree": "university"}, by="x", why="Bằng mới", valid_from=date(2021, 1, 1))
    assert gather(by="x").made == 0
    City.objects.update(as_of=date(2021, 1, 2))
    assert gather(by="x").made == 1
    assert told(only())["record"]["people"]["degree"] == "university"


def test_a_result_of_2026_runs_against_the_five_days(followed: None) -> None:
    City.objects.update(as_of=date(2026, 12, 12))
    gather(by="x")
    Payload.objects.all().delete()
    create(
        "ratings",
        {"person_id": "N2", "year": 2026, "system": "state", "rating": "good", "decided": date(2026, 12, 10)},
        by="x",
        why="Xếp loại",
    )
    gather(by="x")
    one = only()
    assert (one.changed, one.rule, one.due, one.due_if_working) == (
        ["ratings"],
        "RATE-335-SYNC",
        date(2026, 12, 15),
        date(2026, 12, 17),
    )
    amend("people", "N2", {"degree": "master"}, by="x", why="Thử")
    gather(by="x")
    assert only().due == date(2026, 12, 15), "the clock goes on in the payload that takes its place"


def test_other_changes_have_no_clock_and_say_so(followed: None) -> None:
    amend("people", "N3", {"degree": "university"}, by="x", why="Thử")
    gather(by="x")
    assert only().due is None
    assert "không có văn bản nào nêu hạn" in only().unknown_vi


def test_the_cursor_and_the_payloads_stand_or_fall_together(followed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    amend("people", "N3", {"degree": "university"}, by="x", why="Thử")
    before = Following.objects.get().cursor

    def broken(*_args: Any, **_kw: Any) -> Any:
        raise OSError("disk")

    with monkeypatch.context() as patch:
        patch.setattr(Told.objects, "bulk_create", broken)
        with pytest.raises(OSError, match="disk"):
            gather(by="x")
    assert Following.objects.get().cursor == before
    assert not Payload.objects.exists()
    assert gather(by="x").made == 1


def waiting(person: str = "N3") -> Payload:
    amend("people", person, {"degree": "university", "major": "Luật"}, by="x", why="Thử")
    gather(by="x")
    Payload.objects.filter(person_id=person).update(state=State.WAITING)
    return Payload.objects.get(person_id=person)


def test_an_officer_lets_go_what_only_misses_values(followed: None, keeper: User) -> None:
    amend("people", "N3", {"major": "Luật"}, by="x", why="Thử")
    gather(by="x")
    one = only()
    assert one.hindrances
    with pytest.raises(InterchangeRefused, match="vì sao"):
        outbox.release(one.pk, why=" ", by=keeper)
    wrong = [*one.hindrances, {**one.hindrances[0], "missing": False}]
    Payload.objects.update(hindrances=wrong)
    with pytest.raises(InterchangeRefused, match="sửa hồ sơ"):
        outbox.release(one.pk, why="Bổ sung sau", by=keeper)
    Payload.objects.update(hindrances=one.hindrances)
    outbox.release(one.pk, why="Bổ sung sau", by=keeper)
    assert (only().state, only().released_by) == (State.WAITING, "keeper")
    with pytest.raises(InterchangeRefused, match="không còn ở trạng thái"):
        outbox.release(one.pk, why="Lần nữa", by=keeper)


def test_a_file_holds_what_waits_with_its_digests_and_is_answered(followed: None, keeper: User) -> None:
    one = waiting()
    parcel, body = outbox.make_parcel(purpose="Gửi Sở Nội vụ", by=keeper)
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        (entry,) = manifest["payloads"]
        assert packed.read(entry["file"]).decode() == one.body
    import hashlib

    assert entry["sha256"] == hashlib.sha256(one.body.encode()).hexdigest()
    assert (entry["sequence"], entry["idempotency_key"]) == (one.pk, one.key)
    assert parcel.sha256 == hashlib.sha256(body).hexdigest()
    assert only().state == State.SENT
    with pytest.raises(InterchangeRefused, match="Không có bản nào"):
        outbox.make_parcel(purpose="Lần nữa", by=keeper)
    amend("people", "N3", {"major": "Kinh tế"}, by="x", why="Thử")
    gather(by="x")
    assert Payload.objects.filter(state=State.SENT).count() == 1, "what left is not replaced: its answer still comes"
    assert outbox.answer_parcel(parcel.pk, receipt="12/SNV", by=keeper) == 1
    one.refresh_from_db()
    assert (one.state, one.body, one.receipt) == (State.ACKNOWLEDGED, "", "12/SNV")
    with pytest.raises(InterchangeRefused):
        outbox.answer_parcel(parcel.pk, receipt="12/SNV", by=keeper)


def test_a_refused_payload_is_sent_again_or_replaced(followed: None, keeper: User) -> None:
    one = waiting()
    outbox.make_parcel(purpose="Gửi Sở", by=keeper)
    with pytest.raises(InterchangeRefused, match="lý do"):
        outbox.refuse(one.pk, reason="", by=keeper)
    outbox.refuse(one.pk, reason="D07", by=keeper)
    outbox.resend(one.pk, by=keeper)
    assert only().state == State.WAITING
    Payload.objects.update(state=State.ACKNOWLEDGED, body="")
    with pytest.raises(InterchangeRefused, match="không gửi lại"):
        outbox.resend(one.pk, by=keeper)


def test_the_page_says_what_waits_and_each_deed_is_noted(officer: Client, django_assert_max_num_queries: Any) -> None:
    assert "Bắt đầu từ đâu" in officer.get(PAGE).content.decode()
    assert officer.post(f"{PAGE}bat-dau/", {"tu": "?"}).status_code == 404
    assert officer.post(f"{PAGE}bat-dau/", {"tu": "nay"}).status_code == 302
    assert "bắt đầu theo dõi từ trước" in officer.post(f"{PAGE}bat-dau/", {"tu": "dau"}, follow=True).content.decode()
    for person in ("N1", "N2", "N3", "N5"):
        amend("people", person, {"major": "Luật"}, by="x", why="Thử")
    gather(by="x")
    officer.get(PAGE)
    with django_assert_max_num_queries(40):
        text = officer.get(PAGE).content.decode()
    assert "Trần Thị An" in text
    assert "4 bản giữ lại" in text
    assert "NĐ 335/2025/NĐ-CP Điều 26.1" in text
    assert "không có mô tả giao diện" in text
    one = Payload.objects.get(person_id="N3")
    assert officer.post(f"{PAGE}{one.pk}/cho-gui/", {"ly-do": "Bổ sung sau"}).status_code == 302
    answer = officer.post(f"{PAGE}tep/", {"ly-do": "Gửi Sở Nội vụ"})
    assert answer["Content-Type"] == "application/zip"
    assert officer.post(f"{PAGE}tep/", {"ly-do": ""}, follow=True).status_code == 200
    assert officer.post(f"{PAGE}{one.pk}/tu-choi/", {"ly-do": "D07"}).status_code == 302
    assert officer.post(f"{PAGE}{one.pk}/gui-lai/").status_code == 302
    assert officer.post(f"{PAGE}{one.pk}/khac/").status_code == 404
    assert officer.post(f"{PAGE}lam/day/", follow=True).content.decode().count("Chưa cấu hình nơi nhận") == 1
    assert officer.post(f"{PAGE}lam/khac/").status_code == 404
    for which in ("late", "held", "waiting", "acknowledged", "nonsense"):
        assert officer.get(PAGE, {"loc": which, "page": "x"}).status_code == 200
    noted = set(LedgerEntry.objects.filter(subject_kind__in=("payload", "parcel")).values_list("action", flat=True))
    assert {
        "see_outbox",
        "follow_changes",
        "gather_changes",
        "release_payload",
        "export_payloads",
        "refuse_payload",
        "resend_payload",
    } <= noted


@pytest.mark.parametrize(
    ("role", "reads"),
    [("leader", True), ("unit_head", False), ("inspector", False), ("official", False), ("administrator", False)],
)
def test_who_does_not_keep_the_files_sends_nothing(as_role: Callable[..., Client], role: str, reads: bool) -> None:
    client = as_role(role, unit_id="P-GD" if role == "unit_head" else "")
    assert (client.get(PAGE).status_code == 200) is reads
    for path in ("bat-dau/", "lam/ra-soat/", "tep/", "tep/1/bao-nhan/", "1/cho-gui/"):
        assert client.post(f"{PAGE}{path}", {"tu": "nay", "ly-do": "x"}).status_code == 403
    assert not Following.objects.exists()
