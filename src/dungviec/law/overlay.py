"""Overlays: a province's or party committee's own rules, which may tighten or add to the national pack, never loosen it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml.comments import CommentedMap

from dungviec.law import checks_career, checks_person  # noqa: F401 (registers the checks)
from dungviec.law.book import LawBook
from dungviec.law.case_lines import line_of
from dungviec.law.checks import CHECKS
from dungviec.law.facts_history import LEFT_HOW
from dungviec.law.reading import PackError, Packs, refuse_flaws
from dungviec.law.rules import Rule
from dungviec.law.settings import DEFAULT_SETTINGS
from dungviec.law.stricter import STRICTER, merged_forms, what_to_write
from dungviec.law.wrong_values import shown, wrong
from dungviec.law.yaml_text import YamlFault, file_trouble, read_yaml

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
        data = _parts(file)
        if not all(isinstance(data.get(part) or [], list) for part in ("changes", "rules")):
            raise OverlayError(f"{file.name}: «changes», «rules» phải là danh sách. / changes and rules are lists.")
        for item in data.get("changes") or ():
            changes.append((_valid(Change, item, file.name), f"{file.name}, dòng {line_of(item, ())}"))
        for item in data.get("rules") or ():
            extra = {"confidence": "OFFICE", "source": file.name, "file": file.name, "line": line_of(item, ())}
            added.append(_valid(Rule, item, file.name, extra))
    return Overlay(tuple(changes), tuple(added))


def _parts(file: Path) -> CommentedMap:
    try:
        data = read_yaml(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        vi, en = file_trouble(problem)
        raise OverlayError(f"Không đọc được «{file}»: {vi}. / '{file}' cannot be read: {en}.") from problem
    except YamlFault as fault:
        raise OverlayError(f"{file.name}{fault.at}: không đọc được, {fault}") from fault
    if not isinstance(data, CommentedMap) or not set(data) & {"changes", "rules"}:
        raise OverlayError(
            f"{file.name}: chưa có quy định nào; tệp chỉ gồm «name», «changes», «rules», hãy ghi ít nhất một trong hai phần sau. "
            "/ There is no rule: only name, changes and rules are expected, at least one of the latter two."
        )
    if strange := [key for key in data if key not in ("name", "changes", "rules")]:
        raise OverlayError(
            f"{file.name}, dòng {data.lc.key(strange[0])[0] + 1}: khóa lạ «{strange[0]}»; tệp chỉ gồm «name», «changes», «rules», "
            "hãy bỏ hoặc sửa tên. / An unknown key: only name, changes and rules are expected, remove or correct it."
        )
    return data


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
    told: dict[tuple[str, date], str] = {}
    for change, at in overlay.changes:
        if (above := told.setdefault((change.rule, change.from_), at)) is not at:
            raise OverlayError(
                f"{at}: «rule: {change.rule}» từ {change.from_:%d/%m/%Y} đã ghi ở {above}; hai mục chồng nhau, hãy gộp làm một. "
                f"/ Two changes of one rule from the same day overlap: make them one."
            )
        found = [r for r in rules if r.key == change.rule or (r.id == change.rule and _judges(r))]
        base = [r for r in found if r.in_force(change.from_) and _judges(r)]
        if len(base) != 1:
            known = sorted({r.key for r in rules if _judges(r)})
            raise OverlayError(
                f"{at}: «rule: {change.rule}» phải chỉ đúng một quy định điều kiện còn hiệu lực ngày {change.from_:%d/%m/%Y} "
                f"({_hint(change.rule, base, found, known)}). / Name exactly one eligibility rule in force that day."
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


def _hint(asked: str, base: list[Rule], found: list[Rule], known: list[str]) -> str:
    """What to write instead: one of the clauses, a day in force, or the id that is nearest."""
    if base:
        return f"quy định này có nhiều khoản, hãy ghi một: {', '.join(sorted(r.key for r in base))}"
    if found:
        spans = (f"từ {r.from_:%d/%m/%Y}" + (f" đến {r.to:%d/%m/%Y}" if r.to else "") for r in found)
        return f"{asked} có hiệu lực {'; '.join(spans)}, hãy sửa «from»"
    close = get_close_matches(asked, known, n=1)
    return f"có phải «{close[0]}»?" if close else "xem «dungviec law list»"


def _judges(rule: Rule) -> bool:
    """Conditions of a placement and pairs of posts that relatives may not hold: what an overlay may touch."""
    return rule.kind == "eligibility" or rule.check == "kinship"


def _law_value(base: Rule, name: str) -> Any:
    """What the law says now; relatives may stand in the settings or in another row."""
    source = base.params.get("relations_of") if name == "relations" else None
    if source == "settings":
        return DEFAULT_SETTINGS.kinship_relations_2023
    return base.params.get(name)


def _tightened(base: Rule, change: Change, at: str) -> list[Rule]:
    for name, value in change.params.items():
        now = _law_value(base, name)
        compare = STRICTER.get(name) if name in base.params or name not in _OF_ONE_CHECK.values() or now else None
        if compare is None:
            known = ", ".join(sorted(set(STRICTER) & set(base.params))) or "–"
            raise OverlayError(
                f"{at}: tham số «{name}» của {base.key} không siết được; siết được: {known}. / '{name}' cannot be tightened."
            )
        try:
            stricter = compare(now, value)
        except (TypeError, ValueError, KeyError) as error:
            vi, en = what_to_write(name)
            raise OverlayError(
                f"{at}: «{name}: {value}» không đúng kiểu (đang là {now}); hãy ghi {vi}. / Wrong type: write {en}."
            ) from error
        if not stricter:
            raise OverlayError(
                f"{at}: «{name}: {value}» nới lỏng {base.key} ({base.instrument}: {now}); chỉ được siết chặt hoặc bổ sung, "
                f"hãy ghi từ mức {now} trở nên chặt hơn. / '{name}: {value}' loosens {base.key} ({now}); an overlay may only tighten."
            )
    params = {**base.params, **change.params}
    if "forms" in change.params:
        params["forms"] = merged_forms(base.params.get("forms"), change.params["forms"])
    if "relations" in change.params:
        params.pop("relations_of", None)
    new = base.model_copy(
        update={
            "params": params,
            "clause": _clause(base, change), "from_": change.from_, "vi": change.vi, "en": change.en,
            "exception": None if change.no_exception else base.exception, "confidence": "OFFICE", "source": at,
            "instrument": f"{base.instrument}; {change.instrument}", "article": change.article or base.article,
        }
    )  # fmt: skip
    before = [base.model_copy(update={"to": change.from_ - timedelta(days=1)})] if base.from_ < change.from_ else []
    return [*before, new]


def _clause(base: Rule, change: Change) -> str:
    """A window goes on beside the one it follows (each decision by its own day): the two need names of their own."""
    return f"{base.clause}+{change.from_}".strip("+") if base.check == "discipline_window" else base.clause


def _refuse_added(rule: Rule, taken: set[str]) -> None:
    at = f"{rule.file}, dòng {rule.line}, {rule.key}"
    if rule.id in taken:
        raise OverlayError(f"{at}: mã đã có trong kho; đổi mã hoặc dùng «changes». / The id is taken; use 'changes'.")
    kin = rule.kind == "set" and rule.check == "kinship"
    if not kin and (rule.kind != "eligibility" or rule.check not in CHECKS):
        raise OverlayError(
            f"{at}: chỉ bổ sung được điều kiện có «check» đã biết: {', '.join(sorted((*CHECKS, 'kinship')))}. / Unknown check."
        )
    wanted = _NEEDS.get(str(rule.check), ())
    if missing := [n for n in wanted if n not in rule.params]:
        raise OverlayError(
            f"{at}: thiếu tham số {', '.join(missing)} trong «params»; hãy ghi thêm. / Missing in params: add {', '.join(missing)}."
        )
    for name in wanted:
        if name in STRICTER:
            try:
                STRICTER[name](None, rule.params[name])
            except (TypeError, ValueError, KeyError) as error:
                vi, en = what_to_write(name)
                raise OverlayError(
                    f"{at}: «{name}: {rule.params[name]}» không hợp lệ; hãy ghi {vi}. / Not a valid value of {name}: write {en}."
                ) from error
    if rule.check == "cooldown" and rule.params["how"] not in LEFT_HOW:
        raise OverlayError(
            f"{at}: «how: {rule.params['how']}» không hợp lệ; chỉ nhận: {', '.join(LEFT_HOW)}. / Not a valid value of how."
        )
    if rule.exception is not None or rule.covers or rule.covers_moves:
        raise OverlayError(
            f"{at}: «exception», «covers» nới lỏng quy định chung nên không dùng được; hãy bỏ đi. / They would loosen; leave them out."
        )


_OF_ONE_CHECK = {"discipline_window": "forms", "no_blocks": "flags", "kinship": "groups", "kin": "relations"}
"""Parameters that mean something to one check only: a rule that lacks them cannot be given them."""
_NEEDS: dict[str, tuple[str, ...]] = {
    "discipline_window": ("discipline_kind", "forms"), "no_blocks": ("flags",), "kinship": ("relations", "groups"),
    "flags_without_text": ("flags",), "leaving_without_text": ("months",), "term_cover": ("default_term_months",),
    "age_cap": ("male", "female", "district_division"), "in_plan": ("local", "elsewhere"), "months_versions_2024": ("min_months",),
    "months_in_adjacent_post": ("min_months",), "months_in_equivalent_post": ("min_months",),
    "last_ratings": ("years", "min_rating"), "cooldown": ("how",), "title_standard": ("min_theory",),
    "still_in_service": ("schedule",),
}  # fmt: skip
"""What each check asks of its rule."""
