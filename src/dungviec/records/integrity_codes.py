"""Closed lists of the declarations officials make of what they own and of where their interests conflict."""

from __future__ import annotations

from dungviec.records.code_list import Code
from dungviec.records.code_list import code_list as _list

DECLARATION_KINDS = _list(
    "declaration_kind", "Loại kê khai tài sản", "Kind of asset declaration",
    Code("first", "Kê khai lần đầu", "First declaration"),
    Code("yearly", "Kê khai hằng năm", "Yearly declaration"),
    Code("supplement", "Kê khai bổ sung", "Supplement"),
    Code("appointment", "Kê khai phục vụ công tác cán bộ", "For an appointment"),
)  # fmt: skip

CONFLICT_MEASURES = _list(
    "conflict_measure", "Biện pháp kiểm soát xung đột lợi ích", "Measure against a conflict of interest",
    Code("supervise", "Giám sát việc thực hiện", "Supervised"),
    Code("reassign", "Giao việc cho người khác", "Given to somebody else"),
    Code("suspend_from_task", "Tạm đình chỉ việc thực hiện nhiệm vụ đó", "Suspended from that task"),
)  # fmt: skip
"""The three of NĐ 59/2019 (KIN-03)."""

INTEGRITY_CODE_LISTS = (DECLARATION_KINDS, CONFLICT_MEASURES)
"""Both lists."""
