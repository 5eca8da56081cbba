"""``dungviec law`` as a lawyer meets it: verdicts with their clause, exit codes, refusals in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.placement.cast import town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city

CASES = Path(__file__).parent.parent / "law_cases"
RETIRE = "id: R-1\nfacts: {sex: male, born: 1966-07-05}\naction: {kind: retirement_date, date: 2026-11-22}\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "case.yaml"


def test_one_case_answers_with_one_object(case: Path) -> None:
    case.write_text(RETIRE, encoding="utf-8")
    result = run("law", "check", case, "--json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert (answer["id"], answer["verdict"], answer["outcome"]) == ("R-1", "allowed", "2028-07-31")
    assert answer["numbers"].items() >= {"age": "62y", "age_months": 744, "date": "2028-07-31"}.items()
    finding = answer["findings"][0]
    assert [f["rule"] for f in answer["findings"]] == ["RET-02", "RET-01", "RET-03"]
    assert finding["statement"]
    assert finding["instrument"]


def test_several_cases_answer_with_a_list() -> None:
    result = run("law", "check", CASES / "procedures.yaml", "--json")
    assert result.exit_code == 0, result.stderr
    answers = {a["id"]: a for a in json.loads(result.stdout)}
    assert answers["VOTE-4-TIE"]["verdict"] == "needs_authority"
    assert answers["VOTE-4-TIE"]["numbers"]["share"] == 0.5
    assert answers["NOTICE-VC"]["reason"] == "no_text_on_file_for_date"


def test_an_expectation_that_is_not_met_ends_with_one(case: Path) -> None:
    case.write_text(RETIRE + "expect: {verdict: forbidden}\n", encoding="utf-8")
    result = run("law", "check", case, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["verdict"] == "allowed"
    assert result.stderr.strip() == "dungviec: R-1: kết luận là allowed, mong đợi forbidden"
    english = run("law", "check", case, "--lang", "en").stderr
    assert english.strip() == "dungviec: R-1: verdict is allowed, expected forbidden"


def test_also_accept_is_enough(case: Path) -> None:
    case.write_text(RETIRE + "expect: {verdict: forbidden, also_accept: [allowed]}\n", encoding="utf-8")
    assert run("law", "check", case).exit_code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RETIRE.replace("born", "birn"), "dòng 2, R-1: «facts.birn» không hợp lệ"),
        (RETIRE.replace("born", "birn"), "Có phải «born»?"),
        (RETIRE.replace("1966-07-05", "hôm qua"), "dòng 2, R-1: «facts.born» không hợp lệ"),
        (RETIRE + "like: R-9\n", "dòng 4: không có tình huống «R-9»"),
        (RETIRE + "like: R-1\n", "đi vòng tròn"),
        ("[" + RETIRE, "sai cách viết YAML"),
        ("- 3\n", "mỗi tình huống là một bảng có «id»"),
        (RETIRE + "variants:\n  - {colour: red}\n", "dòng 5, R-1: khóa lạ «colour»"),
        (
            RETIRE + "settings: {reference_day: dossier_received}\n",
            "dòng 4, R-1: «reference_day: dossier_received» cần",
        ),
        (RETIRE.replace("retirement_date", "concurrent_alowance"), "dòng 3, R-1: «action.kind» không hợp lệ"),
    ],
)
def test_a_bad_case_is_a_sentence_and_ends_with_two(case: Path, text: str, said: str) -> None:
    case.write_text(text, encoding="utf-8")
    result = run("law", "check", case)
    assert result.exit_code == 2
    assert said in result.stderr
    assert " / " not in result.stderr
    assert "Traceback" not in result.output


def test_a_scope_that_names_nothing_is_refused_with_a_hint(case: Path) -> None:
    text = (CASES / "today.yaml").read_text(encoding="utf-8").split("- id: EX-MONTHS-12")[0]
    case.write_text(text.replace("[appointment_state_rules]", "[appointment_state_rule]"), encoding="utf-8")
    result = run("law", "check", case)
    assert result.exit_code == 2
    assert "Có phải «appointment_state_rules»?" in result.stderr
    english = run("law", "check", case, "--lang", "en").stderr
    assert "case.yaml, line 25, " in english
    assert "Did you mean 'appointment_state_rules'?" in english
    assert "Có phải" not in english
    case.write_text(text.replace("[appointment_state_rules]", "[rating]"), encoding="utf-8")
    answer = json.loads(run("law", "check", case, "--json").stdout)
    assert {f["topic"] for f in answer["findings"]} == {"rating"}


def test_service_is_counted_from_the_dossier_when_the_case_reads_it_so(case: Path) -> None:
    text = (CASES / "today.yaml").read_text(encoding="utf-8").split("- id: EX-MONTHS-12")[0].split("  expect:")[0]
    text = text.replace("1980-03-15", "1969-08-10").replace("2026-08-20", "2026-03-20")
    assert text.count("1969-08-10") == 1
    verdicts = []
    for reading in ("decision", "dossier_received"):
        case.write_text(f"{text}  settings: {{reference_day: {reading}, near_limit_days: 0}}\n", encoding="utf-8")
        answer = json.loads(run("law", "check", case, "--json").stdout)
        answer = answer[0] if isinstance(answer, list) else answer
        verdicts.append((answer["verdict"], answer["numbers"]["months_left"]))
    assert verdicts == [("needs_authority", 59), ("allowed", 65)]


def test_a_file_that_is_not_there_is_a_sentence() -> None:
    result = run("law", "check", "nowhere.yaml")
    assert result.exit_code == 2
    assert "Không đọc được tệp «nowhere.yaml»" in result.stderr


def test_words_are_found_with_and_without_marks() -> None:
    found = [json.loads(run("law", "list", words, "--json").stdout) for words in ("kỷ luật", "ky luat", "KY LUAT")]
    assert {r["rule"] for r in found[1]} >= {"DIS-BLOCK-2025", "DIS-FORM-2020"}
    assert {r["rule"] for r in found[0]} <= {r["rule"] for r in found[1]}
    assert found[1] == found[2]
    assert json.loads(run("law", "list", "kỹ luật", "--topic", "discipline", "--json").stdout) == []
    assert "Không có quy định nào phù hợp" in run("law", "list", "kỹ luật", "--topic", "discipline").stdout


def test_the_list_of_a_day_holds_the_rules_of_that_day() -> None:
    rules = json.loads(run("law", "list", "--topic", "age", "--on", "30/11/2020", "--json").stdout)
    assert {r["rule"] for r in rules} >= {"APT-2003-01"}
    assert not {r["rule"] for r in rules} & {"APT-2020-02", "APT-2026-01"}
    assert "APT-2003-01" in run("law", "list", "--topic", "age", "--on", "2020-11-30").stdout


def test_a_rule_shows_its_clause_and_its_versions() -> None:
    result = run("law", "show", "apt-2026-01", "--json")
    (rule,) = json.loads(result.stdout)
    assert rule["in_force_from"] == "2026-08-01"
    assert [v["rule"] for v in rule["versions"]][:2] == ["APT-2003-01", "APT-2020-02"]
    said = " ".join(run("law", "show", "APT-2026-01", "--lang", "en").stdout.split())  # however wide the terminal is
    assert "remaining service must cover" in said
    assert "▸ from 01/08/2026" in said


def test_the_law_of_a_day_names_what_is_not_on_file() -> None:
    answer = json.loads(run("law", "at", "22/11/2026", "--json").stdout)
    assert "GAP-VC-259" in {g["rule"] for g in answer["gaps"]}
    assert "APT-2026-01" in {r["rule"] for r in answer["rules"]}
    assert "GAP-VC-259" in run("law", "at", "22/11/2026").stdout


def test_the_difference_of_two_days_is_what_ended_and_what_began() -> None:
    answer = json.loads(run("law", "diff", "2020-11-30", "2020-12-01", "--json").stdout)
    assert "APT-2003-01" in {r["rule"] for r in answer["ended"]}
    assert "APT-2020-02" in {r["rule"] for r in answer["begun"]}
    assert "không có thay đổi" in run("law", "diff", "2020-12-01", "2020-12-01").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "APT-3026-01"), "Có phải «APT-2026-01»?"),
        (("show", "APT-2026-01", "--on", "2020-12-10"), "không có hiệu lực ngày 2020-12-10"),
        (("list", "--topic", "luong"), "Không có chủ đề «luong»"),
        (("at", "32/13/2026"), "DATE «32/13/2026»"),
        (("diff", "2026-01-01", "2020-01-01"), "phải sau ngày thứ nhất"),
    ],
)
def test_a_question_that_cannot_be_answered_is_a_sentence(words: tuple[str, ...], said: str) -> None:
    result = run("law", *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_impact_lists_who_changes_status(tmp_path: Path) -> None:
    city = write_city(town(), tmp_path / "city.xlsx")
    overlay = tmp_path / "own.yaml"
    overlay.write_text(
        "rules:\n  - {id: QN-01, topic: rating, kind: eligibility, check: last_ratings, params: {years: 3, min_rating: excellent}, "
        "applies_to: {moves: [first_leadership, higher, lateral_or_lower]}, instrument: QĐ 12, from: 2020-01-01, vi: Xuất sắc, en: Excellent}\n",
        encoding="utf-8",
    )
    result = run("law", "impact", overlay, city, "--json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["changed_pairs"] == sum(p["posts"] for p in answer["people"]) > 0
    assert {r for p in answer["people"] for r in p["rules"]} == {"QN-01"}
    assert "người đổi kết luận" in run("law", "impact", overlay, city).stdout
    assert run("law", "impact", city).exit_code == 2
    assert run("law", "impact", city, "--effective", "2020-12-01").exit_code == 0
    later = json.loads(run("law", "impact", city, "--from", "2020-11-30", "--effective", "2026-11-22", "--json").stdout)
    assert (later["compared_with"], later["date"]) == ("2020-11-30", "2026-11-22")
    assert run("law", "impact", city, "--from", "2026-11-22", "--effective", "2020-11-30").exit_code == 2
    assert run("law", "impact", overlay, city, "--from", "2020-11-30", "--effective", "2026-11-22").exit_code == 2
    overlay.write_text("rules: 3\n", encoding="utf-8")
    broken = run("law", "impact", overlay, city)
    assert broken.exit_code == 2
    assert "Traceback" not in broken.output


SCORE = """id: S-1
facts: {category: civil_servant, appraisal: {general: 30, tasks: [{assigned: 4, done: 4}, {extra: true, done: 1}]}}
action: {kind: score_period, date: 2026-08-31}
"""


def test_an_open_reading_shows_both_results(case: Path) -> None:
    case.write_text(SCORE, encoding="utf-8")
    answer = json.loads(run("law", "check", case, "--json").stdout)
    assert answer["numbers"]["score"] == 100
    (other,) = answer["readings"]
    assert (other["setting"], other["value"], other["numbers"]["score"]) == ("rating_cap_parts", False, 117.5)
    said = run("law", "check", case).stdout
    assert "a số lượng 100 %" in said
    assert "Cách hiểu khác (rating_cap_parts: false)" in said
    assert "Other reading (rating_cap_parts: false)" in run("law", "check", case, "--lang", "en").stdout


def test_a_reading_is_chosen_on_the_command_line(case: Path) -> None:
    case.write_text(SCORE, encoding="utf-8")
    answer = json.loads(run("law", "check", case, "--set", "rating_cap_parts=false", "--json").stdout)
    assert answer["numbers"]["score"] == 117.5
    assert [(r["setting"], r["value"]) for r in answer["readings"]] == [("rating_cap_parts", True)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("rating_cap_part=false", "Có phải «rating_cap_parts»?"),
        ("rating_cap_parts", "viết SETTING=VALUE"),
        ("rating_quota_base=everybody", "giá trị không hợp lệ"),
        ("near_limit_days=-1", "giá trị không hợp lệ"),
        ("near_limit_days=[", "giá trị không hợp lệ"),
    ],
)
def test_a_reading_that_there_is_not_is_a_sentence(case: Path, given: str, said: str) -> None:
    case.write_text(SCORE, encoding="utf-8")
    result = run("law", "check", case, "--set", given)
    assert result.exit_code == 2
    assert said in result.stderr


def test_what_was_known_on_a_day_answers_for_that_day(case: Path) -> None:
    case.write_text(SCORE, encoding="utf-8")
    before = json.loads(run("law", "check", case, "--known-on", "20/12/2025", "--json").stdout)
    assert (before["verdict"], before["reason"]) == ("unknown", "no_text_on_file_for_date")
    assert json.loads(run("law", "check", case, "--known-on", "21/12/2025", "--json").stdout)["verdict"] == "allowed"
    assert "theo hiểu biết ngày 20/12/2025" in run("law", "check", case, "--known-on", "2025-12-20").stdout


def test_the_law_of_a_day_as_known_on_another_names_what_came_later() -> None:
    answer = json.loads(run("law", "at", "2026-12-10", "--known-on", "2025-12-20", "--json").stdout)
    later = {r["rule"] for r in answer["known_later"]}
    assert later >= {"RATE-2026-01", "APT-2026-01"}
    assert not later & {r["rule"] for r in answer["rules"]}
    assert "quy định của ngày này chưa biết" in run("law", "at", "2026-12-10", "--known-on", "2025-12-20").stdout
    assert json.loads(run("law", "at", "2026-12-10", "--json").stdout)["known_later"] == []


def test_rules_are_listed_by_instrument() -> None:
    rules = json.loads(run("law", "list", "--instrument", "nd 335/2025", "--json").stdout)
    assert {r["rule"] for r in rules} >= {"RATE-2026-01", "RATE-335-FAIL"}
    assert all("335/2025" in r["instrument"] for r in rules)
    assert "Không có quy định nào phù hợp" in run("law", "list", "--instrument", "999/1999").stdout
