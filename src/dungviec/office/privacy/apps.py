"""The rights of data subjects in the rail: own rights under the own pages, requests and terms under people, who sees what for everybody."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _has_file(viewer: Any) -> bool:
    from dungviec.office.privacy.rights import has_file

    return has_file(viewer) and viewer.role == "official"


def _keeps(viewer: Any) -> bool:
    from dungviec.office.privacy.rights import keeps

    return keeps(viewer)


def _has_role(viewer: Any) -> bool:
    return viewer is not None and viewer.role is not None


class PrivacyConfig(AppConfig):
    """Requests of data subjects, terms of keeping, data let go, who can see what."""

    name = "dungviec.office.privacy"
    label = "privacy"
    verbose_name = _("Quyền về dữ liệu cá nhân")
    rooms = (
        Room("my_data", _("Dữ liệu của tôi"), "privacy:mine", icon="note", order=18, open_to=_has_file, under="me"),
        Room("privacy", _("Quyền dữ liệu"), "privacy:queue", icon="note", order=26, open_to=_keeps, under="people"),
        Room("terms", _("Thời hạn giữ"), "privacy:terms", icon="clock", order=27, open_to=_keeps, under="people"),
        Room("who_sees", _("Ai xem được gì"), "privacy:who_sees", icon="eye", order=21, open_to=_has_role, under="me"),
    )

    def ready(self) -> None:
        """Words for the ledger's page."""
        from dungviec.office.access import deeds

        deeds.deeds().update(
            {
                "ask_privacy": _("Gửi yêu cầu về dữ liệu cá nhân"), "answer_privacy": _("Trả lời yêu cầu về dữ liệu cá nhân"),
                "lift_restriction": _("Gỡ hạn chế xử lý"), "export_own_data": _("Nhận bản dữ liệu cá nhân"), "set_term": _("Ghi thời hạn giữ dữ liệu"),
                "see_due": _("Xem dữ liệu đến hạn xóa"), "propose_erasure": _("Lập danh sách xóa dữ liệu"), "approve_erasure": _("Duyệt xóa dữ liệu"),
                "refuse_erasure": _("Từ chối xóa dữ liệu"), "erase_again": _("Xóa lại sau khi khôi phục"),
            }
        )  # fmt: skip

    def fill_demo(self) -> None:
        """Requests in every state."""
        from dungviec.office.privacy.demo import fill

        fill()
