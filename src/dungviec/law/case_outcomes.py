"""The words shown for the outcome of a case, in both languages."""

from __future__ import annotations

from dungviec.law.explain import MOVE_WORDS
from dungviec.records.codes import CODE_LISTS, RATINGS

OUTCOME_WORDS: dict[str, tuple[str, str]] = {
    **MOVE_WORDS,
    **{c.value: (c.vi, c.en) for c in RATINGS},
    "not_rated": ("không xếp loại", "not rated"), "unknown": ("", ""), "authority": ("", ""),
    "insufficient_data": ("không đủ dữ liệu", "insufficient data"), "coefficient": ("hệ số quy đổi", "coefficient"),
    "at_most": ("tối đa", "at most"), "within_quota": ("trong hạn mức", "within the quota"),
    "over_quota": ("vượt hạn mức", "over the quota"), "may_be_sent": ("đủ điều kiện cử đi học", "may be sent"),
    "not_met": ("chưa đủ điều kiện", "conditions not met"), "met": ("đạt tiêu chuẩn", "standard met"),
    "all": ("đền bù toàn bộ", "all is paid back"), "part": ("đền bù một phần", "a part is paid back"),
    "nothing": ("không phải đền bù", "nothing is paid back"), "length": ("thời lượng", "length"),
    "fits": ("trong thời lượng", "fits"), "too_long": ("quá dài", "too long"), "too_short": ("chưa đủ thời gian", "too short"),
    "amount": ("mức tiền", "amount"), "index": ("điểm chỉ số", "score of the index"), "maxima": ("điểm tối đa", "maxima"),
    "parts": ("các mục nhỏ", "items"), "total": ("tổng điểm", "total"), "over_maximum": ("vượt điểm tối đa", "above the maximum"),
    "residual": ("còn người chưa phân loại", "somebody is unclassified"), "complete": ("đủ, khớp tổng", "complete"),
    "too_many": ("cộng nhiều hơn tổng", "more counted than there are"),
    "district": ("còn cấp huyện", "the district level exists"),
    "district_abolished": ("đã bỏ cấp huyện; các đơn vị kế thừa", "district level abolished; successors"),
    "in_time": ("đúng hạn", "in time"), "late": ("quá hạn", "late"), "passes": ("đạt", "passes"),
    "advance": ("vào bước sau", "goes to the next step"), "tie": ("bằng phiếu", "a tie"),
    "head_decides": ("người đứng đầu quyết định", "the head decides"), "stops": ("dừng quy trình", "the procedure stops"),
    "continue": ("tiếp tục", "goes on"), "settle": ("phải xử lý xong", "to be settled"),
    "head_absent": ("cấp trưởng vắng dài", "the head is long absent"), "end": ("chấm dứt", "ends"),
    "extend_to_retirement": ("kéo dài đến khi nghỉ hưu", "extended to retirement"),
    "reappoint_to_retirement": ("bổ nhiệm lại đến khi nghỉ hưu", "reappointed to retirement"),
    "stays": ("ở lại quy hoạch", "stays in the plan"), "leaves": ("ra khỏi quy hoạch", "leaves the plan"),
    "reappoint": ("bổ nhiệm lại", "reappointed"), "postponed": ("hoãn", "postponed"),
    "collective_review": ("tập thể lãnh đạo xem xét", "reviewed by the leadership"),
    "not_yet": ("chưa đến hạn", "not yet"), "may_change": ("được chuyển", "may change"), "due": ("đến hạn phải chuyển", "due"),
    "exempt": ("được miễn", "exempt"), "covered": ("thuộc diện", "covered"), "not_covered": ("không thuộc diện", "not covered"),
    "too_old": ("quá tuổi", "too old"), "too_early": ("chưa đến ngày", "too early"), "full": ("đã đủ", "full"),
    "enough": ("đủ", "enough"), "within": ("trong định mức", "within the norm"), "over": ("vượt định mức", "over the norm"),
    "compatible": ("kiêm nhiệm được", "may be held together"), "incompatible": ("không kiêm nhiệm được", "may not be held together"),
    "conflict": ("xung đột", "conflict"), "free": ("không vướng", "no obstacle"), "forms": ("các hình thức", "the forms"),
    "exists": ("có hình thức này", "the form exists"), "no_such_form": ("không có hình thức này", "no such form"),
    "delayed": ("kéo dài thời gian nâng lương", "delayed"), "no_delay": ("không kéo dài", "no delay"), "dismissal": ("miễn nhiệm", "dismissal"),
    "resignation": ("cho từ chức", "resignation"), "later": ("được nghỉ hưu muộn", "may retire later"), "not_later": ("không được nghỉ hưu muộn", "may not retire later"),
    "required": ("bắt buộc", "required"), "target": ("phấn đấu", "aimed at"), "may_study": ("được học nghề", "may study"), "allowance": ("được phụ cấp", "an allowance"),
    "none": ("không có phụ cấp", "none"), "money": ("số tiền được hưởng", "money"), "totals": ("tổng điểm", "totals"), "first": ("lần đầu", "first time"),
    "reelect_committee": ("tái cử cấp ủy", "re-election to the committee"), "reelect_government": ("tái cử chính quyền", "re-election to government"),
    "reelect_deputy_provincial_secretary": ("tái cử phó bí thư tỉnh ủy", "re-election as deputy secretary"), "government": ("chính quyền", "government"),
    "warning": ("cảnh cáo", "warning"), "reprimand": ("khiển trách", "reprimand"), "dismissed_from_post": ("cách chức", "dismissed from post"),
    "forced_exit": ("buộc thôi việc", "forced exit"), "demotion": ("giáng chức", "demotion"), "salary_step_reduction": ("hạ bậc lương", "salary step reduction"),
    "removed": ("bãi nhiệm", "removed"), "reaches_minimum": ("đạt mức tối thiểu", "reaches the minimum"), "reaches_aim": ("đạt mục tiêu", "reaches the aim"),
}  # fmt: skip
"""Outcome → Vietnamese, English; an outcome that is not here is shown as it is."""

