"""The words in which the reader tells what it took a column for."""

from __future__ import annotations

from dungviec.records.codes import DEGREES, RATINGS, SEXES, THEORY

_FIELDS: dict[str, tuple[str, str]] = {
    "no": ("số thứ tự", "number"), "person_id": ("mã cán bộ", "identifier"), "name": ("họ và tên", "name"), "surname": ("họ, chữ đệm", "surname, middle"), "given": ("tên", "given name"),
    "sex": ("giới tính", "sex"), "male_mark": ("dấu Nam", "mark for men"), "female_mark": ("dấu Nữ", "mark for women"),
    "born": ("ngày sinh", "born"), "born_male": ("ngày sinh (nam)", "born (men)"), "born_female": ("ngày sinh (nữ)", "born (women)"),
    "born_day": ("ngày sinh: ngày", "born: day"), "born_month": ("ngày sinh: tháng", "born: month"), "born_year": ("ngày sinh: năm", "born: year"),
    "ethnicity": ("dân tộc", "ethnicity"), "religion": ("tôn giáo", "religion"), "citizen_id": ("số CCCD, CMND", "citizen number"),
    "unit": ("đơn vị", "unit"), "block": ("khối", "block"), "title": ("chức vụ, chức danh", "title"), "title_unit": ("chức vụ và đơn vị", "title and unit"),
    "degree": ("trình độ", "degree"), "degree_mark": ("dấu trình độ", "mark for degree"), "major": ("chuyên ngành", "major"),
    "theory": ("lý luận chính trị", "political theory"), "theory_mark": ("dấu lý luận", "mark for theory"),
    "state_management": ("quản lý nhà nước", "state management"), "joined": ("ngày vào ngành", "joined"), "coefficient": ("hệ số lương", "coefficient"),
    "rating": ("xếp loại", "rating"), "rating_mark": ("dấu xếp loại", "mark for rating"), "party_rating": ("xếp loại đảng viên", "Party rating"),
    "rating_without_year": ("xếp loại (không rõ năm)", "rating (year unknown)"), "party_joined": ("ngày vào Đảng", "joined the Party"),
    "party_official": ("ngày chính thức", "full Party member"), "party_member": ("đảng viên", "Party member"), "party_title": ("chức vụ Đảng", "Party title"),
    "home_place": ("quê quán", "native place"), "birth_place": ("nơi sinh", "birth place"), "residence": ("nơi ở", "residence"),
    "rank_code": ("mã ngạch", "rank code"), "rank_name": ("ngạch", "rank"), "salary_step": ("bậc lương", "salary step"),
    "coefficient_from": ("hưởng từ", "paid from"), "appointed": ("ngày bổ nhiệm", "appointed"), "schooling": ("trình độ văn hóa", "schooling"),
    "language": ("ngoại ngữ", "foreign language"), "informatics": ("tin học", "computing"), "ethnic_language": ("tiếng dân tộc", "ethnic language"),
    "school": ("nơi đào tạo", "school"), "category": ("đối tượng", "category"), "employment": ("biên chế, loại hợp đồng", "establishment or contract"), "defence": ("quốc phòng", "defence"), "former_title": ("chức vụ cũ, quy hoạch", "former or planned title"),
    "_relative": ("người thân", "relatives"), "_alias": ("tên gọi khác", "other names"), "_id_issue": ("ngày, nơi cấp", "issue of the card"),
    "_phone": ("điện thoại", "telephone"), "_email": ("thư điện tử", "e-mail"), "_note": ("ghi chú", "note"), "_insurance": ("số hiệu, mã số", "other numbers"),
    "_decision": ("quyết định", "decision"), "_allowance": ("lương, phụ cấp", "pay and allowances"), "_age": ("tuổi", "age"), "_retirement": ("nghỉ hưu", "retirement"),
    "_graduation": ("tốt nghiệp", "graduation"), "_signature": ("ký tên", "signature"), "_policy": ("gia đình, sức khỏe", "family and health"),
    "_proposed_rating": ("tự xếp loại, đề nghị xếp loại", "own or proposed rating"),
    "_discipline": ("khen thưởng, kỷ luật", "awards and discipline"), "_given": ("tên (để xếp)", "given name (for sorting)"), "_surname": ("họ (để xếp)", "surname (for sorting)"),
}  # fmt: skip


CHOICES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("who", ("name", "surname", "given", "sex", "born", "born_male", "born_female", "born_day", "born_month", "born_year", "citizen_id", "person_id", "ethnicity", "religion", "birth_place", "home_place", "residence", "no")),
    ("where", ("unit", "title", "title_unit", "category", "employment", "block", "appointed")),
    ("learning", ("degree", "major", "theory", "state_management", "schooling", "language", "informatics", "ethnic_language", "school", "defence")),
    ("service", ("joined", "coefficient", "coefficient_from", "rank_code", "rank_name", "salary_step", "rating", "party_rating", "party_joined", "party_official", "party_member", "party_title")),
)  # fmt: skip
"""Fields a person may choose for a column, by group; marks of an x-matrix are recognised, not chosen."""

CHOICE_GROUPS = {
    "who": ("Nhân thân", "Who"), "where": ("Vị trí", "Where"), "learning": ("Học vấn", "Learning"), "service": ("Công tác", "Service"),
}  # fmt: skip


def field_words(field: str, detail: str = "", *, lang: str = "vi") -> str:
    """What a column was taken for, in words.

    >>> field_words("rating", "2020"), field_words("degree_mark", "master"), field_words("_note")
    ('xếp loại 2020', 'dấu trình độ: Thạc sĩ', 'ghi chú (không lấy)')
    """
    i = 0 if lang == "vi" else 1
    if not field:
        return ("chưa hiểu", "not understood")[i]
    word = _FIELDS.get(field, (field, field))[i]
    if field.startswith("_"):
        return f"{word} ({('không lấy', 'not kept')[i]})"
    if field in {"degree_mark", "theory_mark"}:
        return f"{word}: {(DEGREES if field == 'degree_mark' else THEORY).label(detail, lang)}"
    if field == "rating_mark":
        year, _, level = detail.partition(":")
        return f"{word} {year}: {RATINGS.label(level, lang)}"
    return f"{word} {detail}".strip()


def value_words(field: str, value: str | None, *, lang: str = "vi") -> str:
    """A stored value of sex, degree or theory in words; empty for None."""
    lists = {"sex": SEXES, "degree": DEGREES, "theory": THEORY}
    return lists[field].label(value, lang) if field in lists else value or ""
