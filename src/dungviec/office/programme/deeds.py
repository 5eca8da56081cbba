"""What is done in this room, as the ledger's page words it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "see_programme": _("Xem chương trình năm"), "see_target_list": _("Xem danh sách sau số liệu của chỉ tiêu"), "export_programme": _("Tải báo cáo kết quả chương trình"),
    "make_programme": _("Lập chương trình năm"), "change_programme": _("Sửa chương trình năm"), "add_resolution": _("Thêm nghị quyết vào chương trình"),
    "withdraw_resolution": _("Rút nghị quyết khỏi chương trình"), "make_target": _("Giao chỉ tiêu"), "change_target": _("Sửa chỉ tiêu"), "end_target": _("Thôi chỉ tiêu"),
    "report_target": _("Báo cáo kết quả chỉ tiêu"), "correct_report": _("Đính chính báo cáo chỉ tiêu"), "remind_targets": _("Nhắc báo cáo chỉ tiêu"),
}  # fmt: skip
KINDS: dict[str, Any] = {"programme": _("chương trình năm"), "target": _("chỉ tiêu")}
