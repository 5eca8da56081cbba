"""Every role, every scope, every page: a planted value shows only where the declared table says so, and a planted leak is caught."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from tests.office.access.canaries import PEOPLE, Canary, addresses, may_meet, plant, walk, words_of
from tests.office.cast import _PEOPLE, DAY

from dungviec.office.access import fields
from dungviec.office.access.fields import Scope, Shown
from dungviec.office.access.models import Role, User
from dungviec.office.registry import gate
from dungviec.office.registry.services import amend
from dungviec.office.requests.models import ChangeRequest
from dungviec.office.voice.models import Desk
from dungviec.records.schema import PEOPLE as PEOPLE_TABLE

EVERYBODY = frozenset(f"N{i}" for i in range(1, 9))
EDUCATION = frozenset({"N1", "N2", "N3", "N4"})
VIEWERS: dict[str, tuple[str, str, str, frozenset[str]]] = {
    "personnel": ("personnel", "", "N5", EVERYBODY),
    "personnel of education": ("personnel", "P-GD", "", EDUCATION),
    "leader": ("leader", "TX", "", EVERYBODY),
    "leader of education": ("leader", "P-GD", "", EDUCATION),
    "inspector": ("inspector", "", "", EVERYBODY),
    "inspector of education": ("inspector", "P-GD", "N6", EDUCATION | {"N6"}),
    "head of education": ("unit_head", "P-GD", "N1", EDUCATION),
    "head who is planted": ("unit_head", "TH", "N3", frozenset({"N3", "N4"})),
    "official": ("official", "", "N3", frozenset({"N3"})),
    "another official": ("official", "", "N2", frozenset({"N2"})),
    "auditor": ("auditor", "", "", EVERYBODY),
    "administrator": ("administrator", "", "", frozenset()),
}
"""Role, unit, own record, and who is in reach by the cast's story."""
PLAIN = {"basic", "service"}
"""Names and posts of others stand on pages about units and plans: who holds what is no secret of an office."""


@pytest.fixture
def sown(as_role: Callable[..., Client], settings: object, tmp_path: Path) -> tuple[list[Canary], dict[str, list[str]]]:
    """The town with a value planted in every field of two people, a round with its plan, a request and a paper of each."""
    settings.FILES_HOME = tmp_path / "files"  # type: ignore[attr-defined]
    from dungviec.office.placement.filing import file_plan
    from dungviec.office.registry.selectors import snapshot
    from dungviec.placement import Policy, place

    canaries = plant()
    keeper = as_role("personnel", unit_id="TX", person_id="N1")
    plan = file_plan("Thử", place(snapshot(DAY), Policy()), User.objects.get(username="personnelTXN1"))
    requests: list[str] = []
    for person in PEOPLE:
        asker = as_role("official", unit_id="TX", person_id=person)
        word = f"Kx9{person}q"
        asker.post("/ho-so-cua-toi/de-nghi/moi/", {"people.ethnicity": word, "ly-do": f"Lý do {word}"})
        requests.append(str(ChangeRequest.objects.latest("pk").pk))
        canaries.append(Canary(person, "people", "ethnicity", (word,)))
        paper = io.BytesIO(b"%PDF-1.7")
        paper.name = "x.pdf"
        number = f"Kx8{person}q"
        keeper.post(f"/can-bo/{person}/giay-to/", {"loai": "health", "so": number, "tep": paper})
        canaries.append(Canary(person, "people", "health_fit", (number,)))
    Desk.objects.create(code="Q1", name="Quầy số 1", unit_id="P-GD", token="w" * 22, turned_on=DAY)
    return canaries, values([plan.pk, *trials(keeper)], requests)


def trials(keeper: Client) -> list[int]:
    """A leadership team with both planted people on it, and a reorganisation being drawn up."""
    from dungviec.office.sandbox.models import Draft
    from dungviec.office.slates.models import Board

    keeper.post("/bo-tri/tap-the/mo/", {"don-vi": "P-GD"})
    board = Board.objects.latest("pk")
    for person, seat in zip(PEOPLE, ("GD.TP~1", "GD.PP~1"), strict=True):
        keeper.post(f"/bo-tri/tap-the/{board.pk}/doi/", {"pa": "1", "ghe": seat, "nguoi": person})
    keeper.post("/bo-tri/sap-xep/moi/", {"ten": "Thử", "ngay": "01/01/2021"})
    return [board.pk, Draft.objects.latest("pk").pk]


_TOLD = ("health", "discipline", "blocks", "kinship", "standard", "file_assets")
"""Topics whose rules tell sensitive fields: whom such a rule touches is asked of one rule each."""


