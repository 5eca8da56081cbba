"""A small made-up office and random snapshots for the law tests."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import strategies as st

from dungviec.records import Snapshot
from dungviec.records.codes import (
    CATEGORIES,
    DEGREES,
    DISCIPLINE_FORMS,
    DISCIPLINE_KINDS,
    LEFT_BECAUSE,
    LEVELS,
    RATINGS,
    TENURE_KINDS,
    THEORY,
    UNIT_KINDS,
)
from dungviec.records.schema import TABLES

DECEMBER_2020 = date(2020, 12, 10)
TODAY = date(2026, 11, 22)


def snapshot(day: date, **tables: list[dict[str, object]]) -> Snapshot:
    """A snapshot from rows; required columns that a test does not care about are filled in."""
    fill = {
        "units": {"kind": "division"},
        "posts": {
            "title": "Vị trí",
            "category": "civil_servant",
            "field": "office",
            "seats": 1,
            "party_managed": False,
        },
        "people": {"name": "Cán bộ"},
        "tenures": {"title": "Vị trí", "kind": "main", "from_date": date(2015, 1, 1)},
    }
    frames = {}
    for name, rows in tables.items():
        full = [{**fill.get(name, {}), **row} for row in rows]
        schema = {n: t for n, t in TABLES[name].polars_schema.items() if any(n in r for r in full)}
        frames[name] = pl.DataFrame([{n: r.get(n) for n in schema} for r in full], schema=schema)
    return Snapshot(day, "Cơ quan thử", frames, place_code="QN")


def clean_person(person_id: str, **more: object) -> dict[str, object]:
    """Somebody whose file has nothing against an appointment."""
    flags = ("barred", "discipline_open", "denunciation_open", "inspection_open", "suspended", "criminal_open")
    return {
        "person_id": person_id, "sex": "male", "born": date(1980, 3, 15), "category": "civil_servant", "degree": "university",
        "theory": "advanced", "party_member": True, "file_complete": True, "file_verified": True,
        "file_dated": date(2026, 10, 1), "assets_declared": True, "assets_verified": True, "health_fit": True,
        "health_dated": date(2026, 10, 1), "products_match": True, **dict.fromkeys(flags, False), **more,
    }  # fmt: skip


_maybe = st.sampled_from([True, False, None])
_days = st.dates(date(2014, 1, 1), date(2026, 12, 31))


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Random offices with holes in their records, on days from 2020 to the end of 2026."""
    day = draw(
        st.sampled_from(
            [DECEMBER_2020, date(2020, 11, 30), date(2024, 6, 1), date(2025, 9, 1), date(2026, 12, 15), TODAY]
        )
    )
    units = [
        {"unit_id": f"U{i}", "name": "Đơn vị", "kind": draw(st.sampled_from(UNIT_KINDS.values)), "newly_formed": draw(_maybe),
         "has_approved_plan": draw(_maybe)}
        for i in range(2)
    ]  # fmt: skip
    posts = [
        {"post_id": f"P{i}", "unit_id": draw(st.sampled_from(["U0", "U1"])), "title": draw(st.sampled_from(["Trưởng", "Phó"])),
         "level": draw(st.sampled_from(LEVELS.values)), "category": draw(st.sampled_from(CATEGORIES.values)),
         "party_managed": draw(_maybe), "term_months": draw(st.sampled_from([None, 36, 60])),
         "min_degree": draw(st.sampled_from([None, *DEGREES.values])), "min_theory": draw(st.sampled_from([None, *THEORY.values])),
         "party_member": draw(_maybe), "majors": draw(st.sampled_from([[], ["Luật"], ["Kế toán", "Tài chính"]])),
         "held_with": draw(st.sampled_from([None, None, "P0", "P1"])) if i > 1 else None, "profile_id": "F"}
        for i in range(4)
    ]  # fmt: skip
    people, tenures, ratings, plans, discipline = [], [], [], [], []
    for i in range(3):
        who = f"N{i}"
        flags = ("barred", "discipline_open", "denunciation_open", "inspection_open", "suspended", "criminal_open")
        people.append(clean_person(
            who, sex=draw(st.sampled_from(["male", "female", None])), category=draw(st.sampled_from([*CATEGORIES.values, None])),
            born=draw(st.one_of(st.none(), st.dates(date(1958, 1, 1), date(1998, 1, 1)))),
            born_year_only=draw(st.sampled_from([None, 1966])), major=draw(st.sampled_from([None, "Luật kinh tế", "Toán"])),
            degree=draw(st.sampled_from([None, *DEGREES.values])), theory=draw(st.sampled_from([None, *THEORY.values])),
            party_member=draw(_maybe), health_fit=draw(_maybe), assets_verified=draw(_maybe), products_match=draw(_maybe),
            **{f: draw(st.sampled_from([False, False, True, None])) for f in flags},
        ))  # fmt: skip
        for _ in range(draw(st.integers(0, 3))):
            start = draw(_days)
            ended = draw(st.booleans())
            tenures.append({
                "person_id": who, "post_id": draw(st.sampled_from([None, "P0", "P1", "P2", "P3"])),
                "level": draw(st.sampled_from([None, *LEVELS.values])), "kind": draw(st.sampled_from(TENURE_KINDS.values)),
                "from_date": start, "to_date": start + timedelta(days=draw(st.integers(10, 900))) if ended else None,
                "left_because": draw(st.sampled_from(LEFT_BECAUSE.values)) if ended else None,
            })  # fmt: skip
        for year in range(2016, 2027):
            if draw(st.integers(0, 5)):
                ratings.append(
                    {
                        "person_id": who,
                        "year": year,
                        "system": "state",
                        "rating": draw(st.sampled_from([None, "good", *RATINGS.values])),
                    }
                )
        if draw(st.booleans()):
            plans.append({"person_id": who, "title": draw(st.sampled_from(["Trưởng", "Phó"])), "approved": date(2019, 1, 1),
                          "level": draw(st.sampled_from(LEVELS.values)), "post_id": draw(st.sampled_from([None, "P0", "P1"]))})  # fmt: skip
        if draw(st.booleans()):
            discipline.append({
                "person_id": who, "kind": draw(st.sampled_from(DISCIPLINE_KINDS.values)), "decided": draw(_days),
                "form": draw(st.sampled_from(DISCIPLINE_FORMS.values)), "remedied": draw(_maybe),
                "ends": draw(st.one_of(st.none(), _days)),
            })  # fmt: skip
    profiles = [{"profile_id": "F", "competency": "G1", "min_level": 2}]
    known = draw(st.sampled_from([None, 1, 3]))
    competencies = [{"person_id": "N0", "competency": "G1", "level": known}] if known else []
    return snapshot(
        day, units=units, posts=posts, people=people, tenures=tenures, ratings=ratings, plans=plans, discipline=discipline,
        profiles=profiles, competencies=competencies,
    )  # fmt: skip
