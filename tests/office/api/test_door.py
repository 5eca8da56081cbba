"""Refusals as problems, of every address; time, language, repeats, sessions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from dungviec.office.api.models import KeptAnswer
from dungviec.office.api.openapi import description
from dungviec.office.api.service import api

PROBLEM = "application/problem+json"


def _addresses() -> list[tuple[str, list[str]]]:
    """Every address of the description with its blanks filled."""
    filled = []
    for path, operations in description(api())["paths"].items():
        path = path.replace("/jobs/{key}", f"/jobs/{UUID(int=1)}")
        filled.append(
            (
                re.sub(
                    r"\{(\w+)\}",
                    lambda m: "1" if m[1] in ("pk", "number", "year", "draw", "slate", "place", "learner") else "N1",
                    path,
                ),
                [m.upper() for m in operations],
            )
        )
    return filled


def test_without_a_key_addresses_refuse_and_tells_how_to_enter(loaded: None) -> None:
    nobody = Client()
    every = _addresses()
    asked = [a for a in every if "/pages/" not in a[0]] + [a for a in every if "/pages/" in a[0]][
        ::9
    ]  # pages are one view
    for path, methods in asked:
        for method in methods:
            told = nobody.generic(method, path, "{}", content_type="application/json")
            assert told.status_code == 401, (method, path)
            assert told["Content-Type"] == PROBLEM


def test_methods_that_an_address_does_not_take(program: Callable[..., Any]) -> None:
    one = program("official", person_id="N3", scopes=["read:people"])
    typed = [(p, m) for p, m in _addresses() if "/pages/" not in p]
    assert len(typed) > 40
    for path, methods in typed:
        told = one.client.generic("TRACE", path)
        assert told.status_code == 405, path
        assert set(told["Allow"].replace(" ", "").split(",")) == set(methods), path
        assert told["Content-Type"] == PROBLEM
    assert one.client.delete("/api/v1/pages/can-bo/").status_code == 405


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("people?as_of=10/12/2020", 422), ("people?as_of=0001-01-01", 422), ("people?known_on=x", 422), ("people?lang=fr", 422), ("people?page=0", 422), ("people?size=100000", 422),
        ("people?degree=none-such", 422), ("people?sort=salary", 422), ("people?q=%00", 422), ("people/none", 404), ("people/N8%00", 422), ("units/none", 404), ("rounds/99", 404),
        ("rounds/99999999999999999999", 404), ("pages/khong-co/", 404), ("pages/can-bo/none/", 404), ("pages/dang-nhap/", 404), ("pages/api/v1/me", 404), ("x/y", 404), ("x%0Ay", 404), ("pages/x%0A/", 404), ("", 404),
        ("law/rules/none", 404), ("law/diff?before=x&after=y", 422), ("reports/tables/none", 422),
    ],
)  # fmt: skip
def test_a_question_that_does_not_fit(program: Callable[..., Any], address: str, status: int) -> None:
    told = program("personnel").get(address)
    assert (told.status_code, told["Content-Type"]) == (status, PROBLEM), told.content
    body = told.json()
    assert set(body) == {"type", "title", "status", "detail", "english", "errors"}
    assert body["status"] == status
    assert body["english"] != body["detail"]


def test_bodies_that_do_not_fit(program: Callable[..., Any]) -> None:
    one = program("personnel")
    address = "/api/v1/people/N1/records/awards"
    ask = one.client.post
    assert ask(address, "x=1", content_type="application/x-www-form-urlencoded").status_code == 415
    assert ask(address, "{", content_type="application/json").status_code in (400, 422)
    assert ask(address, " " * 1_000_001, content_type="application/json").status_code == 413
    assert ask(address, "[1]", content_type="application/json").status_code == 422
    secret = "Nguyễn Văn Kín"
    told = ask(address, json.dumps({"values": {"year": secret}, "why": ""}), content_type="application/json")
    assert told.status_code == 422
    assert secret not in told.content.decode(), "a refusal does not repeat what was sent"
    assert {p["where"].split(".")[-1] for p in told.json()["errors"]} == {"why"}


def test_the_past_and_what_was_known_of_it(program: Callable[..., Any]) -> None:
    one = program("personnel")
    assert one.get("people").json()["total"] == 7
    assert one.get("people?as_of=2013-01-01").json()["total"] < 7
    assert one.get("people?known_on=2000-01-01").json()["total"] == 0
    assert one.get("pages/can-bo/?as_of=2013-01-01").json()["day"] == "2013-01-01"
    assert one.get("people").json()["total"] == 7, "the next question stands on the day of the data again"


def test_words_come_in_the_language_asked_for(program: Callable[..., Any]) -> None:
    one = program("personnel")
    assert one.get("pages/can-bo/N1/").json()["title"] == one.get("pages/can-bo/N1/?lang=en").json()["title"]
    headings = [s["heading"] for s in one.get("pages/can-bo/N1/?lang=en").json()["sections"]]
    assert "Career" in " ".join(headings)
    assert one.get("me?lang=en")["Content-Language"] == "en"


def test_what_has_not_changed_is_not_sent_again(program: Callable[..., Any]) -> None:
    one = program("personnel")
    first = one.get("units")
    again = one.get("units", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert one.get("units", **{"If-None-Match": '"x"'}).status_code == 200


def test_a_write_sent_twice_is_done_once(program: Callable[..., Any]) -> None:
    one = program("personnel")
    award = {"values": {"year": 2019, "title": "Chiến sĩ thi đua cơ sở"}, "why": "Bổ sung"}
    first = one.send("people/N1/records/awards", award, **{"Idempotency-Key": "a1"})
    assert first.status_code == 201, first.content
    second = one.send("people/N1/records/awards", award, **{"Idempotency-Key": "a1"})
    assert second.json() == first.json()
    assert second["Idempotency-Replayed"] == "true"
    assert len(one.get("people/N1/records/awards").json()["items"]) == 1
    other = one.send("people/N1/records/awards", award | {"why": "Khác"}, **{"Idempotency-Key": "a1"})
    assert other.json()["type"].endswith("key-reused")
    KeptAnswer.objects.update(status=0)
    assert one.send("people/N1/records/awards", award, **{"Idempotency-Key": "a1"}).status_code == 409
    assert b"/people/N1/records/awards" not in bytes(KeptAnswer.objects.get().body), "what is kept is sealed"


def test_a_signed_in_browser_may_ask_and_writes_with_its_csrf_mark(as_role: Callable[..., Client]) -> None:
    browser = as_role("personnel", unit_id="TX")
    browser.get("/?ngay=10/12/2015")
    assert browser.get("/api/v1/me").json()["day"] == "2020-12-10", "the API looks at the day it is asked about"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    award = json.dumps({"values": {"year": 2019, "title": "Giấy khen"}, "why": "Bổ sung"})
    send = {"content_type": "application/json"}
    refused = strict.post("/api/v1/people/N1/records/awards", award, **send)
    assert refused.json()["type"].endswith("csrf")
    strict.get("/khoa-truy-cap/")
    mark = strict.cookies["csrftoken"].value
    assert (
        strict.post("/api/v1/people/N1/records/awards", award, headers={"X-CSRFToken": mark}, **send).status_code == 201
    )
    assert "phien" in browser.cookies
    assert browser.get("/?ngay=").status_code == 200, "the session lives on"
