"""The settings of the law in words: what each can be, what is chosen, and which rules ask it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from dungviec.law import LawSettings
from dungviec.law.rules import Rule
from dungviec.law.settings import DEFAULT_SETTINGS, READINGS
from dungviec.records.codes import CODE_LISTS

_HINTS = get_type_hints(LawSettings)
_TOPIC_CHOICES = {"lateral_waives": "theme", "kinship_relations_2023": "relation"}
"""Settings that are a set of codes: where the words of the codes stand."""

CHOICES = {
    ("reference_day", "decision"): ("ngày quyết định", "the day of the decision"),
    ("reference_day", "procedure_start"): ("ngày bắt đầu quy trình", "the start of the procedure"),
    ("reference_day", "dossier_received"): ("ngày nhận hồ sơ", "the day the dossier is received"),
    ("service_counts_both_days", False): ("chỉ tính một trong hai ngày", "one of the two days"),
    ("service_counts_both_days", True): ("tính cả hai ngày", "both days"),
    ("age_cap_reading", "completed_years"): ("tuổi tròn năm", "completed years"),
    ("age_cap_reading", "birthday"): ("đến đúng ngày sinh nhật", "up to the birthday itself"),
    ("higher_plan_counts_2020", True): ("quy hoạch cao hơn cũng đạt", "a higher plan also meets it"),
    ("higher_plan_counts_2020", False): ("phải đúng chức danh tương đương", "exactly the equivalent title"),
    ("extension_limit_counts_equal", False): ("làm quy trình bổ nhiệm lại", "reappointment procedure"),
    ("extension_limit_counts_equal", True): ("kéo dài đến tuổi nghỉ hưu", "extension until retirement"),
    ("deputies_head_counts", True): ("tính cả người đứng đầu", "the head counts"),
    ("deputies_head_counts", False): ("không tính người đứng đầu", "the head does not count"),
    ("deputies_half", "down"): ("làm tròn xuống", "rounded down"),
    ("deputies_half", "up"): ("làm tròn lên", "rounded up"),
    ("part_years", "half_steps"): ("theo nửa năm", "in half years"),
    ("part_years", "exact"): ("đúng số tháng", "exact months"),
    ("rating_cap_parts", True): ("không quá 100%", "at most 100 %"),
    ("rating_cap_parts", False): ("không chặn", "no cap"),
    ("rating_points_read", "exact"): ("theo điểm đầy đủ", "from the full number"),
    ("rating_points_read", "two_decimals"): ("theo điểm làm tròn hai số lẻ", "from two decimals"),
    ("rating_floor_zero", True): ("dừng ở 0", "stops at 0"),
    ("rating_floor_zero", False): ("trừ tiếp, có thể âm", "goes on below 0"),
    ("rating_quarter_months", 3): ("một quý bằng ba tháng", "a quarter weighs three months"),
    ("rating_quarter_months", 1): ("mỗi kỳ bằng nhau", "every period the same"),
    ("rating_quota_base", "good"): ("số người «hoàn thành tốt»", "those rated good"),
    ("rating_quota_base", "good_and_above"): ("số người từ «hoàn thành tốt» trở lên", "those rated good or excellent"),
    ("rating_quota_rounding", "down"): ("làm tròn xuống", "rounded down"),
    ("rating_quota_rounding", "nearest"): ("làm tròn gần nhất", "rounded to the nearest"),
    ("ratings_90_by_analogy", True): ("đọc như viên chức", "read as for public employees"),
    ("ratings_90_by_analogy", False): ("chưa đủ căn cứ", "unknown"),
    ("notice_counts_expiry_day", False): ("không tính ngày hết hạn", "the expiry day is not counted"),
    ("notice_counts_expiry_day", True): ("tính cả ngày hết hạn", "the expiry day is counted"),
}  # fmt: skip
"""The words of each value; a value that is not here is shown as it is written in a case file."""

TITLES = {
    "reference_day": ("Ngày tính thời gian công tác còn lại", "Day remaining service is counted from"),
    "near_limit_days": ("Vùng đệm sát mốc, tính bằng ngày", "Band around a limit, in days"),
    "service_counts_both_days": (
        "Ngày đầu và ngày nghỉ hưu trong thời gian còn lại",
        "First day and day of retirement in the service left",
    ),
    "age_cap_reading": ("«Không quá 55/50/45 tuổi» (2003)", "'Not over 55/50/45' (2003)"),
    "lateral_waives": ("Điều kiện không hỏi khi ngang cấp, thấp hơn", "Topics not asked for equal or lower posts"),
    "higher_plan_counts_2020": ("Quy hoạch chức danh cao hơn (2020)", "Planning for a higher title (2020)"),
    "kinship_relations_2023": ("Phạm vi quan hệ gia đình từ 11/7/2023", "Relatives counted from 11/07/2023"),
    "extension_limit_counts_equal": ("Còn đúng 24 hoặc 18 tháng", "Exactly 24 or 18 months left"),
    "deputies_head_counts": ("Định mức cấp phó: người đứng đầu", "Deputies' norm: the head"),
    "deputies_half": ("Định mức cấp phó: nửa lẻ", "Deputies' norm: an odd half"),
    "part_years": ("Năm lẻ khi tính tiền nghỉ", "Part years in the money of leaving"),
    "rating_cap_parts": ("O1 · Trần các phần điểm", "O1 · Cap on the parts of a score"),
    "rating_points_read": ("O2 · Xếp mức theo điểm nào", "O2 · Which points give the level"),
    "rating_quota_base": ("O3 · Gốc của hạn mức xuất sắc", "O3 · Base of the quota of excellent"),
    "rating_quota_rounding": ("O4 · Số lẻ của hạn mức xuất sắc", "O4 · A fraction in that quota"),
    "rating_floor_zero": ("O5 · Điểm của một sản phẩm có xuống dưới 0", "O5 · Whether a product's points fall below 0"),
    "rating_quarter_months": ("O6 · Một quý nặng bao nhiêu", "O6 · Weight of a quarter"),
    "ratings_90_by_analogy": ("NĐ 90: mức dưới xuất sắc", "NĐ 90: levels below excellent"),
    "notice_counts_expiry_day": ("Ngày hết hạn khi tính thông báo", "The expiry day in the notice count"),
}
"""A short name of each setting; without one the setting shows its own."""

_USED_BY = {
    "reference_day": {"term_cover", "still_in_service"},
    "near_limit_days": {"term_cover"},
    "service_counts_both_days": {"term_cover", "param:months_left", "param:min_months_left"},
    "age_cap_reading": {"age_cap"},
    "lateral_waives": set(),  # by topic, see asked_by
    "higher_plan_counts_2020": {"id:APT-2020-02"},
    "kinship_relations_2023": {"id:KIN-P-2023-01", "id:KIN-P-2023-02"},
    "extension_limit_counts_equal": {"id:REAPT-2026-01", "id:REAPT-2026-02", "id:REAPT-P-2017"},
    "deputies_head_counts": {"id:DEPQ-2025-02"},
    "deputies_half": {"id:DEPQ-2025-02"},
    "part_years": {"topic:streamlining_money"},
    "rating_cap_parts": {"id:RATE-2026-01", "id:RATE-2026-02"},
    "rating_points_read": {"id:RATE-2026-01"},
    "rating_floor_zero": {"id:RATE-2026-02"},
    "rating_quarter_months": {"id:RATE-335-MONTHS", "id:RATE-2026-01"},
    "rating_quota_base": {"id:RATE-2026-03"},
    "rating_quota_rounding": {"id:RATE-2026-03"},
    "ratings_90_by_analogy": {"prefix:RATE-90"},
    "notice_counts_expiry_day": {"param:notice_working_days", "param:notice_days"},
}
_ORDER = ("reference_day", "near_limit_days", "lateral_waives", "higher_plan_counts_2020", "age_cap_reading")


@dataclass(frozen=True, slots=True)
class Reading:
    """One setting as shown: what it decides, its default, what is chosen, and what can be chosen."""

    name: str
    title: str
    words: str
    kind: str
    """``one`` of several values, ``some`` of a set of codes, or a ``number``."""
    default: str
    value: str
    is_default: bool
    options: tuple[tuple[str, str, bool], ...]
    """Value as a form sends it, its words, whether it is chosen."""


def settings_of(chosen: dict[str, Any]) -> LawSettings:
    """The settings with the chosen values in place of the defaults; a list becomes a tuple."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in chosen.items()}
    return LawSettings(**values)


