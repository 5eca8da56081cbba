"""What this room refuses, as a sentence for whoever asked."""

from __future__ import annotations


class InterchangeRefused(ValueError):
    """Something that cannot be done now; ``str()`` is the sentence to show."""
