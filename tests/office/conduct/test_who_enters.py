"""Who enters the room: those who oversee everybody; nobody else learns that there are cases."""

from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "opens"),
    [("personnel", 200), ("leader", 200), ("inspector", 200), ("unit_head", 403), ("official", 403), ("auditor", 403), ("administrator", 403)],
)  # fmt: skip
def test_the_room_opens_to_those_who_oversee_everybody(as_role: Callable[..., Client], role: str, opens: int) -> None:
    unit = "P-GD" if role == "unit_head" else ""
    assert as_role(role, unit_id=unit).get("/ky-cuong/").status_code == opens
