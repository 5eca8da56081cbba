"""Refusals of this room."""

from __future__ import annotations


class PrivacyRefused(ValueError):
    """Something that cannot be asked, answered or let go; ``str()`` is the sentence in the language of the page."""
