"""From assessments to a level: the official, the head, colleagues, marked tests and interviews, certificates, work products.

Every level keeps its evidence, day, assessor and confidence, and fades with time. How sources are weighed is a named policy of
the office (no instrument on file fixes it): docs/explanation/fit.md. Nothing is assumed: too few colleagues, one marker
alone, or two who disagree are told, and do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from dungviec.records.dates import whole_months

Source = Literal["self", "head", "colleague", "test", "interview", "certificate", "product"]
MARKED: tuple[Source, ...] = ("test", "interview")
"""Sources that two markers score without seeing each other's mark."""
LEVELS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Assessment:
    """One level given to one person in one competency. ``assessor`` is who gave it; ``until`` a certificate's last day.

    ``people`` stand behind it: more than one where only the mean of a group of colleagues is kept, so that nobody's mark exists.
    """

    person_id: str
    competency: str
    level: int
    source: Source
    assessor: str
    on: date
    evidence: str = ""
    until: date | None = None
    people: int = 1


@dataclass(frozen=True, slots=True)
class AssessmentPolicy:
    """How an office weighs: points of each source, months after which it counts half, the fewest colleagues, the widest gap of markers.

    ``self_lifts`` stays off: the official's own word alone gives a level with the lowest confidence, beside others it is
    shown and does not move them.
    """

    weight: Mapping[Source, int] = field(
        default_factory=lambda: {
            "self": 1,
            "head": 3,
            "colleague": 3,
            "test": 4,
            "interview": 3,
            "certificate": 4,
            "product": 4,
        }
    )
    half_life_months: int = 36
    fewest_colleagues: int = 5
    widest_gap: int = 1
    self_lifts: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """Where a person stands in a competency on a day: ``level`` None is not known.

    ``exact`` is the weighed mean, ``confidence`` 1 to 3, ``sources`` what counted with its share (adding up to 1),
    ``apart`` what was seen and did not count with the reason (vi, en), ``own`` the official's own word.
    """

    person_id: str
    competency: str
    level: int | None
    exact: Fraction | None
    confidence: int
    last: date | None
    sources: tuple[tuple[Source, Fraction, int], ...]
    apart: tuple[tuple[Source, str, str], ...]
    own: int | None


