"""Overlays: a province's or party committee's own rules, which may tighten or add to the national pack, never loosen it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError
from ruamel.yaml.comments import CommentedMap

from dungviec.law import checks_career, checks_person  # noqa: F401 (registers the checks)
from dungviec.law.book import LawBook
from dungviec.law.case_lines import line_of
from dungviec.law.checks import CHECKS
from dungviec.law.facts_history import LEFT_HOW
from dungviec.law.faults import LawFault
from dungviec.law.near_words import did_you_mean
from dungviec.law.reading import PackError, Packs, refuse_flaws
from dungviec.law.rules import Rule, Said
from dungviec.law.settings import DEFAULT_SETTINGS
from dungviec.law.stricter import STRICTER, merged_forms, plain, what_to_write
from dungviec.law.wrong_values import shown, wrong
from dungviec.law.yaml_text import YamlFault, file_trouble, read_file, read_yaml
from dungviec.records.codes import DISCIPLINE_KINDS, UNIT_KINDS

__all__ = ["Overlay", "OverlayError", "read_overlay", "with_changes"]


class OverlayError(LawFault):
    """An overlay that cannot be used: the sentence names file, line, value and the mend."""


class Change(BaseModel):
    """One clause of the national pack made stricter from a day on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    rule: str
    from_: date = Field(alias="from")
    params: dict[str, Any] = Field(default_factory=dict)
    no_exception: bool = False
    instrument: Said
    article: str = ""
    vi: Said
    en: Said
    _places: dict[str, str] = PrivateAttr(default_factory=dict)

    @property
    def places(self) -> dict[str, str]:
        """The place each parameter stands at in its file."""
        return self._places


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
        raise OverlayError(
            f"Thư mục «{path}» không có tệp .yaml nào; hãy chỉ đúng thư mục.",
            f"The folder '{path}' holds no .yaml file: name the right one.",
        )
    changes: list[tuple[Change, str]] = []
    added: list[Rule] = []
    for file in files:
        data = _parts(file)
        for part in ("changes", "rules"):
            if not isinstance(data.get(part) or [], list):
                raise OverlayError(
                    f"{file.name}, dòng {line_of(data, (part,))}: «{part}» phải là danh sách{shown(data[part])}; hãy ghi mỗi mục một dấu «-».",
                    f"{part} must be a list: write a '-' before each entry.",
                )
        for at, item in _entries(data, "changes", file.name):
            change: Change = _valid(Change, item, file.name)
            change.places.update({n: f"{file.name}, dòng {line_of(item, ('params', n))}" for n in change.params})
            _refuse_far(change.from_, f"{file.name}, dòng {line_of(item, ('from',))}")
            changes.append((change, f"{file.name}, dòng {at}"))
        for at, item in _entries(data, "rules", file.name):
            extra = {"confidence": "OFFICE", "source": file.name, "file": file.name, "line": at}
            rule: Rule = _valid(Rule, item, file.name, extra)
            _refuse_far(rule.from_, f"{file.name}, dòng {line_of(item, ('from',))}")
            added.append(rule)
    return Overlay(tuple(changes), tuple(added))


def _refuse_far(day: date, at: str) -> None:
    """Refuse a first day that no rule can have: a slip of the keyboard would hold for ever, or never."""
    first, last = _YEARS
    if not first <= day.year <= last:
        raise OverlayError(
            f"{at}: «from: {day.isoformat()}» nằm ngoài các năm {first}–{last}; hãy sửa lại năm.",
            f"'from: {day.isoformat()}' lies outside the years {first} to {last}: correct the year.",
        )


_YEARS = (1900, 2100)
"""As far as the days of a case reach."""
_PARTS = ("name", "changes", "rules")


def _parts(file: Path) -> CommentedMap:
    try:
        data = read_yaml(read_file(file))
    except (OSError, UnicodeDecodeError) as problem:
        vi, en = file_trouble(problem)
        raise OverlayError(f"{file.name}: không đọc được, {vi}.", f"It cannot be read: {en}.") from problem
    except YamlFault as fault:
        raise OverlayError(f"{file.name}{fault.at}: không đọc được, {fault.vi}", fault.en) from fault
    if isinstance(data, CommentedMap) and (strange := [key for key in data if key not in _PARTS]):
        near, close = did_you_mean(str(strange[0]), _PARTS)
        raise OverlayError(
            f"{file.name}, dòng {line_of(data, (strange[0],))}: khóa lạ «{strange[0]}»; tệp chỉ gồm «name», «changes», «rules», "
            f"hãy bỏ hoặc sửa tên.{near}",
            f"The key '{strange[0]}' is unknown: only name, changes and rules are expected, remove or correct it.{close}",
        )
    if not isinstance(data, CommentedMap) or not any(data.get(part) for part in ("changes", "rules")):
        raise OverlayError(
            f"{file.name}: chưa có quy định nào; tệp chỉ gồm «name», «changes», «rules», hãy ghi ít nhất một trong hai phần sau.",
            "There is no rule: only name, changes and rules are expected, at least one of the latter two.",
        )
    return data


