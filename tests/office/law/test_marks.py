"""A rule that was only reported bears its mark on every page and paper: the whole law is made reported, and all are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.test import Client
from tests.office.access.canaries import addresses, words_of
from tests.office.decisions.desk import drafted as decision

from dungviec.law import LawBook
from dungviec.law.rules import Rule
from dungviec.office.law import standing as the_law
from dungviec.office.slates.models import Board

TEXT, SAYS = "‡", "¤"
"""Put into the name of every text, and into what every rule says."""
MARK = "theo nguồn tin"
NEAR = 700
BLANKS = {
    "person_id": ["N6"], "unit_id": ["P-GD"], "post_id": ["GD.PP"], "key": ["RET-04", "APT-2020-02/age", "APT-2020-01"], "topic": ["age"],
    "kind": ["xlsx", "docx"],
}  # fmt: skip
NO_LAW = r"/pdf|/giay-to|/nhat-ky|/nhap|/ly-lich|/nang-luc|/cap-tai-khoan|/tai-khoan"
"""Addresses of drawings, accounts and imports: no verdict stands there."""


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


def test_every_page_that_names_a_clause_bears_the_mark(as_role: Callable[..., Client], hearsay: LawBook) -> None:
    keeper = as_role("personnel", unit_id="TX", person_id="N1")
    keeper.post("/bo-tri/tap-the/mo/", {"don-vi": "P-GD"})
    board = Board.objects.latest("pk")
    keeper.post(f"/bo-tri/tap-the/{board.pk}/doi/", {"pa": "1", "ghe": "GD.PP~1", "nguoi": "N6"})
    one = decision("N6", "GD.PP")
    pages = addresses(BLANKS | {"pk": [str(one.pk)], "bo-tri.pk": [str(board.pk)]})
    told, bad = set(), {}
    for path in pages:
        if not re.search(NO_LAW, path):
            text = words_of(keeper.get(path))
            told |= {path} if TEXT in text else set()
            bad |= {path: found[:3]} if (found := unmarked(text)) else {}
    assert not bad, bad
    assert told >= {
        "/can-bo/N6/", "/can-bo/N6/bo-nhiem/", "/can-bo/N6/bo-nhiem/GD.PP/", "/den-han/", "/luat/chu-de/age/", "/luat/dong-thoi-gian/",
        f"/bo-tri/tap-the/{board.pk}/", f"/quyet-dinh/{one.pk}/", "/danh-gia/nam/",
    }  # fmt: skip
