"""Nine boxes as a view of an order, and the course on file that closes what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from tests.placement.cast import town

from dungviec.records import TABLES, Snapshot
from dungviec.succession import Readiness, courses_on_file, nine_box
from dungviec.succession.words import course_words


def ready(person: str, horizon: Any) -> Readiness:
    return Readiness(person, person.title(), "DD.TP", True, horizon, None, (), (), (), ())


def rated(**years: list[str]) -> Snapshot:
    """People with these ratings of 2017–2019, in their order."""
    rows = [
        {"person_id": p, "year": 2017 + n, "system": "state", "rating": r, "decided": date(2017 + n, 12, 12)}
        for p, ratings in years.items()
        for n, r in enumerate(ratings)
    ]
    return town().with_table("ratings", TABLES["ratings"].conform(pl.DataFrame(rows)))


def test_the_square_follows_readiness_and_three_years_of_ratings() -> None:
    s = rated(LAN=["good", "good", "excellent"], TAM=["good", "good", "good"], HOA=["completed", "good", "good"], MAI=["excellent"] * 3)  # fmt: skip
    found = nine_box(s, [ready("LAN", "now"), ready("TAM", "near"), ready("HOA", "acquire"), ready("MAI", "too_late")])
    assert [(p.person_id, p.performance, p.ready) for p in found.order] == [("LAN", 2, 2), ("TAM", 1, 1), ("HOA", 0, 1), ("MAI", 2, 0)]  # fmt: skip
    assert [p.person_id for p in found.box(2, 2)] == ["LAN"]
    assert found.outside == ()


def test_one_excellent_year_does_not_cover_one_below_good() -> None:
    found = nine_box(rated(LAN=["completed", "excellent", "excellent"]), [ready("LAN", "now")])
    assert [(p.performance, float(p.mean or 0)) for p in found.order] == [(1, 10 / 3)]


def test_whoever_lacks_a_measure_stands_outside_and_not_in_a_low_box() -> None:
    s = rated(LAN=["good", "good"], TAM=["good"] * 3)
    found = nine_box(s, [ready("LAN", "now"), ready("TAM", "unknown"), ready("HOA", "now"), ready("MAI", "holds")])
    assert found.order == ()
    assert [(p.person_id, p.years, p.ready) for p in found.outside] == [("LAN", (2017, 2018), 2), ("TAM", (2017, 2018, 2019), None), ("HOA", (), 2)]  # fmt: skip


def test_a_course_that_runs_comes_before_one_to_come_and_one_that_was_held() -> None:
    def courses(*rows: tuple[str, date, date | None]) -> str:
        frame = [{"person_id": "LAN", "kind": "theory_advanced", "title": t, "from_date": a, "to_date": b} for t, a, b in rows]  # fmt: skip
        here = town().with_table("training", TABLES["training"].conform(pl.DataFrame(frame)))
        found = courses_on_file(here)
        return course_words(found["theory_advanced"]) if found else ""

    held = ("Khóa 1", date(2018, 9, 1), date(2019, 6, 1))
    running = ("Khóa 2", date(2020, 9, 1), None)
    coming = ("Khóa 3", date(2021, 1, 5), None)
    assert courses(held, coming, running) == "đang mở: Khóa 2 (01/09/2020)"
    assert courses(held, coming) == "sắp mở: Khóa 3 (05/01/2021)"
    assert courses(held) == "lớp gần nhất: Khóa 1 (01/09/2018)"
    assert courses(("Xưa", date(2010, 1, 1), date(2010, 2, 1))) == ""
