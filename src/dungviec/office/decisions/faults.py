"""A deed on a decision that cannot be done; ``str()`` is the sentence in the language of the page."""

from __future__ import annotations


class DecisionRefused(ValueError):
    """Refused, and why."""
