"""Thermometer, gauge and radar as the office reads them: said where the data allow it, «not enough» where they do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from django.test import Client
from tests.office.calibration.made_up import YEAR, months, scored_agency, work

from dungviec.office.access.models import User
from dungviec.office.appraisal.selectors import MONTHS, TASKS
from dungviec.office.calibration.inflation import read_ratings_of_units
from dungviec.office.calibration.leniency import read_months
from dungviec.office.calibration.signs import read_work
from dungviec.records.snapshot import Snapshot


def frame(rows: list[dict[str, Any]], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema, orient="row")


HEADS = "ABCDEFGH"


def ring(extra: float) -> pl.DataFrame:
    """Eight heads in a ring; every other one gives ``extra`` points more. Of six people each, two move on at half-time; skill 70 to 75."""
    rows = []
    for n, unit in enumerate(HEADS):
        for k in range(6):
            for m in range(1, 13):
                rater = HEADS[(n + 1) % 8] if k < 2 and m > 6 else unit
                wobble = ((k * 7 + m * 5 + n * 3) % 11 - 5) / 5
                points = 70 + k + (extra if HEADS.index(rater) % 2 else 0) + wobble
                rows.append({"person_id": f"{unit}{k}", "unit_id": unit, "year": YEAR, "month": m, "rater": rater, "points": points})  # fmt: skip
    return frame(rows, MONTHS)


def test_a_lenient_head_is_told_from_good_people() -> None:
    found = read_months(ring(4))
    by = {p.person_id: p for p in found.people}
    leniency = {r.rater: r.leniency for r in found.raters}
    assert leniency["B"] - leniency["A"] == pytest.approx(4, abs=1)
    assert by["B5"].raw - by["A5"].raw == pytest.approx(4, abs=1)
    assert by["B5"].estimate - by["A5"].estimate == pytest.approx(0, abs=1)
    assert by["A4"].low < by["A4"].estimate < by["A4"].high
    assert all(r.enough for r in found.raters)


def test_one_head_alone_is_not_enough_data() -> None:
    alone = ring(4).filter((pl.col("rater") == "A") & pl.col("person_id").str.starts_with("A"))
    found = read_months(alone)
    assert found.readable == 0
    assert not any(r.enough for r in found.raters)


def test_months_without_a_heads_word_do_not_count() -> None:
    assert read_months(ring(0).with_columns(rater=pl.lit(None, pl.String))).people == ()


def ratings(rise: bool) -> pl.DataFrame:
    rows = [
        {"person_id": f"{u}{k}", "year": y, "rating": "excellent" if rise and u == "A" and y == 2020 and k < 8 else "good"}
        for u in "AB" for k in range(10) for y in (2018, 2019, 2020)
    ]  # fmt: skip
    return pl.DataFrame(rows)


def held(*, in_posts: bool) -> Snapshot:
    """Twenty people in two units, known by their post or, as in histories, by the name of the unit alone."""
    tenures = [
        {"person_id": f"{u}{k}", "title": "Chuyên viên", "kind": "main", "from_date": date(2015, 1, 1)}
        | ({"post_id": u} if in_posts else {"unit_name": f"Phòng {u}"})
        for u in "AB" for k in range(10)
    ]  # fmt: skip
    tables = {
        "units": [{"unit_id": u, "name": f"Phòng {u}", "kind": "division"} for u in "AB"],
        "posts": [{"post_id": u, "unit_id": u, "title": "Chuyên viên", "seats": 10} for u in "AB"],
        "tenures": tenures,
    }
    return Snapshot(
        date(2020, 12, 31),
        "Nơi thử",
        {n: pl.DataFrame(rows, infer_schema_length=None) for n, rows in tables.items()},
    )


@pytest.mark.parametrize("in_posts", [True, False])
def test_the_gauge_shows_who_became_more_generous(in_posts: bool) -> None:
    found = {(r.unit_id, r.year): r for r in read_ratings_of_units(ratings(rise=True), held(in_posts=in_posts))}
    assert found["A", 2018].first
    assert found["A", 2020].generosity == pytest.approx(0.8, abs=0.1)
    assert found["A", 2020].top == 10
    assert found["B", 2020].generosity == pytest.approx(0, abs=0.1)


def test_nobody_placed_gives_no_gauge() -> None:
    there = held(in_posts=True)
    assert read_ratings_of_units(ratings(rise=False), there.with_table("tenures", there["tenures"].clear())) == []


def tasks(unit: str, days: list[int]) -> list[dict[str, Any]]:
    return [
        {"person_id": f"{unit}1", "unit_id": unit, "year": YEAR, "month": m, "name": f"v{d}", "coefficient": 1.0, "done": 1,
         "finished": date(YEAR, m, d)}
        for m in range(1, 13) for d in days
    ]  # fmt: skip


def test_a_burst_is_a_question_about_the_one_unit() -> None:
    calm = [row for u in "ABC" for row in tasks(u, [2, 5, 9, 12, 16, 20])]
    found = read_work(frame(calm + tasks("D", [3, 28, 28, 28, 28, 28]), TASKS), frame([], MONTHS))
    assert {s.unit for s in found.signs} == {"D"}
    quiet = read_work(frame(calm, TASKS), frame([], MONTHS))
    assert quiet.signs == ()
    assert [enough for *_rest, enough in quiet.units] == [True, True, True]


def test_pages_say_what_they_know_and_what_they_do_not(officer: Client) -> None:
    scored_agency(User.objects.get())
    text = officer.get(f"/danh-gia/nhiet-ke/?nam={YEAR}").content.decode()
    assert "chưa đủ dữ liệu" in text  # one rater only
    assert "95,00" in text
    gauge = officer.get("/danh-gia/lam-phat-muc/").content.decode()
    assert "Chưa đủ dữ liệu" in gauge
    radar = officer.get(f"/danh-gia/dau-hieu-hinh-thuc/?nam={YEAR}").content.decode()
    assert "Không có dấu hiệu nào" in radar
    assert "0/800" in radar  # the false-alarm rate is shown even where nothing is said


def test_the_radar_asks_and_shows_its_evidence(officer: Client, as_role: Callable[..., Client]) -> None:
    by = User.objects.get()
    for person, unit, points in (("N1", "P-GD", None), ("N2", "P-GD", None), ("N3", "TH", None), ("N5", "P-NV", 100.0), ("N6", "P-NV", 100.0), ("N7", "P-NV", 100.0)):  # fmt: skip
        own = [points] * 12 if points else [70 + (m * 7 + len(unit) + int(person[1])) % 23 for m in range(12)]
        months(person, unit, own, by=by)
    work("N1", "P-GD", [2, 9])
    text = officer.get(f"/danh-gia/dau-hieu-hinh-thuc/?nam={YEAR}").content.decode()
    assert "36/36" in text
    assert "mức giao việc có phân biệt được người làm tốt không?" in text
    below = as_role("unit_head", unit_id="P-NV", person_id="N5").get(f"/danh-gia/dau-hieu-hinh-thuc/?nam={YEAR}")
    assert "36/36" not in below.content.decode()  # a single unit is compared with nobody
