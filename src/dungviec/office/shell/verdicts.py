"""How a verdict of the law is shown: icon, word and colour, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Look:
    """The icon, the word and the colour class of one verdict."""

    icon: str
    word: Any
    css: str


LOOKS = {
    0: Look("allowed", _("Được phép"), "v-allowed"),
    1: Look("authority", _("Cần cấp có thẩm quyền"), "v-authority"),
    2: Look("unknown", _("Chưa kết luận được"), "v-unknown"),
    3: Look("forbidden", _("Không được"), "v-forbidden"),
}
"""By the value of ``law.Verdict``."""
