"""Refusals of the records: what, where, which value, what to do."""

from __future__ import annotations

from django.utils.translation import get_language


class RegistryFault(ValueError):
    """A write that cannot be meant so. ``str()`` is the Vietnamese sentence, ``english`` the English one."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(vietnamese)
        self.english = english

    def sentence(self, lang: str | None) -> str:
        """The sentence in a language of the office; Vietnamese unless English is asked for."""
        return self.english if lang == "en" else str(self)


def spoken(fault: Exception) -> str:
    """A refusal in the language of the page; a sentence that was made in that language stands as it is."""
    return fault.sentence(get_language()) if isinstance(fault, RegistryFault) else str(fault)
