"""A round from registration to decision: bà Hạnh heads education and proposes, ông Dũng leads home affairs and signs elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from dungviec.office.access.models import LedgerEntry
from dungviec.office.emulation.models import Initiative, Proposal, Registration, Round, Sitting, Stage, State, Terms
from dungviec.office.registry.models import Award
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import amend, create

HOME = "/thi-dua/dot/"


@dataclass
class Office:
    """Three log-ins and the round they work on."""

    officer: Client
    head: Client
    leader: Client
    pk: int = 0

    @property
    def round(self) -> Round:
        return Round.objects.get(pk=self.pk)

    def at(self, what: str = "") -> str:
        return f"{HOME}{self.pk}/{what}"

    def post(self, client: Client, what: str, **given: object) -> str:
        answer = client.post(self.at(what), {"ban": self.round.version, **given}, follow=True)
        return str(answer.content.decode())


@pytest.fixture
def office(as_role: Callable[..., Client]) -> Office:
    made = Office(as_role("personnel", unit_id="TX", person_id="N5"), as_role("unit_head", unit_id="P-GD", person_id="N1"), as_role("leader", unit_id="TX"))  # fmt: skip
    for who in ("N1", "N2", "N3", "N4"):
        flags = ("discipline_open", "denunciation_open", "inspection_open", "criminal_open")
        amend("people", who, dict.fromkeys(flags, False), by="thử", why="Thử")
    made.officer.post(f"{HOME}mo/", {"nam": "2020"})
    made.pk = Round.objects.get().pk
    return made


def initiative(office: Office, who: str = "N2", **more: str) -> str:
    given = {"person_id": who, "kind": "initiative", "title": "Sổ theo dõi", "year": "2020", "scope": "base", "recognised_by": "Hội đồng sáng kiến", "decision": "12/QĐ", "recognised_on": "01/10/2020"}  # fmt: skip
    return str(office.officer.post("/thi-dua/sang-kien/", {**given, **more}, follow=True).content.decode())


def registered(office: Office) -> None:
    office.post(office.head, "dang-ky/", **{"don-vi": "P-GD", "dh-N2": "base"})
    office.post(office.head, "dang-ky/", **{"don-vi": "TH", "dh-N3": "advanced", "dh-N4": "advanced"})
    office.post(office.officer, "chuyen/")


def proposed(office: Office) -> None:
    registered(office)
    initiative(office)
    office.post(office.head, "de-nghi/", **{"don-vi": "TH", "danh-hieu": "advanced", "nguoi": ["N3", "N4"], "tap-the": "on"})  # fmt: skip
    office.post(office.head, "de-nghi/", **{"don-vi": "P-GD", "danh-hieu": "base", "nguoi": "N2", "tap-the": "on"})


MINUTES = {"held_on": "08/12/2020", "number": "01/BB", "chair": "Ông Chủ tịch", "secretary": "Bà Thư ký", "members": "A\nB\nC\nD\nE\nF", "present": "5", "said": ""}  # fmt: skip


def votes(office: Office, yes: int = 5, no: int = 0) -> dict[str, str]:
    return {k: v for p in office.round.proposals.all() for k, v in ((f"thuan-{p.pk}", str(yes)), (f"nghich-{p.pk}", str(no)))}  # fmt: skip


def carried(office: Office) -> None:
    proposed(office)
    Terms.objects.create(share=None, quorum=50, least=50, by="thử", at="2020-12-01T00:00:00Z")
    office.post(office.officer, "chuyen/", **{"ngay-nhan": "01/12/2020"})
    office.post(office.officer, "hoi-dong/", **{**MINUTES, **votes(office)})


def test_from_registration_to_a_title_in_the_records_under_its_decision(office: Office) -> None:
    carried(office)
    assert set(Proposal.objects.values_list("state", flat=True)) == {State.CARRIED}
    # the decree of that day still caps: one base title of three who reach the one below is too many
    assert "Vượt tỷ lệ" in office.post(office.officer, "chuyen/")
    assert "15 % × 3 = 0,45, làm tròn xuống 0 người" in office.post(office.officer, "chuyen/")
    base = Proposal.objects.get(title="base")
    office.officer.post(f"/thi-dua/dot/de-nghi/{base.pk}/rut/", {"ban": base.version, "ly-do": "Vượt tỷ lệ"})
    assert "Đã trình" in office.post(office.officer, "chuyen/")
    told = office.post(office.leader, "quyet-dinh/", decision="99/QĐ-UBND", decided_on="10/12/2020", authority="Chủ tịch UBND thị xã")  # fmt: skip
    assert "Đã ghi 2 danh hiệu vào hồ sơ" in told
    rows = snapshot(date(2020, 12, 10))["awards"].sort("person_id").to_dicts()
    assert [(r["person_id"], r["year"], r["title"], r["decision"], r["decided_by"]) for r in rows] == [
        ("N3", 2020, "Lao động tiên tiến", "99/QĐ-UBND", "Chủ tịch UBND thị xã"), ("N4", 2020, "Lao động tiên tiến", "99/QĐ-UBND", "Chủ tịch UBND thị xã"),
    ]  # fmt: skip
    assert "99/QĐ-UBND" in (office.round.batch.basis if office.round.batch else "")
    assert "Đã được tặng" in office.officer.get("/thi-dua/nguoi/N3/").content.decode()
    given = Proposal.objects.get(person_id="N3")
    office.leader.post(
        f"/thi-dua/dot/de-nghi/{given.pk}/thu-hoi/", {"ban": given.version, "ly-do": "Khai sai thành tích"}
    )
    assert Award.objects.filter(withdrawn_at__isnull=True).count() == 1
    assert Proposal.objects.get(pk=given.pk).state == State.REVOKED
    verbs = list(given.steps.values_list("verb", "by"))
    assert verbs == [("proposed", "unit_headP-GDN1"), ("carried", "personnelTXN5"), ("awarded", "leaderTX"), ("revoked", "leaderTX")]  # fmt: skip
    assert LedgerEntry.objects.filter(action="decide_titles").count() == 1


def test_papers_hold_what_stands_on_file_with_its_source(office: Office) -> None:
    create("ratings", {"person_id": "N2", "year": 2019, "system": "state", "rating": "good"}, by="thử", why="Thử")
    create("awards", {"person_id": "N2", "year": 2019, "title": "Bằng khen của UBND tỉnh"}, by="thử", why="Thử")
    carried(office)
    base = Proposal.objects.get(title="base")
    page = office.head.get(f"/thi-dua/dot/de-nghi/{base.pk}/").content.decode()
    for words in ("Hoàn thành tốt nhiệm vụ", "Bằng khen của UBND tỉnh (hình thức khen thưởng)", "12/QĐ, Hội đồng sáng kiến, 01/10/2020", "NĐ 91/2017/NĐ-CP"):  # fmt: skip
        assert words in page, words
    assert office.head.get(f"/thi-dua/dot/de-nghi/{base.pk}/tep/").content.startswith(b"PK")
    assert office.officer.get(office.at("tep/bien-ban/"), {"kieu": "docx"}).content.startswith(b"PK")
    assert office.leader.get(office.at("tep/to-trinh/"), {"kieu": "pdf"}).content.startswith(b"%PDF")
    assert office.officer.get(office.at("tep/khac/")).status_code == 404
    assert office.officer.get(office.at("tep/bien-ban/"), {"kieu": "exe"}).status_code == 404
    assert office.head.get(office.at("tep/bien-ban/")).status_code == 403


def test_two_people_at_once_do_not_overwrite_each_other(office: Office) -> None:
    registered(office)
    initiative(office)
    old = office.round.version
    office.post(office.head, "de-nghi/", **{"don-vi": "P-GD", "danh-hieu": "base", "nguoi": "N2", "tap-the": "on"})
    one = Proposal.objects.get()
    first = office.head.post(f"/thi-dua/dot/de-nghi/{one.pk}/", {"ban": "1", "bao-cao": "Bản thứ nhất"}, follow=True)
    assert "Đã ghi báo cáo" in first.content.decode()
    late = office.officer.post(f"/thi-dua/dot/de-nghi/{one.pk}/", {"ban": "1", "bao-cao": "Bản đến sau"})
    assert late.status_code == 422
    assert "vừa được người khác sửa" in late.content.decode()
    assert "Bản đến sau" in late.content.decode()  # what was typed is not lost
    assert Proposal.objects.get().own_words == "Bản thứ nhất"
    office.post(office.officer, "chuyen/", **{"ngay-nhan": "01/12/2020"})
    stale = office.head.post(office.at("de-nghi/"), {"ban": old, "don-vi": "TH", "danh-hieu": "advanced", "nguoi": "N3"})  # fmt: skip
    assert stale.status_code == 422
    assert Proposal.objects.count() == 1
    twice = office.officer.post(office.at("chuyen/"), {"ban": old}, follow=True).content.decode()
    assert "người khác chuyển bước" in twice


def test_posting_twice_proposes_once(office: Office) -> None:
    registered(office)
    given = {"don-vi": "TH", "danh-hieu": "advanced", "nguoi": ["N3"], "tap-the": "on"}
    office.post(office.head, "de-nghi/", **given)
    assert "đã được đề nghị" in office.post(office.head, "de-nghi/", **given)
    assert Proposal.objects.count() == 1


def test_nobody_proposes_themselves_or_people_out_of_reach(office: Office) -> None:
    registered(office)
    own = office.post(office.head, "de-nghi/", **{"don-vi": "P-GD", "danh-hieu": "advanced", "nguoi": "N1", "tap-the": "on"})  # fmt: skip
    assert "Không ai tự đề nghị" in own
    away = office.post(office.head, "de-nghi/", **{"don-vi": "P-NV", "danh-hieu": "advanced", "nguoi": "N6", "tap-the": "on"})  # fmt: skip
    assert "không thuộc đơn vị đang chọn" in away
    assert not Proposal.objects.exists()
    assert not Registration.objects.filter(person_id="N6").exists()


def test_the_law_of_the_day_refuses_and_says_why(office: Office) -> None:
    registered(office)
    Initiative.objects.create(person_id="N6", title="Của người khác", year=2020, recognised_by="A", decision="1", recognised_on=date(2020, 1, 1), by="a", at="2020-01-01T00:00:00Z")  # fmt: skip
    told = office.post(office.head, "de-nghi/", **{"don-vi": "P-GD", "danh-hieu": "base", "nguoi": "N2", "tap-the": "on"})  # fmt: skip
    assert "Lê Văn Đức: Chiến sĩ thi đua cơ sở" in told
    assert "không có sáng kiến" in told
    assert not Proposal.objects.exists()


def test_what_is_looked_into_stops_the_title_and_is_told_to_nobody_who_may_not_know(office: Office) -> None:
    """On 10/12/2025 the principles of NĐ 152 are in force: the head proposes, the office's vote is refused."""
    for client in (office.officer, office.head, office.leader):
        client.get("/", {"ngay": "10/12/2025"})
    office.officer.post(f"{HOME}mo/", {"nam": "2025"})
    office.pk = Round.objects.get(year=2025).pk
    create("ratings", {"person_id": "N2", "year": 2025, "system": "state", "rating": "good"}, by="thử", why="Thử")
    amend("people", "N2", {"denunciation_open": True}, by="thử", why="Thử")
    office.post(office.head, "dang-ky/", **{"don-vi": "P-GD", "dh-N2": "advanced"})
    office.post(office.officer, "chuyen/")
    page = office.head.get(office.at("de-nghi/"), {"don-vi": "P-GD", "danh-hieu": "advanced"}).content.decode()
    assert "tố cáo" not in page
    assert "Có thể đề nghị" in page
    office.post(office.head, "de-nghi/", **{"don-vi": "P-GD", "danh-hieu": "advanced", "nguoi": "N2", "tap-the": "on"})
    one = Proposal.objects.get()
    assert "tố cáo" not in office.head.get(f"/thi-dua/dot/de-nghi/{one.pk}/").content.decode()
    assert "tố cáo" in office.officer.get(f"/thi-dua/dot/de-nghi/{one.pk}/").content.decode()
    office.post(office.officer, "chuyen/", **{"ngay-nhan": "09/12/2025"})
    told = office.post(office.officer, "hoi-dong/", **{**MINUTES, "held_on": "10/12/2025", **votes(office)})
    assert "xác minh đơn thư tố cáo" in told
    assert not Sitting.objects.exists()
    fine = office.post(office.officer, "hoi-dong/", **{**MINUTES, "held_on": "10/12/2025", **votes(office, 1, 4)})
    assert "Đã ghi biên bản" in fine
    assert Proposal.objects.get().state == State.FAILED


