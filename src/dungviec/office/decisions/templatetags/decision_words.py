"""``{% state_tag one %}``, ``{% kind_of kind %}``, ``{% deed_words action %}``, ``{% source_kind kind %}``: decisions in words."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dungviec.documents.decisions import kind_words
from dungviec.office.decisions.models import Decision
from dungviec.office.decisions.selectors import state_words
from dungviec.procedures.model import BASE_WORDS

register = template.Library()
_DEEDS: dict[str, Any] = {
    "draft": _("Lập dự thảo"), "change": _("Sửa dự thảo"), "exception": _("Ghi ý kiến của cấp có thẩm quyền"), "submit": _("Trình ký"),
    "give_back": _("Trả lại"), "drop": _("Bỏ dự thảo"), "sign": _("Ký ban hành"), "take_back": _("Thu hồi"),
    "appeal": _("Giải quyết khiếu nại"),
}  # fmt: skip
_SOURCES: dict[str, Any] = {
    "record": _("Hồ sơ"),
    "law": _("Pháp luật"),
    "entry": _("Người lập ghi"),
    "computed": _("Tính ra"),
}


@register.simple_tag
def state_tag(one: Decision) -> SafeString:
    """The state as a tag."""
    colour, words = state_words(one)
    return format_html('<span class="tag tag-{}">{}</span>', colour, words)


@register.simple_tag
def kind_of(kind: str) -> str:
    """The kind in the language of the page."""
    return kind_words(kind, get_language() or "vi")


@register.simple_tag
def deed_words(action: str) -> Any:
    """A deed in words."""
    return _DEEDS.get(action, action)


@register.simple_tag
def source_kind(kind: str) -> Any:
    """Where a word comes from."""
    return _SOURCES.get(kind, kind)


_OUTCOMES: dict[str, Any] = {
    "passes": _("Đạt"), "advance": _("Vào bước sau"), "head_decides": _("Người đứng đầu quyết định"), "tie": _("Ngang phiếu"),
    "stops": _("Không đạt"), "unknown": _("Chưa kết luận được"),
}  # fmt: skip
_CLOCKS: dict[str, tuple[str, Any]] = {
    "over": ("lacquer", _("đã qua")), "due": ("lacquer", _("đến hạn")), "soon": ("amber", _("sắp đến")), "may": ("blue", _("được chuyển đổi")),
    "exempt": ("slate", _("chưa chuyển đổi")), "unknown": ("slate", _("chưa kết luận được")),
}  # fmt: skip
_FROM: dict[str, Any] = {
    "local": _("Tại chỗ"),
    "external": _("Từ nơi khác"),
    "lateral": _("Chức vụ tương đương hoặc thấp hơn"),
}


@register.simple_tag
def in_lang(thing: Any) -> str:
    """``vi`` or ``en`` of something that says both."""
    return str(thing.vi if get_language() == "vi" else thing.en)


@register.simple_tag
def run_tag(run: Any) -> SafeString:
    """Where a run of a procedure stands."""
    colour, words = (
        ("lacquer", _("Đã dừng")) if run.stopped else ("jade", _("Xong")) if run.done else ("blue", _("Đang chạy"))
    )
    return format_html('<span class="tag tag-{}">{}</span>', colour, words)


@register.simple_tag
def outcome_words(outcome: str) -> Any:
    """What a vote came to."""
    return _OUTCOMES.get(outcome, outcome)


@register.simple_tag
def clock_tag(state: str) -> SafeString:
    """The state of a clock as a tag."""
    colour, words = _CLOCKS[state]
    return format_html('<span class="tag tag-{}">{}</span>', colour, words)


@register.simple_tag
def source_words(source: str) -> Any:
    """Where candidates come from."""
    return _FROM.get(source, source)


@register.simple_tag
def paper_words(kind: str) -> str:
    """A paper of a step."""
    return str(_("Quyết định")) if kind == "decision" else kind_words(kind, get_language() or "vi")


@register.simple_tag
def threshold_words(threshold: Any) -> str:
    """What a vote must reach, and of whom."""
    lang = 0 if get_language() == "vi" else 1
    said: list[Any] = [
        _("trên %(share)s %% %(base)s")
        % {"share": f"{float(threshold.over * 100):.4g}", "base": BASE_WORDS[threshold.base][lang]}
    ]
    if threshold.advance_from is not None:
        said.append(_("không ai đạt thì từ %s %% trở lên vào bước sau") % f"{float(threshold.advance_from * 100):.4g}")
    if threshold.head_decides_ties:
        said.append(_("đúng tỷ lệ thì người đứng đầu quyết định"))
    return "; ".join(str(part) for part in said)
