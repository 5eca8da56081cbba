"""Reading a YAML file that must hold «key: value» pairs; what cannot be read is said with its line."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError


class PolicyFault(ValueError):
    """A policy or a scenario that cannot be used; ``vi`` and ``en`` name the field, its value and what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en


def read_mapping(text: str, *, source: str, example: str) -> dict[str, Any]:
    """The pairs in a YAML text, none for an empty one. Raises :class:`PolicyFault` with the line."""
    try:
        data = YAML(typ="safe").load(text)
    except MarkedYAMLError as bad:
        mark = bad.problem_mark or bad.context_mark
        line = mark.line + 1 if mark else 0
        raise PolicyFault(
            f"«{source}», dòng {line}: không phải YAML hợp lệ ({bad.problem}). Kiểm tra thụt lề và dấu hai chấm.",
            f"'{source}', line {line}: not valid YAML ({bad.problem}). Check indentation and colons.",
        ) from None
    except (
        YAMLError,
        ValueError,
        TypeError,
        OverflowError,
        RecursionError,
    ) as bad:  # a date not in the calendar, a table as a key
        reason = str(bad).partition("\n")[0]
        raise PolicyFault(
            f"«{source}»: có giá trị không đọc được ({reason}). Kiểm tra ngày tháng và ký tự lạ.",
            f"'{source}': a value cannot be read ({reason}). Check dates and stray characters.",
        ) from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise PolicyFault(
            f"«{source}» phải là các cặp «khóa: giá trị», ví dụ «{example}».",
            f"'{source}' must hold 'key: value' pairs, such as '{example}'.",
        )
    return data


def fault_of(bad: ValidationError, model: type[BaseModel], *, source: str) -> PolicyFault:
    """The first thing wrong with the pairs, as a sentence."""
    first = bad.errors()[0]
    where = ".".join(str(p) for p in first["loc"]) or "(toàn bộ)"
    if first["type"] == "extra_forbidden":
        return PolicyFault(
            f"«{source}»: không có mục «{where}». Các mục dùng được: {', '.join(model.model_fields)}.",
            f"'{source}': there is no field '{where}'. Known fields: {', '.join(model.model_fields)}.",
        )
    return PolicyFault(
        f"«{source}»: mục «{where}» có giá trị {first['input']!r} không dùng được ({_words(first)}).",
        f"'{source}': field '{where}' has the value {first['input']!r}: {first['msg']}.",
    )


def _words(fault: Any) -> str:
    """What a field wants instead, in Vietnamese."""
    limits = fault.get("ctx") or {}
    before, _, listed = str(fault["msg"]).partition("use one of ")
    own = f"dùng một trong: {listed}" if listed else "ít nhất một trọng số phải lớn hơn 0"
    said = {
        "greater_than_equal": f"phải từ {limits.get('ge')} trở lên", "less_than_equal": f"không được quá {limits.get('le')}",
        "missing": "thiếu mục này", "string_type": "phải là chữ; đặt trong dấu ngoặc kép", "tuple_type": "phải là danh sách",
        "bool_type": "phải là true hoặc false", "bool_parsing": "phải là true hoặc false", "model_type": "phải là các cặp «khóa: giá trị»",
        "value_error": own, "literal_error": f"dùng một trong: {limits.get('expected')}", "too_short": "danh sách thiếu phần tử",
    }  # fmt: skip
    kind = str(fault["type"])
    if kind.startswith("date"):
        return "phải là ngày, ví dụ 2020-12-10"
    whole = kind.startswith("int") or kind == "finite_number"
    return said.get(kind, "phải là số nguyên" if whole else before)
