"""The ten general criteria of Mẫu số 01 (NĐ 335/2025, Phụ lục I) in words; their maxima come from the law's rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dungviec.law import LawView
from dungviec.law.answers import in_force

GROUPS: tuple[tuple[Any, tuple[Any, ...]], ...] = (
    (_("Phẩm chất, kỷ luật"), (_("Phẩm chất, văn hóa công vụ"), _("Kỷ luật, kỷ cương"))),
    (
        _("Năng lực, trách nhiệm"),
        (
            _("Năng lực theo vị trí việc làm"),
            _("Đáp ứng nhiệm vụ thường xuyên, đột xuất"),
            _("Tinh thần trách nhiệm"),
            _("Thái độ phục vụ, phối hợp"),
        ),
    ),
    (
        _("Đổi mới, dám làm"),
        (
            _("Có sản phẩm đột phá"),
            _("Sẵn sàng nhận nhiệm vụ khó"),
            _("Dám chịu trách nhiệm"),
            _("Chủ động, quyết đoán"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One general criterion: its place, words and the most points it gives."""

    index: int
    name: Any
    most: float


def criteria(view: LawView) -> list[tuple[Any, list[Criterion]]]:
    """The groups with their criteria on the view's day; empty where no text on file gives them."""
    rule = in_force(view, "RATE-335-GENERAL")
    if rule is None:
        return []
    found, index = [], 0
    for (title, names), maxima in zip(GROUPS, rule.params["groups"], strict=True):
        own = []
        for name, most in zip(names, maxima, strict=True):
            own.append(Criterion(index, name, float(most)))
            index += 1
        found.append((title, own))
    return found


def maxima(view: LawView) -> list[float]:
    """The most points of each criterion, in order."""
    return [c.most for _title, group in criteria(view) for c in group]
