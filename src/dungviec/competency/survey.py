"""A survey round: who is asked about whom, what the marks of a group may tell, and what the round would change in the records.

Nothing here draws by chance: the same roster gives the same forms. What is sealed stays sealed: a group of colleagues below the least number
tells nothing, and above it only its whole level, never a mean with decimals from which single marks could be worked back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dungviec.competency.assessment import AssessmentPolicy, Level, Source

ROUND_SOURCES: tuple[Source, ...] = ("self", "head", "colleague", "test", "interview")
"""What a round can ask; certificates and products come with their papers."""
MOST_COLLEAGUES = 8
"""Colleagues asked about one person, so that nobody has to mark a whole school."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the rolls: unit, the units above it from the nearest, and whether the person heads the unit."""

    person_id: str
    unit_id: str
    above: tuple[str, ...] = ()
    heads: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Ask:
    """One form: ``by`` is asked about ``person_id`` as ``source``."""

    person_id: str
    source: Source
    by: str


@dataclass(frozen=True, slots=True)
class Unasked:
    """Somebody for whom a source cannot be asked, and why (vi, en)."""

    person_id: str
    source: Source
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a round, and what cannot be asked."""

    asks: tuple[Ask, ...]
    unasked: tuple[Unasked, ...]


def forms(
    roster: Sequence[Member],
    about: Iterable[str],
    sources: Iterable[Source],
    *,
    policy: AssessmentPolicy | None = None,
    markers: Sequence[str] = (),
) -> Forms:
    """The forms that a round about these people gives out.

    The head is whoever heads the person's unit; of a head, whoever heads the nearest unit above. Colleagues share the unit and do
    not head it: at most :data:`MOST_COLLEAGUES`, those with the fewest forms first; a unit with too few of them is told and not
    asked, for its answers could never be shown. ``markers`` mark tests and interviews, two for each person, never their own.
    """
    policy = policy or AssessmentPolicy()
    known = {m.person_id: m for m in roster}
    heads = {m.unit_id: m.person_id for m in sorted(roster, key=lambda m: m.person_id, reverse=True) if m.heads}
    units: dict[str, list[str]] = {}
    for m in sorted(roster, key=lambda m: m.person_id):
        units.setdefault(m.unit_id, []).append(m.person_id)
    load = dict.fromkeys([*known, *markers], 0)
    asks: list[Ask] = []
    unasked: list[Unasked] = []
    wanted = list(dict.fromkeys(about))
    chosen = set(sources)
    for person_id in wanted:
        person = known.get(person_id)
        if person is None:
            unasked += [
                Unasked(person_id, s, "không còn trong danh sách", "no longer on the rolls")
                for s in ROUND_SOURCES
                if s in chosen
            ]
            continue
        for source in (s for s in ROUND_SOURCES if s in chosen):
            by, why = _askers(source, person, heads, units, load, policy, markers)
            for each in by:
                load[each] += 1
                asks.append(Ask(person_id, source, each))
            if why is not None:
                unasked.append(Unasked(person_id, source, *why))
    return Forms(tuple(asks), tuple(unasked))


def _askers(
    source: Source, person: Member, heads: Mapping[str, str], units: Mapping[str, list[str]], load: Mapping[str, int],
    policy: AssessmentPolicy, markers: Sequence[str],
) -> tuple[list[str], tuple[str, str] | None]:  # fmt: skip
    """Who is asked, or why nobody (vi, en)."""
    own = person.person_id
    if source == "self":
        return [own], None
    head = next((heads[u] for u in (person.unit_id, *person.above) if heads.get(u, own) != own), None)
    if source == "head":
        return ([head], None) if head else ([], ("đơn vị và cấp trên chưa có người đứng đầu trong hồ sơ", "no head of the unit or above is on file"))  # fmt: skip
    if source == "colleague":
        near = [p for p in units.get(person.unit_id, []) if p not in (own, head)]
        if len(near) < policy.fewest_colleagues:
            return [], (
                f"đơn vị có {len(near)} đồng nghiệp, cần ít nhất {policy.fewest_colleagues}",
                f"the unit has {len(near)} colleagues, at least {policy.fewest_colleagues} are needed",
            )
        most = max(MOST_COLLEAGUES, policy.fewest_colleagues)
        return sorted(near, key=lambda p: (load[p], p))[:most], None
    free = sorted((m for m in dict.fromkeys(markers) if m != own), key=lambda m: (load[m], m))[:2]
    return (
        (free, None)
        if len(free) == 2
        else ([], ("chưa đủ hai người chấm độc lập", "fewer than two independent markers"))
    )


def third_needed(levels: Iterable[tuple[int | None, int | None]], policy: AssessmentPolicy | None = None) -> bool:
    """Whether two markers' levels, competency by competency, differ by more than the bound somewhere; a level not given tells nothing."""
    widest = (policy or AssessmentPolicy()).widest_gap
    return any(a is not None and b is not None and abs(a - b) > widest for a, b in levels)


def group_level(counts: Sequence[int], policy: AssessmentPolicy | None = None) -> tuple[int | None, int]:
    """The whole level of a group from how often each of the levels 1 to 5 was given, and its size; None below the least number.

    >>> group_level([0, 0, 4, 2, 0])
    (3, 6)
    >>> group_level([0, 0, 4, 0, 0])
    (None, 4)
    """
    people = sum(counts)
    if people < (policy or AssessmentPolicy()).fewest_colleagues:
        return None, people
    total = sum(level * n for level, n in enumerate(counts, start=1))
    return (2 * total + people) // (2 * people), people  # a half goes up


@dataclass(frozen=True, slots=True)
class Difference:
    """What a round would do to one competency of one person.

    ``verdict``: ``new``, ``raised``, ``lowered``, ``same``, ``kept`` (own word alone does not replace what is on file) or ``unknown``.
    """

    level: Level
    before: int | None
    verdict: str

    @property
    def writes(self) -> bool:
        """Whether a row goes into the records; the same level again is fresh evidence."""
        return self.verdict in ("new", "raised", "lowered", "same")


def differences(levels: Iterable[Level], on_file: Mapping[tuple[str, str], int]) -> list[Difference]:
    """The levels found against those on file, by person and competency."""
    found = []
    for one in levels:
        before = on_file.get((one.person_id, one.competency))
        own_word = bool(one.sources) and all(s[0] == "self" for s in one.sources)
        if one.level is None:
            verdict = "unknown"
        elif before is None:
            verdict = "new"
        elif own_word:
            verdict = "kept"
        else:
            verdict = "same" if one.level == before else "raised" if one.level > before else "lowered"
        found.append(Difference(one, before, verdict))
    return found
