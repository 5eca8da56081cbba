"""The tables of the records: one declaration that the workbook, the snapshot and the database all follow.

A table is a list of columns with a type, a Vietnamese heading, a sentence of help and, where it has one, a code list.
``None`` in a nullable column means *not known*: rules answer "unknown" on it, they never assume.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import polars as pl

from dungviec.records.codes import CODE_LISTS, CodeList

Type = Literal["text", "code", "codes", "words", "int", "number", "date", "bool", "money"]
"""``codes``: several values of a code list; ``words``: several free texts; ``money``: đồng, whole numbers."""

_POLARS: dict[str, pl.DataType] = {
    "text": pl.String(), "code": pl.String(), "codes": pl.List(pl.String()), "words": pl.List(pl.String()),
    "int": pl.Int32(), "number": pl.Float64(), "date": pl.Date(), "bool": pl.Boolean(), "money": pl.Int64(),
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: stored name, type, Vietnamese heading, English meaning, whether it may be empty."""

    name: str
    type: Type
    vi: str
    en: str
    required: bool = False
    codes: str | None = None
    refers_to: str | None = None
    """``table.column`` this value must exist in."""

    @property
    def dtype(self) -> pl.DataType:
        """The Polars type."""
        return _POLARS[self.type]

    @property
    def code_list(self) -> CodeList | None:
        """The code list its values come from, if any."""
        return CODE_LISTS[self.codes] if self.codes else None


@dataclass(frozen=True)
class Table:
    """One table: stored name, sheet name, what a row is, columns, and the columns that identify a row."""

    name: str
    sheet: str
    vi: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool = False
    """Whether a workbook without this sheet is refused."""
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {c.name: c for c in self.columns})

    @cached_property
    def polars_schema(self) -> dict[str, pl.DataType]:
        """Column names and types for ``pl.DataFrame(schema=...)``."""
        return {c.name: c.dtype for c in self.columns}

    def empty(self) -> pl.DataFrame:
        """The table without rows."""
        return pl.DataFrame(schema=self.polars_schema)

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """``frame`` with exactly these columns and types; absent columns become null. Raises on what cannot be cast."""
        return frame.select(
            [
                (pl.col(c.name) if c.name in frame.columns else pl.lit(None)).cast(c.dtype, strict=True).alias(c.name)
                for c in self.columns
            ]
        )


def _c(
    name: str,
    type: Type,
    vi: str,
    en: str,
    codes: str | None = None,
    *,
    required: bool = False,
    refers: str | None = None,
) -> Column:
    return Column(name, type, vi, en, required, codes, refers)


UNITS = Table(
    "units", "Đơn vị", "Mỗi dòng là một cơ quan, đơn vị", "One row is one body or unit", ("unit_id",),
    (
        _c("unit_id", "text", "Mã đơn vị", "Identifier", required=True),
        _c("name", "text", "Tên đơn vị", "Name", required=True),
        _c("kind", "code", "Loại đơn vị", "Kind", "unit_kind", required=True),
        _c("parent_id", "text", "Mã đơn vị cấp trên", "Parent unit", refers="units.unit_id"),
        _c("place_code", "text", "Mã địa bàn", "Code of the commune, or of the city, it belongs to (codes of its date)"),
        _c("norm", "int", "Biên chế giao", "Assigned headcount"),
        _c("valid_from", "date", "Từ ngày", "Exists from"),
        _c("valid_to", "date", "Đến ngày", "Exists until (last day)"),
        _c("basis", "text", "Căn cứ thành lập", "Founding decision"),
        _c("newly_formed", "bool", "Mới thành lập, sáp nhập", "Newly formed or merged"),
        _c("has_approved_plan", "bool", "Đã phê duyệt quy hoạch", "Has an approved succession plan"),
    ),
    required=True,
)  # fmt: skip

