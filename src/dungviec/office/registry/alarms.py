"""What cannot be so in the records of a day: each alarm with what was found, where, and how it is mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.selectors import rows as rows_on
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import workforce
from dungviec.records import kin_faults
from dungviec.records.snapshot import Snapshot

COLUMNS = {
    "person_id": pl.String(), "post_id": pl.String(), "unit_id": pl.String(), "title": pl.String(), "number": pl.Int64(),
    "least": pl.Int64(), "since": pl.Date(), "until": pl.Date(), "others": pl.List(pl.String()),
}  # fmt: skip
"""What an alarm's row may say; ``others`` are further people. Everything but one of person, post and unit may be empty."""
FULL_WORK = 100


@dataclass(frozen=True)
class Alarm:
    """One kind of contradiction, worded for whoever mends it."""

    key: str
    label: Any
    finding: Any
    """A sentence with the row's columns in it."""
    mend: Any
    find: Callable[[Snapshot, pl.DataFrame], pl.DataFrame]
    facts: tuple[str, ...] = ()
    """Columns of the workforce it tells of: who may not see one is not shown the alarm."""
    tone: str = "amber"
    family: bool = False
    """Whether it tells of family ties: told to whoever may read what the law says of kinship, mended on the page of the family."""


def _rows(frame: pl.DataFrame, **given: Any) -> pl.DataFrame:
    """``frame`` with exactly the alarm's columns."""
    frame = frame.with_columns(**given)
    return frame.select(
        [(pl.col(c) if c in frame.columns else pl.lit(None)).cast(t).alias(c) for c, t in COLUMNS.items()]
    )


def _held(s: Snapshot) -> pl.DataFrame:
    return s.current_tenures.filter(pl.col("post_id").is_not_null()).unique(
        ["person_id", "post_id"], maintain_order=True
    )