COUNTED = frozenset({
    "score_period", "average_points", "convert_product", "rate_year", "rate_body", "reimburse_training", "award_bonus",
    "one_stop_index", "service_index", "count_communes", "retirement_date", "award_quota",
})  # fmt: skip
"""Kinds that count something: where the answer is known, the outcome is shown instead of *allowed*."""


def outcome_word(outcome: str, lang: str = "vi") -> str:
    """The word for an outcome, the outcome itself (with spaces) where there is none."""
    pair = OUTCOME_WORDS.get(outcome)
    return outcome.replace("_", " ") if pair is None else pair[0 if lang == "vi" else 1]


NUMBER_WORDS: dict[str, tuple[str, str]] = {
    "quantity": ("a số lượng", "a quantity"), "quality": ("b chất lượng", "b quality"), "progress": ("c tiến độ", "c progress"),
    "unit_result": ("d kết quả đơn vị", "d unit result"), "organising": ("đ tổ chức", "đ organising"),
    "cohesion": ("e đoàn kết", "e cohesion"), "general": ("tiêu chí chung", "general criteria"),
    "result": ("kết quả nhiệm vụ", "task results"), "score": ("tổng điểm", "score"), "points": ("điểm", "points"),
    "periods": ("số kỳ", "periods"), "coefficient": ("hệ số", "coefficient"), "most": ("tối đa", "at most"),
    "amount": ("số tiền", "amount"), "amount_at_full_reduction": ("khi giảm đến mức cao nhất", "at the full reduction"),
    "index": ("chỉ số", "index"), "most_total": ("tổng tối đa", "maxima together"), "total": ("tổng", "total"),
    "classified": ("đã phân loại", "classified"), "residual": ("chưa phân loại", "unclassified"), "person_total": ("tổng điểm cá nhân", "total of the person"), "agency_total": ("tổng điểm cơ quan", "total of the agency"),

    "latest": ("chậm nhất", "at the latest"), "days_late": ("số ngày chậm", "days late"), "units": ("số đơn vị", "units"),
    "wards": ("phường", "wards"), "communes": ("xã", "communes"), "weeks_at_most": ("tối đa (tuần)", "at most (weeks)"),
    "age": ("tuổi", "age"), "months_left": ("tháng còn lại", "months left"), "latest_notice": ("thông báo chậm nhất", "latest notice"),
}  # fmt: skip
"""Numbers of an answer that a screen shows, with their words; the rest stands in the JSON."""

_SHARES = ("quantity", "quality", "progress", "unit_result", "organising", "cohesion")


def numbers_told(numbers: dict[str, str], lang: str = "vi") -> list[str]:
    """The numbers worth a line on the screen, in the order of the answer: ``a số lượng 75 %``."""
    vi = lang == "vi"
    told = []
    for name, value in numbers.items():
        words = NUMBER_WORDS.get(name)
        if words is not None and value not in ("", "None"):
            told.append(f"{words[0 if vi else 1]} {_shown(name, value, vi)}")
        elif name.startswith("share_"):
            code = name.removeprefix("share_")
            word = next(
                (c.vi if vi else c.en for t in ("degree", "theory") for c in CODE_LISTS[t] if c.value == code), None
            )
            told.append(f"{(word or code.replace('_', ' ')).lower()} {_shown('quantity', value, vi)}")
    return told


def _shown(name: str, value: str, vi: bool) -> str:
    if name in _SHARES:
        value = f"{float(value) * 100:.2f}".rstrip("0").rstrip(".") + " %"
    elif name.startswith("amount"):
        return f"{int(value):,}".replace(",", "." if vi else ",") + " đ"
    elif len(value) == 10 and value[4] == value[7] == "-":
        return "/".join(reversed(value.split("-")))
    return value.replace(".", ",") if vi else value
