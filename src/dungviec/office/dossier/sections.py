"""How the record is divided on the screen: sections of single fields by the items of the form, and tables of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that are filled in together: ``table.column`` in the order of the form."""

    key: str
    title: Any
    items: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowSection:
    """A table of rows that is filled in row by row."""

    table: str
    title: Any
    items: str


def _p(*names: str) -> tuple[str, ...]:
    return tuple(f"people.{n}" for n in names)


def _r(*names: str) -> tuple[str, ...]:
    return tuple(f"particulars.{n}" for n in names)


SECTIONS: dict[str, Section] = {
    s.key: s
    for s in (
        Section("ban-than", _("Bản thân"), "1–10", (
            *_r("managing_body", "using_body", "record_number"), *_p("name"), *_r("birth_name", "other_names"), *_p("born", "sex"),
            *_r("birth_place", "birth_code"), *_p("home_place", "home_code", "ethnicity"), *_r("religion"), *_p("citizen_id"),
            *_r("id_issued", "phone", "social_insurance", "health_insurance", "household", "address"),
        )),
        Section("tuyen-dung", _("Xuất thân, tuyển dụng"), "11–14", (
            *_p("employment"), *_r("family_origin", "job_before", "first_hired", "hired_by", "entered_body"),
        )),
        Section("doan-the", _("Đảng, đoàn thể, quân ngũ, chính sách"), "15–18", (
            *_p("party_joined"), *_r("party_official", "union_joined", "union_name", "enlisted", "discharged", "army_rank", "policy_beneficiary"),
        )),
        Section("trinh-do", _("Trình độ, danh hiệu"), "19–22", (
            *_r("general_education"), *_p("degree", "major", "theory", "state_management"),
            *_r("language", "language_level", "computing_level", "academic_title", "honours"),
        )),
        Section("cong-viec", _("Công việc, sở trường"), "28–29", _r("main_work", "strength_words", "longest_work")),
        Section("luong", _("Ngạch, lương, vị trí việc làm"), "30", (
            *_p("rank_code", "coefficient"), *_r(
                "rank_since", "salary_step", "salary_since", "salary_percent", "seniority_percent", "seniority_since", "post_allowance",
                "concurrent_allowance", "other_allowance", "job_title", "job_code", "job_step", "job_pay", "job_since", "job_percent",
                "job_seniority_percent", "job_seniority_since",
            ),
        )),
        Section("suc-khoe", _("Sức khỏe"), "31", _r("health", "height_cm", "weight_kg", "blood_group")),
        Section("thu-nhap", _("Thu nhập"), "37.3", _r("pay_income", "other_income")),
    )
}  # fmt: skip
"""Sections of single fields by the word in their address."""

ROW_SECTIONS: dict[str, RowSection] = {
    s.table: s
    for s in (
        RowSection("party_posts", _("Chức vụ Đảng"), "26–27"), RowSection("studies", _("Đào tạo, bồi dưỡng"), "32"),
        RowSection("tenures", _("Quá trình công tác"), "33"), RowSection("personal_history", _("Lịch sử bản thân"), "34"),
        RowSection("awards", _("Khen thưởng"), "35.1"), RowSection("discipline", _("Kỷ luật"), "35.2"),
        RowSection("discipline_notes", _("Hành vi vi phạm, cơ quan quyết định"), "35.2"), RowSection("relatives", _("Quan hệ gia đình"), "36"),
        RowSection("salary_steps", _("Quá trình lương"), "37.1"), RowSection("allowances", _("Phụ cấp khác"), "37.2"),
        RowSection("properties", _("Nhà, đất"), "37.3"), RowSection("remarks", _("Nhận xét, đánh giá"), "38"),
    )
}  # fmt: skip
"""Tables of rows by their name."""
