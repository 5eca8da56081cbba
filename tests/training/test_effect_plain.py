"""The effect of courses read in frames, against a plain reading person by person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.dates import add_months
from dungviec.synth import build_province
from dungviec.training.effect import AFTER, course_effects

SINCE = date(2015, 1, 1)


def busy() -> Snapshot:
    """A province whose people were assessed at many times, and went to few courses over and over."""
    made, draw = build_province(800, 4), Random(11)
    levels, went = made["competencies"], made["training"]

    def again(first: int, years: int) -> pl.DataFrame:
        days = [
            date(first + draw.randrange(years), 1 + draw.randrange(12), 1 + draw.randrange(28)) for _ in levels["level"]
        ]
        held = pl.Series([draw.randrange(5) for _ in days], dtype=levels.schema["level"])
        return levels.with_columns(assessed=pl.Series(days), level=held)

    titles = [f"Khóa {draw.randrange(6)}" for _ in went["title"]]
    tables = {
        "competencies": pl.concat([again(2015, 4), again(2019, 2)]),
        "training": went.with_columns(title=pl.Series(titles)),
    }
    return replace(made, tables={**made.tables, **tables})


def plainly(
    s: Snapshot, title: str, competency: str, kind: str
) -> tuple[int, list[tuple[int, int]], list[tuple[int, int]]]:
    """How many attended, and the gaps before and after of those who did and of those who did not."""
    profile = dict(s.posts.select("post_id", "profile_id").iter_rows())
    asked = {(p, c): n for p, c, n in s["profiles"].select("profile_id", "competency", "min_level").iter_rows()}
    least = {
        person: asked[profile[post], competency]
        for person, post in s.main_posts.select("person_id", "post_id").iter_rows()
        if (profile[post], competency) in asked
    }
    levels: dict[str, list[tuple[date, int]]] = {}
    for r in s["competencies"].sort("assessed", maintain_order=True).iter_rows(named=True):
        if r["competency"] == competency and r["assessed"] is not None and r["assessed"] <= s.as_of:
            levels.setdefault(r["person_id"], []).append((r["assessed"], r["level"]))
    went = {
        r["person_id"]: (r["from_date"], r["to_date"])
        for r in s["training"].iter_rows(named=True)
        if r["person_id"]
        and r["to_date"]
        and SINCE <= r["to_date"] <= s.as_of
        and (r["kind"], r["title"]) == (kind, title)
    }

    def gaps(person: str, begins: date, ends: date) -> list[tuple[int, int]]:
        before = [n for on, n in levels.get(person, []) if on <= begins]
        after = [n for on, n in levels.get(person, []) if ends < on <= add_months(ends, AFTER)]
        if person not in least or not before or not after:
            return []
        return [(max(0, least[person] - before[-1]), max(0, least[person] - after[0]))]

    middle = sorted(went.values())[len(went) // 2]
    own = [g for p, days in went.items() for g in gaps(p, *days)]
    return len(went), own, [g for p in least if p not in went for g in gaps(p, *middle)]


def test_every_course_reads_as_person_by_person() -> None:
    s = busy()
    found = course_effects(s, since=SINCE)
    assert len(found) > 100
    assert {e.verdict for e in found} > {"not_enough"}
    for e in (*found[:12], *found[-6:]):
        people, own, beside = plainly(s, e.title, e.competency, e.kind)
        assert e.people == people
        assert own
        assert e.before == sum(b for b, _ in own) / len(own)
        assert e.after == sum(a for _, a in own) / len(own)
        assert (e.closed.of, e.closed.hits) == (sum(b > 0 for b, _ in own), sum(b > 0 and a == 0 for b, a in own))
        assert (e.beside.of, e.beside.hits) == (
            sum(b > 0 for b, _ in beside), sum(b > 0 and a == 0 for b, a in beside)
        )  # fmt: skip


def test_a_course_asked_for_by_name_is_told_even_where_nobody_was_assessed() -> None:
    s = busy()
    title, code = s["training"]["title"][0], s["competencies"]["competency"][0]
    none = replace(s, tables={**s.tables, "competencies": s["competencies"].clear()})
    found = course_effects(none, since=SINCE, teaches=[(title, code)])
    assert found
    assert {(e.title, e.competency, e.before, e.verdict) for e in found} == {(title, code, None, "not_enough")}