def _entries(data: CommentedMap, part: str, name: str) -> Iterator[tuple[int, CommentedMap]]:
    """The entries of a part with their lines."""
    for n, item in enumerate(data.get(part) or ()):
        at = line_of(data, (part, n))
        if not isinstance(item, CommentedMap):
            raise OverlayError(
                f"{name}, dòng {at}: mỗi mục của «{part}» phải là một bảng khóa: giá trị{shown(item)}; hãy ghi lại.",
                f"Each entry of {part} is a mapping: write it as one.",
            )
        yield line_of(item, ()), item


def _valid(model: type[Any], item: CommentedMap, name: str, extra: dict[str, Any] | None = None) -> Any:
    try:
        return model.model_validate({**item, **(extra or {})})
    except ValidationError as error:
        found = error.errors()  # a key that is misspelt explains the one that is missing
        first = next((e for e in found if e["type"] == "extra_forbidden"), found[0])
        where = ".".join(str(p) for p in first["loc"]) or "rules"
        line = line_of(item, first["loc"])
        vi, en = wrong(first)
        if first["type"] == "extra_forbidden":
            near, close = did_you_mean(str(first["loc"][-1]), _keys_of(model))
            vi, en = f"{vi}.{near}" if near else vi, f"{en}.{close}" if close else en
        raise OverlayError(
            f"{name}, dòng {line}: «{where}» không hợp lệ ({vi}{shown(first['input'])}).",
            f"{where} is not valid ({en}{shown(first['input'], english=True)}).",
        ) from error


def _keys_of(model: type[BaseModel]) -> list[str]:
    """The keys somebody may write for an entry."""
    return [field.alias or name for name, field in model.model_fields.items() if name not in ("file", "line")]


def with_changes(book: LawBook, overlay: Overlay) -> LawBook:
    """A copy of the book with the overlay in it; the book itself stays as it is. Raises OverlayError for a loosening."""
    rules = list(book.rules)
    told: dict[tuple[str, date], str] = {}
    for change, at in overlay.changes:
        if (above := told.setdefault((change.rule, change.from_), at)) is not at:
            raise OverlayError(
                f"{at}: «rule: {change.rule}» từ {change.from_:%d/%m/%Y} đã ghi ở {above}; hai mục chồng nhau, hãy gộp làm một.",
                f"'rule: {change.rule}' from {change.from_:%d/%m/%Y} stands in {above.replace(', dòng ', ', line ')} already: make the two one.",
            )
        found = [r for r in rules if r.key == change.rule or (r.id == change.rule and _judges(r))]
        base = [r for r in found if r.in_force(change.from_) and _judges(r)]
        if len(base) != 1:
            known = sorted({r.key for r in rules if _judges(r)})
            hint = _hint(change.rule, base, found, known)
            raise OverlayError(
                f"{at}: «rule: {change.rule}» phải chỉ đúng một quy định điều kiện còn hiệu lực ngày {change.from_:%d/%m/%Y} "
                f"({hint[0]}).",
                f"'rule: {change.rule}' must name exactly one condition in force on {change.from_} ({hint[1]}).",
            )
        alike = {name for r in book.rules if r.check == base[0].check for name in r.params}
        rules[rules.index(base[0]) : rules.index(base[0]) + 1] = _tightened(base[0], change, at, alike)
    taken = {r.id for r in rules}
    for rule in overlay.added:
        _refuse_topic(rule, {r.topic for r in book.rules})
        _refuse_added(rule, taken, {name for r in book.rules if r.check == rule.check for name in r.params})
    whole = Packs((*rules, *overlay.added), book.packs.families, book.packs.questions)
    try:
        refuse_flaws(whole.rules, whole.families)
    except PackError as flaw:
        raise OverlayError(flaw.vi, flaw.en) from flaw
    return replace(book, packs=whole)


