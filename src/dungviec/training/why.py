"""Why somebody goes and why not: what closes what, what stands in the way, what it would cost the plan, what would change it.

What stands in the way is counted on the plan; what it would cost is found by solving again with the place forced or barred.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dungviec.law.marks import marked
from dungviec.training import subjects
from dungviec.training.faults import TrainingFault
from dungviec.training.model import Pair, unit_days
from dungviec.training.money import Values
from dungviec.training.needs import TIERS, Need
from dungviec.training.options import Gain
from dungviec.training.plan import TrainingPlan, make_plan
from dungviec.training.sending import Sending

Obstacle = Literal["money", "seats", "class", "own_days", "unit_days", "clash", "fair"]
OBSTACLES: dict[Obstacle, tuple[str, str]] = {
    "money": ("kinh phí còn lại không đủ", "the money left does not suffice"),
    "seats": ("các lớp mở đã đủ chỗ", "the classes that open are full"),
    "class": ("khóa không mở lớp", "no class of the course opens"),
    "own_days": ("vượt số ngày học của một người", "too many days for one person"),
    "unit_days": ("đơn vị đã hết ngày được đi học", "the unit has no days left"),
    "clash": ("trùng ngày với khóa đã được cử", "on the same days as a course already attended"),
    "fair": ("thêm chỗ này sẽ có đơn vị khác dưới mức công bằng", "with this place another unit would fall below its fair share"),
}  # fmt: skip
"""What stands in the way of one more place, counted on the plan."""


@dataclass(frozen=True, slots=True)
class Forced:
    """The plan with one place forced (or barred): what it closes less, tier by tier, and who gives way.

    ``possible`` False: no plan with it keeps the terms. ``equal``: another plan as good has it; the choice between them is open.
    """

    possible: bool
    loss: Values
    gives_way: tuple[Pair, ...]
    proven: bool

    @property
    def equal(self) -> bool:
        """Whether nothing is lost."""
        return self.possible and self.loss == (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """One course for one person. ``goes``; what it would close; why not: the law or the course (``refused``), ``obstacles``, ``again``
    the plan solved with the opposite choice, ``with_money`` the đồng more with which the person goes, None where not asked or in vain."""

    person_id: str
    code: str
    goes: bool
    gains: tuple[tuple[str, Gain], ...]
    refused: Sending | None
    obstacles: tuple[Obstacle, ...]
    again: Forced | None
    with_money: int | None

    def words(self, plan: TrainingPlan, lang: str = "vi") -> str:
        """The place in a sentence or two."""
        vi, k = lang == "vi", 0 if lang == "vi" else 1
        course = plan.case.catalogue.by_code[self.code]
        closes = ", ".join(subjects.name(what, lang) for what, _g in self.gains)
        said = f"{course.name(lang)} ({self.code}): "
        if self.refused is not None:
            return f"{said}{self.refused.vi if vi else self.refused.en}{_cited(self.refused, lang)}{_change(self.refused, vi)}"  # fmt: skip
        if self.goes:
            said += f"{'được cử; đóng' if vi else 'goes; closes'} {closes}."
        else:
            reasons = "; ".join(OBSTACLES[o][k] for o in self.obstacles) or (
                "chỗ này để người khác thì đóng được nhiều hơn" if vi else "the place closes more for somebody else"
            )
            said += f"{'chưa được cử' if vi else 'does not go'}: {reasons}."
        if self.again is not None:
            said += " " + _again(self.again, self.goes, vi)
        if self.with_money is not None:
            more = f"{self.with_money:,}"
            said += f" Thêm {more.replace(',', '.')} đồng thì được cử." if vi else f" With {more} đồng more the person goes."  # fmt: skip
        return said


def _cited(refused: Sending, lang: str) -> str:
    return f" ({marked(refused.clause.citation, refused.clause.confidence, lang)})" if refused.clause else ""


def _change(refused: Sending, vi: bool) -> str:
    change = refused.change[0 if vi else 1]
    return f" {'Sẽ khác khi' if vi else 'What would change it'}: {change[0].lower()}{change[1:]}." if change else ""


def _again(found: Forced, goes: bool, vi: bool) -> str:
    if not found.possible:
        if goes:
            return "Không cử thì không có phương án nào." if vi else "Without it there is no plan."
        return "Buộc cử thì không có phương án nào giữ đủ điều kiện." if vi else "Forced, no plan keeps the terms."
    if found.equal:
        return "Có phương án tốt ngang bằng với lựa chọn ngược lại." if vi else "A plan as good exists with the opposite choice."  # fmt: skip
    told = _told([max(v, 0) for v in found.loss], vi)
    won = _told([max(-v, 0) for v in found.loss], vi)
    if won:
        told += f" ({'được thêm' if vi else 'and gains'} {won})"
    start = ("Không cử" if goes else "Buộc cử") if vi else ("Without" if goes else "Forced")
    away = len(found.gives_way)
    given = (f"; {away} chỗ khác phải đổi" if vi else f"; {away} other places change") if away else ""
    return f"{start} {'thì cả phương án mất' if vi else 'it the plan loses'} {told}{given}."


def _told(values: list[int], vi: bool) -> str:
    words = (
        ("mức nghĩa vụ", "duty levels"),
        ("mức quy hoạch", "succession levels"),
        ("điểm khoảng cách", "gap points"),
    )
    return ", ".join(f"{v} {w[0 if vi else 1]}" for v, w in zip(values, words, strict=True) if v)


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """Everything about one person: courses, needs no course closes, needs of unknown size, classes attended now."""

    person_id: str
    name: str
    places: tuple[Place, ...]
    unserved: tuple[Need, ...]
    unknown: tuple[Need, ...]
    learning: tuple[Need, ...]
    needs: tuple[Need, ...]

    @property
    def goes(self) -> bool:
        """Whether the person goes anywhere."""
        return any(p.goes for p in self.places)

    def to_json(self, plan: TrainingPlan) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "person_id": self.person_id, "name": self.name, "goes": self.goes,
            "places": [
                {"course": p.code, "goes": p.goes, "vi": p.words(plan), "en": p.words(plan, "en"), "obstacles": list(p.obstacles),
                 "rule": p.refused.clause.rule_id if p.refused and p.refused.clause else None,
                 "closes": [{"what": w, **dict(zip(TIERS, g, strict=True))} for w, g in p.gains],
                 "again": None if p.again is None else {"possible": p.again.possible, "loss": dict(zip(TIERS, p.again.loss, strict=True)),
                                                        "gives_way": [list(x) for x in p.again.gives_way], "proven": p.again.proven},
                 "with_money": p.with_money}
                for p in self.places
            ],
            "needs": [n.to_json() for n in self.needs], "unserved": [n.what for n in self.unserved],
            "unknown": [{"what": n.what, "missing": list(n.missing)} for n in self.unknown], "learning": [n.what for n in self.learning],
        }  # fmt: skip


def explain(plan: TrainingPlan, person_id: str, *, confirm: bool = True) -> PersonAnswer:
    """Why this person goes, or not. ``confirm``: each course is settled by solving again (a few seconds each).

    Raises TrainingFault for somebody the needs do not know.
    """
    case = plan.case
    if person_id not in case.needs.names:
        raise TrainingFault(
            f"Không có cán bộ «{person_id}» trong hồ sơ; ghi lại mã.", f"There is no '{person_id}' on file."
        )
    needs = case.needs.of(person_id)
    codes = sorted({c for p, c in case.options.gains if p == person_id})
    places = [_place(plan, (person_id, code), confirm=confirm) for code in codes]
    for (who, code), answer in case.options.refused.items():
        if who == person_id:
            places.append(Place(person_id, code, False, (), answer, (), None, None))
    return PersonAnswer(
        person_id, case.needs.names[person_id], tuple(places), tuple(n for n in case.options.unserved if n.person_id == person_id),
        tuple(n for n in needs if n.size is None), tuple(n for n in needs if n.learning), needs,
    )  # fmt: skip


def _place(plan: TrainingPlan, pair: Pair, *, confirm: bool) -> Place:
    goes = pair in plan.chosen
    gains = tuple(plan.case.options.gains[pair].items())
    stands = () if goes else obstacles(plan, pair)
    again = solved_again(plan, pair) if confirm else None
    more = _with_money(plan, pair) if confirm and not goes and "money" in stands else None
    return Place(*pair, goes, gains, None, stands, again, more)


def solved_again(plan: TrainingPlan, pair: Pair) -> Forced:
    """The plan with the opposite choice for one pair, keeping everybody else where that costs nothing."""
    goes = pair in plan.chosen
    other = make_plan(
        plan.case, barred={pair} if goes else (), forced=() if goes else {pair}, near=plan.chosen - {pair}
    )
    if other.status not in ("optimal", "feasible"):  # a plan in which nobody goes is a plan
        return Forced(False, (0, 0, 0), (), other.status == "infeasible")
    loss = (plan.values[0] - other.values[0], plan.values[1] - other.values[1], plan.values[2] - other.values[2])
    away = tuple(sorted(plan.chosen - other.chosen - {pair}))
    return Forced(True, loss, away, plan.proven and other.proven)


def _with_money(plan: TrainingPlan, pair: Pair) -> int | None:
    """Đồng more with which the best plan has the pair, at no loss against the best without forcing: the seat, then also a class."""
    course = plan.case.catalogue.by_code[pair[1]]
    for more in dict.fromkeys((course.seat_cost, course.seat_cost + course.class_cost)):
        richer = plan.case.with_budget(plan.case.policy.budget + more)
        free, forced = make_plan(richer), make_plan(richer, forced={pair})
        if forced.attendances and forced.values == free.values:
            return more
    return None


def obstacles(plan: TrainingPlan, pair: Pair) -> tuple[Obstacle, ...]:
    """What stands in the way of adding one place to the plan as it is; empty where it would fit (then it would close nothing)."""
    case, (person, code) = plan.case, pair
    course, opened = case.catalogue.by_code[code], dict(plan.classes).get(code, 0)
    found: list[Obstacle] = []
    taken = sum(1 for a in plan.attendances if a.code == code) + course.promised
    money = course.seat_cost
    if taken >= opened * course.most:
        found.append("seats" if opened else "class")
        money += course.class_cost
    if plan.cost + money > case.policy.budget:
        found.append("money")
    mine = [case.catalogue.by_code[a.code] for a in plan.of(person)]
    most = case.policy.person_days
    if most is not None and sum(c.days for c in mine) + course.days > most:
        found.append("own_days")
    if any(course.clashes(c) for c in mine):
        found.append("clash")
    unit = case.options.unit_of[person]
    cap = unit_days(case.policy, case.catalogue, case.needs.heads.get(unit or "", 0))
    spent = sum(case.catalogue.by_code[a.code].days for a in plan.attendances if case.options.unit_of[a.person_id] == unit)  # fmt: skip
    if unit is not None and cap is not None and spent + course.days > cap:
        found.append("unit_days")
    if _unfair(plan, unit):
        found.append("fair")
    return tuple(found)


def _unfair(plan: TrainingPlan, unit: str | None) -> bool:
    """Whether one more place for a unit would push another below its fair share."""
    fair, needers = plan.case.policy.fair, plan.case.options.needers()
    total, places = sum(needers.values()), len(plan.attendances) + 1
    if not fair or len(needers) < 2:
        return False
    held = {u: p for u, _n, p, _d in plan.unit_lines()}
    return any(100 * total * (held[u] + 1) < fair * n * places for u, n in needers.items() if u != unit)
