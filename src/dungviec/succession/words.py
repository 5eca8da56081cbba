"""Words of succession, Vietnamese and English, for terminal, page and papers alike."""

from __future__ import annotations

from dungviec.records.codes import DEGREES, STATE_MANAGEMENT, THEORY, TRAINING_KINDS
from dungviec.succession.acquiring import Lacking
from dungviec.succession.courses import Course

HORIZONS: dict[str, tuple[str, str]] = {
    "now": ("Sẵn sàng ngay", "Ready now"),
    "authority": ("Do cấp thẩm quyền", "Up to the authority"),
    "near": ("1–2 năm", "1–2 years"),
    "later": ("Sau 2 năm", "Later than 2 years"),
    "acquire": ("Phải bổ sung trước", "Something to acquire first"),
    "held_up": ("Đang vướng", "Held up"),
    "unknown": ("Chưa rõ", "Unknown"),
    "too_late": ("Không còn kịp tuổi", "Too late by age"),
    "holds": ("Đang giữ", "Holds it already"),
}
"""Readiness in words, in the order in which it is read."""

RISKS: dict[str, tuple[str, str]] = {
    "none": ("Không ai thay được", "Nobody could stand in"),
    "unknown": ("Chưa rõ có ai", "Nobody certain"),
    "outside": ("Chỉ có người nơi khác", "Only people from elsewhere"),
    "single": ("Chỉ một người", "One person only"),
    "planned_elsewhere": ("Có người quy hoạch", "Planned people"),
    "covered": ("Có người trong đơn vị", "Covered inside the unit"),
}
"""Exposure of a duty in words, worst first."""

OUTCOMES: dict[str, tuple[str, str]] = {
    "over": ("Vượt, trái quy định", "Over or against the rule"),
    "short": ("Chưa đạt", "Short"),
    "unknown": ("Chưa rõ", "Unknown"),
    "met": ("Đạt", "Met"),
    "fact": ("Số liệu", "Figure"),
}
"""Outcomes of a check in words, worst first."""

WHAT: dict[str, tuple[str, str]] = {
    "numbers": ("Số người, số chức danh", "Numbers of people and titles"),
    "people_per_title": ("Số người một chức danh", "People per title"),
    "titles_per_person": ("Số chức danh một người", "Titles per person"),
    "higher_title": ("Chỉ chức danh cao hơn", "Only a higher title"),
    "age": ("Tuổi theo nhiệm kỳ", "Age for the term"),
    "shares": ("Cơ cấu tuổi, nữ, dân tộc", "Age bands, women, minorities"),
    "young": ("Tỷ lệ trẻ", "Share of young people"),
    "women": ("Tỷ lệ nữ", "Share of women"),
    "minority": ("Tỷ lệ dân tộc thiểu số", "Share of ethnic minorities"),
    "age_bands": ("Ba độ tuổi", "Three age bands"),
    "empty": ("Chưa có người", "Nobody planned"),
    "not_asked": ("Ngoài phạm vi quy định", "Outside the rules"),
}
"""What a check asks, in words."""

PERFORMANCE: tuple[tuple[str, str], ...] = (
    ("Có năm dưới mức tốt", "Below good on the whole"),
    ("Tốt", "Good"),
    ("Tốt và xuất sắc", "Good and excellent"),
)
"""Thirds of performance, the lowest first."""
READY: tuple[tuple[str, str], ...] = (
    ("Còn xa hoặc đang vướng", "Far off or held up"),
    ("1–2 năm, hoặc sau khi học", "In 1–2 years or after a course"),
    ("Sẵn sàng", "Ready"),
)
"""Thirds of readiness, the lowest first."""
COURSE_STATES: dict[str, tuple[str, str]] = {
    "running": ("đang mở", "running"),
    "coming": ("sắp mở", "to come"),
    "held": ("lớp gần nhất", "last held"),
}


def course_words(course: Course, lang: str = "vi") -> str:
    """A course in a phrase: state, title, place, first day."""
    k = 0 if lang == "vi" else 1
    where = f", {course.place}" if course.place else ""
    return f"{COURSE_STATES[course.state][k]}: {course.title}{where} ({course.begins:%d/%m/%Y})"


_FIELDS = {
    "degree": ("trình độ chuyên môn", "degree", DEGREES),
    "theory": ("lý luận chính trị", "political theory", THEORY),
    "state_management": ("quản lý nhà nước", "state management", STATE_MANAGEMENT),
}


def lacking_words(found: Lacking, lang: str = "vi") -> str:
    """What is lacking and which training gives it, in a phrase."""
    vi, en, codes = _FIELDS[found.field]
    training = TRAINING_KINDS.label(found.training, lang)
    if lang == "vi":
        has = codes.label(found.has).lower() if found.has else "chưa ghi"
        learning = ", đang học" if found.learning else ""
        return f"{vi}: {has}, cần {codes.label(found.wants).lower()} (đào tạo «{training}»{learning})"
    has = codes.label(found.has, "en").lower() if found.has else "not on file"
    return f"{en}: {has}, needs {codes.label(found.wants, 'en').lower()} (training '{training}'{', attending' if found.learning else ''})"
