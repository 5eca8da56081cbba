"""``{{ key|title_name }}``: a title by its key, in the language of the page."""

from __future__ import annotations

from django import template

from dungviec.emulation import TITLES
from dungviec.office.shell.language import lang

register = template.Library()


@register.filter
def title_name(key: str) -> str:
    """The title's name; the key itself where there is no such title."""
    return TITLES[key].name(lang()) if key in TITLES else key
