"""A rule that was only reported bears its mark on every page and paper: the whole law is made reported, and all are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from tests.office.access.canaries import addresses, words_of
from tests.office.cast import DAY
from tests.office.decisions.desk import drafted as decision
from tests.office.placement.conftest import SWAPPING

from dungviec.law import LawBook
from dungviec.law.rules import Rule
from dungviec.office.access.models import User
from dungviec.office.decisions import procedures
from dungviec.office.law import standing as the_law
from dungviec.office.placement.filing import file_plan
from dungviec.office.placement.views import SECTIONS
from dungviec.office.registry.selectors import snapshot
from dungviec.office.slates.models import Board
from dungviec.placement import Policy, place
from dungviec.procedures import Count

pytestmark = pytest.mark.either

TEXT, SAYS = "‡", "¤"
"""Put into the name of every text, and into what every rule says."""
MARK = "theo nguồn tin"
NEAR = 700
BLANKS = {
    "person_id": ["N6"], "unit_id": ["P-GD"], "post_id": ["GD.PP"], "key": ["RET-04", "APT-2020-02/age", "APT-2020-01"], "topic": ["age"],
    "kind": ["xlsx", "docx"],
}  # fmt: skip
NO_LAW = r"^/api/|/pdf|/giay-to|/nhat-ky|/nhap|/ly-lich|/nang-luc|/cap-tai-khoan|/tai-khoan"
"""Addresses of drawings, accounts and imports: no verdict stands there. The API tells the mark as a field of each rule."""


def reported(rule: Rule) -> Rule:
    """The rule as if nobody had read its text."""
    if rule.kind == "gap":
        return rule
    first, *rest = rule.instrument.split(";")
    told = {"instrument": ";".join([f"{first}{TEXT}", *rest]), "vi": f"{rule.vi}{SAYS}", "en": f"{rule.en}{SAYS}"}
    return rule.model_copy(update={**told, "confidence": "REPORTED"})


@pytest.fixture
def hearsay(monkeypatch: pytest.MonkeyPatch) -> Iterator[LawBook]:
    """The whole law, known from reports only."""
    packs = LawBook.load().packs
    heard = replace(packs, rules=tuple(reported(r) for r in packs.rules))
    monkeypatch.setattr("dungviec.law.book._shipped_packs", lambda: heard)
    monkeypatch.setattr(the_law, "_kept", type(the_law._kept)())
    the_law._packs.cache_clear()
    yield LawBook.load()
    the_law._packs.cache_clear()


def unmarked(text: str) -> list[str]:
    """Places where a clause, or what it says, stands without the mark near it."""
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", text)))
    found = []
    for at in (m.start() for m in re.finditer(f"[{TEXT}{SAYS}]", plain)):
        behind = re.split(TEXT, plain[at + 1 : at + NEAR])[: 1 if plain[at] == TEXT else 2]  # up to the next clause
        ahead = re.split(TEXT, plain[max(0, at - NEAR) : at])[-1]
        if not any(MARK in part for part in (*behind, ahead)):
            found.append(plain[max(0, at - 90) : at + 60])
    return found


def told_with_marks(client: Client, pages: list[str]) -> set[str]:
    """The pages that name a clause; none of them may leave its mark out."""
    told, bad = set(), {}
    for path in pages:
        text = words_of(client.get(path))
        told |= {path} if TEXT in text else set()
        bad |= {path: found[:3]} if (found := unmarked(text)) else {}
    assert not bad, bad
    return told


def test_every_page_that_names_a_clause_bears_the_mark(as_role: Callable[..., Client], hearsay: LawBook) -> None:
    keeper = as_role("personnel", unit_id="TX", person_id="N1")
    keeper.post("/bo-tri/tap-the/mo/", {"don-vi": "P-GD"})
    board = Board.objects.latest("pk")
    keeper.post(f"/bo-tri/tap-the/{board.pk}/doi/", {"pa": "1", "ghe": "GD.PP~1", "nguoi": "N6"})
    one = decision("N6", "GD.PP")
    pages = addresses(BLANKS | {"pk": [str(one.pk)], "bo-tri.pk": [str(board.pk)]})
    told = told_with_marks(keeper, [p for p in pages if not re.search(NO_LAW, p)])
    assert told >= {
        "/can-bo/N6/", "/can-bo/N6/bo-nhiem/", "/can-bo/N6/bo-nhiem/GD.PP/", "/den-han/", "/luat/chu-de/age/", "/luat/dong-thoi-gian/",
        f"/bo-tri/tap-the/{board.pk}/", f"/quyet-dinh/{one.pk}/", "/danh-gia/nam/",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_round_with_moves_and_a_running_procedure_bear_the_mark(
    as_role: Callable[..., Client], hearsay: LawBook, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    keeper = as_role("personnel", unit_id="TX", person_id="N1")
    user = User.objects.get(username="personnelTXN1")
    one = file_plan("Cuối năm", place(snapshot(DAY), Policy.from_data(SWAPPING)), user)
    assert {m.person_id for m in one.moves.all()} == {"N2", "N6"}
    running = procedures.open_procedure(
        procedures.Opening("appointment", "local", date(2026, 9, 1), post_id="GD.PP"), by=user
    )
    procedures.record_step(running.pk, "policy", on=date(2026, 9, 7), count=Count(), votes={}, note="", by=user)
    here, there = f"/bo-tri/{one.pk}/", f"/quy-trinh/{running.pk}/"
    round_pages = [p for p in addresses({"pk": [str(one.pk)]}) if p.startswith(here) and p != f"{here}xuat/"]
    round_pages += [f"{here}?muc={section}" for section in SECTIONS]
    pairs = [(m.person_id, m.to_post_id) for m in one.moves.all()] + [("N6", "GD.PP")]
    round_pages += [f"{here}{ask}/?nguoi={p}&vi-tri={q}" for p, q in pairs for ask in ("ly-do", "doi-ket-qua")]
    round_pages += [f"{here}thu/?nguoi=N2", f"{here}phan-bien/?nguoi=N2", f"/quyet-dinh/tu-phuong-an/{one.pk}/"]
    if language == "en":
        monkeypatch.setattr("tests.office.law.test_marks.MARK", "reported")
        keeper.post("/ngon-ngu/", {"language": "en", "next": "/"})
    told = told_with_marks(keeper, [*round_pages, there, f"{there}policy/bien-ban/word/", "/quy-trinh/", "/den-han/"])
    assert told >= {there, *(f"{here}ly-do/?nguoi={p}&vi-tri={q}" for p, q in pairs)}, told
