"""A small office's succession: pools against the law of the day, readiness, N-1, the yearly review.

Bà Mai heads the land division; ông Bình is planned as her deputy; chị Lan (trained for land) keeps accounts elsewhere.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from tests.placement.cast import edited, town

from dungviec.records import TABLES, Snapshot
from dungviec.succession import Succession, SuccessionFault, removal, succession

QD_50, QD_377 = date(2023, 6, 1), date(2025, 11, 1)


def managed(snapshot: Snapshot) -> Snapshot:
    """The office with every leading post under Party management."""
    posts = snapshot.posts.with_columns(party_managed=pl.col("level") != "specialist")
    return snapshot.with_table("posts", posts)


def planned(
    *lines: tuple[str, str], day: date = date(2018, 6, 1), term: str = "2020–2025", **tables: list[dict[str, Any]]
) -> Snapshot:
    """The office with these people planned for these posts."""
    level = {"DD.TP": "head_of_division", "DD.PTP": "deputy_head_of_division"}
    rows = [
        {"person_id": p, "title": q, "post_id": q, "level": level[q], "approved": day, "term": term} for p, q in lines
    ]
    found = managed(town())
    for name, more in {"plans": rows, **tables}.items():
        found = found.with_table(name, TABLES[name].conform(pl.DataFrame(more, infer_schema_length=None)))
    return found


def of(found: Succession, what: str) -> list[str]:
    return [c.outcome for c in found.checks if c.what == what]


def test_four_people_for_one_title_are_one_too_many_under_the_rule_of_the_day() -> None:
    four = planned(*((p, "DD.PTP") for p in ("BINH", "LAN", "TAM", "HOA")))
    found = succession(four.at(QD_377))
    over = [c for c in found.checks if c.what == "people_per_title"]
    assert [(c.outcome, c.clause.rule_id if c.clause else "") for c in over] == [("over", "PLAN-2025-01")]
    assert "4 người, tối đa 3" in over[0].vi
    three = planned(*((p, "DD.PTP") for p in ("BINH", "LAN", "TAM")))
    assert of(succession(three.at(QD_377)), "people_per_title") == []
    assert of(succession(four), "numbers") == ["unknown"]  # in 2020 no number is on file, so none is invented


def test_only_a_higher_title_is_planned() -> None:
    found = succession(planned(("MAI", "DD.PTP"), ("BINH", "DD.PTP")).at(QD_377))
    by_person = {c.person_id: c.outcome for c in found.checks if c.what == "higher_title"}
    assert by_person == {"MAI": "over", "BINH": "unknown"}  # Bình holds no post on file


def test_shares_are_asked_where_the_text_gives_numbers_and_unknown_where_it_does_not() -> None:
    men = planned(("BINH", "DD.PTP"), ("TAM", "DD.PTP"))
    found = succession(men.at(QD_50))
    assert (of(found, "women"), of(found, "young")) == (["short"], ["met"])
    assert of(succession(men.at(QD_377)), "shares") == ["unknown"]
    unclear = edited(men, "people", "BINH", sex=None)
    assert of(succession(unclear.at(QD_50)), "women") == ["unknown"]


def test_a_title_outside_party_management_is_not_asked_by_party_rules() -> None:
    found = succession(
        town().with_table("posts", town().posts.with_columns(party_managed=pl.lit(value=False))).at(QD_377)
    )
    assert of(found, "not_asked") == ["fact"]
    assert of(found, "higher_title") == []
    assert of(found, "empty") == ["fact"]  # nobody is planned as head


def test_a_planned_person_with_everything_in_order_is_ready_now() -> None:
    found = succession(town())
    assert [(r.person_id, r.horizon, r.needs) for r in found.ready] == [("BINH", "now", ())]


def test_what_must_be_acquired_names_the_training_and_whether_it_is_running() -> None:
    base = town()
    posts = base.posts.with_columns(min_theory=pl.when(pl.col("post_id") == "DD.PTP").then(pl.lit("advanced")))
    wanting = base.with_table("posts", posts)
    [ready] = succession(wanting).ready
    assert ready.horizon == "acquire"
    assert [(x.field, x.has, x.wants, x.training, x.learning) for x in ready.lacking] == [
        ("theory", "intermediate", "advanced", "theory_advanced", False)
    ]
    course = [{"person_id": "BINH", "kind": "theory_advanced", "title": "Cao cấp", "from_date": date(2020, 9, 1)}]
    learning = wanting.with_table("training", TABLES["training"].conform(pl.DataFrame(course)))
    assert succession(learning).ready[0].lacking[0].learning


def test_a_discipline_window_passes_by_itself_on_its_day() -> None:
    row = {
        "person_id": "BINH",
        "kind": "administrative",
        "form": "reprimand",
        "decided": date(2020, 8, 3),
        "ends": date(2020, 8, 3),
    }
    warned = town().with_table("discipline", TABLES["discipline"].conform(pl.DataFrame([row])))
    [ready] = succession(warned).ready
    assert (ready.horizon, ready.ready_from) == ("near", date(2021, 8, 3))
    assert {n.kind for n in ready.needs} == {"time"}
    assert not succession(warned.at(date(2021, 8, 3))).ready[0].ready_from


def test_waiting_that_would_use_up_the_years_of_service_is_told_as_too_late() -> None:
    row = {
        "person_id": "BINH",
        "kind": "administrative",
        "form": "reprimand",
        "decided": date(2023, 2, 1),
        "ends": date(2023, 2, 1),
    }
    warned = town().with_table("discipline", TABLES["discipline"].conform(pl.DataFrame([row]))).at(QD_50)
    assert succession(warned).ready[0].ready_from == date(2024, 2, 1)
    older = edited(
        warned, "people", "BINH", born=date(1966, 9, 15)
    )  # 63 months left in June 2023, 55 when the window ends
    [ready] = succession(older).ready
    assert (ready.horizon, ready.ready_from) == ("too_late", None)
    assert "30/09/2028" in ready.needs[0].vi


def test_unknown_facts_are_named() -> None:
    [ready] = succession(edited(town(), "people", "BINH", health_fit=None)).ready
    assert ready.horizon == "unknown"
    assert "health_fit" in ready.missing


def test_without_the_head_nobody_could_stand_in_and_the_deputys_seat_leans_on_one() -> None:
    serving = planned(("LAN", "DD.PTP"))
    found = succession(serving)
    by_post = {s.post_id: s for s in found.bench.seats}
    assert (by_post["DD.PTP"].near, by_post["DD.PTP"].risk) == (("LAN",), "single")
    assert by_post["DD.PTP"].inside == ()
    assert by_post["DD.TP"].near == ()
    gone = removal(serving, "MAI")
    assert [s.post_id for s in gone.duties] == ["DD.TP"]
    assert [s.post_id for s in removal(serving, "LAN").leaned_on] == ["DD.PTP"]
    assert removal(serving, "BINH").duties == ()
    assert [u.unit_id for u in found.bench.units] == ["DD"]


def test_the_review_of_2023_takes_out_by_clause_and_says_what_it_does_not_know() -> None:
    row = {"person_id": "LAN", "kind": "party", "form": "reprimand", "decided": date(2022, 5, 1)}
    frame = TABLES["discipline"].conform(pl.DataFrame([row]))
    lines = planned(("LAN", "DD.PTP"), ("TAM", "DD.PTP"), ("MAI", "DD.TP")).with_table("discipline", frame)
    found = {r.person_id: r for r in succession(lines.at(QD_50)).reviewed}
    assert (found["LAN"].outcome, found["LAN"].grounds) == ("leaves", ("discipline",))
    assert found["LAN"].clause is not None
    assert found["LAN"].clause.rule_id == "PLAN-2021-03"
    assert (found["TAM"].outcome, found["TAM"].unknown) == ("unknown", ("political",))
    assert (found["MAI"].outcome, found["MAI"].clause) == ("look", None)  # holds the title: a fact, no clause that year
    later = {r.person_id: r for r in succession(lines.at(QD_377)).reviewed}
    assert (later["MAI"].outcome, later["MAI"].grounds) == ("leaves", ("holds",))
    earlier = {r.person_id: r for r in succession(lines).reviewed}
    assert (earlier["TAM"].outcome, earlier["TAM"].clause) == ("unknown", None)


def test_discipline_before_the_plan_was_approved_was_weighed_then() -> None:
    row = {"person_id": "LAN", "kind": "party", "form": "reprimand", "decided": date(2017, 5, 1)}
    lines = planned(("LAN", "DD.PTP")).with_table("discipline", TABLES["discipline"].conform(pl.DataFrame([row])))
    assert succession(lines.at(QD_50)).reviewed[0].outcome == "unknown"


def test_a_line_that_has_run_out_or_is_not_approved_yet_is_no_line() -> None:
    assert succession(planned(("LAN", "DD.PTP"), day=date(2021, 1, 1))).ready == ()


def test_a_unit_or_title_narrows_and_a_wrong_one_is_told() -> None:
    assert {p.post_id for p in succession(town(), title="phó trưởng").pools} == {"DD.PTP"}
    narrowed = succession(town(), unit="Phòng Đất đai")
    assert {p.post_id for p in narrowed.pools} == {"DD.TP", "DD.PTP"}
    for asked in ({"title": "Thị trưởng"}, {"title": " "}, {"unit": "Không có"}, {"unit": "PH"}):
        with pytest.raises(SuccessionFault) as fault:
            succession(town(), **asked)
        assert fault.value.english
    with pytest.raises(SuccessionFault):
        removal(town(), "AI")


def test_others_of_the_unit_lack_nothing_but_the_plan() -> None:
    land = edited(town(), "people", "TAM", major="Quản lý đất đai")
    found = succession(land, unit="DD")
    assert {(r.person_id, r.post_id) for r in found.others} == {("TAM", "DD.TP"), ("TAM", "DD.PTP")}
    assert {n.topic for r in found.others for n in r.needs} <= {"planning"}


def test_an_office_without_posts_or_plans_answers_empty() -> None:
    found = succession(Snapshot(QD_377, "Trống", {}))
    assert (found.pools, found.ready, found.bench.seats) == ((), (), ())
