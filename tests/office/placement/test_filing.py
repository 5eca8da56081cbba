"""A plan made on the command line becomes the first round of an office that has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dungviec.office.access.models import User
from dungviec.office.placement.filing import file_first_plan, file_plan
from dungviec.office.placement.models import ProposedMove, Round, RoundStatus
from dungviec.placement import Plan

pytestmark = pytest.mark.django_db


def test_a_filed_plan_is_a_finished_round_with_its_moves(loaded: None, told_plan: Callable[[], Plan]) -> None:
    plan = told_plan()
    officer = User.objects.create_user("an.noivu")
    made = file_plan("Từ dòng lệnh", plan, officer)
    assert made.status == RoundStatus.DONE
    assert (made.value, made.bound, made.as_of) == (plan.value, plan.bound, plan.as_of)
    assert ProposedMove.objects.filter(round=made).count() == len(plan.moves)


def test_only_an_office_without_rounds_takes_a_first_plan(loaded: None, told_plan: Callable[[], Plan]) -> None:
    plan = told_plan()
    assert file_first_plan("Đầu tiên", plan, "khong.co") is None
    User.objects.create_user("an.noivu")
    assert file_first_plan("Đầu tiên", plan, "an.noivu") is not None
    assert file_first_plan("Đầu tiên", plan, "an.noivu") is None
    assert Round.objects.count() == 1
