"""The long work of the room, for the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.long_work import Errand, LongWork, tell

tell(
    LongWork("dungviec.office.placement.tasks.run_round", _("Lập phương án"), "round_id", "placement.Round", stopped="cancelled"),
    LongWork("dungviec.office.placement.tasks.find_swaps", _("Tìm hoán đổi"), "sheet_id", "placement.SwapSheet", running=()),
    Errand("dungviec.office.placement.tasks.try_firmness", _("Thử độ bền của phương án")),
    Errand("dungviec.office.placement.tasks.try_years", _("Tính bố trí nhiều năm")),
)  # fmt: skip
