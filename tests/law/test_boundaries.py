"""Boundaries, computed: each number, share and day of each judged clause, moved by one unit either way, turns a case (``pytest -s``)."""

import json

import pytest
from tests.law.answered import cases
from tests.law.boundary_search import TABLE
from tests.law.parameter_steps import JUDGED, steps, turns
from tests.law.probes import PROBES, pairs, probe_of
from tests.law.unmeasured import UNMEASURED, reason

from dungviec.law import LawBook

STEPS = steps(*JUDGED)
FOUND = json.loads(TABLE.read_text("utf-8"))
TOPICS = sorted({s.rule.topic for s in STEPS})


def named(step):
    return step.rule.key, ".".join(str(p) for p in step.path), step.way


def why_not(step):
    return reason(*named(step))


PROBED = [(s, probe_of(*named(s))) for s in STEPS if s.name not in FOUND and probe_of(*named(s))]
"""Steps that the code reading them is asked about, beside the cases."""


@pytest.mark.parametrize("topic", TOPICS)
def test_each_step_turns_the_case_that_stands_for_it(topic):
    place = {case.id: n for n, case in enumerate(cases())}
    mine = [s for s in STEPS if s.rule.topic == topic]
    named = [s for s in mine if s.name in FOUND]
    lost = [f"{s.name}: {FOUND[s.name]}" for s in named if FOUND[s.name] not in place or not turns(s, place[FOUND[s.name]])]  # fmt: skip
    print(f"\n{topic}: {len(named)}/{len(mine)} steps turn a case; {len(mine) - len(named)} cannot be measured")
    assert lost == [], "these cases no longer turn: python -m tests.law.boundary_search"


@pytest.mark.parametrize(("step", "probe"), PROBED, ids=[s.name for s, _ in PROBED])
def test_each_step_without_a_case_turns_the_answer_of_what_reads_it(step, probe):
    assert probe(step.book()) != probe(LawBook.load())


def test_every_probe_is_asked():
    """Of two rows with one number a case turns one; the pair then stands for the other."""
    asked = {id(p) for _, p in PROBED}
    assert [name for name, p in PROBES.items() if id(p) not in asked and name not in pairs()] == []


def test_every_step_turns_a_case_or_says_why_none_can():
    probed = {s.name for s, _ in PROBED}
    bare = [s.name for s in STEPS if s.name not in FOUND and s.name not in probed and not why_not(s)]
    told = len([s for s in STEPS if s.name in FOUND or s.name in probed])
    print(
        f"\nsteps of {len({s.rule.key for s in STEPS})} clauses: {told}/{len(STEPS)} ({told / len(STEPS):.0%}) turn an answer"
    )
    assert bare == [], "no case lies at these boundaries"


def test_no_reason_stands_for_a_step_that_turns_a_case():
    """A reason that excuses nothing is out of date."""
    probed = {s.name for s, _ in PROBED}
    excused = {why_not(s) for s in STEPS if s.name not in FOUND and s.name not in probed}
    assert [name for name, why in UNMEASURED.items() if why not in excused] == []
    rules = {s.rule.key for s in STEPS}
    assert [name for name in UNMEASURED if name.partition(" ")[0] not in rules] == []
