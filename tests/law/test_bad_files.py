"""Files written by hand that cannot be used: each is a sentence with file, line, value and the mend; nothing is loaded."""

import os
from pathlib import Path

import pytest

from dungviec.law import LawBook, read_cases, read_overlay
from dungviec.law.case_lines import line_at
from dungviec.law.case_read import CaseError
from dungviec.law.cases import judge_case, strange_rules
from dungviec.law.faults import in_one_language
from dungviec.law.overlay import OverlayError
from dungviec.law.yaml_text import YamlFault, read_yaml

CHANGE = """name: Thử
changes:
  - rule: APT-2026-04
    from: 2026-09-01
    params: {min_months: 24}
    instrument: "QĐ 1"
    vi: "a"
    en: "b"
"""
ADDED = """name: Thử
rules:
  - id: TU-A-1
    topic: rating
    kind: eligibility
    check: health
    params: {}
    applies_to: {moves: [higher]}
    instrument: "QĐ 1"
    from: 2026-09-01
    vi: a
    en: b
"""
CASE = """- id: C-1
  action: {kind: appoint, date: 2026-11-22}
  facts: {sex: male}
  expect: {verdict: allowed}
"""

OVERLAYS = [
    (CHANGE.replace("24}", "hai mươi}"), "dòng 5", "hai mươi", "số nguyên"),
    (CHANGE.replace("24}", "-5}"), "dòng 5", "-5", "số nguyên"),
    (CHANGE.replace("24}", ".nan}"), "dòng 5", "nan", "số nguyên"),
    (CHANGE.replace("24}", "true}"), "dòng 5", "True", "số nguyên"),
    (CHANGE.replace("24}", "1.0e+30}"), "dòng 5", "1e+30", "1200"),
    (CHANGE.replace("24}", "6}"), "dòng 5", "min_months: 6", "từ mức 12"),
    (CHANGE.replace("2026-09-01", "2026-09-31"), "dòng 4", "2026-09-31", "lịch"),
    (CHANGE.replace("2026-09-01", "9999-12-31"), "dòng 4", "9999-12-31", "1900–2100"),
    (ADDED.replace("2026-09-01", "0026-09-01"), "dòng 10", "0026-09-01", "1900–2100"),
    (CHANGE.replace("changes:", "chages:"), "dòng 2", "chages", "Có phải «changes»"),
    (CHANGE.replace("2026-09-01", "2020-01-01"), "dòng 3", "APT-2026-04", "từ 01/08/2026"),
    (CHANGE.replace("APT-2026-04", "APT-2026-99"), "dòng 3", "APT-2026-99", "Có phải"),
    (CHANGE + CHANGE.split("changes:\n")[1], "dòng 9", "APT-2026-04", "gộp làm một"),
    (CHANGE + "extra: 1\n", "dòng 9", "extra", "sửa tên"),
    (ADDED.replace("topic: rating", "topic: ratingg"), "dòng 3", "ratingg", "Có phải «rating»"),
    (CHANGE.replace("instrument", "instrumnet"), "dòng 6", "instrumnet", "Có phải «instrument»"),
    (CHANGE.replace('"QĐ 1"', '""'), "dòng 6", "instrument", "để trống"),
    ("name: x\nchanges: *b\n", "dòng 2", "*b", "ghi thẳng"),
    ("name: x\nname: y\nrules: []\n", "dòng 2", "name", "chỉ giữ một"),
    (ADDED.replace("health", "last_ratings"), "dòng 3", "years, min_rating", "ghi thêm"),
    (ADDED.replace("health", "cooldown").replace("{}", "{how: vanished}"), "dòng 3", "vanished", "resigned"),
    (
        ADDED.replace("health", "no_blocks").replace("{}", "{flags: [blue_eyes]}"),
        "dòng 3",
        "blue_eyes",
        "criminal_open",
    ),
    (ADDED.replace("health", "title_standard").replace("{}", "{min_theory: deep}"), "dòng 3", "deep", "advanced"),
    (CHANGE.replace("{min_months: 24}", "{}"), "dòng 3", "APT-2026-04", "hãy ghi «params»"),
    (CHANGE.replace("{min_months: 24}", "{min_months_left: 60}"), "dòng 5", "min_months_left", "siết được: min_months"),
    (CHANGE.replace('"QĐ 1"', '"  "'), "dòng 6", "instrument", "để trống"),
    (
        CHANGE.replace("APT-2026-04", "APT-2026-08").replace("{min_months: 24}", "{flags: [barred]}"),
        "dòng 5",
        "flags: barred",
        "giữ đủ",
    ),
    (ADDED.replace('    instrument: "QĐ 1"\n', ""), "dòng 3", "thiếu căn cứ", "instrument"),
    (ADDED.replace("vi: a", 'vi: ""'), "dòng 11", "vi", "để trống"),
    (ADDED.replace("{}", "{colour: red}"), "dòng 3", "colour", "sửa tên"),
    (ADDED.replace("[higher]}", "[higher], unit_kinds: [phong]}"), "dòng 3", "phong", "division"),
    (
        ADDED.replace("health", "discipline_window").replace(
            "{}", "{discipline_kind: partie, forms: {warning: {months: 3, reach: any}}}"
        ),
        "dòng 3",
        "partie",
        "administrative",
    ),
    ("changes: x\n", "dòng 1", "x", "danh sách"),
    ("changes: [1]\n", "dòng 1", "1", "bảng khóa"),
]

