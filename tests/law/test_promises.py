"""A day promised today still holds under the law of that day: rules that begin in between are asked, on real and made-up versions."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.world import clean_person, snapshot

from dungviec.law import LawBook, explain_pair
from dungviec.law.rules import Verdict

BARS = (Verdict.FORBIDDEN, Verdict.NEEDS_AUTHORITY)
PAPERS = ("health", "file_assets", "products")


def office(day, *, category="civil_servant", party_managed=True, since, discipline=()):
    """One unit in which a deputy, in plan, rated good every year, is to become head."""
    post = {"unit_id": "P", "category": category, "party_managed": party_managed}
    return snapshot(
        day,
        units=[{"unit_id": "P", "name": "Phòng", "newly_formed": False, "has_approved_plan": True}],
        posts=[
            {"post_id": "PHO", "level": "deputy_head_of_division", **post},
            {"post_id": "TRUONG", "level": "head_of_division", "term_months": 60, **post},
        ],
        people=[clean_person("LAN", category=category, born=date(1985, 1, 1))],
        tenures=[{"person_id": "LAN", "post_id": "PHO", "level": "deputy_head_of_division", "from_date": since}],
        plans=[{"person_id": "LAN", "title": "TP", "post_id": "TRUONG", "level": "head_of_division", "approved": date(2015, 1, 1)}],
        ratings=[{"person_id": "LAN", "year": y, "system": "state", "rating": "good"} for y in range(2012, 2033)],
        discipline=[{"person_id": "LAN", **d} for d in discipline],
    )  # fmt: skip


def party(decided, form="reprimand", *, remedied=True):
    return {"kind": "party", "form": form, "decided": decided, "remedied": remedied}


def promised(book, world):
    return explain_pair(world, "LAN", "TRUONG", book.on(world.as_of))


def test_months_asked_from_a_later_day_hold_up_what_a_window_promises():
    """QĐ 102's window is over on 01/10/2022; QĐ 80, from 18/08/2022, asks for 24 months, full on 01/06/2023."""
    world = office(date(2022, 6, 1), category="cadre", since=date(2021, 6, 1), discipline=[party(date(2021, 10, 1))])
    told = promised(LawBook.load(), world)
    window = next(f for f in told.findings if f.rule_id == "DIS-P-2017")
    assert window.will_pass_from == date(2022, 10, 1)
    assert "còn vướng APT-P-2022" in window.reason_vi
    assert "đến 01/06/2023" in window.reason_vi
    assert [f.rule_id for f in told.held_up_by] == ["APT-P-2022"]
    assert told.will_pass_from == date(2023, 6, 1)
    early = office(date(2022, 6, 1), category="cadre", since=date(2020, 9, 30), discipline=[party(date(2021, 10, 1))])
    assert promised(LawBook.load(), early).will_pass_from == date(2022, 10, 1)


@pytest.mark.parametrize(
    ("months", "since", "day", "said"),
    [
        (12, date(2026, 3, 1), date(2027, 3, 1), False), (24, date(2026, 3, 1), date(2028, 3, 1), True),
        (24, date(2025, 12, 1), date(2026, 12, 1), False),  # reached on the eve of the new version and before
    ],
)  # fmt: skip
def test_a_later_version_of_the_same_topic_moves_the_day_on(months, since, day, said):
    book = LawBook.load()
    old = next(r for r in book.rules if r.id == "APT-2026-04")
    newer = old.model_copy(
        update={"id": "APT-2027-04", "from_": date(2027, 1, 1), "params": {**old.params, "min_months": months}}
    )
    book = replace(book, packs=replace(book.packs, rules=(*book.rules, newer)))
    told = promised(book, office(date(2026, 11, 22), party_managed=False, since=since))
    [waits] = [f for f in told.findings if f.rule_id == "APT-2026-04"]
    assert waits.will_pass_from == day
    assert ("APT-2027-04" in waits.reason_vi) == ("APT-2027-04" in waits.reason_en) == said


@pytest.mark.parametrize(("remedied", "day"), [(True, date(2027, 12, 1)), (False, None), (None, None)])
def test_a_window_that_also_asks_for_a_remedy_promises_no_day_without_it(remedied, day):
    world = office(date(2026, 11, 22), since=date(2020, 1, 1), discipline=[party(date(2025, 12, 1), remedied=remedied)])
    [window] = [f for f in promised(LawBook.load(), world).findings if f.rule_id == "DIS-P-2025"]
    assert window.will_pass_from == day
    assert "01/12/2027" in window.reason_vi
    assert ("nếu đến khi đó đã khắc phục" in window.reason_vi) == (day is None)


def test_random_promises_hold_on_their_day_across_versions():
    """On the promised day nothing that barred, and no rule begun since, bars any more (papers made anew apart)."""
    book, chance, kept = LawBook.load(), random.Random(20261123), 0
    begins = sorted({r.from_ for r in book.rules if r.kind == "eligibility"})
    for _ in range(60):
        day = chance.choice(begins) - timedelta(days=chance.randrange(1, 500))
        discipline = [
            {
                "kind": chance.choice(["party", "administrative"]), "form": chance.choice(["reprimand", "warning"]), "remedied": True,
                "decided": day - timedelta(days=chance.randrange(0, 700)),
            }
            for _ in range(chance.randrange(1, 3))
        ]  # fmt: skip
        world = office(
            day, category=chance.choice(["cadre", "civil_servant", "public_employee_manager"]), discipline=discipline,
            party_managed=chance.choice([True, False]), since=day - timedelta(days=chance.randrange(30, 1500)),
        )  # fmt: skip
        told = promised(book, world)
        if (then := told.will_pass_from) is not None:
            later = promised(book, world.at(then))
            assert [f.rule_id for f in later.findings if f.verdict in BARS and f.topic not in PAPERS] == [], (day, then)
            kept += 1
    assert kept >= 5, "too few promises are put to the test"
