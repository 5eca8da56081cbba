"""What is done in this room, as the ledger's page words it. What citizens do is not among it: they stand in no ledger."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "keep_desk": _("Ghi quầy tiếp dân"), "turn_desk": _("Đổi mã QR của quầy"), "print_desk": _("In tờ mã QR"), "take_cases": _("Nhập mã hồ sơ"),
    "take_results": _("Nhập kết quả giải quyết hồ sơ"), "keep_voice_setup": _("Đổi cài đặt góp ý"), "see_voices": _("Xem ý kiến người dân"),
    "take_inbox_key": _("Nhận khóa hòm thư kín"), "change_inbox_word": _("Đổi từ khóa hòm thư kín"), "unlock_inbox": _("Mở khóa hòm thư kín"),
    "open_report": _("Mở tin báo kín"), "open_report_picture": _("Mở ảnh của tin báo kín"), "answer_report": _("Trả lời tin báo kín"),
    "note_report": _("Ghi chú tin báo kín"), "move_report": _("Chuyển trạng thái tin báo kín"), "hand_report": _("Giao tin báo kín cho người khác"),
    "keep_meeting_voters": _("Ghi buổi tiếp xúc cử tri"), "keep_promise": _("Ghi lời hứa với cử tri"), "pass_thanks_on": _("Chuyển lời cảm ơn của người dân"), "take_thanks_back": _("Rút lại lời cảm ơn của người dân"), "see_passed_thanks": _("Xem lời cảm ơn đã chuyển"),
    "follow_promise": _("Ghi tiến độ lời hứa"),
}  # fmt: skip
KINDS: dict[str, Any] = {"desk": _("quầy tiếp dân"), "sealed_report": _("tin báo kín"), "promise": _("lời hứa với cử tri"), "voters": _("buổi tiếp xúc cử tri")}  # fmt: skip
