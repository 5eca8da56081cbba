"""The parameters of a rule in words: what it is called and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from dungviec.law.parameter_names import NAMES, VALUES
from dungviec.law.rules import Rule
from dungviec.records.codes import CODE_LISTS

_LISTS = (
    "rating", "degree", "theory", "relation", "discipline_form", "function", "unit_kind", "level", "category", "field",
)  # fmt: skip
_AGES = ("male_months", "female_months", "male_cap_months", "female_cap_months")
_SHARES = ("share", "over", "_min")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as shown; ``code`` is set where it has no words yet."""

    key: str
    name: str
    value: str
    code: bool


def parameters(rule: Rule, lang: str) -> list[Parameter]:
    """The parameters of a rule, those with nothing in them left out."""
    return [
        Parameter(k, name_of(k, lang), value_of(k, v, lang), k not in NAMES)
        for k, v in rule.params.items()
        if v not in ({}, [], ())
    ]


def name_of(key: str, lang: str) -> str:
    """What a parameter is called."""
    return NAMES[key][0 if lang == "vi" else 1] if key in NAMES else key


def value_of(key: str, value: Any, lang: str) -> str:
    """What a parameter says: codes in words, ages in years, shares in per cent."""
    if value is None:
        return _("chưa xác lập")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, int | float):
        return _number(key, value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Mapping) and set(value) == {"months", "reach"}:
        return _window(int(value["months"]), str(value["reach"]))
    if isinstance(value, Mapping):
        return "; ".join(f"{_word(str(k), lang)}: {value_of(key, v, lang)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(value_of(key, v, lang) for v in value)
    return _word(str(value), lang)


def _window(months: int, reach: str) -> str:
    """How long a discipline stands in the way, and of which posts."""
    posts = {
        "higher": _("chức vụ cao hơn"),
        "equal_or_higher": _("chức vụ tương đương trở lên"),
        "any": _("mọi chức vụ"),
    }
    return _("%(months)s tháng đối với %(posts)s") % {"months": months, "posts": posts.get(reach, reach)}


def _number(key: str, value: float) -> str:
    if key in _AGES:
        years, months = divmod(int(value), 12)
        return _("%d tuổi %d tháng") % (years, months) if months else _("%d tuổi") % years
    if isinstance(value, float) and value <= 1 and any(part in key for part in _SHARES):
        return f"{number_format(round(100 * value, 2), use_l10n=True).rstrip('0').rstrip(',.')} %"
    if isinstance(value, int):
        return number_format(value, force_grouping=value >= 10_000)
    return number_format(value)


def _word(value: str, lang: str) -> str:
    """A code in words where some list knows it; a day as days are written here."""
    for name in _LISTS:
        found = CODE_LISTS[name].by_value.get(value) if name in CODE_LISTS else None
        if found is not None:
            return (found.vi if lang == "vi" else found.en).lower()
    if value in VALUES:
        return VALUES[value][0 if lang == "vi" else 1]
    if len(value) == 10 and value[4] == value[7] == "-":
        return f"{value[8:]}/{value[5:7]}/{value[:4]}"
    return value.replace("_", " ")
