"""Competency frameworks: dated catalogues of competencies with up to five levels, kept as data files.

Built in: placement.md annex A (civil servants; paraphrase of a commune's annex under NĐ 361/2025) and annex B (public employees, NĐ 232/2026).
An office adds its own in a folder. A framework is a yardstick an office chooses; it is never a legal condition by
itself. What a file does not say is None, and is told as not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

BUILT_IN = ("civil_servant", "public_employee")
MOST_LEVELS = 5
CONFIDENCES = ("VERIFIED", "REPORTED", "OWN")
"""How sure the text is; ``OWN``: the office's own file. UNVERIFIED is never read."""

Words = tuple[str, str]
"""Vietnamese and English."""
Span = tuple[int, int]
"""Lowest and wanted level."""


class FrameworkFault(ValueError):
    """A framework file that cannot be read; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.english = english


@dataclass(frozen=True, slots=True)
class Competency:
    """One competency: code such as ``G3``, group, names, and what each level means; None where the source gives no behaviour.

    ``levels`` is empty where nothing says that the competency has levels at all.
    """

    code: str
    vi: str
    en: str
    levels: tuple[Words | None, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """A career grade with its pay class, the lowest professional level and the management levels it allows (annex B)."""

    grade: int
    pay: str
    professional: int
    management: Span


@dataclass(frozen=True, slots=True)
class Example:
    """Levels asked of a position in a worked example, by group; ``but`` where a competency differs; never a rule."""

    words: Words
    asked: tuple[tuple[str, Span], ...]
    but: tuple[tuple[str, Span], ...]
    note: Words | None


@dataclass(frozen=True, slots=True)
class Framework:
    """A catalogue of competencies with its source, its dates, whom it covers, and what it leaves open."""

    id: str
    vi: str
    en: str
    source: Words
    instrument: str
    in_force_from: date
    until: date | None
    confidence: str
    covers: tuple[str, ...]
    groups: tuple[tuple[str, Words], ...]
    competencies: tuple[Competency, ...]
    notes: tuple[Words, ...] = ()
    open_questions: tuple[Words, ...] = ()
    grades: tuple[Grade, ...] = ()
    examples: tuple[Example, ...] = ()
    examples_source: Words | None = None
    examples_from: date | None = None

    def find(self, code: str) -> Competency | None:
        """The competency of that code; None when the catalogue does not know it."""
        return next((c for c in self.competencies if c.code == code), None)

    def name(self, code: str, lang: str = "vi") -> str:
        """The name of a competency; the code itself when the catalogue does not know it."""
        found = self.find(code)
        return code if found is None else found.vi if lang.startswith("vi") else found.en

    def meaning(self, code: str, level: int, lang: str = "vi") -> str:
        """What a level means; empty when the catalogue says nothing."""
        found = self.find(code)
        words = found.levels[level - 1] if found is not None and 1 <= level <= len(found.levels) else None
        return "" if words is None else words[0 if lang.startswith("vi") else 1]

    def in_force(self, day: date) -> bool:
        """Whether the catalogue holds on that day by its own dates."""
        return self.in_force_from <= day and (self.until is None or day <= self.until)


@cache
def load_framework(name: str = "civil_servant") -> Framework:
    """The built-in framework of that name.

    >>> [c.code for c in load_framework().competencies][:3]
    ['G1', 'G2', 'G3']
    """
    text = resources.files("dungviec.competency").joinpath("frameworks", f"{name}.yaml").read_text(encoding="utf-8")
    return read_framework(text, f"{name}.yaml")


def frameworks(folder: Path | None = None) -> list[Framework]:
    """Every framework: the built-in ones, then the office's own in ``folder`` (YAML), by name of file.

    Raises :class:`FrameworkFault` on a file that cannot be read, or on an identifier given twice.
    """
    found = [load_framework(name) for name in BUILT_IN]
    for path in sorted(folder.glob("*.y*ml")) if folder is not None and folder.is_dir() else []:
        found.append(read_framework(path.read_text(encoding="utf-8"), path.name))
    ids = [f.id for f in found]
    twice = next((i for i in ids if ids.count(i) > 1), None)
    if twice is not None:
        raise FrameworkFault(
            f"Khung năng lực «{twice}» có trong hai tệp; xin đổi mã một khung.", f"The framework {twice!r} stands in two files; rename one."
        )  # fmt: skip
    return found


def in_force_on(day: date, category: str, among: list[Framework] | None = None) -> Framework | None:
    """The framework that covers a category of people on that day, the newest first; None: none is on file for this date."""
    known = frameworks() if among is None else among
    fitting = [f for f in known if category in f.covers and f.in_force(day)]
    return max(fitting, key=lambda f: f.in_force_from, default=None)


def read_framework(text: str, where: str) -> Framework:
    """A framework from YAML. Raises :class:`FrameworkFault` naming the file and what is wrong in it."""
    try:
        data = YAML(typ="safe").load(text)
    except (
        YAMLError,
        ValueError,
        TypeError,
        OverflowError,
        RecursionError,
    ) as error:  # ValueError: a day no calendar has
        raise _fault(where, "không đọc được YAML", "the YAML cannot be read") from error
    if not isinstance(data, Mapping):
        raise _fault(where, "không phải một khung năng lực", "it is not a framework")
    lacking = [
        k for k in ("id", "vi", "en", "source", "in_force_from", "covers", "groups", "competencies") if not data.get(k)
    ]
    if lacking:
        raise _fault(where, f"thiếu {', '.join(lacking)}", f"{', '.join(lacking)} missing")
    confidence = data.get("confidence", "OWN")
    if confidence not in CONFIDENCES:
        raise _fault(
            where, f"mức chắc chắn «{confidence}» không dùng được", f"the confidence {confidence!r} cannot be used"
        )
    if not isinstance(data["in_force_from"], date):
        raise _fault(
            where, "in_force_from phải là ngày, ví dụ 2026-07-01", "in_force_from must be a day such as 2026-07-01"
        )
    try:
        return _understood(data, where, confidence)
    except FrameworkFault:
        raise
    except KeyError as error:
        raise _fault(where, f"có mục thiếu «{error.args[0]}»", f"an entry lacks {error.args[0]!r}") from error
    except (TypeError, ValueError, OverflowError, AttributeError) as error:
        raise _fault(
            where,
            "có mục không đúng dạng; xem mẫu trong src/dungviec/competency/frameworks",
            "an entry has the wrong shape; see the examples in src/dungviec/competency/frameworks",
        ) from error


def _understood(data: Mapping[str, Any], where: str, confidence: str) -> Framework:
    groups = tuple((str(g["code"]), _words(g)) for g in data["groups"])
    competencies = tuple(_competency(c, groups, where) for c in data["competencies"])
    codes = [c.code for c in competencies]
    if len(set(codes)) < len(codes):
        raise _fault(where, "có mã năng lực lặp lại", "a competency code stands twice")
    examples = data.get("examples") or {}
    source = data["source"]
    return Framework(
        str(data["id"]), str(data["vi"]), str(data["en"]), (source, source) if isinstance(source, str) else _words(source),
        str(data.get("instrument") or ""), data["in_force_from"], data.get("until"), confidence, tuple(data["covers"]), groups, competencies,
        tuple(_words(n) for n in data.get("notes") or ()), tuple(_words(q) for q in data.get("open_questions") or ()),
        tuple(Grade(g["grade"], str(g["pay"]), g["professional"], _span(g["management"])) for g in data.get("grades") or ()),
        tuple(_example(row, groups) for row in examples.get("rows") or ()), _words(examples["source"]) if examples else None,
        examples.get("from"),
    )  # fmt: skip


def _competency(row: Mapping[str, Any], groups: tuple[tuple[str, Words], ...], where: str) -> Competency:
    code, levels = str(row.get("code", "")), row.get("levels") or []
    if not code or len(code) > 10 or not row.get("vi") or not row.get("en"):
        raise _fault(
            where,
            f"năng lực «{code}» thiếu mã hoặc tên (mã tối đa 10 ký tự)",
            f"the competency {code!r} lacks a code or a name",
        )
    if len(levels) > MOST_LEVELS:
        raise _fault(where, f"năng lực «{code}» có {len(levels)} mức, nhiều nhất {MOST_LEVELS}", f"the competency {code!r} has {len(levels)} levels, at most {MOST_LEVELS}")  # fmt: skip
    group = max((g for g, _ in groups if code.startswith(g)), key=len, default="")
    return Competency(
        code, str(row["vi"]), str(row["en"]), tuple(None if level is None else _words(level) for level in levels), group
    )


def _example(row: Mapping[str, Any], groups: tuple[tuple[str, Words], ...]) -> Example:
    asked = tuple((g, _span(row[g])) for g, _ in groups if g in row)
    but = tuple((c, _span(s)) for c, s in (row.get("but") or {}).items())
    return Example(_words(row), asked, but, _words(row["note"]) if row.get("note") else None)


def _words(row: Any) -> Words:
    return (str(row), str(row)) if isinstance(row, str) else (str(row["vi"]), str(row["en"]))


def _span(pair: Any) -> Span:
    low, high = pair
    return int(low), int(high)


def _fault(where: str, vi: str, en: str) -> FrameworkFault:
    return FrameworkFault(f"Tệp khung năng lực «{where}»: {vi}.", f"Framework file {where!r}: {en}.")
