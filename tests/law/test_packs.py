"""The packs: no undeclared overlap, nothing unverified, errors that name file, line and rule."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from dungviec.law import LawBook
from dungviec.law.checks import CHECKS
from dungviec.law.reading import PackError, read_packs
from dungviec.law.reasons import WRITERS
from dungviec.law.settings import READINGS, setting_names

BOOK = LawBook.load()

RULE = """rules:
  - id: {id}
    topic: age
    kind: definition
    family: f
    instrument: "NĐ 1"
    article: ""
    from: {start}
    {end}
    confidence: {confidence}
    source: "s"
    vi: "v"
    en: "e"
"""


def test_every_check_has_an_expression_and_a_sentence_writer():
    used = {r.check for r in BOOK.rules if r.check and r.check != "kinship"}
    assert used <= set(CHECKS)
    assert used <= set(WRITERS)
    assert set(CHECKS) <= used, "a check no pack uses is dead code"


def test_nothing_unverified_is_encoded_and_open_questions_say_why():
    assert {r.confidence for r in BOOK.rules} <= {"VERIFIED", "REPORTED", "OFFICE", "NONE"}
    encoded = {r.id for r in BOOK.rules}
    for question in BOOK.open_questions:
        assert question.id not in encoded
        assert question.why
    assert {"REAPT-2020-GAP", "KIN-P-DEF", "VC-259-APPOINT", "DIS-CORR-2025", "REAPT-2020-04"} <= {
        q.id for q in BOOK.open_questions
    }


def test_only_the_offices_own_standard_is_not_law():
    assert {r.id for r in BOOK.rules if r.confidence == "OFFICE"} == {"POST-STANDARD", "POST-STANDARD-VC"}


def test_an_undeclared_overlap_names_file_line_and_rule():
    text = RULE.format(id="A-1", start="2020-01-01", end="", confidence="VERIFIED")
    text += RULE.format(id="A-2", start="2021-01-01", end="", confidence="VERIFIED").removeprefix("rules:\n")
    with pytest.raises(
        PackError, match=r"a\.yaml, dòng 14, A-2: chồng thời gian với A-1 \(a\.yaml, dòng 2\) trong nhóm f"
    ):
        read_packs({"a.yaml": text})
    closed = text.replace("\n    \n", "\n    to: 2020-12-31\n", 1)
    assert len(read_packs({"a.yaml": closed}).rules) == 2


def test_an_unverified_rule_is_refused():
    with pytest.raises(PackError, match=r"a\.yaml, dòng 10, A-1: «confidence» không hợp lệ"):
        read_packs({"a.yaml": RULE.format(id="A-1", start="2020-01-01", end="", confidence="UNVERIFIED")})


def test_a_rule_without_a_citation_is_refused():
    with pytest.raises(PackError, match=r"a\.yaml, dòng 6, A-1: .*thiếu căn cứ: ghi «instrument» và «source»"):
        read_packs(
            {"a.yaml": RULE.format(id="A-1", start="2020-01-01", end="", confidence="VERIFIED").replace("NĐ 1", "")}
        )


def test_a_rule_that_ends_before_it_begins_is_refused():
    with pytest.raises(PackError, match="lies before"):
        read_packs({"a.yaml": RULE.format(id="A-1", start="2020-01-01", end="to: 2019-01-01", confidence="VERIFIED")})


def test_the_switch_of_december_2020():
    before, after = BOOK.on(date(2020, 11, 30)), BOOK.on(date(2020, 12, 1))
    assert before.rule("APT-2003-01").params["district_division"] == 45
    with pytest.raises(KeyError, match="APT-2003-01"):
        after.rule("APT-2003-01")
    assert after.rule("APT-2020-02/age").article == "Điều 42"


def test_what_was_not_known_yet_is_left_out():
    seen = BOOK.on(date(2026, 11, 22), known_on=date(2026, 7, 1))
    assert not [r for r in seen.rules() if r.id.startswith("APT-2026")]
    assert seen.rule("RET-02").from_ == date(2021, 1, 1)


def test_a_window_rule_outlives_its_repeal():
    view = BOOK.on(date(2026, 1, 10))
    assert "DIS-LAW-2020" in {r.id for r in view.judged}
    assert "DIS-LAW-2020" not in {r.id for r in view.rules()}


def test_every_setting_says_both_readings():
    assert set(READINGS) == set(setting_names())


def test_no_text_is_signed_after_it_took_effect_and_the_docs_tell_how_many_days_stand():
    texts = [r for r in LawBook.load().rules if r.kind != "gap"]
    assert [r.key for r in texts if r.known_from and r.known_from > r.from_] == []
    stand = sum(r.known_from is not None for r in texts)
    told = (Path(__file__).parents[2] / "docs/explanation/law.md").read_text(encoding="utf-8")
    assert f"{stand} of {len(texts)} entries" in told


def test_every_note_stands_in_both_languages():
    noted = [r for r in BOOK.rules if r.note_vi or r.note_en]
    assert len(noted) > 100
    assert not [r.key for r in noted if not (r.note_vi and r.note_en) or r.note_vi == r.note_en]
    text = RULE.format(id="A-1", start="2020-01-01", end='note_en: "Only in English."', confidence="VERIFIED")
    with pytest.raises(PackError, match=r"a\.yaml, dòng 2, A-1: .*ghi chú phải có cả hai tiếng"):
        read_packs({"a.yaml": text})


SHIPPED = {f.name: f.read_text("utf-8") for f in (files("dungviec.law") / "packs" / "vn").iterdir() if f.name.endswith(".yaml")}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "entry", "old", "new", "told"),
    [
        ("appointment_2026.yaml", "APT-2026-05", "check: last_ratings", "check: last_rating", "«last_rating» không có nghĩa.*Có phải «last_ratings»"),
        ("appointment_2026.yaml", "APT-2026-04", "min_months: 12", "min_month: 12", "«min_month» không có nghĩa.*Có phải «min_months»"),
        ("appointment_2026.yaml", "APT-2026-04", "min_months: 12", "min_months: mười hai", "«min_months: mười hai» không đúng kiểu; hãy ghi một số nguyên"),
        ("appointment_2026.yaml", "APT-2026-05", "topic: rating", "topic: ratings", "«ratings» không có nghĩa.*Có phải «rating»"),
        ("rotation.yaml", "ROT-2022-01", "known_from: 2022-04-28", "known_from: 2022-05-28", "«known_from» 2022-05-28 sau «from» 2022-04-28"),
        ("rotation.yaml", "ROT-2022-01", "from: 2022-04-28", "from: tháng tư", "phải là ngày dạng 2026-11-22, giá trị «tháng tư»"),
        ("retirement.yaml", "RET-04", "to: 2020-12-31", "to: 2021-01-01", "chồng thời gian với RET-04"),
        ("retirement.yaml", "RET-04", "to: 2020-12-31", "to: 2020-12-30", "không có bản nào từ 31/12/2020 đến 31/12/2020"),
    ],
)  # fmt: skip
def test_a_fault_planted_in_a_shipped_pack_is_told_with_the_line_of_the_value(file, entry, old, new, told):
    text = SHIPPED[file]
    start = text.index(f"  - id: {entry}\n")
    at = text.index(old, start)
    faulty = text[:at] + new + text[at + len(old) :]
    with pytest.raises(PackError, match=told) as refused:
        read_packs({**SHIPPED, file: faulty})
    line = int(re.search(r"dòng (\d+)", str(refused.value))[1])
    own, first = (text[:n].count("\n") + 1 for n in (at, start))
    assert line == own or (("chồng" in told or "không có bản" in told) and line >= first)
