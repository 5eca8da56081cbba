"""Every role, every scope, every address of the API: a planted value is told only where the declared table says so; a leak is caught."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.office.access.canaries import PEOPLE, Canary, plant, walk
from tests.office.access.test_who_sees_what import VIEWERS, leaks
from tests.office.cast import DAY

from dungviec.office.access import fields
from dungviec.office.access.models import User
from dungviec.office.api.areas import SCOPES
from dungviec.office.api.openapi import description
from dungviec.office.api.service import api
from dungviec.office.api.tokens import make_token
from dungviec.office.registry import gate
from dungviec.office.registry.holdings import holdings
from dungviec.office.requests.models import ChangeRequest

MIRRORED = ("can-bo/", "can-bo/{p}/", "can-bo/{p}/the/", "can-bo/{p}/lich-su/", "can-bo/{p}/gia-dinh/", "ly-lich/{p}/", "can-bo/so-sanh/?nguoi=N3&nguoi=N6", "nang-luc/can-bo/{p}/", "tinh-gian/nguoi/{p}/")  # fmt: skip
"""Pages asked through the mirror: those of single records. It renders the page itself, which test_who_sees_what walks wholly."""


WALKED = tuple(
    who for who in VIEWERS if who not in ("personnel of education", "leader of education", "another official")
)
"""Every role, within a unit and over everybody, the own record and others'; those left out differ in reach alone from one that is here."""


@pytest.fixture
def sown(as_role: Callable[..., Client], settings: Any, tmp_path: Path) -> tuple[list[Canary], list[str]]:
    """The town with a value planted in every field of two people, a round, a request of each; and the addresses to ask."""
    from dungviec.office.placement.filing import file_plan
    from dungviec.office.registry.selectors import snapshot
    from dungviec.placement import Policy, place

    settings.FILES_HOME = tmp_path / "files"
    canaries = plant()
    as_role("personnel", unit_id="TX", person_id="N1")
    file_plan("Thử", place(snapshot(DAY), Policy()), User.objects.get(username="personnelTXN1"))
    for person in PEOPLE:
        word = f"Kx9{person}q"
        as_role("official", unit_id="TX", person_id=person).post(
            "/ho-so-cua-toi/de-nghi/moi/", {"people.ethnicity": word, "ly-do": f"Lý do {word}"}
        )
        canaries.append(Canary(person, "people", "ethnicity", (word,)))
    requests = [str(pk) for pk in ChangeRequest.objects.values_list("pk", flat=True)]
    return canaries, addresses(requests)


def addresses(requests: list[str]) -> list[str]:
    """Every typed address that a GET can ask, its blanks filled; and pages of single records through the mirror."""
    values = {
        "person": [PEOPLE[0]], "post": ["GD.TP"], "unit": ["P-GD"], "table": [n for n, h in holdings().items() if h.is_about_people], "key": ["APT-2020-02"],
        "form": ["bm01", "bm01-vc"], "number": ["1"], "requests.number": requests, "code": ["G1"], "period": ["2020-11"], "year": ["2019"],
    }  # fmt: skip
    found = []
    for path, operations in description(api())["paths"].items():
        if "get" not in operations or "/pages/" in path:
            continue
        names = re.findall(r"\{(\w+)\}", path)
        room = path.split("/")[3]
        for filling in itertools.product(*(values.get(f"{room}.{n}", values[n]) for n in names)):
            one = path
            for name, value in zip(names, filling, strict=True):
                one = one.replace(f"{{{name}}}", value)
            found.append(one)
    pages = dict.fromkeys(page.replace("{p}", p) for page in MIRRORED for p in PEOPLE[:1])
    return [
        *found,
        "/api/v1/people?sort=-age&q=an",
        *(f"/api/v1/people/N6{rest}" for rest in ("", "/history", "/records/people", "/records/relatives")),
        "/api/v1/requests?open_only=false",
        "/api/v1/appraisal/months?period=2020-11",
        *(f"/api/v1/pages/{page}" for page in pages),
    ]


def program(as_role: Callable[..., Client], who: str) -> Client:
    """A program with every scope of an account of that kind."""
    role, unit, own, _reach = VIEWERS[who]
    name = f"{role}{unit}{own}"
    user = User.objects.filter(username=name).first()
    if user is None:
        as_role(role, unit_id=unit, person_id=own)
        user = User.objects.get(username=name)
    made, key = make_token(user, "Thử", SCOPES, days=1, by=user)
    type(made).objects.filter(pk=made.pk).update(per_minute=1_000_000)
    return Client(headers={"Authorization": f"Bearer {key}"})


@pytest.mark.either
def test_no_program_is_told_what_the_table_does_not_show(
    sown: tuple[list[Canary], list[str]], as_role: Callable[..., Client]
) -> None:
    canaries, asked = sown
    heard: set[str] = set()
    for who in WALKED:
        answers = walk(program(as_role, who), asked)
        assert {path: status for path, (status, _text) in answers.items() if status >= 500} == {}, who
        assert leaks(answers, who, canaries) == [], who
        if who == "personnel":
            assert sum(status == 200 for status, _text in answers.values()) >= 60
            heard = {c.group for c in canaries for _status, text in answers.values() if c.sings_in(text)}
    assert {"identity", "origin", "health", "family", "biography", "pay", "assets", "party"} <= heard, (
        "the keeper meets them, so a leak could have been heard"
    )


def _records(asked: Iterable[str]) -> list[str]:
    return [
        path for path in asked if re.match(r"/api/v1/people(/N3(/records/(people|particulars|relatives))?)?$", path)
    ]


def test_a_gate_that_hides_nothing_is_caught(
    sown: tuple[list[Canary], list[str]], as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = program(as_role, "head of education")
    asked = _records(sown[1])
    assert leaks(walk(one, asked), "head of education", sown[0]) == []
    monkeypatch.setattr(gate, "hidden", lambda *_args: {})
    assert leaks(walk(one, asked), "head of education", sown[0]) != []


def test_a_right_that_opens_every_record_is_caught(
    sown: tuple[list[Canary], list[str]], as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = program(as_role, "head of education")
    monkeypatch.setattr(gate.rights.SEE_PERSON.__class__, "require", lambda *_args: None)
    assert any(
        ": N6 " in leak
        for leak in leaks(walk(one, ["/api/v1/people/N6", "/api/v1/pages/ly-lich/N6/"]), "head of education", sown[0])
    )


def test_a_masked_field_can_be_neither_filtered_nor_sorted(as_role: Callable[..., Client], loaded: None) -> None:
    for who in ("head of education", "inspector", "auditor"):
        one = program(as_role, who)
        for column, filter_ in (("ethnicity", "minority=1"), ("party", "party=1"), ("coefficient", "")):
            group = {"ethnicity": "origin", "party": "party", "coefficient": "pay"}[column]
            role = fields.Role(VIEWERS[who][0])
            if fields.shown(role, fields.Scope.WITHIN, group) is fields.Shown.SEE:
                continue
            told = one.get(f"/api/v1/people?sort=-{column}")
            assert (told.status_code, told.json()["type"].split("/")[-1]) == (403, "field-refused"), (who, column)
            assert not filter_ or one.get(f"/api/v1/people?{filter_}").status_code == 403
            row = one.get("/api/v1/people?size=1").json()["items"][0]
            assert row[column]["masked"] is True, (who, column)
            assert row[column]["why"]
