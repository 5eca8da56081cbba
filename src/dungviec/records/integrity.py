"""Tables of declarations: assets and income of a year, and conflicts of interest; corrected as all events are, by withdrawing and adding."""

from __future__ import annotations

from dungviec.records.schema import Table, _c

_PERSON = _c("person_id", "text", "Mã cán bộ", "Person", required=True, refers="people.person_id")

ASSET_DECLARATIONS = Table(
    "asset_declarations", "Kê khai tài sản", "Mỗi dòng là một bản kê khai được yêu cầu", "One row is one declaration asked for",
    ("person_id", "year", "kind"),
    (
        _PERSON,
        _c("year", "int", "Năm", "Year", required=True),
        _c("kind", "code", "Loại kê khai", "Kind", "declaration_kind", required=True),
        _c("asked", "date", "Ngày yêu cầu", "Asked"),
        _c("due", "date", "Hạn nộp", "Due"),
        _c("handed_in", "date", "Ngày nộp", "Handed in"),
        _c("published", "date", "Ngày công khai", "Published"),
        _c("drawn", "bool", "Được chọn xác minh", "Drawn for verification"),
        _c("verified", "date", "Ngày kết luận xác minh", "Verification concluded"),
    ),
)  # fmt: skip

INTEREST_DECLARATIONS = Table(
    "interest_declarations", "Xung đột lợi ích", "Mỗi dòng là một xung đột lợi ích đã báo cáo", "One row is one conflict of interest declared",
    ("person_id", "reported", "matter"),
    (
        _PERSON,
        _c("known", "date", "Ngày biết", "Known since", required=True),
        _c("reported", "date", "Ngày báo cáo", "Reported", required=True),
        _c("relation", "text", "Quan hệ", "Relation", required=True),
        _c("matter", "text", "Việc có xung đột lợi ích", "Matter", required=True),
        _c("step_aside", "bool", "Xin không tham gia giải quyết", "Asks to step aside"),
        _c("measure", "code", "Biện pháp kiểm soát", "Measure", "conflict_measure"),
        _c("decided", "date", "Ngày quyết định biện pháp", "Measure decided"),
    ),
)  # fmt: skip

INTEGRITY_TABLES: dict[str, Table] = {t.name: t for t in (ASSET_DECLARATIONS, INTEREST_DECLARATIONS)}
"""Both tables by name."""