def _hint(asked: str, base: list[Rule], found: list[Rule], known: list[str]) -> tuple[str, str]:
    """What to write instead, in both languages: one of the clauses, a day in force, or the id that is nearest."""
    if base:
        keys = ", ".join(sorted(r.key for r in base))
        return f"quy định này có nhiều khoản, hãy ghi một: {keys}", f"it has several clauses, write one: {keys}"
    if found:
        spans = [(f"{r.from_:%d/%m/%Y}", f"{r.to:%d/%m/%Y}" if r.to else "") for r in found]
        vi = "; ".join(f"từ {first}" + (f" đến {last}" if last else "") for first, last in spans)
        en = "; ".join(f"from {first}" + (f" to {last}" if last else "") for first, last in spans)
        return f"{asked} có hiệu lực {vi}, hãy sửa «from»", f"{asked} is in force {en}, correct 'from'"
    near, close = did_you_mean(asked, known)
    return near.strip() or "xem «dungviec law list»", close.strip() or "see 'dungviec law list'"


def _judges(rule: Rule) -> bool:
    """Conditions of a placement and pairs of posts that relatives may not hold: what an overlay may touch."""
    return rule.kind == "eligibility" or rule.check == "kinship"


def _law_value(base: Rule, name: str) -> Any:
    """What the law says now; relatives may stand in the settings or in another row."""
    source = base.params.get("relations_of") if name == "relations" else None
    if source == "settings":
        return DEFAULT_SETTINGS.kinship_relations_2023
    return base.params.get(name)


def _tightened(base: Rule, change: Change, at: str, alike: set[str]) -> list[Rule]:
    """The clause up to the day before, and the stricter one from then on. ``alike``: parameters of the rules that are checked alike;
    another would be written down and never asked."""
    if not change.params and not (change.no_exception and base.exception):
        raise OverlayError(
            f"{at}: mục này không đổi gì của {base.key}; hãy ghi «params», hoặc «no_exception: true» ở quy định có ngoại lệ.",
            f"Nothing of {base.key} changes: give params, or no_exception: true for a rule that has an exception.",
        )
    for name, value in change.params.items():
        now, place = _law_value(base, name), change.places.get(name, at)
        compare = STRICTER.get(name) if name in alike or now else None
        if compare is None:
            known = ", ".join(sorted(set(STRICTER) & alike)) or "–"
            raise OverlayError(
                f"{place}: tham số «{name}» của {base.key} không siết được; siết được: {known}.",
                f"The parameter '{name}' of {base.key} cannot be tightened; these can: {known}.",
            )
        try:
            stricter = compare(now, value)
        except (TypeError, ValueError, KeyError, OverflowError) as error:
            vi, en = what_to_write(name)
            raise OverlayError(
                f"{place}: «{name}: {plain(value)}» không đúng kiểu (đang là {plain(now)}); hãy ghi {vi}.",
                f"'{name}: {plain(value)}' is of the wrong kind (it is {plain(now)}): write {en}.",
            ) from error
        if not stricter:
            raise OverlayError(
                f"{place}: «{name}: {plain(value)}» nới lỏng {base.key} ({base.instrument}: {plain(now)}); chỉ được siết chặt hoặc bổ sung, "
                f"{'hãy giữ đủ các giá trị này rồi mới thêm' if isinstance(now, list) else f'hãy ghi từ mức {plain(now)} trở nên chặt hơn'}.",
                f"'{name}: {plain(value)}' loosens {base.key} ({base.instrument}: {plain(now)}); an overlay may only tighten: "
                f"{'keep all of these and add others' if isinstance(now, list) else f'write {plain(now)} or what is stricter'}.",
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
            "exception": None if change.no_exception else base.exception, "source": at, "tightened_at": at,
            # What the law itself says below the stricter number may be known from reports only: the mark stays.
            "confidence": "REPORTED" if base.confidence == "REPORTED" else "OFFICE",
            "instrument": f"{base.instrument}; {change.instrument}", "article": change.article or base.article,
        }
    )  # fmt: skip
    before = [base.model_copy(update={"to": change.from_ - timedelta(days=1)})] if base.from_ < change.from_ else []
    return [*before, new]


def _clause(base: Rule, change: Change) -> str:
    """A window goes on beside the one it follows (each decision by its own day): the two need names of their own."""
    return f"{base.clause}+{change.from_}".strip("+") if base.check == "discipline_window" else base.clause


def _refuse_topic(rule: Rule, known: set[str]) -> None:
    """Refuse a topic that no rule of the law has: under it nothing would be found and no exception would reach."""
    if rule.topic not in known:
        near, close = did_you_mean(rule.topic, sorted(known))
        raise OverlayError(
            f"{rule.file}, dòng {rule.line}, {rule.key}: không có chủ đề «{rule.topic}»; hãy sửa «topic» (xem «dungviec law list»).{near}",
            f"There is no topic '{rule.topic}': correct 'topic' (see 'dungviec law list').{close}",
        )


