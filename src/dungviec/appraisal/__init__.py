"""How well the work is done: points of the months, the level of the year, quotas, how lenient the raters are.

``read_sheet`` and ``appraise`` do what ``dungviec appraise SHEET.json`` does; ``understand`` takes parsed JSON.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dungviec.appraisal.agency import Appraisal, appraise
    from dungviec.appraisal.answer import to_json
    from dungviec.appraisal.reading import SheetFault, read_sheet, understand
    from dungviec.appraisal.sheet import Sheet

_LATER = {
    "Appraisal": "agency", "appraise": "agency", "SheetFault": "reading", "read_sheet": "reading",
    "understand": "reading", "Sheet": "sheet", "to_json": "answer",
}  # fmt: skip
"""What the room offers, imported when somebody asks for it (PEP 562)."""

__all__ = ["Appraisal", "Sheet", "SheetFault", "appraise", "read_sheet", "to_json", "understand"]


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