BAD_MINUTES = (
    ({"held_on": "31/02/2020"}, "không phải là một ngày"), ({"held_on": "09/12/2021"}, "Ngày họp"), ({"held_on": "30/11/2020"}, "Ngày họp"),
    ({"present": "9"}, "Có mặt 9"), ({"present": "3"}, "Chưa đủ người"), ({"present": "một"}, "số nguyên"), ({"members": ""}, "Thành viên"),
    ({"members": "A\nA\nB"}, "hai lần"), ({"number": ""}, "Số biên bản"), ({"number": "x" * 90}, "Số biên bản"),
)  # fmt: skip


def test_a_meeting_that_cannot_be_is_refused_and_keeps_what_was_typed(office: Office) -> None:
    proposed(office)
    office.post(office.officer, "chuyen/", **{"ngay-nhan": "01/12/2020"})
    for changed, said in BAD_MINUTES:
        answer = office.officer.post(office.at("hoi-dong/"), {"ban": office.round.version, **MINUTES, **votes(office), **changed})  # fmt: skip
        assert answer.status_code == 422, changed
        text = answer.content.decode()
        assert said in text, changed
        assert "Ông Chủ tịch" in text
    for wrong in ("", "-1", "năm", "6"):
        given = {**votes(office), f"thuan-{Proposal.objects.first().pk}": wrong}  # type: ignore[union-attr]
        answer = office.officer.post(office.at("hoi-dong/"), {"ban": office.round.version, **MINUTES, **given})
        assert answer.status_code == 422, wrong
    assert not Sitting.objects.exists()
    assert set(Proposal.objects.values_list("state", flat=True)) == {State.PROPOSED}


