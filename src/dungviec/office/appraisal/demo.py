"""The demo: a catalogue for the city, and in two divisions assigned work with sheets in every state; nobody and nothing is real.

On the demo's own day (2020) months are followed by criteria (NĐ 90/2020); whoever moves the office to 2026 finds the first
division scored by NĐ 335/2025.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.appraisal import understand
from dungviec.appraisal.scoring import Scoring
from dungviec.law.marks import cited
from dungviec.office.access.models import Membership, Role, User
from dungviec.office.appraisal import assembling
from dungviec.office.appraisal.demo_years import rate_people, rate_units
from dungviec.office.appraisal.models import (
    CatalogueProduct,
    CatalogueVersion,
    MonthSheet,
    MonthState,
    Obstacle,
    SheetStep,
    Task,
    TaskKind,
)
from dungviec.office.appraisal.models.sheets import Scheme
from dungviec.office.appraisal.periods import Period, view_on
from dungviec.office.appraisal.scoring import decimal_of
from dungviec.office.registry.demo_city import accounts
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.office.registry.workforce import workforce

SCORED_YEAR = 2026
SCORED_MONTHS = 11
_PRODUCTS = (
    ("VB1", "Công văn hành chính đơn giản", "1", "5", "drafting"), ("VB2", "Tờ trình, thông báo kết luận", "2", "7.5", "drafting"),
    ("HS1", "Hồ sơ thủ tục giải quyết đúng hạn", "1", "4", "citizens"), ("BC1", "Báo cáo định kỳ", "2", "8", ""), ("BC2", "Báo cáo chuyên đề", "3", "12.5", "analysis"),
    ("KH1", "Kế hoạch của đơn vị", "3", "12.5", "organising"), ("KT1", "Cuộc kiểm tra cơ sở", "4", "20", "inspection"),
    ("HN1", "Hội nghị, lớp tập huấn", "4", "17.5", "organising"), ("DA1", "Đề án, nghị quyết trình thông qua", "5", "40", "drafting"),
)  # fmt: skip
_AWAY = (5, 6)
"""Months of the scored year in which the head is away and the leader confirms: whom two raters scored links them."""
_STATES = (
    MonthState.RECEIVED,
    MonthState.SENT,
    MonthState.CONFIRMED,
    MonthState.DRAFT,
    MonthState.RETURNED,
    MonthState.SENT,
)


@transaction.atomic
def load() -> int:
    """Write the demo's catalogue, work and sheets; how many sheets. Nothing where there is a catalogue already."""
    if CatalogueVersion.objects.exists():
        return 0
    day = office_day()
    s = snapshot(day)
    roots = s.live_units.filter(pl.col("parent_id").is_null())["unit_id"].to_list()
    people = {a.role: a.person_id for a in accounts(s) if a.person_id}
    hands = _hands()
    homes = [u for u in (_unit_of(people.get(role, ""), day) for role in (Role.UNIT_HEAD, Role.OFFICIAL)) if u]
    if not roots or not homes:
        return 0
    products = _catalogue(roots[0], day)
    made = 0
    for unit in dict.fromkeys(homes):
        made += _months(
            unit,
            day,
            [Period(day.year, month=m) for m in (day.month - 2, day.month - 1, day.month)],
            products,
            Scheme.TRACKING,
            hands,
        )
    _year(roots[0], homes, day, hands)
    later = [Period(SCORED_YEAR, month=m) for m in range(1, SCORED_MONTHS + 1)]
    made += _months(homes[0], date(SCORED_YEAR, SCORED_MONTHS, 22), later, products, Scheme.POINTS, hands)
    _score(homes[0], date(SCORED_YEAR, SCORED_MONTHS, 22))
    return made


@dataclass(frozen=True, slots=True)
class _Hands:
    """The demo accounts whose word stands on the sheets: heads (each for the people of one unit), a leader, the personnel office."""

    heads: dict[str, User]
    """Unit reached → the head's account."""
    own: dict[str, User]
    """Person → the account of that person, where there is one."""
    leader: User | None
    office: User | None

    def over(self, person: dict[str, Any]) -> User | None:
        """Who confirms somebody's sheet: the head of the unit, else the leader; nobody confirms the own one."""
        head = self.heads.get(person["unit_id"])
        return head if head is not None and self.own.get(person["person_id"]) != head else self.leader


