"""Overlays: a province's or party committee's own rules, which may tighten or add to the national pack, never loosen it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError

from dungviec.law import checks_career, checks_person  # noqa: F401 (registers the checks)
from dungviec.law.book import LawBook
from dungviec.law.case_read import line_of
from dungviec.law.checks import CHECKS
from dungviec.law.reading import PackError, Packs, refuse_flaws
from dungviec.law.rules import Rule
from dungviec.law.wrong_values import shown, wrong
from dungviec.records.codes import DEGREES, RATINGS, THEORY, CodeList

__all__ = ["Overlay", "OverlayError", "read_overlay", "with_changes"]


class OverlayError(ValueError):
    """An overlay that cannot be used: the sentence names file, line, value and the mend."""


class Change(BaseModel):
    """One clause of the national pack made stricter from a day on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    rule: str
    from_: date = Field(alias="from")
    params: dict[str, Any] = Field(default_factory=dict)
    no_exception: bool = False
    instrument: str = Field(min_length=1)
    article: str = ""
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Overlay:
    """The changes and added rules of one or several files, each with the place it stands at."""

    changes: tuple[tuple[Change, str], ...]
    added: tuple[Rule, ...]

    @property
    def first_day(self) -> date | None:
        """The first day on which something of it is in force."""
        return min([c.from_ for c, _ in self.changes] + [r.from_ for r in self.added], default=None)