def readings(law: LawSettings, lang: str) -> list[Reading]:
    """Every setting in words, those that judge people first."""
    names = sorted(
        (f.name for f in fields(LawSettings)),
        key=lambda n: (n not in _ORDER, _ORDER.index(n) if n in _ORDER else 0, title(n, "vi")),
    )
    return [_reading(name, law, lang) for name in names]


def _reading(name: str, law: LawSettings, lang: str) -> Reading:
    now, default = getattr(law, name), getattr(DEFAULT_SETTINGS, name)
    held = now if isinstance(now, tuple) else (now,)
    options = tuple((str(v), word(name, v, lang), v in held) for v in values_of(name))
    kind = "some" if isinstance(default, tuple) else "one" if options else "number"
    return Reading(
        name, title(name, lang), READINGS[name][0 if lang == "vi" else 1], kind, shown(name, default, lang), shown(name, now, lang),
        now == default, options,
    )  # fmt: skip


def title(name: str, lang: str) -> str:
    """The short name of a setting."""
    return TITLES[name][0 if lang == "vi" else 1] if name in TITLES else name


def values_of(name: str) -> tuple[Any, ...]:
    """What a setting can be; empty for a number."""
    hint, default = _HINTS[name], getattr(DEFAULT_SETTINGS, name)
    if get_origin(hint) is Literal:
        return get_args(hint)
    if isinstance(default, bool):
        return (default, not default)
    if isinstance(default, tuple):
        listed = tuple(CODE_LISTS[_TOPIC_CHOICES[name]].values) if _TOPIC_CHOICES.get(name) in CODE_LISTS else ()
        return tuple(dict.fromkeys((*default, *listed)))
    return ()