def _crowded_seats(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    seats = s.live_posts.filter(pl.col("held_with").is_null()).select("post_id", "unit_id", "seats", post="title")
    crowd = (
        _held(s)
        .sort("from_date", "person_id")
        .group_by("post_id", maintain_order=True)
        .agg(number=pl.len(), others=pl.col("person_id"), since=pl.col("from_date").max())
        .join(seats, on="post_id", how="inner")
        .filter(pl.col("number") > pl.col("seats"))
    )
    return _rows(crowd, title=pl.col("post"), least=pl.col("seats"))


def _shares_over(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    sums = s.current_tenures.group_by("person_id", maintain_order=True).agg(number=pl.col("share").sum())
    return _rows(sums.filter(pl.col("number") > FULL_WORK))


def _shares_unsaid(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    several = s.current_tenures.group_by("person_id", maintain_order=True).agg(
        number=pl.len(), least=pl.col("share").is_null().sum(), said=pl.col("share").is_not_null().any()
    )
    return _rows(several.filter((pl.col("number") > 1) & pl.col("said") & (pl.col("least") > 0)))


def _without_post(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    if not s.live_posts.height:
        return _rows(force.clear())
    return _rows(force.filter(pl.col("post_id").is_null()))


def _closed_units(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    there = s.posts.select("post_id", "unit_id", ends="valid_to")
    lost = _held(s).join(s.live_posts.select("post_id"), on="post_id", how="anti").join(there, on="post_id", how="left")
    units = s.units.select("unit_id", closed="valid_to")
    return _rows(
        lost.join(units, on="unit_id", how="left"), since=pl.col("from_date"), until=pl.min_horizontal("ends", "closed")
    )


def _two_main(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    main = s.current_tenures.filter(pl.col("kind") == "main").sort("from_date")
    twice = main.group_by("person_id", maintain_order=True).agg(
        number=pl.len(), since=pl.col("from_date").last(), title=pl.col("title").last()
    )
    return _rows(twice.filter(pl.col("number") > 1))


def _main_overlap_in_past(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    main = (
        s["tenures"]
        .filter((pl.col("kind") == "main") & (pl.col("from_date") <= s.as_of))
        .sort("person_id", "from_date")
    )
    after = main.with_columns(
        next_person=pl.col("person_id").shift(-1),
        next_from=pl.col("from_date").shift(-1),
        next_title=pl.col("title").shift(-1),
    ).filter(
        (pl.col("person_id") == pl.col("next_person"))
        & pl.col("to_date").is_not_null()
        & (pl.col("to_date") < s.as_of)
        & (pl.col("next_from") <= pl.col("to_date"))
    )
    return _rows(after, since=pl.col("next_from"), until=pl.col("to_date"))


def _only_seconded(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    kinds = s.current_tenures.group_by("person_id", maintain_order=True).agg(
        pl.col("kind").unique(), since=pl.col("from_date").min()
    )
    away = kinds.filter(pl.col("kind").list.contains("seconded") & ~pl.col("kind").list.contains("main"))
    return _rows(away)


def _past_retirement(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    return _rows(force.filter(pl.col("retires") < s.as_of), until=pl.col("retires"))


def _term_past_retirement(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    return _rows(
        force.filter((pl.col("retires") >= s.as_of) & (pl.col("term_ends") > pl.col("retires"))),
        since=pl.col("retires"), until=pl.col("term_ends"),
    )  # fmt: skip


def _birth_missing(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    return _rows(force.filter(pl.col("born").is_null() & pl.col("born_year_only").is_null()))


def _dates_reversed(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    wrong = s["tenures"].filter(pl.col("to_date") < pl.col("from_date"))
    return _rows(wrong, since=pl.col("from_date"), until=pl.col("to_date"))


def _same_citizen(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    shared = (
        s.people.filter(pl.col("citizen_id").is_not_null())
        .group_by("citizen_id", maintain_order=True)
        .agg(number=pl.len(), others=pl.col("person_id"))
        .filter(pl.col("number") > 1)
    )
    return _rows(shared)


def _lost_parent(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
    lost = s.live_units.filter(pl.col("parent_id").is_not_null()).join(
        s.live_units.select(parent_id="unit_id"), on="parent_id", how="anti"
    )
    return _rows(lost, title=pl.col("name"))


def _of_kin(find: Callable[..., pl.DataFrame], *more: str) -> Callable[[Snapshot, pl.DataFrame], pl.DataFrame]:
    """An alarm of :mod:`dungviec.records.kin_faults`; ``more`` names the tables it reads beside the ties."""

    def of(s: Snapshot, force: pl.DataFrame) -> pl.DataFrame:
        given = {"people": s.people, "relatives": rows_on("relatives", s.as_of) if "relatives" in holdings() else None}
        return _rows(find(s["kinship"], *(given[name] for name in more)))

    return of


ALARMS: dict[str, Alarm] = {
    a.key: a
    for a in (
        Alarm("crowded_seats", _("Nhiều người trên một ghế"), _("%(number)d người đang giữ, vị trí có %(least)d chỗ; người đến sau cùng từ %(since)s"),
              _("Kết thúc quá trình của người đã thôi giữ, hoặc tăng số chỗ theo quyết định giao vị trí việc làm."), _crowded_seats, tone="lacquer"),
        Alarm("closed_units", _("Giữ vị trí ở đơn vị, vị trí không còn tồn tại"), _("giữ từ %(since)s, đơn vị hoặc vị trí đã kết thúc %(until)s"),
              _("Ghi quyết định bố trí mới, hoặc kết thúc quá trình với lý do «Đơn vị sáp nhập, giải thể»."), _closed_units, ("since", "title"), "lacquer"),
        Alarm("two_main", _("Hai vị trí chính thức cùng lúc"), _("%(number)d quá trình chính thức đang chạy, quá trình sau cùng từ %(since)s"),
              _("Kết thúc quá trình trước, hoặc sửa hình thức thành kiêm nhiệm, giao quyền, biệt phái."), _two_main, ("since", "tenure_kind"), "lacquer"),
        Alarm("shares_over", _("Tổng phần việc vượt một người"), _("các vị trí đang giữ cộng lại %(number)d %%"),
              _("Giảm phần việc của vị trí kiêm nhiệm theo phân công."), _shares_over, ("since", "tenure_kind"), "lacquer"),
        Alarm("past_retirement", _("Quá trình chạy quá tuổi nghỉ hưu"), _("đến tuổi nghỉ hưu %(until)s mà quá trình chưa kết thúc"),
              _("Ghi quyết định nghỉ hưu, hoặc quyết định kéo dài thời gian công tác."), _past_retirement, ("retires",), "lacquer"),
        Alarm("without_post", _("Chưa gắn vị trí việc làm"), _("đang trong danh sách nhưng không giữ vị trí nào còn tồn tại"),
              _("Gắn quá trình đang chạy với một vị trí, hoặc ghi quyết định thôi việc, nghỉ hưu."), _without_post, ("title",)),
        Alarm("birth_missing", _("Chưa có ngày sinh"), _("không có cả ngày và năm sinh: tuổi, ngày nghỉ hưu đều không tính được"),
              _("Bổ sung theo giấy khai sinh hoặc căn cước."), _birth_missing, ("born", "born_year_only")),
        Alarm("only_seconded", _("Biệt phái mà không có vị trí gốc"), _("chỉ có quá trình biệt phái, từ %(since)s"),
              _("Ghi vị trí chính thức ở đơn vị cử đi."), _only_seconded, ("since", "tenure_kind")),
        Alarm("term_past_retirement", _("Thời hạn bổ nhiệm dài hơn tuổi nghỉ hưu"), _("nghỉ hưu %(since)s, thời hạn đến %(until)s"),
              _("Kiểm tra thời hạn ghi trong quyết định bổ nhiệm."), _term_past_retirement, ("retires", "term_ends")),
        Alarm("main_overlap", _("Hai quá trình chính thức chồng ngày"), _("quá trình sau bắt đầu %(since)s khi quá trình trước còn đến %(until)s"),
              _("Sửa ngày đến của quá trình trước."), _main_overlap_in_past, ("since", "tenure_kind"), "slate"),
        Alarm("dates_reversed", _("Ngày đến trước ngày từ"), _("từ %(since)s đến %(until)s"),
              _("Sửa lại hai ngày theo quyết định."), _dates_reversed, ("since",), "slate"),
        Alarm("shares_unsaid", _("Giữ nhiều vị trí, phần việc ghi chưa đủ"), _("%(least)d trong %(number)d vị trí chưa ghi phần việc"),
              _("Ghi phần việc của từng vị trí theo phân công."), _shares_unsaid, ("since", "tenure_kind"), "slate"),
        Alarm("same_citizen", _("Trùng số căn cước"), _("%(number)d hồ sơ cùng một số căn cước"),
              _("So hai hồ sơ: cùng một người thì gộp, khác người thì sửa số."), _same_citizen, ("citizen_id",), "lacquer"),
        Alarm("kin_contradicts", _("Hai quan hệ gia đình trái nhau"), _("giữa hai người ghi %(number)d quan hệ không thể cùng đúng, như người này là bố, mẹ của người kia và ngược lại"),
              _("Mở trang gia đình, bỏ quan hệ ghi sai theo giấy khai sinh, đăng ký kết hôn."), _of_kin(kin_faults.contradicting), family=True),
        Alarm("kin_circle", _("Vòng tổ tiên"), _("%(number)d người nối nhau bằng quan hệ bố, mẹ – con thành một vòng"),
              _("Mở trang gia đình, bỏ quan hệ ghi ngược."), _of_kin(kin_faults.circles), family=True),
        Alarm("kin_younger", _("Bố, mẹ không lớn tuổi hơn con"), _("người ghi là bố, mẹ sinh %(since)s, người con sinh %(until)s (chỉ biết năm thì lấy ngày 01/01)"),
              _("Sửa ngày sinh ghi sai, hoặc bỏ quan hệ ghi ngược trên trang gia đình."), _of_kin(kin_faults.younger_parents, "people"), ("born", "born_year_only"), family=True),
        Alarm("kin_spouses", _("Hai vợ hoặc chồng cùng lúc"), _("%(number)d người cùng được ghi là vợ, chồng của người này"),
              _("Quan hệ hôn nhân đã chấm dứt thì bỏ trên trang gia đình; ghi nhầm người thì sửa lại."), _of_kin(kin_faults.several_spouses), family=True),
        Alarm("kin_parents", _("Nhiều hơn hai bố, mẹ"), _("%(number)d người cùng được ghi là bố, mẹ của người này"),
              _("Giữ bố, mẹ theo giấy khai sinh; quan hệ khác bỏ trên trang gia đình."), _of_kin(kin_faults.several_parents), family=True),
        Alarm("kin_sex", _("Quan hệ gia đình không hợp giới tính"), _("vợ chồng hoặc bố mẹ ghi cùng một giới, hay chữ «mẹ», «chồng», «con rể»… không hợp giới tính trong hồ sơ người kia"),
              _("Sửa giới tính ghi sai trong hồ sơ, hoặc sửa quan hệ ở mục 36 và trang gia đình."), _of_kin(kin_faults.against_sex, "people", "relatives"), ("sex",), family=True),
        Alarm("lost_parent", _("Đơn vị có cấp trên không còn"), _("đơn vị cấp trên đã kết thúc"),
              _("Chuyển đơn vị về cấp trên mới theo nghị quyết."), _lost_parent),
    )
}  # fmt: skip
"""Every alarm by its key, the most pressing first."""


@kept_per_day(
    tables=("people", "tenures", "posts", "units", "ratings", "strengths", "kinship", "relatives"), costly=True
)
def alarms(day: date) -> dict[str, pl.DataFrame]:
    """The rows of every alarm that rings on ``day``; silent ones are left out."""
    s, force = snapshot(day), workforce(day)
    found = {key: alarm.find(s, force) for key, alarm in ALARMS.items()}
    return {key: rows for key, rows in found.items() if rows.height}
