"""The tables of a course file: courses, what each closes, standards of titles; and what was asked: requests, wishes, self-study.

One declaration that YAML, JSON and Excel files follow (:mod:`dungviec.exchange.course_files`).
"""

from __future__ import annotations

from dungviec.records.schema import Column, Table

COURSES = Table(
    "courses", "Khóa học", "Mỗi dòng là một khóa có thể mở trong năm", "One row is one course that can be held in the year", ("code",),
    (
        Column("code", "text", "Mã khóa", "Identifier", required=True),
        Column("vi", "text", "Tên khóa", "Title", required=True),
        Column("en", "text", "Tên tiếng Anh", "English title; the Vietnamese one where empty"),
        Column("kind", "code", "Loại", "Kind of training", required=True, codes="training_kind"),
        Column("offered", "text", "Nơi tổ chức", "own, province or ministry; own where empty"),
        Column("place", "text", "Nơi học", "School"),
        Column("least", "int", "Số người ít nhất một lớp", "Fewest people of a class", required=True),
        Column("most", "int", "Số người nhiều nhất một lớp", "Most people of a class", required=True),
        Column("classes", "int", "Số lớp có thể mở", "Classes that may be opened", required=True),
        Column("class_cost", "money", "Kinh phí một lớp (đồng)", "Cost of a class in đồng", required=True),
        Column("seat_cost", "money", "Kinh phí một người (đồng)", "Cost of a seat in đồng", required=True),
        Column("days", "int", "Số ngày học", "Working days away", required=True),
        Column("promised", "int", "Chỗ đã hứa cho người ngoài danh sách", "Seats promised to people off the rolls"),
        Column("begins", "date", "Từ ngày", "First day of all its classes"),
        Column("ends", "date", "Đến ngày", "Last day of all its classes"),
        Column("part_time", "bool", "Vừa học vừa làm", "Part-time: may overlap another course"),
        Column("categories", "codes", "Đối tượng", "Only these categories", codes="category"),
        Column("levels", "codes", "Cấp chức vụ", "Only holders of posts of these levels", codes="level"),
        Column("unit_kinds", "codes", "Loại đơn vị", "Only people of these kinds of units", codes="unit_kind"),
        Column("party_member", "bool", "Đảng viên", "Có: Party members only; Không: others only"),
        Column("postgraduate", "bool", "Sau đại học", "Postgraduate study: the law's conditions are asked"),
        Column("months", "int", "Số tháng học", "Length in months, for the commitment"),
    ),
    required=True,
)  # fmt: skip
CLOSES = Table(
    "closes", "Khóa đóng gì", "Mỗi dòng là một nội dung một khóa đóng", "One row is one subject a course closes", ("code", "what"),
    (
        Column("code", "text", "Mã khóa", "Course", required=True, refers_to="courses.code"),
        Column("what", "text", "Nội dung", "Subject: G1, theory, state_management, degree, certificate:<kind>", required=True),
        Column("start", "text", "Từ mức", "Lowest level it takes (0 where empty)"),
        Column("end", "text", "Đến mức", "Level it leads to", required=True),
    ),
)  # fmt: skip
STANDARDS = Table(
    "standards", "Tiêu chuẩn chức danh", "Mỗi dòng là một chứng chỉ mà chức danh, ngạch đòi, do cơ quan khai",
    "One row is one certificate a title asks for, as the office states it", ("kind", "vi"),
    (
        Column("ranks", "words", "Mã ngạch, chức danh", "Codes, or beginnings ending in *; `;` between", required=True),
        Column("kind", "code", "Loại chứng chỉ", "Kind of course that gives it", required=True, codes="training_kind"),
        Column("vi", "text", "Nội dung", "What it says", required=True),
        Column("en", "text", "Tiếng Anh", "In English; the Vietnamese where empty"),
        Column("basis", "text", "Căn cứ cơ quan khai", "Where it stands, by the office's own word", required=True),
        Column("start", "date", "Từ ngày", "In force from"),
        Column("until", "date", "Đến ngày", "In force until"),
        Column("months", "int", "Giá trị (tháng)", "How long a certificate holds; empty: without end"),
        Column("grace_months", "int", "Được chậm (tháng)", "Months after joining within which nothing is due"),
    ),
)  # fmt: skip
REQUESTS = Table(
    "requests", "Đơn vị yêu cầu", "Mỗi dòng là một yêu cầu của đơn vị", "One row is one request of a unit", ("unit_id", "what", "wants"),
    (
        Column("unit_id", "text", "Mã đơn vị", "Unit", required=True),
        Column("what", "text", "Nội dung", "Subject", required=True),
        Column("wants", "text", "Mức cần", "Level wanted (1 where empty)"),
        Column("people", "words", "Mã cán bộ", "People; empty: everybody of the unit"),
        Column("urgency", "int", "Mức cần thiết (1–3)", "Urgency 1 to 3 (2 where empty)"),
        Column("because", "text", "Lý do", "Why"),
    ),
)  # fmt: skip
WISHES = Table(
    "wishes", "Nguyện vọng học", "Mỗi dòng là một nguyện vọng", "One row is one wish", ("person_id", "what"),
    (
        Column("person_id", "text", "Mã cán bộ", "Person", required=True),
        Column("what", "text", "Nội dung", "Subject", required=True),
        Column("wants", "text", "Mức muốn", "Level wished for (1 where empty)"),
        Column("strength", "int", "Mức mong muốn (1–3)", "How much, 1 to 3 (2 where empty)"),
        Column("major_fits", "bool", "Chuyên ngành phù hợp", "Postgraduate study: the major was reviewed as fitting"),
    ),
)  # fmt: skip
SELF_STUDY = Table(
    "self_study", "Tự học", "Mỗi dòng là một mức đạt được do tự học", "One row is one level reached by own study", ("person_id", "what", "on"),
    (
        Column("person_id", "text", "Mã cán bộ", "Person", required=True),
        Column("what", "text", "Nội dung", "Subject", required=True),
        Column("level", "text", "Mức đạt", "Level reached", required=True),
        Column("on", "date", "Ngày", "On", required=True),
        Column("evidence", "text", "Minh chứng", "Evidence", required=True),
        Column("grade", "int", "Độ chắc (1–3)", "1 own word, 2 product or confirmed, 3 tested or certified", required=True),
    ),
)  # fmt: skip
CATALOGUE_TABLES = {t.name: t for t in (COURSES, CLOSES, STANDARDS)}
ASKED_TABLES = {t.name: t for t in (REQUESTS, WISHES, SELF_STUDY)}
