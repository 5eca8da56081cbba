"""The whole site is driven with people who are planted everywhere, and not one log line tells of any of them."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from tests.office.access.canaries import PEOPLE, addresses, plant, walk

from dungviec.office.operations import tracing
from dungviec.office.operations.logs import Unnamed, formatter, pseudonym, without_values

pytestmark = pytest.mark.either


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything any logger writes, down to the finest level, as the office's handler would write it."""
    told, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(told)
    handler.addFilter(Unnamed())
    handler.setFormatter(formatter("json"))
    names = ["", "dungviec", "dungviec.requests", "django", "django.request", "django.security", "django.server"]
    before = [(logging.getLogger(n), logging.getLogger(n).level, logging.getLogger(n).propagate) for n in names]
    root.addHandler(handler)
    for logger, _level, _propagates in before:
        logger.setLevel(logging.DEBUG)
        logger.propagate = True
    yield told
    root.removeHandler(handler)
    for logger, level, propagates in before:
        logger.setLevel(level)
        logger.propagate = propagates


def read(told: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.getvalue().splitlines()]


@pytest.mark.django_db
def test_no_line_tells_of_anybody(as_role: Callable[..., Client], lines: io.StringIO) -> None:
    canaries = plant()
    everywhere = addresses({"person_id": [PEOPLE[0]], "unit_id": ["P-GD"]})
    own = [a for a in everywhere if "cua-toi" in a or a == "/"]
    for role, unit, person, paths in (("personnel", "", "N5", everywhere), ("official", "", PEOPLE[0], own)):
        client = as_role(role, unit, person)
        walk(client, paths)
        client.get("/can-bo/", {"q": "Nguyễn Kx7"})
        client.post("/tim/", {"q": "0912345678"})
        client.get(f"/can-bo/{PEOPLE[0]}/%0Aforged")
        client.post("/dang-nhap/", {"username": "ke.la.mat", "password": "Kx7sai"})
        client.get("/", headers={"host": "kx7.example"})
    text = lines.getvalue()
    assert text.count('"event": "request"') > 100
    found = [c.column for c in canaries if c.sings_in(text)]
    found += [word for word in ("0912345678", "Kx7", "kx7", "ke.la.mat", "forged") if word in text]
    found += [p for p in PEOPLE if re.search(rf"\b{p}\b", text)]
    found += re.findall(r'"[^"]*(?:/can-bo/|\?q=|officialN|personnelN)[^"]*"', text)
    assert found == []


@pytest.mark.django_db
def test_a_line_names_the_page_the_time_and_a_word_for_the_account(as_role: Callable[..., Client], lines: io.StringIO, settings: Any) -> None:  # fmt: skip
    officer = as_role("personnel")
    answer = officer.get("/can-bo/N3/")
    one = next(row for row in read(lines) if row.get("route") == "registry:person")
    assert one["request_id"] == answer.headers["X-Request-ID"]
    assert (one["method"], one["status"]) == ("GET", 200)
    assert one["ms"] > 0
    assert one["account"] == pseudonym("personnel", settings.SECRET_KEY) != pseudonym("personnel", "other key")
    settings.BEHIND_PROXY = True
    assert officer.get("/", headers={"x-request-id": "tu-proxy-0001"}).headers["X-Request-ID"] == "tu-proxy-0001"
    assert "\n" not in officer.get("/", headers={"x-request-id": "a b <c>"}).headers["X-Request-ID"]


@pytest.mark.django_db
def test_pages_without_a_trace_leave_no_line(loaded: None, lines: io.StringIO) -> None:
    answer = Client().get("/cong-dan/khong-co/")
    assert "X-Request-ID" not in answer.headers
    assert [row for row in read(lines) if row.get("event") == "request"] == []


def test_an_error_is_told_by_kind_and_place_and_others_words_lose_their_values(lines: io.StringIO) -> None:
    try:
        raise ValueError("Nguyễn Thị Hạnh, 012345678901")
    except ValueError:
        logging.getLogger("dungviec.office").exception("a page broke")
        logging.getLogger("some.package").exception("could not save %s", "Nguyễn Thị Hạnh")
    logging.getLogger("axes").warning(f"AXES: {'hanh.nt'!r} from {'10.1.2.3'!r} on /can-bo/N3/?q=1 at 012345678901")
    text = lines.getvalue()
    assert [(row["event"], row.get("kind")) for row in read(lines)][:2] == [
        ("a page broke", "ValueError"),
        ("could not save …", "ValueError"),
    ]
    assert "test_logs.py:" in text
    for word in ("Hạnh", "hanh", "012345678901", "10.1.2.3", "N3", "Traceback"):
        assert word not in text, word
    assert without_values("took 12 ms for 'x y' at a@b.vn") == "took 12 ms for … at …"


class _Span:
    def __init__(self, name: str) -> None:
        self.name, self.told = name, dict[str, Any]()

    def set_attribute(self, key: str, value: Any) -> None:
        self.told[key] = value

    def update_name(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> _Span:
        return self

    def __exit__(self, *_problem: object) -> None:
        pass


class _Tracer:
    def __init__(self) -> None:
        self.spans: list[_Span] = []

    def start_as_current_span(self, name: str) -> _Span:
        self.spans.append(_Span(name))
        return self.spans[-1]


@pytest.mark.django_db
def test_spans_are_named_after_pages_and_hold_nobody(as_role: Callable[..., Client]) -> None:
    officer, tracer = as_role("personnel"), _Tracer()
    tracing.use(tracer)
    try:
        officer.get("/can-bo/N3/", {"q": "Hạnh"})
        Client().get("/cong-dan/khong-co/")
    finally:
        tracing.use(None)
    one, untold = tracer.spans
    assert one.name == "registry:person"
    assert set(one.told) == {"dungviec.method", "dungviec.status", "dungviec.questions"}
    assert one.told["dungviec.questions"] > 0
    assert (untold.name, untold.told) == ("request", {})


def test_traces_without_the_extra_are_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    tracing.start("")
    monkeypatch.setattr(tracing, "import_module", missing)
    with pytest.raises(ValueError, match="telemetry"):
        tracing.start("http://127.0.0.1:4318/v1/traces")
    assert not tracing.collects()