POSTS = Table(
    "posts", "Vị trí", "Mỗi dòng là một vị trí việc làm; nhiều chỗ giống nhau ghi ở «Số chỗ»",
    "One row is one post (job position); equal seats are counted in seats", ("post_id",),
    (
        _c("post_id", "text", "Mã vị trí", "Identifier", required=True),
        _c("unit_id", "text", "Mã đơn vị", "Unit", required=True, refers="units.unit_id"),
        _c("title", "text", "Tên vị trí", "Title", required=True),
        _c("level", "code", "Cấp chức vụ", "Level", "level", required=True),
        _c("role", "code", "Vai trò", "Role in the unit", "role"),
        _c("category", "code", "Đối tượng", "Whose law governs it", "category", required=True),
        _c("field", "code", "Lĩnh vực", "Field of work", "field", required=True),
        _c("seats", "int", "Số chỗ", "Number of equal seats", required=True),
        _c("importance", "int", "Mức quan trọng (1–5)", "Importance 1 to 5"),
        _c("profile_id", "text", "Khung năng lực", "Competency profile", refers="profiles.profile_id"),
        _c("min_degree", "code", "Trình độ tối thiểu", "Lowest degree", "degree"),
        _c("majors", "words", "Chuyên ngành phù hợp", "Fitting majors; empty means any"),
        _c("min_theory", "code", "Lý luận chính trị tối thiểu", "Lowest political theory", "theory"),
        _c("min_state_management", "code", "Quản lý nhà nước tối thiểu", "Lowest state management", "state_management"),
        _c("party_member", "bool", "Yêu cầu đảng viên", "Party membership required"),
        _c("party_managed", "bool", "Diện Đảng quản lý", "Under Party management"),
        _c("functions", "codes", "Chức năng đặc thù", "Special functions (kinship rules)", "function"),
        _c("strengths", "codes", "Sở trường cần", "Strengths the work calls for", "strength"),
        _c("term_months", "int", "Thời hạn bổ nhiệm (tháng)", "Term of appointment in months"),
        _c("held_with", "text", "Do người giữ vị trí này kiêm", "Held by whoever holds this post (unified head)", refers="posts.post_id"),
        _c("non_local", "bool", "Bố trí người ngoài địa phương", "Meant for somebody from elsewhere"),
        _c("valid_from", "date", "Từ ngày", "Exists from"),
        _c("valid_to", "date", "Đến ngày", "Exists until (last day)"),
    ),
    required=True,
)  # fmt: skip

PEOPLE = Table(
    "people", "Cán bộ", "Mỗi dòng là một người", "One row is one person", ("person_id",),
    (
        _c("person_id", "text", "Mã cán bộ", "Identifier", required=True),
        _c("name", "text", "Họ và tên", "Full name, surname first", required=True),
        _c("sex", "code", "Giới tính", "Sex", "sex"),
        _c("born", "date", "Ngày sinh", "Date of birth"),
        _c("born_year_only", "int", "Năm sinh (nếu không rõ ngày, tháng)", "Year of birth when day and month are not known"),
        _c("ethnicity", "text", "Dân tộc", "Ethnic group"),
        _c("citizen_id", "text", "Số CCCD", "Citizen number"),
        _c("home_place", "text", "Quê quán", "Native place"),
        _c("home_code", "text", "Mã địa bàn quê quán", "Code of the native commune (or province)"),
        _c("category", "code", "Đối tượng", "Category", "category"),
        _c("employment", "code", "Biên chế, loại hợp đồng", "On the establishment, or the kind of labour contract", "employment"),
        _c("joined", "date", "Ngày vào ngành", "Joined the service"),
        _c("party_joined", "date", "Ngày vào Đảng", "Joined the Party"),
        _c("party_member", "bool", "Đảng viên", "Party member"),
        _c("degree", "code", "Trình độ chuyên môn", "Highest degree", "degree"),
        _c("major", "text", "Chuyên ngành", "Major"),
        _c("theory", "code", "Lý luận chính trị", "Political theory", "theory"),
        _c("state_management", "code", "Quản lý nhà nước", "State management", "state_management"),
        _c("rank_code", "text", "Mã ngạch, chức danh nghề nghiệp", "Rank or professional-title code"),
        _c("coefficient", "number", "Hệ số lương", "Pay coefficient"),
        _c("file_complete", "bool", "Hồ sơ đầy đủ", "Personal file complete"),
        _c("file_verified", "bool", "Hồ sơ đã thẩm định", "Personal file verified"),
        _c("file_dated", "date", "Ngày cập nhật hồ sơ", "Parts of the file dated"),
        _c("assets_declared", "bool", "Đã kê khai tài sản", "Asset declaration filed"),
        _c("assets_verified", "bool", "Kê khai đã xác minh", "Asset declaration verified"),
        _c("health_fit", "bool", "Đủ sức khỏe", "Fit for work"),
        _c("health_dated", "date", "Ngày giấy khám sức khỏe", "Health certificate dated"),
        _c("products_match", "bool", "Kinh nghiệm, sản phẩm phù hợp", "Experience and products reviewed as matching"),
        _c("barred", "bool", "Bị cấm đảm nhiệm chức vụ", "Barred from office"),
        _c("discipline_open", "bool", "Đang xem xét kỷ luật", "Disciplinary procedure open"),
        _c("denunciation_open", "bool", "Đang giải quyết tố cáo", "Denunciation being examined"),
        _c("inspection_open", "bool", "Đang kiểm tra, thanh tra", "Inspection for signs of violation open"),
        _c("suspended", "bool", "Đang tạm đình chỉ", "Suspended"),
        _c("criminal_open", "bool", "Đang bị khởi tố, điều tra, xét xử", "Criminal proceedings open"),
        _c("on_leave", "text", "Nghỉ dài ngày", "Long leave (maternity, study), if any"),
    ),
    required=True,
)  # fmt: skip

