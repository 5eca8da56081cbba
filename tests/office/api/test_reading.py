"""Reads: pages of lists with totals, marks, order, bounded queries, and the cover of every page of the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from dungviec.office.api.areas import AREAS, PAGE_ONLY, PAGE_ONLY_PARTS
from dungviec.office.api.coverage import methods_of, page_routes


def test_every_page_of_the_office_is_covered_or_says_why_not(capsys: Any) -> None:
    """Whoever adds a page names its room in an area of ``api/areas.py``, or the reason why no program asks it."""
    routes = [r for r in page_routes() if not r.address.startswith("/api/")]
    undecided = [r.name for r in routes if not r.api and not r.why_not]
    assert undecided == [], f"pages that the API neither answers for nor leaves out with a reason: {undecided}"
    answered = [r for r in routes if r.api]
    with capsys.disabled():
        print(
            f"\nAPI: {len(answered)} of {len(routes)} pages ({len(answered) / len(routes):.0%}); the others with their reasons in api/areas.py"
        )
    assert len(answered) / len(routes) > 0.8


def test_no_reason_is_given_for_a_page_that_is_gone() -> None:
    names = {r.name for r in page_routes()}
    assert sorted(set(PAGE_ONLY) - names) == []
    assert not {room for area in AREAS.values() for room in area.rooms} & set(PAGE_ONLY_PARTS)


def test_what_a_page_takes_is_read_off_its_decorators() -> None:
    methods = {r.name: r.methods for r in page_routes()}
    assert methods["registry:people"] == ("GET",)
    assert methods["placement:stop"] == ("POST",)
    assert methods["decisions:new"] == ("GET", "POST")
    assert methods_of(lambda request: None) == ("GET", "POST")


def test_lists_come_in_pages_without_gaps(program: Callable[..., Any]) -> None:
    one = program("personnel")
    whole = [p["person_id"] for p in one.get("people").json()["items"]]
    parts = [one.get(f"people?size=2&page={n}").json() for n in (1, 2, 3, 4, 5)]
    assert [p["person_id"] for part in parts for p in part["items"]] == whole
    assert {(part["total"], part["pages"]) for part in parts} == {(7, 4)}
    assert [p["name"] for p in one.get("people?sort=-name").json()["items"]] == [
        p["name"] for p in reversed(one.get("people").json()["items"])
    ]
    assert [p["person_id"] for p in one.get("people?q=phạm hạ&columns=title").json()["items"]] == ["N7"]
    assert set(one.get("people?columns=title&size=1").json()["items"][0]) == {"person_id", "api", "title"}
    assert {p["person_id"] for p in one.get("people?unit=TH").json()["items"]} == {"N3", "N4"}
    assert [p["person_id"] for p in one.get("people?degree=college").json()["items"]] == ["N3"]


def test_a_record_tells_what_its_page_tells(program: Callable[..., Any]) -> None:
    officer, head = program("personnel"), program("unit_head", unit_id="P-GD", person_id="N1")
    assert officer.get("people/N3").json()["card"]["ethnicity"] == "Kinh"
    mark = head.get("people/N3").json()["card"]["ethnicity"]
    assert (mark["masked"], mark["group"]) == (True, "origin")
    assert "barred" not in head.get("people/N3").json()["card"], "what may not be known of is not there"
    assert head.get("people/N6").status_code == 403
    assert head.get("people/N3/prospects").status_code == 200
    assert [
        f["masked"]
        for s in head.get("pages/can-bo/N3/").json()["sections"]
        for f in s["facts"]
        if f["name"] == "Dân tộc"
    ] == [True]
    own = program("official", person_id="N3")
    assert own.get("people/N3").json()["own"] is True
    assert own.get("people").json()["total"] == 1


def test_units_posts_and_tenures_as_far_as_they_may_be_opened(program: Callable[..., Any]) -> None:
    head = program("unit_head", unit_id="P-GD", person_id="N1")
    assert [u["unit_id"] for u in head.get("units").json()["items"]] == ["P-GD", "TH"]
    assert head.get("units/P-NV").status_code == 403
    assert {p["unit_id"] for p in head.get("posts").json()["items"]} == {"P-GD", "TH"}
    assert {t["person_id"] for t in head.get("tenures").json()["items"]} == {"N1", "N2", "N3", "N4"}
    officer = program("personnel")
    assert [t["person_id"] for t in officer.get("tenures?running=false&person=N8").json()["items"]] in ([], ["N8"])


def test_reports_tell_each_figure_with_the_address_of_its_list(program: Callable[..., Any]) -> None:
    one = program("personnel")
    figures = {f["key"]: f for f in one.get("reports/interview").json()["figures"]}
    total = figures["workforce.total"]
    assert total["value"] == 7
    listed = one.client.get(total["list"]).json()
    assert sum(len(t["rows"]) for s in listed["sections"] for t in s["tables"]) >= 7 or "7" in str(listed)
    table = one.get("reports/tables/bm01?who=all").json()
    counted = next(c for c in table["columns"] if c["list"])
    assert counted["cells"][""] == sum(counted["cells"][u] for u in table["units"])
    assert one.client.get(counted["list"]).status_code == 200
    assert one.get("reports/interview?unit=none").status_code == 404


def test_the_law_of_two_days(program: Callable[..., Any]) -> None:
    one = program("official", person_id="N3")
    rules = one.get("law/rules?size=500").json()
    assert rules["total"] == len(rules["items"]) > 50
    assert all(r["from"] <= "2020-12-10" for r in rules["items"])
    told = one.get("law/diff?before=2020-11-30&after=2020-12-01").json()
    assert any(r["instrument"] == "NĐ 138/2020/NĐ-CP" for r in told["began"])
    key = rules["items"][0]["key"]
    assert one.get(f"law/rules/{key}").json()["versions"]


def test_questions_to_the_database_are_bounded(program: Callable[..., Any]) -> None:
    one = program("personnel")
    counts = {}
    for address, most in (
        ("people", 30),
        ("people/N1", 45),
        ("units", 30),
        ("tenures", 30),
        ("law/rules", 20),
        ("rounds", 20),
    ):
        one.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert one.get(address).status_code == 200
        counts[address] = len(asked)
        assert len(asked) <= most, (address, len(asked))
    with CaptureQueriesContext(connection) as few:
        one.get("people?size=1")
    assert len(few) == counts["people"], "as many for one row as for all"
