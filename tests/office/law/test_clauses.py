"""The clause beside every verdict: statement, instrument, article, dates, mark, and the way into the law book."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from django.template import Context, Template
from django.test import Client
from tests.office.addresses import addresses
from tests.office.cast import DAY

from dungviec.law import LawBook
from dungviec.office.shell.clauses import Cited, cited, cited_basis
from dungviec.placement.plan import Basis

REPORTED = next(r for r in LawBook.load().rules if r.confidence == "REPORTED")


def shown(tag: str, **context: object) -> str:
    return re.sub(r"\s+", " ", Template(tag).render(Context(context)))


def test_a_clause_opens_by_a_button_and_needs_no_script() -> None:
    drawn = shown("{% clause c %}", c=cited(REPORTED, "vi"))
    name = re.search(r'<button type="button" class="cite-name" popovertarget="(\w+)">', drawn)
    assert name
    assert f'popover id="{name.group(1)}"' in drawn
    assert REPORTED.vi in drawn.replace("&quot;", '"')
    assert f'href="/luat/quy-dinh/{REPORTED.key}/"' in drawn


def test_a_reported_clause_says_so_beside_its_name_too() -> None:
    before, _, _ = shown("{% clause c %}", c=cited(REPORTED, "vi")).partition("cite-pop")
    assert "theo nguồn tin" in before  # seen, and printed, without opening anything
    assert "mark-reported" in before


@pytest.mark.parametrize("confidence", ["VERIFIED", "REPORTED", "OFFICE", "NONE"])
def test_every_mark_is_said_in_words(confidence: str) -> None:
    assert f"mark-{confidence.lower()}" in shown("{% mark m %}", m=confidence)


def test_two_clauses_of_a_page_do_not_share_a_name() -> None:
    drawn = shown("{% clause c %}{% clause c %}", c=cited(REPORTED, "vi"))
    assert len(set(re.findall(r'popovertarget="(\w+)"', drawn))) == 2


def test_a_verdict_names_at_most_four_clauses_and_counts_the_rest() -> None:
    many = [cited(r, "vi") for r in LawBook.load().rules[:6]]
    drawn = shown("{% verdict_by 3 many %}", many=many)
    assert drawn.count('class="cite-one"') == 4
    assert "và 2 điều khoản khác" in drawn
    assert "Không được" in drawn
    assert "Không có điều khoản nào ngăn cản" in shown("{% verdict_by 0 none %}", none=[])


def test_the_basis_of_a_proposal_finds_its_rule_and_survives_one_that_is_gone() -> None:
    judged = LawBook.load().on(DAY).judged
    known = next(r for r in judged if r.key == "APT-2020-02/age")
    here = asdict(Basis(known.id, known.instrument, known.article, known.confidence))
    gone = asdict(Basis("T-1", "NĐ 1/2000", "Điều 1", "REPORTED"))
    found = cited_basis([here, gone], judged, "en")
    assert found[0].key == "APT-2020-02"  # the row: several clauses stand in the same article
    first = next(r for r in judged if r.id == known.id)
    assert first.en in found[0].statement
    assert found[0].further == len([r for r in judged if r.id == known.id]) - 3
    assert found[1] == Cited("", "", "NĐ 1/2000", "Điều 1", None, None, "REPORTED")


def test_the_prospects_name_what_stands_in_the_way(officer: Client) -> None:
    page = officer.get("/can-bo/N1/bo-nhiem/").content.decode()
    if re.search(r"v-(authority|unknown)", page):
        assert 'class="cite-name"' in page
    reasons = officer.get("/can-bo/N2/bo-nhiem/GD.PP/").content.decode()
    assert 'class="cite-name"' in reasons
    assert any(a.startswith("/luat/quy-dinh/") for a in addresses(reasons))


def test_every_address_of_a_clause_opens(officer: Client) -> None:
    reasons = officer.get("/can-bo/N2/bo-nhiem/GD.PP/").content.decode()
    ways = {a for a in addresses(reasons) if a.startswith("/luat/")}
    assert ways
    for way in ways:
        assert officer.get(way, follow=True).status_code == 200, way


def test_the_clocks_of_a_person_say_their_clauses(officer: Client) -> None:
    page = officer.get("/can-bo/N1/").content.decode()
    clocks = page[page.index("who-clocks") : page.index("</dl>", page.index("who-clocks"))]
    assert "/luat/quy-dinh/RET-02/" in clocks  # she retires after 2021, so by the schedule that begins then
    assert "/luat/quy-dinh/RET-04/" not in clocks
    assert "/luat/quy-dinh/APT-2020-01/" in clocks  # the length of a term in December 2020
    assert "cite-pop" in clocks


def test_a_clock_without_a_day_says_no_clause(officer: Client) -> None:
    page = officer.get("/can-bo/N2/").content.decode()
    clocks = page[page.index("who-clocks") : page.index("</dl>", page.index("who-clocks"))]
    assert "/luat/quy-dinh/APT-2020-01/" not in clocks
