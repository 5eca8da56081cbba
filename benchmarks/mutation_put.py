"""A pytest plugin: the module MUTANT_MODULE is read from the file MUTANT_TEXT in place of its own; nothing in the tree is touched."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

NAME, TEXT = os.environ["MUTANT_MODULE"], os.environ["MUTANT_TEXT"]


class _Changed(importlib.machinery.SourceFileLoader):
    """The module's own loader, but for the text."""

    def get_code(self, fullname: str) -> CodeType:
        return compile(Path(TEXT).read_text(encoding="utf-8"), self.path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != NAME:
            return None
        own = importlib.machinery.PathFinder.find_spec(fullname, path)
        if own is None or own.origin is None:
            return None
        return importlib.util.spec_from_file_location(fullname, own.origin, loader=_Changed(fullname, own.origin))


if NAME in sys.modules:
    raise SystemExit(f"{NAME} was read before the mutant could be put in its place")
sys.meta_path.insert(0, _Finder())
