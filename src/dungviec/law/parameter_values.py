"""The parameters of a rule in words: what each is called and what it says, for the book on the screen and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dungviec.law.parameter_names import NAMES, VALUES
from dungviec.law.rules import Rule
from dungviec.records.codes import CODE_LISTS
from dungviec.records.vietnamese import format_number

LISTS = (
    "rating", "degree", "theory", "relation", "discipline_form", "function", "unit_kind", "level", "category", "field",
)  # fmt: skip
"""Code lists of the records whose codes stand in parameters; the first that knows a code names it."""
_AGES = ("male_months", "female_months", "male_cap_months", "female_cap_months")
_MULTIPLES = ("base", "advanced", "collective_advanced", "months_per_year", "after", "first", "later")
"""Parameters that count salaries or multiply them; any other number with a point up to 1 is a share."""
_REACHES = {
    "higher": ("chức vụ cao hơn", "higher posts"),
    "equal_or_higher": ("chức vụ tương đương trở lên", "equal or higher posts"),
    "any": ("mọi chức vụ", "any post"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as shown; ``code`` is set where it has no words yet."""

    key: str
    name: str
    value: str
    code: bool


def parameters(rule: Rule, lang: str) -> list[Parameter]:
    """The parameters of a rule, those with nothing in them and the words of the other language left out."""
    other = "_en" if lang == "vi" else "_vi"
    return [
        Parameter(k, name_of(k, lang), value_of(k, v, lang), k not in NAMES)
        for k, v in rule.params.items()
        if v not in ({}, [], ()) and not k.endswith(other)
    ]


def name_of(key: str, lang: str) -> str:
    """What a parameter is called."""
    return NAMES[key][_k(lang)] if key in NAMES else key


def value_of(key: str, value: Any, lang: str) -> str:
    """What a parameter says: codes in words, ages in years, shares in per cent."""
    if value is None:
        return ("không quy định", "none is set")[_k(lang)]
    if isinstance(value, bool):
        return (("không", "có"), ("no", "yes"))[_k(lang)][value]
    if isinstance(value, int | float):
        return _number(key, value, lang)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Mapping) and set(value) == {"months", "reach"}:
        posts = _REACHES.get(str(value["reach"]), (str(value["reach"]),) * 2)
        return (f"{value['months']} tháng đối với {posts[0]}", f"{value['months']} months for {posts[1]}")[_k(lang)]
    if isinstance(value, Mapping):
        return "; ".join(f"{_word(str(k), lang)}: {value_of(key, v, lang)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(value_of(key, v, lang) for v in value)
    return _word(str(value), lang)


def _k(lang: str) -> int:
    return 0 if lang == "vi" else 1


def _number(key: str, value: float, lang: str) -> str:
    if key in _AGES:
        years, months = divmod(int(value), 12)
        if lang == "vi":
            return f"{years} tuổi {months} tháng" if months else f"{years} tuổi"
        return f"{years} years {months} months" if months else f"{years} years"
    if isinstance(value, float) and value <= 1 and key not in _MULTIPLES:
        return f"{_plain(round(100 * value, 2), lang)} %"
    return _plain(value, lang)


def _plain(value: float, lang: str) -> str:
    """A number without trailing zeros; thousands in groups from ten thousand on, so that a year stays a year."""
    if value == int(value):
        grouped = format_number(value) if lang == "vi" else f"{value:,.0f}"
        return grouped if abs(value) >= 10_000 else f"{value:.0f}"
    text = f"{value:.10g}"
    return text.replace(".", ",") if lang == "vi" else text


def _word(value: str, lang: str) -> str:
    """A code in words where some list knows it; a day as days are written here."""
    for name in LISTS:
        found = CODE_LISTS[name].by_value.get(value) if name in CODE_LISTS else None
        if found is not None:
            return (found.vi if lang == "vi" else found.en).lower()
    if value in VALUES:
        return VALUES[value][_k(lang)]
    if len(value) == 10 and value[4] == value[7] == "-":
        return f"{value[8:]}/{value[5:7]}/{value[:4]}"
    return value.replace("_", " ")
