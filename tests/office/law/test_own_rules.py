"""The office's own rules: tightening is used everywhere, loosening refuses the whole folder aloud, rounds keep their law."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.office.cast import DAY

from dungviec.law import LawBook
from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.law.models import KeptLaw, RuleTrial
from dungviec.office.law.standing import shipped, standing, standing_of
from dungviec.office.law.tasks import try_rules
from dungviec.office.placement import services
from dungviec.office.placement.models import Round
from dungviec.office.placement.tasks import run_round
from dungviec.office.registry.governing import law_on
from dungviec.placement import Policy

PAGE = "/luat/quy-dinh-rieng/"
TIGHTER = """name: Quy định của tỉnh
changes:
  - rule: APT-2020-02/age
    from: 2020-12-05
    params: {default_term_months: 72, max_needed_months: 72}
    instrument: "QĐ 01-QĐ/TU"
    article: "Điều 3"
    vi: "Còn đủ 72 tháng công tác."
    en: "72 months of service left."
"""
LOOSER = TIGHTER.replace("72, max_needed_months: 72", "36")
ADDED = """rules:
  - id: TINH-01
    topic: standard
    kind: eligibility
    check: title_standard
    params: {min_theory: advanced}
    applies_to: {moves: [first_leadership, higher]}
    instrument: "QĐ 02-QĐ/TU"
    article: "Điều 1"
    from: 2020-12-01
    vi: "Có trình độ lý luận chính trị cao cấp."
    en: "Advanced political theory."