def _hands() -> _Hands:
    found = Membership.objects.select_related("user").order_by("pk")
    first: dict[str, User] = {}
    for one in found:
        first.setdefault(one.role, one.user)
    return _Hands(
        {m.unit_id: m.user for m in found if m.role == Role.UNIT_HEAD and m.unit_id},
        {m.person_id: m.user for m in found if m.person_id},
        first.get(Role.LEADER),
        first.get(Role.PERSONNEL),
    )


def _year(root: str, homes: list[str], day: date, hands: _Hands) -> None:
    """The year of the demo's own day: levels of the units, the sheets of their heads and of two divisions."""
    below = snapshot(day).live_units.filter(pl.col("parent_id") == root)
    rate_units(below, day.year, _at(day), by=hands.office)
    heads = pl.col("unit_id").is_in(below["unit_id"].to_list()) & (pl.col("role") == "head")
    people = workforce(day).filter(heads | pl.col("unit_id").is_in(homes))
    rows = people.select("person_id", "unit_id", "role", "leads")
    over = {row["person_id"]: hands.over(row) for row in rows.to_dicts()}
    rate_people(rows, day.year, _at(day), own=hands.own, over=over)


def _unit_of(person_id: str, day: date) -> str:
    found = workforce(day).filter(pl.col("person_id") == person_id)["unit_id"].to_list()
    return str(found[0] or "") if found else ""


def _catalogue(unit_id: str, day: date) -> list[CatalogueProduct]:
    version = CatalogueVersion.objects.create(
        unit_id=unit_id, valid_from=date(day.year, 1, 1), basis=_("Danh mục dùng thử của thành phố mẫu"), standard_name=_PRODUCTS[0][1],
        standard_points=Decimal(5), field_day=Decimal("1.5"), made_at=_at(date(day.year, 1, 1)),
    )  # fmt: skip
    return CatalogueProduct.objects.bulk_create(
        CatalogueProduct(
            version=version, code=c, name=n, group=g, points=Decimal(p), coefficient=Decimal(p) / 5, kind=k, position=i
        )
        for i, (c, n, g, p, k) in enumerate(_PRODUCTS)
    )


def _months(
    unit: str, day: date, periods: list[Period], products: list[CatalogueProduct], scheme: Scheme, hands: _Hands
) -> int:
    staff = workforce(day).filter((pl.col("unit_id") == unit) & (pl.col("category") == "civil_servant")).to_dicts()
    tasks: list[Task] = []
    sheets: list[MonthSheet] = []
    over = {person["person_id"]: hands.over(person) for person in staff}
    for n, person in enumerate(staff):
        for k, period in enumerate(periods):
            last = k == len(periods) - 1
            state = (
                _STATES[n % len(_STATES)]
                if last
                else MonthState.RECEIVED
                if k < len(periods) - 2
                else MonthState.CONFIRMED
            )
            open_ = state in (MonthState.DRAFT, MonthState.RETURNED)
            made = list(_work(person, period, n, k, products, open_=open_, last=min(period.last, day)))
            for task in made:
                task.made_by = over[person["person_id"]]
            tasks += made
            if not (last and state == MonthState.DRAFT):
                sheet = _sheet(person, period, n, k, state, scheme, day=min(period.last, day))
                away = scheme == Scheme.POINTS and period.month in _AWAY
                sheet.confirmed_by = (hands.leader if away else over[person["person_id"]]) if sheet.confirmed_at else None  # fmt: skip
                sheet.received_by = hands.office if sheet.received_at else None
                sheets.append(sheet)
    Task.objects.bulk_create(tasks)
    kept = MonthSheet.objects.bulk_create(sheets)
    SheetStep.objects.bulk_create(step for s in kept for step in _steps(s, hands.own, over))
    return len(kept)


def _work(
    person: dict[str, Any], period: Period, n: int, k: int, products: list[CatalogueProduct], *, open_: bool, last: date
) -> Iterator[Task]:
    """Four products of the month, one now and then late or returned, one day in the field; one obstacle waits for the head."""
    common: dict[str, Any] = {
        "person_id": person["person_id"],
        "unit_id": person["unit_id"],
        "year": period.year,
        "month": period.month,
        "made_at": _at(period.first),
    }
    for i in range(4):
        product = products[(n * 3 + k * 2 + i * 2) % len(products)]
        alone = (n + k + i) % (3 + (n * 2) % 5) == 0
        assigned = 1 if alone or product.coefficient > 2 else 2 + (n + i) % 3
        due = period.first + (last - period.first) * (i + 2) // 6
        slipped = alone and not open_
        yield Task(
            **common, kind=TaskKind.PRODUCT, product=product, assigned=assigned, assigned_on=period.first, due=due, number=f"{100 + n * 17 + k * 9 + i}/CV",
            done=None if open_ else assigned, finished=None if open_ else due, late=int(slipped and i % 2 == 0), redone=int(slipped and i % 2 == 1),
            **({"obstacle": Obstacle.CLAIMED, "obstacle_told": _("Cơ quan phối hợp gửi số liệu chậm."), "evidence": _("Công văn đôn đốc số 214")}
               if slipped and n == 1 and k == 2 and i % 2 == 0 else {}),
        )  # fmt: skip
    if (n + k) % 3 == 0:
        yield Task(
            **common,
            kind=TaskKind.FIELD,
            name=_("Đi cơ sở nắm tình hình"),
            assigned=1,
            due=last,
            done=None if open_ else 1,
            coefficient=Decimal("1.5"),
        )