TENURES = Table(
    "tenures", "Quá trình", "Mỗi dòng là một giai đoạn giữ một vị trí", "One row is one period in one post",
    ("person_id", "from_date", "title", "unit_name"),
    (
        _c("person_id", "text", "Mã cán bộ", "Person", required=True, refers="people.person_id"),
        _c("post_id", "text", "Mã vị trí", "Post, when it is one of the posts on file", refers="posts.post_id"),
        _c("title", "text", "Chức vụ, công việc", "Title as written", required=True),
        _c("unit_name", "text", "Đơn vị", "Unit as written"),
        _c("level", "code", "Cấp chức vụ", "Level", "level"),
        _c("field", "code", "Lĩnh vực", "Field of work", "field"),
        _c("kind", "code", "Hình thức", "Kind", "tenure_kind", required=True),
        _c("from_date", "date", "Từ ngày", "From", required=True),
        _c("to_date", "date", "Đến ngày", "To (last day); empty while it lasts"),
        _c("left_because", "code", "Lý do thôi giữ", "Why it ended", "left_because"),
        _c("term_ends", "date", "Hết thời hạn bổ nhiệm", "End of the term of appointment"),
        _c("first_appointed", "date", "Bổ nhiệm lần đầu", "First appointed to this post"),
        _c("decision", "text", "Số quyết định", "Decision number"),
        _c("decided", "date", "Ngày quyết định", "Decision dated"),
        _c("how", "text", "Cách bố trí", "How the person came (appointed, rotated, transferred, reappointed)"),
        _c("share", "int", "Phần việc (%)", "Share of full work in percent, where somebody holds several posts"),
        _c("decided_by", "text", "Cơ quan quyết định", "Body that decided"),
    ),
    required=True,
)  # fmt: skip

RATING_ROWS = Table(
    "ratings", "Xếp loại", "Mỗi dòng là một kết quả xếp loại năm", "One row is one yearly rating", ("person_id", "year", "system"),
    (
        _c("person_id", "text", "Mã cán bộ", "Person", required=True, refers="people.person_id"),
        _c("year", "int", "Năm", "Year", required=True),
        _c("system", "code", "Hệ", "State or Party", "rating_system", required=True),
        _c("rating", "code", "Xếp loại", "Rating; empty when lawfully not rated", "rating"),
        _c("decided", "date", "Ngày quyết định", "Decided"),
        _c("note", "text", "Ghi chú", "Note, such as why not rated"),
        _c("decision", "text", "Số quyết định", "Decision number"),
        _c("decided_by", "text", "Cơ quan quyết định", "Body that decided"),
    ),
)  # fmt: skip

