"""The attributes one may ask about: who somebody is, what somebody learned, where somebody stands, since when, and with what result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

import polars as pl

from dungviec.records.codes import (
    CATEGORIES,
    DEGREES,
    FIELDS,
    LEADERSHIP_RANK,
    LEVELS,
    RATINGS,
    ROLES,
    SEXES,
    STATE_MANAGEMENT,
    STRENGTHS,
    TENURE_KINDS,
    THEORY,
    UNIT_KINDS,
)
from dungviec.records.dates import add_months, last_rating_year
from dungviec.records.employment import EMPLOYMENT
from dungviec.records.ranks import RANKS
from dungviec.records.vietnamese import fold
from dungviec.workforce.dimension import (
    AGE_BANDS,
    Dimension,
    Facts,
    Given,
    Value,
    band_values,
    banded,
    fixed,
    flag,
    of_codes,
)
from dungviec.workforce.figure import WorkforceFault
from dungviec.workforce.state import minority, stated_ethnicity

GROUPS: dict[str, tuple[str, str]] = {
    "person": ("Con người", "Person"),
    "learning": ("Trình độ", "Education"),
    "post": ("Vị trí, đơn vị", "Post and unit"),
    "time": ("Thời gian", "Time"),
    "work": ("Kết quả, phát triển", "Results and growth"),
}
"""The attributes by what they tell of."""
SERVICE_BANDS = ((0, 4), (5, 9), (10, 14), (15, 19), (20, 29), (30, None))
POST_BANDS = ((0, 0), (1, 2), (3, 4), (5, 7), (8, 9), (10, None))
_YES = fixed(("yes", "có", "yes"), ("no", "không", "no"))
_YEARS = ("năm", "years")
_ON_FILE = ("none", "không có trên hồ sơ", "none on file")


def _coded(column: str) -> Given:
    return pl.col(column)


def _unit_at(depth: int | None) -> Dimension:
    """The unit somebody works in, or the unit so many levels below the scope that it belongs to."""

    def given(facts: Facts) -> Given:
        lines = facts.lines if depth is None else {u: line[:depth] for u, line in facts.lines.items()}
        return pl.col("unit_id").replace_strict({u: line[-1] for u, line in lines.items()}, default=None, return_dtype=pl.String)  # fmt: skip

    def values(facts: Facts) -> Sequence[Value]:
        return tuple(Value(u, n, n) for u, n in facts.scope.snapshot.units.select("unit_id", "name").iter_rows())

    needs = ("tenures.post_id",)
    if depth is None:
        return Dimension("unit", "Đơn vị trực tiếp", "Own unit", "post", needs, given, values)
    words = (f"Đơn vị cấp {depth} dưới phạm vi", f"Unit, level {depth} below the scope")
    return Dimension(f"unit{depth}", *words, "post", needs, given, values)


def _placed(_facts: Facts) -> Given:
    asked = pl.col("post_majors").list.len().fill_null(0) > 0
    return (
        pl.when(~asked).then(pl.lit("unasked"))
        .when(pl.col("major").is_null()).then(None)
        .when(pl.col("major").is_in(pl.col("post_majors"))).then(pl.lit("trained")).otherwise(pl.lit("elsewhere"))
    )  # fmt: skip


def _term(facts: Facts) -> Given:
    ends = pl.col("term_ends")
    return (
        pl.when(ends.is_null()).then(pl.lit("open")).when(ends < facts.day).then(pl.lit("over"))
        .when(ends <= add_months(facts.day, 12)).then(pl.lit("soon")).otherwise(pl.lit("later"))
    )  # fmt: skip


def _rated(facts: Facts) -> Given:
    mine = (pl.col("year") == last_rating_year(facts.day)) & (pl.col("system") == "state")
    return facts.scope.snapshot["ratings"].filter(mine).select("person_id", value=pl.col("rating").fill_null("unrated"))


def _rating_values(_facts: Facts) -> Sequence[Value]:
    named = tuple(Value(c.value, c.vi, c.en) for c in sorted(RATINGS, key=lambda c: -c.rank))
    return (*named, Value("unrated", "không xếp loại", "not rated"))


def _planned(facts: Facts) -> Given:
    plans = facts.scope.snapshot["plans"]
    running = (pl.col("approved") <= facts.day) & (pl.col("until").is_null() | (pl.col("until") >= facts.day))
    return plans.filter(running).select("person_id", value=pl.lit("yes"))


def _awarded(facts: Facts) -> Given:
    rows = facts.scope.snapshot["awards"].filter(
        (pl.col("year") <= facts.day.year) & (pl.col("decided").is_null() | (pl.col("decided") <= facts.day))
    )
    latest = rows.group_by("person_id").agg(pl.col("year").max())
    recent = pl.col("year") > facts.day.year - 5
    return latest.select("person_id", value=pl.when(recent).then(pl.lit("recent")).otherwise(pl.lit("earlier")))


def _disciplined(kind: str) -> Dimension:
    def given(facts: Facts) -> Given:
        rows = facts.scope.snapshot["discipline"].filter((pl.col("kind") == kind) & (pl.col("decided") <= facts.day))
        return _how_long_ago(rows, "decided", facts.day)

    words = {"administrative": ("Kỷ luật hành chính", "Administrative discipline"), "party": ("Kỷ luật Đảng", "Party discipline")}[kind]  # fmt: skip
    needs = ("discipline.form",) if kind == "administrative" else ("discipline.form", "people.party_member")
    key = "discipline" if kind == "administrative" else "party_discipline"
    return Dimension(key, *words, "work", needs, given, _AGO, absent="none", kept_in="discipline", ordered=True)


def _trained(facts: Facts) -> Given:
    rows = facts.scope.snapshot["training"].filter(
        pl.col("person_id").is_not_null() & (pl.col("from_date") <= facts.day)
    )
    return _how_long_ago(rows, "from_date", facts.day)


_AGO = fixed(
    ("year", "trong 12 tháng qua", "in the last 12 months"), ("before", "trước đó 1–5 năm", "1 to 5 years before"),
    ("long", "đã quá 5 năm", "over 5 years ago"), _ON_FILE,
)  # fmt: skip


def _how_long_ago(rows: pl.DataFrame, column: str, day: date) -> pl.DataFrame:
    """How long ago the latest of each person's rows was."""
    latest = rows.group_by("person_id").agg(pl.col(column).max().alias("last"))
    year, long = add_months(day, -12), add_months(day, -60)
    ago = pl.when(pl.col("last") > year).then(pl.lit("year")).when(pl.col("last") > long).then(pl.lit("before"))
    return latest.select("person_id", value=ago.otherwise(pl.lit("long")))


