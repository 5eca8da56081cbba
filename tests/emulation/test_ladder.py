"""The ladder by law and date: against the calculators of the law room over every combination, and by its stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from dungviec.emulation import Asked, Calendar, Merits, Served, Stated, TitleAnswer, Work, judge_title, prospect_of
from dungviec.law import LawBook
from dungviec.law.emulation import Merit, advanced_worker, base_fighter, higher_fighter
from dungviec.law.rules import Verdict

BOOK = LawBook.load()
CALENDAR = Calendar(BOOK.on)
ALLOWED, UNKNOWN, FORBIDDEN = Verdict.ALLOWED, Verdict.UNKNOWN, Verdict.FORBIDDEN
WORK = {"initiative": Work("initiative", 2024), "research": Work("research", 2024), "merit": Work("merit", 2024)}


def person(year: int = 2024, **given: object) -> Merits:
    """Somebody registered, with a register of works that holds none, nothing open, rated good in ``year``."""
    stated = Stated({year: True}, {}, ())
    return replace(Merits("N1", "Nguyễn Thị Hạnh", ratings={year: "good"}, stated=stated), **given)  # type: ignore[arg-type]


def ask(who: Merits, title: str, year: int, day: date, received: date | None = None) -> TitleAnswer:
    return judge_title(who, title, Asked.on(CALENDAR, year, day, received))


DAYS = (date(2020, 12, 10), date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 9, 30), date(2026, 10, 1))  # fmt: skip


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_combination_agrees_with_the_calculators_of_the_law_room(day: date) -> None:
    """The room tells its answer condition by condition; the law room gives it whole. Both must come to the same."""
    view, year = BOOK.on(day), day.year
    for rating, part, kind, open_ in product(("completed", "good", "excellent", None), (True, False, None), (None, *WORK), (None, "inspection")):  # fmt: skip
        works = (replace(WORK[kind], year=year),) if kind else ()
        stated = Stated({} if part is None else {year: part}, {}, works)
        who = Merits("N1", "A", ratings={} if rating is None else {year: rating}, stated=stated,
                     procedures=dict.fromkeys(("discipline", "inspection", "investigation", "denunciation"), False) | ({open_: True} if open_ else {}))  # fmt: skip
        merit = Merit(rating, part, frozenset({kind} if kind else ()), pending=frozenset({open_} if open_ else ()))
        whole = advanced_worker(view, merit)
        mine = ask(who, "advanced", year, day)
        case = (day, rating, part, kind, open_)
        # where several things are wrong the room tells the worst: a rating too low is no longer «unknown» for want of a registration
        if whole.value is not None:
            assert mine.verdict == (ALLOWED if whole.value else FORBIDDEN), case
        else:
            assert mine.verdict == UNKNOWN or rating == "completed" or part is False, case
        for advanced in (True, False):
            above = base_fighter(view, merit, advanced=advanced)
            if mine.verdict == (ALLOWED if advanced else FORBIDDEN) and above.value is not None:
                found = ask(who, "base", year, day).verdict
                assert found == (ALLOWED if above.value else FORBIDDEN), case


@pytest.mark.parametrize("national", [False, True])
def test_every_run_and_reach_agrees_with_the_law_room(national: bool) -> None:
    day, year = date(2025, 12, 20), 2025
    view, title, below = BOOK.on(day), "national" if national else "provincial", "provincial" if national else "base"
    for length, reach, kind in product(range(5), ("base", "province", "nation"), ("initiative", "research")):
        years = range(year - length, year)
        who = Merits(
            "N1", "A", titles={y: frozenset({below}) for y in years}, stated=Stated(works=(Work(kind, year, reach),))
        )  # type: ignore[arg-type]
        wide = reach == "nation" or (reach == "province" and not national)
        merit = Merit("excellent", True, frozenset({kind}), length, length, replicable=wide)
        answer = ask(who, title, year, day)
        assert answer.verdict == (ALLOWED if higher_fighter(view, merit, national=national).value else FORBIDDEN), (length, reach, kind)  # fmt: skip
        assert answer.needed == (2 if national else 3)


def test_the_initiative_was_asked_of_everybody_until_2023_and_excellence_stands_beside_it_since() -> None:
    held = {2023: frozenset({"advanced"})}
    best = person(2023, ratings={2023: "excellent"}, titles=held)
    assert ask(best, "base", 2023, date(2023, 12, 31)).verdict == FORBIDDEN
    assert ask(best, "base", 2023, date(2024, 1, 1)).verdict == ALLOWED
    told = ask(best, "base", 2023, date(2023, 12, 31)).needs()
    assert told == ["Có sáng kiến (hoặc đề tài, thành tích mưu trí) được cơ sở công nhận trong năm."]


def test_the_four_criteria_of_2013_are_the_collectives_to_judge() -> None:
    who, day = person(2020), date(2020, 12, 10)
    asked = ask(who, "advanced", 2020, day)
    assert (asked.verdict, asked.lacks) == (UNKNOWN, ("judged",))
    judged = replace(who, stated=Stated(judged={2020: True}, works=(Work("initiative", 2020),)))
    assert ask(judged, "advanced", 2020, day).verdict == ALLOWED
    assert ask(judged, "base", 2020, day).verdict == ALLOWED
    assert ask(replace(who, stated=Stated(judged={2020: False})), "advanced", 2020, day).verdict == FORBIDDEN


def test_what_nobody_told_is_asked_for_by_name_and_never_taken_for_failed() -> None:
    blank = Merits("N1", "A", procedures=dict.fromkeys(("discipline", "inspection", "investigation", "denunciation")))
    answer = ask(blank, "base", 2025, date(2025, 12, 20))
    assert answer.verdict == UNKNOWN
    assert set(answer.lacks) >= {"ratings", "takes_part", "works", "open.discipline", "open.denunciation"}
    assert ask(blank, "provincial", 2025, date(2025, 12, 20)).verdict == FORBIDDEN  # no run: that is known


def test_nobody_is_honoured_while_something_is_looked_into_since_july_2025() -> None:
    open_ = dict.fromkeys(("discipline", "inspection", "investigation", "denunciation"), False) | {"denunciation": True}
    who = person(2025, procedures=open_)
    assert ask(who, "advanced", 2025, date(2025, 6, 30)).verdict == ALLOWED
    later = ask(who, "advanced", 2025, date(2025, 7, 1))
    assert later.verdict == FORBIDDEN
    assert "tố cáo" in later.conditions[0].vi
    hidden = ask(who.without_procedures(), "advanced", 2025, date(2025, 7, 1))
    assert hidden.verdict == ALLOWED
    assert not any("tố cáo" in c.vi or "thanh tra" in c.vi for c in hidden.conditions)


@pytest.mark.parametrize(
    ("ends", "verdict"),
    [(date(2024, 12, 31), ALLOWED), (date(2025, 1, 1), UNKNOWN), (date(2025, 12, 30), UNKNOWN), (date(2025, 12, 31), FORBIDDEN), (None, UNKNOWN)],
    ids=str,
)  # fmt: skip
def test_after_discipline_achievements_count_from_its_end(ends: date | None, verdict: Verdict) -> None:
    who = person(2025, discipline=(Served(date(2024, 3, 1), ends),))
    assert ask(who, "advanced", 2025, date(2025, 12, 20)).verdict == verdict
    assert ask(who, "advanced", 2025, date(2025, 6, 30)).verdict == ALLOWED  # no such text on file before 01/07/2025


def test_a_run_across_discipline_counts_from_its_end_alone() -> None:
    titles = {y: frozenset({"advanced", "base"}) for y in (2022, 2023, 2024)}
    stated = Stated(works=(Work("initiative", 2024, "province"),))
    clean = Merits("N1", "A", titles=titles, stated=stated)
    assert ask(clean, "provincial", 2025, date(2025, 12, 20)).verdict == ALLOWED
    served = replace(clean, discipline=(Served(date(2021, 6, 1), date(2022, 5, 31)),))
    assert ask(served, "provincial", 2025, date(2025, 12, 20)).verdict == UNKNOWN
    later = replace(clean, discipline=(Served(date(2022, 6, 1), date(2023, 5, 31)),))
    assert ask(later, "provincial", 2025, date(2025, 12, 20)).verdict == FORBIDDEN


def test_a_year_of_leave_leaves_the_run_open_and_says_so() -> None:
    titles = {y: frozenset({"base"}) for y in (2021, 2022, 2024)}
    who = Merits("N1", "A", titles=titles, ratings={2023: None}, stated=Stated(works=(Work("initiative", 2024, "province"),)))  # fmt: skip
    answer = ask(who, "provincial", 2025, date(2025, 12, 20))
    assert answer.verdict == UNKNOWN
    assert answer.chain is not None
    assert (len(answer.chain.sure), len(answer.chain.most)) == (1, 3)
    rated = replace(who, ratings={2023: "good"})
    assert ask(rated, "provincial", 2025, date(2025, 12, 20)).verdict == FORBIDDEN


def test_a_file_received_before_the_law_of_2026_goes_on_under_the_older_one() -> None:
    who, day = person(2026, ratings={2026: "excellent"}), date(2026, 11, 22)
    new = ask(who, "base", 2026, day)
    assert (new.verdict, new.lacks) == (UNKNOWN, ("law",))
    assert "Luật 06/2026/QH16" in new.conditions[-1].vi
    assert ask(who, "base", 2026, day, date(2026, 9, 30)).verdict == ALLOWED
    assert ask(who, "base", 2026, day, date(2026, 10, 1)).verdict == UNKNOWN
    poor = replace(who, ratings={2026: "completed"})
    soft = ask(poor, "advanced", 2026, day, date(2026, 9, 30))
    assert soft.verdict == UNKNOWN  # the newer law may be more favourable, and is not on file
    open_ = replace(who, procedures={"discipline": True, "inspection": False, "investigation": False, "denunciation": False})  # fmt: skip
    assert ask(open_, "base", 2026, day, date(2026, 9, 30)).verdict == FORBIDDEN


def test_the_earliest_year_is_the_one_a_plain_count_gives() -> None:
    """Over every history of five years: three running titles that are on file or may still come."""
    day = date(2024, 12, 20)
    for bits in range(32):
        held = {2019 + k for k in range(5) if bits >> k & 1}
        who = Merits("N1", "A", titles={y: frozenset({"base"}) for y in held})
        first = prospect_of(who, CALENDAR, year=2024, day=day).outlook("provincial").first_year
        plain = next(y for y in range(2024, 2030) if all(k in held or k >= 2024 for k in (y, y - 1, y - 2)))
        assert first == plain, sorted(held)


def test_the_outlook_says_which_years_have_no_text_and_which_text_has_lapsed() -> None:
    early = prospect_of(person(2020), CALENDAR, year=2020, day=date(2020, 12, 10)).outlook("provincial")
    assert early.first_year == 2024
    assert early.untold == (2020, 2021, 2022, 2023)
    now = prospect_of(person(2026), CALENDAR, year=2026, day=date(2026, 11, 22))
    assert now.outlook("base").first_year == 2026
    assert now.outlook("base").lapsed
    assert now.outlook("national").lapsed  # it stands on titles won by a text that has lapsed
    assert now.next_title == ""


def test_a_title_given_already_is_held_and_not_proposed_again() -> None:
    who = person(2024, titles={2024: frozenset({"advanced"})})
    found = prospect_of(who, CALENDAR, year=2024, day=date(2024, 12, 20))
    assert found.answer("advanced").held
    assert found.next_title == ""
    assert found.outlook("advanced").first_year == 2024
