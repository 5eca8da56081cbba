"""What the ledger calls the deeds of this room."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "see_explore": _("Khảo sát số liệu"),
    "see_explore_list": _("Mở danh sách của một ô số liệu"),
    "export_explore": _("Tải bảng số liệu"),
    "save_question": _("Lưu câu hỏi số liệu"),
    "delete_question": _("Xóa câu hỏi số liệu"),
}
