"""What the room says in words: stages, outcomes, differences of figures, time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from dungviec.office.shell.templatetags.office import rounded

if TYPE_CHECKING:
    from dungviec.placement.plan import Figure, Plan

STAGES = {
    "": gettext_lazy("Chuẩn bị"),
    "snapshot": gettext_lazy("Đọc hồ sơ tại ngày đã chọn"),
    "candidates": gettext_lazy("Tìm người có thể xét cho từng vị trí"),
    "law": gettext_lazy("Đối chiếu từng cặp với pháp luật của ngày đó"),
    "fit": gettext_lazy("Tính độ phù hợp của từng cặp"),
    "problem": gettext_lazy("Lập bài toán"),
    "core": gettext_lazy("Tìm phương án tốt nhất"),
    "rows": gettext_lazy("Xét các ràng buộc chung: số người chuyển, quan hệ gia đình"),
    "search": gettext_lazy("Khép dần khoảng cách tới cận đã chứng minh"),
    "check": gettext_lazy("Kiểm tra độc lập phương án"),
    "reasons": gettext_lazy("Giải lại để tìm độ vững và viết lý do cho từng đề xuất"),
    "done": gettext_lazy("Lưu phương án"),
    "store": gettext_lazy("Lưu phương án"),
}
"""The engine's stages as the page says them; a stage that is not here is shown as the general search."""


def stage_words(stage: str) -> str:
    """What is being done."""
    return str(STAGES.get(stage.rpartition(":")[2], STAGES["core"]))


def duration(seconds: int) -> str:
    """``45 giây``, ``2 phút 05 giây``."""
    if seconds < 60:
        return ngettext("%(n)s giây", "%(n)s giây", seconds) % {"n": seconds}
    return _("%(m)s phút %(s)02d giây") % {"m": seconds // 60, "s": seconds % 60}


def vietnamese() -> bool:
    """Whether the page speaks Vietnamese."""
    return (get_language() or "vi").startswith("vi")


def said(thing: Any, name: str) -> Any:
    """The attribute (or key) ``name`` in the language of the page, from ``name_vi`` and ``name_en``."""
    key = f"{name}_vi" if vietnamese() else f"{name}_en"
    return thing[key] if isinstance(thing, dict) else getattr(thing, key)


@dataclass(frozen=True, slots=True)
class Compared:
    """A before/after figure as shown: both sides, the difference in words, and whether it is for the better."""

    label: str
    before: str
    after: str
    words: str
    tone: str
    before_share: float | None
    """Out of 100, for a figure that has a full measure; None for a count, where a bar would mean nothing."""
    after_share: float | None


def compare(figure: Figure) -> Compared:
    """One figure left and right."""
    decimals = 0 if figure.unit in ("seats", "people") else 1
    unit = {
        "points": _("điểm"), "seats": _("chỗ"), "people": _("người"), "percent": "%",
    }.get(figure.unit, "")  # fmt: skip
    change = round(figure.after - figure.before, decimals)
    amount = f"{_figure(abs(change), decimals)} {unit}".strip()
    if change == 0:
        words, tone = _("không đổi"), "same"
    else:
        words = (_("tăng %s") if change > 0 else _("giảm %s")) % amount
        tone = "good" if change * figure.better > 0 else "bad" if figure.better else "same"
    measured = figure.unit in ("points", "percent")
    return Compared(
        label=figure.vi if vietnamese() else figure.en,
        before=_with_unit(figure.before, decimals, unit), after=_with_unit(figure.after, decimals, unit),
        words=words, tone=tone, before_share=figure.before if measured else None, after_share=figure.after if measured else None,
    )  # fmt: skip


def _with_unit(value: float, decimals: int, unit: str) -> str:
    return f"{_figure(value, decimals)} %" if unit == "%" else _figure(value, decimals)


def _figure(value: float, decimals: int) -> str:
    return rounded(value, decimals)  # Django's own would cut 71,69 to 71,6


def proof(plan: Plan) -> str:
    """The proof in one sentence, in the language of the page."""
    return plan.proof_words("vi" if vietnamese() else "en")


def policy_rows(plan: Plan) -> list[tuple[str, str, str]]:
    """Each setting of the policy used: field, value, meaning."""
    return [
        (field, _grouped(value), words) for field, value, words in plan.policy.meanings("vi" if vietnamese() else "en")
    ]


def _grouped(value: str) -> str:
    """Whole numbers of a setting with separators of thousands."""
    return " / ".join(number_format(int(v), force_grouping=True) if v.isdigit() else v for v in value.split(" / "))
