"""Procedures: cases from the articles (pass, fail, boundary), votes against the law's own judge, last days, what is not on file."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from typer.testing import CliRunner

from dungviec.cli.app import app
from dungviec.law import LawBook
from dungviec.procedures import (
    Count,
    Held,
    ProcedureFault,
    Step,
    Threshold,
    clock_ends,
    count_votes,
    procedure_names,
    procedure_on,
    run,
    sources_of,
)
from dungviec.procedures.file import RunFile, judge_run, read_run, unmet

CASES = [
    pytest.param(case, id=f"{path.stem}-{n}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for n, case in enumerate(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
]
BOOK = LawBook.load()
LATE = date(2026, 11, 22)


@pytest.mark.parametrize("case", CASES)
def test_a_case_of_the_articles(case: dict[str, Any]) -> None:
    one = RunFile.model_validate({key: value for key, value in case.items() if key != "story"})
    assert unmet(one, judge_run(one, BOOK.on(one.date))) == [], case["story"]


@pytest.mark.parametrize("day", [date(2020, 12, 10), date(2025, 8, 1), LATE])
@pytest.mark.parametrize("name", procedure_names())
def test_every_procedure_has_steps_on_every_day_and_says_whether_a_text_is_on_file(name: str, day: date) -> None:
    for source in sources_of(name):
        found = procedure_on(BOOK.on(day), name, source=source)
        assert found.steps
        assert len({s.key for s in found.steps}) == len(found.steps)
        assert found.known == (found.rule is not None)
        assert found.confidence in ("VERIFIED", "REPORTED")
        if found.rule is None:
            assert all(s.threshold is None and s.due is None for s in found.steps), (
                "the general order invents no number"
            )


VOTE = st.integers(0, 40)


@settings(max_examples=80)
@given(
    summoned=st.integers(1, 40),
    absent=st.integers(0, 10),
    votes=st.lists(VOTE, min_size=1, max_size=3),
    step=st.integers(1, 4),
)
def test_votes_are_counted_as_the_law_counts_them(summoned: int, absent: int, votes: list[int], step: int) -> None:
    from dungviec.law.case_model import Case
    from dungviec.law.cases import judge_case

    present = max(1, summoned - absent)
    votes = [min(v, present) for v in votes]
    case = Case.model_validate({
        "id": "V", "facts": {"category": "civil_servant"},
        "action": {"kind": "vote_step", "date": LATE, "step": step, "summoned": summoned, "present": present, "votes": votes},
    })  # fmt: skip
    procedure = procedure_on(BOOK.on(LATE), "appointment")
    mine = next(s for s in procedure.steps if s.number == step)
    tally = count_votes(mine, {str(i): v for i, v in enumerate(votes, 1)}, Count(summoned=summoned, present=present))
    assert tally.outcome == judge_case(case).outcome


@given(base=st.integers(1, 200), votes=st.integers(0, 200))
def test_one_vote_more_never_turns_a_pass_into_a_failure_and_the_needed_number_is_the_least(
    base: int, votes: int
) -> None:
    step = Step("x", "x", "x", threshold=Threshold("summoned", Fraction(1, 2)))
    votes = min(votes, base)
    tally = count_votes(step, {"A": votes}, Count(summoned=base))
    assert tally.needed is not None
    assert (tally.outcome == "passes") == (votes >= tally.needed)
    assert Fraction(tally.needed, base) > Fraction(1, 2) >= Fraction(tally.needed - 1, base)


@pytest.mark.parametrize(
    ("votes", "count", "told"),
    [
        ({"A": 7}, Count(summoned=6), "Số phiếu 7 nhiều hơn"),
        ({"A": 5}, Count(summoned=9, present=4), "có mặt (4)"),
        ({"A": -1}, Count(summoned=6), "không thể âm"),
        ({"A": 1}, Count(summoned=6, present=7), "nhiều hơn số người triệu tập"),
        ({"A": 1}, Count(entitled=5, summoned=6), "nhiều hơn số người có quyền"),
    ],
)
def test_votes_that_cannot_be_are_refused(votes: dict[str, int], count: Count, told: str) -> None:
    step = Step("x", "x", "x", threshold=Threshold("summoned", Fraction(1, 2)))
    with pytest.raises(ProcedureFault) as fault:
        count_votes(step, votes, count)
    assert told in fault.value.vi
    assert fault.value.english


def test_the_share_of_those_entitled_counts_those_entitled() -> None:
    step = Step("x", "x", "x", threshold=Threshold("entitled", Fraction(1, 2)))
    assert count_votes(step, {"A": 6}, Count(entitled=12, summoned=10, present=10)).outcome == "stops"
    assert count_votes(step, {"A": 7}, Count(entitled=12, summoned=10, present=10)).outcome == "passes"


def test_two_over_half_and_equal_go_to_the_authority() -> None:
    step = Step("x", "x", "x", threshold=Threshold("summoned", Fraction(1, 2)))
    tally = count_votes(step, {"A": 6, "B": 6}, Count(summoned=10))
    assert (tally.outcome, tally.goes_on, tally.continues) == ("tie", ("A", "B"), False)


def test_a_step_is_open_when_those_before_it_were_held_and_a_lost_vote_closes_the_rest() -> None:
    procedure = procedure_on(BOOK.on(LATE), "appointment")
    held = {"policy": Held(LATE), "leaders": Held(LATE, Count(summoned=9, present=9), {"A": 5})}
    judged = run(procedure, held, started=LATE)
    assert [s.step.key for s in judged.steps if s.open] == ["enlarged"]
    lost = run(procedure, held | {"leaders": Held(LATE, Count(summoned=9, present=9), {"A": 1})}, started=LATE)
    assert lost.stopped
    assert [s for s in lost.steps if s.open] == []
    assert lost.next_deadline is None
    with pytest.raises(ProcedureFault):
        run(procedure, {"no_such_step": Held(LATE)})


def test_clocks_run_from_the_decision_by_the_rule_in_force() -> None:
    (clock,) = procedure_on(BOOK.on(LATE), "secondment").clocks
    assert clock_ends(clock, date(2026, 9, 1)) == date(2029, 8, 31)
    (clock,) = procedure_on(BOOK.on(LATE), "acting").clocks
    assert clock_ends(clock, date(2026, 10, 31)) == date(2027, 10, 30)
    assert procedure_on(BOOK.on(date(2026, 7, 31)), "secondment").clocks == ()


@pytest.mark.parametrize(
    "text", ["procedure: [", "procedure: appointment", "- a", "procedure: x\ndate: 2026-09-01\nstpes: []"]
)
def test_a_file_that_cannot_be_read_is_refused_with_the_place(text: str) -> None:
    with pytest.raises(ProcedureFault) as fault:
        read_run(text, "t.yaml")
    assert fault.value.vi.startswith("t.yaml")


def test_the_command_line_lists_shows_and_checks(tmp_path: Path) -> None:
    runner = CliRunner()
    shown = runner.invoke(app, ["procedure", "show", "appointment", "--on", "2026-09-01"])
    assert shown.exit_code == 0
    assert "đúng tỷ lệ: người đứng đầu quyết định" in shown.output
    listed = runner.invoke(app, ["procedure", "list", "--on", "10/12/2020", "--json"])
    assert {p["name"] for p in YAML(typ="safe").load(io.StringIO(listed.output))} == set(procedure_names())
    case = {"procedure": "appointment", "date": LATE, "steps": [{"step": "leaders_vote", "held": LATE, "summoned": 8, "present": 8, "votes": {"A": 4}}]}  # fmt: skip
    for wanted, code in (("head_decides", 0), ("passes", 1)):
        path = tmp_path / "run.yaml"
        with path.open("w", encoding="utf-8") as file:
            YAML().dump({**case, "expect": {"outcomes": {"leaders_vote": wanted}}}, file)
        assert runner.invoke(app, ["procedure", "check", str(path)]).exit_code == code
    assert runner.invoke(app, ["procedure", "show", "nonsense", "--on", "2026-09-01"]).exit_code == 2
