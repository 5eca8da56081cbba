"""Shared by all tests: hypothesis profiles (`ci` repeats exactly, `dev` looks for new examples)."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

os.environ["COLUMNS"] = "140"
"""As wide as output into a file: workers of a parallel run would otherwise be taken for a narrow terminal."""
