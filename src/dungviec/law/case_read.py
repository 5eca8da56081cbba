"""Reads law cases: one or several questions in a YAML file, ``like`` and ``variants`` resolved; errors name the line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from dungviec.law import case_model
from dungviec.law.case_days import YEARS, Way, born_later, forget_contradicted, out_of_order, out_of_sight
from dungviec.law.case_lines import line_of
from dungviec.law.case_model import Action, Case, Facts
from dungviec.law.faults import LawFault
from dungviec.law.near_words import did_you_mean
from dungviec.law.wrong_values import shown, told_together, values_asked, way_to
from dungviec.law.yaml_text import YamlFault, read_yaml

_OWN = ("facts", "action", "expect", "title", "why", "scope", "settings", "known_on")


class CaseError(LawFault):
    """A case that cannot be judged. ``ways``: where in the case the fault lies, for whoever puts the line before the sentence."""

    def __init__(self, vi: str, en: str, *ways: Way) -> None:
        super().__init__(vi, en)
        self.ways = ways

    def within(self, name: str, line: int) -> CaseError:
        """The same with the file and the line in front."""
        return CaseError(f"{name}, dòng {line}, {self.vi}", self.en, *self.ways)


def read_cases(text: str, name: str = "CASE.yaml") -> list[Case]:
    """The cases of a file, ``like`` resolved and each variant as a case of its own. Raises :class:`CaseError`."""
    try:
        data = read_yaml(text)
    except YamlFault as fault:
        raise CaseError(f"{name}{fault.at}: {fault.vi}", fault.en) from fault
    if data is None:
        raise CaseError(
            f"{name}: tệp trống; hãy ghi ít nhất một tình huống có «id», «action», «facts», «expect».",
            "The file is empty: write at least one case with id, action, facts and expect.",
        )
    items = data if isinstance(data, CommentedSeq) else [data]
    by_id = _by_id(items, name)
    merged: dict[str, dict[str, Any]] = {}
    cases: list[Case] = []
    for item in by_id.values():
        _refuse_disorder(item, name)
        whole = _resolved(item, by_id, merged, name, ())
        case = _validate(whole, item, name)
        cases.append(case)
        for i, variant in enumerate(case.variants):
            one = _variant(whole, variant, item, name, i)
            cases.append(_validate(one, item, name, at=("variants", i)))
    return cases


def _by_id(items: Any, name: str) -> dict[str, CommentedMap]:
    by_id: dict[str, CommentedMap] = {}
    for item in items:
        if not isinstance(item, CommentedMap) or "id" not in item:
            where = f", dòng {item.lc.line + 1}" if isinstance(item, CommentedMap) else ""
            given = f" (đang có: {', '.join(map(str, item))})" if isinstance(item, CommentedMap) else shown(item)
            raise CaseError(
                f"{name}{where}: mỗi tình huống là một bảng có «id»{given}; hãy ghi thêm «id: …», nhiều tình huống thì mỗi cái "
                "một dấu «-».",
                "Each case is a mapping with an id: add 'id: …', and a '-' before each of several cases.",
            )
        if str(item["id"]) in by_id:
            raise CaseError(
                f"{name}, dòng {line_of(item, ('id',))}: mã «{item['id']}» đã có ở trên; hãy đặt mã khác.",
                f"The id '{item['id']}' is taken by a case above: give another.",
            )
        by_id[str(item["id"])] = item
    if not by_id:
        raise CaseError(
            f"{name}: không có tình huống nào; hãy ghi ít nhất một.", "There is no case: write at least one."
        )
    return by_id


def _resolved(
    item: CommentedMap,
    by_id: Mapping[str, CommentedMap],
    done: dict[str, dict[str, Any]],
    name: str,
    path: tuple[str, ...],
) -> dict[str, Any]:
    """The case with what it takes from the case that it is ``like`` (which may stand above or below)."""
    own = str(item["id"])
    if own in done:
        return done[own]
    whole: dict[str, Any] = dict(item)
    if like := item.get("like"):
        line = line_of(item, ("like",))
        if str(like) not in by_id:
            hint = did_you_mean(str(like), by_id)
            raise CaseError(
                f"{name}, dòng {line}: không có tình huống «{like}».{hint[0]}", f"There is no case '{like}'.{hint[1]}"
            )
        if str(like) in (*path, own):
            raise CaseError(f"{name}, dòng {line}: «like» đi vòng tròn.", f"'like' runs in a circle: {own} → {like}.")
        base = _resolved(by_id[str(like)], by_id, done, name, (*path, own))
        for part in ("facts", "action", "settings"):
            if part in base or part in item:
                whole[part] = _merge(base.get(part) or {}, item.get(part) or {}, line_of(item, (part,)), name)
    done[own] = whole
    return whole


def _variant(whole: dict[str, Any], variant: dict[str, Any], item: CommentedMap, name: str, i: int) -> dict[str, Any]:
    """The case with one variant merged in: ``facts``, ``action``, ``expect``, or keys of these two without their roof."""
    line = line_of(item, ("variants", i))
    for part in ("facts", "action"):  # refuses what is no mapping; nulls must stay to remove
        _merge({}, variant.get(part) or {}, line, name)
    facts, action = dict(variant.get("facts") or {}), dict(variant.get("action") or {})
    for key, value in variant.items():
        if key in (*_OWN, "id"):
            continue
        in_facts, in_action = key in _keys(Facts), key in _keys(Action)
        if in_facts and not (key == "unit" and isinstance(value, str)):
            facts[key] = value
        elif in_action:
            action[key] = value
        else:
            near = did_you_mean(str(key), _known_keys())
            raise CaseError(
                f"{name}, dòng {line}, {item['id']}: khóa lạ «{key}» trong «variants».{near[0]}",
                f"'{key}' is no key of variants.{near[1]}",
            )
    one = {**whole, "variants": [], "id": str(variant.get("id") or f"{whole['id']}#{i + 1}")}
    one |= {k: variant[k] for k in ("title", "why", "scope", "expect", "known_on") if k in variant}
    one["facts"] = _merge(whole.get("facts") or {}, facts, line, name)
    one["action"] = _merge(whole.get("action") or {}, action, line, name)
    one["settings"] = _merge(whole.get("settings") or {}, variant.get("settings") or {}, line, name)
    return one


_RATING_MAPS = ("ratings", "term_ratings")
"""Maps in which null is a value: a year that was lawfully not rated. So it is for ``planned_for``: planned for nothing."""


def _table(value: Any, line: int, name: str) -> dict[str, Any]:
    if value is not None and not isinstance(value, Mapping):
        raise CaseError(f"{name}, dòng {line}: chỗ này phải là một bảng khóa: giá trị.", "A mapping is expected here.")
    return dict(value or {})


def _merge(base: Any, over: Any, line: int, name: str, *, within: str = "") -> dict[str, Any]:
    """Maps merge key by key; ``null`` removes (but where null is a value); lists are replaced."""
    if not isinstance(base, Mapping) or not isinstance(over, Mapping):
        raise CaseError(f"{name}, dòng {line}: chỗ này phải là một bảng khóa: giá trị.", "A mapping is expected here.")
    merged = dict(base)
    for key, value in over.items():
        if value is None and (within in _RATING_MAPS or key == "planned_for"):
            merged[key] = None
        elif value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = _merge(merged[key], value, line, name, within=str(key))
        else:
            merged[key] = value
    forget_contradicted(merged, over)
    return merged


def merge_facts(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The common facts with somebody's own merged in, as ``like`` merges."""
    return _merge(common, own, 0, "people")


