"""The 31 columns of BM01-VC/BNV, number and quality of public employees (addendum section 9, STAT-VC01; REPORTED: software layout)."""

from __future__ import annotations

import polars as pl

from dungviec.workforce.scope import SCHOOLS
from dungviec.workforce.state import minority
from dungviec.workforce.statutory_columns import AGED, RANKED, SPOKEN, STUDIED, StatColumn, is_one_of

_TEACHING = ("kindergarten", "primary", "maths", "literature", "science", "languages", "arts_sport", "education_admin")
_NO_RESEARCH = (
    "danh mục lĩnh vực của vị trí không có nghiên cứu khoa học",
    "the list of fields of work holds no scientific research",
)
_CLASSES = ("A3.1", "A2.1", "A2.2", "A1", "A0")


def _rows() -> list[StatColumn]:
    c, age = StatColumn, pl.col("age")
    field, rank, degree, theory = (
        "Lĩnh vực",
        "Hạng chức danh nghề nghiệp (tương đương)",
        "Trình độ chuyên môn",
        "Lý luận chính trị",
    )
    computing, language, ages, among = "Tin học", "Ngoại ngữ", "Độ tuổi", "Trong đó"
    english, other = "Tiếng Anh", "Ngoại ngữ khác"
    teaches = is_one_of("post_field", *_TEACHING) | is_one_of("unit_kind", *SCHOOLS)
    heals, culture = is_one_of("post_field", "health") & ~teaches, is_one_of("post_field", "culture") & ~teaches
    known = pl.col("post_field").is_not_null() | teaches
    is_english = pl.col("language").str.to_lowercase().str.contains("anh|english").fill_null(value=False)
    certified = pl.col("language_level").is_not_null()
    about = ("posts.field", "people.person_id")
    return [
        c(1, "", "Tổng số viên chức", "Public employees", pl.col("person_id").is_not_null(), ("people.person_id",)),
        c(2, field, "Giáo dục", "Education", teaches, about),
        c(3, field, "Y tế", "Health", heals, about),
        c(4, field, "Nghiên cứu khoa học", "Science", None, about, _NO_RESEARCH),
        c(5, field, "Văn hóa, thể thao, thông tin", "Culture, sport, information", culture, about),
        c(6, field, "Khác", "Other", known & ~teaches & ~heals & ~culture, about),
        c(7, rank, "Chuyên viên cao cấp", "Senior", is_one_of("rank_class", "A3.1"), RANKED),
        c(8, rank, "Chuyên viên chính", "Principal", is_one_of("rank_class", "A2.1", "A2.2"), RANKED),
        c(9, rank, "Chuyên viên", "Specialist", is_one_of("rank_class", "A1"), RANKED),
        c(10, rank, "Cán sự", "Officer", is_one_of("rank_class", "A0"), RANKED),
        c(11, rank, "Còn lại", "Rest", pl.col("rank_class").is_not_null() & ~is_one_of("rank_class", *_CLASSES), RANKED),
        c(12, degree, "Tiến sĩ", "Doctor", is_one_of("degree", "doctor"), ("people.degree",)),
        c(13, degree, "Thạc sĩ", "Master", is_one_of("degree", "master"), ("people.degree",)),
        c(14, degree, "Đại học", "University", is_one_of("degree", "university"), ("people.degree",)),
        c(15, degree, "Còn lại", "Rest", is_one_of("degree", "college", "intermediate", "elementary"), ("people.degree",)),
        c(16, theory, "Cử nhân, cao cấp", "Bachelor, advanced", is_one_of("theory", "bachelor", "advanced"), ("people.theory",)),
        c(17, theory, "Trung cấp", "Intermediate", is_one_of("theory", "intermediate"), ("people.theory",)),
        c(18, computing, "Trung cấp trở lên", "Diploma or higher", pl.col("computing_diploma"), STUDIED),
        c(19, computing, "Chứng chỉ", "Certificate", pl.col("computing_level").is_not_null(), ("particulars.computing_level",)),
        c(20, language, "Đại học trở lên", "University or higher", pl.col("english_degree"), STUDIED, subgroup=english),
        c(21, language, "Chứng chỉ", "Certificate", is_english & certified, SPOKEN, subgroup=english),
        c(22, language, "Đại học trở lên", "University or higher", pl.col("other_degree"), STUDIED, subgroup=other),
        c(23, language, "Chứng chỉ", "Certificate", ~is_english & certified, SPOKEN, subgroup=other),
        c(24, ages, "Dưới 30", "Under 30", age < 30, AGED),
        c(25, ages, "Từ 30 đến 50", "30 to 50", age.is_between(30, 50), AGED),
        c(26, ages, "Trên 50 đến 60", "Over 50 to 60", age.is_between(51, 60), AGED),
        c(27, ages, "Trong đó: nữ 54, nam 59", "Of which women 54, men 59", (is_one_of("sex", "female") & (age == 54)) | (is_one_of("sex", "male") & (age == 59)), (*AGED, "people.sex")),
        c(28, ages, "Trên tuổi nghỉ hưu", "Above retirement age", pl.col("past_retirement"), (*AGED, "people.sex")),
        c(29, among, "Đảng viên", "Party members", pl.col("party_member"), ("people.party_member",)),
        c(30, among, "Nữ", "Women", is_one_of("sex", "female"), ("people.sex",)),
        c(31, among, "Dân tộc thiểu số", "Ethnic minority", minority(), ("people.ethnicity",)),
    ]  # fmt: skip


VC01_COLUMNS: tuple[StatColumn, ...] = tuple(_rows())
"""BM01-VC/BNV, columns 1 to 31."""
