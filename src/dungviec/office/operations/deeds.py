"""What is done in this room, as the ledger's page words it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "ask_backup": _("Yêu cầu sao lưu"), "backup_ended": _("Sao lưu kết thúc"), "ask_rehearsal": _("Yêu cầu diễn tập khôi phục"),
    "rehearsal_ended": _("Diễn tập khôi phục kết thúc"), "take_job_back": _("Nhận lại việc của tiến trình đã mất"),
}  # fmt: skip