def _validate(data: Mapping[str, Any], item: CommentedMap, name: str, *, at: tuple[str | int, ...] = ()) -> Case:
    try:
        case = Case.model_validate(data)
        case._line, case._source = line_of(item, at), (item, at)
        _refuse_unborn(case, data, item, name, at)
        return case
    except ValidationError as error:
        found = error.errors()
        loc = way_to(found[0]["loc"], data)
        same = [e for e in found if way_to(e["loc"], data) == loc]
        vi, en = told_together(same)
        given = str(found[0]["input"])
        strange = found[0]["type"] == "extra_forbidden"
        known = _keys_at(loc) if strange else values_asked(same)
        hint = did_you_mean(str(loc[-1]) if strange else given, known)
        if strange and found[0]["input"] is None and " " in str(loc[-1]):
            hint = (  # between braces a comma ends a value: what follows it reads as a key
                " Chữ có dấu phẩy giữa {…} phải để trong ngoặc kép.", " Text with a comma between {…} needs quotes.",
            )  # fmt: skip
        where = ".".join(str(part) for part in loc)
        line = line_of(item, (*at, *loc) if at else loc)
        raise CaseError(
            f"{name}, dòng {line}, {data.get('id')}: «{where}» không hợp lệ ({vi}{shown(found[0]['input'])}).{hint[0]}",
            f"{where}: {en}{'' if strange else shown(found[0]['input'], english=True)}.{hint[1]}",
        ) from error


def _refuse_disorder(item: CommentedMap, name: str) -> None:
    if far := out_of_sight(item):
        way, day = far
        raise CaseError(
            f"{name}, dòng {line_of(item, way)}, {item['id']}: «{'.'.join(map(str, way))}» {day} ngoài khoảng {YEARS[0]}–{YEARS[1]}; hãy sửa "
            f"năm.",
            f"{day} lies outside {YEARS[0]}–{YEARS[1]}: correct the year.",
        )
    if bad := out_of_order(item):
        way, first, last = bad
        part: Any = item
        for key in way:
            part = part[key]
        where = ".".join(str(key) for key in (*way, last))
        raise CaseError(
            f"{name}, dòng {line_of(item, (*way, last))}, {item['id']}: «{where}» {part[last]} trước «{first}» {part[first]}; hãy sửa "
            f"một trong hai ngày.",
            f"{where} {part[last]} lies before {first} {part[first]}: correct one of the two days.",
        )


def _refuse_unborn(
    case: Case, data: Mapping[str, Any], item: CommentedMap, name: str, at: tuple[str | int, ...]
) -> None:
    day = case.action.date
    if way := born_later(data.get("facts"), day):
        born: Any = data["facts"]
        for key in way:
            born = born[key]
        own = line_of(item, (*at, "facts", *way)) if at else line_of(item, ("facts", *way))
        where = ".".join(str(key) for key in way)
        raise CaseError(
            f"{name}, dòng {own}, {case.id}: «{where}» {born} sau ngày xét {day}; hãy sửa ngày sinh hoặc «action.date».",
            f"{where} {born} lies after the day judged, {day}: correct the birth or action.date.",
        )


def _keys(model: type[BaseModel]) -> set[str]:
    return {f.alias or n for n, f in model.model_fields.items()}


def _keys_at(way: Sequence[int | str]) -> list[str]:
    """The keys that may stand where a strange one stands: those of its part, else all that are known."""
    model: type[BaseModel] | None = Case
    for part in [p for p in way[:-1] if isinstance(p, str)]:
        field = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None) if model else None
        model = next(iter(_models_in(field.annotation)), None) if field else None
    return sorted(_keys(model)) if model else _known_keys()


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _known_keys() -> list[str]:
    models = [m for m in vars(case_model).values() if isinstance(m, type) and issubclass(m, BaseModel)]
    return sorted({key for m in models for key in _keys(m)})