def _best_strength(facts: Facts) -> Given:
    rows = facts.scope.snapshot["strengths"].filter(pl.col("noted").is_null() | (pl.col("noted") <= facts.day))
    best = rows.sort("confidence", "strength", descending=[True, False], nulls_last=True)
    return best.select("person_id", value="strength")


def _assessed(facts: Facts) -> Given:
    rows = facts.scope.snapshot["competencies"].filter(pl.col("assessed").is_null() | (pl.col("assessed") <= facts.day))
    return rows.select("person_id", value=pl.lit("yes"))


def _diploma(key: str, vi: str, en: str, column: str, needs: tuple[str, ...]) -> Dimension:
    def given(facts: Facts) -> Given:
        return facts.diplomas.select("person_id", value=flag(pl.col(column)))

    return Dimension(key, vi, en, "learning", needs, given, _YES)


def _stated(key: str, vi: str, en: str, group: str, column: str) -> Dimension:
    """A text of the particulars of the official record."""

    def given(facts: Facts) -> Given:
        return facts.particulars.select("person_id", value=pl.col(column).cast(pl.String).str.strip_chars())

    return Dimension(key, vi, en, group, (f"particulars.{column}",), given, kept_in="dossier:particulars")


def _rank_values(_facts: Facts) -> Sequence[Value]:
    return tuple(Value(c.code, f"{c.name} ({c.code})", f"{c.name} ({c.code})") for c in RANKS.items)


