"""A finished round about the town: ông Đức to home affairs, cô An to the education division, one seat empty, cô Ân without a post."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from tests.office.cast import DAY

from dungviec.office.access.models import User
from dungviec.office.placement import services
from dungviec.office.placement.filing import file_plan
from dungviec.office.placement.models import Round
from dungviec.office.registry.selectors import snapshot
from dungviec.placement import Plan, Policy, place
from dungviec.placement.plan import Basis, Move, RunnerUp, Unplaced, Vacancy

BASIS = Basis("T-1", "NĐ 138/2020/NĐ-CP", "Điều 42", "REPORTED")
STAYS = RunnerUp(None, "", "", stays=True)


def move(person: str, name: str, from_post: str, to_post: str, **other: Any) -> Move:
    values: dict[str, Any] = {
        "from_title": "Chức danh cũ", "from_unit": "Nơi cũ", "to_title": "Chức danh mới", "to_unit": "Nơi mới", "kind": "lateral",
        "fit_before": 4000, "fit_after": 6500, "verdict": 0, "margin": 1200, "margin_exact": True, "runner_up": STAYS,
        "parts_before": {"competence": 4000, "strengths": 3000, "record": 5000, "wishes": 5000},
        "parts_after": {"competence": 7000, "strengths": 6000, "record": 5000, "wishes": 8000},
    }  # fmt: skip
    return Move(
        person_id=person, person_name=name, from_post_id=from_post, to_post_id=to_post,
        reasons_vi=(f"Căn cứ của {name}", "Đúng chuyên ngành", "Chưa có minh chứng"),
        reasons_en=(f"Basis for {name}", "Trained for the work", "No evidence"), basis=(BASIS,), **{**values, **other},
    )  # fmt: skip


@pytest.fixture(scope="session")
def told_plan() -> Callable[[], Plan]:
    """A plan whose frame is the engine's own and whose lines are told here, so that pages can be read against them."""

    def make() -> Plan:
        plan = place(snapshot(DAY), Policy())
        return replace(
            plan,
            moves=(
                move("N2", "Lê Văn Đức", "GD.CV", "NV.CV", to_unit="Phòng Nội vụ", from_unit="Phòng Giáo dục và Đào tạo"),
                move("N3", "Trần Thị An", "TH.GV", "GD.CV", kind="higher", verdict=1, margin=300, fit_after=9000),
                move("N7", "Phạm Hạ", "NV.CV", "NV.TP", kind="higher", margin=None, runner_up=None),
            ),
            vacant=(
                Vacancy("GD.PP", "Phó Trưởng phòng", "Phòng Giáo dục và Đào tạo", 1, 3, 2500, 4, 0, "Chưa ai đủ lý luận chính trị", "Nobody has the theory"),
            ),
            unplaced=(Unplaced("N4", "Trần Thị Ân", "Trường chỉ còn một chỗ", "The school has one seat left"),),
        )  # fmt: skip

    return make


@pytest.fixture
def author(officer: Client) -> User:
    return User.objects.get(username="personnel")


@pytest.fixture
def waiting(author: User) -> Round:
    """A round that no worker has taken yet."""
    return services.open_round("Cuối năm", DAY, Policy(), author)


@pytest.fixture
def done(waiting: Round, told_plan: Callable[[], Plan]) -> Round:
    """The same round with its plan."""
    assert services.begin(waiting.pk) is not None
    services.store_plan(waiting, told_plan())
    waiting.refresh_from_db()
    return waiting


SWAPPING = {
    "min_fit": 0, "prices": {"move": {"same_unit": 0, "same_place": 0, "other_place": 0}},
    "weights": {"competence": 1, "strengths": 0, "record": 0, "wishes": 99},
    "continuing": [{"people": ["N2", "N6"], "posts": ["GD.CV", "NV.CV"]}],
}  # fmt: skip
"""Ông Đức wishes to go to home affairs; ông Hà may go on as the same specialist in education."""


@pytest.fixture
def filed(author: User) -> Round:
    """A plan the engine itself made, so that it can be solved again: ông Đức and ông Hà change places."""
    return file_plan("Thật", place(snapshot(DAY), Policy.from_data(SWAPPING)), author)
