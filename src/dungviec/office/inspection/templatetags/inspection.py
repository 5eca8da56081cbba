"""Small helps of this room's templates."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def split_words(text: str) -> list[str]:
    """Words of a line, to go through them."""
    return text.split()
