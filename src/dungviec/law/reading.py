"""Reads the packs: YAML files in, validated entries out; errors are sentences with file, line and rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from dungviec.law.rules import Family, OpenQuestion, Rule

T = TypeVar("T", bound=BaseModel)
_ENTRY = re.compile(r"^\s*-\s*\{?\s*id:")
_SECTIONS = {"sources", "rules", "gaps", "families", "questions"}


class PackError(ValueError):
    """A pack that cannot be used: the message names file, line and rule, and what to do."""


@dataclass(frozen=True, slots=True)
class Packs:
    """Everything read from a set of packs."""

    rules: tuple[Rule, ...]
    families: tuple[Family, ...]
    questions: tuple[OpenQuestion, ...]


def read_packs(texts: Mapping[str, str] | None = None) -> Packs:
    """The packs shipped in the package, or those given as ``{file name: YAML text}``. Raises :class:`PackError`."""
    if texts is None:
        texts = {f.name: f.read_text("utf-8") for f in _shipped()}
    rules: list[Rule] = []
    families: list[Family] = []
    questions: list[OpenQuestion] = []
    for name, text in texts.items():
        data = _parse(name, text)
        lines = iter([i for i, row in enumerate(text.splitlines(), 1) if _ENTRY.match(row)])
        for section, entries in data.items():
            if section == "sources":
                continue
            for raw in entries or ():
                line = next(lines, 0)
                if section == "rules":
                    rules.append(_entry(name, line, {**raw, "file": name, "line": line}))
                elif section == "gaps":
                    rules.append(_entry(name, line, _gap(raw, name, line)))
                elif section == "families":
                    families.append(_checked(Family, name, line, raw))
                else:
                    questions.append(_checked(OpenQuestion, name, line, raw))
    _refuse_overlaps(rules)
    return Packs(tuple(rules), tuple(families), tuple(questions))


def _shipped() -> Iterable[Traversable]:
    folder = files("dungviec.law") / "packs" / "vn"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        data = YAML(typ="safe").load(text)
    except YAMLError as error:
        raise PackError(f"{name}: không đọc được YAML ({error}). / The YAML cannot be read.") from error
    if not isinstance(data, dict) or (wrong := set(data) - _SECTIONS):
        found = sorted(wrong) if isinstance(data, dict) else type(data).__name__
        raise PackError(f"{name}: mục lạ {found}; một gói chỉ có {sorted(_SECTIONS)}. / Unknown sections.")
    return data


def _gap(raw: Mapping[str, Any], name: str, line: int) -> dict[str, Any]:
    own = {k: v for k, v in raw.items() if k != "families"}
    return {
        **own, "kind": "gap", "check": raw.get("check", "no_text"), "confidence": "NONE", "file": name, "line": line,
        "also_families": raw.get("families", ()),
    }  # fmt: skip


def _entry(name: str, line: int, raw: Mapping[str, Any]) -> Rule:
    return _checked(Rule, name, line, raw)


def _checked(model: type[T], name: str, line: int, raw: Mapping[str, Any]) -> T:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "entry"
        raise PackError(
            f"{name}, dòng {line}, {raw.get('id', '?')}: «{where}» không hợp lệ ({first['msg']}). "
            f"/ {name}, line {line}, rule {raw.get('id', '?')}: {where} is not valid."
        ) from error


def _refuse_overlaps(rules: list[Rule]) -> None:
    """Two versions of a family on one day must be declared by one of them; keys are unique."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.key in seen and not (rule.kind == "gap" or _apart(rule, seen[rule.key])):
            raise PackError(
                f"{rule.file}, dòng {rule.line}, {rule.key}: mã này đã có ở {seen[rule.key].file}, dòng "
                f"{seen[rule.key].line}, cho cùng thời gian. / The key is taken for the same days."
            )
        seen[rule.key] = rule
    by_family: dict[str, list[Rule]] = {}
    for rule in rules:
        for family in rule.families:
            by_family.setdefault(family, []).append(rule)
    for family, versions in by_family.items():
        for i, one in enumerate(versions):
            for other in versions[i + 1 :]:
                declared = other.id in one.overlaps or one.id in other.overlaps or one.id == other.id
                if not declared and not _apart(one, other):
                    raise PackError(
                        f"{other.file}, dòng {other.line}, {other.key}: chồng thời gian với {one.key} ({one.file}, dòng "
                        f"{one.line}) trong nhóm {family} mà không khai «overlaps». / Overlaps {one.key} in family "
                        f"{family} without declaring it: close one version or declare 'overlaps'."
                    )


def _apart(one: Rule, other: Rule) -> bool:
    return (one.to is not None and one.to < other.from_) or (other.to is not None and other.to < one.from_)
