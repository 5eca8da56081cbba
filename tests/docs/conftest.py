"""One small made-up district for all tests of the pages."""

import pytest

from dungviec.placement import Plan, Policy, place
from dungviec.records import Snapshot
from dungviec.synth import build_province


@pytest.fixture(scope="session")
def district() -> Snapshot:
    """The smallest district that synth makes."""
    return build_province(600, 3)


@pytest.fixture(scope="session")
def plan(district: Snapshot) -> Plan:
    """A limited round on it, so that the certificate holds a side row."""
    return place(district, Policy(max_moves=6))
