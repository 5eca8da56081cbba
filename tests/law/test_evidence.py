"""Every finding names the rows of the file it rests on, with their dates; rows of later days are not among them."""

from datetime import date
from pathlib import Path

import polars as pl

from dungviec.law import explain_pair
from dungviec.law.case_snapshot import PERSON, TARGET, snapshot_of
from dungviec.law.cases import read_cases
from dungviec.law.explain import Finding
from dungviec.records import Snapshot


def deputy() -> Snapshot:
    path = Path(__file__).parent.parent / "law_cases" / "today.yaml"
    return snapshot_of(read_cases(path.read_text("utf-8"), path.name)[0])


def findings(snapshot: Snapshot) -> dict[str, Finding]:
    return {f.topic: f for f in explain_pair(snapshot, PERSON, TARGET).findings}


def test_ratings_are_named_by_year_and_day() -> None:
    rating = findings(deputy())["rating"]
    assert [r.table for r in rating.records] == ["ratings"] * len(rating.records)
    assert {r.record.split("/")[1] for r in rating.records} >= {"2023", "2024", "2025"}
    assert all("Xếp loại" in r.vi and "Rating" in r.en for r in rating.records)


def test_age_rests_on_the_day_of_birth_and_the_plan_on_its_approval() -> None:
    found = findings(deputy())
    assert any("15/03/1980" in r.vi for r in found["age"].records if r.table == "people")
    assert [r.dated for r in found["planning"].records] == [date(2023, 6, 20)]


def test_rows_of_later_days_are_not_evidence() -> None:
    snapshot = deputy()
    later = snapshot["plans"].with_columns(approved=pl.lit(date(2030, 1, 1)))
    assert findings(snapshot.with_table("plans", later))["planning"].records == ()


def test_a_record_is_plain_data() -> None:
    (plan,) = findings(deputy())["planning"].records
    assert plan.as_data()["dated"] == "2023-06-20"
    assert plan.as_data()["table"] == "plans"
