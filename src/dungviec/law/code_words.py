"""Codes that a calculator names in its sentence, said in words: a Vietnamese reader meets no ``inpatient_months``."""

from __future__ import annotations

import re
from functools import cache

from dungviec.law.case_outcomes import OUTCOME_WORDS
from dungviec.law.parameter_values import LISTS
from dungviec.law.parameter_words import MORE_VALUES
from dungviec.records.codes import CODE_LISTS

FACTS: dict[str, tuple[str, str]] = {
    "abroad_months": ("ở nước ngoài", "abroad"), "inpatient_months": ("điều trị nội trú", "in hospital"), "maternity_leave": ("nghỉ thai sản", "maternity leave"),
    "named_in_pending_case": ("có tên trong vụ việc đang xem xét", "named in a pending case"), "health_fit": ("sức khỏe", "health"),
    "meets_title_standard": ("tiêu chuẩn chức danh", "the standard of the title"), "unit_needs_post": ("nhu cầu của đơn vị", "the unit's need"),
    "barred": ("thuộc trường hợp cấm", "barred"), "ratings": ("xếp loại năm", "ratings of"), "low_confidence": ("tín nhiệm thấp", "low confidence"),
    "reprimands": ("bị khiển trách nhiều lần", "reprimands"), "limited_capacity": ("hạn chế về năng lực", "limited capacity"), "failing_years": ("các năm không hoàn thành", "failing years"),
    "over_age": ("quá tuổi", "over age"), "political": ("tiêu chuẩn chính trị", "the political standard"), "standards": ("tiêu chuẩn", "standards"), "tasks": ("nhiệm vụ", "tasks"),
    "violation": ("vi phạm", "a violation"), "discipline": ("kỷ luật", "discipline"), "pregnant": ("đang mang thai", "pregnant"), "maternity": ("thai sản", "maternity"),
    "child": ("nuôi con nhỏ", "a small child"), "serious_illness": ("bệnh hiểm nghèo", "serious illness"), "conduct_good": ("phẩm chất, tác phong tốt", "good conduct"),
    "tasks_done": ("tỷ lệ nhiệm vụ hoàn thành", "share of tasks done"), "tasks_exceeded": ("tỷ lệ nhiệm vụ vượt mức", "share of tasks exceeded"),
    "tasks_short": ("tỷ lệ chưa bảo đảm chất lượng, tiến độ", "share short of quality or time"), "months_worked": ("số tháng làm việc", "months worked"),
    "months_on_leave": ("số tháng nghỉ", "months on leave"), "disciplined_in_year": ("có bị kỷ luật trong năm", "disciplined in the year"), "body_level": ("mức của đơn vị", "the body's level"),
    "body_year.done": ("tỷ lệ nhiệm vụ của đơn vị", "share of the body's tasks"), "body_year.points": ("điểm của đơn vị", "the body's points"), "points": ("số điểm", "points"),
    "organised": ("việc tổ chức thực hiện", "how work was organised"), "cohesive": ("việc giữ đoàn kết", "cohesion"), "subordinate_scores": ("điểm của người được quản lý", "scores of those managed"),
    "grounds": ("căn cứ không xếp loại", "grounds"), "shortcomings_fixed": ("việc khắc phục hạn chế", "shortcomings fixed"), "failed_quarters": ("số quý không hoàn thành", "failed quarters"),
    "units_completed_or_better": ("tỷ lệ đơn vị hoàn thành trở lên", "share of units completed or better"), "units_good_or_better": ("tỷ lệ đơn vị tốt trở lên", "share of units good or better"),
    "position_field": ("lĩnh vực của vị trí", "the position's field"), "in_position_since": ("ngày bắt đầu giữ vị trí", "in the position since"), "raises_child_alone": ("có nuôi con một mình", "raises the child alone"),
    "discovered_on": ("ngày phát hiện", "day of discovery"), "committed_on": ("ngày vi phạm", "day of the act"), "relation": ("quan hệ", "the relation"),
    "current_post.since": ("ngày giữ chức vụ hiện tại", "in the present post since"), "current_post.level": ("cấp chức vụ hiện tại", "level of the present post"), "current_post": ("chức vụ hiện tại", "the present post"),
    "term.ends": ("ngày hết thời hạn giữ chức vụ", "end of the term"), "term.from": ("ngày bắt đầu thời hạn", "start of the term"), "term.months": ("thời hạn (tháng)", "length of the term"),
    "term": ("thời hạn giữ chức vụ", "the term"), "headcount_saved": ("số biên chế giảm được", "headcount saved"), "full_time_head_budgeted": ("cấp trưởng chuyên trách có trong biên chế", "a full-time head is budgeted"),
    "summoned": ("số người được triệu tập", "number summoned"), "present": ("số người có mặt", "number present"), "votes": ("số phiếu", "votes"),
    "listed_for_later_retirement": ("có thuộc danh sách nghỉ hưu muộn", "listed for later retirement"), "headcount": ("biên chế", "headcount"), "principals": ("số chuyên viên chính", "principal specialists"),
    "published_on_time": ("công bố đúng hạn", "published on time"), "results_on_time": ("trả kết quả đúng hạn", "results on time"), "reception": ("tiếp nhận", "reception"),
    "transparency": ("công khai, minh bạch", "transparency"), "digitised": ("số hóa hồ sơ", "digitised files"), "online": ("dịch vụ trực tuyến", "online services"), "satisfaction": ("mức độ hài lòng", "satisfaction"),
    "specialist": ("ngạch chuyên viên", "specialist rank"), "senior": ("ngạch chuyên viên cao cấp", "senior rank"), "leader": ("lãnh đạo, quản lý", "leaders"), "position": ("vị trí việc làm", "the position"),
    "inspection": ("thanh tra", "inspection"), "accounting": ("kế toán", "accounting"), "district": ("huyện", "district"), "left_post": ("việc thôi giữ chức vụ", "how the post was left"),
    "youngest_child_born": ("con nhỏ dưới 12 tháng", "a child under 12 months"), "head_of": ("người thân đứng đầu đơn vị nào", "which unit the relative heads"),
    "relatives_in_service.role": ("vai của người thân", "the relative's role"), "role_a": ("vai của người thứ nhất", "role of the first"), "role_b": ("vai của người thứ hai", "role of the second"),
    "failing_years_in_a_row": ("không hoàn thành nhiều năm liên tiếp", "failing years in a row"), "warning_and_capacity": ("cảnh cáo, hạn chế năng lực", "a warning and limited capacity"),
    "category": ("đối tượng", "category"), "born": ("ngày sinh", "day of birth"), "sex": ("giới tính", "sex"), "remedied_and_recognised": ("đã khắc phục và được công nhận", "remedied and recognised"),
}  # fmt: skip
"""Names of facts in a case, by their whole name or its last part."""

