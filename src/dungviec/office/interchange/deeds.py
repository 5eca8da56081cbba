"""What is done in this room, as the ledger's page words it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "ask_export": _("Yêu cầu xuất dữ liệu"), "export_ended": _("Xuất dữ liệu kết thúc"), "download_export": _("Tải dữ liệu đã xuất"),
    "drop_export": _("Xóa dữ liệu đã xuất"), "see_outbox": _("Xem hộp gửi liên thông"), "follow_changes": _("Bắt đầu theo dõi thay đổi để liên thông"),
    "gather_changes": _("Rà soát thay đổi để liên thông"), "release_payload": _("Cho gửi bản còn thiếu mục"), "resend_payload": _("Gửi lại bản liên thông"),
    "export_payloads": _("Tải tệp liên thông"), "answer_parcel": _("Ghi báo nhận tệp liên thông"), "push_payloads": _("Đẩy bản liên thông"),
    "refuse_payload": _("Ghi bản liên thông bị từ chối"),
}  # fmt: skip
KINDS: dict[str, Any] = {
    "data_export": _("lần xuất dữ liệu"),
    "payload": _("bản liên thông"),
    "parcel": _("tệp liên thông"),
}
