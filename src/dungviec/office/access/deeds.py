"""The actions of the ledger in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

_DEEDS: dict[str, Any] = {
    "add_factor": _("Thêm yếu tố thứ hai"), "remove_factor": _("Gỡ yếu tố thứ hai"), "reset_factors": _("Đặt lại yếu tố thứ hai"),
    "lock_out": _("Khóa vì nhập sai nhiều lần"), "unlock_tries": _("Gỡ khóa nhập sai"), "clock_gap": _("Đồng hồ máy nhảy, hoặc văn phòng đứng lâu"), "lock_out_place": _("Một địa chỉ tạm nghỉ: dò nhiều tài khoản"), "end_sessions": _("Kết thúc phiên đăng nhập"),
    "bind_sign_on": _("Gắn đăng nhập một lần"), "change_door": _("Đổi cách đăng nhập"), "review_account": _("Rà soát tài khoản"), "export_review": _("Tải báo cáo rà soát tài khoản"),
    "log_in": _("Đăng nhập"), "log_out": _("Đăng xuất"), "set_password": _("Đặt mật khẩu"), "create_account": _("Tạo tài khoản"),
    "open_account": _("Tạo tài khoản"), "change_account": _("Đổi quyền tài khoản"), "lock_account": _("Khóa tài khoản"),
    "unlock_account": _("Mở tài khoản"), "invite_account": _("Lấy đường dẫn đặt mật khẩu"), "read_ledger": _("Đọc sổ ghi việc"),
    "verify_ledger": _("Kiểm tra sổ ghi việc"), "see_person": _("Mở hồ sơ"), "see_card": _("Xem thẻ tóm tắt"),
    "see_prospects": _("Xem có thể bổ nhiệm vào đâu"), "see_reasons": _("Xem căn cứ cho một vị trí"), "ask_why": _("Hỏi vì sao trong phương án"),
    "see_list": _("Xem danh sách"), "export_people": _("Xuất danh sách"), "export_plan": _("Xuất phương án"),
    "export_certificate": _("Xuất chứng minh"), "see_affected": _("Xem ai vướng một quy định"), "see_documents": _("Xem danh mục giấy tờ"),
    "download_file": _("Tải tệp"), "add_document": _("Thêm giấy tờ"), "withdraw_document": _("Rút giấy tờ"), "see_readers": _("Xem ai đã xem hồ sơ"),
    "see_family": _("Xem quan hệ gia đình"), "see_compared": _("So sánh nhiều người"), "see_readiness": _("Xem mức sẵn sàng của hồ sơ"),
    "export_list": _("Xuất danh sách trích ngang"), "export_records": _("Xuất hồ sơ nhiều người"), "file_plan": _("Lưu phương án"),
    "intake_done": _("Nhập hồ sơ từ bảng tính"), "intake_rejected_file": _("Tải dòng bị từ chối"),
    "see_history": _("Xem lịch sử thay đổi"), "ask_change": _("Đề nghị sửa hồ sơ"), "withdraw_request": _("Rút đề nghị"),
    "see_request": _("Xem đề nghị"), "approve_request": _("Ghi đề nghị vào hồ sơ"), "return_request": _("Trả lại đề nghị"),
    "record_create": _("Thêm dòng hồ sơ"), "record_amend": _("Sửa hồ sơ"), "record_withdraw": _("Thu hồi dòng hồ sơ"), "record_import": _("Ghi hàng loạt"),
    "record_undo": _("Hoàn tác một đợt ghi"), "open_round": _("Lập phương án"), "stop_round": _("Dừng phương án"), "view_round": _("Xem phương án"),
    "keep_policy": _("Lưu chính sách"), "round_ended": _("Phương án kết thúc"), "choose_readings": _("Chọn cách hiểu luật"),
    "try_own_rules": _("Thử quy định riêng"), "found_office": _("Lập văn phòng"), "print_chart": _("In sơ đồ tổ chức"),
    "stop_job": _("Dừng việc chạy nền"), "free_job": _("Giải phóng việc mất tiến trình"), "renew_job": _("Chạy lại việc chạy nền"),
    "keep_catalogue": _("Lưu danh mục sản phẩm"), "choose_periods": _("Chọn kỳ chấm"), "assign_work": _("Giao việc"), "convert_work": _("Cho hệ số việc ngoài danh mục"),
    "tell_obstacle": _("Ghi vướng mắc khách quan"), "judge_obstacle": _("Xác nhận vướng mắc"), "add_evidence": _("Gửi tệp minh chứng"), "withdraw_evidence": _("Rút tệp minh chứng"),
    "open_survey": _("Mở đợt khảo sát"), "answer_survey": _("Gửi phiếu khảo sát"), "end_survey": _("Khép đợt khảo sát"),
    "see_survey": _("Xem kết quả đợt khảo sát"), "write_survey": _("Ghi đợt khảo sát vào hồ sơ"), "undo_survey": _("Hoàn tác đợt khảo sát"),
    "see_abilities": _("Xem năng lực, sở trường"), "see_gaps": _("Xem khoảng trống năng lực"), "export_gaps": _("Xuất khoảng trống năng lực"),
    "see_strengths": _("Xem sở trường trong việc làm"), "ask_back_test": _("Đối chiếu độ phù hợp"),
    "see_calibration": _("Xem bảng cân nhắc xếp loại"), "suggest_level": _("Đề xuất mức ở bảng cân nhắc"), "withdraw_suggestion": _("Rút mức đề xuất"),
    "see_inflation": _("Xem mức nới tay theo năm"), "see_thermometer": _("Xem nhiệt kế chấm điểm"), "see_radar": _("Xem dấu hiệu hình thức"),
    "remind_months": _("Nhắc gửi phiếu tháng"), "remind_survey": _("Nhắc trả lời phiếu khảo sát"), "withdraw_work": _("Rút việc được giao"),
    "import_work": _("Nhập danh sách công việc"), "send_month": _("Gửi phiếu tháng"), "return_month": _("Trả lại phiếu tháng"),
    "reopen_month": _("Mở lại phiếu tháng"), "confirm_month": _("Xác nhận phiếu tháng"), "receive_months": _("Nhận phiếu tháng"),
    "see_month": _("Xem phiếu tháng"), "see_months": _("Xem phiếu tháng của đơn vị"), "see_work": _("Xem việc của đơn vị"), "rate_self": _("Tự nhận mức xếp loại"),
    "keep_year_facts": _("Ghi số liệu xếp loại năm"), "propose_level": _("Đề nghị mức xếp loại"), "decide_year": _("Ghi quyết định xếp loại"),
    "redecide_year": _("Xếp loại lại"), "petition_rating": _("Kiến nghị về xếp loại"), "answer_petition": _("Trả lời kiến nghị xếp loại"),
    "keep_unit_year": _("Ghi xếp loại đơn vị"), "keep_meeting": _("Ghi biên bản họp xếp loại"), "see_year": _("Xem phiếu năm"), "see_years": _("Xem xếp loại của đơn vị"),
    "see_report": _("Xem báo cáo"), "see_report_list": _("Xem danh sách sau số liệu"), "export_report": _("Tải báo cáo"),
    "export_month": _("Tải phiếu tháng"), "export_year": _("Tải phiếu năm"), "export_unit_year": _("Tải biên bản, kết quả xếp loại của đơn vị"),
}  # fmt: skip
KINDS: dict[str, Any] = {
    "person": _("hồ sơ"), "account": _("tài khoản"), "list": _("danh sách"), "round": _("phương án"), "rule": _("quy định"),
    "ledger": _("sổ ghi việc"), "people": _("bảng cán bộ"), "batch": _("đợt ghi"), "policy": _("chính sách"), "unit": _("đơn vị"), "intake": _("đợt nhập"), "job": _("việc chạy nền"),
}  # fmt: skip
"""Kinds of subjects as the filter offers them; tables of the records go by their own names."""


def deed(action: str) -> Any:
    """An action in words; one that has none goes by its own name."""
    return _DEEDS.get(action, action)


def deeds() -> dict[str, Any]:
    """Every action with words."""
    return _DEEDS


def kind_word(kind: str) -> Any:
    """The kind of a subject in words."""
    return KINDS.get(kind, kind)
