"""``{% phase_tag vote %}``, ``{% way_words voter %}``: votes in words."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dungviec.office.ballots.models import Vote, Voter

register = template.Library()
_COLOURS = {"issuing": "blue", "casting": "blue", "counted": "jade", "void": "slate", "draft": "slate"}


@register.simple_tag
def phase_tag(one: Vote) -> SafeString:
    """The phase as a tag."""
    return format_html('<span class="tag tag-{}">{}</span>', _COLOURS[one.phase], one.get_phase_display())


@register.simple_tag
def way_words(one: Voter) -> Any:
    """Whether and how somebody got a slip."""
    return one.get_way_display()