def values(plans: list[int], requests: list[str]) -> dict[str, list[str]]:
    """What the blanks of addresses are filled with."""
    from dungviec.law import LawBook
    from dungviec.office.dossier.exports import EXPORTS
    from dungviec.office.dossier.sections import ROW_SECTIONS, SECTIONS

    judged = {
        r.topic: r.key
        for r in LawBook.load().rules
        if r.in_force(DAY) and (r.kind == "eligibility" or r.check == "kinship")
    }
    return {
        "person_id": ["N3", "N6"], "unit_id": ["P-GD", "P-NV"], "post_id": ["GD.TP", "NV.TP"], "pk": ["1"], "bo-tri.pk": [str(pk) for pk in dict.fromkeys(plans)],
        "de-nghi.pk": requests, "ho-so-cua-toi.pk": requests, "key": sorted({judged[t] for t in _TOLD if t in judged}), "topic": ["health"],
        "kind": ["xlsx", "docx"], "export": [k for k in EXPORTS if not k.endswith("pdf")], "section": list(SECTIONS), "table": list(ROW_SECTIONS), "ly-lich.key": ["1"],
        "username": ["leader"], "token": ["w" * 22, "x"],
        "code": ["G1"], "profile_id": ["LD"], "framework_id": ["civil_servant"],
    }  # fmt: skip


def leaks(answers: dict[str, tuple[int, str]], who: str, canaries: list[Canary]) -> list[str]:
    """Every page on which a value shows that the viewer may not meet."""
    role, _unit, own, reach = VIEWERS[who]
    barred = [c for c in canaries if c.group not in PLAIN and not may_meet(c, Role(role), reach, own)]
    return [
        f"{path}: {c.person} {c.table}.{c.column}"
        for path, (_status, text) in answers.items()
        for c in barred
        if c.sings_in(text)
    ]


def records(blanks: dict[str, list[str]]) -> list[str]:
    """The pages of single records, where a leak is quickest found."""
    return [p for p in paths_for(blanks) if re.match(r"/can-bo/(N|xuat|\?)", p)]


def paths_for(blanks: dict[str, list[str]]) -> list[str]:
    """Every page, and some again as lists with all columns and other filters ask for them."""
    return [
        *addresses(blanks),
        "/can-bo/?degree=none",
        "/can-bo/xuat/?sort=-age",
        "/?ngay=10/12/2020",
        "/to-chuc/?show=vacant",
        *(
            f"/bo-tri/{blanks['bo-tri.pk'][0]}/{page}"
            for page in ("thu/?a=P-GD&b=P-NV&nguoi=N3", "so-mu/?vi-tri=TH.GV", "?muc=kiem-nhiem", "?muc=y-kien")
        ),
    ]


def enter(as_role: Callable[..., Client], who: str) -> Client:
    role, unit, own, _reach = VIEWERS[who]
    client = as_role(role, unit_id=unit, person_id=own)
    client.post(
        "/can-bo/cot/",
        {"column": ["name", "ethnicity", "party", "coefficient", "rating", "degree", "id", "home", "rank", "born"]},
    )
    return client


@pytest.mark.either
@pytest.mark.parametrize("who", VIEWERS)
def test_nobody_meets_what_the_table_does_not_show(
    sown: tuple[list[Canary], dict[str, list[str]]], as_role: Callable[..., Client], who: str
) -> None:
    client = enter(as_role, who)
    answers = walk(client, paths_for(sown[1]))
    assert {path: status for path, (status, _text) in answers.items() if status >= 500 and not path.startswith("/suc-khoe/")} == {}  # fmt: skip
    assert leaks(answers, who, sown[0]) == []


OPEN_TO_ALL = ("/cong-dan/", "/dang-nhap/", "/dang-nhap-mot-lan/", "/dat-mat-khau/", "/hop-phieu/", "/suc-khoe/")
"""Addresses that answer without a log-in."""


def test_who_has_no_account_meets_nobody_and_opens_nothing_but_the_public_pages(
    sown: tuple[list[Canary], dict[str, list[str]]],
) -> None:
    client = Client()
    answers = walk(client, paths_for(sown[1]))
    opened = {path for path, (status, _text) in answers.items() if status == 200}
    assert [p for p in opened if not p.startswith(OPEN_TO_ALL)] == []
    assert {f"/cong-dan/{p}" for p in ("", f"q/{'w' * 22}/", "cam-on/", "loi-hua/", "tin-bao/", "tra-loi/")} <= opened
    assert [path for path, (_status, text) in answers.items() if any(c.sings_in(text) for c in sown[0])] == []
    names = [p["name"] for p in _PEOPLE]
    assert [path for path in opened if any(name in answers[path][1] for name in names)] == []


def test_the_walk_reaches_the_pages_and_the_values(
    sown: tuple[list[Canary], dict[str, list[str]]], as_role: Callable[..., Client]
) -> None:
    client = enter(as_role, "personnel")
    answers = walk(client, paths_for(sown[1]))
    opened = [path for path, (status, _text) in answers.items() if status == 200]
    assert len(opened) >= 60
    heard = {(c.table, c.column) for c in sown[0] for _status, text in answers.values() if c.sings_in(text)}
    for column in ("ethnicity", "citizen_id", "party_joined", "coefficient"):
        assert ("people", column) in heard, "the keeper of the files meets it, so the walk could have"
    assert {"health", "family", "biography", "pay", "assets", "party"} <= {
        fields.group_of(*place).key for place in heard
    }