class AssessmentFault(ValueError):
    """An assessment that cannot be; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.english = english


def stand(assessments: Iterable[Assessment], day: date, policy: AssessmentPolicy | None = None) -> list[Level]:
    """The levels of all people and competencies in ``assessments`` on ``day``, by person and competency.

    Later assessments are left out; of each assessor only the newest counts. Raises :class:`AssessmentFault`.
    """
    policy = policy or AssessmentPolicy()
    grouped: dict[tuple[str, str], list[Assessment]] = {}
    for each in assessments:
        _check(each)
        if each.on <= day:
            grouped.setdefault((each.person_id, each.competency), []).append(each)
    return [_level(who, what, rows, day, policy) for (who, what), rows in sorted(grouped.items())]


def _check(one: Assessment) -> None:
    where = f"{one.person_id}, {one.competency}, {one.on:%d/%m/%Y}"
    if one.level not in LEVELS:
        raise AssessmentFault(f"{where}: mức {one.level} không có; mức từ 1 đến 5.", f"{where}: there is no level {one.level}; levels are 1 to 5.")  # fmt: skip
    if (one.source == "self") != (one.assessor == one.person_id):
        raise AssessmentFault(
            f"{where}: «tự đánh giá» phải do chính người đó, nguồn khác phải do người khác.",
            f"{where}: a self-assessment is by the person, any other by somebody else.",
        )
    if one.people < 1 or (one.people > 1 and one.source != "colleague"):
        raise AssessmentFault(f"{where}: chỉ phiếu đồng nghiệp mới gộp nhiều người.", f"{where}: only colleagues' marks are kept as a group.")  # fmt: skip
    if one.until is not None and one.until < one.on:
        raise AssessmentFault(f"{where}: hết hạn {one.until:%d/%m/%Y} trước ngày cấp.", f"{where}: it expires before it was given.")  # fmt: skip


def _level(who: str, what: str, rows: list[Assessment], day: date, policy: AssessmentPolicy) -> Level:
    newest = {(a.source, a.assessor): a for a in sorted(rows, key=lambda a: a.on)}
    by_source: dict[Source, list[Assessment]] = {}
    for a in newest.values():
        by_source.setdefault(a.source, []).append(a)
    own = by_source["self"][0].level if "self" in by_source else None
    counted: list[tuple[Source, Fraction, Fraction, date, int]] = []
    apart: list[tuple[Source, str, str]] = []
    for source in sorted(by_source):
        found = _of_source(source, by_source[source], day, policy)
        if isinstance(found[0], str):
            apart.append((source, found[0], str(found[1])))
        else:
            mean, last, number = found
            weight = (
                policy.weight[source] * faded(last, day, policy)
                if source != "certificate"
                else Fraction(policy.weight[source])
            )
            counted.append((source, mean, weight, last, number))
    others = [c for c in counted if c[0] != "self"]
    if others and not policy.self_lifts:
        counted = others
    if not counted:
        return Level(who, what, None, None, 1, None, (), tuple(apart), own)
    total = sum((c[2] for c in counted), Fraction(0))
    exact = sum((c[1] * c[2] for c in counted), Fraction(0)) / total
    spread = max(c[1] for c in counted) - min(c[1] for c in counted)
    return Level(
        who, what, int(exact + Fraction(1, 2)), exact, _confidence(counted, total, spread), max(c[3] for c in counted),
        tuple((c[0], c[2] / total, c[4]) for c in counted), tuple(apart), own,
    )  # fmt: skip


def _of_source(
    source: Source, rows: list[Assessment], day: date, policy: AssessmentPolicy
) -> tuple[Fraction, date, int] | tuple[str, str]:
    """Mean level, newest day and number of what counts from one source; or why nothing does (vi, en)."""
    if source == "certificate":
        valid = [a for a in rows if a.until is None or a.until >= day]
        if not valid:
            return "chứng chỉ đã hết hạn", "the certificate has expired"
        best = max(valid, key=lambda a: (a.level, a.on))
        return Fraction(best.level), best.on, 1
    if source == "colleague":
        people = sum(a.people for a in rows)
        if people < policy.fewest_colleagues:
            return (
                f"mới có {people} đồng nghiệp, cần ít nhất {policy.fewest_colleagues} để không lộ ai cho điểm nào",
                f"only {people} colleagues, at least {policy.fewest_colleagues} are needed so that nobody's mark shows",
            )
        return Fraction(sum(a.level * a.people for a in rows), people), max(a.on for a in rows), people
    if source in MARKED:
        if len(rows) < 2:
            return (
                "mới có một người chấm, cần hai người chấm độc lập",
                "one marker only; two independent ones are needed",
            )
        levels = sorted(a.level for a in rows)
        if len(rows) == 2 and levels[1] - levels[0] > policy.widest_gap:
            return f"hai người chấm lệch {levels[1] - levels[0]} mức, cần người thứ ba", f"the two markers differ by {levels[1] - levels[0]} levels; a third is needed"  # fmt: skip
        if len(rows) > 2:  # the middle one settles what two could not
            return Fraction(levels[len(levels) // 2]), max(a.on for a in rows), len(rows)
    mean = Fraction(sum(a.level for a in rows), len(rows))
    return mean, max(a.on for a in rows), len(rows)


def faded(on: date, day: date, policy: AssessmentPolicy) -> Fraction:
    """What is left of an assessment's weight: all of it at first, half after the half-life, a quarter after two, in months.

    >>> faded(date(2020, 1, 1), date(2023, 1, 1), AssessmentPolicy())
    Fraction(1, 2)
    """
    halves, months = divmod(whole_months(on, day), policy.half_life_months)
    # between two halvings the weight falls on a straight line, so that it stays an exact fraction
    return Fraction(1, 2**halves) * (1 - Fraction(months, 2 * policy.half_life_months))


def _confidence(counted: list[tuple[Source, Fraction, Fraction, date, int]], total: Fraction, spread: Fraction) -> int:
    """3: two sources of weight that agree; 2: one of them, or two that differ; 1: the official's own word, or old."""
    if all(c[0] == "self" for c in counted) or total < 2:
        return 1
    return 3 if len(counted) >= 2 and total >= 5 and spread <= 1 else 2
