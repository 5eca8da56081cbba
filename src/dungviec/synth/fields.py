"""Fields of work: the majors that fit each, and the strengths its work calls for."""

from __future__ import annotations

FIELD_MAJORS: dict[str, tuple[str, ...]] = {
    "leadership": (),
    "party_work": ("Xây dựng Đảng và chính quyền nhà nước", "Chính trị học", "Triết học", "Lịch sử Đảng"),
    "mass_work": ("Công tác xã hội", "Xã hội học", "Chính trị học", "Xây dựng Đảng và chính quyền nhà nước"),
    "home_affairs": ("Quản lý nhà nước", "Quản trị nhân lực", "Hành chính học", "Luật"),
    "inspection": ("Luật", "Kế toán", "Kiểm toán"),
    "justice": ("Luật",),
    "finance": ("Tài chính - Ngân hàng", "Kế toán", "Kinh tế đầu tư", "Kiểm toán"),
    "accounting": ("Kế toán", "Kiểm toán", "Tài chính - Ngân hàng"),
    "economy": ("Kinh tế", "Quản trị kinh doanh", "Kinh tế công nghiệp", "Thương mại"),
    "construction": ("Xây dựng dân dụng", "Kiến trúc", "Kỹ thuật hạ tầng đô thị", "Quy hoạch đô thị"),
    "land": ("Quản lý đất đai", "Trắc địa - Bản đồ"),
    "environment": ("Khoa học môi trường", "Công nghệ kỹ thuật môi trường"),
    "agriculture": ("Nông học", "Lâm nghiệp", "Nuôi trồng thủy sản", "Thú y"),
    "labour": ("Công tác xã hội", "Quản trị nhân lực", "Xã hội học"),
    "culture": ("Quản lý văn hóa", "Du lịch", "Báo chí"),
    "health": ("Y tế công cộng", "Bác sĩ đa khoa", "Điều dưỡng"),
    "office": ("Văn thư - Lưu trữ", "Quản trị văn phòng", "Hành chính học", "Quản lý nhà nước", "Luật"),
    "one_stop": ("Hành chính học", "Luật", "Quản lý nhà nước", "Công nghệ thông tin"),
    "it": ("Công nghệ thông tin", "Khoa học máy tính", "Hệ thống thông tin"),
    "military": ("Quân sự cơ sở",),
    "education_admin": ("Quản lý giáo dục", "Sư phạm Toán", "Sư phạm Ngữ văn", "Giáo dục Tiểu học", "Giáo dục Mầm non"),
    "kindergarten": ("Giáo dục Mầm non",),
    "primary": ("Giáo dục Tiểu học",),
    "maths": ("Sư phạm Toán", "Sư phạm Vật lý", "Sư phạm Tin học"),
    "literature": ("Sư phạm Ngữ văn", "Sư phạm Lịch sử", "Sư phạm Địa lý"),
    "science": ("Sư phạm Hóa học", "Sư phạm Sinh học", "Sư phạm Kỹ thuật công nghiệp"),
    "languages": ("Sư phạm Tiếng Anh",),
    "arts_sport": ("Giáo dục Thể chất", "Sư phạm Âm nhạc", "Sư phạm Mỹ thuật"),
    "support": (),
}
"""Majors per field, as written in ``posts.majors`` and ``people.major``; none means that any major fits."""

LEADER_MAJORS = (
    "Quản lý nhà nước",
    "Luật",
    "Kinh tế",
    "Xây dựng Đảng và chính quyền nhà nước",
    "Hành chính học",
    "Kế toán",
)
"""What people in posts of general leadership studied."""

FIELD_STRENGTHS: dict[str, tuple[str, ...]] = {
    "leadership": ("organising", "crisis", "mobilising", "negotiation"),
    "party_work": ("drafting", "mobilising", "inspection"),
    "mass_work": ("mobilising", "negotiation", "organising"),
    "home_affairs": ("drafting", "analysis", "organising"),
    "inspection": ("inspection", "analysis", "crisis"),
    "justice": ("drafting", "citizens", "negotiation"),
    "finance": ("finance", "analysis", "drafting"),
    "accounting": ("finance", "analysis"),
    "economy": ("analysis", "projects", "fieldwork"),
    "construction": ("fieldwork", "projects", "inspection"),
    "land": ("fieldwork", "citizens", "crisis"),
    "environment": ("fieldwork", "inspection", "analysis"),
    "agriculture": ("fieldwork", "mobilising"),
    "labour": ("citizens", "mobilising", "fieldwork"),
    "culture": ("organising", "innovation", "mobilising"),
    "health": ("crisis", "citizens", "fieldwork"),
    "office": ("drafting", "organising", "digital"),
    "one_stop": ("citizens", "digital", "negotiation"),
    "it": ("digital", "innovation", "analysis"),
    "military": ("fieldwork", "crisis", "organising"),
    "education_admin": ("mentoring", "organising", "inspection"),
    "kindergarten": ("teaching", "organising"),
    "primary": ("teaching", "mentoring"),
    "maths": ("teaching", "analysis", "digital"),
    "literature": ("teaching", "mentoring"),
    "science": ("teaching", "innovation"),
    "languages": ("teaching", "digital"),
    "arts_sport": ("teaching", "organising"),
    "support": ("organising",),
}

TEACHING_FIELDS = frozenset({"kindergarten", "primary", "maths", "literature", "science", "languages", "arts_sport"})
FIELD_WOMEN: dict[str, float] = {
    "leadership": 0.25, "party_work": 0.4, "mass_work": 0.5, "home_affairs": 0.5, "inspection": 0.35, "justice": 0.55,
    "finance": 0.6, "accounting": 0.88, "economy": 0.4, "construction": 0.2, "land": 0.25, "environment": 0.4,
    "agriculture": 0.4, "labour": 0.6, "culture": 0.55, "health": 0.8, "office": 0.65, "one_stop": 0.65, "it": 0.3,
    "military": 0.0, "education_admin": 0.6, "kindergarten": 0.995, "primary": 0.86, "maths": 0.6, "literature": 0.82,
    "science": 0.7, "languages": 0.88, "arts_sport": 0.45, "support": 0.55,
}  # fmt: skip
"""Share of women by field (made up, of the right order for a Vietnamese city)."""
