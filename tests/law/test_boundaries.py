"""Boundaries, computed: each number, share and day of each judged clause, moved by one unit either way, turns a case (``pytest -s``)."""

import json

import pytest
from tests.law.answered import cases
from tests.law.boundary_search import TABLE
from tests.law.parameter_steps import JUDGED, steps, turns
from tests.law.unmeasured import UNMEASURED, reason

STEPS = steps(*JUDGED)
FOUND = json.loads(TABLE.read_text("utf-8"))
TOPICS = sorted({s.rule.topic for s in STEPS})


def why_not(step):
    return reason(step.rule.key, ".".join(str(p) for p in step.path), step.way)


@pytest.mark.parametrize("topic", TOPICS)
def test_each_step_turns_the_case_that_stands_for_it(topic):
    place = {case.id: n for n, case in enumerate(cases())}
    mine = [s for s in STEPS if s.rule.topic == topic]
    named = [s for s in mine if s.name in FOUND]
    lost = [f"{s.name}: {FOUND[s.name]}" for s in named if FOUND[s.name] not in place or not turns(s, place[FOUND[s.name]])]  # fmt: skip
    print(f"\n{topic}: {len(named)}/{len(mine)} steps turn a case; {len(mine) - len(named)} cannot be measured")
    assert lost == [], "these cases no longer turn: python -m tests.law.boundary_search"


def test_every_step_turns_a_case_or_says_why_none_can():
    bare = [s.name for s in STEPS if s.name not in FOUND and not why_not(s)]
    told = len([s for s in STEPS if s.name in FOUND])
    print(
        f"\nsteps of {len({s.rule.key for s in STEPS})} clauses: {told}/{len(STEPS)} ({told / len(STEPS):.0%}) turn a case"
    )
    assert bare == [], "no case lies at these boundaries"


def test_no_reason_stands_for_a_step_that_turns_a_case():
    """A reason that excuses nothing is out of date."""
    excused = {why_not(s) for s in STEPS if s.name not in FOUND}
    assert [name for name, why in UNMEASURED.items() if why not in excused] == []
    rules = {s.rule.key for s in STEPS}
    assert [name for name in UNMEASURED if name.partition(" ")[0] not in rules] == []
