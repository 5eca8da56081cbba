"""What was known by a day: nothing from afterwards, the latest assessment of each competency, undated evidence kept."""

from datetime import date

import polars as pl

from dungviec.records import TABLES, Snapshot
from dungviec.records.known_by import competencies_by, strengths_by, wishes_by

TABLE = {
    "competencies": [
        {"person_id": "AN", "competency": "G1", "level": 4, "assessed": date(2020, 1, 1)},
        {"person_id": "AN", "competency": "G1", "level": 2, "assessed": date(2018, 1, 1)},
        {"person_id": "AN", "competency": "G1", "level": 1, "assessed": None},
        {"person_id": "AN", "competency": "G2", "level": 3, "assessed": None},
    ],
    "strengths": [{"person_id": "AN", "strength": "citizens", "noted": date(2019, 5, 1)}],
    "wishes": [{"person_id": "AN", "kind": "stay", "strength": 2, "stated": date(2021, 1, 1)}],
}
CITY = Snapshot(date(2019, 6, 1), "Thử", {n: TABLES[n].conform(pl.DataFrame(r)) for n, r in TABLE.items()})


def levels(city: Snapshot) -> list[tuple[str, int]]:
    return sorted(competencies_by(city).select("competency", "level").iter_rows())


def test_only_what_was_there_by_the_day_counts() -> None:
    assert levels(CITY.at(date(2017, 1, 1))) == [("G1", 1), ("G2", 3)]
    assert levels(CITY) == [("G1", 2), ("G2", 3)]
    assert levels(CITY.at(date(2020, 1, 1))) == [("G1", 4), ("G2", 3)]
    assert (strengths_by(CITY).height, strengths_by(CITY.at(date(2019, 4, 30))).height) == (1, 0)
    assert (wishes_by(CITY).height, wishes_by(CITY.at(date(2021, 1, 1))).height) == (0, 1)
