"""Which group of fields every column of the records belongs to, and which groups are sensitive: one list for exports and for the office.

The groups follow NĐ 356/2025/NĐ-CP (basic data Article 3, sensitive data Article 4) and Luật 91/2025/QH15; where no text asks for it, a
group is the office's own. Who may see which group is the office's business (``office.access.fields``); what a group holds is said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

EVERY = "*"
"""Stands for every column of a table that is not named."""
SENSITIVE = (
    "Dữ liệu cá nhân nhạy cảm: NĐ 356/2025/NĐ-CP, Điều 4; Luật 91/2025/QH15",
    "Sensitive personal data: NĐ 356/2025/NĐ-CP, Article 4; Luật 91/2025/QH15",
)
BASIC = ("Dữ liệu cá nhân cơ bản: NĐ 356/2025/NĐ-CP, Điều 3", "Basic personal data: NĐ 356/2025/NĐ-CP, Article 3")
OFFICE = ("Nhóm do phần mềm đặt", "A group of this programme's own")


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are shown, masked or left out together."""

    key: str
    vi: str
    en: str
    basis: tuple[str, str] = OFFICE
    sensitive: bool = False


GROUPS: dict[str, Group] = {
    g.key: g
    for g in (
        Group("basic", "Họ tên, ngày sinh, vị trí, đơn vị", "Name, birth, post, unit", BASIC),
        Group("service", "Quá trình công tác", "Service"),
        Group("education", "Trình độ, đào tạo", "Education and training"),
        Group("appraisal", "Xếp loại, khen thưởng", "Ratings and awards"),
        Group("ability", "Năng lực, sở trường", "Competencies and strengths"),
        Group("wish", "Nguyện vọng", "Wishes"),
        Group("planning", "Quy hoạch", "Succession planning"),
        Group("file", "Tình trạng hồ sơ", "State of the file"),
        Group("leave", "Nghỉ dài ngày", "Long leave"),
        Group("contact", "Nơi ở, liên lạc", "Address and contact", BASIC),
        Group("identity", "Số định danh, giấy tờ", "Identity numbers and papers", BASIC),
        Group("origin", "Dân tộc", "Ethnic group", SENSITIVE, True),
        Group("religion", "Tôn giáo", "Religion", SENSITIVE, True),
        Group("party", "Đảng, đoàn thể", "Party and mass organisations", SENSITIVE, True),
        Group("health", "Sức khỏe", "Health", SENSITIVE, True),
        Group("discipline", "Kỷ luật", "Discipline", SENSITIVE, True),
        Group("proceedings", "Việc đang xem xét, tố cáo, thanh tra, điều tra", "Proceedings, denunciations, inspections, investigations", SENSITIVE, True),
        Group("biography", "Lịch sử bản thân, quan hệ với nước ngoài", "Personal history, ties abroad", SENSITIVE, True),
        Group("family", "Quan hệ gia đình", "Family ties", BASIC, True),
        Group("pay", "Lương, phụ cấp", "Pay and allowances", OFFICE, True),
        Group("assets", "Tài sản, hoàn cảnh kinh tế", "Assets", OFFICE, True),
    )
}  # fmt: skip
"""Every group of the records' own tables by its key."""

COLUMN_GROUPS: Mapping[str, Mapping[str, str]] = {
    "people": {
        "person_id": "basic", "name": "basic", "sex": "basic", "born": "basic", "born_year_only": "basic", "category": "basic",
        "home_place": "basic", "home_code": "basic", "joined": "service", "employment": "service", "rank_code": "service", "coefficient": "pay",
        "ethnicity": "origin", "citizen_id": "identity", "party_joined": "party", "party_member": "party",
        "degree": "education", "major": "education", "theory": "education", "state_management": "education",
        "file_complete": "file", "file_verified": "file", "file_dated": "file", "products_match": "appraisal",
        "assets_declared": "assets", "assets_verified": "assets", "health_fit": "health", "health_dated": "health",
        "barred": "proceedings", "discipline_open": "proceedings", "denunciation_open": "proceedings",
        "inspection_open": "proceedings", "suspended": "proceedings", "criminal_open": "proceedings", "on_leave": "leave",
    },
    "tenures": {EVERY: "service"}, "ratings": {EVERY: "appraisal"}, "training": {EVERY: "education", "cost": "pay"},
    "discipline": {EVERY: "discipline"}, "awards": {EVERY: "appraisal"}, "kinship": {EVERY: "family"},
    "plans": {EVERY: "planning"}, "competencies": {EVERY: "ability"}, "strengths": {EVERY: "ability"},
    "wishes": {EVERY: "wish"},
    "particulars": {
        column: group
        for group, columns in {
            "basic": ("person_id", "birth_name", "other_names", "birth_place", "birth_code"),
            "identity": ("record_number", "id_issued", "social_insurance", "health_insurance"),
            "contact": ("phone", "household", "address"),
            "religion": ("religion",),
            "biography": ("family_origin", "policy_beneficiary"),
            "service": ("managing_body", "using_body", "job_before", "first_hired", "hired_by", "entered_body", "enlisted",
                        "discharged", "army_rank", "rank_since", "job_title", "job_code", "main_work", "longest_work"),
            "party": ("party_official", "union_joined", "union_name"),
            "education": ("general_education", "language", "language_level", "computing_level", "academic_title"),
            "appraisal": ("honours",),
            "ability": ("strength_words",),
            "pay": ("salary_step", "salary_since", "salary_percent", "seniority_percent", "seniority_since", "post_allowance",
                    "concurrent_allowance", "other_allowance", "job_step", "job_pay", "job_since", "job_percent",
                    "job_seniority_percent", "job_seniority_since"),
            "health": ("health", "height_cm", "weight_kg", "blood_group"),
            "assets": ("pay_income", "other_income"),
        }.items()
        for column in columns
    },
    "studies": {EVERY: "education"}, "party_posts": {EVERY: "party"}, "personal_history": {EVERY: "biography"},
    "discipline_notes": {EVERY: "discipline"}, "relatives": {EVERY: "family"}, "salary_steps": {EVERY: "pay"},
    "allowances": {EVERY: "pay"}, "properties": {EVERY: "assets"}, "remarks": {EVERY: "appraisal"},
}  # fmt: skip
"""Table → column → group; ``*`` names the group of the table's other columns. Tables without people are not here."""

ROW_GROUPS: Mapping[str, tuple[str, str, str]] = {"ratings": ("system", "party", "party")}
"""Table → (column, value, group): rows that belong to another group than their table."""


def group_key(table: str, column: str) -> str | None:
    """The group of a column; None for tables that are not about people (units, posts, profiles)."""
    columns = COLUMN_GROUPS.get(table)
    if columns is None:
        return None
    return columns.get(column) or columns.get(EVERY)
