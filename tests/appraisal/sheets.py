"""A small office and its sheets: everybody is made up."""

from __future__ import annotations

from typing import Any

from dungviec.appraisal import Appraisal, appraise, understand


def month(number: int = 1, *, general: Any = 30, tasks: Any = None, **more: Any) -> dict[str, Any]:
    """A month with one standard product done, unless told otherwise."""
    return {"month": number, "general": general, "tasks": [{"done": 1}] if tasks is None else tasks, **more}


def person(id: str = "an", **more: Any) -> dict[str, Any]:
    """A civil servant with twelve months worked."""
    return {"id": id, "staff": "civil_servant", "months_worked": 12, "periods": [month()], **more}


def sheet(*officials: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A sheet of 2026."""
    return {"sheet": "dungviec/appraisal/1", "year": 2026, "officials": list(officials) or [person()], **more}


def judged(*officials: dict[str, Any], **more: Any) -> Appraisal:
    """The appraisal of a sheet of 2026."""
    return appraise(understand(sheet(*officials, **more)))


def shown(found: Appraisal, id: str = "an") -> str | None:
    """The mean of an official with two decimals."""
    from dungviec.law.appraisal import two_decimals

    mean = found.year(id).mean
    return None if mean is None else two_decimals(mean)
