"""Two further tables of the records: single assessments with who gave them, and counts of finished work by kind."""

from __future__ import annotations

from dungviec.records.schema import Column, Table

ASSESSMENTS = Table(
    "assessments", "Phiếu năng lực", "Mỗi dòng là một mức do một người (hoặc một nhóm) cho một năng lực",
    "One row is one level given by one person (or a group) for one competency", ("person_id", "competency", "source", "assessed"),
    (
        Column("person_id", "text", "Mã cán bộ", "Person", required=True, refers_to="people.person_id"),
        Column("competency", "text", "Mã năng lực", "Competency code", required=True),
        Column("level", "int", "Mức (1–5)", "Level 1 to 5", required=True),
        Column("source", "code", "Nguồn", "Source", required=True, codes="assessment_source"),
        Column("assessed", "date", "Ngày", "Given on", required=True),
        Column("assessor", "text", "Người cho mức", "Who gave it; empty for a group of colleagues"),
        Column("group_size", "int", "Số người của nhóm", "How many people the group had"),
        Column("evidence", "text", "Minh chứng", "Evidence"),
        Column("until", "date", "Giá trị đến ngày", "A certificate's last day"),
        Column("survey", "int", "Đợt khảo sát", "Survey round it was given in"),
    ),
)  # fmt: skip

WORK_COUNTS = Table(
    "work_counts", "Việc theo loại", "Mỗi dòng là số sản phẩm của một người trong một loại việc, một năm",
    "One row counts one person's products of one kind of work in one year", ("person_id", "year", "kind"),
    (
        Column("person_id", "text", "Mã cán bộ", "Person", required=True, refers_to="people.person_id"),
        Column("year", "int", "Năm", "Year", required=True),
        Column("kind", "code", "Loại việc", "Kind of work, by the strength it calls for", required=True, codes="strength"),
        Column("assigned", "int", "Được giao", "Assigned", required=True),
        Column("done", "int", "Đã xong", "Finished", required=True),
        Column("good", "int", "Đạt ngay", "Good at the first delivery", required=True),
        Column("on_time", "int", "Đúng hạn", "On time", required=True),
        Column("source_row", "text", "Nguồn", "Where the counts come from"),
    ),
)  # fmt: skip

COMPETENCY_TABLES = {t.name: t for t in (ASSESSMENTS, WORK_COUNTS)}
"""Both by name; the office's competency room holds them, any room may write them through the records' services."""

EVIDENCE_PREFIX = "Bộc lộ qua công việc"
"""How the evidence of a recorded strength begins that came from the work: by it the source stays known."""
