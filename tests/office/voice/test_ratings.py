"""Citizens of the town rate a desk: no account, no script, no trace; what is forged, too large or too often is refused."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.office.cast import _PEOPLE, DAY
from tests.office.voice.square import a_desk, dump, grown, rated, ticket_on

from dungviec.office.shell import no_trace
from dungviec.office.voice.models import CaseNumber, Desk, Rating, Setup
from dungviec.office.voice.services.ratings import LONGEST_WORDS, mark_of_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(loaded: None) -> Desk:
    return a_desk()


def test_two_taps_put_an_answer_down_and_leave_one_row_and_no_trace(
    desk: Desk, as_role: Callable[..., Client], caplog: pytest.LogCaptureFixture
) -> None:
    Setup.now()
    logged_in = as_role("official", person_id="N3")
    logged_in.get("/")
    before = dump()
    with caplog.at_level(logging.DEBUG):
        answer = rated(logged_in, desk, muc="2")
    assert (answer.status_code, answer["Location"]) == (302, "/cong-dan/cam-on/")
    assert logged_in.get(answer["Location"]).status_code == 200
    assert not answer.cookies
    assert grown(before, dump()) == {"voice_rating"}
    (one,) = dump()["voice_rating"]
    assert set(one) == {"number", "desk_id", "level", "verified", "procedure", "words", "day", "ticket"}
    assert (one["level"], one["verified"], Rating.objects.get().day) == (2, False, DAY)
    told = " ".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    assert desk.token not in told
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_a_case_number_backs_one_answer_of_its_desk_and_is_not_kept_with_it(desk: Desk) -> None:
    other = a_desk("Q2", "P-NV")
    CaseNumber.objects.create(mark=mark_of_case("H49.21-0007"), desk=desk, procedure="Khai sinh", closed_on=DAY)
    client = Client()
    rated(client, other, **{"ho-so": "H49.21-0007"})
    rated(client, desk, **{"ho-so": "h49 21 0007"})
    rated(client, desk, **{"ho-so": "H49.21-0007"})
    rated(client, desk, **{"ho-so": "không có"})
    assert list(Rating.objects.filter(verified=True).values_list("desk__code", "procedure")) == [("Q1", "Khai sinh")]
    assert Rating.objects.count() == 4
    assert not [n for n in ("H49.21-0007", "H49210007") if n in str(dump())]


def test_the_same_form_twice_counts_once_and_a_forged_one_not_at_all(desk: Desk) -> None:
    client, path = Client(), f"/cong-dan/q/{desk.token}/"
    form = {"ve": ticket_on(client, path), "muc": "4"}
    assert [client.post(path, form).status_code for _ in range(2)] == [302, 302]
    assert Rating.objects.count() == 1
    for ve in ("", "abc", form["ve"] + "x", "0" * 32):
        page = client.post(path, {"ve": ve, "muc": "4", "y-kien": "giữ lại giúp tôi", "dong-y": "on"})
        assert page.status_code == 422
        assert "giữ lại giúp tôi" in page.content.decode(), "nothing typed is lost"
    assert Rating.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"muc": ""}, {"muc": "6"}, {"muc": "0"}, {"muc": "-1"}, {"muc": "năm"}, {"muc": "5" * 400}, {"muc": "٥"},
     {"y-kien": "x" * (LONGEST_WORDS + 1), "dong-y": "on"}, {"y-kien": "chưa đồng ý"}],
)  # fmt: skip
def test_what_is_no_answer_is_refused_with_a_sentence(desk: Desk, wrong: dict[str, str]) -> None:
    page = rated(Client(), desk, **wrong)
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert not Rating.objects.exists()


def test_script_and_control_signs_come_to_plain_text(desk: Desk, as_role: Callable[..., Client]) -> None:
    rated(Client(), desk, **{"y-kien": "<script>alert(1)</script>\x00\x07 \u202etốt\r\n=1+1", "dong-y": "on"})
    assert Rating.objects.get().words == "<script>alert(1)</script> tốt\n=1+1"
    page = as_role("leader").get("/gop-y/y-kien/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_too_large_and_binary_bodies_are_refused(desk: Desk) -> None:
    client, path = Client(), f"/cong-dan/q/{desk.token}/"
    assert client.post(path, {"y-kien": "x" * 200_000}).status_code == 413
    assert client.post(path, b"\xff\xfe\x00\x01" * 40, content_type="application/octet-stream").status_code == 422
    assert client.post(path, b"--x\r\nbroken", content_type="multipart/form-data; boundary=x").status_code in (400, 422)
    assert client.post(path, b"a", content_type="multipart/form-data").status_code in (400, 422)
    many = "&".join(f"a{n}=1" for n in range(3000))
    assert client.post(path, many, content_type="application/x-www-form-urlencoded").status_code == 400
    assert not Rating.objects.exists()


def test_the_trap_answers_as_if_all_were_well_and_keeps_nothing(desk: Desk) -> None:
    assert rated(Client(), desk, **{"trang-web": "http://spam"}).status_code == 302
    assert not Rating.objects.exists()


def test_too_many_from_one_place_or_at_one_desk_wait(desk: Desk) -> None:
    Setup.now()
    Setup.objects.update(per_client=3, per_desk=5)
    one, other, third = (Client(REMOTE_ADDR=f"10.0.0.{n}") for n in (1, 2, 3))
    assert [rated(one, desk).status_code for _ in range(4)] == [302, 302, 302, 429]
    assert [rated(other, desk).status_code for _ in range(3)] == [302, 302, 429]
    assert rated(third, desk).status_code == 429, "the desk is full"
    assert rated(third, a_desk("Q2")).status_code == 302
    assert Rating.objects.count() == 6


def test_the_mark_of_the_day_changes_with_the_day_and_looks_past_the_house_s_proxies(
    desk: Desk, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = no_trace.mark_of_day("203.0.113.7")
    assert first == no_trace.mark_of_day("203.0.113.7") != no_trace.mark_of_day("203.0.113.8")
    assert no_trace.mark_of_day("2001:db8:1:2::1") == no_trace.mark_of_day("2001:db8:1:2:ffff::9")
    assert len(first) == 8
    monkeypatch.setattr(no_trace.timezone, "localdate", lambda: DAY)
    assert no_trace.mark_of_day("203.0.113.7") != first
    Setup.now()
    Setup.objects.update(per_client=1)
    settings.TRUSTED_PROXIES = 1  # type: ignore[attr-defined]
    near, far = (Client(headers={"x-forwarded-for": f"1.2.3.4, 198.51.100.{n}"}) for n in (1, 2))
    assert [rated(near, desk).status_code, rated(far, desk).status_code, rated(near, desk).status_code] == [302, 302, 429]  # fmt: skip


def test_unknown_turned_and_closed_codes_get_one_and_the_same_page(desk: Desk) -> None:
    from tests.office.decisions.desk import account

    from dungviec.office.voice.services.desks import turn_code

    old, client = desk.token, Client()
    fresh = turn_code(desk.pk, by=account("personnel"), day=DAY).token
    shut = a_desk("Q9")
    Desk.objects.filter(pk=shut.pk).update(open=False)
    pages = {client.get(f"/cong-dan/q/{t}/").content for t in (old, shut.token, "x", "Q1", "1", "A" * 22, "z" * 500)}
    assert len(pages) == 1
    assert client.get(f"/cong-dan/q/{old}/").status_code == 404
    assert client.post(f"/cong-dan/q/{old}/", {"muc": "5"}).status_code == 404
    assert client.get(f"/cong-dan/q/{fresh}/").status_code == 200
    assert re.fullmatch(r"[\w-]{22}", fresh)


def test_no_public_page_names_anybody_or_says_who_works_where(desk: Desk, as_role: Callable[..., Client]) -> None:
    names = {p["name"] for p in _PEOPLE} | {"Trưởng phòng", "Chuyên viên"}
    client = Client()
    for lang in ("", "?ngon-ngu=en"):
        for path in ("", f"q/{desk.token}/", "q/x/", "cam-on/", "loi-hua/", "tin-bao/", "tra-loi/"):
            page = client.get(f"/cong-dan/{path}{lang}")
            text = page.content.decode()
            assert not [n for n in names if n in text], path
            assert not page.cookies
            assert not client.cookies
            assert "<script" not in text, "nothing here needs a script"
            assert re.search(r'<html lang="(vi|en)"', text).group(1) == ("en" if lang else "vi")  # type: ignore[union-attr]


def test_english_is_complete_on_the_public_pages(desk: Desk) -> None:
    page = Client().get(f"/cong-dan/q/{desk.token}/?ngon-ngu=en").content.decode()
    assert "How were you served?" in page
    assert "Desk Q1" in page
    assert "Not satisfied at all" in page
    page = Client().post(f"/cong-dan/q/{desk.token}/?ngon-ngu=en", {"muc": "9"}).content.decode()
    assert "press send again" in page