_CODE = re.compile(r"(?<![\w.«/-])(«?)([a-z]+(?:[._][a-z0-9_]+)*)(»?)(?![\w/])")
_SHARE = re.compile(r"(\d)\.(\d+)%")
"""A share with a decimal point: Vietnamese writes a comma."""
_SHORTEST = 4
"""A single word is taken for a code in Vietnamese only from this length on: shorter ones may be Vietnamese syllables."""


@cache
def _words() -> dict[str, tuple[str, str]]:
    lists = {c.value: (c.vi, c.en) for name in reversed(LISTS) if name in CODE_LISTS for c in CODE_LISTS[name]}
    outcomes = {k: v for k, v in OUTCOME_WORDS.items() if "_" in k}
    return {k: v for k, v in (outcomes | lists | MORE_VALUES | FACTS).items() if v[0]}


def word_of(name: str, lang: str = "vi") -> str:
    """The words of one code, by its whole name or its last part; the code itself where there are none."""
    pair = _words().get(name) or _words().get(name.rpartition(".")[2])
    return name if pair is None else pair[0 if lang == "vi" else 1]


def in_words(text: str, lang: str = "vi") -> str:
    """The sentence with each code it names said in words; what is no code of ours stays as it is written."""

    def said(found: re.Match[str]) -> str:
        name = found[2]
        compound = "_" in name or "." in name
        if not compound and (lang != "vi" or len(name) < _SHORTEST):
            return found[0]
        pair = _words().get(name) or _words().get(name.rpartition(".")[2])
        if pair is None:
            return found[0]
        word = pair[0 if lang == "vi" else 1]
        return f"{found[1]}{word[:1].lower() + word[1:] if word[1:2].islower() or len(word) < 2 else word}{found[3]}"

    told = _CODE.sub(said, text)
    return _SHARE.sub(r"\1,\2%", told) if lang == "vi" else told
