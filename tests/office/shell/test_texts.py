"""A reason that is too long is refused with a sentence in every room that keeps reasons; nothing is cut without a word."""

from __future__ import annotations

import pytest
from django.utils import translation

from dungviec.office.shell.texts import within


class Told(Exception):
    """A room's refusal."""


def test_a_text_as_long_as_it_may_be_passes_and_one_more_is_refused_in_both_languages() -> None:
    assert within("  " + "ă" * 300 + "\n", 300, Told) == "ă" * 300
    with translation.override("vi"), pytest.raises(Told, match="dài 301 ký tự; nhiều nhất 300"):
        within("ă" * 301, 300, Told)
    with translation.override("en"), pytest.raises(Told, match="301 characters; 300 at most"):
        within("ă" * 301, 300, Told)
