"""Accounts, roles, scope, the ledger."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Who may come in, what each may see, and who did what."""

    name = "dungviec.office.access"
    label = "access"
    verbose_name = _("Truy cập")