def test_a_decision_needs_its_number_day_and_the_leader(office: Office) -> None:
    carried(office)
    Proposal.objects.filter(title="base").update(state=State.WITHDRAWN)
    office.post(office.officer, "chuyen/")
    assert office.round.stage == Stage.SUBMITTED
    good = {"decision": "1/QĐ", "decided_on": "10/12/2020", "authority": "Chủ tịch"}
    for wrong, said in (({"decision": ""}, "Số quyết định"), ({"decided_on": "hôm nay"}, "không phải là một ngày"), ({"decided_on": "11/12/2020"}, "Ngày quyết định"), ({"decided_on": "01/12/2020"}, "Ngày quyết định"), ({"authority": "y" * 300}, "Cấp quyết định")):  # fmt: skip
        assert said in office.post(office.leader, "quyet-dinh/", **{**good, **wrong}), wrong
    assert office.officer.post(office.at("quyet-dinh/"), good).status_code == 403
    assert office.head.post(office.at("quyet-dinh/"), good).status_code == 403
    assert not Award.objects.exists()


def test_rounds_are_opened_moved_and_called_off_by_the_right_ones(office: Office, as_role: Callable[..., Client]) -> None:  # fmt: skip
    for year, said in (("1999", "Chỉ mở đợt"), ("hai nghìn", "Chỉ mở đợt"), ("2020", "đã có một đợt")):
        assert said in office.officer.post(f"{HOME}mo/", {"nam": year}, follow=True).content.decode()
    assert office.head.post(f"{HOME}mo/", {"nam": "2021"}).status_code == 403
    assert "Chưa ai đăng ký" in office.post(office.officer, "chuyen/")
    assert office.head.post(office.at("chuyen/"), {"ban": 1}).status_code == 403
    assert "Xin ghi lý do" in office.post(office.officer, "huy/", **{"ly-do": ""})
    assert "Đã hủy đợt" in office.post(office.officer, "huy/", **{"ly-do": "Mở nhầm năm"})
    assert "đang ở bước" in office.post(office.officer, "chuyen/")
    assert office.officer.get(f"{HOME}999/").status_code == 404
    assert as_role("official", unit_id="P-GD", person_id="N2").get(HOME).status_code == 403
    assert as_role("auditor").get("/thi-dua/").status_code == 403
    assert as_role("administrator").get("/thi-dua/").status_code == 403


