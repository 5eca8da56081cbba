"""A deed of this room that cannot be done; ``str()`` is the sentence in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping


class EducationRefused(ValueError):
    """Refused, and why; ``fields`` holds the sentences by form field."""

    def __init__(self, sentence: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.fields = dict(fields or {})
