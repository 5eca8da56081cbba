"""The law the office stands on: the national packs, its own rules (overlays) and the readings it has chosen.

Everything in the office that asks the law asks :func:`standing` (the registry by the name in ``settings.LAW_PROVIDER``).
Own rules are loaded all together or not at all: one file that cannot be used leaves the national packs alone, and
``trouble`` holds the sentence that says which file, which line and what to do.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings

from dungviec.law import LawBook, LawSettings, LawView
from dungviec.law.overlay import Overlay, OverlayError, read_overlay
from dungviec.law.rules import Rule
from dungviec.law.yaml_text import YamlFault, read_file
from dungviec.office.law.models import KeptLaw, ReadingVersion
from dungviec.office.law.readings import settings_of

_kept: OrderedDict[tuple[str, ...], Standing] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Standing:
    """The book in use with the readings chosen. ``mark`` names it: another mark, another law."""

    book: LawBook = field(repr=False)
    settings: LawSettings
    mark: str
    overlays: dict[str, str] = field(repr=False, default_factory=dict)
    chosen: dict[str, Any] = field(default_factory=dict)
    trouble: str = ""
    """Why the own rules are not in use; empty when they are (or when there are none)."""

    def on(self, day: date) -> LawView:
        """The law of a day."""
        return self.book.on(day, settings=self.settings)

    def is_own(self, rule: Rule) -> bool:
        """Whether a rule comes from the office's own files."""
        return rule.own

    @property
    def own_rules(self) -> tuple[Rule, ...]:
        """The rules of the office's own files, tightened and added."""
        return tuple(r for r in self.book.rules if self.is_own(r))


def standing() -> Standing:
    """The law in use now: the folder of own rules and the latest chosen readings."""
    texts, trouble = _texts()
    latest = ReadingVersion.objects.order_by("-number").values_list("chosen", flat=True).first()
    return _made(texts, dict(latest or {}), trouble=trouble)


def shipped() -> Standing:
    """The shipped packs with every reading at its default, as the command line judges."""
    return _made({}, {})


def standing_of(mark: str) -> Standing:
    """The law kept under a mark; the law in use when nothing is kept under it."""
    kept = KeptLaw.objects.filter(pk=mark).first() if mark else None
    return _made(dict(kept.overlays), dict(kept.chosen)) if kept else standing()


def keep(law: Standing) -> str:
    """Keep what is needed to ask the same law again; returns its mark."""
    KeptLaw.objects.get_or_create(pk=law.mark, defaults={"overlays": law.overlays, "chosen": law.chosen})
    return law.mark


def overlay_of(texts: dict[str, str]) -> Overlay:
    """The overlay that files (name → text) make together. Raises OverlayError, a sentence with file and line."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return read_overlay(Path(folder))


def _texts() -> tuple[dict[str, str], str]:
    """The files of the folder of own rules, and a sentence where one of them is no text."""
    folder = Path(settings.LAW_FOLDER)
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        try:
            found[path.name] = read_file(path)
        except YamlFault as fault:
            return {}, f"{path.name}: không đọc được, {fault}"
        except (OSError, UnicodeDecodeError) as problem:
            why = getattr(problem, "strerror", None) or "không phải văn bản UTF-8"
            return {}, f"{path.name}: không đọc được ({why}); hãy lưu lại bằng UTF-8. / It cannot be read."
    return found, ""


def _made(texts: dict[str, str], chosen: dict[str, Any], *, trouble: str = "") -> Standing:
    key = (json.dumps([texts, chosen], sort_keys=True), trouble)
    with _lock:
        if key not in _kept:
            _kept[key] = _make(texts, chosen, trouble)
            while len(_kept) > 4:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]


def _make(texts: dict[str, str], chosen: dict[str, Any], trouble: str) -> Standing:
    book, used = LawBook.load(), texts
    if texts and not trouble:
        try:
            book = book.with_changes(overlay_of(texts))
        except OverlayError as refused:
            trouble, used = str(refused), {}
    known = {name: value for name, value in chosen.items() if name in settings_of({}).__slots__}
    body = json.dumps([_packs(), used, known], sort_keys=True, ensure_ascii=False)
    mark = hashlib.sha256(body.encode()).hexdigest()[:16]
    return Standing(book, settings_of(known), mark, used, known, trouble)


@cache
def _packs() -> str:
    """A digest of the shipped packs: an upgrade of the software may bring other rules."""
    rules = "".join(repr(r) for r in LawBook.load().rules)
    return hashlib.sha256(rules.encode()).hexdigest()[:16]
