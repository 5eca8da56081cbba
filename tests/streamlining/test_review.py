"""The surplus list and the ways open to each person, in a small office with too many people.

Chị Lan (trained for land) sits beside anh Tâm in a land office that may have one specialist; the ward has an empty IT seat nobody is
trained for; a second land seat stands empty in the next town.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from tests.placement.cast import edited, post, tenure, town

from dungviec.records import TABLES, Snapshot
from dungviec.streamlining import Stated, StreamliningFault, StreamliningReview, Terms, review_surplus, surplus_of

DAY = date(2025, 7, 1)
PLACING = date(2020, 12, 10)
"""A day with a text on placing specialists; in July 2025 the law on file leaves that open."""


def office(**changes: Any) -> Snapshot:
    """The land office above its norm on 01/07/2025, with ratings up to 2024."""
    base = town()
    units = [r | ({"norm": 2} if r["unit_id"] == "DD" else {"norm": 5}) for r in base.units.to_dicts()]
    posts = [
        *(r | {"majors": None, "party_member": None} for r in base.posts.to_dicts() if r["level"] == "specialist"),
        *(r for r in base.posts.to_dicts() if r["level"] != "specialist"),
        post("TC.DD", "TC", "Chuyên viên đất công", "land"),
    ]
    tenures = [tenure("LAN", "DD.CV"), tenure("TAM", "DD.CV"), tenure("HOA", "PH.TP"), tenure("MAI", "DD.TP")]
    ratings = [
        {"person_id": p, "year": y, "system": "state", "rating": "good", "decided": date(y, 12, 12)}
        for p in ("LAN", "TAM", "HOA", "MAI") for y in (2022, 2023, 2024)
    ]  # fmt: skip
    given = {"units": units, "posts": posts, "tenures": tenures, "ratings": ratings, **changes}
    found = base
    for name, rows in given.items():
        found = found.with_table(name, TABLES[name].conform(pl.DataFrame(rows, infer_schema_length=None)))
    return found.at(DAY)


@pytest.fixture(scope="module")
def reviewed() -> StreamliningReview:
    people = {"LAN": Stated(monthly_pay=10_000_000, insured_months=120, confirmed=True)}
    return review_surplus(office(), stated=people)


def test_more_people_than_seats_and_norm_stand_on_the_list_and_nobody_is_picked(reviewed: StreamliningReview) -> None:
    [land] = [u for u in reviewed.units if u.must_go]
    assert (land.unit_id, land.norm, land.present, land.must_go) == ("DD", 2, 3, 1)
    assert {s.person_id: s.whys for s in land.people} == {
        "LAN": ("over_seats", "over_norm"),
        "TAM": ("over_seats", "over_norm"),
    }
    assert "MAI" not in {s.person_id for s in land.people}  # who heads the unit is not surplus by a count


def test_empty_seats_the_law_allows_are_offered_and_others_are_not() -> None:
    lan = review_surplus(office().at(PLACING)).of("LAN")
    assert "TC.DD" in [p.post_id for p in lan.keep]
    assert "DD.PTP" not in [p.post_id for p in lan.keep]  # no promotion out of a surplus


def test_the_unit_costs_from_the_cheapest_to_the_dearest_of_those_known(reviewed: StreamliningReview) -> None:
    [land] = [t for t in reviewed.totals if t.unit_id == "DD"]
    assert (land.known, land.unknown, land.must_go, land.partial) == (1, 1, 1, False)
    assert (land.least, land.most) == (180_000_000, 240_000_000)  # severance 3 + 15 months; with six of study 24
    assert reviewed.whole == (1, 180_000_000, 240_000_000)


def test_a_seat_after_training_names_the_course() -> None:
    base = office()
    wanting = edited(base, "posts", "TC.DD", min_state_management="principal", min_degree="university")
    lan = review_surplus(wanting.at(PLACING)).of("LAN")
    assert "TC.DD" not in [p.post_id for p in lan.keep]
    assert [(p.post_id, p.courses()) for p in lan.retrain] == [("TC.DD", ("Quản lý nhà nước",))]


def test_a_colleague_who_may_leave_makes_room() -> None:
    base = office()
    rows = base["tenures"].to_dicts()
    rows = [r | ({"post_id": "DD.SO"} if r["person_id"] == "TAM" else {}) for r in rows]
    posts = [*base.posts.to_dicts(), post("DD.SO", "DD", "Văn thư", "office")]
    swapped = review_surplus(office(tenures=rows, posts=posts).at(PLACING)).of("LAN")
    assert [(c.colleague_id, c.post_id) for c in swapped.swap] == [("TAM", "DD.SO")]


def test_people_left_without_a_seat_by_a_trial_count_one_by_one() -> None:
    base = office(tenures=[tenure("HOA", "PH.TP"), tenure("MAI", "DD.TP")])
    found = review_surplus(base, without_seat={"LAN": "TC.KT"})
    assert [(u.unit_id, u.must_go) for u in found.units if u.must_go] == [("TC", 1)]
    assert found.of("LAN").surplus.whys == ("no_seat",)
    closed = office(
        tenures=[tenure("LAN", "TC.KT", to_date=date(2025, 6, 30), left_because="unit_closed"), tenure("MAI", "DD.TP")]
    )
    assert [s.whys for u in surplus_of(closed) for s in u.people] == [("no_seat",)]


def test_pay_follows_from_the_base_pay_stated_and_says_that_it_is_an_assumption() -> None:
    base = edited(office(), "people", "LAN", coefficient=3.0, joined=date(2015, 7, 1))
    lan = review_surplus(base, terms=Terms(base_pay=2_000_000, insured_since_joined=True)).of("LAN")
    assert (lan.facts.salary, lan.facts.insured_months) == (6_000_000, 120)
    assert lan.facts.assumed == ("insured_since_joined", "pay_without_allowances")
    bare = review_surplus(base).of("LAN")
    assert bare.cost is None
    severance = next(e for e in bare.exits if e.scheme == "streamlining_severance")
    assert severance.missing == ("insured_months", "salary")


def test_sentences_for_what_cannot_be_asked(reviewed: StreamliningReview) -> None:
    with pytest.raises(StreamliningFault, match="KHONG"):
        surplus_of(office(), unit="KHONG")
    with pytest.raises(StreamliningFault, match="dôi dư"):
        reviewed.of("MAI")
    with pytest.raises(StreamliningFault, match="lương cơ sở"):
        Terms(base_pay=5)
    assert [u.unit_id for u in surplus_of(office(), unit="phong dat dai")] == ["DD"]
