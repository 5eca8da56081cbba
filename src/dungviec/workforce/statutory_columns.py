"""The columns of the statutory tables: number, heading, and the condition under which a person is counted (processes.md section 4)."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dungviec.workforce.state import minority


@dataclass(frozen=True, slots=True)
class StatColumn:
    """One column. ``test`` counts people; None for a column of units, or one the records cannot fill (``missing`` says why)."""

    number: int
    group: str
    head: str
    en: str
    test: pl.Expr | None
    needs: tuple[str, ...] = ()
    missing: tuple[str, str] | None = None
    subgroup: str = ""


def is_one_of(column: str, *values: str) -> pl.Expr:
    """Whether a column holds one of the values; what is not known does not."""
    return pl.col(column).is_in(values).fill_null(value=False)


_AGE = pl.col("age")
_FEMALE, _MALE = is_one_of("sex", "female"), is_one_of("sex", "male")
RANKED = ("people.rank_code",)
"""What columns by rank, by age, of languages and of diplomas read."""
AGED = ("people.born",)
STUDIED = ("people.major", "people.degree")
EMPLOYED = ("people.employment",)
_ENGLISH = pl.col("language").str.to_lowercase().str.contains("anh|english").fill_null(value=False)
_LANGUAGE = pl.col("language_level").is_not_null()
SPOKEN = ("particulars.language", "particulars.language_level")


def _rows() -> list[StatColumn]:
    c = StatColumn
    among, rank, degree, theory = "Trong đó", "Chia theo ngạch", "Trình độ chuyên môn", "Trình độ chính trị"
    computing, language, state, ages = "Tin học", "Ngoại ngữ", "Quản lý nhà nước", "Độ tuổi"
    fifty = "Từ 51 đến 60"
    return [
        c(1, "", "Tổng số biên chế được giao", "Assigned headcount", None, ("units.norm",)),
        c(2, "", "Tổng số công chức hiện có", "Present", pl.col("person_id").is_not_null(), ("people.person_id",)),
        c(3, among, "Nữ", "Women", _FEMALE, ("people.sex",)),
        c(4, among, "Đảng viên", "Party members", pl.col("party_member"), ("people.party_member",)),
        c(5, among, "Dân tộc thiểu số", "Ethnic minority", minority(), ("people.ethnicity",)),
        c(6, among, "Tôn giáo", "Religion", pl.col("religion").is_not_null() & ~pl.col("religion").str.to_lowercase().str.strip_chars().is_in(["không", ""]), ("particulars.religion",)),
        c(7, rank, "Chuyên viên cao cấp và TĐ", "Senior specialist", is_one_of("rank_class", "A3.1"), RANKED),
        c(8, rank, "Chuyên viên chính và TĐ", "Principal specialist", is_one_of("rank_class", "A2.1", "A2.2"), RANKED),
        c(9, rank, "Chuyên viên và TĐ", "Specialist", is_one_of("rank_class", "A1"), RANKED),
        c(10, rank, "Cán sự và TĐ", "Officer", is_one_of("rank_class", "A0"), RANKED),
        c(11, rank, "Nhân viên", "Clerk", is_one_of("rank_class", "B"), RANKED),
        *(
            c(n, degree, vi, en, is_one_of("degree", value), ("people.degree",))
            for n, vi, en, value in ((12, "Tiến sĩ", "Doctor", "doctor"), (13, "Thạc sĩ", "Master", "master"), (14, "Đại học", "University", "university"), (15, "Cao đẳng", "College", "college"), (16, "Trung cấp", "Intermediate", "intermediate"), (17, "Sơ cấp", "Elementary", "elementary"))
        ),
        *(
            c(n, theory, vi, en, is_one_of("theory", value), ("people.theory",))
            for n, vi, en, value in ((18, "Cử nhân", "Bachelor", "bachelor"), (19, "Cao cấp", "Advanced", "advanced"), (20, "Trung cấp", "Intermediate", "intermediate"), (21, "Sơ cấp", "Elementary", "elementary"))
        ),
        c(22, computing, "Trung cấp trở lên", "Diploma or higher", pl.col("computing_diploma"), STUDIED),
        c(23, computing, "Chứng chỉ", "Certificate", pl.col("computing_level").is_not_null(), ("particulars.computing_level",)),
        c(24, language, "Đại học trở lên", "University or higher", pl.col("english_degree"), STUDIED, subgroup="Tiếng Anh"),
        c(25, language, "Chứng chỉ (A, B, C)", "Certificate (A, B, C)", _ENGLISH & _LANGUAGE, SPOKEN, subgroup="Tiếng Anh"),
        c(26, language, "Đại học trở lên", "University or higher", pl.col("other_degree"), STUDIED, subgroup="Ngoại ngữ khác"),
        c(27, language, "Chứng chỉ (A, B, C)", "Certificate (A, B, C)", ~_ENGLISH & _LANGUAGE, SPOKEN, subgroup="Ngoại ngữ khác"),
        c(28, "", "Chứng chỉ tiếng dân tộc", "Certificate of an ethnic-minority language", pl.col("ethnic_certificate"), ("studies.kind", "studies.major")),
        *(
            c(n, state, vi, en, is_one_of("state_management", value), ("people.state_management",))
            for n, vi, en, value in ((29, "Chuyên viên cao cấp và TĐ", "Senior", "senior"), (30, "Chuyên viên chính và TĐ", "Principal", "principal"), (31, "Chuyên viên và TĐ", "Specialist", "specialist"))
        ),
        c(32, ages, "Từ 30 trở xuống", "30 and under", _AGE <= 30, AGED),
        c(33, ages, "Từ 31 đến 40", "31 to 40", _AGE.is_between(31, 40), AGED),
        c(34, ages, "Từ 41 đến 50", "41 to 50", _AGE.is_between(41, 50), AGED),
        c(35, ages, "Tổng số", "Total", _AGE.is_between(51, 60), AGED, subgroup=fifty),
        c(36, ages, "Nữ từ 51 đến 55", "Women 51 to 55", _FEMALE & _AGE.is_between(51, 55), (*AGED, "people.sex"), subgroup=fifty),
        c(37, ages, "Nam từ 56 đến 60", "Men 56 to 60", _MALE & _AGE.is_between(56, 60), (*AGED, "people.sex"), subgroup=fifty),
        c(38, ages, "Trên tuổi nghỉ hưu", "Above retirement age", pl.col("past_retirement"), (*AGED, "people.sex"), subgroup=fifty),
    ]  # fmt: skip


BM01_COLUMNS: tuple[StatColumn, ...] = tuple(_rows())
"""BM01/BNV (TT 11/2012/TT-BNV), columns 1 to 38; headings VERIFIED as implemented in software that cites the circular."""


def _quick() -> list[StatColumn]:
    c, by = StatColumn, {x.number: x for x in BM01_COLUMNS}
    kinds = (
        ("Biên chế hành chính", "Establishment", ("establishment",)),
        ("HĐ 68", "Contract 68", ("contract_68",)),
        ("HĐ trong chỉ tiêu", "Contract within quota", ("quota_contract",)),
        ("HĐ ngoài chỉ tiêu", "Contract beyond quota", ("extra_contract", "unit_contract")),
        ("HĐ khác", "Other contract", ("contract_111", "task_contract", "expert_contract", "other_contract")),
        ("HĐ thu hút", "Contract to attract talent", ("talent_contract",)),
    )
    rank, degree = "Ngạch", "Trình độ"
    return [
        c(1, "", "Tổng số", "All", pl.col("person_id").is_not_null(), ("people.person_id",)),
        *(c(n, "Loại hợp đồng", vi, en, is_one_of("employment", *values), EMPLOYED) for n, (vi, en, values) in enumerate(kinds, start=2)),
        *(c(n, rank, head, en, by[old].test, RANKED) for n, head, en, old in ((8, "CVCC", "Senior", 7), (9, "CVC", "Principal", 8), (10, "CV", "Specialist", 9), (11, "Cán sự", "Officer", 10))),
        c(12, rank, "Khác", "Other", ~is_one_of("rank_class", "A3.1", "A2.1", "A2.2", "A1", "A0"), RANKED),
        c(13, "", "Nữ", "Women", by[3].test, by[3].needs),
        c(14, "", "Đảng viên", "Party members", by[4].test, by[4].needs),
        *(c(n, degree, head, en, by[old].test, by[old].needs) for n, head, en, old in ((15, "TS", "Doctor", 12), (16, "ThS", "Master", 13), (17, "ĐH", "University", 14), (18, "CĐ", "College", 15), (19, "TC", "Intermediate", 16))),
        c(20, degree, "Khác", "Other", ~is_one_of("degree", "doctor", "master", "university", "college", "intermediate"), ("people.degree",)),
    ]  # fmt: skip


QUICK_COLUMNS: tuple[StatColumn, ...] = tuple(_quick())
"""The quick statistic of the same system (processes.md section 4)."""
