"""What is done in this room, as its pages and the ledger's page word it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "open_case": _("Mở vụ việc kỷ luật"), "close_case": _("Khép lại vụ việc, không kỷ luật"), "step_notice": _("Thông báo, yêu cầu giải trình"),
    "step_explanation": _("Ghi việc giải trình"), "step_council": _("Lập hội đồng kỷ luật"), "step_meeting": _("Ghi cuộc họp hội đồng"),
    "explain": _("Người bị xem xét gửi giải trình"), "pause_case": _("Ghi thời gian chưa xem xét"), "resume_case": _("Xem xét tiếp vụ việc"),
    "extend_case": _("Kéo dài thời hạn xử lý"), "sign_case": _("Ký quyết định kỷ luật"), "file_appeal": _("Nhận khiếu nại"),
    "answer_appeal": _("Giải quyết khiếu nại"), "see_cases": _("Xem danh sách vụ việc"), "see_case": _("Xem vụ việc"),
    "export_case_paper": _("Tải giấy tờ vụ việc"), "see_signs": _("Xem dấu hiệu sớm"), "ask_sign": _("Hỏi về một dấu hiệu"),
    "tell_sign": _("Trả lời câu hỏi về dấu hiệu"), "close_sign": _("Khép lại dấu hiệu"), "see_declarations": _("Xem sổ kê khai tài sản"),
    "ask_declarations": _("Yêu cầu kê khai tài sản"), "mark_declaration": _("Ghi bản kê khai"), "draw_declarations": _("Rút bản kê khai để xác minh"),
    "see_interests": _("Xem sổ xung đột lợi ích"), "declare_interest": _("Báo cáo xung đột lợi ích"), "measure_interest": _("Ghi biện pháp kiểm soát"),
}  # fmt: skip
KINDS: dict[str, Any] = {"case": _("vụ việc kỷ luật"), "sign": _("dấu hiệu")}
OUTCOMES: dict[str, Any] = {"upheld": _("Giữ nguyên quyết định"), "changed": _("Đổi sang hình thức nhẹ hơn"), "annulled": _("Hủy quyết định")}  # fmt: skip
