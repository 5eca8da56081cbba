"""The four levels in the codes of the records, in the words of the pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

LEVELS: dict[str, Any] = {
    "excellent": _("Xuất sắc"), "good": _("Tốt"), "completed": _("Hoàn thành"), "failed": _("Không hoàn thành"),
}  # fmt: skip
OTHERS: dict[str, Any] = {"not_rated": _("Không xếp loại"), "": _("Chưa kết luận được")}


def code_of(level: str | None) -> str:
    """A level of the library in the codes of the records; empty where it is not known."""
    return {"not_completed": "failed"}.get(level or "", level or "")


def word(level: str | None) -> str:
    """A level in words; a dash where none stands."""
    code = code_of(level)
    return str(LEVELS.get(code) or OTHERS.get(code) or code) if level is not None else "–"
