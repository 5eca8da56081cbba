"""What is done in this room, as the ledger's page words it. No line names a unit before its visit is closed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "commit_draw": _("Cam kết rút thăm kiểm tra"), "draw_units": _("Rút thăm kiểm tra"), "publish_draw": _("Công bố kết quả rút thăm"),
    "void_draw": _("Hủy rút thăm kiểm tra"), "keep_checklist": _("Lưu phiếu kiểm tra"), "keep_inspection_terms": _("Đặt cách kiểm tra"),
    "plan_visit": _("Lập cuộc kiểm tra"), "void_visit": _("Hủy cuộc kiểm tra"), "close_visit": _("Khép cuộc kiểm tra"),
    "send_visit": _("Gửi ghi chép tại chỗ"), "settle_versions": _("Chọn một trong hai bản ghi chép"), "see_visit": _("Xem cuộc kiểm tra"),
    "see_finding": _("Xem phát hiện kiểm tra"), "see_findings": _("Xem danh sách phát hiện"), "answer_finding": _("Giải trình phát hiện"),
    "report_remedy": _("Báo đã khắc phục"), "check_remedy": _("Kiểm tra việc khắc phục"), "drop_finding": _("Rút phát hiện"),
    "export_minutes": _("Tải biên bản kiểm tra"), "export_inspections": _("Tải tổng hợp kiểm tra"), "see_inspection_photo": _("Xem ảnh kiểm tra"),
    "take_visit_data": _("Tải dữ liệu kiểm tra về điện thoại"), "move_visit": _("Đổi ngày, đổi đoàn kiểm tra"),
}  # fmt: skip
KINDS: dict[str, Any] = {"draw": _("lần rút thăm"), "visit": _("cuộc kiểm tra"), "finding": _("phát hiện")}
