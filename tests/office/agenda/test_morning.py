"""The first page of each role: what rooms tell, never more than their pages show; and the guide on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.office.cast import _PEOPLE

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.access.models import Preference, Role, User
from dungviec.office.access.services import remember
from dungviec.office.agenda import gathering, guide
from dungviec.office.agenda.gathering import Morning, asking_of, gather, last_look, parts_of
from dungviec.office.registry import keeping
from dungviec.office.registry.alarms import alarms
from dungviec.office.registry.services import amend

WHERE = {
    "personnel": ("", "N5"), "leader": ("TX", "N1"), "unit_head": ("P-GD", "N1"), "official": ("", "N2"), "inspector": ("", ""), "auditor": ("", ""), "administrator": ("", ""),
}  # fmt: skip
MOST_QUERIES = 206
"""In a test nothing is kept for the request, so that every room asks for the city and the reach itself, and the first that nobody has
timed yet counts the people; an office asks about 70 times."""
NAMES = [str(p["name"]) for p in _PEOPLE]


def told(role: str) -> Morning:
    unit, person = WHERE[role]
    return gather(asking_of(User.objects.get(username=f"{role}{unit}{person}")))


@pytest.fixture
def enter(as_role: Callable[..., Client]) -> Callable[[str], Client]:
    return lambda role: as_role(role, unit_id=WHERE[role][0], person_id=WHERE[role][1])


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_page_and_every_line_opens_its_list(enter: Callable[[str], Client], role: str) -> None:
    client = enter(role)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/")
    assert page.status_code == 200
    assert len(asked) <= MOST_QUERIES
    found = told(role)
    assert found.silent == ()
    for one in (*found.matters, *found.figures):
        assert client.get(one.url, follow=True).status_code == 200, one
    for one in found.matters:
        assert one.count > 0
        assert not any(name in f"{one.words} {one.hint} {one.event}" for name in NAMES), (
            "a matter is a count, never a name"
        )


def test_terms_and_retirements_are_counted_in_reach(enter: Callable[[str], Client]) -> None:
    for role in ("personnel", "unit_head"):
        enter(role)
    whole = {m.key: m for m in told("personnel").matters}
    assert (whole["registry.terms"].count, whole["registry.terms"].days[0].who) == (1, ("Nguyễn Thị Hạnh",))
    assert whole["registry.vacant"].count == 1
    below = {m.key: m for m in told("unit_head").matters}
    assert (below["registry.unrated"].count, whole["registry.unrated"].count) == (3, 6), (
        "the own unit and the school, and everybody"
    )


def test_a_line_counts_what_its_list_holds(enter: Callable[[str], Client]) -> None:
    client = enter("personnel")
    lists = {m.url: m.count for m in told("personnel").matters if m.url.startswith("/can-bo/?")}
    assert lists
    for url, count in lists.items():
        page = client.get(url).content.decode()
        assert len(set(re.findall(r'href="/can-bo/(N\d)/"', page))) == count, url


def test_one_room_that_fails_does_not_take_the_page(
    enter: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(asking: Asking) -> list[Matter]:
        raise RuntimeError("Nguyễn Thị Hạnh")

    rest = gathering.tellers()
    monkeypatch.setattr(gathering, "tellers", lambda: (("broken", broken), *rest))
    page = enter("personnel").get("/").content.decode()
    assert "Có phần chưa đọc được" in page
    assert "chức vụ lãnh đạo, quản lý đang khuyết" in page


def test_new_is_what_came_since_the_last_look_before_today(enter: Callable[[str], Client]) -> None:
    enter("auditor")
    user, now = User.objects.get(username="auditor"), timezone.now()
    first = last_look(user)
    assert now - timedelta(days=1, minutes=1) < first < now
    assert last_look(user) == first, "looking again on the same day moves nothing"
    week_ago = now - timedelta(days=7)
    remember(user, gathering.SEEN, {"day": "2020-01-01", "since": week_ago.isoformat(), "at": week_ago.isoformat()})
    assert last_look(user) == week_ago


def test_parts_keep_their_order_and_the_nearest_day_first() -> None:
    today = timezone.localdate()
    later = Matter("a.later", Turn.SOON, 9, "x", "/", due=today + timedelta(days=9))
    near, never = Matter("a.near", Turn.SOON, 1, "x", "/", due=today), Matter("a.never", Turn.SOON, 5, "x", "/")
    parts = parts_of([never, later, near])
    assert [p.turn for p in parts] == list(Turn)
    assert [m.key for m in parts[3].matters] == ["a.near", "a.later", "a.never"]


@pytest.mark.parametrize("role", list(Role))
def test_the_guide_is_put_away_and_brought_back(enter: Callable[[str], Client], role: str) -> None:
    client = enter(role)
    assert 3 <= len(guide.steps(Role(role))) <= 5
    assert "Lần đầu vào văn phòng" in client.get("/").content.decode()
    for step in guide.steps(Role(role)):
        assert not step.url or client.get(step.url, follow=True).status_code == 200, step
    assert client.post("/viec-can-lam/huong-dan/da-xem/").status_code == 302
    assert "Lần đầu vào văn phòng" not in client.get("/").content.decode()
    assert "Lần đầu vào văn phòng" in client.get("/?huong-dan").content.decode()
    assert Preference.objects.filter(key=guide.KEY).count() == 1


def test_an_account_without_a_role_is_told_nothing(loaded: None, client: Client) -> None:
    client.force_login(User.objects.create(username="la"))
    assert client.get("/").status_code == 403
    assert client.get("/viec-can-lam/thu-va-lich/").status_code == 403


def test_what_oneself_wrote_is_told_at_once_and_to_everybody_in_reach(enter: Callable[[str], Client]) -> None:
    for role in ("personnel", "unit_head"):
        enter(role)
    officer = User.objects.get(username="personnel" + "".join(WHERE["personnel"]))
    before = {r: {m.key: m.count for m in told(r).matters} for r in ("personnel", "unit_head")}
    amend("people", "N1", {"degree": None}, by=officer, why="thử")
    after = {r: {m.key: m.count for m in told(r).matters} for r in ("personnel", "unit_head")}
    for role in before:
        assert after[role].get("registry.degree", 0) == before[role].get("registry.degree", 0) + 1, role


def test_a_costly_count_is_asked_for_afterwards_and_none_is_lost(
    enter: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter("personnel")
    client.get("/?day-du")
    monkeypatch.setattr(keeping, "LONG", -1.0)
    again = "đang được đếm lại"
    assert again not in client.get("/").content.decode(), "all that is at hand is told at once"
    amend("people", "N1", {"degree": None}, by=User.objects.get(username="personnelN5"), why="thử")
    first, whole = client.get("/").content.decode(), client.get("/?day-du").content.decode()
    assert again in first
    assert 'hx-get="?day-du"' in first
    assert again not in whole
    assert again not in client.get("/").content.decode()
    amend("people", "N1", {"degree": "master"}, by=User.objects.get(username="personnelN5"), why="thử")
    day = asking_of(User.objects.get(username="personnelN5")).day
    with keeping.not_waiting(), pytest.raises(keeping.NotAtHand):
        alarms(day)
