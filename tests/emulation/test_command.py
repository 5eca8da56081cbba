"""``dungviec emulation``: what it prints and writes, the pipeline behind it, and the sentences with exit code 2."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.office.cast import town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.emulation import EmulationFault, pipeline_of, shares_of
from dungviec.emulation.stated_file import read_stated
from dungviec.exchange import write_city
from dungviec.records import Snapshot
from dungviec.records.schema import TABLES

AWARDS = [(y, "Chiến sĩ thi đua cơ sở") for y in (2022, 2023, 2024)] + [(2023, "Bằng khen của UBND tỉnh"), (2022, "Danh hiệu lạ")]  # fmt: skip


def city() -> Snapshot:
    """The town as it stands on 20/12/2024: bà Hạnh with three base titles running, rated excellent; ông Đức denounced."""
    import polars as pl

    here = town().at(date(2024, 12, 20))
    flags = ("discipline_open", "denunciation_open", "inspection_open", "criminal_open")
    people = here.people.with_columns(**{n: pl.lit(False) for n in flags})
    people = people.with_columns(denunciation_open=pl.when(pl.col("person_id") == "N2").then(True).otherwise(False))
    awards = pl.DataFrame([{"person_id": "N1", "year": y, "title": t} for y, t in AWARDS], schema=TABLES["awards"].polars_schema)  # fmt: skip
    rated = [("N1", 2024, "excellent"), ("N2", 2024, "good"), ("N3", 2024, "completed")]
    ratings = pl.DataFrame([{"person_id": p, "year": y, "system": "state", "rating": r} for p, y, r in rated], schema=TABLES["ratings"].polars_schema)  # fmt: skip
    for name, frame in (("people", people), ("awards", awards), ("ratings", ratings)):
        here = here.with_table(name, frame)
    return here


FACTS = """N1: {takes_part: [2024, 2025], works: [{kind: initiative, year: 2023, scope: province}]}
N2: {takes_part: [2024], works: []}
N3: {takes_part: [2024], works: []}
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("emulation") / "town.xlsx"
    write_city(city(), path)
    (path.parent / "facts.yaml").write_text(FACTS, encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["emulation", *(str(w) for w in words)])


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def titles(prospect: dict[str, Any]) -> dict[str, str]:
    return {t["title"]: "held" if t["held"] else t["verdict"] for t in prospect["titles"]}


def test_one_person_is_told_title_by_title_with_clause_and_earliest_year(book: Path) -> None:
    facts = book.parent / "facts.yaml"
    one = told(run("check", book, "--person", "N1", "--as-of", "2024-12-20", "--facts", facts, "--json"))
    assert titles(one) == {"advanced": "allowed", "base": "held", "provincial": "allowed", "national": "forbidden"}
    assert one["titles"][2]["chain"] == {"needed": 3, "sure": [2022, 2023, 2024], "most": [2022, 2023, 2024]}
    assert one["titles"][3]["outlook"]["first_year"] == 2025
    assert one["next"] == "provincial"
    shown = run("check", book, "--person", "N1", "--as-of", "20/12/2024", "--facts", facts).stdout
    assert "Luật 06/2022/QH15 Điều 22" in " ".join(shown.split())
    assert "2023: Bằng khen của UBND tỉnh" in shown
    assert "Danh hiệu lạ" in shown
    english = run("check", book, "--person", "N1", "--as-of", "20/12/2024", "--facts", facts, "--lang", "en").stdout
    assert "Provincial emulation fighter: could be proposed; at the earliest 2024." in english


def test_the_whole_town_with_what_is_missing_and_what_was_assumed(book: Path, tmp_path: Path) -> None:
    facts = book.parent / "facts.yaml"
    found = told(run("pipeline", book, "--as-of", "2024-12-20", "--facts", facts, "--json"))
    assert found["people"] == 7
    assert found["totals"]["advanced"] == {"allowed": 2, "forbidden": 1, "unknown": 4}
    assert found["missing"]["advanced"] == {"takes_part": 4, "ratings": 4}
    assert found["ratios"][0]["reaching"] == 2
    assert found["ratios"][0]["most"] == 0  # 15 % of two is no whole person
    assert "không phải quy định" in found["ratios"][0]["told"]
    assert not found["assumed"]
    below = told(run("pipeline", book, "--as-of", "2024-12-20", "--unit", "P-GD", "--assume-registered", "--json"))
    assert below["people"] == 4
    assert "Tạm coi" in below["assumed"][0]
    for kind, start in ((".xlsx", b"PK"), (".docx", b"PK"), (".pdf", b"%PDF")):
        made = tmp_path / f"nguon{kind}"
        assert run("pipeline", book, "--as-of", "2024-12-20", "-o", made).exit_code == 0
        assert made.read_bytes().startswith(start)
    shown = run("pipeline", book, "--as-of", "2024-12-20").stdout
    assert "(6)" in shown  # nobody registered, and of one the rating says no already
    assert "Tạm coi" not in shown


