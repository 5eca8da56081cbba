"""Reads the packs: YAML files in, validated entries out; errors are sentences with file, line and rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from dungviec.law.coverage import apart, by_family, gap_clashes, holes, undeclared_overlaps
from dungviec.law.faults import LawFault
from dungviec.law.near_words import did_you_mean
from dungviec.law.rules import Family, OpenQuestion, Rule
from dungviec.law.wrong_values import shown, wrong
from dungviec.law.yaml_text import YamlFault, read_yaml

T = TypeVar("T", bound=BaseModel)
_ENTRY = re.compile(r"^\s*-\s*\{?\s*id:")
_SECTIONS = {"sources", "rules", "gaps", "families", "questions"}


class PackError(LawFault):
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
        rows = text.splitlines()
        lines = iter([i for i, row in enumerate(rows, 1) if _ENTRY.match(row)])
        for section, entries in data.items():
            if section == "sources":
                continue
            for raw in entries or ():
                line = next(lines, 0)
                if section == "rules":
                    rules.append(_checked(Rule, name, line, {**raw, "file": name, "line": line}, rows))
                elif section == "gaps":
                    rules.append(_checked(Rule, name, line, _gap(raw, name, line), rows))
                elif section == "families":
                    families.append(_checked(Family, name, line, raw, rows))
                else:
                    questions.append(_checked(OpenQuestion, name, line, raw, rows))
    _refuse_strange(rules, {name: text.splitlines() for name, text in texts.items()})
    refuse_flaws(rules, families)
    return Packs(tuple(rules), tuple(families), tuple(questions))


def _shipped() -> Iterable[Traversable]:
    folder = files("dungviec.law") / "packs" / "vn"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        data = YAML(typ="safe").load(text)
    except (YAMLError, ValueError, TypeError, OverflowError, RecursionError) as error:
        try:
            read_yaml(text)
        except YamlFault as fault:
            raise PackError(f"{name}{fault.at}: không đọc được, {fault.vi}", fault.en) from error
        raise PackError(
            f"{name}: không đọc được YAML; hãy kiểm tra lại.", "The YAML cannot be read: check it."
        ) from error
    if not isinstance(data, dict) or (wrong := set(data) - _SECTIONS):
        found = sorted(wrong) if isinstance(data, dict) else type(data).__name__
        raise PackError(
            f"{name}: mục lạ {found}; một gói chỉ có {sorted(_SECTIONS)}.",
            f"Unknown sections {found}: a pack has {sorted(_SECTIONS)} only.",
        )
    for section, entries in data.items():
        whole = section == "sources" or isinstance(entries or [], list)
        if not whole or (section != "sources" and any(not isinstance(raw, dict) for raw in entries or ())):
            raise PackError(
                f"{name}: «{section}» phải là danh sách các bảng khóa: giá trị; hãy ghi mỗi mục một dấu «-».",
                f"{section} must be a list of mappings.",
            )
    return data


def _gap(raw: Mapping[str, Any], name: str, line: int) -> dict[str, Any]:
    own = {k: v for k, v in raw.items() if k != "families"}
    return {
        **own, "kind": "gap", "check": raw.get("check", "no_text"), "confidence": "NONE", "file": name, "line": line,
        "also_families": raw.get("families", ()),
    }  # fmt: skip


def _checked(model: type[T], name: str, line: int, raw: Mapping[str, Any], rows: Sequence[str]) -> T:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "entry"
        vi, en = wrong(first)
        named = [str(part) for part in first["loc"] if isinstance(part, str)] or re.findall(r"«(\w+)»", vi)[:1]
        line = _line_of(rows, line, named)
        raise PackError(
            f"{name}, dòng {line}, {raw.get('id', '?')}: «{where}» không hợp lệ ({vi}{shown(first['input'])}).",
            f"{where} is not valid ({en}).",
        ) from error


def _line_of(rows: Sequence[str], start: int, keys: Iterable[str]) -> int:
    """The line of the first of these keys within the entry that starts at a line; the entry's own where none stands there."""
    end = next((n for n, row in enumerate(rows[start:], start) if _ENTRY.match(row)), len(rows))
    for key in keys:
        for number in range(start, end + 1):
            if re.search(rf"(?:^|[\s{{,]){re.escape(key)}\s*:", rows[number - 1]):
                return number
    return start


