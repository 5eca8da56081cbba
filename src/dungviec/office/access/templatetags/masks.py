"""A value or its mark: ``{{ person.ethnicity|shown }}``, ``{% if person.ethnicity|masked %}``."""

from __future__ import annotations

from typing import Any

from django import template

from dungviec.office.access.deeds import deed as deed_word
from dungviec.office.access.masks import is_masked

register = template.Library()


@register.filter
def shown(value: Any) -> Any:
    """The value as it is, its mark where it may not be seen, an en dash where it is not known."""
    return value if value or is_masked(value) else "–"


@register.filter
def masked(value: Any) -> bool:
    """Whether a mark stands there instead of a value."""
    return is_masked(value)


@register.filter
def deed(action: str) -> Any:
    """An action of the ledger in words."""
    return deed_word(action)
