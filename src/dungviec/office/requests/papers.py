"""The kinds of papers a dossier holds, and which of them every file needs.

No text on file with us says which papers make a dossier complete, so the required list is the office's own standard and says
so; it names papers that the 38 items of SYLL (Thông tư 06/2023/TT-BNV) are usually proved by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from dungviec.office.access.fields import GROUPS, FieldGroup


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: its words, the field group that says who may see it, and whom it is required of."""

    key: str
    name: Any
    group: FieldGroup
    required_of: tuple[str, ...] = ()
    """Categories of people whose file must hold one; empty: not required."""


EVERYBODY = ("cadre", "civil_servant", "public_employee", "public_employee_manager")
SOURCE = _("Tiêu chuẩn riêng của văn phòng; chưa có văn bản nào trong sổ luật quy định thành phần này")


def _paper(key: str, name: Any, group: str, required_of: tuple[str, ...] = ()) -> Paper:
    return Paper(key, name, GROUPS[group], required_of)


PAPERS: dict[str, Paper] = {
    p.key: p
    for p in (
        _paper("syll", _("Sơ yếu lý lịch đã xác nhận"), "biography", EVERYBODY),
        _paper("birth", _("Giấy khai sinh"), "identity", EVERYBODY),
        _paper("degree", _("Văn bằng chuyên môn"), "education", EVERYBODY),
        _paper("certificate", _("Chứng chỉ, giấy chứng nhận"), "education"),
        _paper("recruitment", _("Quyết định tuyển dụng"), "service", EVERYBODY),
        _paper("appointment", _("Quyết định bổ nhiệm, điều động"), "service"),
        _paper("pay", _("Quyết định lương, ngạch"), "pay", EVERYBODY),
        _paper("health", _("Giấy khám sức khỏe"), "health", EVERYBODY),
        _paper("assets", _("Bản kê khai tài sản, thu nhập"), "assets"),
        _paper("appraisal", _("Phiếu đánh giá, xếp loại"), "appraisal"),
        _paper("award", _("Quyết định khen thưởng"), "appraisal"),
        _paper("discipline", _("Quyết định kỷ luật"), "discipline"),
        _paper("party", _("Giấy tờ về Đảng, đoàn thể"), "party"),
        _paper("family", _("Giấy tờ về quan hệ gia đình"), "family"),
        _paper("other", _("Giấy tờ khác"), "biography"),
    )
}  # fmt: skip
"""Every kind by its key, in the order of a dossier."""


@cache
def required(category: str | None) -> tuple[Paper, ...]:
    """The papers a file of this category must hold; nothing is asked of a category nobody knows."""
    return tuple(p for p in PAPERS.values() if category in p.required_of)


def lacking(category: str | None, held: Iterable[str]) -> list[Paper]:
    """The required papers that are not among the kinds held."""
    have = set(held)
    return [p for p in required(category) if p.key not in have]
