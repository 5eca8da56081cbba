"""What an account's role and unit make of it: every role beside every unit, written out, so that no change of a condition goes unnoticed."""

from __future__ import annotations

import pytest

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer

pytestmark = pytest.mark.either

OVERSEES = {"personnel", "leader", "inspector"}
READS_ALL = OVERSEES | {"auditor"}


@pytest.mark.parametrize("role", [*Role, None], ids=str)
@pytest.mark.parametrize(("unit", "whole"), [("", True), ("P-GD", False), ("TP", True)])
def test_what_a_role_reaches(role: Role | None, unit: str, whole: bool) -> None:
    viewer = Viewer("thu", role, unit_id=unit, whole=whole)
    told = "" if role is None else role.value
    assert viewer.oversees is (whole and told in OVERSEES)
    assert viewer.reaches_all is (whole and told in READS_ALL)
    assert viewer.reaches_unit is (unit != "" and told in {"unit_head", *READS_ALL})
    assert viewer.may_write is (told == "personnel")