TRAINING = Table(
    "training", "Đào tạo", "Mỗi dòng là một lượt học của một người", "One row is one person's attendance",
    ("person_id", "kind", "title", "from_date"),
    (
        _c("person_id", "text", "Mã cán bộ", "Person; empty for people who are not on the city's rolls", refers="people.person_id"),
        _c("kind", "code", "Loại", "Kind", "training_kind", required=True),
        _c("title", "text", "Tên khóa học", "Course", required=True),
        _c("class_id", "text", "Mã lớp", "Class"),
        _c("place", "text", "Nơi học", "School"),
        _c("from_date", "date", "Từ ngày", "From", required=True),
        _c("to_date", "date", "Đến ngày", "To"),
        _c("result", "text", "Kết quả, văn bằng", "Result"),
        _c("cost", "money", "Kinh phí (đồng)", "Cost in đồng"),
        _c("attendees", "int", "Số người", "How many people this row stands for (1 for a named person)"),
        _c("decision", "text", "Số quyết định", "Decision number"),
        _c("decided", "date", "Ngày quyết định", "Decision dated"),
        _c("decided_by", "text", "Cơ quan quyết định", "Body that decided"),
    ),
)  # fmt: skip

DISCIPLINE = Table(
    "discipline", "Kỷ luật", "Mỗi dòng là một quyết định kỷ luật", "One row is one disciplinary decision", ("person_id", "decided", "kind"),
    (
        _c("person_id", "text", "Mã cán bộ", "Person", required=True, refers="people.person_id"),
        _c("kind", "code", "Loại", "Party or administrative", "discipline_kind", required=True),
        _c("form", "code", "Hình thức", "Form", "discipline_form", required=True),
        _c("decided", "date", "Ngày quyết định", "Decided", required=True),
        _c("effective", "date", "Ngày hiệu lực", "Takes effect"),
        _c("ends", "date", "Hết hiệu lực", "Last day in force, where stated"),
        _c("remedied", "bool", "Đã khắc phục, được ghi nhận", "Remedied and recognised"),
        _c("decision", "text", "Số quyết định", "Decision number"),
        _c("decided_by", "text", "Cơ quan quyết định", "Body that decided"),
    ),
)  # fmt: skip

AWARDS = Table(
    "awards", "Khen thưởng", "Mỗi dòng là một danh hiệu, khen thưởng", "One row is one award", ("person_id", "year", "title"),
    (
        _c("person_id", "text", "Mã cán bộ", "Person", required=True, refers="people.person_id"),
        _c("year", "int", "Năm", "Year", required=True),
        _c("title", "text", "Danh hiệu, hình thức", "Award", required=True),
        _c("decision", "text", "Số quyết định", "Decision number"),
        _c("decided", "date", "Ngày quyết định", "Decision dated"),
        _c("decided_by", "text", "Cơ quan quyết định", "Body that decided"),
    ),
)  # fmt: skip

KINSHIP = Table(
    "kinship", "Quan hệ gia đình", "Mỗi dòng là một quan hệ: người thứ nhất là … của người thứ hai",
    "One row is one tie: the first person is the … of the second", ("person_id", "relative_id"),
    (
        _c("person_id", "text", "Mã cán bộ", "First person", required=True, refers="people.person_id"),
        _c("relative_id", "text", "Mã người thân", "Second person", required=True, refers="people.person_id"),
        _c("relation", "code", "Quan hệ", "The first is the … of the second", "relation", required=True),
    ),
)  # fmt: skip

