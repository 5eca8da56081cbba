"""The board: a person put elsewhere, the rest solved again, what differs kept, and back again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from dungviec.office.access.models import User
from dungviec.office.placement import trying
from dungviec.office.placement.models import Gate, HandKind, HandMove, HandStep, Round
from dungviec.office.registry.models import City


def put(client: Client, one: Round, person: str, post: str, kind: str = "to") -> str:
    answer = client.post(f"/bo-tri/{one.pk}/thu/dat/", {"nguoi": person, "vi-tri": post, "kieu": kind}, follow=True)
    return answer.content.decode()


def test_keeping_somebody_off_a_post_is_solved_again_and_taken_back(officer: Client, filed: Round) -> None:
    move = filed.moves.first()
    assert move is not None, "the town has a specialist who fits elsewhere better"
    page = put(officer, filed, move.person_id, move.to_post_id, "not")
    step = HandStep.objects.get()
    assert step.loss >= 0
    assert step.value == filed.value - step.loss
    assert HandMove.objects.get(person_id=move.person_id).to_post_id != move.to_post_id
    assert move.person_name in page
    officer.post(f"/bo-tri/{filed.pk}/thu/bo/")
    assert not HandStep.objects.exists()
    assert not HandMove.objects.exists()


def test_a_pair_the_law_forbids_is_refused_in_words(officer: Client, filed: Round) -> None:
    page = put(officer, filed, "N3", "GD.TP")
    assert not HandStep.objects.exists()
    assert "pháp luật" in page.lower()


def test_changed_records_ask_for_a_new_plan_first(officer: Client, filed: Round) -> None:
    City.objects.get().touch()
    assert "Xin lập lại" in put(officer, filed, "N6", "NV.CV")
    assert not HandStep.objects.exists()


def test_a_decided_round_is_not_changed(officer: Client, author: User, filed: Round) -> None:
    Round.objects.filter(pk=filed.pk).update(gate=Gate.DECIDED)
    with pytest.raises(trying.HandFault, match="đã được quyết định"):
        trying.put(filed, HandKind.NOT, "N6", "NV.CV", author)


def test_the_board_shows_law_and_fit_of_whoever_is_in_hand(officer: Client, filed: Round) -> None:
    page = officer.get(f"/bo-tri/{filed.pk}/thu/?a=P-GD&b=P-NV&nguoi=N2").content.decode()
    assert "Đang chọn <b>Lê Văn Đức</b>" in page
    assert page.count("try-preview") >= 3
    assert "Phó Trưởng phòng" in page


@pytest.mark.parametrize("role", ["inspector", "unit_head", "official"])
def test_only_who_runs_rounds_moves_people(as_role: Callable[..., Client], filed: Round, role: str) -> None:
    other = as_role(role, unit_id="TX", person_id="N2")
    assert other.get(f"/bo-tri/{filed.pk}/thu/").status_code == 403
    assert other.post(f"/bo-tri/{filed.pk}/thu/dat/", {"nguoi": "N2", "vi-tri": "NV.CV"}).status_code == 403
    assert not HandStep.objects.exists()
