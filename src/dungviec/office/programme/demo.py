"""The demo: the programme of 2020 under the province's theme of that year, and one of the present day; every line is made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from dungviec.office.access.models import Membership, Role
from dungviec.office.programme.models import (
    Programme,
    ProgrammeEntry,
    Reminder,
    Report,
    Resolution,
    Target,
    TargetEntry,
)
from dungviec.office.registry import demo_city
from dungviec.office.registry.measures import measures
from dungviec.office.registry.selectors import office_day, snapshot

THEMES = {
    2020: ("Nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức", "Đội ngũ có phẩm chất, năng lực, đúng người, đúng việc; bộ máy tinh gọn, hiệu lực, hiệu quả, được Nhân dân tin."),
    2026: ("Đúng người, đúng việc trong bộ máy mới", "Mỗi vị trí có người làm được việc của vị trí đó; kết quả từng tháng là căn cứ sử dụng cán bộ."),
}  # fmt: skip
RESOLUTIONS = {
    2020: (("01-NQ/TU", date(2019, 12, 2), "Tỉnh ủy", "Nghị quyết về phương hướng, nhiệm vụ năm 2020 (giả lập)"), ("15-NQ/ThU", date(2019, 12, 20), "Thành ủy", "Nghị quyết về nhiệm vụ năm 2020 và chủ đề công tác năm (giả lập)")),
    2026: (("07-NQ/ThU", date(2025, 12, 15), "Thành ủy", "Nghị quyết về nhiệm vụ năm 2026 (giả lập)"),),
}  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """One made-up target: what, who (a word of the unit's name), how measured, from what to what, and the reports of days."""

    title: str
    part: str
    unit: str
    goal: float
    measure: str = ""
    base: float | None = None
    down: bool = False
    weight: int = 1
    said: str = ""
    every: int = 90
    reports: tuple[tuple[int, int, float, str], ...] = ()
    """Month, day, value, evidence."""
    before: float | None = None
    """A goal that was changed in July."""
    roll_up: str = ""
    parts: tuple[_Asked, ...] = field(default=())


def _quarters(*values: float) -> tuple[tuple[int, int, float, str], ...]:
    ends = ((3, 31), (6, 30), (9, 30), (11, 30))
    return tuple(
        (m, d, v, f"Báo cáo quý {q} (giả lập)") for q, ((m, d), v) in enumerate(zip(ends, values, strict=False), 1)
    )


_2020 = (
    _Asked("Người có trình độ đại học trở lên đạt 75,5 %", "S3", "Nội vụ", 75.5, "degree.university_up", weight=3),
    _Asked("Lý luận chính trị trung cấp trở lên đạt 28 %", "S4", "Nội vụ", 28, "theory.intermediate_up", weight=3, before=30),
    _Asked("Lượt người đi đào tạo, bồi dưỡng đạt 950", "S6", "Nội vụ", 950, "training.all", weight=2),
    _Asked("Một phần tư đội ngũ được đi học trong năm", "S7", "Nội vụ", 25, "training.people"),
    _Asked("Bí thư phường, xã không phải người địa phương đạt 90 %", "S10", "Ban Tổ chức", 90, "commune.non_local", weight=2),
    _Asked("Bí thư đồng thời là Chủ tịch UBND ở 9 phường, xã", "S9", "Ban Tổ chức", 9, "unified.committee", weight=2),
    _Asked("Người vượt biên chế giao không quá 10", "S8", "Nội vụ", 10, "norm.over", down=True, weight=2),
    _Asked("Điều động, luân chuyển, bổ nhiệm 20 lượt lãnh đạo", "S11", "Ban Tổ chức", 20, "moves.leaders"),
    _Asked("Nữ lãnh đạo, quản lý đạt 45 %", "S16", "Ban Tổ chức", 45, "women.leaders"),
    _Asked("Lãnh đạo là người dân tộc thiểu số đạt 6 %", "S16", "Ban Tổ chức", 6, "minority.leaders"),
    _Asked("Mọi người có hồ sơ đầy đủ", "S3", "Nội vụ", 100, "file.complete"),
    _Asked("Kiểm tra đột xuất kỷ luật, kỷ cương 24 cuộc", "S13", "Thanh tra", 24, base=0, said="cuộc", weight=3, reports=_quarters(5, 11, 17, 22)),
    _Asked("Trường học có chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", "S12", "Giáo dục", 55, base=0, said="trường", reports=((5, 20, 38, "Danh sách đăng ký lưu tại phòng (giả lập)"),)),
    _Asked("Đối thoại trực tiếp với Nhân dân", "S15", "Văn phòng", 9, said="cuộc", roll_up="sum", parts=(
        _Asked("Đối thoại tại phường", "S15", "#ward0", 3, base=0, said="cuộc", reports=_quarters(1, 2, 2, 3)),
        _Asked("Đối thoại tại phường", "S15", "#ward1", 3, base=0, said="cuộc", reports=_quarters(0, 1, 2, 2)),
        _Asked("Đối thoại tại xã", "S15", "#commune0", 3, base=0, said="cuộc", reports=_quarters(1, 1, 2, 3)),
    )),
)  # fmt: skip
_2026 = (
    _Asked("Làm đúng chuyên ngành vị trí yêu cầu đạt 95 %", "S5", "Nội vụ", 95, "placed.trained", weight=3),
    _Asked("Phiếu đánh giá tháng gửi đủ 95 %", "S16", "Nội vụ", 95, "sheets.sent", weight=3),
    _Asked("Không còn ai quá thời hạn bổ nhiệm mà chưa có quyết định", "S11", "Ban Tổ chức", 0, "terms.over", down=True, weight=2),
    _Asked("Số người trong biên chế còn 2.330", "S8", "Nội vụ", 2330, "workforce.total", down=True, weight=2),
    _Asked("Kiểm tra đột xuất kỷ luật, kỷ cương 30 cuộc", "S13", "Thanh tra", 30, base=0, said="cuộc", reports=_quarters(8, 15, 23)),
    _Asked("Hồ sơ một cửa đúng hạn đạt 98 %", "S13", "Văn phòng", 98, base=94, said="%", every=100, reports=_quarters(95.2, 96.1, 96.8)),
)  # fmt: skip


@transaction.atomic
def fill() -> None:
    """Both programmes, with resolutions, changed targets, reports and a reminder; nothing where there is a programme."""
    if Programme.objects.exists():
        return
    demo_city.open_accounts()
    keeper = Membership.objects.filter(demo=True, role=Role.PERSONNEL).select_related("user").first()
    by = keeper.user.username if keeper else "demo"
    units = _Units()
    for year, asked in ((2020, _2020), (2026, _2026)):
        first = date(year, 1, 2)
        made = Programme.objects.create(year=year, by=by, at=_at(first))
        theme, aim = THEMES[year]
        ProgrammeEntry.objects.create(programme=made, theme=theme, aim=aim, day=first, by=by, at=_at(first))
        Resolution.objects.bulk_create(
            Resolution(programme=made, number=n, dated=d, body=b, subject=s, by=by, at=_at(first)) for n, d, b, s in RESOLUTIONS[year]
        )  # fmt: skip
        _targets(made, asked, units, by)
    waiting = TargetEntry.objects.filter(target__programme__year=2020, unit_id=units.find("Giáo dục")).first()
    if waiting is not None:
        Reminder.objects.create(
            target=waiting.target, day=office_day(), why="stale", by=keeper.user if keeper else None
        )


def _targets(made: Programme, asked: tuple[_Asked, ...], units: _Units, by: str) -> None:
    flat = [(one, None) for one in asked] + [(part, one) for one in asked for part in one.parts]
    rows = {id(one): Target(programme=made, order=n) for n, (one, _above) in enumerate(flat)}
    tops = [rows[id(one)] for one, above in flat if above is None]
    Target.objects.bulk_create(tops)
    for one, above in flat:
        if above is not None:
            rows[id(one)].parent = rows[id(above)]
    Target.objects.bulk_create([rows[id(one)] for one, above in flat if above is not None])
    entries, reports = [], []
    for one, _above in flat:
        entries += list(_entries(one, rows[id(one)], units, by))
        reports += [
            Report(target=rows[id(one)], value=Decimal(str(v)), day=date(made.year, m, d), evidence=e, by=by, at=_at(date(made.year, m, d)))
            for m, d, v, e in one.reports
        ]  # fmt: skip
    TargetEntry.objects.bulk_create(entries)
    Report.objects.bulk_create(reports)


def _entries(one: _Asked, target: Target, units: _Units, by: str) -> Iterator[TargetEntry]:
    year = target.programme.year
    source = "rolled" if one.roll_up else "live" if one.measure else "reported"
    said: dict[str, Any] = {
        "title": one.title, "part": one.part, "unit_id": units.find(one.unit), "source": source, "measure": one.measure,
        "unit_of_measure": measures()[one.measure].unit[0] if one.measure else one.said, "base": None if one.base is None else Decimal(str(one.base)),
        "direction": "down" if one.down else "up", "begins": date(year, 1, 2), "deadline": date(year, 12, 31), "weight": one.weight, "every_days": one.every,
        "roll_up": one.roll_up, "roll_up_why": "Số cuộc đối thoại của các nơi cộng lại thành số của thành phố." if one.roll_up else "",
    }  # fmt: skip
    first, later = date(year, 1, 2), date(year, 7, 15)
    goal = one.goal if one.before is None else one.before
    yield TargetEntry(
        target=target,
        day=first,
        goal=Decimal(str(goal)),
        by=by,
        at=_at(first),
        **said | {"title": one.title.replace("28 %", "30 %") if one.before else one.title},
    )
    if one.before is not None:
        why = "Hai lớp trung cấp chuyển sang năm sau theo kế hoạch của trường chính trị tỉnh (giả lập)."
        yield TargetEntry(
            target=target, day=later, goal=Decimal(str(one.goal)), reason=why, by=by, at=_at(later), **said
        )


class _Units:
    """Units of the demo city by a word of their name, or the nth ward or commune (``#ward0``)."""

    def __init__(self) -> None:
        live = snapshot(office_day()).live_units
        self.named = list(live.filter(pl.col("parent_id").is_not_null()).select("unit_id", "name", "kind").iter_rows())
        self.top = next(iter(live.filter(pl.col("parent_id").is_null())["unit_id"]), "")

    def find(self, asked: str) -> str:
        if asked.startswith("#"):
            kind, n = asked[1:-1], int(asked[-1])
            found = [u for u, _name, k in self.named if k == kind]
            return found[n] if n < len(found) else self.top
        near = [u for u, name, kind in self.named if asked in name and kind in ("division", "party_board", "centre")]
        return near[0] if near else self.top


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))
