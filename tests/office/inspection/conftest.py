"""Ông Thanh leads inspections, cô Nhân of the personnel office goes along, ông Lãnh decides; the town has a ward with a one-stop desk."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.office.cast import DAY

from dungviec.office.access.models import User
from dungviec.office.inspection.models import Visit
from dungviec.office.inspection.services.visits import plan
from dungviec.office.registry.services import create


@dataclass
class Team:
    """Clients by who they are."""

    lead: Client
    helper: Client
    lead_user: User
    helper_user: User

    def visit(self, target: str = "P-GD") -> Visit:
        """A surprise visit planned for today."""
        return plan(
            target, kind="surprise", day=DAY, on=DAY, team=[self.lead_user, self.helper_user], lead=self.lead_user
        )


@pytest.fixture
def team(as_role: Callable[..., Client], settings: Any, tmp_path: Path) -> Team:
    settings.FILES_HOME = tmp_path / "files"
    create(
        "units",
        {"unit_id": "PX", "name": "Phường Mẫu", "kind": "ward", "parent_id": "TX", "norm": 5},
        by="gieo",
        why="Thử",
    )
    lead, helper = as_role("inspector"), as_role("personnel", person_id="N6")
    users = {u.username: u for u in User.objects.all()}
    return Team(lead, helper, users["inspector"], users["personnelN6"])


def entry(visit: Visit, kind: str, body: dict[str, Any], base: str = "", key: str = "") -> dict[str, Any]:
    """One thing as a phone sends it."""
    return {
        "key": key or str(uuid.uuid4()), "visit": str(visit.code), "kind": kind, "body": body, "base": base, "made_at": timezone.now().isoformat(),
    }  # fmt: skip


def send(client: Client, *entries: dict[str, Any]) -> list[dict[str, Any]]:
    """Send them; what became of each."""
    response = client.post("/kiem-tra/thuc-dia/gui/", {"entries": list(entries)}, content_type="application/json")
    assert response.status_code == 200, response.content
    return response.json()["answers"]  # type: ignore[no-any-return]


def found(person: str = "", **other: Any) -> dict[str, Any]:
    """A finding as a phone writes it."""
    return {
        "finding": str(uuid.uuid4()), "item": "badge", "person_id": person, "at": timezone.now().isoformat(), "severity": "minor", "what": "Không đeo thẻ",
        "said": "Để quên", "evidence": "Thấy tại chỗ", "decision": "Nhắc nhở", "remedy": "", "remedy_due": "",
    } | other  # fmt: skip