def _refuse_added(rule: Rule, taken: set[str], used: set[str]) -> None:
    """Refuse an added rule whose id is taken, whose check or parameters mean nothing, or which would loosen."""
    at = f"{rule.file}, dòng {rule.line}, {rule.key}"
    if rule.id in taken:
        raise OverlayError(
            f"{at}: mã đã có trong kho; đổi mã hoặc dùng «changes».",
            f"The id '{rule.id}' is taken by the law: give another, or write under 'changes'.",
        )
    kin = rule.kind == "set" and rule.check == "kinship"
    if not kin and (rule.kind != "eligibility" or rule.check not in CHECKS):
        raise OverlayError(
            f"{at}: chỉ bổ sung được điều kiện có «check» đã biết: {', '.join(sorted((*CHECKS, 'kinship')))}.",
            f"Only a condition with a known check can be added, not '{rule.check}' ({rule.kind}): {', '.join(sorted((*CHECKS, 'kinship')))}.",
        )
    wanted = _NEEDS.get(str(rule.check), ())
    if missing := [n for n in wanted if n not in rule.params]:
        raise OverlayError(
            f"{at}: thiếu tham số {', '.join(missing)} trong «params»; hãy ghi thêm.",
            f"Missing in params: add {', '.join(missing)}.",
        )
    for name in wanted:
        if name in STRICTER:
            try:
                STRICTER[name](None, rule.params[name])
            except (TypeError, ValueError, KeyError, OverflowError) as error:
                vi, en = what_to_write(name)
                raise OverlayError(
                    f"{at}: «{name}: {plain(rule.params[name])}» không hợp lệ; hãy ghi {vi}.",
                    f"'{name}: {plain(rule.params[name])}' is not valid: write {en}.",
                ) from error
    for name, known in _ONE_OF.items():
        if name in rule.params and rule.params[name] not in known:
            raise OverlayError(
                f"{at}: «{name}: {plain(rule.params[name])}» không hợp lệ; chỉ nhận: {', '.join(known)}.",
                f"'{name}: {plain(rule.params[name])}' is not valid: one of {', '.join(known)}.",
            )
    meant = {*STRICTER, *_ONE_OF, *wanted, *used}
    if strange := [name for name in rule.params if name not in meant]:
        near, close = did_you_mean(strange[0], sorted(meant))
        raise OverlayError(
            f"{at}: tham số «{strange[0]}» không có nghĩa với phép kiểm tra «{rule.check}»; hãy bỏ hoặc sửa tên.{near}",
            f"The parameter '{strange[0]}' means nothing to the check '{rule.check}': remove or correct it.{close}",
        )
    kinds = (*rule.applies_to.unit_kinds, *rule.applies_to.not_unit_kinds)
    if odd := [kind for kind in kinds if kind not in UNIT_KINDS.by_value]:
        raise OverlayError(
            f"{at}: loại đơn vị «{odd[0]}» không có; chỉ nhận: {', '.join(UNIT_KINDS.values)}.",
            f"The kind of unit '{odd[0]}' is not known: one of {', '.join(UNIT_KINDS.values)}.",
        )
    if rule.exception is not None or rule.covers or rule.covers_moves:
        raise OverlayError(
            f"{at}: «exception», «covers» nới lỏng quy định chung nên không dùng được; hãy bỏ đi.",
            "'exception' and 'covers' would loosen the law: leave them out.",
        )


_ONE_OF = {"how": tuple(LEFT_HOW), "discipline_kind": tuple(DISCIPLINE_KINDS.values)}
"""Parameters that are one word of a list."""
_NEEDS: dict[str, tuple[str, ...]] = {
    "discipline_window": ("discipline_kind", "forms"), "no_blocks": ("flags",), "kinship": ("relations", "groups"),
    "flags_without_text": ("flags",), "leaving_without_text": ("months",), "term_cover": ("default_term_months",),
    "age_cap": ("male", "female", "district_division"), "in_plan": ("local", "elsewhere"), "months_versions_2024": ("min_months",),
    "months_in_adjacent_post": ("min_months",), "months_in_equivalent_post": ("min_months",),
    "last_ratings": ("years", "min_rating"), "cooldown": ("how",), "title_standard": ("min_theory",),
    "still_in_service": ("schedule",),
}  # fmt: skip
"""What each check asks of its rule."""