CASES = [
    ("", "bad.yaml", "trống", "action"),
    ("- 1\n", "bad.yaml", "«1»", "id: …"),
    ("cases:\n\t- a: 1\n", "dòng 2", "Tab", "dấu cách"),
    ("cases: [ {unclosed", "dòng 1", "cột", "dấu ngoặc"),
    (CASE.replace("2026-11-22", "2026-02-30"), "dòng 2", "2026-02-30", "lịch"),
    (CASE.replace("sex: male", "sex: male, sex: female"), "dòng 3", "sex", "chỉ giữ một"),
    (CASE.replace("sex: male", "sexx: male"), "dòng 3", "sexx", "Có phải «sex»"),
    (CASE.replace("sex: male", "born: tháng ba"), "dòng 3", "tháng ba", "2026-11-22"),
    (CASE.replace("allowed", "yes"), "dòng 4", "yes", "needs_authority"),
    ("[" * 1000, "bad.yaml", "sâu", "đơn giản"),
    (CASE.replace("sex: male", "term: {from: 2026-01-01, ends: 2021-12-31}"), "dòng 3", "2021-12-31", "một trong hai"),
    (CASE.replace("sex: male", "earlier_posts: [{from: 2020-01-01, to: 2019-01-01}]"), "dòng 3", "2019-01-01", "sửa"),
    (CASE.replace("sex: male", "born: 2031-01-01"), "dòng 3", "2031-01-01", "hãy sửa ngày sinh"),
    (CASE.replace("sex: male", "born_year_only: 2031"), "dòng 3", "2031", "hãy sửa ngày sinh"),
    (CASE.replace("sex: male", "people: {An: {born: 2031-01-01}}"), "dòng 3", "people.An.born", "hãy sửa"),
    (CASE.replace("2026-11-22", "0001-01-01"), "dòng 2", "0001-01-01", "1900–2100"),
    (CASE.replace("sex: male", "ratings: {20255: good}"), "dòng 3", "20255", "hãy sửa năm"),
    (CASE.replace("sex: male", "target_post: {unit_kind: phong}"), "dòng 3", "phong", "division"),
    (CASE.replace("sex: male", "theory: deep"), "dòng 3", "deep", "advanced"),
    (CASE.replace("sex: male", "relation: childs"), "dòng 3", "childs", "có phải «child»"),
    (CASE.replace("sex: male", "term: {ends: 2026-12-31, months: -60}"), "dòng 3", "-60", "từ 1 trở lên"),
]