def _refuse_strange(rules: Iterable[Rule], rows: Mapping[str, Sequence[str]]) -> None:
    """Refuse a check, a parameter or a topic that means nothing, and a parameter of the wrong type."""
    from dungviec.law import checks_career, checks_person  # noqa: F401 (registers the checks)
    from dungviec.law.checks import CHECKS
    from dungviec.law.parameter_names import NAMES
    from dungviec.law.stricter import STRICTER, plain, what_to_write
    from dungviec.law.themes import TOPICS

    checks = {*CHECKS, "kinship", "no_text"}
    for rule in rules:
        strange = [
            (key, word, known)
            for key, word, known in (
                ("check", rule.check, checks), ("topic", rule.topic, TOPICS), *((name, name, NAMES) for name in rule.params),
            )
            if word is not None and word not in known
        ]  # fmt: skip
        for key, word, known in strange:
            vi, en = did_you_mean(word, sorted(known))
            where = f"{rule.file}, dòng {_line_of(rows[rule.file], rule.line, (key,))}, {rule.key}"
            raise PackError(
                f"{where}: «{word}» không có nghĩa với bộ luật (phép kiểm tra, tham số hay chủ đề lạ); hãy sửa tên.{vi}",
                f"'{word}' means nothing to the engine (check, parameter or topic): correct the name.{en}",
            )
        judges = rule.kind == "eligibility" and rule.topic != "retirement"  # a table of ages is no condition to tighten
        for name, value in rule.params.items() if judges else ():
            try:
                if value is not None and name in STRICTER:
                    STRICTER[name](None, value)
            except (TypeError, ValueError, KeyError, OverflowError) as error:
                vi, en = what_to_write(name)
                where = f"{rule.file}, dòng {_line_of(rows[rule.file], rule.line, (name,))}, {rule.key}"
                raise PackError(
                    f"{where}: «{name}: {plain(value)}» không đúng kiểu; hãy ghi {vi}.",
                    f"'{name}: {plain(value)}' is of the wrong kind: write {en}.",
                ) from error


def refuse_flaws(rules: Iterable[Rule], families: Iterable[Family]) -> None:
    """Refuse what no single entry shows: keys taken twice, overlaps, clashes with a gap, days without a version.

    Raises :class:`PackError` naming both places and the mend. Days are asked where the families are declared.
    """
    entries, declared = list(rules), {f.id: f for f in families}
    _refuse_taken_keys(entries)
    versions = by_family(entries)
    for name, own in versions.items():
        if declared and name not in declared:
            raise PackError(
                f"{_at(own[0])}: nhóm «{name}» chưa khai trong «families»; khai nhóm với ngày bắt đầu.",
                f"Family {name} is not declared: add it to 'families' with its first day.",
            )
        for one, other in undeclared_overlaps(own):
            late, early = (one, other) if (one.file, one.line) > (other.file, other.line) else (other, one)
            raise PackError(
                f"{_at(late)}: chồng thời gian với {early.key} ({early.file}, dòng {early.line}) trong nhóm {name} mà "
                f"không khai «overlaps»; đóng bản trước («to») hoặc khai «overlaps».",
                f"Overlaps {early.key} in family {name} without declaring it: close one version or declare 'overlaps'.",
            )
        for gap, rule in gap_clashes(own):
            raise PackError(
                f"{_at(gap)}: khai là chỗ trống của nhóm {name} trong khi {rule.key} ({rule.file}, dòng {rule.line}) có hiệu "
                f"lực; sửa ngày của một trong hai.",
                f"Declared a gap while {rule.key} is in force: mend the days of one.",
            )
    for family in declared.values():
        for first, last in holes(family, versions.get(family.id, ())):
            before = [r for r in versions.get(family.id, ()) if r.to is not None and r.to < first]
            where = _at(max(before, key=lambda r: r.to or first)) if before else family.id
            raise PackError(
                f"{where}: nhóm {family.id} không có bản nào từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}; thêm một bản hoặc khai «gaps».",
                f"No version of family {family.id} from {first} to {last}: add one or declare a gap.",
            )


def _at(rule: Rule) -> str:
    return f"{rule.file}, dòng {rule.line}, {rule.key}"


def _refuse_taken_keys(rules: Iterable[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.key in seen and not (rule.kind == "gap" or apart(rule, seen[rule.key])):
            raise PackError(
                f"{_at(rule)}: mã này đã có ở {seen[rule.key].file}, dòng {seen[rule.key].line}, cho cùng thời gian; đổi mã hoặc "
                "ghi «clause».",
                "The key is taken for the same days: change it or give a clause.",
            )
        seen[rule.key] = rule
