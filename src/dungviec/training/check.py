"""A plan re-checked from the needs and the catalogue alone: every rule, every đồng, every level, and the bound of the prices.

:func:`check_plan` shares no code with the programme that was solved: plain loops over people and courses, whole numbers.
:func:`check_prices` builds the programme's rows anew and recomputes the bound of the stated prices.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from dungviec.training.model import build
from dungviec.training.needs import Need
from dungviec.training.plan import TrainingPlan, floor_row, objectives
from dungviec.training.policy import WORKING_DAYS
from dungviec.training.program import priced_bound


def check_plan(plan: TrainingPlan) -> tuple[str, ...]:
    """What is wrong with a plan, in sentences (Vietnamese); empty where nothing is. A plan without attendances has only its stages checked."""
    faults = list(_stages(plan))
    if plan.attendances or plan.classes:
        faults += [*_seats(plan), *_money(plan), *_people(plan), *_units(plan), *_closed(plan)]
    return tuple(faults)


def check_prices(plan: TrainingPlan) -> tuple[str, ...]:
    """Whether the prices of each stage prove the bound it states, recomputed in whole numbers without any solver; faults as sentences."""
    case = plan.case
    model = build(case.options, case.needs, case.catalogue, case.policy, forced=plan.forced, barred=plan.barred)
    faults = []
    stages = {s.tier: s for s in plan.stages}
    for tier, worth in objectives(model, case.policy, plan.near):
        stage = stages.get(tier)
        if stage is None:
            break
        if any(price < 0 for _name, price in stage.prices):
            faults.append(f"Bậc {tier}: có giá âm.")
        proven = priced_bound(model.program, worth, dict(stage.prices))
        if proven != stage.dual_bound:
            faults.append(f"Bậc {tier}: báo cận theo giá {stage.dual_bound}, tính lại {proven}.")
        model.program.rows.append(floor_row(tier, worth, stage.value))
    return tuple(faults)


def _stages(plan: TrainingPlan) -> Iterator[str]:
    for stage in plan.stages:
        if stage.bound < stage.value or stage.dual_bound < stage.value:
            yield f"Bậc {stage.tier}: cận {min(stage.bound, stage.dual_bound)} thấp hơn giá trị {stage.value}."
        if stage.status == "optimal" and stage.bound != stage.value:
            yield f"Bậc {stage.tier}: báo tối ưu nhưng cận {stage.bound} khác giá trị {stage.value}."


def _seats(plan: TrainingPlan) -> Iterator[str]:
    taken = Counter(a.code for a in plan.attendances)
    opened = dict(plan.classes)
    for course in plan.case.catalogue.courses:
        people, classes = taken[course.code] + course.promised, opened.get(course.code, 0)
        if classes > course.classes:
            yield f"Khóa {course.code} mở {classes} lớp, chỉ được {course.classes}."
        if people > classes * course.most:
            yield f"Khóa {course.code} có {people} người, {classes} lớp chỉ chứa {classes * course.most}."
        if people < classes * course.least:
            yield f"Khóa {course.code} mở {classes} lớp mà chỉ có {people} người, cần {classes * course.least}."
    for code in taken:
        if code not in plan.case.catalogue.by_code:
            yield f"Không có khóa {code}."


def _money(plan: TrainingPlan) -> Iterator[str]:
    spent = 0
    for course in plan.case.catalogue.courses:
        spent += course.class_cost * dict(plan.classes).get(course.code, 0)
        spent += course.seat_cost * (course.promised + sum(1 for a in plan.attendances if a.code == course.code))
    if spent != plan.cost:
        yield f"Kinh phí báo {plan.cost}, tính lại {spent} đồng."
    if spent > plan.case.policy.budget:
        yield f"Kinh phí {spent} vượt dự toán {plan.case.policy.budget} đồng."


def _people(plan: TrainingPlan) -> Iterator[str]:
    by_person = defaultdict(list)
    for a in plan.attendances:
        by_person[a.person_id].append(plan.case.catalogue.by_code[a.code])
        if (a.person_id, a.code) in plan.case.options.refused:
            yield f"{a.person_id} không đủ điều kiện vào khóa {a.code}."
    most = plan.case.policy.person_days
    for person, courses in by_person.items():
        if len({c.code for c in courses}) < len(courses):
            yield f"{person} học một khóa hai lần."
        days = sum(c.days for c in courses)
        if most is not None and days > most:
            yield f"{person} đi học {days} ngày, nhiều nhất {most}."
        for n, one in enumerate(courses):
            for other in courses[n + 1 :]:
                together = one.begins and one.ends and other.begins and other.ends and one.begins <= other.ends and other.begins <= one.ends  # fmt: skip
                if together and not (one.part_time or other.part_time):
                    yield f"{person}: khóa {one.code} và {other.code} trùng ngày."


def _units(plan: TrainingPlan) -> Iterator[str]:
    policy, units = plan.case.policy, plan.case.options.unit_of
    days: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for a in plan.attendances:
        unit = units[a.person_id]
        if unit is not None:
            days[unit] += plan.case.catalogue.by_code[a.code].days
            places[unit] += 1
    longest = max((c.days for c in plan.case.catalogue.courses), default=0)
    for unit, spent in days.items():
        share = policy.unit_share
        if share is not None and spent > longest and 100 * spent > share * WORKING_DAYS * plan.case.needs.heads[unit]:
            yield f"Đơn vị {unit} đi học {spent} ngày, vượt {share} % thời gian làm việc."
    could: dict[str, set[str]] = defaultdict(set)
    for person, _code in plan.case.options.gains:
        unit = units[person]
        if unit is not None:
            could[unit].add(person)
    everybody, all_places = sum(map(len, could.values())), len(plan.attendances)
    for unit, people in could.items() if policy.fair and len(could) > 1 else ():
        if 100 * everybody * (places[unit] + 1) < (policy.fair or 0) * len(people) * all_places:
            yield f"Đơn vị {unit} có {places[unit]} chỗ, dưới mức công bằng {policy.fair} %."


def _closed(plan: TrainingPlan) -> Iterator[str]:
    """Each subject of a person counts once, with exactly what the course closes of the needs on file."""
    needs: dict[tuple[str, str], list[Need]] = defaultdict(list)
    for need in plan.case.needs.rows:
        if need.size and not need.learning:
            needs[need.person_id, need.what].append(need)
    seen: set[tuple[str, str]] = set()
    totals = [0, 0, 0]
    for a in plan.attendances:
        for what, gain in a.closed:
            if (a.person_id, what) in seen:
                yield f"{a.person_id}: {what} được tính hai lần."
            seen.add((a.person_id, what))
            if gain != (own := _gain(plan, a.code, what, needs[a.person_id, what])):
                yield f"{a.person_id}, khóa {a.code}, {what}: báo đóng {gain}, tính lại {own}."
            for tier in range(3):
                totals[tier] += gain[tier]
    counted = dict(zip(("duty", "succession", "gap"), totals, strict=True))
    counted["weighed"] = sum(w * v for w, v in zip(plan.case.policy.weights, totals, strict=True))
    counted["kept"] = sum(1 for a in plan.attendances if (a.person_id, a.code) in plan.near)
    for stage in plan.stages:
        value = counted[stage.tier]
        if value != stage.value:
            yield f"Bậc {stage.tier}: báo {stage.value}, tính lại {value}."


def _gain(plan: TrainingPlan, code: str, what: str, needs: list[Need]) -> tuple[int, int, int]:
    course = plan.case.catalogue.by_code[code]
    duty = succession = points = 0
    for need in needs:
        levels = 0
        if what == f"course:{code}":
            levels = 1
        for one in course.closes:
            has = need.has or 0
            if one.what == what and has >= one.start:
                levels = max(levels, min(one.end, need.wants) - has)
        if need.tier == "duty":
            duty = max(duty, levels)
        elif need.tier == "succession":
            succession = max(succession, levels)
        else:
            points += levels * need.points
    return duty, succession, points