def _sheet(
    person: dict[str, Any], period: Period, n: int, k: int, state: MonthState, scheme: Scheme, *, day: date
) -> MonthSheet:
    leads = bool(person["leads"]) or person["role"] in ("head", "deputy")
    confirmed = state in (MonthState.CONFIRMED, MonthState.RECEIVED)
    own = (
        [5.0, 5.0, 2.5, 2.5, 2.5, 2.5, 2.0 if n % 3 else 2.5, 2.5 - n % 4 / 2, 2.5, 2.0 if (n + k) % 4 else 2.5]
        if scheme == Scheme.POINTS
        else []
    )
    seen = [max(g - (0.5 if (n + k + i) % 5 == 0 else 0), 0) for i, g in enumerate(own)]
    return MonthSheet(
        person_id=person["person_id"], unit_id=person["unit_id"], year=period.year, month=period.month, scheme=scheme, state=state, leads=leads,
        self_general=own, head_general=seen if confirmed else [], organised=True if leads else None, cohesive=True if leads else None,
        conduct_good=True, made_at=_at(day), sent_at=_at(day), confirmed_at=_at(day, 14) if confirmed else None,
        received_at=_at(day, 16) if state == MonthState.RECEIVED else None,
    )  # fmt: skip


def _steps(sheet: MonthSheet, own: dict[str, User], over: Mapping[str, User | None]) -> Iterator[SheetStep]:
    if sheet.sent_at:
        yield SheetStep(sheet=sheet, step="send", at=sheet.sent_at, by=own.get(sheet.person_id))
    if sheet.confirmed_at:
        yield SheetStep(sheet=sheet, step="confirm", at=sheet.confirmed_at, by=sheet.confirmed_by)
    if sheet.received_at:
        yield SheetStep(sheet=sheet, step="receive", at=sheet.received_at, by=sheet.received_by)
    if sheet.state == MonthState.RETURNED:
        yield SheetStep(
            sheet=sheet,
            step="return",
            at=sheet.made_at + timedelta(hours=2),
            by=over[sheet.person_id],
            reason=_("Xin ghi rõ hai báo cáo đã gửi ngày nào."),
        )


def _score(unit: str, day: date) -> None:
    """Points of the confirmed months of a unit, all from one sheet of the library."""
    people = workforce(day).filter((pl.col("unit_id") == unit) & (pl.col("category") == "civil_servant"))
    read = understand(assembling.year_json(people, SCORED_YEAR, day, units=assembling.branch(unit, day)))
    scoring = Scoring(read, view_on(day))
    found = {(o.id, p.period.month): p for o in read.officials for p in scoring.of(o)}
    sheets = list(MonthSheet.objects.filter(unit_id=unit, year=SCORED_YEAR))
    for sheet in sheets:
        scored = found.get((sheet.person_id, sheet.month))
        if scored is None or scored.total is None or scored.answer is None or scored.answer.value is None:
            continue
        value = scored.answer.value
        gained = sum(
            (Fraction(str(a)) - Fraction(str(b)) for a, b in zip(sheet.self_general, sheet.head_general, strict=False)),
            Fraction(0),
        )
        sheet.points, sheet.self_points = decimal_of(scored.total), decimal_of(scored.total + gained)
        names = ("quantity", "quality", "progress", "unit_result", "organising", "cohesion")
        sheet.parts = {n: round(float(p), 6) for n, p in zip(names, value.parts, strict=False)} | {
            "general": float(value.general), "result": float(value.result), "citation": cited(scored.answer.rule),
        }  # fmt: skip
    MonthSheet.objects.bulk_update(sheets, ["points", "self_points", "parts"])


def _at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
