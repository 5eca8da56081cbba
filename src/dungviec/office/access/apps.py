"""Accounts, roles, scope, the ledger."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _keeps_accounts(viewer: Any) -> bool:
    return viewer is not None and viewer.role == "administrator"


def _reviews_accounts(viewer: Any) -> bool:
    return viewer is not None and (
        viewer.role == "administrator" or (viewer.role == "unit_head" and bool(viewer.unit_id))
    )


def _reads_the_ledger(viewer: Any) -> bool:
    return viewer is not None and viewer.role == "auditor"


class AccessConfig(AppConfig):
    """Who may come in, what each may see, and who did what."""

    name = "dungviec.office.access"
    label = "access"
    verbose_name = _("Truy cập")
    rooms = (
        Room("accounts", _("Tài khoản"), "access:accounts", icon="people", order=90, open_to=_keeps_accounts),
        Room(
            "review",
            _("Rà soát tài khoản"),
            "access:review",
            icon="people",
            order=95,
            open_to=_reviews_accounts,
            under="accounts",
        ),
        Room("jobs", _("Việc chạy nền"), "access:jobs", icon="clock", order=91, open_to=_keeps_accounts),
        Room("ledger", _("Sổ ghi việc"), "access:ledger", icon="note", order=5, open_to=_reads_the_ledger),
    )

    def ready(self) -> None:
        """Hear what the log-in machinery tells."""
        from dungviec.office.access import signals, standing  # noqa: F401 - connected by being imported

    def seal_anew(self) -> int:
        """The secrets of second factors under the key in use."""
        from dungviec.office.access.second_factor import seal_anew

        return seal_anew()

    def put_first_rows(self) -> None:
        """The head of a ledger without lines, in a new database."""
        from dungviec.office.access.ledger import FIRST
        from dungviec.office.access.models import LedgerHead

        LedgerHead.objects.create(pk=1, number=0, hash=FIRST)
