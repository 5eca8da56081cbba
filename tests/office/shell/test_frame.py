"""The frame: languages, days, numbers, security headers, error pages, assets."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django import forms
from django.template import Context, Template
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from tools.build_assets import _inputs, fingerprint
from tools.messages import catalogues, gather, missing

ROOT = Path(__file__).resolve().parents[3]
PAGES = (
    "/",
    "/can-bo/",
    "/can-bo/N1/",
    "/can-bo/N1/bo-nhiem/",
    "/can-bo/N1/the/",
    "/to-chuc/",
    "/to-chuc/P-GD/",
)


class Day(forms.Form):
    day = forms.DateField()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("03/04/2020", date(2020, 4, 3)), ("15/08/1975", date(1975, 8, 15)), ("2020-12-10", date(2020, 12, 10))],
)
def test_dates_are_read_day_first(language: str, typed: str, meant: date) -> None:
    with translation.override(language):
        form = Day({"day": typed})
        assert form.is_valid()
        assert form.cleaned_data["day"] == meant


@pytest.mark.parametrize(
    ("language", "shown"), [("vi", "2.380 · 38,5 · 10/12/2020"), ("en", "2,380 · 38.5 · 10/12/2020")]
)
def test_numbers_and_days_are_shown_as_written_here(language: str, shown: str) -> None:
    with translation.override(language):
        page = Template("{{ n|number }} · {{ x|number:1 }} · {{ d|day }}").render(
            Context({"n": 2380, "x": 38.47, "d": date(2020, 12, 10)})
        )
    assert page == shown


@pytest.mark.parametrize("path", PAGES)
def test_pages_carry_a_strict_policy_and_nothing_inline(officer: Client, path: str) -> None:
    response = officer.get(path)
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    page = response.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", page)


def test_english_is_one_click_away_on_the_same_page(officer: Client) -> None:
    here = "/can-bo/?degree=master"
    assert "Có những ai, đang giữ vị trí nào?" in officer.get(here).content.decode()
    answer = officer.post("/ngon-ngu/", {"language": "en", "next": here})
    assert answer.headers["Location"] == here
    page = officer.get(here).content.decode()
    assert '<html lang="en">' in page
    assert "Who is there, and in which post?" in page
    assert "Degree: Master" in page


@pytest.mark.parametrize("path", PAGES)
def test_no_vietnamese_is_left_in_the_english_frame(officer: Client, path: str) -> None:
    officer.post("/ngon-ngu/", {"language": "en", "next": "/"})
    page = re.sub(r"<input type=\"hidden\"[^>]*>", "", officer.get(path).content.decode())
    for word in ("Cán bộ", "Đội ngũ", "Biên chế", "Xuất Excel", "Sở trường", "Đăng xuất", "Chưa có"):
        assert word not in page, word


@pytest.mark.parametrize("po", [pytest.param(pair, id=pair[0].parents[3].name) for pair in catalogues()])
def test_every_text_has_its_english(po: tuple[Path, list[Path]]) -> None:
    path, folders = po
    fresh = gather(folders, read_po(path.open("rb"), locale="en"))
    assert missing(fresh) == []
    compiled = io.BytesIO()
    write_mo(compiled, fresh)
    assert path.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run python tools/messages.py"


def test_another_day_moves_every_page_and_tints_the_bar(officer: Client) -> None:
    page = officer.get("/can-bo/?ngay=01/06/2015").content.decode()
    assert "topbar-another" in page
    assert "Đang xem ngày 01/06/2015" in page
    assert "01/06/2015" in officer.get("/to-chuc/").content.decode()
    officer.post("/ngay/", {"ngay": "10/12/2020", "next": "/"})
    assert "topbar-another" not in officer.get("/").content.decode()


def test_a_day_that_is_none_is_said_so(officer: Client) -> None:
    assert "31/02/2020» không đọc được" in officer.get("/?ngay=31/02/2020").content.decode()
    officer.post("/ngay/", {"ngay": "mai", "next": "/"})
    assert "«mai» không đọc được" in officer.get("/").content.decode()


def test_changing_the_day_leads_nowhere_else(officer: Client) -> None:
    assert officer.post("/ngay/", {"ngay": "", "next": "https://example.com/"}).headers["Location"] == "/"


def test_error_pages_say_the_next_step(officer: Client, as_role: Callable[..., Client]) -> None:
    lost = officer.get("/khong-co/")
    assert lost.status_code == 404
    assert "Không có trang này" in lost.content.decode()
    refused = as_role("official", person_id="N2").get("/can-bo/N1/")
    assert refused.status_code == 403
    assert "chính người đó" in refused.content.decode()


def test_a_broken_page_says_so_in_the_house_style(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("một lỗi")

    monkeypatch.setattr("dungviec.office.registry.structure.tree", broken)
    officer.raise_request_exception = False
    answer = officer.get("/to-chuc/")
    assert answer.status_code == 500
    assert "Có lỗi ở phía máy chủ" in answer.content.decode()


def test_rooms_that_are_closed_to_a_role_are_not_shown(as_role: Callable[..., Client]) -> None:
    page = as_role("official", person_id="N2").get("/can-bo/N2/").content.decode()
    assert 'href="/to-chuc/"' not in page
    assert "Hồ sơ của tôi" in page


@override_settings(DEBUG=False)
def test_the_name_of_a_built_asset_changes_with_the_build() -> None:
    assert re.fullmatch(
        r"/static/dist/office\.css\?v=[0-9a-f]+", Template("{% asset 'office.css' %}").render(Context())
    )


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert "resolved" not in json.dumps(lock)
    assert all("integrity" in entry or entry.get("inBundle") for name, entry in lock["packages"].items() if name)


def test_the_assets_know_their_inputs() -> None:
    inputs = {p.relative_to(ROOT).as_posix() for p in _inputs(ROOT)}
    assert {"package-lock.json", "src/dungviec/office/shell/assets/office.css"} <= inputs
    assert fingerprint(ROOT) == fingerprint(ROOT)


def test_rooms_under_another_are_tabs_of_it_and_not_on_the_rail(as_role: Callable[..., Client]) -> None:
    page = as_role("personnel").get("/nhap-ho-so/").content.decode()
    rail, tabs = page.split("</nav>")[0], page.split('class="tabs room-tabs')[1].split("</nav>")[0]
    assert "/nhap-ho-so/" not in rail
    assert 'href="/can-bo/" aria-current="page"' in rail
    assert 'href="/nhap-ho-so/" aria-current="page"' in tabs
    assert "Danh sách" in tabs


def test_a_room_alone_has_no_tabs(as_role: Callable[..., Client]) -> None:
    assert "room-tabs" not in as_role("personnel").get("/luat/").content.decode()


def test_placement_leads_to_its_parts_by_tabs(as_role: Callable[..., Client]) -> None:
    tabs = as_role("personnel").get("/bo-tri/").content.decode().split('class="tabs room-tabs')[1].split("</nav>")[0]
    assert 'href="/bo-tri/" aria-current="page"' in tabs
    for address in ("placement:needs", "decisions:decisions", "decisions:procedures", "decisions:due"):
        assert f'href="{reverse(address)}"' in tabs


def test_own_rooms_without_their_roof_share_one_place_on_the_rail(as_role: Callable[..., Client]) -> None:
    """«Hồ sơ của tôi» is an official's; who is something else and has own pages finds them under «Của tôi», not each by itself."""
    client = as_role("personnel", person_id="N2")
    rail = client.get("/can-bo/").content.decode().split("</nav>")[0]
    assert rail.count("Của tôi") == 1
    assert "Thi đua của tôi" not in rail
    own = client.get("/thi-dua-cua-toi/").content.decode()
    assert 'aria-current="page"' in own.split("Của tôi")[0].rsplit("<a ", 1)[1]
    tabs = own.split('class="tabs room-tabs')[1].split("</nav>")[0]
    assert "/thi-dua-cua-toi/" in tabs
    assert "/ky-cuong-cua-toi/" in tabs
