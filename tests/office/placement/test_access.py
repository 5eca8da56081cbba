"""Who runs, who reads, and how far: each right as a predicate and as a scope that agree."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.placement.models import EmptySeat, ProposedMove, Round, WithoutPost
from dungviec.office.placement.rights import SEE_MOVE, SEE_PERSON_WITHOUT, SEE_ROUND, SEE_SEAT

VIEWERS = [
    Viewer("a", Role.PERSONNEL), Viewer("b", Role.LEADER), Viewer("c", Role.INSPECTOR), Viewer("d", Role.UNIT_HEAD, unit_id="P-GD"),
    Viewer("e", Role.UNIT_HEAD, unit_id="TH"), Viewer("f", Role.UNIT_HEAD), Viewer("g", Role.OFFICIAL, person_id="N2"), Viewer("h", None),
]  # fmt: skip


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda v: f"{v.role}-{v.unit_id}")
def test_predicate_and_scope_say_the_same(done: Round, viewer: Viewer) -> None:
    for right, model in (
        (SEE_ROUND, Round), (SEE_MOVE, ProposedMove), (SEE_SEAT, EmptySeat), (SEE_PERSON_WITHOUT, WithoutPost),
    ):  # fmt: skip
        everything = model.objects.all()
        listed = set(right.restrict(viewer, everything))
        assert listed == {one for one in everything if right.allows(viewer, one)}, right.name


@pytest.mark.parametrize(
    ("role", "may"),
    [("personnel", True), ("leader", True), ("inspector", False), ("unit_head", False), ("official", False)],
)
def test_only_officers_and_leaders_run_rounds(
    as_role: Callable[..., Client], done: Round, role: str, may: bool
) -> None:
    client = as_role(role, unit_id="TX")
    assert (client.get("/bo-tri/lap/").status_code == 200) is may
    for action in ("dung", "chay-lai"):
        assert (client.post(f"/bo-tri/{done.pk}/{action}/").status_code == 302) is may


def test_an_official_finds_the_room_closed_and_not_on_the_rail(as_role: Callable[..., Client], done: Round) -> None:
    official = as_role("official", person_id="N2")
    assert official.get("/bo-tri/").status_code == 403
    assert official.get(f"/bo-tri/{done.pk}/").status_code == 403
    assert official.get(f"/bo-tri/{done.pk}/ly-do/?nguoi=N2&vi-tri=NV.CV").status_code == 403
    assert 'href="/bo-tri/"' not in official.get("/", follow=True).content.decode()


def test_a_head_reads_only_what_touches_the_own_unit(as_role: Callable[..., Client], done: Round) -> None:
    head = as_role("unit_head", unit_id="TH")
    page = head.get(f"/bo-tri/{done.pk}/").content.decode()
    assert "Trần Thị An" in page
    assert "Lê Văn Đức" not in page
    assert "Phạm Hạ" not in page
    assert "Trước và sau" not in page
    assert "Trần Thị Ân" in head.get(f"/bo-tri/{done.pk}/?muc=chua-co-vi-tri").content.decode()
    assert "Phó Trưởng phòng" not in head.get(f"/bo-tri/{done.pk}/?muc=cho-trong").content.decode()
    assert head.get(f"/bo-tri/{done.pk}/xuat/").status_code == 403
    assert head.get(f"/bo-tri/{done.pk}/chung-nhan/").status_code == 403
    assert head.get(f"/bo-tri/{done.pk}/hoi/").status_code == 403
    assert re.search(r"num[^>]*>\s*1\s*<", head.get("/bo-tri/").content.decode())


def test_a_head_asks_why_only_of_moves_of_the_own_unit_and_without_other_people(
    as_role: Callable[..., Client], done: Round
) -> None:
    head = as_role("unit_head", unit_id="TH")
    answer = head.get(f"/bo-tri/{done.pk}/ly-do/?nguoi=N3&vi-tri=GD.CV")
    assert answer.status_code == 200
    assert "Chứng minh</h3>" not in answer.content.decode()
    assert head.get(f"/bo-tri/{done.pk}/ly-do/?nguoi=N2&vi-tri=NV.CV").status_code == 403
    assert head.get(f"/bo-tri/{done.pk}/ly-do/?nguoi=N3&vi-tri=GD.PP").status_code == 403


def test_a_head_sees_no_round_before_its_plan_is_there(as_role: Callable[..., Client], waiting: Round) -> None:
    head = as_role("unit_head", unit_id="P-GD")
    assert head.get(f"/bo-tri/{waiting.pk}/").status_code == 403
    assert "Cuối năm" not in head.get("/bo-tri/").content.decode()


def test_a_stranger_is_sent_to_the_door(done: Round) -> None:
    assert "/dang-nhap/" in Client().get(f"/bo-tri/{done.pk}/").headers["Location"]
