"""The frameworks on file: complete where the reference is, silent where it is silent, and dated."""

from datetime import date
from pathlib import Path

import pytest

from dungviec.competency.framework import FrameworkFault, frameworks, in_force_on, load_framework, read_framework

OWN = """
id: tinh
vi: Khung của tỉnh
en: The province's own
source: Quyết định của tỉnh
in_force_from: 2019-01-01
until: 2025-12-31
covers: [civil_servant]
groups: [{code: C, vi: Chung, en: General}]
competencies: [{code: C1, vi: Một, en: One, levels: [Thấp, ~]}]
"""


def test_annex_a_is_whole_and_keeps_its_silences() -> None:
    one = load_framework("civil_servant")
    assert [sum(c.group == g for c in one.competencies) for g in "GPM"] == [7, 5, 5]
    assert {len(c.levels) for c in one.competencies} == {5}
    silent = {(c.code, n) for c in one.competencies for n, level in enumerate(c.levels, 1) if level is None}
    assert silent == {("P2", 1), ("P3", 1), ("P4", 1)}
    assert one.meaning("P2", 1) == ""
    assert one.meaning("G6", 5, "en").startswith("Expert")
    assert all(level is None or all(level) for c in one.competencies for level in c.levels), "both languages"


def test_annex_b_gives_grades_and_leaves_behaviour_unknown() -> None:
    one = load_framework("public_employee")
    assert [c.levels for c in one.competencies if c.group == "V"] == [()] * 4
    assert all(level is None for c in one.competencies for level in c.levels)
    assert [(g.professional, g.management) for g in one.grades] == [
        (1, (1, 1)),
        (2, (1, 2)),
        (3, (2, 3)),
        (4, (4, 4)),
        (5, (5, 5)),
    ]
    assert len(one.open_questions) >= 3


@pytest.mark.parametrize(
    ("day", "category", "which"),
    [
        (date(2020, 12, 10), "civil_servant", None), (date(2025, 12, 31), "civil_servant", None), (date(2026, 1, 1), "civil_servant", "civil_servant"),
        (date(2026, 6, 30), "public_employee", None), (date(2026, 7, 1), "public_employee", "public_employee"),
    ],
)  # fmt: skip
def test_before_the_first_text_no_framework_is_on_file(day: date, category: str, which: str | None) -> None:
    found = in_force_on(day, category)
    assert (found and found.id) == which


def test_an_offices_own_file_holds_between_its_dates(tmp_path: Path) -> None:
    (tmp_path / "tinh.yaml").write_text(OWN, encoding="utf-8")
    known = frameworks(tmp_path)
    found = in_force_on(date(2020, 12, 10), "civil_servant", known)
    assert found is not None
    assert (found.id, found.confidence, found.competencies[0].levels[1]) == ("tinh", "OWN", None)
    newest = in_force_on(date(2026, 2, 1), "civil_servant", known)
    assert newest is not None
    assert newest.id == "civil_servant"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("vi: Khung của tỉnh\n", "", "thiếu vi"), ("2019-01-01", "đầu năm", "phải là ngày"), ("code: C1", "code: C1234567890", "tối đa 10 ký tự"),
        ("[Thấp, ~]", "[a, b, c, d, e, f]", "có 6 mức"), ("until: 2025-12-31", "confidence: UNVERIFIED", "không dùng được"), (OWN, "- 1", "không phải một khung"),
        ("id: tinh", "id: [", "không đọc được"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_is_told_in_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(FrameworkFault, match=sentence) as refused:
        read_framework(OWN.replace(old, new), "tinh.yaml")
    assert "tinh.yaml" in refused.value.english


def test_two_frameworks_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(OWN, encoding="utf-8")
    with pytest.raises(FrameworkFault, match="«tinh» có trong hai tệp"):
        frameworks(tmp_path)