@pytest.mark.parametrize(("text", "line", "value", "mend"), OVERLAYS)
def test_an_overlay_that_cannot_be_used(tmp_path: Path, text: str, line: str, value: str, mend: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    book = LawBook.load()
    with pytest.raises(OverlayError) as fault:
        book.with_changes(read_overlay(file))
    for part in ("bad.yaml", line, value, mend, " / "):
        assert part in str(fault.value)
    assert LawBook.load().rules == book.rules


@pytest.mark.parametrize(("text", "line", "value", "mend"), CASES)
def test_cases_that_cannot_be_read(text: str, line: str, value: str, mend: str) -> None:
    with pytest.raises(CaseError) as fault:
        read_cases(text, "bad.yaml")
    for part in ("bad.yaml", line, value, mend, " / "):
        assert part in str(fault.value)


OTHER_WORDS = ("cousin", "uncle", "con_de", "bố", "child_of_head", "sibling of spouse", "none", "dì ruột", "stepmother")


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_a_relative_of_no_list_is_no_typing_error(word: str) -> None:
    (case,) = read_cases(CASE.replace("sex: male", f"relation: {word}"))
    assert case.facts.relation == word


def test_a_variant_that_moves_one_day_of_a_term_leaves_the_other_out() -> None:
    text = CASE.replace("sex: male", "term: {from: 2021-01-01, ends: 2025-12-31, months: 60}")
    text += "  variants:\n    - {facts: {term: {ends: 2020-12-31}}}\n    - {facts: {term: {ends: 2026-12-31}}}\n"
    _, earlier, later = (case.facts.term for case in read_cases(text))
    assert earlier is not None
    assert later is not None
    assert (str(earlier.ends), earlier.from_, earlier.months) == ("2020-12-31", None, 60)
    assert (str(later.ends), str(later.from_)) == ("2026-12-31", "2021-01-01")


@pytest.mark.parametrize(
    ("action", "facts", "line"),
    [
        ("kind: vote_step, step: 1, summoned: 10, votes: 14", "sex: male", 2),
        ("kind: rotate, purpose: holiday", "sex: male", 2),
        ("kind: rank_quota", "tier: village, bodies: [{deputies: 2, deputies_at_rank: 1}]", 3),
        ("kind: score_period", "category: civil_servant, appraisal: {general: 45, tasks: []}", 3),
    ],
)
def test_a_question_that_cannot_be_put_knows_its_line(action: str, facts: str, line: int) -> None:
    (case,) = read_cases(f"- id: A\n  action: {{date: 2026-11-22, {action}}}\n  facts: {{{facts}}}\n")
    with pytest.raises(CaseError) as fault:
        judge_case(case)
    assert line_at(case, fault.value.ways) == line


def test_a_rule_that_is_on_no_file_is_named_with_the_nearest() -> None:
    (case,) = read_cases(CASE.replace("verdict: allowed", "rules: [APT-2026-44, APT-2026-04]"))
    (said,) = strange_rules(case)
    for part in ("APT-2026-44", "APT-2026-04", "hãy sửa mã", " / "):
        assert part in said


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(OverlayError, match="kiểm tra lại đường dẫn"):
        read_overlay(tmp_path / "none.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OverlayError, match="UTF-8"):
        read_overlay(tmp_path / "bytes.yaml")


def test_a_sentence_is_said_in_one_language_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(CHANGE.replace("APT-2026-04", "APT-2026-O4"), encoding="utf-8")
    with pytest.raises(OverlayError) as fault:
        LawBook.load().with_changes(read_overlay(tmp_path / "bad.yaml"))
    assert " / " not in fault.value.vi
    assert fault.value.english.startswith("bad.yaml, line 3: 'rule: APT-2026-O4' must name exactly one condition")
    assert "Did you mean 'APT-2026-04'?" in fault.value.english
    assert in_one_language(str(fault.value), english=True) == fault.value.english
    assert in_one_language(str(fault.value), english=False) == fault.value.vi


def test_aliases_that_grow_a_file_without_end_are_refused() -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [f"{to}: &{to} [{', '.join([f'*{by}'] * 9)}]" for by, to in zip("abcdefg", "bcdefgh", strict=True)]
    with pytest.raises(CaseError, match="nhân tệp lên quá"):
        read_cases("\n".join([*rows, "id: *h"]), "bad.yaml")


def test_a_comma_between_braces_is_told_apart_from_a_strange_key() -> None:
    with pytest.raises(CaseError, match="để trong ngoặc kép"):
        read_cases(CASE.replace("facts: {", "facts: {position_field: thu, chi ngân sách, "))


def test_a_misspelt_fact_is_compared_with_the_keys_of_its_own_part() -> None:
    with pytest.raises(CaseError, match="Có phải «born»"):
        read_cases(CASE.replace("sex: male", "borm: 1970-01-01"))


def test_a_file_far_too_long_or_a_pipe_is_not_read(tmp_path: Path) -> None:
    """Ten megabytes took a minute and a half; a pipe nobody writes into would never end."""
    (tmp_path / "long.yaml").write_bytes(b"name: A\n" * 600_000)
    with pytest.raises(OverlayError, match=r"long\.yaml: không đọc được, dài quá 1\.000\.000 ký tự"):
        read_overlay(tmp_path / "long.yaml")
    with pytest.raises(CaseError, match="tách thành nhiều tệp"):
        read_cases("# x\n" * 250_001)
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(OverlayError, match="không phải tệp thường"):
        read_overlay(tmp_path / "pipe.yaml")


def test_brackets_without_end_are_refused_before_they_are_read() -> None:
    """Three thousand of them in six kilobytes took seventeen seconds; brackets in words and remarks count for nothing."""
    with pytest.raises(YamlFault) as fault:
        read_yaml("a: 1\nb: " + "[" * 3000 + "]" * 3000)
    assert fault.value.line == 2
    words = "[" * 70
    assert read_yaml(f"# {words}\na: '{words}' # {words}\nb: \"{words}\"\n") == {"a": words, "b": words}
