"""What is done in this room, as the ledger's page words it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "see_education": _("Xem việc giáo dục chính trị, đạo đức"), "make_topic": _("Mở chuyên đề"), "change_topic": _("Sửa chuyên đề"),
    "make_form_version": _("Ra bản mẫu mới"), "close_form": _("Thôi dùng một mẫu"), "make_activity_kind": _("Thêm loại sinh hoạt"), "close_activity_kind": _("Thôi dùng loại sinh hoạt"),
    "keep_commitment": _("Ghi bản đăng ký"), "send_commitment": _("Gửi bản đăng ký"), "confirm_commitment": _("Xác nhận bản đăng ký"),
    "return_commitment": _("Trả lại bản đăng ký"), "see_commitment": _("Xem bản đăng ký"), "make_activity": _("Ghi buổi sinh hoạt"), "mark_attendance": _("Điểm danh"),
    "withdraw_activity": _("Rút buổi sinh hoạt"), "keep_reflection": _("Ghi bài thu hoạch"), "send_reflection": _("Gửi bài thu hoạch"), "read_reflection": _("Đọc bài thu hoạch"),
    "reply_reflection": _("Đáp bài thu hoạch"), "review_self": _("Tự nhận xét cuối năm"), "review_head": _("Nhận xét cuối năm"), "review_seen": _("Đã xem nhận xét cuối năm"),
    "see_review": _("Xem nhận xét cuối năm"), "export_education": _("Tải báo cáo quý về giáo dục"),
}  # fmt: skip
KINDS: dict[str, Any] = {"topic": _("chuyên đề"), "form": _("mẫu"), "activity": _("buổi sinh hoạt")}
