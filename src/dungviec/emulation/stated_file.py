"""Facts per person that no table of the records holds, as a YAML file: registrations, the collective's judgement, recognised works.

::

    CB00001:
      takes_part: [2024, 2025]
      judged: {2020: true}
      works:
        - {kind: initiative, year: 2024, scope: province, title: Rút gọn hồ sơ một cửa, recognised_by: UBND tỉnh}
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dungviec.emulation.faults import EmulationFault
from dungviec.emulation.merits import Stated, Work
from dungviec.law.yaml_text import YamlFault, read_yaml

EXAMPLE = "CB00001: {takes_part: [2024], works: [{kind: initiative, year: 2024, scope: province}]}"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class WorkEntry(_Strict):
    """One recognised work."""

    kind: Literal["initiative", "research", "merit"]
    year: int = Field(ge=1990, le=2100)
    scope: Literal["base", "province", "nation"] = "base"
    title: str = Field(default="", max_length=300)
    recognised_by: str = Field(default="", max_length=200)


class StatedEntry(_Strict):
    """One person's entry. ``works`` left out: nobody said; an empty list: none."""

    takes_part: list[int] | dict[int, bool] = Field(default_factory=list)
    judged: list[int] | dict[int, bool] = Field(default_factory=list)
    works: list[WorkEntry] | None = None


def read_stated(path: Path) -> dict[str, Stated]:
    """The facts in a file, by identifier. Raises :class:`EmulationFault` naming the line or the field that cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as bad:
        reason = getattr(bad, "strerror", None) or "không phải văn bản UTF-8"
        raise EmulationFault(f"Không đọc được «{path}»: {reason}.", f"Cannot read '{path}': {reason}.") from None
    try:
        data = _plain(read_yaml(text))
    except YamlFault as bad:
        vi, _, en = str(bad).partition(" / ")
        raise EmulationFault(f"«{path.name}»{bad.at}: {vi}", f"'{path.name}'{bad.at}: {en}") from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise EmulationFault(
            f"«{path.name}» phải là các cặp «mã cán bộ: dữ kiện», ví dụ «{EXAMPLE}».",
            f"'{path.name}' must hold 'identifier: facts' pairs, such as '{EXAMPLE}'.",
        )
    return {str(person): _entry(str(person), given, path.name) for person, given in data.items()}


def _plain(value: Any) -> Any:
    """The data without the comments and lines the reader keeps."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list) else value


def _entry(person: str, given: Any, source: str) -> Stated:
    if not isinstance(given, dict):
        raise EmulationFault(
            f"«{source}»: mục «{person}» phải là các cặp «khóa: giá trị», ví dụ «{EXAMPLE}».",
            f"'{source}': '{person}' must hold 'key: value' pairs, such as '{EXAMPLE}'.",
        )
    try:
        entry = StatedEntry.model_validate(given)
    except ValidationError as bad:
        first = bad.errors()[0]
        where = ".".join(str(p) for p in first["loc"]) or "–"
        raise EmulationFault(
            f"«{source}», {person}: mục «{where}» không dùng được ({first['input']!r}). Ví dụ: «{EXAMPLE}».",
            f"'{source}', {person}: field '{where}' cannot be used ({first['input']!r}): {first['msg']}.",
        ) from None
    works = None if entry.works is None else tuple(Work(w.kind, w.year, w.scope, w.title, w.recognised_by) for w in entry.works)  # fmt: skip
    return Stated(_years(entry.takes_part), _years(entry.judged), works)


def _years(given: list[int] | dict[int, bool]) -> dict[int, bool]:
    return dict(given) if isinstance(given, dict) else dict.fromkeys(given, True)