"""
YOUNG = (
    ADDED.replace("TINH-01", "TINH-02")
    .replace("title_standard", "age_cap")
    .replace("{min_theory: advanced}", "{male: 33, female: 33, district_division: 33}")
)
"""Nobody over 33: cuts through the town, where most answers of the national law are still unknown."""


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    """The folder of own rules, empty."""
    settings.LAW_FOLDER = str(tmp_path)  # type: ignore[attr-defined]
    return tmp_path


def test_a_tightening_is_what_the_whole_office_judges_by(officer: Client, folder: Path) -> None:
    assert law_on(DAY).rule("APT-2020-02/age").params["default_term_months"] == 60
    (folder / "tinh.yaml").write_text(TIGHTER, encoding="utf-8")  # read at once, without a restart
    rule = law_on(DAY).rule("APT-2020-02/age")
    assert (rule.params["default_term_months"], rule.confidence) == (72, "OFFICE")
    page = officer.get("/luat/chu-de/age/").content.decode()
    assert "Còn đủ 72 tháng công tác." in page
    assert "quy định riêng" in page
    assert "tinh.yaml" in officer.get(PAGE).content.decode()
    assert [r.key for r in standing().own_rules] == ["APT-2020-02/age"]


def test_a_reported_clause_that_is_tightened_is_own_and_keeps_its_mark(officer: Client, folder: Path) -> None:
    text = TIGHTER.replace("APT-2020-02/age", "STD-2025-POLITICS").replace("2020-12-05", "2026-09-01")
    text = text.replace("{default_term_months: 72, max_needed_months: 72}", "{min_theory: advanced}")
    (folder / "tinh.yaml").write_text(text, encoding="utf-8")
    assert [(r.key, r.confidence) for r in standing().own_rules] == [("STD-2025-POLITICS", "REPORTED")]
    card = officer.get(f"{PAGE}?tai-ngay=01/10/2026").content.decode().partition("STD-2025-POLITICS")[2]
    for told in ("quy định riêng", "theo nguồn tin", "QĐ 01-QĐ/TU"):
        assert told in card.partition("</article>")[0], told


def test_an_added_rule_stands_in_the_way_and_says_whose_it_is(officer: Client, folder: Path) -> None:
    before = officer.get("/can-bo/N2/bo-nhiem/GD.PP/").content.decode()
    assert "QĐ 02-QĐ/TU" not in before
    (folder / "tinh.yaml").write_text(ADDED, encoding="utf-8")
    page = officer.get("/can-bo/N2/bo-nhiem/GD.PP/").content.decode()
    assert "QĐ 02-QĐ/TU · Điều 1" in page
    assert "của cơ quan" in page
    assert "Lê Văn Đức" in officer.get("/luat/anh-huong/TINH-01/").content.decode()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (LOOSER, "nới lỏng APT-2020-02/age"), ("changes: {", "không đọc được"), ("rules: [{id: X-1}]", "không hợp lệ"),
        (TIGHTER.replace("APT-2020-02/age", "KHONG-CO"), "phải chỉ đúng một quy định"),
    ],
)  # fmt: skip
def test_one_bad_file_leaves_all_own_rules_out_and_every_page_says_so(
    officer: Client, folder: Path, bad: str, said: str
) -> None:
    (folder / "a-tot.yaml").write_text(ADDED, encoding="utf-8")
    (folder / "b-hong.yaml").write_text(bad, encoding="utf-8")
    assert standing().book.rules == LawBook.load().rules  # not even the good file: nothing is loaded halfway
    for path in ("/luat/", "/luat/chu-de/age/", PAGE):
        page = officer.get(path).content.decode()
        assert "Quy định riêng chưa được dùng" in page
        assert "b-hong.yaml" in page
        assert said in page
    assert officer.get("/can-bo/N2/bo-nhiem/GD.PP/").status_code == 200  # the office goes on
    assert "Quy định riêng của cơ quan chưa dùng được" in officer.get("/bo-tri/lap/").content.decode()
    (folder / "b-hong.yaml").unlink()
    assert "chưa được dùng" not in officer.get("/luat/").content.decode()
    assert [r.id for r in standing().own_rules] == ["TINH-01"]


def test_a_file_that_is_no_text_is_said_with_its_name(officer: Client, folder: Path) -> None:
    (folder / "hong.yaml").write_bytes(b"\xff\xfe\x00")
    assert "hong.yaml: không đọc được (không phải văn bản UTF-8)" in officer.get(PAGE).content.decode()


def tried(client: Client, text: str) -> str:
    """The page once the worker has done what was asked."""
    assert client.post(PAGE, {"noi-dung": text, "ngay-xet": "10/12/2020"}).url == PAGE
    assert try_rules.call(trial_id=RuleTrial.objects.latest("pk").pk) == "done"
    return client.get(PAGE).content.decode()


def test_trying_a_file_counts_by_unit_and_lists_people_and_makes_no_law(officer: Client, folder: Path) -> None:
    page = tried(officer, ADDED)
    assert "Ngày 10/12/2020:" in page
    assert "người đổi kết luận" in page
    assert "TINH-01" in page
    assert standing().own_rules == ()
    assert list(folder.iterdir()) == []
    assert LedgerEntry.objects.get(action="try_own_rules").detail["day"] == "2020-12-10"


def test_who_changes_is_who_changes(officer: Client, folder: Path) -> None:
    from dungviec.law.impact import impact
    from dungviec.office.law.standing import overlay_of
    from dungviec.office.registry.selectors import snapshot

    law = standing()
    changed = law.book.with_changes(overlay_of({"x.yaml": YOUNG}))
    wanted = impact(snapshot(DAY), law.on(DAY), changed.on(DAY))
    page = tried(officer, YOUNG)
    assert set(wanted.people["name"]) == {"Lê Văn Đức"}  # the heads move sideways only, ông Cũ was forbidden before
    assert f"{wanted.people['person_id'].n_unique()} người đổi kết luận" in page
    result = page.partition("đổi kết luận")[2]
    assert "Lê Văn Đức" in result
    assert "Phạm Hạ<" not in result  # 31 years old


def test_an_upload_is_tried_and_a_loosening_refused_with_line_and_mend(officer: Client, folder: Path) -> None:
    file = SimpleUploadedFile("moi.yaml", LOOSER.encode())
    answer = officer.post(PAGE, {"tep": file})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Không thử được" in page
    assert "moi.yaml, dòng 5" in page
    assert "chỉ được siết chặt hoặc bổ sung" in page
    part = officer.post(PAGE, {"tep": SimpleUploadedFile("moi.yaml", ADDED.encode())}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "Đang chờ đến lượt" in part.content.decode()
    assert try_rules.call(trial_id=RuleTrial.objects.latest("pk").pk) == "done"
    assert "TINH-01" in officer.get(PAGE, headers={"HX-Request": "true"}).content.decode()


def test_a_trial_tells_how_far_it_is_and_stops_when_asked(officer: Client, folder: Path) -> None:
    officer.post(PAGE, {"noi-dung": YOUNG})
    one = RuleTrial.objects.get()
    RuleTrial.objects.update(status="running", progress=420)
    page = officer.get(PAGE).content.decode()
    assert 'value="420"' in page
    assert "42 %" in page
    officer.post(PAGE, {"dung-lai": "1"})
    RuleTrial.objects.update(status="queued")  # as the worker finds it
    assert try_rules.call(trial_id=one.pk) == "stopped"
    assert "đã dừng" in officer.get(PAGE).content.decode()
    assert try_rules.call(trial_id=one.pk) == "not waiting"


def test_a_trial_is_for_the_eyes_of_who_asked_and_the_next_one_takes_its_place(
    as_role: Callable[..., Client], folder: Path
) -> None:
    asker, other = as_role("personnel"), as_role("leader")
    assert "đổi kết luận" in tried(asker, YOUNG).partition("ket-qua")[2]
    assert "đổi kết luận" not in other.get(PAGE).content.decode().partition("ket-qua")[2]
    tried(asker, ADDED)
    assert [t.text for t in RuleTrial.objects.all()] == [ADDED]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"noi-dung": ""}, "Chưa có gì để thử"), ({"noi-dung": ADDED, "ngay-xet": "mai"}, "«mai» không đọc được"),
        ({"noi-dung": "a" * 200_001}, "quá dài"),
    ],
)  # fmt: skip
def test_what_cannot_be_tried_is_a_sentence(officer: Client, folder: Path, sent: dict[str, str], said: str) -> None:
    answer = officer.post(PAGE, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_file_that_is_too_large_or_no_text(officer: Client, folder: Path) -> None:
    for body, said in ((b"a" * 200_001, "quá lớn"), (b"\xff\xfe", "không phải văn bản UTF-8")):
        assert said in officer.post(PAGE, {"tep": SimpleUploadedFile("x.yaml", body)}).content.decode()


@pytest.mark.parametrize("role", ["unit_head", "official", "inspector"])
def test_only_those_who_prepare_or_decide_try_rules_on_everybody(
    as_role: Callable[..., Client], folder: Path, role: str
) -> None:
    client = as_role(role, unit_id="P-GD", person_id="N2")
    assert "Thử một quy định" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"noi-dung": ADDED}).status_code == 403


def test_a_round_is_solved_and_asked_about_by_the_law_it_was_opened_under(officer: Client, folder: Path) -> None:
    user = User.objects.get(username="personnel")
    (folder / "tinh.yaml").write_text(ADDED, encoding="utf-8")
    one = services.open_round("Có quy định riêng", DAY, Policy(), user)
    assert one.law_mark == standing().mark
    assert KeptLaw.objects.get(pk=one.law_mark).overlays == {"tinh.yaml": ADDED}
    (folder / "tinh.yaml").unlink()
    assert standing().mark == shipped().mark != one.law_mark
    assert "TINH-01" in {r.id for r in standing_of(one.law_mark).on(DAY).judged}
    assert run_round.call(round_id=one.pk) == "done"  # after the file is gone, still by it
    page = officer.get(f"/bo-tri/{one.pk}/").content.decode()
    assert "quy định riêng hoặc cách hiểu luật đã đổi" in page
    answer = officer.get(f"/bo-tri/{one.pk}/ly-do/?nguoi=N2&vi-tri=GD.PP").content.decode()
    assert "QĐ 02-QĐ/TU" in answer


def test_a_round_without_own_rules_keeps_the_shipped_law_when_some_come(officer: Client, folder: Path) -> None:
    one = services.open_round("Luật chung", DAY, Policy(), User.objects.get(username="personnel"))
    (folder / "tinh.yaml").write_text(ADDED, encoding="utf-8")
    assert run_round.call(round_id=one.pk) == "done"
    answer = officer.get(f"/bo-tri/{one.pk}/ly-do/?nguoi=N2&vi-tri=GD.PP").content.decode()
    assert "QĐ 02-QĐ/TU" not in answer
    again = services.run_again(Round.objects.get(pk=one.pk), User.objects.get(username="personnel"))
    assert again.law_mark == standing().mark != one.law_mark