def test_taking_proposals_in_needs_a_day_that_can_be(office: Office) -> None:
    proposed(office)
    for day in ("", "31/13/2020", "11/12/2020", "01/12/2019"):
        assert "Ngày nhận hồ sơ" in office.post(office.officer, "chuyen/", **{"ngay-nhan": day}), day
    assert office.round.stage == Stage.PROPOSING


def test_the_counter_follows_what_is_ticked(office: Office) -> None:
    proposed(office)
    given = {"danh-hieu": "base", "don-vi": "TH", "nguoi": ["N3", "N6", "không-có"]}
    text = office.head.post(office.at("dem/"), given).content.decode()
    assert "2 chiến sĩ thi đua cơ sở trên 3 người đạt lao động tiên tiến" in text  # nobody out of reach is counted
    assert "vượt 2" in text
    assert Proposal.objects.count() == 3


def test_who_did_not_register_is_told_only_once_the_register_is_closed(office: Office) -> None:
    for client in (office.officer, office.head):
        client.get("/", {"ngay": "20/12/2024"})
    office.officer.post(f"{HOME}mo/", {"nam": "2024"})
    office.pk = Round.objects.get(year=2024).pk
    assert "Chưa ghi có đăng ký thi đua năm 2024" in office.officer.get("/thi-dua/nguoi/N3/").content.decode()
    office.post(office.head, "dang-ky/", **{"don-vi": "P-GD", "dh-N2": "base"})
    office.post(office.officer, "chuyen/")
    assert "Không đăng ký thi đua năm 2024" in office.officer.get("/thi-dua/nguoi/N3/").content.decode()
    late = office.head.post(office.at("dang-ky/"), {"ban": office.round.version, "don-vi": "TH", "dh-N3": "base"})
    assert late.status_code == 422
    wrong = office.head.post(office.at("dang-ky/"), {"ban": 1, "don-vi": "TH", "dh-N3": "hoàng-đế"})
    assert wrong.status_code == 422


