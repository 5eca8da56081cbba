"""The actions of this room in the words of the ledger's page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "make_token": _("Tạo khoá truy cập"),
    "revoke_token": _("Huỷ khoá truy cập"),
    "open_machine": _("Tạo tài khoản máy"),
    "subscribe": _("Đăng ký nhận tin"),
    "end_subscription": _("Thôi nhận tin"),
}
