"""Reason sentences: what a check found, in the words of a personnel officer, from the facts of one pair.

Each function gets the rule, the pair's facts and the verdict its expression gave, and returns a :class:`Reason`; it
never decides anything itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dungviec.law.book import LawView
from dungviec.law.retirement import age_label
from dungviec.law.rules import Rule, Verdict
from dungviec.records.codes import LEVELS
from dungviec.records.dates import add_months
from dungviec.records.vietnamese import format_date

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence in both languages, the facts it rests on, what is missing, and the day it passes by itself."""

    vi: str
    en: str
    facts: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    will_pass_from: date | None = None


Writer = Callable[[Rule, Facts, Verdict, LawView], Reason]
WRITERS: dict[str, Writer] = {}

FACT_WORDS: dict[str, tuple[str, str]] = {
    "born": ("ngày sinh hoặc giới tính", "date of birth or sex"),
    "sex": ("giới tính", "sex"),
    "plans": ("danh sách quy hoạch", "succession plans"),
    "unit_plan": ("đơn vị mới thành lập hay không, đã phê duyệt quy hoạch hay chưa", "whether the unit is new and has a plan"),
    "levels": ("cấp của chức vụ đã giữ trong quá trình công tác", "level of earlier posts"),
    "sector_time": ("thời gian công tác liên tục trong ngành", "continuous time in the sector"),
    "ratings": ("kết quả xếp loại của đủ số năm", "yearly ratings of enough years"),
    "prev_rating": ("kết quả xếp loại năm liền kề", "rating of the previous year"),
    "left_level": ("cấp của chức vụ đã thôi giữ", "level of the post that was left"),
    "file_complete": ("hồ sơ đầy đủ hay chưa", "personal file complete"),
    "file_verified": ("hồ sơ đã thẩm định hay chưa", "personal file verified"),
    "file_dated": ("ngày cập nhật hồ sơ", "date of the file"),
    "assets_declared": ("đã kê khai tài sản, thu nhập hay chưa", "asset declaration filed"),
    "assets_verified": ("bản kê khai tài sản đã xác minh hay chưa", "asset declaration verified"),
    "health_fit": ("kết luận đủ sức khỏe", "fit for work"),
    "health_dated": ("ngày của giấy khám sức khỏe", "date of the health certificate"),
    "products_match": ("kết quả rà soát kinh nghiệm, sản phẩm", "review of experience and products"),
    "barred": ("có bị cấm đảm nhiệm chức vụ hay không", "barred from office"),
    "discipline_open": ("có đang bị xem xét kỷ luật hay không", "disciplinary procedure open"),
    "serving_discipline": ("ngày hết hiệu lực của quyết định kỷ luật", "end of the disciplinary decision"),
    "denunciation_open": ("có đang bị giải quyết tố cáo hay không", "denunciation under way"),
    "inspection_open": ("có đang bị kiểm tra, thanh tra hay không", "inspection under way"),
    "suspended": ("có đang bị tạm đình chỉ hay không", "suspended"),
    "criminal_open": ("có đang bị khởi tố, điều tra, xét xử hay không", "criminal proceedings"),
    "remedied": ("việc khắc phục sau kỷ luật đã được ghi nhận hay chưa", "recognised remedy after discipline"),
    "old_discipline": ("quy định kỷ luật tại thời điểm ra quyết định", "discipline rule on the day of the decision"),
    "degree": ("trình độ chuyên môn", "degree"),
    "major": ("chuyên ngành đào tạo", "major"),
    "theory": ("trình độ lý luận chính trị", "political theory"),
    "theory_training": ("có tên trong kế hoạch đào tạo lý luận chính trị hay không", "in the training plan for political theory"),
    "state_management": ("bồi dưỡng quản lý nhà nước", "state management certificate"),
    "party_member": ("là đảng viên hay không", "Party membership"),
    "framework": ("đánh giá năng lực theo khung năng lực của vị trí", "competency assessment against the framework"),
    "ground_lower": ("căn cứ bố trí vị trí thấp hơn (không đáp ứng yêu cầu, tự nguyện)", "ground for a lower position"),
    "current_post": ("vị trí đang giữ", "present post"),
    "category": ("đối tượng (cán bộ, công chức, viên chức)", "category of the person"),
    "party_managed": ("vị trí có thuộc diện Đảng quản lý hay không", "whether the post is under Party management"),
    "rule_text": ("văn bản quy định", "rule text"),
    "leaving_ground": ("căn cứ thôi giữ chức vụ lãnh đạo", "ground for leaving the leading post"),
}  # fmt: skip
"""Names of facts as shown when they are missing."""

