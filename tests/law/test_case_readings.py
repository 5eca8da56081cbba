"""The other reading of every setting: which cases it touches, and that both answers are told."""

from pathlib import Path

from dungviec.law.case_model import CaseSettings
from dungviec.law.case_outcomes import COUNTED, NUMBER_WORDS, OUTCOME_WORDS, numbers_told
from dungviec.law.case_readings import ASKED, OTHERS, other_readings
from dungviec.law.cases import JUDGES, judge_case, read_cases
from dungviec.law.settings import DEFAULT_SETTINGS, READINGS, setting_names

EXAMPLES = Path(__file__).parent.parent / "law_cases" / "worked_examples.yaml"
CASES = {c.id: c for c in read_cases(EXAMPLES.read_text("utf-8"), EXAMPLES.name)}


def told(case_id):
    case = CASES[case_id]
    return {(r.setting, r.value): r for r in other_readings(case, judge_case(case))}


def test_every_setting_of_the_law_is_a_key_of_a_case():
    assert set(CaseSettings.model_fields) == set(setting_names())
    assert CaseSettings().chosen() == DEFAULT_SETTINGS


def test_every_reading_asked_has_two_sides_and_a_kind_that_exists():
    assert set(OTHERS) <= set(READINGS)
    assert all(getattr(DEFAULT_SETTINGS, name) in values and len(values) > 1 for name, values in OTHERS.items())
    assert {name for names in ASKED.values() for name in names} <= set(OTHERS)


def test_the_quota_of_four_is_none_or_one():
    readings = told("WE-26")
    assert set(readings) == {("rating_quota_base", "good_and_above"), ("rating_quota_rounding", "nearest")}
    assert {r.verdict for r in readings.values()} == {"allowed"}


def test_five_failures_below_zero():
    assert told("WE-11-FIVE")[("rating_floor_zero", False)].numbers["quality"] == "-0.2500"
    assert told("WE-11") == {}


def test_a_reading_that_changes_nothing_is_not_told():
    assert told("WE-1") == {}
    assert told("WE-22") == {}


def test_outcomes_and_numbers_have_words_in_both_languages():
    assert all(len(pair) == 2 for pair in (*OUTCOME_WORDS.values(), *NUMBER_WORDS.values()))
    assert set(JUDGES) >= COUNTED
    assert numbers_told({"quantity": "1.2500", "amount": "1250000", "latest": "2026-12-14", "x": "1"}) == [
        "a số lượng 125 %", "số tiền 1.250.000 đ", "chậm nhất 14/12/2026",
    ]  # fmt: skip
    assert numbers_told({"score": "94.17", "amount": "1250000"}, "en") == ["score 94.17", "amount 1,250,000 đ"]
