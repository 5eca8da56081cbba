"""Overlays tighten or add, never loosen; impact names who changes status."""

from datetime import date
from pathlib import Path

import pytest

from dungviec.law import LawBook, Verdict, explain_pair
from dungviec.law.case_snapshot import PERSON, TARGET, snapshot_of
from dungviec.law.cases import read_cases
from dungviec.law.impact import impact
from dungviec.law.overlay import OverlayError, read_overlay

BOOK = LawBook.load()
DAY = date(2026, 9, 1)
CHANGE = """name: Tỉnh A
changes:
  - rule: {rule}
    from: 2026-09-01
    params: {params}
    instrument: "QĐ 12 của Tỉnh ủy"
    vi: "Phải giữ chức vụ liền kề ít nhất 60 tháng."
    en: "At least 60 months in the adjacent post."
"""
ADDED = """rules:
  - id: {id}
    topic: rating
    kind: eligibility
    check: {check}
    params: {{years: 1, min_rating: excellent}}
    applies_to: {{categories: [civil_servant], moves: [higher]}}
    instrument: "QĐ 12 của Tỉnh ủy"
    from: 2026-09-01
    vi: "Năm gần nhất hoàn thành xuất sắc."
    en: "Rated excellent last year."
    {extra}
"""


def deputy():
    """The deputy head of EX-01: 55 months in post, rated good for three years."""
    path = Path(__file__).parent.parent / "law_cases" / "today.yaml"
    return snapshot_of(read_cases(path.read_text("utf-8"), path.name)[0])


def overlaid(tmp_path, text):
    path = tmp_path / "tinh-a.yaml"
    path.write_text(text, encoding="utf-8")
    return BOOK.with_changes(read_overlay(path))


def test_a_stricter_clause_holds_from_its_day_and_leaves_the_book_alone(tmp_path):
    book = overlaid(tmp_path, CHANGE.format(rule="APT-2026-04", params="{min_months: 60}"))
    found = explain_pair(deputy(), PERSON, TARGET, book.on(DAY))
    assert (found.verdict, found.blocking) == (Verdict.NEEDS_AUTHORITY, ("APT-2026-04",))
    assert "QĐ 12 của Tỉnh ủy" in found.findings[0].instrument
    assert book.on(date(2026, 8, 31)).rule("APT-2026-04").params["min_months"] == 12
    assert BOOK.on(DAY).rule("APT-2026-04").params["min_months"] == 12
    assert explain_pair(deputy(), PERSON, TARGET, BOOK.on(DAY)).verdict == Verdict.ALLOWED


def test_a_folder_of_overlays_is_read_whole(tmp_path):
    (tmp_path / "a.yaml").write_text(CHANGE.format(rule="APT-2026-04", params="{min_months: 24}"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(ADDED.format(id="QN-01", check="last_ratings", extra=""), encoding="utf-8")
    book = BOOK.with_changes(read_overlay(tmp_path))
    assert explain_pair(deputy(), PERSON, TARGET, book.on(DAY)).blocking == ("QN-01",)
    assert book.on(DAY).rule("APT-2026-04").params["min_months"] == 24


def test_an_exception_can_be_taken_away(tmp_path):
    text = CHANGE.format(rule="APT-2026-04", params="{min_months: 60}") + "    no_exception: true\n"
    assert explain_pair(deputy(), PERSON, TARGET, overlaid(tmp_path, text).on(DAY)).verdict == Verdict.FORBIDDEN


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CHANGE.format(rule="APT-2026-04", params="{min_months: 6}"), "dòng 3: «min_months: 6» nới lỏng APT-2026-04"),
        (CHANGE.format(rule="APT-2026-05", params="{min_rating: completed}"), "«min_rating: completed» nới lỏng"),
        (CHANGE.format(rule="APT-2026-06", params="{max_file_months: 12}"), "«max_file_months: 12» nới lỏng"),
        (CHANGE.format(rule="APT-2026-04", params="{min_months: nhiều}"), "không đúng kiểu"),
        (CHANGE.format(rule="APT-2026-04", params="{colour: 1}"), "tham số «colour»"),
        (CHANGE.format(rule="APT-2020-02", params="{min_months: 60}"), "phải chỉ đúng một quy định"),
        (CHANGE.format(rule="APT-2026-04", params="[1]"), "dòng 5: «params» không hợp lệ"),
        (ADDED.format(id="APT-2026-01", check="last_ratings", extra=""), "mã đã có trong kho"),
        (ADDED.format(id="QN-01", check="nothing", extra=""), "«check» đã biết"),
        (ADDED.format(id="QN-01", check="last_ratings", extra="covers: true"), "nới lỏng quy định chung"),
        ("rule: [x]\n", "chỉ gồm «name», «changes», «rules»"),
        ("changes: [1]\n", "mỗi mục phải là một bảng"),
        ("[", "không đọc được"),
    ],
)
def test_what_loosens_or_cannot_be_read_is_refused_with_a_sentence(tmp_path, text, said):
    with pytest.raises(OverlayError, match=r"^tinh-a\.yaml") as refused:
        overlaid(tmp_path, text)
    assert said in str(refused.value)


def test_impact_names_who_changes_status(tmp_path):
    book = overlaid(tmp_path, CHANGE.format(rule="APT-2026-04", params="{min_months: 60}"))
    found = impact(deputy(), BOOK.on(DAY), book.on(DAY))
    (row,) = found.people.to_dicts()
    assert (row["person_id"], row["before"], row["after"], row["rules"]) == (PERSON, 0, 1, ["APT-2026-04"])
    assert found.units["stricter"].to_list() == [1]
    assert impact(deputy(), BOOK.on(DAY), BOOK.on(DAY)).people.height == 0


def test_impact_of_a_decree_that_takes_effect():
    found = impact(deputy(), BOOK.on(date(2026, 7, 31)), BOOK.on(date(2026, 8, 1)))
    assert found.people.select("before", "after").rows() == [(int(Verdict.UNKNOWN), int(Verdict.ALLOWED))]
