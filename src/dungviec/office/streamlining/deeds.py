"""What is done in this room, as the ledger's page words it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "see_surplus": _("Xem danh sách dôi dư"), "see_leaving": _("Xem cách giải quyết của một người"), "keep_leaving": _("Ghi cách giải quyết của một người"),
    "keep_leaving_basis": _("Ghi căn cứ tính tiền tinh giản"), "export_surplus": _("Tải báo cáo tinh giản"), "see_glide": _("Xem lộ trình giảm"),
    "export_glide": _("Tải lộ trình giảm"), "see_concurrent": _("Xem sổ kiêm nhiệm"), "export_concurrent": _("Tải sổ kiêm nhiệm"),
}  # fmt: skip