def test_nobody_reads_of_themselves_that_something_is_looked_into(office: Office) -> None:
    """Ông Dũng runs the round and is denounced himself: his own vote is refused without the reason."""
    for client in (office.officer, office.leader):
        client.get("/", {"ngay": "10/12/2025"})
    one = Round.objects.create(year=2025, stage=Stage.COUNCIL, received_on=date(2025, 12, 1))
    office.pk = one.pk
    create("ratings", {"person_id": "N5", "year": 2025, "system": "state", "rating": "good"}, by="thử", why="Thử")
    amend("people", "N5", {"denunciation_open": True, "discipline_open": False, "inspection_open": False, "criminal_open": False}, by="thử", why="Thử")  # fmt: skip
    Registration.objects.create(round=one, person_id="N5", title="advanced", by="a", at="2025-01-01T00:00:00Z")
    own = one.proposals.create(person_id="N5", person_name="Bùi Văn Dũng", unit_id="P-NV", unit_name="Phòng Nội vụ", title="advanced")  # fmt: skip
    assert "tố cáo" not in office.officer.get(f"/thi-dua/dot/de-nghi/{own.pk}/").content.decode()
    assert "tố cáo" in office.leader.get(f"/thi-dua/dot/de-nghi/{own.pk}/").content.decode()
    told = office.post(office.officer, "hoi-dong/", **{**MINUTES, "held_on": "10/12/2025", **votes(office)})
    assert "chưa đủ điều kiện" in told
    assert "tố cáo" not in told
    assert not Sitting.objects.exists()
