"""The demo city, built once for the room; nobody changes it."""

from __future__ import annotations

import pytest
from tests.workforce.town import demo

from dungviec.records import Snapshot


@pytest.fixture(scope="session")
def city() -> Snapshot:
    """Cẩm Phả on 10/12/2020."""
    return demo()
