"""Readings of the law that a jurist may change: each setting names its default and the other reading.

The defaults are those of the project's interpretation paper; a screen that relies on one shows that a reading was chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal


@dataclass(frozen=True, slots=True)
class LawSettings:
    """The readings taken where the text is silent or pulls two ways. ``READINGS`` says both sides of each."""

    reference_day: Literal["decision", "procedure_start", "dossier_received"] = "decision"
    near_limit_days: int = 31
    service_counts_both_days: bool = False
    age_cap_reading: Literal["completed_years", "birthday"] = "completed_years"
    lateral_waives: tuple[str, ...] = ("planning", "rating", "file_assets", "products")
    higher_plan_counts_2020: bool = True
    kinship_relations_2023: tuple[str, ...] = (
        "spouse", "parent", "parent_in_law", "child", "sibling", "sibling_in_law",
    )  # fmt: skip
    extension_limit_counts_equal: bool = False
    deputies_head_counts: bool = True
    deputies_half: Literal["down", "up"] = "down"
    part_years: Literal["half_steps", "exact"] = "half_steps"
    rating_cap_parts: bool = True
    rating_points_read: Literal["exact", "two_decimals"] = "exact"
    rating_quota_base: Literal["good", "good_and_above"] = "good"
    rating_quota_rounding: Literal["down", "nearest"] = "down"
    rating_floor_zero: bool = True
    rating_quarter_months: Literal[3, 1] = 3
    ratings_90_by_analogy: bool = True
    notice_counts_expiry_day: bool = False


DEFAULT_SETTINGS = LawSettings()

READINGS: dict[str, tuple[str, str]] = {
    "reference_day": (
        "Ngày tính thời gian công tác còn lại. Mặc định: ngày quyết định; cách khác: ngày bắt đầu quy trình, ngày nhận hồ sơ.",
        "Day from which remaining service is counted. Default: the decision; other readings: start of procedure, dossier received.",
    ),
    "near_limit_days": (
        "Cách mốc không quá số ngày này thì kết luận «cần cấp có thẩm quyền», nêu cả hai cách tính; 0 là không dùng vùng đệm.",
        "Within this many days of the limit the verdict is 'needs authority' with both counts; 0 switches the band off.",
    ),
    "service_counts_both_days": (
        "Thời gian công tác còn lại: mặc định chỉ tính một trong hai ngày, ngày bắt đầu hoặc ngày nghỉ hưu (từ 01/5/2021 đến 30/4/2026 là 59 tháng, như bảng tháng sinh của nhiệm kỳ 2020); cách khác: tính cả hai ngày (60 tháng).",
        "Remaining service: by default only one of the first day and the day of retirement counts (01/05/2021 to 30/04/2026 is 59 months, as in the birth-month table of the 2020 term); other reading: both count (60 months).",
    ),
    "age_cap_reading": (
        "«Không quá 55/50/45 tuổi» (2003): mặc định tính tuổi tròn năm; cách khác: tính đến đúng ngày sinh nhật.",
        "'Not over 55/50/45' (2003): completed years by default; other reading: up to the birthday itself.",
    ),
    "lateral_waives": (
        "Từ 01/08/2026 (Điều 29 NĐ 170 sửa bởi NĐ 300), điều kiện không hỏi khi bổ nhiệm chức vụ tương đương, thấp hơn: quy hoạch, xếp loại, kê khai tài sản, sản phẩm; cách khác: vẫn hỏi.",
        "From 01/08/2026 (NĐ 170 Điều 29 as replaced by NĐ 300), topics not asked for an equal or lower post: planning, ratings, file and assets, products; other reading: asked all the same.",
    ),
    "higher_plan_counts_2020": (
        "Người nơi khác được quy hoạch chức danh cao hơn cũng coi là đạt theo Điều 42 NĐ 138/2020; cách khác: phải đúng tương đương.",
        "From elsewhere, a plan for a higher title also meets NĐ 138/2020 Điều 42; other reading: exactly equivalent.",
    ),
    "kinship_relations_2023": (
        "Phạm vi quan hệ gia đình theo Quy định 114 (từ 11/7/2023), chưa xác nhận nguyên văn; cách khác: như Quy định 205.",
        "Relatives under QĐ 114 (from 11/07/2023), wording unconfirmed; other reading: the set of QĐ 205.",
    ),
    "extension_limit_counts_equal": (
        "Còn đúng 24 tháng (hoặc 18 tháng): mặc định phải làm quy trình bổ nhiệm lại; cách khác: kéo dài.",
        "Exactly 24 (or 18) months left: reappointment procedure by default; other reading: extension.",
    ),
    "deputies_head_counts": (
        "«50% biên chế» (Kết luận 187): mặc định tính cả người đứng đầu trong biên chế; cách khác: không tính.",
        "'50 % of headcount' (Conclusion 187): the head counts in the headcount by default; other reading: not.",
    ),
    "deputies_half": (
        "Nửa lẻ khi tính 50% số cấp phó: mặc định làm tròn xuống; cách khác: làm tròn lên.",
        "An odd half of the deputies' norm: rounded down by default; other reading: up.",
    ),
    "part_years": (
        "Năm lẻ khi tính tiền nghỉ trước tuổi, thôi việc: mặc định 1–6 tháng là nửa năm, trên 6 tháng là một năm (chỉ thấy ở thông tư quân đội); cách khác: tính đúng số tháng.",
        "Part years in the money of leaving: by default 1–6 months half a year, over 6 a year (seen in an army circular only); other reading: exact months.",
    ),
    "notice_counts_expiry_day": (
        "Thông báo trước khi hết thời hạn giữ chức vụ: mặc định ngày hết hạn không tính vào số ngày; cách khác: có tính.",
        "Notice before a term ends: the expiry day is not counted by default; other reading: it is.",
    ),
    "rating_cap_parts": (
        "NĐ 335 (O1): mặc định a, b, c không quá 100% khi có nhiệm vụ tính thêm; cách khác: không chặn.",
        "NĐ 335 (O1): a, b, c at most 100 % when extra tasks are added by default; other reading: no cap.",
    ),
    "rating_points_read": (
        "NĐ 335 (O2): mặc định xếp mức theo điểm đầy đủ, chỉ hiển thị hai số lẻ; cách khác: làm tròn hai số lẻ rồi mới xếp mức.",
        "NĐ 335 (O2): levels are read from the full number by default, two decimals are for showing; other reading: from the rounded number.",
    ),
    "rating_floor_zero": (
        "NĐ 335 (O5): mặc định một sản phẩm bị trừ quá bốn lần thì điểm chất lượng, tiến độ của nó dừng ở 0; cách khác: trừ tiếp, âm.",
        "NĐ 335 (O5): a product's quality or progress stops at 0 after four deductions by default; other reading: it goes on below 0.",
    ),
    "rating_quarter_months": (
        "NĐ 335 (O6): khi một năm có cả kỳ tháng và kỳ quý, mặc định một quý bằng 3 tháng; cách khác: mỗi kỳ bằng nhau (1).",
        "NĐ 335 (O6): where a year has months and quarters, a quarter weighs 3 months by default; other reading: every period the same (1).",
    ),
    "rating_quota_base": (
        "Gốc 20% xuất sắc (O3): mặc định số người được xếp «hoàn thành tốt»; cách khác: tốt và xuất sắc.",
        "Base of the 20 % of excellent (O3): those rated 'good' by default; other reading: good and excellent.",
    ),
    "rating_quota_rounding": (
        "Hạn mức xuất sắc lẻ (O4): mặc định làm tròn xuống; cách khác: làm tròn gần nhất.",
        "A fraction in the quota of excellent (O4): rounded down by default; other reading: to the nearest.",
    ),
    "ratings_90_by_analogy": (
        "NĐ 90, cán bộ và công chức dưới mức xuất sắc: mặc định đọc như Điều 13–14 của viên chức (chưa thấy nguyên văn); cách khác: chưa đủ căn cứ.",
        "NĐ 90, cadres and civil servants below excellent: by default read like Điều 13–14 for public employees (text not seen); other reading: unknown.",
    ),
}
"""What each setting decides, in Vietnamese and English; every setting has an entry (tested)."""


def setting_names() -> tuple[str, ...]:
    """The names of all settings."""
    return tuple(f.name for f in fields(LawSettings))
