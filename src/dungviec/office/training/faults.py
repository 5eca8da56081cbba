"""What the room refuses, in a sentence."""

from __future__ import annotations


class TrainingRefused(ValueError):
    """Something that cannot be done; ``str()`` is the sentence in the language of the page."""
