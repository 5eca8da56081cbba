"""What happens to units: founded, merged, split, abolished, renamed, moved, with the resolution each event rests on."""

from __future__ import annotations

from dungviec.records.schema import Column, Table

UNIT_EVENTS = Table(
    "unit_events", "Biến động tổ chức", "Mỗi dòng là một lần thành lập, sáp nhập, chia tách, giải thể, đổi tên…",
    "One row is one founding, merger, split, abolition, change of name", ("effective", "kind", "resolution"),
    (
        Column("kind", "code", "Loại", "Kind", required=True, codes="unit_event"),
        Column("effective", "date", "Ngày hiệu lực", "Takes effect: first day of the new state", required=True),
        Column("resolution", "text", "Số nghị quyết, quyết định", "Number of the resolution or decision", required=True),
        Column("resolved", "date", "Ngày ban hành", "Day of the resolution", required=True),
        Column("predecessors", "words", "Đơn vị trước", "Identifiers of the units before"),
        Column("successors", "words", "Đơn vị sau", "Identifiers of the units after"),
        Column("note", "text", "Ghi chú", "Note"),
    ),
)  # fmt: skip
"""Not a sheet of the workbook: the office keeps it."""