FLAG_WORDS: dict[str, tuple[str, str]] = {
    "barred": ("bị cấm đảm nhiệm chức vụ", "barred from the post"),
    "discipline_open": ("đang trong quá trình xem xét, xử lý kỷ luật", "under disciplinary processing"),
    "serving_discipline": ("đang trong thời gian thi hành quyết định kỷ luật", "serving a disciplinary decision"),
    "denunciation_open": ("đang bị giải quyết tố cáo", "under a denunciation"),
    "inspection_open": ("đang bị kiểm tra, thanh tra dấu hiệu vi phạm", "under inspection"),
    "suspended": ("đang bị tạm đình chỉ công tác", "suspended"),
    "criminal_open": ("đang bị khởi tố, điều tra, truy tố, xét xử", "in criminal proceedings"),
}


def writer(*names: str) -> Callable[[Writer], Writer]:
    """Registers the sentence writer of one or more checks."""

    def register(function: Writer) -> Writer:
        for name in names:
            WRITERS[name] = function
        return function

    return register


def write_reason(rule: Rule, facts: Facts, verdict: Verdict, view: LawView) -> Reason:
    """The reason of one finding; unknown Party management is said in front."""
    reason = WRITERS[rule.check or "no_text"](rule, facts, verdict, view)
    if rule.applies_to.party_managed is not None and facts["party_managed"] is None and verdict == Verdict.UNKNOWN:
        return Reason(
            f"Chưa rõ vị trí có thuộc diện Đảng quản lý hay không. {reason.vi}",
            f"Whether the post is under Party management is not recorded. {reason.en}",
            reason.facts, (*reason.missing, "party_managed"), reason.will_pass_from,
        )  # fmt: skip
    return reason


def missing_words(names: tuple[str, ...], lang: str = "vi") -> str:
    """The missing facts as words, comma separated."""
    return ", ".join(FACT_WORDS[n][0 if lang == "vi" else 1] for n in names)


def lacking(names: tuple[str, ...], facts: dict[str, str] | None = None) -> Reason:
    """The reason of an unknown verdict: which facts the record lacks."""
    return Reason(
        f"Hồ sơ chưa có: {missing_words(names)}.", f"Not on file: {missing_words(names, 'en')}.", facts or {}, names
    )


