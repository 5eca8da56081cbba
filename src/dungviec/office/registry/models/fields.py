"""Columns the records need: a code of a closed list, and the mixin of every fact."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dungviec.office.sealing.fields import Sealed
from dungviec.records.codes import CODE_LISTS, CodeList


class CodeField(models.CharField):  # type: ignore[type-arg]
    """A stored code of one of ``records.codes``; the list is checked in Python, so a new code needs no migration."""

    def __init__(self, codes: str, verbose_name: Any = None, **kwargs: Any) -> None:
        self.codes = codes
        kwargs.setdefault("max_length", 40)
        super().__init__(verbose_name, **kwargs)

    @property
    def code_list(self) -> CodeList:
        """The list the values come from."""
        return CODE_LISTS[self.codes]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For migrations: the name of the list comes first."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.codes, *args], kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse a value the list does not know."""
        super().validate(value, model_instance)
        if value is not None and value not in self.code_list.by_value:
            raise ValidationError(
                _("«%(value)s» không có trong danh mục %(list)s."), params={"value": value, "list": self.code_list.vi}
            )


class SealedCodeField(Sealed, CodeField):
    """A code that the database holds sealed."""

    def told(self, value: Any) -> str:
        """As it is."""
        return str(value)

    def meant(self, text: str) -> Any:
        """As it is."""
        return text


class Fact(models.Model):
    """A row that says something was so: when it was written down, by whom, and when it was withdrawn if it was wrong.

    Together with the row's own dates this is the second axis of time: what did we know on that day.
    """

    recorded_at = models.DateTimeField(_("Ghi nhận lúc"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("Thu hồi lúc"), null=True, blank=True)
    batch = models.ForeignKey(
        "registry.Batch", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    withdrawn_in = models.ForeignKey(
        "registry.Batch", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True
