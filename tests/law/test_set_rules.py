"""The packs beside the conditions: never judged on a pair, known by action, each answer with its clause or its gap."""

from datetime import date, timedelta

import pytest

from dungviec.law import LawBook, procedure_notes
from dungviec.law.answers import in_force, no_text
from dungviec.law.procedure import ACTIONS

BOOK = LawBook.load()
FILES = {
    f"{name}.yaml"
    for name in (
        "planning", "rotation", "job_positions", "posts_and_deputies", "law_80_and_strengths", "appraisal",
        "appraisal_public_employees", "streamlining", "training", "emulation",
    )
}  # fmt: skip


def test_no_entry_of_these_packs_judges_a_pair():
    entries = [r for r in BOOK.rules if r.file in FILES]
    assert {r.file for r in entries} == FILES
    assert not [r.key for r in entries if r.kind == "eligibility" or r.check not in (None, "no_text")]
    assert not [r.key for r in entries if r.applies_to.moves]


def test_every_action_named_in_a_pack_is_known():
    assert {a for r in BOOK.rules for a in r.actions} <= set(ACTIONS)


@pytest.mark.parametrize(
    ("action", "rule"),
    [
        ("rate", "RATE-2026-01"), ("train", "TRN-PG-171"), ("award", "EMU-2025-PRINC"), ("streamline", "TGBC-2025-01"),
        ("hold_together", "INC-2025-01"), ("plan", "PLAN-2025-01"), ("rotate", "ROT-2022-01"),
        ("change_position", "CDVT-01"),
    ],
)  # fmt: skip
def test_papers_find_them_by_action(action, rule):
    notes = procedure_notes(BOOK.on(date(2026, 11, 22)), "civil_servant", action)
    found = next(n for n in notes if n.rule_id == rule)
    assert found.instrument
    assert found.statement_vi


@pytest.mark.parametrize("gap", [r for r in BOOK.rules if r.kind == "gap" and r.file in FILES], ids=lambda r: r.id)
def test_a_gap_begins_where_the_last_version_ends(gap):
    versions = [r for r in BOOK.rules if r.kind != "gap" and set(r.families) & set(gap.families)]
    assert gap.from_ - timedelta(days=1) in {r.to for r in versions}
    assert not [r.key for r in versions if r.in_force(gap.from_)]


def test_an_unknown_answer_names_the_day_and_no_clause():
    view = BOOK.on(date(2020, 12, 10))
    answer = no_text(view, "việc này", "this matter")
    assert (answer.known, answer.citation, answer.confidence) == (False, "", "NONE")
    assert "10/12/2020" in answer.vi
    assert "10/12/2020" in answer.en
    assert in_force(view, "PLAN-2025-01") is None
    assert in_force(BOOK.on(date(2025, 10, 8)), "NO-SUCH", "PLAN-2025-01").id == "PLAN-2025-01"


def test_what_was_not_known_yet_is_left_out_of_the_answers():
    seen = BOOK.on(date(2026, 11, 22), known_on=date(2025, 12, 1))
    assert in_force(seen, "RATE-2026-01") is None
    assert in_force(seen, "PLAN-2025-01") is not None
