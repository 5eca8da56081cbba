"""Texts as long as they may be: longer ones are refused with a sentence, never cut without a word."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _


def within(text: str, most: int, refused: Callable[[str], Exception]) -> str:
    """``text`` without outer spaces. Raises ``refused`` with a sentence where it has more than ``most`` characters."""
    plain = text.strip()
    if len(plain) > most:
        raise refused(_("Phần ghi dài %(n)d ký tự; nhiều nhất %(most)d. Xin viết ngắn lại.") % {"n": len(plain), "most": most})  # fmt: skip
    return plain
