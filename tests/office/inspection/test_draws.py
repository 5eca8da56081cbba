"""A draw in the office: promised, made, kept secret, laid open; nothing told before its time."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.office.inspection.conftest import Team, entry, send

from dungviec.inspection import published_from_json, verify
from dungviec.office.access.models import LedgerEntry
from dungviec.office.inspection.models import Draw, DrawState, Visit, VisitState

FORM = {
    "ten": "Đợt tháng 12",
    "den-ngay": "20/12/2020",
    "nguon": "Xổ số ngày 11/12/2020",
    "so-desk": "1",
    "so-division": "1",
}


def committed(team: Team, **other: Any) -> Draw:
    team.lead.post("/kiem-tra/rut-tham/moi/", FORM | {"doan": [str(team.helper_user.pk)]} | other)
    return Draw.objects.latest("pk")


def drawn(team: Team) -> Draw:
    one = committed(team)
    team.lead.post(f"/kiem-tra/rut-tham/{one.pk}/rut/", {"con-so": "48213", "tu-ngay": "10/12/2020"})
    one.refresh_from_db()
    return one


def test_the_promise_stands_in_the_ledger_before_the_draw_and_the_published_file_keeps_it(team: Team) -> None:
    one = drawn(team)
    assert one.state == DrawState.DRAWN
    assert len(one.selected) == 2
    promise = LedgerEntry.objects.get(action="commit_draw")
    assert promise.detail["commitment"] == one.commitment
    for visit in one.visits.all():
        send(team.lead, entry(visit, "end", {}))
    team.lead.post(f"/kiem-tra/rut-tham/{one.pk}/cong-bo/")
    told = json.loads(team.helper.get(f"/kiem-tra/rut-tham/{one.pk}/tep/").content)
    assert verify(published_from_json(told), promised=promise.detail["commitment"]) == []


def test_the_team_s_own_units_are_not_in_the_frame(team: Team) -> None:
    one = committed(team)
    assert "P-NV" not in {t["target_id"] for t in one.frame["targets"]}  # cô Nhân is ông Hà of home affairs on file
    alone = committed(team, doan=[])
    assert "P-NV" in {t["target_id"] for t in alone.frame["targets"]}
    page = team.lead.post(
        "/kiem-tra/cuoc/moi/",
        {"noi": "P-NV", "loai": "surprise", "ngay": "12/12/2020", "doan": [str(team.helper_user.pk)]},
    )
    assert "đoàn không kiểm tra đơn vị mình" in page.content.decode()


@pytest.mark.parametrize("role", ["leader", "unit_head", "official", "inspector"])
def test_before_the_visit_nobody_but_the_team_learns_where(
    team: Team, as_role: Callable[..., Client], role: str
) -> None:
    one = drawn(team)
    names = [v.label for v in one.visits.all()]
    outsider = as_role(
        role, unit_id="TX" if role in ("leader", "unit_head") else "", person_id="N7" if role == "inspector" else "N1"
    )
    paths = ["/kiem-tra/", "/kiem-tra/rut-tham/", f"/kiem-tra/rut-tham/{one.pk}/", "/kiem-tra/phat-hien/"]
    for path in paths:
        shown = outsider.get(path).content.decode()
        assert not [n for n in names if n in shown], path
        assert one.secret not in shown
    for visit in one.visits.all():
        assert outsider.get(f"/kiem-tra/cuoc/{visit.code}/").status_code == 404
        assert outsider.get(f"/kiem-tra/cuoc/{visit.code}/bien-ban/").status_code == 404
    assert outsider.get(f"/kiem-tra/rut-tham/{one.pk}/tep/").status_code == 404
    assert names[0] in team.helper.get("/kiem-tra/").content.decode()


def test_neither_the_ledger_nor_an_address_names_a_place_before_its_visit_is_closed(team: Team) -> None:
    one = drawn(team)
    lines = json.dumps(
        [[e.subject_id, e.detail] for e in LedgerEntry.objects.exclude(action__startswith="record_")],
        ensure_ascii=False,
    )
    for visit in one.visits.all():
        assert visit.label not in lines
        assert f'"{visit.unit_id}"' not in lines
    assert one.secret not in lines
    assert one.word not in lines
    assert one.secret not in team.lead.get(f"/kiem-tra/rut-tham/{one.pk}/").content.decode()


def test_publishing_waits_until_no_place_would_be_warned(team: Team) -> None:
    one = drawn(team)
    page = team.lead.post(f"/kiem-tra/rut-tham/{one.pk}/cong-bo/", follow=True).content.decode()
    assert "báo trước" in page
    one.refresh_from_db()
    assert one.state == DrawState.DRAWN


def test_a_draw_is_made_once_and_called_off_in_the_open(team: Team, as_role: Callable[..., Client]) -> None:
    one = drawn(team)
    first = list(one.selected)
    page = team.lead.post(f"/kiem-tra/rut-tham/{one.pk}/rut/", {"con-so": "1", "tu-ngay": "10/12/2020"}, follow=True)
    assert "đã rút" in page.content.decode()
    other: Client = as_role("inspector", person_id="N7")
    other.post(f"/kiem-tra/rut-tham/{one.pk}/huy/", {"ly-do": "thích thế"})
    one.refresh_from_db()
    assert (one.selected, one.state) == (first, DrawState.DRAWN)
    team.lead.post(f"/kiem-tra/rut-tham/{one.pk}/huy/", {"ly-do": "Bão số 9"})
    one.refresh_from_db()
    assert one.state == DrawState.VOID
    assert set(Visit.objects.values_list("state", flat=True)) == {VisitState.VOID}
    assert "Đợt tháng 12" in as_role("official", person_id="N3").get("/kiem-tra/rut-tham/").content.decode()


BAD = {
    "no name": ({"ten": " "}, "đặt tên"), "a name without end": ({"ten": "x" * 121}, "120"), "no source": ({"nguon": ""}, "ở đâu"),
    "a day that is none": ({"den-ngay": "32/13/2020"}, "không đọc được"), "a day that has passed": ({"den-ngay": "01/12/2020"}, "đã qua"),
    "a word for a number": ({"so-desk": "hai"}, "không phải là số"), "below nought": ({"so-desk": "-1"}, "không phải là số"),
    "nobody drawn": ({"so-desk": "0", "so-division": ""}, "nhóm nào để rút"), "too many": ({"so-desk": "99"}, "nhiều nhất"),
    "a stranger in the team": ({"doan": ["99999"]}, "không phải tài khoản"), "no number in the team": ({"doan": ["x"]}, "không phải tài khoản"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_draw_that_cannot_be_promised_is_refused_and_what_was_typed_stays(team: Team, what: str) -> None:
    change, words = BAD[what]
    page = team.lead.post("/kiem-tra/rut-tham/moi/", FORM | change)
    assert page.status_code == 422
    shown = page.content.decode()
    assert words in shown
    assert (FORM | change)["nguon"] in shown
    assert not Draw.objects.exists()


@pytest.mark.parametrize("role", ["personnel", "leader", "unit_head", "official"])
def test_only_inspectors_draw(as_role: Callable[..., Client], team: Team, role: str) -> None:
    client = as_role(role, unit_id="P-GD" if role == "unit_head" else "", person_id="N1")
    assert client.get("/kiem-tra/rut-tham/moi/").status_code == 403
    assert client.post("/kiem-tra/rut-tham/moi/", FORM).status_code == 403
    assert client.post("/kiem-tra/cuoc/moi/", {}).status_code == 403


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_the_room_is_closed_to_who_keeps_machines_and_ledgers(as_role: Callable[..., Client], role: str) -> None:
    assert as_role(role).get("/kiem-tra/").status_code == 403
