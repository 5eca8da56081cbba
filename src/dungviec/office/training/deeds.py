"""What is done in this room, as the ledger's page words it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "see_training_needs": _("Xem nhu cầu đào tạo"), "ask_training": _("Đề nghị đào tạo cho đơn vị"), "wish_training": _("Nêu nguyện vọng học"),
    "change_asked_training": _("Sửa đề nghị đào tạo"), "withdraw_asked_training": _("Rút đề nghị đào tạo"), "merge_asked_training": _("Gộp đề nghị đào tạo"),
    "answer_training_wish": _("Cho ý kiến về nguyện vọng học"), "review_training_major": _("Xét chuyên ngành phù hợp"), "keep_course": _("Ghi khóa học"),
    "open_training_plan": _("Lập kế hoạch đào tạo"), "solve_training_plan": _("Tính lại kế hoạch đào tạo"), "stop_training_plan": _("Dừng tính kế hoạch đào tạo"),
    "put_hand_on_training_plan": _("Sửa kế hoạch đào tạo bằng tay"), "take_hand_off_training_plan": _("Bỏ sửa tay trong kế hoạch đào tạo"),
    "ask_training_plan": _("Trình kế hoạch đào tạo"), "approve_training_plan": _("Phê duyệt kế hoạch đào tạo"), "return_training_plan": _("Trả lại kế hoạch đào tạo"),
    "replace_training_plan": _("Thay kế hoạch đào tạo bằng bản mới"), "see_training_plan": _("Xem kế hoạch đào tạo"), "export_training_plan": _("Tải kế hoạch đào tạo"),
    "training_plan_priced": _("Tính xong giá của ngân sách đào tạo"),
    "training_plan_ended": _("Tính xong kế hoạch đào tạo"), "see_training_class": _("Xem lớp học"), "keep_training_class": _("Ghi lớp học"),
    "move_training_class": _("Chuyển trạng thái lớp học"), "call_to_class": _("Triệu tập vào lớp"), "take_off_class": _("Rút tên khỏi lớp"),
    "keep_session": _("Ghi buổi học"), "mark_presence": _("Điểm danh"), "write_training_result": _("Ghi kết quả học"), "spend_on_class": _("Ghi chi cho lớp học"),
    "export_class": _("Tải giấy tờ của lớp học"), "see_commitments": _("Xem cam kết sau đào tạo"), "keep_commitment": _("Ghi cam kết sau đào tạo"),
    "close_commitment": _("Kết thúc cam kết sau đào tạo"), "keep_reimbursement": _("Ghi việc đền bù chi phí đào tạo"), "pay_back_training": _("Ghi tiền đền bù"),
    "see_certificates": _("Xem chứng chỉ đến hạn"), "state_title_standard": _("Khai chuẩn chứng chỉ"), "withdraw_title_standard": _("Rút chuẩn chứng chỉ"),
    "tell_self_study": _("Khai tự học"), "withdraw_self_study": _("Rút khai tự học"), "see_self_study_evidence": _("Xem minh chứng tự học"), "confirm_self_study": _("Xác nhận tự học"), "return_self_study": _("Trả lại khai tự học"),
    "see_training_effect": _("Xem hiệu quả đào tạo"), "see_training_year": _("Xem số liệu đào tạo của năm"), "see_training_list": _("Xem danh sách sau số liệu đào tạo"),
}  # fmt: skip
KINDS: dict[str, Any] = {"training_plan": _("kế hoạch đào tạo")}
