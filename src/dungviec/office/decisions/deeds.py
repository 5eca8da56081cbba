"""What is done in this room, as the ledger's page words it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "draft_decision": _("Lập dự thảo quyết định"), "change_decision": _("Sửa dự thảo quyết định"),
    "except_decision": _("Ghi ý kiến của cấp có thẩm quyền"), "submit_decision": _("Trình ký quyết định"),
    "return_decision": _("Trả lại quyết định"), "drop_decision": _("Bỏ dự thảo quyết định"), "sign_decision": _("Ký quyết định"),
    "undo_decision": _("Thu hồi quyết định"), "draft_packet": _("Lập đợt quyết định"), "see_decision": _("Xem quyết định"),
    "export_decision": _("Tải quyết định"), "export_packet": _("Tải cả bộ quyết định"), "hand_over": _("Ghi bàn giao"),
    "own_template": _("Nộp mẫu văn bản riêng"), "put_back_template": _("Về mẫu kèm phần mềm"), "open_procedure": _("Mở quy trình"),
    "record_step": _("Ghi bước quy trình"), "see_procedure": _("Xem quy trình"), "see_due": _("Xem ai đến hạn"),
    "export_minutes": _("Tải biên bản kiểm phiếu"), "change_agency": _("Sửa cơ quan ban hành"),
}  # fmt: skip
KINDS: dict[str, Any] = {
    "packet": _("đợt quyết định"),
    "procedure": _("quy trình"),
    "agency": _("cơ quan ban hành"),
    "template": _("mẫu văn bản"),
}
