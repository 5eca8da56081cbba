"""Days on which somebody becomes eligible, drawn at random over made-up people and many themes: true on the day, not on its eve."""

import random
from datetime import date, timedelta

import pytest

from dungviec.law.case_model import Case
from dungviec.law.cases import judge_case
from dungviec.law.rules import Verdict

DRAWN = 90
ONE_DAY = timedelta(days=1)


def some_day(chance, first, last):
    return first + timedelta(days=chance.randrange((last - first).days))


def leading(chance, **more):
    """A deputy who is to become head, of any category."""
    category = chance.choice(["cadre", "civil_servant", "public_employee_manager"])
    return {
        "category": category, "party_member": True, "sex": chance.choice(["male", "female"]), "born": date(chance.randrange(1975, 1992), 3, 5),
        "current_post": {"level": "deputy_head_of_division", "since": date(2012, 1, 1)},
        "target_post": {"level": "head_of_division", "compared_with_current": "next_higher", "term_months": 60, "party_managed": chance.random() < 0.5},
        "ratings": dict.fromkeys(range(2014, 2034), "good"), "blocks": {"barred": False, "disciplinary_procedure_open": False, "criminal": False},
        **more,
    }  # fmt: skip


def after_discipline(chance):
    day = some_day(chance, date(2021, 1, 1), date(2027, 6, 1))
    acts = [
        {
            "kind": chance.choice(["party", "administrative"]), "form": chance.choice(["reprimand", "warning", "dismissed_from_post"]),
            "decided": day - timedelta(days=chance.randrange(1, 800)), "remedied_and_recognised": True,
        }
        for _ in range(chance.choice([1, 1, 2]))
    ]  # fmt: skip
    return leading(chance, discipline=acts), {"kind": "appoint", "date": day}, ["discipline", "party_discipline"]


def after_leaving(chance):
    day = some_day(chance, date(2026, 8, 1), date(2028, 1, 1))
    left = day - timedelta(days=chance.randrange(1, 1100))
    how = chance.choice(["relieved_of_post", "resigned", "dismissed", "not_reappointed"])
    facts = leading(chance, left_post={"how": how, "date": left, "level": "deputy_head_of_division"})
    return facts | {"category": "civil_servant", "current_post": {"level": "specialist", "since": left}}, {"kind": "appoint", "date": day}, ["cooldown"]  # fmt: skip


def months_held(chance):
    day = some_day(chance, date(2022, 9, 1), date(2028, 1, 1))
    since = day - timedelta(days=chance.randrange(1, 800))
    facts = leading(chance, current_post={"level": "deputy_head_of_division", "since": since})
    if chance.random() < 0.4:  # an earlier spell counts towards the months, with a gap between
        end = since - timedelta(days=chance.randrange(2, 300))
        facts["earlier_posts"] = [{"level": "deputy_head_of_division", "from": end - timedelta(days=chance.randrange(20, 300)), "to": end, "left_because": "reassigned"}]  # fmt: skip
    return facts, {"kind": "appoint", "date": day}, ["months_in_post"]


def in_rotation(chance):
    day = some_day(chance, date(2022, 5, 1), date(2028, 1, 1))
    facts = leading(chance, rotation={"since": day - timedelta(days=chance.randrange(1, 1200))}) | {
        "category": chance.choice(["cadre", "civil_servant"])
    }
    return facts, {"kind": "end_rotation", "date": day}, []


def with_a_small_child(chance):
    day = some_day(chance, date(2025, 7, 1), date(2028, 1, 1))
    facts = {
        "category": "civil_servant", "sex": "female", "ratings": {day.year - 1: "failed"}, "streamlining_grounds": ["redundant"], "pregnant": False,
        "voluntary": False, "maternity_leave": False, "youngest_child_born": day - timedelta(days=chance.randrange(30, 1090)),
        "blocks": {"disciplinary_procedure_open": False, "criminal": False, "inspection": False},
    }  # fmt: skip
    return facts, {"kind": "streamlining_review", "date": day}, []


THEMES = (after_discipline, after_leaving, months_held, in_rotation, with_a_small_child)


def judged(facts, action, scope, day):
    case = Case.model_validate({"id": "X", "facts": facts, "action": action | {"date": day}, "scope": scope})
    return judge_case(case)


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.__name__)
def test_the_day_named_is_the_first_that_passes(theme):
    chance, kept = random.Random(f"20261123 {theme.__name__}"), 0
    for _ in range(DRAWN):
        facts, action, scope = theme(chance)
        told = judged(facts, action, scope, action["date"])
        day = told.will_pass_from
        if day is None or told.verdict == "allowed" or kept >= 20:
            continue
        assert day > action["date"], (facts, action)
        bars = {(f.rule_id, f.clause) for f in told.findings if f.verdict > Verdict.ALLOWED}
        eve, then = judged(facts, action, scope, day - ONE_DAY), judged(facts, action, scope, day)
        still = {(f.rule_id, f.clause) for f in eve.findings if f.verdict > Verdict.ALLOWED}
        assert still & bars, ("passes on the eve already", day, facts, action)
        assert then.verdict == "allowed", ("does not pass on the day", day, facts, action, [f.reason_en for f in then.findings if f.verdict])  # fmt: skip
        kept += 1
    print(f"\n{theme.__name__}: {kept} days")
    assert kept >= 12, "too few days are put to the test"
