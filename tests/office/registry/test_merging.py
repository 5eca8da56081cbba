"""Bà Hạnh was entered twice: once from the roster, once by the school with an old name of her place. Two records become one, and two again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st
from tests.office.cast import DAY

from dungviec.office.access.models import LedgerEntry, Membership
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.merged import earlier_identifiers, record_of
from dungviec.office.registry.merging import plan_merge
from dungviec.office.registry.models import Apart, Batch, Change, Merge
from dungviec.office.registry.selectors import read_table, snapshot
from dungviec.office.registry.services import amend, create, found_city, keep_apart, merge_people, undo
from dungviec.office.requests.models import ChangeRequest
from dungviec.office.shell import standpoint

pytestmark = pytest.mark.django_db
DAYS = [date(2012, 5, 1), date(2016, 1, 1), DAY]
TABLES = ("people", "particulars", "tenures", "ratings", "kinship", "relatives", "salary_steps", "training")
SINGLE = ("people", "particulars")


def _state(known_on: Any = None) -> dict[tuple[str, date], list[tuple[Any, ...]]]:
    """Every table the stories write, in no order; those with one row per person on every day."""
    asked = [(name, day) for name in TABLES for day in (DAYS if name in SINGLE else [DAY])]
    return {one: sorted(read_table(one[0], as_of=one[1], known_on=known_on).rows(), key=repr) for one in asked}


def _last() -> Any:
    return Change.objects.latest("seq").at


def _second_hanh() -> None:
    """N9: her post, one rating that agrees and one that does not, a spouse, particulars, a degree that changed in 2014."""
    own = {
        "person_id": "N9",
        "name": "Nguyễn Thị Hạnh",
        "born": date(1975, 8, 15),
        "home_place": "Thôn Cũ",
        "degree": "college",
    }
    create("people", own, by="thử", why="nhà trường lập")
    amend("people", "N9", {"degree": "university"}, by="thử", why="bằng mới", valid_from=date(2014, 6, 1))
    for table, row in (
        ("tenures", {"kind": "main", "title": "Giáo viên", "from_date": date(1998, 9, 1), "to_date": date(2016, 5, 31)}),
        ("ratings", {"year": 2018, "system": "state", "rating": "good", "note": "theo sổ của trường"}),
        ("ratings", {"year": 2019, "system": "state", "rating": "good"}),
        ("kinship", {"relative_id": "N5", "relation": "spouse"}),
        ("relatives", {"side": "own", "relation": "Bố", "name": "Nguyễn Văn Thọ"}),
        ("particulars", {"religion": "Không", "salary_step": 4}),
    ):  # fmt: skip
        create(table, {"person_id": "N9", **row}, by="thử", why="nhà trường lập")
    create("kinship", {"person_id": "N3", "relative_id": "N9", "relation": "child"}, by="thử", why="cô An là con")


@pytest.fixture
def twice(loaded: None) -> None:
    _second_hanh()


def test_the_plan_tells_fields_events_and_what_agrees(twice: None) -> None:
    plan = plan_merge("N1", "N9")
    assert {f.column.name: (f.kept, f.closed, f.default) for f in plan.fields if f.table == "people"} == {
        "home_place": (None, "Thôn Cũ", "closed"),
        "degree": ("master", "university", "kept"),
    }
    fates = {(e.table, e.row.get("year") or e.row.get("title") or e.row.get("relation")): e.how for e in plan.events}
    assert fates == {
        ("tenures", "Giáo viên"): "move", ("ratings", 2018): "fold", ("ratings", 2019): "clash", ("kinship", "spouse"): "move",
        ("kinship", "child"): "move", ("relatives", "Bố"): "move",
    }  # fmt: skip
    assert plan.missing == ("particulars",)


def test_everything_goes_over_and_the_past_still_shows_two(twice: None) -> None:
    before, moment = _state(), _last()
    batch = merge_people("N1", "N9", by="thử", why="một người, lập hai lần", choices={"people.degree": "closed"})
    s = snapshot(DAY)
    assert "N9" not in s.people["person_id"].to_list()
    mine = {n: s[n].filter(pl.col("person_id") == "N1") for n in ("tenures", "ratings", "kinship")}
    assert mine["tenures"]["title"].to_list() == ["Trưởng phòng", "Giáo viên"]
    assert sorted(mine["ratings"].select("year", "rating").rows()) == [
        (2018, "good"), (2019, "excellent"), (2019, "good"), (2020, "failed"),
    ]  # fmt: skip
    assert mine["ratings"].filter(pl.col("year") == 2018)["note"].to_list() == ["theo sổ của trường"]
    assert set(s["kinship"].select("person_id", "relative_id").rows()) == {("N3", "N1"), ("N1", "N5")}
    degree = {day: read_table("people", as_of=day).filter(pl.col("person_id") == "N1")["degree"].item() for day in DAYS}
    assert degree == {DAYS[0]: "college", DAYS[1]: "university", DAYS[2]: "university"}
    assert read_table("particulars").select("person_id", "religion", "salary_step").rows() == [("N1", "Không", 4)]
    assert (record_of("N9"), earlier_identifiers("N1")) == ("N1", ["N9"])
    assert _state(known_on=moment) == before
    undo(batch, by="thử", why="nhìn lại thì là hai người")
    assert _state() == before
    assert _state(known_on=moment) == before
    assert (record_of("N9"), earlier_identifiers("N1")) == ("N9", [])


@pytest.mark.parametrize(
    ("choice", "left"), [("kept", ["excellent"]), ("closed", ["good"]), ("both", ["excellent", "good"])]
)
def test_two_ratings_of_one_year_are_chosen_between(twice: None, choice: str, left: list[str]) -> None:
    (clash,) = plan_merge("N1", "N9").of("clash")
    merge_people("N1", "N9", by="thử", why="một người", choices={clash.name: choice})
    ratings = read_table("ratings").filter((pl.col("year") == 2019) & (pl.col("person_id") == "N1"))["rating"]
    assert sorted(ratings.to_list()) == left


def test_a_tie_between_the_two_records_means_nothing_any_more(twice: None) -> None:
    create("kinship", {"person_id": "N9", "relative_id": "N1", "relation": "sibling"}, by="thử", why="tưởng là chị em")
    batch = merge_people("N1", "N9", by="thử", why="một người")
    assert ("N1", "N1") not in read_table("kinship").select("person_id", "relative_id").rows()
    undo(batch, by="thử", why="thôi")
    assert ("N9", "N1") in read_table("kinship").select("person_id", "relative_id").rows()


def test_a_plan_seen_before_a_change_is_not_carried_out(twice: None) -> None:
    seal = plan_merge("N1", "N9").seal
    amend("people", "N9", {"major": "Toán"}, by="thử", why="bổ sung")
    with pytest.raises(RegistryFault, match="vừa thay đổi"), transaction.atomic():
        merge_people("N1", "N9", by="thử", why="một người", seal=seal)
    assert not Merge.objects.exists()
    assert not Batch.objects.filter(kind="merge").exists()


def test_undoing_is_refused_once_a_moved_row_was_changed(twice: None) -> None:
    batch = merge_people("N1", "N9", by="thử", why="một người")
    key = holdings()["tenures"].model._default_manager.get(title="Giáo viên", withdrawn_at__isnull=True).pk
    amend("tenures", key, {"decision": "12/QĐ"}, by="thử", why="có quyết định")
    with pytest.raises(RegistryFault, match="đã thay đổi sau đó"), transaction.atomic():
        undo(batch, by="thử", why="thôi")
    assert record_of("N9") == "N1"


def test_accounts_and_requests_go_along_and_come_back(twice: None, as_role: Callable[..., Client]) -> None:
    asker = as_role("official", person_id="N9")
    asker.post("/ho-so-cua-toi/de-nghi/moi/", {"people.home_place": "Thôn Mới", "ly-do": "chuyển nhà"})
    assert ChangeRequest.objects.get().person_id == "N9"
    batch = merge_people("N1", "N9", by="thử", why="một người")
    assert (ChangeRequest.objects.get().person_id, Membership.objects.get().person_id) == ("N1", "N1")
    assert LedgerEntry.objects.filter(subject_id="N9", action="ask_change").exists()  # lines of the ledger stay
    undo(batch, by="thử", why="thôi")
    assert (ChangeRequest.objects.get().person_id, Membership.objects.get().person_id) == ("N9", "N9")


def test_old_links_lead_on_and_only_for_who_may_follow(twice: None, as_role: Callable[..., Client]) -> None:
    merge_people("N1", "N9", by="thử", why="một người")
    answer = as_role("personnel").get("/can-bo/N9/lich-su/?x=1")
    assert (answer.status_code, answer["Location"]) == (302, "/can-bo/N1/lich-su/?x=1")
    assert as_role("official", person_id="N2").get("/can-bo/N9/").status_code in (403, 404)


def test_before_the_merger_was_known_the_old_identifier_is_its_own_record(twice: None) -> None:
    moment = _last()
    merge_people("N1", "N9", by="thử", why="một người")
    assert record_of("N9") == "N1"
    with standpoint.knowing(moment):
        assert record_of("N9") == "N9"


def test_two_people_are_recorded_once_and_asked_about_again_when_taken_back(twice: None) -> None:
    with pytest.raises(RegistryFault, match="vì sao"), transaction.atomic():
        keep_apart("N1", "N9", by="thử", why=" ")
    first = keep_apart("N9", "N1", by="thử", why="khác cha mẹ")
    assert keep_apart("N1", "N9", by="thử", why="lần nữa").pk == first.pk
    assert Apart.objects.count() == 1


FIELDS = {
    "degree": [None, "college", "master"],
    "home_place": [None, "Thôn Một", "Thôn Hai"],
    "party_member": [None, True, False],
}
EVENTS = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from(["rating", "tenure", "kin", "relative", "pay", "course"]), st.integers(0, 3), st.integers(0, 2)),
    max_size=9,
)  # fmt: skip


def _add(person: str, kind: str, n: int, m: int) -> None:
    other = ["C", "B" if person == "A" else "A"][n % 2]
    table, row = {
        "rating": ("ratings", {"year": 2016 + n % 2, "system": "state", "rating": ["good", None, "completed"][m]}),
        "tenure": ("tenures", {"kind": "main", "title": "Chuyên viên", "from_date": DAYS[n % 3], "decision": [None, "1/QĐ", "2/QĐ"][m]}),
        "kin": ("kinship", {"relative_id": other, "relation": ["spouse", "sibling", "parent"][m]}),
        "relative": ("relatives", {"side": "own", "relation": "Bố", "name": "Ông Thọ", "relative_id": [None, other, "C"][m]}),
        "pay": ("salary_steps", {"from_date": DAYS[n % 3], "coefficient": [None, 2.34, 2.67][m]}),
        "course": ("training", {"kind": "skills", "title": "Lớp", "from_date": DAYS[n % 3], "cost": [None, 5, 9][m]}),
    }[kind]  # fmt: skip
    create(table, {"person_id": person, **row}, by="thử", why="lập")


@rules(max_examples=12, deadline=None)
@given(
    values=st.lists(st.integers(0, 2), min_size=6, max_size=6),
    changes=st.lists(
        st.tuples(st.sampled_from("AB"), st.integers(0, 2), st.integers(0, 2), st.integers(0, 3)), max_size=5
    ),
    events=EVENTS,
    dossiers=st.sets(st.sampled_from("AB")),
    choices=st.lists(st.sampled_from(["kept", "closed", "both"]), min_size=30, max_size=30),
)
def test_merging_and_undoing_is_nothing_on_both_axes(
    values: list[int],
    changes: list[tuple[str, int, int, int]],
    events: list[Any],
    dossiers: set[str],
    choices: list[str],
) -> None:
    with transaction.atomic():
        found_city("Thị xã Thử", DAY)
        names = list(FIELDS)
        for i, person in enumerate("ABC"):
            own = {n: FIELDS[n][values[(i + j) % 6]] for j, n in enumerate(names)}
            create("people", {"person_id": person, "name": "Người Thử", **own}, by="thử", why="lập")
        for person in sorted(dossiers):
            create("particulars", {"person_id": person, "religion": person, "phone": "1"}, by="thử", why="lập")
        for person, field, value, day in changes:
            start = [None, *DAYS][day]
            amend("people", person, {names[field]: FIELDS[names[field]][value]}, by="thử", why="sửa", valid_from=start)
        for event in events:
            _add(*event)
        before, moment = _state(), _last()
        plan = plan_merge("A", "B")
        asked = [f.key for f in plan.fields] + [e.name for e in plan.of("clash")]
        chosen = {key: c if c != "both" or ":" in key else "kept" for key, c in zip(asked, choices, strict=False)}
        batch = merge_people("A", "B", by="thử", why="một người", choices=chosen)
        merged, between = _state(), _last()
        lost = [e for e in plan.of("clash") if chosen[e.name] != "both"]
        assert not any(row[0] == "B" for name in SINGLE for row in merged[name, DAY])
        for name in {*TABLES} - {*SINGLE}:
            assert not any("B" in row for row in merged[name, DAY]), name
            gone = sum(e.table == name for e in [*plan.of("fold"), *plan.of("tie"), *lost])
            assert len(merged[name, DAY]) == len(before[name, DAY]) - gone, name
        assert _state(known_on=moment) == before
        undo(batch, by="thử", why="hai người")
        assert _state() == before
        assert _state(known_on=moment) == before
        assert _state(known_on=between) == merged
        transaction.set_rollback(True)
