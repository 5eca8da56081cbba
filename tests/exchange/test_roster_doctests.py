"""The examples in the roster reader's documentation hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from dungviec.exchange import roster


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(roster.__path__)])
def test_examples(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"dungviec.exchange.roster.{module}")).failed == 0
