"""Every icon a page asks for is drawn: also on pages that show it only in a case no demo city has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

from dungviec.office.shell.icons import icon

OFFICE = Path(__file__).resolve().parents[3] / "src/dungviec/office"
NAMED = re.compile(r"""\{%\s*icon\s+["']([^"']+)["']""")


def asked() -> dict[str, list[str]]:
    """Icon → the templates that name it."""
    found: dict[str, list[str]] = {}
    for template in sorted(OFFICE.rglob("templates/**/*.html")):
        for name in NAMED.findall(template.read_text(encoding="utf-8")):
            found.setdefault(name, []).append(str(template.relative_to(OFFICE)))
    return found


@pytest.mark.parametrize("name", sorted(asked()))
def test_an_icon_that_a_template_names_is_drawn(name: str) -> None:
    assert "<svg" in icon(name), asked()[name]


def test_rooms_name_icons_that_are_drawn() -> None:
    names = {room.icon for config in apps.get_app_configs() for room in getattr(config, "rooms", ())}
    assert names, "rooms are declared elsewhere now: ask there"
    assert all("<svg" in icon(name) for name in names)