def word(name: str, value: Any, lang: str) -> str:
    """One value in words."""
    if (name, value) in CHOICES:
        return CHOICES[name, value][0 if lang == "vi" else 1]
    source = _TOPIC_CHOICES.get(name, "")
    if source == "theme":
        from dungviec.law.themes import theme_name

        return theme_name(str(value), lang)
    if source in CODE_LISTS:
        return str(CODE_LISTS[source].label(value, lang))
    if isinstance(value, bool):
        return {("vi", True): "có", ("vi", False): "không", ("en", True): "yes", ("en", False): "no"}[lang, value]
    return str(value)


def shown(name: str, value: Any, lang: str) -> str:
    """A whole value in words."""
    if isinstance(value, tuple):
        return ", ".join(word(name, v, lang).lower() for v in value) or "–"
    return word(name, value, lang)


def read_form(name: str, given: list[str]) -> Any:
    """The value a form sent for a setting. Raises ValueError where it is none the setting can take."""
    known = {str(v): v for v in values_of(name)}
    if isinstance(getattr(DEFAULT_SETTINGS, name), tuple):
        if not set(given) <= set(known):
            raise ValueError(name)
        return [known[v] for v in known if v in given]
    if known:
        if len(given) != 1 or given[0] not in known:
            raise ValueError(name)
        return known[given[0]]
    number = int(given[0]) if len(given) == 1 and given[0].strip().isdecimal() else -1
    if not 0 <= number <= 366:
        raise ValueError(name)
    return number


def asked_by(rule: Rule) -> list[str]:
    """The settings a rule's answer depends on."""
    found = []
    for name, users in _USED_BY.items():
        waived = (
            name == "lateral_waives" and rule.topic in DEFAULT_SETTINGS.lateral_waives and rule.kind == "eligibility"
        )
        marks = {f"topic:{rule.topic}", f"id:{rule.id}", str(rule.check), *(f"param:{p}" for p in rule.params)}
        prefixed = any(u.startswith("prefix:") and rule.id.startswith(u[7:]) for u in users)
        if waived or users & marks or prefixed:
            found.append(name)
    return found
