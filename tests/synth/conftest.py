"""The demo city, made once for all tests of this room."""

from __future__ import annotations

import pytest

from dungviec.records import Snapshot
from dungviec.synth import build_city


@pytest.fixture(scope="session")
def city() -> Snapshot:
    """Cẩm Phả on 10/12/2020."""
    return build_city()
