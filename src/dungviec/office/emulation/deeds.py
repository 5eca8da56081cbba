"""What is done in this room, as the ledger's page words it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "see_titles": _("Xem nguồn đề nghị thi đua"), "see_title_answers": _("Xem điều kiện danh hiệu của một người"),
    "export_titles": _("Tải nguồn đề nghị thi đua"), "see_title_shares": _("Xem danh hiệu theo nhóm"), "keep_title_terms": _("Đặt tỷ lệ, ngưỡng biểu quyết thi đua"),
    "open_title_round": _("Mở đợt thi đua"), "move_title_round": _("Chuyển bước đợt thi đua"), "register_titles": _("Ghi đăng ký thi đua"),
    "propose_titles": _("Đề nghị danh hiệu thi đua"), "see_title_proposals": _("Xem đề nghị danh hiệu"), "change_title_proposal": _("Sửa đề nghị danh hiệu"),
    "withdraw_title_proposal": _("Rút đề nghị danh hiệu"), "hold_title_council": _("Ghi biểu quyết của hội đồng thi đua"),
    "decide_titles": _("Quyết định danh hiệu thi đua"), "revoke_title": _("Thu hồi danh hiệu thi đua"), "print_title_paper": _("Tải văn bản thi đua"),
    "see_works": _("Xem sổ sáng kiến"), "record_work": _("Ghi sáng kiến"), "withdraw_work": _("Rút sáng kiến khỏi sổ"), "thank": _("Cảm ơn đồng nghiệp"),
}  # fmt: skip
KINDS: dict[str, Any] = {"title_round": _("đợt thi đua"), "title_proposal": _("đề nghị danh hiệu")}
VERBS: dict[str, Any] = {
    "opened": _("Mở đợt"), "proposing": _("Khóa đăng ký, nhận đề nghị"), "council": _("Nhận hồ sơ, đưa ra hội đồng"), "submitted": _("Trình cấp quyết định"),
    "decided": _("Quyết định"), "called_off": _("Hủy đợt"), "proposed": _("Đề nghị"), "changed": _("Sửa báo cáo"), "withdrawn": _("Rút đề nghị"),
    "carried": _("Hội đồng thông qua"), "failed": _("Hội đồng không thông qua"), "awarded": _("Ghi vào hồ sơ"), "revoked": _("Thu hồi"),
}  # fmt: skip
"""Words of the steps kept with rounds and proposals."""
