"""Competency frameworks: catalogues of competencies with five levels, kept as dated data files.

Source of the built-in one: placement.md annex A (paraphrase of a commune's annex under NĐ 361/2025). A framework is a
yardstick an office chooses; it is never a legal condition by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from ruamel.yaml import YAML


@dataclass(frozen=True, slots=True)
class Competency:
    """One competency: code such as ``G3``, names, and what each of the levels 1 to 5 means (Vietnamese)."""

    code: str
    vi: str
    en: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A catalogue of competencies with its source and date."""

    id: str
    vi: str
    en: str
    source: str
    in_force_from: date
    confidence: str
    competencies: tuple[Competency, ...]

    def name(self, code: str, lang: str = "vi") -> str:
        """The name of a competency; the code itself when the catalogue does not know it."""
        for c in self.competencies:
            if c.code == code:
                return c.vi if lang == "vi" else c.en
        return code

    def meaning(self, code: str, level: int) -> str:
        """What a level means, in Vietnamese; empty when the catalogue says nothing."""
        for c in self.competencies:
            if c.code == code and 1 <= level <= len(c.levels):
                return c.levels[level - 1]
        return ""


@cache
def load_framework(name: str = "civil_servant") -> Framework:
    """The built-in framework of that name.

    >>> [c.code for c in load_framework().competencies][:3]
    ['G1', 'G2', 'G3']
    """
    text = resources.files("dungviec.competency").joinpath("frameworks", f"{name}.yaml").read_text(encoding="utf-8")
    data = YAML(typ="safe").load(text)
    return Framework(
        id=data["id"],
        vi=data["vi"],
        en=data["en"],
        source=data["source"],
        in_force_from=data["in_force_from"],
        confidence=data["confidence"],
        competencies=tuple(
            Competency(c["code"], c["vi"], c["en"], tuple(str(level) for level in c["levels"]))
            for c in data["competencies"]
        ),
    )
