"""A made-up body with a past: people are hired, grow older and leave at a rate that depends on their age and is known here.

Nobody reaches retirement age within it: what is tested is leaving.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import polars as pl

from dungviec.records import TABLES, Snapshot

TRUTH = {30: 0.10, 40: 0.05, 50: 0.02, 130: 0.01}
"""Resignations a year below each age."""


def rate_at(age: float) -> float:
    """The true rate of an age."""
    return next(rate for below, rate in TRUTH.items() if age < below)


def body(seed: int, *, people: int = 300, since: int = 2008, until: int = 2024, hired: int = 12) -> Snapshot:
    """The records on 31/12 of ``until``: two units, everybody's coming and going since ``since`` on file, leavers included."""
    rng = Random(seed)
    rows: list[dict[str, object]] = []
    tenures: list[dict[str, object]] = []

    def comes(n: int, day: date, born: date) -> None:
        who = f"N{n:04d}"
        rows.append({"person_id": who, "name": f"Nguyễn Văn {n}", "sex": "male", "born": born, "joined": day, "category": "civil_servant"})  # fmt: skip
        tenures.append({"person_id": who, "post_id": f"P{n % 2}", "title": "Chuyên viên", "unit_name": f"Phòng {n % 2}", "kind": "main", "from_date": day, "how": "recruited"})  # fmt: skip

    for n in range(people):
        comes(n, date(since, 1, 1), date(since - rng.randint(23, 42), rng.randint(1, 12), rng.randint(1, 28)))
    for year in range(since + 1, until + 1):
        for _ in range(hired):
            comes(len(rows), date(year, rng.randint(1, 12), 1), date(year - rng.randint(22, 34), rng.randint(1, 12), 15))  # fmt: skip
    last = date(until, 12, 31)
    for row, tenure in zip(rows, tenures, strict=True):
        born, day = row["born"], tenure["from_date"]
        assert isinstance(born, date)
        assert isinstance(day, date)
        while day <= last:
            if rng.random() < rate_at((day - born).days / 365.25) / 12:
                tenure |= {"to_date": day, "left_because": "left_service"}
                break
            day += timedelta(days=30)
    posts = [
        {"post_id": f"P{k}", "unit_id": f"U{k}", "title": "Chuyên viên", "level": "specialist", "category": "civil_servant", "field": "economy", "seats": people // 2}
        for k in range(2)
    ]  # fmt: skip
    units = [{"unit_id": f"U{k}", "name": f"Phòng {k}", "kind": "division", "norm": people // 2} for k in range(2)]
    tables = {"people": rows, "tenures": tenures, "posts": posts, "units": units}
    frames = {n: TABLES[n].conform(pl.DataFrame(r, infer_schema_length=None)) for n, r in tables.items()}
    return Snapshot(last, "Cơ quan mẫu", frames)
