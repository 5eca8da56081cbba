"""What is wrong with a value, in a sentence a lawyer understands: the validator's finding in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("thiếu khóa này, hãy ghi thêm", "the key is missing: add it"),
    "invalid_key": ("tên khóa phải là chữ", "the name of a key must be text"),
    "extra_forbidden": ("khóa lạ, hãy bỏ hoặc sửa tên", "an unknown key: remove or correct it"),
    "bool": ("phải là true hoặc false", "write true or false"), "int": ("phải là số nguyên", "write a whole number"),
    "float": ("phải là số", "write a number"), "string": ("phải là chữ", "write text"),
    "date": ("phải là ngày dạng 2026-11-22", "write a day like 2026-11-22"),
    "list": ("phải là danh sách", "write a list"), "tuple": ("phải là danh sách", "write a list"),
    "dict": ("phải là bảng khóa: giá trị", "write a mapping key: value"),
    "model": ("phải là bảng khóa: giá trị", "write a mapping key: value"),
}  # fmt: skip
_LIMITS = {
    "greater_than_equal": ("ge", "phải từ {} trở lên", "must be {} or more"),
    "less_than_equal": ("le", "không được quá {}", "must be {} at most"),
    "greater_than": ("gt", "phải lớn hơn {}", "must be more than {}"), "less_than": ("lt", "phải nhỏ hơn {}", "must be less than {}"),
}  # fmt: skip


def wrong(error: Mapping[str, Any]) -> tuple[str, str]:
    """One finding of the validator (a pydantic error) in Vietnamese and English, with what to write instead."""
    kind, context = str(error["type"]), error.get("ctx") or {}
    if kind == "literal_error":
        known = ", ".join(values_asked([error]))
        return f"chỉ nhận: {known}", f"one of: {known}"
    if kind == "value_error":
        vi, _, en = str(error["msg"]).removeprefix("Value error, ").partition(" / ")
        return vi, en or vi
    if kind in _LIMITS:
        name, vi, en = _LIMITS[kind]
        limit = f"{context[name]:g}" if isinstance(context[name], float) else context[name]
        return vi.format(limit), en.format(limit)
    if kind in ("string_too_short", "too_short"):
        return "không được để trống", "must not be empty"
    if kind == "string_pattern_mismatch":
        return "sai mẫu, mã gồm chữ hoa, số và gạch nối", "the wrong pattern: capitals, digits and hyphens"
    found = _WORDS.get(kind) or _WORDS.get(kind.split("_")[0])
    return found or (str(error["msg"]), str(error["msg"]))


def told_together(errors: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Several findings on one value (a key that may be this or that): the alternatives, each once."""
    lists = [e for e in errors if str(e["type"]) == "literal_error"]
    if lists and len(lists) == len(errors):
        known = ", ".join(values_asked(lists))
        return f"chỉ nhận: {known}", f"one of: {known}"
    found = list(dict.fromkeys(wrong(e) for e in errors))
    return " hoặc ".join(vi for vi, _ in found), " or ".join(en for _, en in found)


def values_asked(errors: Sequence[Mapping[str, Any]]) -> list[str]:
    """The values of the lists that a value must come from."""
    said = [str((e.get("ctx") or {}).get("expected", "")) for e in errors if str(e["type"]) == "literal_error"]
    return list(
        dict.fromkeys(word.strip().strip("'") for text in said for word in text.replace(" or ", ", ").split(","))
    )


def shown(value: object, *, english: bool = False) -> str:
    """The value given, as it may stand in a sentence; empty for a whole part of a file."""
    if isinstance(value, (str, int, float)) or value is None or hasattr(value, "isoformat"):
        text = " ".join(str(value).split())
        return f", not '{text[:60]}'" if english else f", giá trị «{text[:60]}»"
    return ""


def way_to(loc: Sequence[int | str], data: Any) -> tuple[int | str, ...]:
    """The keys of a file on the way to a fault, without the names of the alternatives the validator tried."""
    way: list[int | str] = []
    for n, part in enumerate(loc):
        listed = isinstance(data, (list, tuple)) and isinstance(part, int) and part < len(data)
        if listed or (isinstance(data, Mapping) and part in data):
            data = data[part]
        elif n < len(loc) - 1 or not isinstance(data, Mapping):
            continue
        way.append(part)
    return tuple(way)