def read_overlay(path: Path) -> Overlay:
    """The overlay of a YAML file, or of all ``*.yaml`` files of a folder. Raises OverlayError; nothing is read halfway."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise OverlayError(f"Thư mục «{path}» không có tệp .yaml nào. / The folder holds no .yaml file.")
    changes: list[tuple[Change, str]] = []
    added: list[Rule] = []
    for file in files:
        try:
            data = YAML().load(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, YAMLError, ValueError) as error:
            said = " ".join(str(error).split())
            raise OverlayError(f"{file.name}: không đọc được ({said}). / It cannot be read.") from error
        if (
            not isinstance(data, CommentedMap)
            or set(data) - {"name", "changes", "rules"}
            or not (set(data) & {"changes", "rules"})
        ):
            raise OverlayError(
                f"{file.name}: chỉ gồm «name», «changes», «rules». / Only name, changes and rules are expected."
            )
        if not all(isinstance(data.get(part) or [], list) for part in ("changes", "rules")):
            raise OverlayError(f"{file.name}: «changes», «rules» phải là danh sách. / changes and rules are lists.")
        for item in data.get("changes") or ():
            changes.append((_valid(Change, item, file.name), f"{file.name}, dòng {line_of(item, ())}"))
        for item in data.get("rules") or ():
            extra = {"confidence": "OFFICE", "source": file.name, "file": file.name, "line": line_of(item, ())}
            added.append(_valid(Rule, item, file.name, extra))
    return Overlay(tuple(changes), tuple(added))


def _valid(model: type[Any], item: Any, name: str, extra: dict[str, Any] | None = None) -> Any:
    if not isinstance(item, CommentedMap):
        raise OverlayError(f"{name}: mỗi mục phải là một bảng khóa: giá trị. / Each entry is a mapping.")
    try:
        return model.model_validate({**item, **(extra or {})})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"]) or "rules"
        line = line_of(item, first["loc"])
        vi, en = wrong(first)
        raise OverlayError(
            f"{name}, dòng {line}: «{where}» không hợp lệ ({vi}{shown(first['input'])}). / {where} is not valid ({en})."
        ) from error


def with_changes(book: LawBook, overlay: Overlay) -> LawBook:
    """A copy of the book with the overlay in it; the book itself stays as it is. Raises OverlayError for a loosening."""
    rules = list(book.rules)
    for change, at in overlay.changes:
        found = [r for r in rules if r.key == change.rule or (r.id == change.rule and r.kind == "eligibility")]
        base = [r for r in found if r.in_force(change.from_) and r.kind == "eligibility"]
        if len(base) != 1:
            keys = ", ".join(sorted({r.key for r in found})) or "–"
            raise OverlayError(
                f"{at}: «rule: {change.rule}» phải chỉ đúng một quy định điều kiện còn hiệu lực ngày {change.from_:%d/%m/%Y} (có: {keys}). "
                "/ Name exactly one eligibility rule in force that day."
            )
        rules[rules.index(base[0]) : rules.index(base[0]) + 1] = _tightened(base[0], change, at)
    taken = {r.id for r in rules}
    for rule in overlay.added:
        _refuse_added(rule, taken)
    whole = Packs((*rules, *overlay.added), book.packs.families, book.packs.questions)
    try:
        refuse_flaws(whole.rules, whole.families)
    except PackError as flaw:
        raise OverlayError(str(flaw)) from flaw
    return replace(book, packs=whole)


def _tightened(base: Rule, change: Change, at: str) -> list[Rule]:
    for name, value in change.params.items():
        now = base.params.get(name)
        order = STRICTER.get(name)
        if order is None:
            known = ", ".join(sorted(set(STRICTER) & set(base.params))) or "–"
            raise OverlayError(
                f"{at}: tham số «{name}» của {base.key} không siết được; siết được: {known}. / '{name}' cannot be tightened."
            )
        try:
            stricter = now is None or order(value) >= order(now)
        except (TypeError, ValueError, KeyError) as error:
            raise OverlayError(f"{at}: «{name}: {value}» không đúng kiểu (đang là {now}). / Wrong type.") from error
        if not stricter:
            raise OverlayError(
                f"{at}: «{name}: {value}» nới lỏng {base.key} ({base.instrument}: {now}); chỉ được siết chặt hoặc bổ sung, "
                f"hãy ghi từ mức {now} trở nên chặt hơn. / '{name}: {value}' loosens {base.key} ({now}); an overlay may only tighten."
            )
    new = base.model_copy(
        update={
            "params": {**base.params, **change.params}, "from_": change.from_, "vi": change.vi, "en": change.en,
            "exception": None if change.no_exception else base.exception, "confidence": "OFFICE", "source": at,
            "instrument": f"{base.instrument}; {change.instrument}", "article": change.article or base.article,
        }
    )  # fmt: skip
    before = [base.model_copy(update={"to": change.from_ - timedelta(days=1)})] if base.from_ < change.from_ else []
    return [*before, new]


def _refuse_added(rule: Rule, taken: set[str]) -> None:
    at = f"{rule.file}, dòng {rule.line}, {rule.key}"
    if rule.id in taken:
        raise OverlayError(f"{at}: mã đã có trong kho; đổi mã hoặc dùng «changes». / The id is taken; use 'changes'.")
    if rule.kind != "eligibility" or rule.check not in CHECKS:
        raise OverlayError(
            f"{at}: chỉ bổ sung được điều kiện có «check» đã biết: {', '.join(sorted(CHECKS))}. / Unknown check."
        )
    if rule.exception is not None or rule.covers or rule.covers_moves:
        raise OverlayError(
            f"{at}: «exception», «covers» nới lỏng quy định chung nên không dùng được; hãy bỏ đi. / They would loosen; leave them out."
        )


def _more(value: Any) -> float:
    return float(value)


def _less(value: Any) -> float:
    return -float(value)


def _in(codes: CodeList) -> Callable[[Any], float]:
    def rank(value: Any) -> float:
        found = codes.rank(value)
        if found is None:
            raise ValueError(value)
        return float(found)

    return rank


def _plan(value: Any) -> float:
    return float({"equivalent_or_higher": 0, "equivalent": 1, "this_post": 2}[value])


STRICTER: dict[str, Callable[[Any], float]] = {
    "min_months": _more, "years": _more, "default_term_months": _more, "max_needed_months": _more, "months": _more,
    "min_months_left": _more, "min_rating": _in(RATINGS), "min_prev_rating": _in(RATINGS), "min_degree": _in(DEGREES),
    "min_theory": _in(THEORY), "max_file_months": _less, "max_certificate_months": _less, "male": _less, "female": _less,
    "district_division": _less, "local": _plan, "elsewhere": _plan,
}  # fmt: skip
"""Parameters that can be tightened: a greater value of the function is stricter."""
