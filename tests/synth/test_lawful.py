"""The demo city obeys the law of its dates: ties, the year's moves, ages at first appointment, retirement."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import polars as pl
import pytest

from dungviec.law import LawBook, Verdict, judge_pairs, kinship_conflicts, service_ages
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.records.dates import whole_years

LEADERS = [c.value for c in LEVELS if c.rank >= LEADERSHIP_RANK]

pytestmark = pytest.mark.city


def the_day_before_deciding(city: Snapshot, person: str, day: date) -> Snapshot:
    """What was known when a move was decided: the new post not yet held, the former one still running."""
    own = pl.col("person_id") == person
    left = own & (pl.col("to_date") == day - timedelta(days=1))
    tenures = (
        city["tenures"]
        .filter(~(own & (pl.col("from_date") == day)))
        .with_columns(to_date=pl.when(left).then(None).otherwise(pl.col("to_date")))
    )
    alone = city.with_table("people", city.people.filter(own)).with_table("tenures", tenures.filter(own))
    return alone.at(day)


def moves_of_2020(city: Snapshot) -> list[dict[str, object]]:
    new = city["tenures"].filter((pl.col("from_date").dt.year() == 2020) & pl.col("level").is_in(LEADERS))
    return new.sort("post_id").to_dicts()


def test_no_tie_breaks_a_kinship_rule_today(city: Snapshot) -> None:
    held: dict[str, set[str]] = defaultdict(set)
    for person, post in city.current_tenures.select("person_id", "post_id").iter_rows():
        held[person].add(post)
    conflicts = kinship_conflicts(city)
    now = [c for c in conflicts if held[c.person_a] & c.posts_a and held[c.person_b] & c.posts_b]
    assert now == []


def test_some_ties_would_break_a_rule_after_one_move(city: Snapshot) -> None:
    """A head's wife keeps the books of another school: moved to his, she would break Luật 36/2018 Điều 20."""
    held: dict[str, set[str]] = defaultdict(set)
    for person, post in city.current_tenures.select("person_id", "post_id").iter_rows():
        held[person].add(post)
    kind = dict(city.posts.select("post_id", pl.col("functions").list.join("+")).iter_rows())
    near = {
        (c.person_a, c.person_b)
        for c in kinship_conflicts(city)
        if c.rule_id == "KIN-01" and held[c.person_a] & c.posts_a
        and {kind[p] for p in held[c.person_b]} & {kind[p] for p in c.posts_b}
    }  # fmt: skip
    assert len(near) >= 3


def test_every_move_of_the_year_was_lawful_on_its_day(city: Snapshot) -> None:
    """None is forbidden or needs an exception; *unknown* only where no text on file speaks about school heads of that day."""
    moves = moves_of_2020(city)
    assert len(moves) == 24
    for move in moves:
        person, post, day = str(move["person_id"]), str(move["post_id"]), move["from_date"]
        assert isinstance(day, date)
        before = the_day_before_deciding(city, person, day)
        verdict, blocking = judge_pairs(before, pl.DataFrame({"person_id": [person], "post_id": [post]})).select(
            "verdict", "blocking"
        ).row(0)  # fmt: skip
        assert verdict in (Verdict.ALLOWED, Verdict.UNKNOWN), (post, day, blocking)
        if verdict == Verdict.UNKNOWN:
            assert blocking == ["NO-TEXT"], (post, day, blocking)


def test_one_appointment_falls_under_the_decree_of_december_2020(city: Snapshot) -> None:
    late = [m for m in moves_of_2020(city) if str(m["from_date"]) >= "2020-12-01"]
    assert [m["how"] for m in late] == ["appointed"]
    planned = city["plans"].filter(
        (pl.col("person_id") == late[0]["person_id"]) & (pl.col("post_id") == late[0]["post_id"])
    )
    assert planned.height == 1


def test_first_leadership_posts_kept_the_age_caps_of_2003(city: Snapshot) -> None:
    """Not over 45 for heads and deputies of divisions, nor over 55 and 50 for the others, until 30/11/2020."""
    first = (
        city["tenures"].filter(pl.col("level").is_in(LEADERS)).sort("from_date").group_by("person_id").first()
        .join(city.people, on="person_id")
    )  # fmt: skip
    for born, day in first.select("born", "from_date").iter_rows():
        assert whole_years(born, day) <= 45


def test_everybody_is_still_in_service_under_the_law_of_the_day(city: Snapshot) -> None:
    ages = service_ages(city, LawBook.load().on(city.as_of))
    assert ages["retire_on"].null_count() == 0
    assert (ages["retire_on"] >= city.as_of).all()


def test_terms_end_with_the_service_at_the_latest(city: Snapshot) -> None:
    """No appointment to a term of office outlasts retirement by the tables of NĐ 135/2020, already issued then."""
    later = service_ages(city, LawBook.load().on(date(2021, 1, 1))).select("person_id", "retire_on")
    running = city.current_tenures.filter(pl.col("term_ends").is_not_null()).join(later, on="person_id")
    running = running.join(city.posts.select("post_id", "category"), on="post_id")
    appointed = running.filter(pl.col("category") != "cadre")
    assert appointed.height > 150
    assert (appointed["term_ends"] <= appointed["retire_on"]).all()
    assert (running["term_ends"] >= city.as_of).all()


def test_the_city_is_a_fair_mix_of_verdicts(city: Snapshot) -> None:
    """For a leadership vacancy there are people allowed, people forbidden and people about whom a fact is missing."""
    view = LawBook.load().on(city.as_of)
    pairs = city.main_posts.select("person_id").join(pl.DataFrame({"post_id": ["P-TP.TP", "P-VP.PP"]}), how="cross")
    found = set(judge_pairs(city, pairs, view)["verdict"].to_list())
    assert {Verdict.ALLOWED, Verdict.UNKNOWN, Verdict.FORBIDDEN} <= found
