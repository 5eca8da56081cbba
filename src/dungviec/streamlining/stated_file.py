"""Facts per person that no record holds, as a YAML file: identifier → monthly pay, months insured, own wish and the like."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dungviec.placement.yaml_file import PolicyFault, fault_of, read_mapping
from dungviec.streamlining.facts import Stated
from dungviec.streamlining.faults import StreamliningFault

_EXAMPLE = "CB00001: {monthly_pay: 9500000, insured_months: 288}"


class StatedEntry(BaseModel):
    """One person's line of the file; the fields are those of :class:`Stated`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    monthly_pay: int | None = Field(default=None, gt=0)
    insured_months: int | None = Field(default=None, ge=0, le=720)
    counted_months: int | None = Field(default=None, ge=0, le=720)
    voluntary: bool | None = None
    pregnant: bool = False
    child_under_36: bool = False
    confirmed: bool = False


def read_stated(path: Path) -> dict[str, Stated]:
    """The facts in a file. Raises :class:`StreamliningFault` naming the line or the field that cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as bad:
        reason = getattr(bad, "strerror", None) or "không phải văn bản UTF-8"
        raise StreamliningFault(f"Không đọc được «{path}»: {reason}.", f"Cannot read '{path}': {reason}.") from None
    try:
        lines = read_mapping(text, source=path.name, example=_EXAMPLE)
        return {str(person): _entry(person, given, path.name) for person, given in lines.items()}
    except PolicyFault as bad:
        raise StreamliningFault(bad.vi, bad.en) from None


def _entry(person: object, given: object, source: str) -> Stated:
    if not isinstance(given, dict):
        raise StreamliningFault(
            f"«{source}»: mục «{person}» phải là các cặp «khóa: giá trị», ví dụ «{_EXAMPLE}».",
            f"'{source}': '{person}' must hold 'key: value' pairs, such as '{_EXAMPLE}'.",
        )
    try:
        return Stated(**StatedEntry.model_validate(given).model_dump())
    except ValidationError as bad:
        raise fault_of(bad, StatedEntry, source=f"{source}, {person}") from None
