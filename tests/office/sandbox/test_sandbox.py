"""A reorganisation on trial: nothing leaks before it is committed, everything is there from the effective day, and it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from django.test import Client
from tests.office.cast import DAY
from tests.office.sandbox.merger import MERGER

from dungviec.office.registry.models import City
from dungviec.office.registry.selectors import snapshot
from dungviec.office.sandbox import services
from dungviec.office.sandbox.models import Draft, Status
from dungviec.office.sandbox.tasks import staff_draft

EFFECTIVE = date(2021, 1, 1)


@pytest.fixture
def draft(officer: Client) -> Draft:
    """The merger of the two divisions, staffed by the worker."""
    officer.post("/bo-tri/sap-xep/moi/", {"ten": "Hai phòng", "ngay": "01/01/2021"})
    made = Draft.objects.get()
    officer.post(f"/bo-tri/sap-xep/{made.pk}/sua/", {"kich-ban": MERGER})
    officer.post(f"/bo-tri/sap-xep/{made.pk}/chay/")
    assert staff_draft.call(draft_id=made.pk) == Status.STAFFED
    made.refresh_from_db()
    return made


def tables(day: date) -> dict[str, pl.DataFrame]:
    return dict(snapshot(day).tables)


def same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> list[str]:
    """Tables that differ, whatever the order of their rows."""
    return [
        n
        for n in one
        if one[n].height != other[n].height or sorted(map(repr, one[n].rows())) != sorted(map(repr, other[n].rows()))
    ]


def do(client: Client, draft: Draft, deed: str, **form: Any) -> str:
    page = client.post(f"/bo-tri/sap-xep/{draft.pk}/{deed}/", form, follow=True).content.decode()
    draft.refresh_from_db()
    return page


def commit(client: Client, draft: Draft, **form: str) -> str:
    return do(client, draft, "ghi", **{"so": "NQ 1/NQ-HĐND", "ngay-ky": "20/12/2020", **form})


def test_nothing_leaks_before_the_commit(officer: Client, loaded: None) -> None:
    before = {day: tables(day) for day in (DAY, EFFECTIVE)}
    report = officer.get("/to-chuc/").content
    officer.post("/bo-tri/sap-xep/moi/", {"ten": "Hai phòng", "ngay": "01/01/2021"})
    made = Draft.objects.get()
    do(officer, made, "sua", **{"kich-ban": MERGER})
    do(officer, made, "chay")
    staff_draft.call(draft_id=made.pk)
    assert "Phòng Giáo dục và Nội vụ" in officer.get(f"/bo-tri/sap-xep/{made.pk}/").content.decode()
    assert all(tables(day)[name].equals(frame) for day, kept in before.items() for name, frame in kept.items())
    assert b"P-GDNV" not in officer.get("/to-chuc/").content
    assert len(officer.get("/to-chuc/").content) == len(report)


def test_a_commit_takes_effect_on_its_day_and_not_before(officer: Client, draft: Draft) -> None:
    commit(officer, draft)
    assert draft.status == Status.COMMITTED
    eve, day = snapshot(date(2020, 12, 31)), snapshot(EFFECTIVE)
    assert {"P-GD", "P-NV"} <= set(eve.live_units["unit_id"])
    assert "P-GDNV" not in set(eve.live_units["unit_id"])
    assert {"P-GDNV", "TH", "TX"} == set(day.live_units["unit_id"])
    assert dict(day.live_units.select("unit_id", "parent_id").iter_rows())["TH"] == "P-GDNV", "the school goes along"
    held = dict(day.main_posts.select("person_id", "post_id").iter_rows())
    assert held["N2"].startswith("P-GDNV."), "the specialist goes along with the post"
    assert dict(eve.main_posts.select("person_id", "post_id").iter_rows())["N2"] == "GD.CV"
    assert not set(held.values()) & {"GD.TP", "GD.CV", "NV.TP", "NV.CV"}


def test_a_commit_is_undone_as_a_whole(officer: Client, draft: Draft) -> None:
    before = {day: tables(day) for day in (DAY, EFFECTIVE)}
    commit(officer, draft)
    assert same(before[EFFECTIVE], tables(EFFECTIVE)) != []
    do(officer, draft, "hoan-tac", **{"ly-do": "Nghị quyết hoãn"})
    assert draft.status == Status.DRAFT
    assert {day: same(kept, tables(day)) for day, kept in before.items()} == {DAY: [], EFFECTIVE: []}


def test_the_act_on_units_is_told_with_its_resolution(officer: Client, draft: Draft) -> None:
    commit(officer, draft)
    from dungviec.office.registry.selectors import rows

    event = rows("unit_events", EFFECTIVE).row(0, named=True)
    assert (event["kind"], event["resolution"], event["predecessors"], event["successors"]) == (
        "merged",
        "NQ 1/NQ-HĐND",
        ["P-GD", "P-NV"],
        ["P-GDNV"],
    )


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"so": " "}, "Xin ghi số nghị quyết"),
        ({"ngay-ky": "02/01/2021"}, "không sau ngày có hiệu lực"),
        ({"ngay-ky": "x"}, "Xin ghi ngày ký"),
    ],
)
def test_a_commit_rests_on_a_resolution(officer: Client, draft: Draft, form: dict[str, str], said: str) -> None:
    assert said in commit(officer, draft, **form)
    assert draft.status == Status.STAFFED


def test_changed_records_are_staffed_anew_first(officer: Client, draft: Draft) -> None:
    City.objects.get().touch()
    assert "Xin bố trí thử lại rồi ghi" in commit(officer, draft)
    assert draft.status == Status.STAFFED


def test_a_draft_thrown_away_is_shut(officer: Client, draft: Draft) -> None:
    do(officer, draft, "bo")
    assert draft.status == Status.THROWN
    assert "không sửa được" in do(officer, draft, "chay")
    assert not hasattr(Draft.objects.get(pk=draft.pk), "outcome")


def test_steps_are_added_by_a_form(officer: Client, draft: Draft) -> None:
    page = do(officer, draft, "buoc", loai="merge", **{"don-vi": ["P-GD"]})
    assert "sáp nhập cần hai đơn vị" in page
    do(officer, draft, "buoc", loai="norm", so="5", **{"don-vi": ["TH"]})
    assert draft.status == Status.DRAFT, "what was staffed before no longer holds"
    assert services.scenario_of(draft.text).changes[-1].norm.norm == 5  # type: ignore[union-attr]
    assert "kịch bản" in do(officer, draft, "sua", **{"kich-ban": "name: x\neffective: hôm nào"})


def test_a_scenario_that_does_not_fit_fails_in_words(officer: Client, draft: Draft) -> None:
    do(officer, draft, "sua", **{"kich-ban": MERGER.replace("P-NV]", "P-KHONG]")})
    do(officer, draft, "chay")
    assert staff_draft.call(draft_id=draft.pk) == Status.FAILED
    assert "P-KHONG" in officer.get(f"/bo-tri/sap-xep/{draft.pk}/").content.decode()


def test_who_may_try_and_who_may_commit(as_role: Callable[..., Client], draft: Draft) -> None:
    leader = as_role("leader")
    assert leader.get(f"/bo-tri/sap-xep/{draft.pk}/").status_code == 200
    assert leader.post(f"/bo-tri/sap-xep/{draft.pk}/ghi/", {"so": "1", "ngay-ky": "20/12/2020"}).status_code == 403
    for role in ("unit_head", "inspector", "official", "auditor", "administrator"):
        assert as_role(role, unit_id="P-GD", person_id="N2").get("/bo-tri/sap-xep/").status_code == 403


def test_a_staffed_draft_is_taken_along_as_a_workbook(officer: Client, draft: Draft) -> None:
    page = officer.get(f"/bo-tri/sap-xep/{draft.pk}/").content.decode()
    address = f"/bo-tri/sap-xep/{draft.pk}/xuat/"
    assert f'href="{address}"' in page
    book = officer.get(address)
    assert book["Content-Disposition"].endswith('.xlsx"')
    assert book.content.startswith(b"PK")
    officer.post("/bo-tri/sap-xep/moi/", {"ten": "Chưa bố trí", "ngay": "01/01/2021"})
    assert officer.get(f"/bo-tri/sap-xep/{Draft.objects.latest('pk').pk}/xuat/").status_code == 404
