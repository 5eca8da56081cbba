"""The law as it was known on a day: no later version, and no end that nobody had announced yet."""

from datetime import date, timedelta

import pytest

from dungviec.law import LawBook
from dungviec.law.reading import PackError, read_packs

BOOK = LawBook.load()
DAY = timedelta(days=1)
SIGNINGS = sorted({r.known for r in BOOK.rules} | {r.end_known_from for r in BOOK.rules if r.end_known_from})


@pytest.mark.parametrize("signed", SIGNINGS, ids=str)
def test_no_family_is_left_without_a_version_by_not_knowing_the_next_one(signed):
    for known_on in (signed - DAY, signed):
        for day in (signed, signed + timedelta(days=400)):
            rules = BOOK.on(day, known_on).rules_in_force
            told = {f for r in rules for f in r.families}
            assert [f.id for f in BOOK.packs.families if f.from_ <= known_on and f.id not in told] == []
            twice = {f for r in rules if r.kind == "gap" for f in r.families}
            assert [r.key for r in rules if r.kind != "gap" and twice & set(r.families)] == []


def test_an_end_that_was_not_announced_yet_is_lifted_and_only_then():
    before, after = (BOOK.on(date(2026, 7, 2), date(2026, 6, day)) for day in (29, 30))
    assert before.rule("REAPT-VC-01").to is None
    with pytest.raises(KeyError):
        after.rule("REAPT-VC-01")
    assert BOOK.on(date(2026, 6, 30), date(2026, 6, 29)).rule("REAPT-VC-01").to is None
    assert BOOK.on(date(2026, 6, 30)).rule("REAPT-VC-01").to == date(2026, 6, 30)


def test_a_rule_limited_from_the_start_ends_as_it_said():
    with pytest.raises(KeyError):
        BOOK.on(date(2031, 1, 1), date(2025, 7, 1)).rule("MON-154-EARLY")


def test_an_end_to_know_of_needs_an_end():
    text = """rules:
  - {id: A-1, topic: age, kind: definition, instrument: "NĐ 1", from: 2020-01-01, end_known_from: 2019-12-01,
     confidence: VERIFIED, source: s, vi: v, en: e}
"""
    with pytest.raises(PackError, match=r"a\.yaml, dòng 2, A-1: .*«end_known_from» cần «to»"):
        read_packs({"a.yaml": text})
