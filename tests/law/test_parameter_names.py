"""Every parameter of every pack has a Vietnamese and an English name, and so has every word that stands in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from dungviec.law import LawBook
from dungviec.law.parameter_names import NAMES, VALUES
from dungviec.law.parameter_values import LISTS, parameters, value_of
from dungviec.law.parameter_words import MORE_VALUES
from dungviec.records.codes import CODE_LISTS

RULES = LawBook.load().rules


def words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (key for key in value if isinstance(key, str))
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from words(part)
    elif isinstance(value, str):
        yield value


def test_no_parameter_of_any_rule_is_nameless() -> None:
    nameless = {f"{rule.key}: {key}" for rule in RULES for key in rule.params if key not in NAMES}
    assert nameless == set()
    for key, (vi, en) in NAMES.items():
        assert vi.strip(), key
        assert en.strip(), key
        assert "_" not in vi + en, key


def test_no_word_of_any_parameter_is_shown_as_a_code() -> None:
    listed = {value for name in LISTS if name in CODE_LISTS for value in CODE_LISTS[name].by_value}
    found = {w for rule in RULES for value in rule.params.values() for w in words(value)}
    codes = {w for w in found if re.fullmatch(r"[a-z][a-z0-9_]*", w)}
    assert codes - listed - set(VALUES) == set()
    assert set(MORE_VALUES) - found == set()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_rule_shows_its_parameters_in_words(lang: str) -> None:
    for rule in RULES:
        for shown in parameters(rule, lang):
            assert not shown.code, (rule.key, shown.key)
            assert shown.value, (rule.key, shown.key)


def test_a_code_inside_lists_and_tables_is_put_in_words() -> None:
    assert value_of("flags", ["suspended", "criminal"], "vi") == "đang bị đình chỉ, xử lý hình sự"
    assert value_of("forms", {"months": 12, "reach": "higher"}, "vi") == "12 tháng đối với chức vụ cao hơn"
    assert value_of("first_months", {"male": 60, "female": 55}, "en") == "men: 60; women: 55"
