"""Posts held together: the interview's two and nine, allowances by the decree of each day, clauses that forbid, who answers."""

from __future__ import annotations

from datetime import date

import pytest
from tests.placement.cast import edited, tenure, ward

from dungviec.law import Verdict
from dungviec.law.posts_together import Pay
from dungviec.records import Snapshot
from dungviec.workforce import WorkforceFault
from dungviec.workforce.in_charge import in_charge
from dungviec.workforce.posts_held import HeldSpan, PayOnFile, posts_held


def both(second: str, *, since: date = date(2019, 1, 1), **more: object) -> Snapshot:
    """Ông Toàn, the secretary since 2015, holds another post of the ward besides."""
    base = ward()
    return ward(
        tenures=[*base["tenures"].to_dicts(), tenure("TOAN", second, kind="concurrent", from_date=since, **more)]
    )


def spans(snapshot: Snapshot, **asked: object) -> tuple[HeldSpan, ...]:
    [one] = posts_held(snapshot, **asked)  # type: ignore[arg-type]
    return one.spans


def test_the_demo_city_has_the_two_and_the_nine_of_the_interview(city: Snapshot) -> None:
    held = posts_held(city)
    functions = dict(city.posts.select("post_id", "functions").iter_rows())
    codes = [{f for h in one.spans[0].posts for f in functions[h.post_id] or ()} for one in held]
    assert sum({"party_secretary", "council_chair"} <= c for c in codes) == 2
    assert sum({"party_secretary", "committee_chair"} <= c for c in codes) == 9
    assert {one.spans[0].allowance.rule_id for one in held} == {"KN-2019-01"}


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2019, 6, 24), ""),
        (date(2019, 6, 25), "KN-2019-01"),
        (date(2023, 7, 31), "KN-2019-01"),
        (date(2023, 8, 1), "KN-2023-01"),
        (date(2025, 10, 31), "KN-2023-01"),
        (date(2025, 11, 1), ""),
    ],
)
def test_the_allowance_follows_the_decree_of_the_day(day: date, rule: str) -> None:
    found = spans(both("PH.HDND").at(day))
    assert found[0].since <= day
    assert found[0].allowance.rule_id == rule


def test_each_stretch_keeps_the_text_of_its_own_days() -> None:
    past = spans(both("PH.HDND", to_date=date(2024, 1, 31)).at(date(2025, 1, 1)), past=True)
    assert [(s.since, s.until, s.allowance.rule_id) for s in past][:2] == [
        (date(2023, 8, 1), date(2024, 1, 31), "KN-2023-01"),
        (date(2019, 6, 25), date(2023, 7, 31), "KN-2019-01"),
    ]
    assert posts_held(both("PH.HDND", to_date=date(2024, 1, 31)).at(date(2025, 1, 1))) == ()


def test_the_sum_is_half_of_the_second_title_where_it_is_stated_and_nobody_else_holds_it() -> None:
    pay = PayOnFile(titles={"PH.HDND": Pay(4_000_000, 500_000)})
    due = spans(both("PH.HDND").at(date(2024, 1, 1)), pay=pay)[0].allowance
    assert (due.amount, due.share) == (2_250_000, "50 %")
    unpaid = spans(both("PH.HDND").at(date(2024, 1, 1)))[0].allowance
    assert (unpaid.amount, unpaid.share) == (None, "50 %")
    base = both("PH.HDND")
    shared = ward(tenures=[*base["tenures"].to_dicts(), tenure("BINH", "PH.HDND")])
    [toan] = posts_held(shared.at(date(2024, 1, 1)), pay=pay)
    assert toan.spans[0].allowance.amount == 0  # the seat has a holder of its own: nobody is saved


def test_incompatible_posts_are_flagged_with_the_clause() -> None:
    base = both("PH.UBND")
    rows = [*base["tenures"].to_dicts(), tenure("TOAN", "PH.HDND", kind="concurrent", from_date=date(2020, 1, 1))]
    after = spans(ward(tenures=rows).at(date(2025, 6, 16)))[0]
    clash = [g for g in after.grounds if g.verdict == Verdict.FORBIDDEN]
    assert [g.basis.rule_id if g.basis else "" for g in clash] == ["INC-2025-01"]
    before = spans(ward(tenures=rows).at(date(2025, 6, 15)))[0]
    assert {g.verdict for g in before.grounds} == {Verdict.UNKNOWN}


def test_shares_add_up_only_where_all_are_recorded() -> None:
    assert spans(both("PH.HDND", share=30))[0].shares is None
    rows = both("PH.HDND", share=30)["tenures"].to_dicts()
    whole = ward(tenures=[r | ({"share": 80} if r["post_id"] == "PH.BT" else {}) for r in rows])
    assert spans(whole)[0].shares == 110


def test_the_duty_follows_the_post_and_who_is_away_stands_behind() -> None:
    [one] = in_charge(both("PH.HDND"), "PH.HDND")
    assert [(a.person_id, a.how) for a in one.people] == [("TOAN", "concurrent")]
    assert one.people[0].also == ("Bí thư Đảng ủy phường, Phường Thử",)
    [joined] = in_charge(edited(ward(), "posts", "PH.HDND", held_with="PH.BT"), "chu tich hdnd")
    assert [(a.person_id, a.how) for a in joined.people] == [("TOAN", "joined")]
    base = ward()
    acting = ward(tenures=[*base["tenures"].to_dicts(), tenure("HOA", "DD.TP", kind="acting")])
    [head] = in_charge(edited(acting, "people", "MAI", on_leave="thai sản"), "DD.TP")
    assert [(a.person_id, a.how, a.away) for a in head.people] == [("HOA", "acting", ""), ("MAI", "main", "thai sản")]


def test_an_empty_head_post_names_the_deputies_and_hands_them_nothing() -> None:
    base = ward()
    rows = [r for r in base["tenures"].to_dicts() if r["person_id"] != "MAI"] + [tenure("BINH", "DD.PTP")]
    [empty] = in_charge(ward(tenures=rows), "DD.TP")
    assert (empty.people, [p for p, _, _ in empty.could_act]) == ((), ["BINH"])
    with pytest.raises(WorkforceFault, match="Vua"):
        in_charge(base, "Vua")
