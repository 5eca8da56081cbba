"""Personal data never reaches addresses, logs or error pages: what is typed stays in the session."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from inspect import getsource

import openpyxl
import pytest
from django.http import HttpRequest
from django.test import Client
from tests.office.addresses import addresses, told

from dungviec.office import server
from dungviec.office.shell import typed

SECRET = "Trần Thị 034185"
HTMX = {"HX-Request": "true"}


def test_a_search_of_the_list_leaves_no_text_in_any_address(officer: Client) -> None:
    answer = officer.post("/can-bo/tim/", {"q": "tran thi", "sex": "female", "sort": "-age"})
    here = answer.headers["Location"]
    assert here == "/can-bo/?sex=female&sort=-age&tim=1"
    page = officer.get(here).content.decode()
    assert page.count("data-row>") == 2
    assert 'value="tran thi"' in page  # in the box, where it was typed
    rail = set(addresses(officer.get("/can-bo/").content.decode()))  # «Thi đua» is a room, whatever was searched
    assert told("tran thi", *(a for a in addresses(page) if a not in rail)) == []
    export = next(a for a in addresses(page) if a.startswith("/can-bo/xuat/"))
    sheet = openpyxl.load_workbook(io.BytesIO(officer.get(export).content)).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)] == ["Trần Thị An", "Trần Thị Ân"]


def test_typing_changes_the_address_once_and_never_to_the_text(officer: Client) -> None:
    first = officer.post(
        "/can-bo/tim/",
        {"q": "tran"},
        headers=HTMX | {"HX-Target": "list", "HX-Current-URL": "http://testserver/can-bo/"},
    )
    assert first.headers["HX-Push-Url"] == "/can-bo/?tim=1"
    assert told("tran", *addresses(first.content.decode())) == []
    here = HTMX | {"HX-Target": "list", "HX-Current-URL": "http://testserver/can-bo/?tim=1"}
    more = officer.post("/can-bo/tim/", {"q": "tran thi an"}, headers=here)
    assert "HX-Push-Url" not in more.headers
    assert more.content.decode().count("data-row>") == 2
    cleared = officer.post("/can-bo/tim/", {"q": ""}, headers=here)
    assert cleared.headers["HX-Push-Url"] == "/can-bo/"


def test_the_cross_clears_the_text_and_keeps_the_filters(officer: Client) -> None:
    here = officer.post("/can-bo/tim/", {"q": "tran", "sex": "female"}).headers["Location"]
    number = here.rpartition("=")[2]
    answer = officer.post("/can-bo/tim/", {"sex": "female", "tim": number})
    assert answer.headers["Location"] == "/can-bo/?sex=female"
    assert officer.get(here).content.decode().count("data-row>") == 3  # forgotten: the old address narrows no more


def test_a_text_is_of_its_session_alone_and_counts_open_whole_lists(as_role: Callable[..., Client]) -> None:
    one, other = as_role("personnel"), as_role("leader")
    here = one.post("/can-bo/tim/", {"q": "dung"}).headers["Location"]
    assert one.get(here).content.decode().count("data-row>") == 1
    assert other.get(here).content.decode().count("data-row>") == 7
    assert one.get("/can-bo/").content.decode().count("data-row>") == 7  # a link from elsewhere is not narrowed by it


@pytest.mark.parametrize("address", ["/can-bo/?q=dung", "/can-bo/?unit=Bui+Van+Dung", "/can-bo/xuat/?q=dung"])
def test_an_address_with_a_text_in_it_is_not_listened_to(officer: Client, address: str) -> None:
    answer = officer.get(address)
    if "xuat" in address:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet is not None
        assert sheet.max_row == 11
    else:
        assert answer.content.decode().count("data-row>") == 7


def test_the_quick_search_is_posted_and_its_answer_leads_to_no_text(officer: Client) -> None:
    assert officer.get("/tim/", {"q": "tran"}).status_code == 405
    assert told("tran", *addresses(officer.post("/tim/", {"q": "tran"}).content.decode())) == []


def test_kept_texts_are_short_and_few() -> None:
    request = HttpRequest()
    request.session = {}  # type: ignore[assignment]
    numbers = [typed.keep(request, "people", f"  {i} {'x' * 200}") for i in range(30)]
    kept = request.session["go_tim"]["people"]
    assert len(kept) == typed.MOST
    assert all(len(text) <= typed.LONGEST for text in kept.values())
    assert typed.typed(request, "people", numbers[-1]).startswith("29 ")
    assert typed.typed(request, "people", numbers[0]) == typed.typed(request, "round.1", numbers[-1]) == ""


@pytest.mark.parametrize("path", ["/khong-co/{}/", "/can-bo/{}/", "/to-chuc/{}/", "/can-bo/N1/bo-nhiem/{}/"])
def test_error_pages_never_repeat_what_was_asked(officer: Client, path: str) -> None:
    answer = officer.get(path.format(SECRET), {"q": SECRET})
    assert answer.status_code == 404
    assert told(SECRET, answer.content.decode()) == []


def test_a_stale_form_does_not_repeat_what_was_typed(as_role: Callable[..., Client]) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/dang-nhap/", {"username": SECRET, "password": SECRET})
    assert answer.status_code == 403
    assert "034185" not in answer.content.decode()


def test_a_broken_page_is_written_down_without_names(
    officer: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise ValueError(f"no post for {SECRET}")

    monkeypatch.setattr("dungviec.office.registry.people_list.select", broken)
    officer.raise_request_exception = False
    ours = logging.getLogger("dungviec")
    ours.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.DEBUG):
            answer = officer.post("/can-bo/tim/", {"q": SECRET}, headers=HTMX)
            assert officer.get("/can-bo/N1/?q=" + SECRET).status_code == 200
    finally:
        ours.removeHandler(caplog.handler)
    assert answer.status_code == 500
    assert "034185" not in answer.content.decode()
    shown = [
        logging.Formatter("%(message)s").format(record) for record in caplog.records if record.name != "django.request"
    ]
    assert any("registry:people_search broke: ValueError at test_privacy.py:" in line for line in shown)
    assert [line for line in shown if "034185" in line or "Trần" in line or "Hạnh" in line] == []


def test_the_logger_that_would_print_tracebacks_is_silent() -> None:
    request_log = logging.getLogger("django.request")
    assert not request_log.isEnabledFor(logging.ERROR)
    assert not request_log.propagate


def test_the_server_writes_no_access_log() -> None:
    assert "access-log" not in getsource(server)
