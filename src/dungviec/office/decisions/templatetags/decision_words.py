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

register = template.Library()
_DEEDS: dict[str, Any] = {
    "draft": _("Lập dự thảo"), "change": _("Sửa dự thảo"), "exception": _("Ghi ý kiến của cấp có thẩm quyền"), "submit": _("Trình ký"),
    "give_back": _("Trả lại"), "drop": _("Bỏ dự thảo"), "sign": _("Ký ban hành"), "take_back": _("Thu hồi"),
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
