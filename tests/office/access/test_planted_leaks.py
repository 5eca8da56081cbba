"""Leaks planted on purpose, one after the other: each is heard. A search, too, finds nobody by what the viewer may not see."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from tests.office.access.canaries import Canary, may_meet, plant, words_of

from dungviec.office.access.masks import Masked
from dungviec.office.access.models import LedgerEntry, Role
from dungviec.office.registry import gate
from dungviec.office.sealing.middleware import SealFaultMiddleware

REACH = frozenset({"N1", "N2", "N3", "N4"})
ADDRESSES = ("/can-bo/N3/", "/can-bo/", "/can-bo/xuat/", "/can-bo/N3/the/", "/khong-co/")
Leak = Callable[[HttpRequest, HttpResponse, str], HttpResponse]


def _in_text(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    answer.content = answer.content + f"<!-- {secret} -->".encode()
    return answer


def _in_attribute(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    answer.content = answer.content + f'<i data-x="{secret}"></i>'.encode()
    return answer


def _in_entities(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    answer.content = answer.content + "".join(f"&#{ord(c)};" for c in secret).encode()
    return answer


def _in_header(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    answer["X-Debug"] = secret
    return answer


def _in_cookie(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    answer.set_cookie("nho", secret)
    return answer


def _in_file_name(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{secret}.xlsx"'
    return answer


def _in_redirect(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    return HttpResponse(status=302, headers={"Location": f"/can-bo/?so={secret}"})


def _in_error_page(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    return HttpResponse(f"ValueError: {secret}", status=404) if answer.status_code == 404 else answer


def _in_json(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    return HttpResponse(json.dumps({"rows": [{"x": secret}]}), content_type="application/json")


def _in_csv(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    return HttpResponse(f"ten;so\r\nAn;{secret}\r\n", content_type="text/csv")


def _book(secret: str, *, hidden: bool) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Phụ")
    sheet["C9"] = secret
    if hidden:
        sheet.sheet_state = "hidden"
        sheet.column_dimensions["C"].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _in_hidden_column(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    return HttpResponse(
        _book(secret, hidden=True), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )


def _in_package(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("trong/bang.xlsx", _book(secret, hidden=False))
    return HttpResponse(out.getvalue(), content_type="application/zip")


def _in_name_inside_package(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(f"{secret}.txt", "x")
    return HttpResponse(out.getvalue(), content_type="application/zip")


LEAKS: tuple[Leak, ...] = (
    _in_text, _in_attribute, _in_entities, _in_header, _in_cookie, _in_file_name, _in_redirect, _in_error_page, _in_json, _in_csv,
    _in_hidden_column, _in_package, _in_name_inside_package,
)  # fmt: skip


def _barred(sown: list[Canary]) -> list[Canary]:
    return [c for c in sown if c.group != "basic" and not may_meet(c, Role.UNIT_HEAD, REACH, "N1")]


def _heard(client: Client, barred: list[Canary], paths: tuple[str, ...] = ADDRESSES) -> list[str]:
    found = []
    for path in paths:
        text = words_of(client.get(path))
        found += [f"{path}: {c.table}.{c.column}" for c in barred if c.sings_in(text)]
    return found


@pytest.mark.either
def test_a_leak_through_any_door_is_heard(as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirteen ways out of an answer, and five inside the office: without a leak nothing is heard, with each one it is."""
    barred = _barred(plant())
    secret = next(c.spellings[0] for c in barred if (c.person, c.column) == ("N3", "citizen_id"))
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    head.raise_request_exception = False
    assert _heard(head, barred) == []
    deaf = []
    for leak in LEAKS:
        with monkeypatch.context() as m:
            own = SealFaultMiddleware.__call__

            def call(self: Any, request: HttpRequest, leak: Leak = leak, own: Any = own) -> HttpResponse:
                return leak(request, own(self, request), secret)

            m.setattr(SealFaultMiddleware, "__call__", call)
            if not _heard(head, barred, ("/khong-co/" if leak is _in_error_page else "/can-bo/N3/the/",)):
                deaf.append(leak.__name__)
    inside: dict[str, tuple[Any, str, Any]] = {
        "rows of a record unmasked": (gate.SeenFile, "row", lambda _self, _table, row: dict(row)),
        "lists with every column": (gate, "hidden", lambda *_args: {}),
        "every field group seen": (gate, "met", lambda *_args: gate.Shown.SEE),
        "every record opened": (gate.rights.SEE_PERSON.__class__, "require", lambda *_args: None),
        "a mark that tells": (Masked, "__str__", lambda _self: secret),
    }
    for name, (owner, attribute, put) in inside.items():
        with monkeypatch.context() as m:
            m.setattr(owner, attribute, put)
            if not _heard(head, barred, ("/can-bo/N3/", "/ly-lich/N3/", "/can-bo/N6/", "/ly-lich/N6/")):
                deaf.append(name)
    assert deaf == [], deaf


def test_nothing_planted_stands_in_ledger_or_logs(
    as_role: Callable[..., Client], caplog: pytest.LogCaptureFixture
) -> None:
    sown = [c for c in plant() if c.group not in ("basic", "service")]
    keeper = as_role("personnel")
    with caplog.at_level("DEBUG"):
        for path in ADDRESSES:
            keeper.get(path)
    lines = " ".join(f"{e.subject_id} {json.dumps(e.detail, ensure_ascii=False)}" for e in LedgerEntry.objects.all())
    logged = " ".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
    assert [c for c in sown if c.sings_in(lines) or c.sings_in(logged)] == []


@pytest.mark.parametrize("who", ["unit_head", "auditor", "official"])
def test_a_search_finds_nobody_by_what_is_hidden(as_role: Callable[..., Client], who: str) -> None:
    """What cannot be read cannot be asked for either: one planted value of every hidden group is typed into every search."""
    sown = plant()
    client = as_role(who, unit_id="" if who == "auditor" else "P-GD", person_id="N2" if who == "official" else "")
    reach = {"unit_head": REACH, "auditor": frozenset({"N3", "N6"}), "official": frozenset({"N2"})}[who]
    hidden: dict[str, str] = {}
    for c in sown:
        if c.person == "N3" and not may_meet(c, Role(who), reach, ""):
            hidden.setdefault(f"{c.group}", c.spellings[0])
    assert {"identity", "origin", "religion", "biography", "pay"} <= set(hidden)
    for group, value in hidden.items():
        for answer in (
            client.get("/tim/", {"q": value}, headers={"HX-Request": "true"}),
            client.post("/tim/", {"q": value}, headers={"HX-Request": "true"}),
            client.post("/can-bo/tim/", {"q": value}, headers={"HX-Request": "true", "HX-Target": "list"}),
        ):
            assert "/can-bo/N3/" not in words_of(answer), group