def _cell(monkeypatch: pytest.MonkeyPatch, role: Role, group: str) -> None:
    changed = dict(fields.POLICY) | {(role, Scope.WITHIN, group): Shown.SEE}
    monkeypatch.setattr(
        gate, "met", lambda r, s, g: Shown.ABSENT if r is None else changed.get((r, s, g), Shown.MASKED)
    )
    monkeypatch.setattr(gate, "sees", lambda r, s, *gs: all(changed.get((r, s, g)) is Shown.SEE for g in gs))


@pytest.mark.parametrize(
    ("role", "group"), [("head of education", "origin"), ("auditor", "pay"), ("inspector", "origin")]
)
def test_one_cell_read_wrongly_by_the_gate_is_caught(
    sown: tuple[list[Canary], dict[str, list[str]]], as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, role: str, group: str
) -> None:  # fmt: skip
    client = enter(as_role, role)
    _cell(monkeypatch, Role(VIEWERS[role][0]), group)
    assert leaks(walk(client, records(sown[1])), role, sown[0]) != []


def test_a_gate_that_hides_nothing_is_caught(
    sown: tuple[list[Canary], dict[str, list[str]]], as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(as_role, "head of education")
    monkeypatch.setattr(gate, "hidden", lambda *_args: {})
    assert leaks(walk(client, records(sown[1])), "head of education", sown[0]) != []


def test_a_right_that_opens_every_record_is_caught(
    sown: tuple[list[Canary], dict[str, list[str]]], as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(as_role, "head of education")
    monkeypatch.setattr(gate.rights.SEE_PERSON.__class__, "require", lambda *_args: None)
    assert any(": N6 " in leak for leak in leaks(walk(client, records(sown[1])), "head of education", sown[0]))


@pytest.mark.parametrize("who", ["head of education", "inspector", "auditor"])
def test_a_masked_field_can_be_neither_filtered_nor_sorted_nor_counted(
    as_role: Callable[..., Client], who: str
) -> None:
    client = enter(as_role, who)
    hidden = [
        f
        for f in ("ethnicity", "party", "coefficient")
        if fields.shown(Role(VIEWERS[who][0]), Scope.WITHIN, _group(f)) is not Shown.SEE
    ]
    assert hidden
    for column in hidden:
        for path in ("/can-bo/", "/can-bo/xuat/"):
            for sign in ("", "-"):
                assert client.get(f"{path}?sort={sign}{column}").status_code == 403, (path, column)
    if "ethnicity" in hidden:
        assert client.get("/can-bo/?minority=1").status_code == 403
        assert client.post("/can-bo/tim/", {"minority": "1"}, headers={"HX-Request": "true"}).status_code == 403
        page = client.get("/can-bo/").content.decode()
        assert 'name="minority"' not in page
        assert "dân tộc thiểu số</b>" not in page.lower()


def _group(column: str) -> str:
    return {"ethnicity": "origin", "party": "party", "coefficient": "pay"}[column]


_NOISE = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+"|x-csrftoken": "[^"]+"|(id|popovertarget|aria-\w+)="[a-z][0-9a-f]{7,}"'
)
_PAIRS: dict[str, tuple[object, object]] = {
    "bool": (True, False), "text": ("Kinh", "Tày"), "date": (date(2011, 1, 1), date(2019, 9, 9)), "number": (2.34, 4.98),
}  # fmt: skip


@pytest.mark.parametrize("who", ["head of education", "inspector", "auditor"])
def test_flipping_every_masked_value_changes_no_page(as_role: Callable[..., Client], who: str) -> None:
    """Not only the values: nothing on the pages that show people may depend on them, no count, no order, no heading."""
    role, client = Role(VIEWERS[who][0]), enter(as_role, who)
    hidden = [
        c
        for c in PEOPLE_TABLE.columns
        if c.type in _PAIRS and fields.shown(role, Scope.WITHIN, fields.group_of("people", c.name).key) is not Shown.SEE
    ]
    assert len(hidden) >= 4
    paths = [
        "/",
        "/can-bo/",
        "/can-bo/N3/",
        "/can-bo/N3/the/",
        "/to-chuc/",
        "/to-chuc/TH/",
        "/can-bo/N3/giay-to/",
        "/can-bo/xuat/",
        "/ly-lich/N3/",
    ]
    seen = []
    for side in (0, 1):
        amend("people", "N3", {c.name: _PAIRS[c.type][side] for c in hidden}, by="gieo", why="Thử")
        seen.append(
            [_NOISE.sub("", words_of(client.get(path))) for path in paths if role != Role.AUDITOR or path != "/"]
        )
    for path, before, after in zip(paths[role == Role.AUDITOR :], *seen, strict=True):
        assert before == after, path