@writer("term_cover")
def _term_cover(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    term = f["term_months"] if f["term_months"] is not None else int(rule.params["default_term_months"])
    need = min(int(term), int(rule.params.get("max_needed_months") or term))
    if f["retire_on"] is None:
        return lacking(("born",))
    left, day = f["months_left"], format_date(f["retire_on"])
    facts = {
        "months_left": str(left),
        "months_needed": str(need),
        "retires": day,
        "retirement_age": age_label(f["retire_age"], "en"),
    }
    vi = f"Còn {left} tháng công tác (nghỉ hưu {day}, {age_label(f['retire_age'])}), cần đủ {need} tháng"
    en = f"{left} months of service left (retires {f['retire_on']}, at {age_label(f['retire_age'], 'en')}), {need} needed"
    if f.get("next_retire_on"):
        facts["retires_by_next_schedule"] = format_date(f["next_retire_on"])
        vi += f"; theo lộ trình tuổi nghỉ hưu áp dụng sau đó: {format_date(f['next_retire_on'])}"
        en += f"; by the schedule that follows: {f['next_retire_on']}"
    limit = add_months(view.counted_from, need)
    if view.settings.near_limit_days and abs((f["retire_on"] - limit).days) <= view.settings.near_limit_days:
        early = view.counted_from.fromordinal(view.counted_from.toordinal() - view.settings.near_limit_days)
        other = view.service_left(early, f["retire_on"])
        facts["months_left_from_dossier"] = str(other)
        vi += f"; sát mốc: tính từ ngày nhận hồ sơ sớm hơn có thể là {other} tháng, nên cấp có thẩm quyền quyết định"
        en += (
            f"; close to the limit: counted from an earlier dossier it may be {other} months, so the authority decides"
        )
    return Reason(f"{vi}.", f"{en}.", facts)


@writer("age_cap")
def _age_cap(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    if f["age_years"] is None or f["sex"] is None:
        return lacking(("born",))
    p = rule.params
    cap = int(p["male"] if f["sex"] == "male" else p["female"])
    cap = min(cap, int(p["district_division"])) if f["unit_kind"] == "division" else cap
    return Reason(
        f"{f['age_years']} tuổi tròn, bổ nhiệm lần đầu không quá {cap} tuổi.",
        f"{f['age_years']} completed years; first appointment not over {cap}.",
        {"age": str(f["age_years"]), "cap": str(cap)},
    )


@writer("in_plan", "plan_versions_2024")
def _in_plan(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    source = ("tại chỗ", "local") if f["same_unit"] else ("từ nơi khác", "from elsewhere")
    facts = {
        "source": source[1],
        "planned_for_this_post": _yes(f["planned_here"]),
        "planned_for_equivalent": _yes(f["planned_equal"]),
        "planned_for_higher": _yes(f["planned_higher"]),
    }
    if f["planned_here"]:
        state = ("đã được quy hoạch chức danh này", "planned for this title")
    elif f["planned_equal"]:
        state = ("đã được quy hoạch chức danh tương đương", "planned for an equivalent title")
    elif f["planned_higher"]:
        state = ("đã được quy hoạch chức danh cao hơn", "planned for a higher title")
    else:
        state = (
            "chưa có trong quy hoạch chức danh này hoặc tương đương trở lên",
            "not in the plan for this title or an equivalent or higher one",
        )
    if verdict == Verdict.UNKNOWN and not f["plans_on_file"]:
        return lacking(("plans",), facts)
    vi, en = f"Nguồn {source[0]}, {state[0]}", f"Source {source[1]}, {state[1]}"
    if verdict == Verdict.UNKNOWN and rule.check == "in_plan":
        return Reason(
            f"{vi}; hồ sơ chưa ghi {missing_words(('unit_plan',))}.",
            f"{en}; not recorded: {missing_words(('unit_plan',), 'en')}.",
            facts,
            ("unit_plan",),
        )
    if verdict == Verdict.UNKNOWN:
        return Reason(f"{vi}; {rule.vi}", f"{en}; {rule.en}", facts, ("rule_text",))
    if f["newly_formed"] and f["has_approved_plan"] is False:
        facts["new_unit_without_plan"] = "yes"
        return Reason(
            f"{vi}; đơn vị mới, chưa phê duyệt quy hoạch: cấp có thẩm quyền quyết định.",
            f"{en}; new unit without an approved plan: the authority decides.",
            facts,
        )
    return Reason(f"{vi}.", f"{en}.", facts)


def _yes(value: bool | None) -> str:
    return "unknown" if value is None else "yes" if value else "no"


@writer("months_in_adjacent_post", "months_in_equivalent_post", "months_versions_2024")
def _months_in_post(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    adjacent = rule.check == "months_in_adjacent_post"
    have, need = f["months_adjacent" if adjacent else "months_equivalent"], int(rule.params["min_months"])
    words = (
        ("chức vụ liền kề hoặc tương đương", "the adjacent or an equivalent post")
        if adjacent
        else ("chức vụ hiện tại hoặc tương đương", "the current or an equivalent post")
    )
    facts = {"months_in_post": str(have), "months_needed": str(need), "target_level": _level(f["target_rank"])}
    if adjacent and f["move"] == "first_leadership" and verdict == Verdict.ALLOWED and have < need:
        return Reason(
            "Bổ nhiệm lần đầu ở cấp lãnh đạo thấp nhất: không có chức vụ liền kề để tính thời gian.",
            "First post at the lowest leading level: there is no adjacent leading post to count.",
            facts,
        )
    vi, en = (
        f"Đã giữ {words[0]} {have} tháng (cộng dồn), cần đủ {need} tháng",
        f"{have} months (cumulative) in {words[1]}, {need} needed",
    )
    if verdict == Verdict.UNKNOWN:
        names: tuple[str, ...] = ("rule_text",) if rule.kind == "gap" else ("levels",)
        return Reason(
            f"{vi}; chưa có: {missing_words(names)}.", f"{en}; not on file: {missing_words(names, 'en')}.", facts, names
        )
    passes = (
        add_months(view.day, need - have)
        if have < need and f["current_rank"] is not None and (not adjacent or f["current_rank"] >= f["target_rank"] - 1)
        else None
    )
    if have < need and rule.params.get("or_sector_time"):
        names = ("sector_time",)
        vi += f"; hoặc xét {missing_words(names)} theo tiêu chuẩn chức danh (chưa có trong hồ sơ)"
        en += f"; {missing_words(names, 'en')}, as the title standard requires, may stand in (not on file)"
    return Reason(f"{vi}.", f"{en}.", facts, (), passes)


def _level(rank: int) -> str:
    return next((c.value for c in LEVELS if c.rank == rank), str(rank))


@writer("cooldown")
def _cooldown(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    how = rule.params["how"]
    word = {
        "relieved_of_post": ("thôi giữ chức vụ", "relieved of post"),
        "resigned": ("từ chức", "resigned"),
        "dismissed": ("miễn nhiệm", "dismissed"),
        "not_reappointed": ("không được bổ nhiệm lại", "not reappointed"),
    }[how]
    left_on = f[f"left_{how}_on"]
    if left_on is None:
        return Reason(
            f"Không có thời gian chờ do {word[0]}.",
            f"No waiting time after having been {word[1]}."
            if how != "resigned"
            else "No waiting time after a resignation.",
        )
    if "months" not in rule.params:
        return _not_reappointed(rule, f, verdict)
    lifted = add_months(left_on, int(rule.params["months"]))
    facts = {"left_on": format_date(left_on), "months": str(rule.params["months"]), "waits_until": format_date(lifted)}
    if verdict == Verdict.UNKNOWN:
        names = (
            ("left_level",)
            if f[f"left_{how}_rank"] is None
            else ("born",)
            if f["months_left"] is None
            else ("prev_rating",)
        )
        return lacking(names, facts)
    left = f["months_left"]
    if "min_months_left" in rule.params and left is not None and left < int(rule.params["min_months_left"]):
        return Reason(
            f"Đã {word[0]} ngày {format_date(left_on)} và còn {left} tháng công tác (dưới {rule.params['min_months_left']} tháng): chỉ làm chuyên môn.",
            f"{word[1].capitalize()} on {left_on} with {left} months left (under {rule.params['min_months_left']}): professional work only.",
            facts,
        )
    if lifted > view.day:
        passes = lifted if verdict == Verdict.FORBIDDEN else None
        return Reason(
            f"Đã {word[0]} ngày {format_date(left_on)}; chức vụ tương đương trở lên được xem xét từ {format_date(lifted)} (sau {rule.params['months']} tháng).",
            f"{word[1].capitalize()} on {left_on}; an equal or higher post is considered from {lifted} (after {rule.params['months']} months).",
            facts,
            (),
            passes,
        )
    if verdict == Verdict.FORBIDDEN:
        return Reason(
            f"Đã qua {rule.params['months']} tháng từ khi {word[0]} nhưng năm liền kề chưa đạt mức hoàn thành tốt nhiệm vụ.",
            f"{rule.params['months']} months have passed but the previous year was not rated 'completed well'.",
            facts,
        )
    return Reason(
        f"Đã {word[0]} ngày {format_date(left_on)}, đã qua {rule.params['months']} tháng hoặc chức vụ dự kiến thấp hơn.",
        f"{word[1].capitalize()} on {left_on}; {rule.params['months']} months have passed or the post is lower.",
        facts,
    )


def _not_reappointed(rule: Rule, f: Facts, verdict: Verdict) -> Reason:
    day, rank = f["left_not_reappointed_on"], f["left_not_reappointed_rank"]
    facts = {"left_on": format_date(day)}
    if verdict == Verdict.UNKNOWN and rank is None:
        return lacking(("left_level",), facts)
    told = f"Không được bổ nhiệm lại ngày {format_date(day)}", f"Not reappointed on {day}"
    if verdict == Verdict.FORBIDDEN:
        return Reason(
            f"{told[0]}: không bố trí chức vụ tương đương hoặc cao hơn.", f"{told[1]}: no equal or higher post.", facts
        )
    return Reason(f"{told[0]}; chức vụ dự kiến thấp hơn.", f"{told[1]}; the post is lower.", facts)


@writer("still_in_service")
def _in_service(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    if f["retire_on"] is None:
        return lacking(("born",))
    facts = {"retires": format_date(f["retire_on"]), "retirement_age": age_label(f["retire_age"], "en")}
    past = verdict == Verdict.FORBIDDEN
    return Reason(
        f"{'Đã đến' if past else 'Chưa đến'} thời điểm nghỉ hưu ({format_date(f['retire_on'])}, {age_label(f['retire_age'])}).",
        f"Retirement {'was' if past else 'is'} on {f['retire_on']} (at {age_label(f['retire_age'], 'en')}).",
        facts,
    )