def test_a_denunciation_stops_everything_from_july_2025_and_the_file_of_september_2026_goes_on(book: Path) -> None:
    facts = book.parent / "facts.yaml"
    late = told(run("check", book, "--person", "N2", "--as-of", "2025-07-01", "--year", "2024", "--facts", facts, "--json"))  # fmt: skip
    assert titles(late)["advanced"] == "forbidden"
    early = told(run("check", book, "--person", "N2", "--as-of", "2025-06-30", "--year", "2024", "--facts", facts, "--json"))  # fmt: skip
    assert titles(early)["advanced"] == "allowed"
    now = ("check", book, "--person", "N1", "--as-of", "2026-11-22", "--year", "2024", "--facts", facts, "--json")
    assert titles(told(run(*now)))["advanced"] == "unknown"
    assert titles(told(run(*now, "--received", "2026-09-30")))["advanced"] == "allowed"


BAD = (
    (("--as-of", "2099"), "Không phải ngày"), (("--year", "1900"), "chỉ xét từ 1990"), (("--received", "2030-01-01"), "sau ngày xét"),
    (("--facts", "khong-co.yaml"), "Không đọc được"), (("--share", "200"), "từ 0 đến 100"), (("--unit", "Không có"), "Không có đơn vị"),
    (("-o", "x.txt"), "chỉ ghi được"), (("--lang", "fr"), "vi hoặc en"),
)  # fmt: skip


@pytest.mark.parametrize(("words", "said"), BAD)
def test_what_cannot_be_used_ends_with_a_sentence(book: Path, words: tuple[str, ...], said: str) -> None:
    result = run("pipeline", book, *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_nobody_by_that_identifier(book: Path) -> None:
    assert "Không có cán bộ mã «N99»" in run("check", book, "--person", "N99").stderr
    assert "Không có cán bộ mã «N8»" in run("check", book, "--person", "N8").stderr  # retired: no post on that day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- N1", "cặp"), ("N1: 5", "cặp"), ("N1: {takes_part: maybe}", "takes_part"), ("N1: {works: [{kind: idea, year: 2024}]}", "works.0.kind"),
        ("N1: {works: [{kind: initiative, year: 1800}]}", "works.0.year"), ("N1: {wroks: []}", "wroks"), ("N1: {takes_part: [2024]\nN2: x", "dòng"),
        ("N77: {takes_part: [2024]}", "N77"),
    ],
)  # fmt: skip
def test_a_file_of_facts_that_cannot_be_used_names_the_place(book: Path, tmp_path: Path, text: str, said: str) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(text, encoding="utf-8")
    result = run("pipeline", book, "--facts", facts)
    assert result.exit_code == 2
    assert said in result.stderr


def test_nothing_in_the_file_is_nothing_stated(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("", encoding="utf-8")
    assert read_stated(facts) == {}
    facts.write_text("N1: {takes_part: {2024: false}, judged: [2020]}", encoding="utf-8")
    assert read_stated(facts)["N1"].takes_part == {2024: False}
    assert read_stated(facts)["N1"].works is None


def test_ratings_decided_later_and_years_out_of_reach_are_not_used() -> None:
    here = city().at(date(2020, 12, 10))
    assert not here["ratings"].is_empty()
    found = pipeline_of(here, people=["N1"])
    assert 2022 not in found.of("N1").merits.titles
    with pytest.raises(EmulationFault, match="chỉ xét từ"):
        pipeline_of(here, year=2500)


def test_shares_are_counted_among_those_who_hold_a_post() -> None:
    here = city()
    rates = {(r.outcome, r.group_vi): r for r in shares_of(here, [p.merits for p in pipeline_of(here).prospects], 2024).rates}  # fmt: skip
    assert rates["base", "nữ"].pool + rates["base", "nam"].pool == 7
    assert rates["base", "nữ"].selected == 1
    assert rates["base", "lãnh đạo, quản lý"].selected == 1
    assert rates["chosen", "nữ"].pool == 1
    assert rates["chosen", "nữ"].p is None  # far too few to compare
