"""People, units, posts and their histories."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _has_file(viewer: Any) -> bool:
    return viewer.role == "official" and bool(viewer.person_id)


def _sees_others(viewer: Any) -> bool:
    return viewer.role not in (None, "official", "administrator")


def _works_with_records(viewer: Any) -> bool:
    return _sees_others(viewer) and viewer.role != "auditor"


def _writes(viewer: Any) -> bool:
    return viewer is not None and viewer.may_write


def _alarms(request: Any) -> str:
    from dungviec.office.registry.alarm_counts import tab_badge

    return tab_badge(request)


class RegistryConfig(AppConfig):
    """The records of the city: home, officials, units."""

    name = "dungviec.office.registry"
    label = "registry"
    verbose_name = _("Hồ sơ")
    rooms = (
        Room(
            "me",
            _("Hồ sơ của tôi"),
            "registry:own_file",
            icon="person",
            order=15,
            open_to=_has_file,
            tab=_("Hồ sơ"),
            together=_("Của tôi"),
        ),
        Room(
            "people", _("Cán bộ"), "registry:people", icon="people", order=20, open_to=_sees_others, tab=_("Danh sách")
        ),
        Room(
            "units", _("Tổ chức"), "registry:units", icon="units", order=30, open_to=_sees_others, tab=_("Cây tổ chức")
        ),
        Room("unit_acts", _("Sắp xếp"), "registry:unit_acts", icon="units", order=31, open_to=_writes, under="units"),
        Room(
            "alarms",
            _("Báo động"),
            "registry:alarms",
            icon="bell",
            order=27,
            open_to=_works_with_records,
            under="people",
            badge=_alarms,
        ),
        Room("doubles", _("Trùng và ma"), "registry:doubles", icon="people", order=28, open_to=_writes, under="people"),
        Room("batches", _("Đợt ghi"), "registry:batches", icon="note", order=29, open_to=_writes, under="people"),
    )

    def ready(self) -> None:
        """Accounts go with the record they are tied to when records are merged."""
        from dungviec.office.access.models import Membership
        from dungviec.office.registry.attached import Attached, attach

        attach(Attached("accounts", _("Tài khoản"), Membership))
