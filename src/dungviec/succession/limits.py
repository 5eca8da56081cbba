"""Pools against the rules of the day: how many people and titles, only higher ones, age for the term, shares of a term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dungviec.law import LawView
from dungviec.law.answers import in_force
from dungviec.law.planning import Planned, may_be_planned_for, planning_age, planning_limits, planning_structure
from dungviec.records.codes import LEVELS
from dungviec.succession.clauses import Check, Outcome, check_of, clause_of
from dungviec.succession.pools import Member, Pool
from dungviec.succession.terms import months_at_start


def check_pools(pools: tuple[Pool, ...], view: LawView) -> tuple[Check, ...]:
    """Every check of the pools of one body. Rules on planning reach titles under Party management; others are counted."""
    asked = tuple(p for p in pools if p.members and p.party_managed)
    found = [*_numbers(asked, view)]
    for pool in asked:
        for member in pool.members:
            found += _higher(pool, member, view)
            found += _age(pool, member, view)
    for term in dict.fromkeys(p.term for p in asked):
        found += _shares(term, [p for p in asked if p.term == term], view)
    return (*found, *_empty(pools), *_not_asked(pools))


def _numbers(pools: tuple[Pool, ...], view: LawView) -> Iterator[Check]:
    by_key = {p.key: p for p in pools}
    people = {m.person_id: m.name for p in pools for m in p.members}
    answer = planning_limits(view, (Planned(m.person_id, p.key, p.level) for p in pools for m in p.members))
    if answer.value is None:
        yield check_of("numbers", "", answer, "met")
        return
    if not answer.value:
        yield check_of("numbers", "", answer, "met")
    for line in answer.value:
        pool = by_key.get(line.who)
        where = pool.title if pool else f"{people.get(line.who, line.who)} ({line.who})"
        if pool:
            vi, en = f"{line.count} người, tối đa {line.limit}.", f"{line.count} people, at most {line.limit}."
        else:
            vi = f"{line.count} chức danh cùng cấp, tối đa {line.limit}."
            en = f"{line.count} titles of one level, at most {line.limit}."
        yield Check(line.kind, where, "over", vi, en, clause_of(line.rule), pool.key if pool else "", "" if pool else line.who)  # fmt: skip


def _higher(pool: Pool, member: Member, view: LawView) -> Iterator[Check]:
    if in_force(view, "PLAN-2025-01") is None:
        return
    where = f"{member.name} → {pool.title}"
    if member.rank is None:
        vi, en = "Chưa kết luận được: hồ sơ chưa có vị trí đang giữ.", "Unknown: no present post on file."
        rule = clause_of(in_force(view, "PLAN-2025-01"))
        yield Check("higher_title", where, "unknown", vi, en, rule, pool.key, member.person_id)
        return
    answer = may_be_planned_for(view, target_rank=pool.rank, current_rank=member.rank, appointment_proposed=False)
    if answer.value is False:
        held = LEVELS.label(next(c.value for c in LEVELS if c.rank == member.rank))
        vi = f"Chỉ quy hoạch chức danh cao hơn; đang giữ: {member.post} ({held.lower()})."
        en = f"Only a higher title is planned; holds now: {member.post}."
        yield Check("higher_title", where, "over", vi, en, clause_of(answer.rule), pool.key, member.person_id)


def _age(pool: Pool, member: Member, view: LawView) -> Iterator[Check]:
    if in_force(view, "PLAN-2021-01", "PLAN-2025-04") is None:
        return
    where = f"{member.name} → {pool.title}"
    if member.retires is None:
        rule = clause_of(in_force(view, "PLAN-2021-01", "PLAN-2025-04"))
        vi, en = "Chưa kết luận được: thiếu ngày sinh hoặc giới tính.", "Unknown: date of birth or sex is not on file."
        yield Check("age", where, "unknown", vi, en, rule, pool.key, member.person_id)
        return
    answers = [planning_age(view, months) for months in months_at_start(view, pool.term, member.retires)]
    worst, best = answers
    if best.value == worst.value == "reaches_aim":
        return
    outcome: Outcome = "unknown" if best.value != worst.value else "short" if worst.value == "too_old" else "met"
    if outcome != "met":
        yield check_of("age", where, worst if outcome == "short" else best if best.value is None else worst, outcome, pool=pool.key, person_id=member.person_id)  # fmt: skip


def _shares(term: str, pools: list[Pool], view: LawView) -> Iterator[Check]:
    people = list({m.person_id: m for p in pools for m in p.members}.values())
    counts = Counted(people, view.day)
    where = f"nhiệm kỳ {term}" if term else "chưa ghi nhiệm kỳ"
    rule = in_force(view, "PLAN-2021-02")
    young = int(rule.params["young_under"]) if rule else 40
    least_young, most_young = counts.aged(None, young)
    least_women, most_women = counts.women
    low = planning_structure(view, members=len(people), young=least_young, women=least_women)
    high = planning_structure(view, members=len(people), young=most_young, women=most_women)
    if rule is None:
        rule = in_force(view, "PLAN-2025-03")
        why = ("Văn bản không nêu tỷ lệ bằng số", "The text gives no numeric share") if rule else ("Chưa có văn bản về tỷ lệ trong kho cho ngày này", "No rule on shares on file for this day")  # fmt: skip
        yield Check("shares", where, "unknown", f"{why[0]}. {counts.words(young)}", f"{why[1]}. {counts.words(young, 'en')}", clause_of(rule))  # fmt: skip
    else:
        for name, vi, en in (("young", f"trẻ dưới {young} tuổi", f"under {young}"), ("women", "nữ", "women")):
            least = rule.params[f"{name}_share"]
            misses, may_reach = name in (low.value or ()), name not in (high.value or ())
            outcome: Outcome = "met" if not misses else "unknown" if may_reach else "short"
            have = least_young if name == "young" else least_women
            share = f"{100 * have / max(len(people), 1):.1f}"
            yield Check(
                name, where, outcome, f"{have}/{len(people)} {vi} ({share.replace('.', ',')} %), từ {100 * least:.0f} % trở lên.",
                f"{have} of {len(people)} {en} ({share} %), at least {100 * least:.0f} %.", clause_of(rule),
            )  # fmt: skip
        told = (
            "Tỷ lệ dân tộc thiểu số «phù hợp địa bàn», không có con số",
            "The ethnic-minority share 'fits the area', no number",
        )
        yield Check("minority", where, "unknown", f"{told[0]}. {counts.words(young)}", f"{told[1]}. {counts.words(young, 'en')}", clause_of(rule))  # fmt: skip
    yield from _committee_bands(where, pools, view)


def _committee_bands(where: str, pools: list[Pool], view: LawView) -> Iterator[Check]:
    """The three age bands of a Party committee: titles of secretary and deputy secretary; members are not on file as posts."""
    rule = in_force(view, "PLAN-2020-01")
    people = list({m.person_id: m for p in pools if p.committee for m in p.members}.values())
    if rule is None or not people:
        return
    counts, n = Counted(people, view.day), len(people)
    low, high = rule.params["from_40_to_50"]
    under, middle, over = counts.aged(None, 40), counts.aged(40, 51), counts.aged(51, None)
    sure = under[0] == under[1] and middle[0] == middle[1]
    fits = under[0] / n >= rule.params["under_40_min"] and low <= middle[0] / n <= high
    told = f"{under[0]}/{middle[0]}/{over[0]}"
    yield Check(
        "age_bands", where, ("met" if fits else "short") if sure else "unknown",
        f"Chức danh cấp ủy, dưới 40 / 40–50 / trên 50 tuổi: {told} của {n}; cơ cấu: dưới 40 từ 10 %, 40–50 khoảng 40–50 %.",
        f"Committee titles, under 40 / 40–50 / over 50: {told} of {n}; aim: under 40 at least 10 %, 40–50 about 40–50 %.",
        clause_of(rule),
    )  # fmt: skip


def _empty(pools: Iterable[Pool]) -> Iterator[Check]:
    for pool in pools:
        if not pool.members:
            vi = "Chưa có ai được quy hoạch; không văn bản nào trong kho nêu số tối thiểu."
            yield Check("empty", pool.title, "fact", vi, "Nobody is planned; no text on file sets a minimum.", None, pool.key)  # fmt: skip


def _not_asked(pools: Iterable[Pool]) -> Iterator[Check]:
    outside = [p for p in pools if p.members and p.party_managed is False]
    unclear = [p for p in pools if p.members and p.party_managed is None]
    if outside:
        n = len(outside)
        yield Check("not_asked", "", "fact", f"{n} danh sách của chức danh ngoài diện Đảng quản lý: quy định quy hoạch trong kho chỉ nói về diện Đảng quản lý, nên không xét.", f"{n} pools of titles outside Party management: the planning rules on file speak of titles under it, so none is asked.")  # fmt: skip
    if unclear:
        n = len(unclear)
        yield Check("not_asked", "", "unknown", f"{n} danh sách chưa rõ chức danh có thuộc diện Đảng quản lý hay không.", f"{n} pools of titles of which it is not known whether they are under Party management.")  # fmt: skip


class Counted:
    """Counts of a group; what is not on file makes a least and a most."""

    def __init__(self, people: list[Member], day: date) -> None:
        self.people, self.day = people, day

    @property
    def women(self) -> tuple[int, int]:
        """Least and most women."""
        sure = sum(m.sex == "female" for m in self.people)
        return sure, sure + sum(m.sex is None for m in self.people)

    def aged(self, low: int | None, high: int | None) -> tuple[int, int]:
        """Least and most people of at least ``low`` and under ``high`` completed years."""
        sure = sum(
            m.age is not None and (low is None or m.age >= low) and (high is None or m.age < high) for m in self.people
        )
        return sure, sure + sum(m.age is None for m in self.people)

    def words(self, young: int, lang: str = "vi") -> str:
        """The counts of the group in a sentence."""
        bands = "/".join(str(self.aged(*band)[0]) for band in ((None, young), (young, 51), (51, None)))
        minority = sum(bool(m.minority) for m in self.people)
        if lang == "vi":
            return f"{len(self.people)} người: dưới {young} / {young}–50 / trên 50 tuổi là {bands}; nữ {self.women[0]}; dân tộc thiểu số {minority}."
        return f"{len(self.people)} people: under {young} / {young}–50 / over 50 are {bands}; women {self.women[0]}; ethnic minorities {minority}."
