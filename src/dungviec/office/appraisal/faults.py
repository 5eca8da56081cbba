"""Refusals of the appraisal: a sentence, and where a form is concerned the field it belongs to."""

from __future__ import annotations

from collections.abc import Mapping


class AppraisalRefused(ValueError):
    """An act that cannot be taken; ``str()`` is the sentence, ``fields`` the sentences by form field."""

    def __init__(self, sentence: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.fields = dict(fields or {})
