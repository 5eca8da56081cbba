"""The pipeline, the own titles, the register of works, thanks, terms and shares; who sees what, and what cannot be kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.access.models import User
from dungviec.office.access.policy import viewer_of
from dungviec.office.appraisal.offered import offered
from dungviec.office.emulation.models import Initiative, Registration, Round, Stage, Terms, Thanks
from dungviec.office.registry.services import amend, create

WORKS = "/thi-dua/sang-kien/"
GOOD = {"person_id": "N2", "kind": "initiative", "title": "Sổ theo dõi hồ sơ", "year": "2020", "scope": "province", "recognised_by": "UBND tỉnh", "decision": "12/QĐ", "recognised_on": "01/10/2020"}  # fmt: skip


def page(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.fixture
def official(as_role: Callable[..., Client]) -> Client:
    """Ông Đức himself."""
    return as_role("official", unit_id="P-GD", person_id="N2")


def test_the_pipeline_tells_the_whole_town_and_links_to_lists(officer: Client) -> None:
    text = page(officer, "/thi-dua/")
    assert "7 người đang giữ vị trí" in text
    assert "kết quả tập thể xét bốn tiêu chí (7)" in text
    assert "Nguyễn Thị Hạnh" in page(officer, "/thi-dua/", **{"danh-hieu": "advanced", "ket-luan": "unknown"})
    assert "Không ai thuộc phần lọc này" in page(officer, "/thi-dua/", **{"danh-hieu": "advanced", "ket-luan": "held"})
    assert "2 người" in page(officer, "/thi-dua/", **{"don-vi": "TH"})
    for odd in ({"nam": "x"}, {"nam": "99999"}, {"danh-hieu": "vua"}, {"ket-luan": "allowed"}, {"som-nhat": "abc"}, {"trang": "-4"}):  # fmt: skip
        assert "7 người" in page(officer, "/thi-dua/", **odd)


def test_a_head_sees_the_own_people_alone_and_not_what_is_looked_into(as_role: Callable[..., Client]) -> None:
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    amend("people", "N2", {"denunciation_open": True}, by="thử", why="Thử")
    head.get("/", {"ngay": "10/12/2025"})
    text = page(head, "/thi-dua/")
    assert "4 người đang giữ vị trí" in text
    assert "Phạm Hà" not in text
    assert "không hiện ở trang này" in text
    assert "tố cáo" not in page(head, "/thi-dua/nguoi/N2/")
    assert head.get("/thi-dua/nguoi/N6/").status_code == 403
    assert head.get("/thi-dua/cong-bang/").status_code == 403
    assert head.post(WORKS, GOOD).status_code == 403


def test_the_own_page_tells_the_own_titles_and_never_that_something_is_looked_into(official: Client) -> None:
    amend("people", "N2", {"inspection_open": True, "denunciation_open": True}, by="thử", why="Thử")
    create("awards", {"person_id": "N2", "year": 2019, "title": "Chiến sĩ thi đua cơ sở"}, by="thử", why="Thử")
    official.get("/", {"ngay": "20/12/2025"})
    text = page(official, "/thi-dua-cua-toi/")
    assert "2019: Chiến sĩ thi đua cơ sở" in text
    assert "Luật 06/2022/QH15" in text
    for word in ("tố cáo", "thanh tra", "kỷ luật"):
        assert word not in text.lower(), word
    assert official.get("/thi-dua/").status_code == 403
    assert official.get("/thi-dua/nguoi/N3/").status_code == 403


def test_officials_register_themselves_once_and_take_it_back(official: Client) -> None:
    one = Round.objects.create(year=2020)
    for title in ("base", "base", "advanced", ""):
        official.post("/thi-dua-cua-toi/dang-ky/", {"dot": one.pk, "ban": one.version, "danh-hieu": title})
    rows = [(r.person_id, r.title, r.withdrawn_at is None) for r in Registration.objects.all()]
    assert rows == [("N2", "base", False), ("N2", "advanced", False)]
    for given in ({"dot": one.pk, "ban": 9, "danh-hieu": "base"}, {"dot": one.pk, "ban": 1, "danh-hieu": "vua"}):
        official.post("/thi-dua-cua-toi/dang-ky/", given)
    Round.objects.update(stage=Stage.PROPOSING)
    official.post("/thi-dua-cua-toi/dang-ky/", {"dot": one.pk, "ban": 1, "danh-hieu": "base"})
    assert Registration.objects.count() == 2
    assert official.post("/thi-dua-cua-toi/dang-ky/", {"dot": "x"}).status_code == 404


def test_works_are_kept_with_their_evidence_and_withdrawn_with_a_reason(officer: Client, settings: object, tmp_path: Path) -> None:  # fmt: skip
    settings.FILES_HOME = tmp_path / "files"  # type: ignore[attr-defined]
    paper = io.BytesIO(b"%PDF-1.7 giay")
    paper.name = "quyet-dinh.pdf"
    assert "Đã ghi vào sổ" in officer.post(WORKS, {**GOOD, "tep": paper}, follow=True).content.decode()
    one = Initiative.objects.get()
    assert officer.get(f"{WORKS}{one.pk}/tep/")["Content-Disposition"].startswith("attachment")
    assert "Sổ đã có" in officer.post(WORKS, GOOD).content.decode()
    assert "1 lần liên tục" not in page(officer, "/thi-dua/nguoi/N2/")
    assert "Năm 2020 có sáng kiến được công nhận" in page(officer, "/thi-dua/nguoi/N2/")
    assert "ghi lý do" in officer.post(f"{WORKS}{one.pk}/rut/", {"ly-do": "x"}, follow=True).content.decode()
    officer.post(f"{WORKS}{one.pk}/rut/", {"ly-do": "Ghi nhầm người"})
    assert "đã được rút" in officer.post(f"{WORKS}{one.pk}/rut/", {"ly-do": "Ghi nhầm người"}, follow=True).content.decode()  # fmt: skip
    assert "Năm 2020 không có sáng kiến" in page(officer, "/thi-dua/nguoi/N2/")
    assert officer.post(WORKS, GOOD).status_code == 302  # withdrawn, so it may be recorded again
    assert officer.get(f"{WORKS}999/tep/").status_code == 404


WRONG_WORKS = (
    ({"person_id": ""}, "Mã cán bộ"), ({"person_id": "N99"}, "Không có cán bộ"), ({"kind": "poem"}, "Loại"), ({"title": ""}, "Tên sáng kiến"),
    ({"title": "x" * 400}, "Tên sáng kiến"), ({"year": "2018"}, "tính cho năm"), ({"year": "hai nghìn"}, "số nguyên"), ({"scope": "sky"}, "Phạm vi"),
    ({"recognised_on": "30/02/2020"}, "không phải là một ngày"), ({"recognised_on": "11/12/2020"}, "sau ngày đang xem"), ({"decision": ""}, "Số quyết định"),
)  # fmt: skip


def test_a_work_that_cannot_be_is_refused_and_what_was_typed_stays(officer: Client) -> None:
    for changed, said in WRONG_WORKS:
        answer = officer.post(WORKS, {**GOOD, **changed})
        assert answer.status_code == 422, changed
        text = answer.content.decode()
        assert said in text, changed
        assert "UBND tỉnh" in text
    assert not Initiative.objects.exists()


def test_evidence_that_carries_programs_is_not_taken(officer: Client) -> None:
    bad = io.BytesIO(b"MZ\x90\x00")
    bad.name = "quyet-dinh.pdf"
    assert officer.post(WORKS, {**GOOD, "tep": bad}).status_code == 422
    assert not Initiative.objects.exists()


def test_thanks_are_signed_once_a_month_and_offered_to_every_room(official: Client, as_role: Callable[..., Client]) -> None:  # fmt: skip
    words = "Cảm ơn chị đã giúp đối chiếu số liệu"
    official.post("/thi-dua-cua-toi/cam-on/", {"ai": "Nguyễn Thị Hạnh", "vi-dieu-gi": words})
    one = Thanks.objects.get()
    assert (one.giver_id, one.receiver_id, one.month) == ("N2", "N1", date(2020, 12, 1))
    again = official.post("/thi-dua-cua-toi/cam-on/", {"ai": "N1", "vi-dieu-gi": words + " lần nữa"}, follow=True)
    assert "Tháng này" in again.content.decode()
    assert "lần nữa" in again.content.decode()  # what was typed stays
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    assert words in page(head, "/thi-dua-cua-toi/")
    year = (date(2020, 1, 1), date(2020, 12, 31))
    as_role("personnel")
    viewer = viewer_of(User.objects.get(username="personnel"), date(2020, 12, 10))
    found = offered(viewer, "N1", *year)
    assert [(one.day, "Lê Văn Đức" in str(one.words), one.tone) for one in found] == [
        (date(2020, 12, 10), True, "jade")
    ]
    assert offered(viewer, "N1", date(2019, 1, 1), date(2019, 12, 31)) == []
    as_role("unit_head", unit_id="TH", person_id="N3")
    assert offered(viewer_of(User.objects.get(username="unit_headTHN3"), date(2020, 12, 10)), "N1", *year) == []


WRONG_THANKS = (
    ("N2", "Cảm ơn chính mình nhiều lắm", "tự cảm ơn"), ("Không Ai Cả", "Cảm ơn vì đã giúp đỡ", "Không có đồng nghiệp"), ("", "Cảm ơn vì đã giúp đỡ", "Không có đồng nghiệp"),
    ("nguyen thi hanh", "Cảm ơn vì đã giúp đỡ", "đúng dấu"), ("N8", "Cảm ơn vì đã giúp đỡ", "Không có đồng nghiệp"), ("N1", "Tốt", "từ 10 đến 300"),
    ("N1", "x" * 350, "từ 10 đến 300"), ("N1", "aaaaaaaaaaaaaaa", "ít nhất ba tiếng"),
)  # fmt: skip


def test_thanks_that_cannot_be_are_refused(official: Client) -> None:
    for to, text, said in WRONG_THANKS:
        official.post("/thi-dua-cua-toi/cam-on/", {"ai": to, "vi-dieu-gi": text})
        assert said in page(official, "/thi-dua-cua-toi/"), to
    assert not Thanks.objects.exists()


def test_what_the_office_sets_itself_is_kept_line_by_line_and_bounded(officer: Client, as_role: Callable[..., Client]) -> None:  # fmt: skip
    terms = {"muc-share": "12,5", "muc-quorum": "66,6667", "muc-least": "50"}
    assert "15" in page(officer, "/thi-dua/dot/")
    officer.post("/thi-dua/dot/muc-tu-dat/", terms)
    officer.post("/thi-dua/dot/muc-tu-dat/", {**terms, "muc-share": "", "muc-per_unit": "on"})
    assert list(Terms.objects.values_list("share", "per_unit")) == [(None, True), (12.5, False)]
    for wrong in ({"muc-share": "-1"}, {"muc-share": "101"}, {"muc-quorum": ""}, {"muc-least": "nhiều"}, {"muc-quorum": "0"}):  # fmt: skip
        officer.post("/thi-dua/dot/muc-tu-dat/", {**terms, **wrong})
    assert Terms.objects.count() == 2
    assert as_role("leader").post("/thi-dua/dot/muc-tu-dat/", terms).status_code == 403


def test_shares_compare_groups_for_leaders_and_the_personnel_office(officer: Client, as_role: Callable[..., Client]) -> None:  # fmt: skip
    create("awards", {"person_id": "N1", "year": 2019, "title": "Lao động tiên tiến"}, by="thử", why="Thử")
    text = page(officer, "/thi-dua/cong-bang/")
    assert "Danh hiệu năm 2019" in text
    assert "ít người quá, không so" in text
    assert "lãnh đạo, quản lý" in text
    assert "Danh hiệu năm 2019" in page(as_role("leader"), "/thi-dua/cong-bang/", nam="1800")
    assert as_role("inspector").get("/thi-dua/cong-bang/").status_code == 403


def test_the_pipeline_leaves_as_a_file(officer: Client) -> None:
    for kind, start in (("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")):
        assert officer.get("/thi-dua/tep/", {"kieu": kind}).content.startswith(start)
    assert officer.get("/thi-dua/tep/", {"kieu": "exe"}).status_code == 404


def test_lists_ask_the_database_no_more_for_more_people(officer: Client) -> None:
    from django.db import connection

    one = Round.objects.create(year=2020, stage=Stage.PROPOSING)

    def asked(address: str) -> int:
        officer.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            officer.get(address)
        return len(seen)

    few = [asked(a) for a in ("/thi-dua/", "/thi-dua/sang-kien/", f"/thi-dua/dot/{one.pk}/", f"/thi-dua/dot/{one.pk}/de-nghi/?don-vi=P-NV")]  # fmt: skip
    for n in range(12):
        Initiative.objects.create(person_id="N6", title=f"S{n}", year=2020, recognised_by="A", decision=f"{n}", recognised_on=date(2020, 1, 1), by="a", at="2020-01-01T00:00:00Z")  # fmt: skip
        one.proposals.create(
            person_id=f"N{n % 5 + 1}",
            person_name="A",
            unit_id="P-NV",
            unit_name="P",
            title=("advanced", "base", "provincial")[n % 3],
        )
    many = [asked(a) for a in ("/thi-dua/", "/thi-dua/sang-kien/", f"/thi-dua/dot/{one.pk}/", f"/thi-dua/dot/{one.pk}/de-nghi/?don-vi=P-NV")]  # fmt: skip
    assert all(b <= a + 2 for a, b in zip(few, many, strict=True)), (few, many)
    assert max(many) < 45, many


def test_pages_are_complete_in_english(officer: Client) -> None:
    one = Round.objects.create(year=2020, stage=Stage.PROPOSING)
    officer.post("/ngon-ngu/", {"language": "en", "next": "/thi-dua/"})
    expected = {"/thi-dua/": "Who could be proposed for which title in 2020?", "/thi-dua/dot/": "What the office sets itself", f"/thi-dua/dot/{one.pk}/": "Ratio of base fighters",
                "/thi-dua/nguoi/N1/": "Base-level emulation fighter", WORKS: "The register is empty", "/thi-dua/cong-bang/": "On whom did the titles"}  # fmt: skip
    for address, words in expected.items():
        text = page(officer, address)
        assert words in text, address
        assert "Lao động tiên tiến" not in text, address
