"""What is done in this room, as the ledger's page words it. Casting is not among it: it is done under no name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, Any] = {
    "make_vote": _("Lập cuộc bỏ phiếu kín"), "give_out_slips": _("Bắt đầu phát phiếu kín"), "take_slip": _("Nhận phiếu kín"),
    "hand_paper": _("Ghi người nhận phiếu giấy"), "open_box": _("Mở hòm phiếu để bỏ phiếu"), "count_box": _("Kiểm phiếu"),
    "call_off_vote": _("Hủy cuộc bỏ phiếu kín"),
}  # fmt: skip
KINDS: dict[str, Any] = {"vote": _("cuộc bỏ phiếu kín")}
