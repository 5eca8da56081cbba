"""The mark that stands where a value may not be seen."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.office.access.fields import FieldGroup

DOTS = "•••"


class Masked:
    """Stands for a value somebody may not see: false in a test, and in a page «•••» with the reason.

    The mark knows the group of the field, never the value: it is the same where nothing is on file.
    """

    __slots__ = ("group",)
    is_masked = True

    def __init__(self, group: FieldGroup) -> None:
        self.group = group

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Any:
        return iter(())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Masked) and other.group.key == self.group.key

    def __hash__(self) -> int:
        return hash(("masked", self.group.key))

    def __repr__(self) -> str:
        return f"Masked({self.group.key})"

    @property
    def words(self) -> str:
        """The whole sentence: who may see it, and by which text."""
        return f"{_('Chỉ người có thẩm quyền xem được')}. {self.group.basis}."

    def __html__(self) -> SafeString:
        return format_html(
            '<span class="masked" title="{}"><span aria-hidden="true">{}</span> <span class="masked-who">{}</span></span>',
            self.words, DOTS, _("chỉ người có thẩm quyền"),
        )  # fmt: skip

    __str__ = __html__  # templates make a text of what is no text before they escape it


def is_masked(value: object) -> bool:
    """Whether the value is a mark."""
    return isinstance(value, Masked)