_STUDIED = ("people.major", "people.degree", "studies.kind")
_DIMENSIONS = (
    Dimension("sex", "Giới tính", "Sex", "person", ("people.sex",), lambda _f: _coded("sex"), of_codes(SEXES)),
    Dimension("age", "Độ tuổi", "Age band", "person", ("people.born",), lambda _f: banded(pl.col("banded_age"), AGE_BANDS), lambda _f: band_values(AGE_BANDS, ("tuổi", "years old")), ordered=True),
    Dimension("ethnicity", "Dân tộc", "Ethnic group", "person", ("people.ethnicity",), lambda _f: pl.when(stated_ethnicity()).then(pl.col("ethnicity").str.strip_chars())),
    Dimension("minority", "Dân tộc thiểu số", "Ethnic minority", "person", ("people.ethnicity",), lambda _f: pl.when(stated_ethnicity()).then(flag(minority())), _YES),
    Dimension("party", "Đảng viên", "Party member", "person", ("people.party_member",), lambda _f: flag(pl.col("party")), _YES),
    _stated("religion", "Tôn giáo", "Religion", "person", "religion"),
    Dimension("degree", "Trình độ chuyên môn", "Highest degree", "learning", ("people.degree",), lambda _f: _coded("degree"), of_codes(DEGREES, ranked=True), ordered=True),
    Dimension("major", "Chuyên ngành", "Major", "learning", ("people.major",), lambda _f: pl.col("major").str.strip_chars()),
    Dimension("theory", "Lý luận chính trị", "Political theory", "learning", ("people.theory",), lambda _f: _coded("theory"), of_codes(THEORY, ranked=True), ordered=True),
    Dimension("state_management", "Quản lý nhà nước", "State management", "learning", ("people.state_management",), lambda _f: _coded("state_management"), of_codes(STATE_MANAGEMENT, ranked=True), ordered=True),
    _diploma("computing", "Bằng tin học (từ trung cấp)", "Computing diploma", "computing_diploma", _STUDIED),
    _diploma("english", "Bằng đại học tiếng Anh", "English degree", "english_degree", _STUDIED),
    _diploma("other_language", "Bằng đại học ngoại ngữ khác", "Degree in another language", "other_degree", _STUDIED),
    _diploma("ethnic_language", "Chứng chỉ tiếng dân tộc", "Ethnic-minority language certificate", "ethnic_certificate", ("studies.kind", "studies.major")),
    _stated("language", "Ngoại ngữ trên lý lịch", "Language on record", "learning", "language"),
    _stated("language_level", "Trình độ ngoại ngữ", "Language level", "learning", "language_level"),
    _stated("computing_level", "Trình độ tin học", "Computing level", "learning", "computing_level"),
    _unit_at(None), _unit_at(1), _unit_at(2), _unit_at(3),
    Dimension("unit_kind", "Loại đơn vị", "Kind of unit", "post", ("tenures.post_id",), lambda _f: _coded("unit_kind"), of_codes(UNIT_KINDS)),
    Dimension("category", "Đối tượng", "Category", "post", ("people.category",), lambda _f: _coded("own_category"), of_codes(CATEGORIES)),
    Dimension("employment", "Biên chế, loại hợp đồng", "Establishment or kind of contract", "post", ("people.employment",), lambda _f: _coded("employment"), of_codes(EMPLOYMENT)),
    Dimension("rank", "Ngạch, chức danh nghề nghiệp", "Rank or professional title", "post", ("people.rank_code",), lambda _f: pl.col("rank_code").str.strip_chars(), _rank_values),
    Dimension("title", "Tên vị trí", "Title of the post", "post", ("tenures.title",), lambda _f: pl.col("post_title").str.strip_chars()),
    Dimension("level", "Cấp chức vụ", "Level of the post", "post", ("tenures.level",), lambda _f: _coded("level"), of_codes(LEVELS, ranked=True), ordered=True),
    Dimension("leads", "Lãnh đạo, quản lý", "In leadership", "post", ("tenures.level",), lambda _f: flag(pl.col("level_rank") >= LEADERSHIP_RANK), _YES),
    Dimension("role", "Vai trò trong đơn vị", "Role in the unit", "post", ("tenures.post_id",), lambda _f: _coded("role"), of_codes(ROLES)),
    Dimension("field", "Lĩnh vực", "Field of work", "post", ("tenures.field",), lambda _f: _coded("field"), of_codes(FIELDS)),
    Dimension("placed", "Đúng chuyên ngành vị trí", "In the major the post asks for", "post", ("people.major", "tenures.post_id"), _placed,
              fixed(("trained", "đúng chuyên ngành", "in their major"), ("elsewhere", "khác chuyên ngành", "outside their major"), ("unasked", "vị trí không yêu cầu", "post asks for none"))),
    Dimension("tenure", "Hình thức giữ vị trí", "Kind of tenure", "post", ("tenures.kind",), lambda _f: _coded("tenure_kind"), of_codes(TENURE_KINDS)),
    Dimension("service", "Thâm niên", "Years of service", "time", ("people.joined",), lambda _f: banded(pl.col("service_years"), SERVICE_BANDS), lambda _f: band_values(SERVICE_BANDS, _YEARS), ordered=True),
    Dimension("in_post", "Thời gian giữ vị trí", "Years in post", "time", ("tenures.from_date",), lambda _f: banded(pl.col("post_years"), POST_BANDS),
              lambda _f: (Value("0-0", "dưới 1 năm", "under 1 year"), *band_values(POST_BANDS[1:], _YEARS)), ordered=True),
    Dimension("term", "Thời hạn bổ nhiệm", "Term of appointment", "time", ("tenures.term_ends",), _term,
              fixed(("over", "đã quá thời hạn", "past the term"), ("soon", "hết trong 12 tháng tới", "ends within 12 months"), ("later", "còn trên 12 tháng", "over 12 months left"), ("open", "không ghi thời hạn", "no term on file")), ordered=True),
    Dimension("rating", "Xếp loại năm gần nhất", "Latest yearly rating", "work", ("ratings.rating",), _rated, _rating_values, kept_in="ratings", ordered=True),
    Dimension("planned", "Trong quy hoạch", "In a succession plan", "work", ("plans.title",), _planned, fixed(("yes", "có", "yes"), _ON_FILE), absent="none", kept_in="plans"),
    Dimension("awards", "Khen thưởng", "Awards", "work", ("awards.title",), _awarded, fixed(("recent", "có trong 5 năm qua", "in the last 5 years"), ("earlier", "chỉ trước đó", "earlier only"), _ON_FILE), absent="none", kept_in="awards", ordered=True),
    _disciplined("administrative"), _disciplined("party"),
    Dimension("trained", "Lần học gần nhất", "Latest training", "work", ("training.from_date",), _trained, _AGO, absent="none", kept_in="training", ordered=True),
    Dimension("strength", "Sở trường rõ nhất", "Best-evidenced strength", "work", ("strengths.strength",), _best_strength, of_codes(STRENGTHS), kept_in="strengths"),
    Dimension("assessed", "Đã đánh giá năng lực", "Competencies assessed", "work", ("competencies.level",), _assessed, fixed(("yes", "có", "yes"), _ON_FILE), absent="none", kept_in="competencies"),
    Dimension("file", "Hồ sơ đầy đủ", "File complete", "work", ("people.file_complete",), lambda _f: flag(pl.col("file_complete")), _YES),
)  # fmt: skip
DIMENSIONS: dict[str, Dimension] = {d.key: d for d in _DIMENSIONS}
"""Every attribute by its key, in the order in which they are offered."""


def find_dimension(word: str) -> Dimension:
    """The attribute meant by a key or by its words in either language. Raises :class:`WorkforceFault` naming what comes near."""
    asked = fold(word).strip()
    by_words = {fold(w): d for d in _DIMENSIONS for w in (d.key, d.vi, d.en)}
    if asked in by_words:
        return by_words[asked]
    near = list(dict.fromkeys(by_words[w].key for w in get_close_matches(asked, by_words, n=4, cutoff=0.55)))
    hint = (f" Có phải: {', '.join(near)}?", f" Did you mean {', '.join(near)}?") if near else ("", "")
    known = ", ".join(DIMENSIONS)
    raise WorkforceFault(
        f"Không có thuộc tính «{word}».{hint[0]} Các thuộc tính: {known}.",
        f"There is no attribute '{word}'.{hint[1]} The attributes: {known}.",
    )
