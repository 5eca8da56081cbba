"""Words of streamlining, Vietnamese and English, for terminal, page and papers alike."""

from __future__ import annotations

SCHEMES: dict[str, tuple[str, str]] = {
    "streamlining": ("Tinh giản: nghỉ hưu trước tuổi", "Streamlining: early retirement"),
    "streamlining_severance": ("Tinh giản: thôi việc ngay", "Streamlining: severance"),
    "study_then_leave": ("Tinh giản: học nghề rồi thôi việc", "Streamlining: study a trade, then leave"),
    "reorganisation": ("Sắp xếp: nghỉ hưu trước tuổi (NĐ 178)", "Reorganisation: early retirement (NĐ 178)"),
    "reorganisation_severance": ("Sắp xếp: thôi việc (NĐ 178)", "Reorganisation: severance (NĐ 178)"),
    "cadre": ("Cán bộ: nghỉ theo NĐ 177", "Cadres: leaving under NĐ 177"),
    "resignation": ("Tự nguyện thôi việc", "Voluntary resignation"),
    "capacity": ("Cho thôi việc (trợ cấp nửa tháng mỗi năm)", "Severance of half a month a year"),
}  # fmt: skip
MISSING: dict[str, tuple[str, str]] = {
    "salary": ("tiền lương tháng trước khi nghỉ", "the month's pay before leaving"),
    "insured_months": ("số tháng đóng BHXH", "months with social insurance"),
    "months_early": ("ngày sinh hoặc giới tính để tính tuổi nghỉ hưu", "date of birth or sex, for the retirement age"),
    "service_months": ("ngày vào ngành", "the day of joining the service"),
    "counted_months": ("số tháng được tính trợ cấp", "the months the severance counts"),
    "reorganised_on": ("ngày quyết định sắp xếp có hiệu lực", "the day the reorganisation decision took effect"),
    "ratings": ("xếp loại của hai năm xét", "the ratings of the two years looked at"),
    "other_position": ("còn vị trí khác phù hợp hay không", "whether another position fits"),
    "voluntary": ("đơn tự nguyện", "whether it is by own wish"),
    "category": ("đối tượng (cán bộ, công chức, viên chức)", "the category of the person"),
    "age": ("ngày sinh", "date of birth"),
}  # fmt: skip
"""Facts that may be missing, in words."""
CONFIRM: dict[str, tuple[str, str]] = {
    "pregnant": ("không mang thai", "not pregnant"),
    "maternity": ("không nghỉ thai sản", "not on maternity leave"),
    "child": ("không nuôi con dưới 36 tháng", "no child under 36 months"),
}  # fmt: skip
TRIGGERS: dict[str, tuple[str, str, str]] = {
    "no_seat": ("redundant", "dôi dư do sắp xếp tổ chức", "redundant through reorganisation"),
    "marked": ("surplus", "dôi dư khi cơ cấu lại theo vị trí việc làm", "surplus after restructuring by position"),
    "over_seats": ("surplus", "dôi dư khi cơ cấu lại theo vị trí việc làm", "surplus after restructuring by position"),
    "over_norm": ("surplus", "dôi dư khi cơ cấu lại theo vị trí việc làm", "surplus after restructuring by position"),
}  # fmt: skip
"""Why somebody stands on the list → the ground of streamlining the law names, and its words."""
POSTPONED: dict[str, tuple[str, str]] = {
    "pregnant": ("đang mang thai", "pregnant"),
    "maternity": ("đang nghỉ thai sản", "on maternity leave"),
    "child": ("nuôi con dưới 36 tháng", "a child under 36 months"),
    "discipline": ("đang xem xét kỷ luật", "disciplinary proceedings"),
    "criminal": ("đang bị truy cứu hình sự", "criminal proceedings"),
    "inspection": ("đang bị thanh tra, kiểm tra dấu hiệu vi phạm", "an inspection for signs of violation"),
}
STANDINGS: dict[str, tuple[str, str]] = {
    "open": ("Được", "Open"),
    "confirm": ("Được, còn phải xác nhận", "Open once confirmed"),
    "unknown": ("Chưa rõ", "Unknown"),
    "closed": ("Không thuộc diện", "Not open"),
}
"""How a scheme stands for a person, in words."""

ASSUMED: dict[str, tuple[str, str]] = {
    "insured_since_joined": ("đóng BHXH từ ngày vào ngành", "insured since joining"),
    "pay_without_allowances": ("lương = hệ số × mức lương cơ sở, chưa có phụ cấp", "pay is coefficient × base pay, without allowances"),
}  # fmt: skip
"""Assumptions behind a sum, in words."""


def amount(value: int, lang: str = "vi") -> str:
    """A sum in đồng with the language's thousands separator.

    >>> amount(1490000), amount(1490000, "en")
    ('1.490.000', '1,490,000')
    """
    shown = f"{value:,}"
    return shown.replace(",", ".") if lang == "vi" else shown


def span(least: int, most: int, lang: str = "vi") -> str:
    """A range in đồng; one sum where both ends are the same."""
    return amount(least, lang) if least == most else f"{amount(least, lang)} – {amount(most, lang)}"


REACHES: dict[str, tuple[str, str]] = {
    "reached": ("Đã đạt", "Reached"),
    "by_itself": ("Tự đạt", "By itself"),
    "may": ("Có thể đạt", "May reach it"),
    "not": ("Không tự đạt", "Not by itself"),
    "unknown": ("Chưa rõ đích", "Target unknown"),
}
"""Whether a unit gets to its target by itself, in words."""
