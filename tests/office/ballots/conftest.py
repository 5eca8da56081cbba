"""Keys of votes lie in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_home(settings: Any, tmp_path: Path) -> Path:
    """The data folder of one test."""
    settings.HOME = tmp_path / "home"
    return Path(settings.HOME)