PLANS = Table(
    "plans", "Quy hoạch", "Mỗi dòng là một chức danh một người được quy hoạch", "One row is one title one person is planned for",
    ("person_id", "title", "approved"),
    (
        _c("person_id", "text", "Mã cán bộ", "Person", required=True, refers="people.person_id"),
        _c("title", "text", "Chức danh quy hoạch", "Planned title", required=True),
        _c("post_id", "text", "Mã vị trí", "Post, when it is one of the posts on file", refers="posts.post_id"),
        _c("level", "code", "Cấp chức vụ", "Level of the planned title", "level", required=True),
        _c("field", "code", "Lĩnh vực", "Field of the planned title", "field"),
        _c("approved", "date", "Ngày phê duyệt", "Approved", required=True),
        _c("until", "date", "Hết hiệu lực", "Until"),
        _c("term", "text", "Nhiệm kỳ", "Term of office, such as 2020–2025"),
        _c("decision", "text", "Số quyết định", "Decision number"),
        _c("decided_by", "text", "Cơ quan quyết định", "Body that decided"),
    ),
)  # fmt: skip

PROFILES = Table(
    "profiles", "Khung năng lực", "Mỗi dòng là một năng lực một khung yêu cầu", "One row is one competency a profile requires",
    ("profile_id", "competency"),
    (
        _c("profile_id", "text", "Mã khung", "Profile", required=True),
        _c("competency", "text", "Mã năng lực", "Competency code (G1–G7, P1–P5, M1–M5)", required=True),
        _c("min_level", "int", "Mức tối thiểu", "Lowest level (1–5)", required=True),
        _c("max_level", "int", "Mức cần", "Wanted level (1–5)"),
        _c("weight", "int", "Trọng số", "Weight within the profile (1–5)"),
    ),
)  # fmt: skip

COMPETENCIES = Table(
    "competencies", "Năng lực", "Mỗi dòng là một mức năng lực có minh chứng", "One row is one competency level with its evidence",
    ("person_id", "competency", "assessed"),
    (
        _c("person_id", "text", "Mã cán bộ", "Person", required=True, refers="people.person_id"),
        _c("competency", "text", "Mã năng lực", "Competency code", required=True),
        _c("level", "int", "Mức (1–5)", "Level", required=True),
        _c("evidence", "text", "Minh chứng", "Evidence"),
        _c("assessed", "date", "Ngày đánh giá", "Assessed"),
        _c("confidence", "int", "Độ tin cậy (1–3)", "Confidence 1 to 3"),
    ),
)  # fmt: skip

STRENGTH_ROWS = Table(
    "strengths", "Sở trường", "Mỗi dòng là một sở trường có minh chứng", "One row is one strength with its evidence",
    ("person_id", "strength", "noted"),
    (
        _c("person_id", "text", "Mã cán bộ", "Person", required=True, refers="people.person_id"),
        _c("strength", "code", "Sở trường", "Strength", "strength", required=True),
        _c("evidence", "text", "Minh chứng", "Evidence"),
        _c("noted", "date", "Ngày ghi nhận", "Noted"),
        _c("confidence", "int", "Độ tin cậy (1–3)", "Confidence 1 to 3"),
    ),
)  # fmt: skip

WISHES = Table(
    "wishes", "Nguyện vọng", "Mỗi dòng là một nguyện vọng", "One row is one wish", ("person_id", "kind", "target"),
    (
        _c("person_id", "text", "Mã cán bộ", "Person", required=True, refers="people.person_id"),
        _c("kind", "code", "Loại", "Kind", "wish_kind", required=True),
        _c("target", "text", "Nội dung", "Unit, field, place code or post wished for; empty for staying"),
        _c("strength", "int", "Mức mong muốn (1–3)", "How much, 1 to 3", required=True),
        _c("stated", "date", "Ngày đăng ký", "Stated"),
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        UNITS, POSTS, PEOPLE, TENURES, RATING_ROWS, TRAINING, DISCIPLINE, AWARDS, KINSHIP, PLANS, PROFILES, COMPETENCIES,
        STRENGTH_ROWS, WISHES,
    )
}  # fmt: skip
"""Every table by its stored name, in the order of the workbook's sheets."""
