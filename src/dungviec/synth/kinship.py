"""Family ties among officials: couples, parents and children, brothers and sisters, and the in-laws that follow from them.

No tie breaks a rule in the present placement (Luật 36/2018 Điều 20, QĐ 205-QĐ/TW): nobody is related to a head or deputy of the
own unit, nor are the city's leaders to holders of the posts they decide on. Some ties would break one after a move.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from dungviec.synth.model import District, Person
from dungviec.synth.sheets import Sheet

_DECIDES = frozenset(
    {"party_organisation_head", "party_inspection_head", "home_affairs_head", "inspectorate_head", "finance_head"}
)
"""Heads whose sector no leader's relative may run."""
COUPLES_PER_THOUSAND, PARENTS_PER_THOUSAND, SIBLINGS_PER_THOUSAND = 32, 11, 13


def relate(district: District, sheet: Sheet, rng: Random) -> None:
    """Write rows of ``kinship``: one per tie. Children and siblings take the father's surname, so names may change here."""
    people = district.people
    size = len(people) / 1000
    spouses: dict[str, Person] = {}
    taken: set[str] = set()

    men = [p for p in people if p.sex == "male"]
    women = [p for p in people if p.sex == "female"]
    bookkeepers = [p for p in women if "accounting" in p.post.functions or "treasurer" in p.post.functions]
    heads = [p for p in men if p.post.leads]
    couples = round(COUPLES_PER_THOUSAND * size)
    tempting = couples // 8
    for i in range(couples):
        pools = (heads, bookkeepers) if i < tempting and heads and bookkeepers else (men, women)
        pair = _find(
            pools,
            rng,
            lambda a, b: (
                a.person_id not in spouses
                and b.person_id not in spouses
                and -2 <= b.born.year - a.born.year <= 8
                and may_be_related(a, b)
            ),
        )
        if pair:
            husband, wife = pair
            spouses[husband.person_id], spouses[wife.person_id] = wife, husband
            sheet.add(husband.person_id, wife.person_id, "spouse")

    for relation, count, fits in (
        ("parent", PARENTS_PER_THOUSAND, lambda a, b: 21 <= b.born.year - a.born.year <= 36),
        ("sibling", SIBLINGS_PER_THOUSAND, lambda a, b: 1 < b.born.year - a.born.year <= 12),
    ):
        _blood_ties(
            relation, round(count * size), fits, people=people, spouses=spouses, taken=taken, sheet=sheet, rng=rng
        )


def may_be_related(a: Person, b: Person) -> bool:
    """Whether a tie between two officials leaves the present placement within the kinship rules of 2020."""
    if a.post.unit is b.post.unit and (a.post.leads or b.post.leads):
        return False
    for leader, other in ((a, b), (b, a)):
        if leader.post.rank >= 5 and (
            other.post.leads or other.post.unit.kind in ("division", "party_board", "city_leadership")
        ):
            return False
    return not any(_DECIDES.intersection(p.post.functions) and q.post.leads for p, q in ((a, b), (b, a)))


def _blood_ties(
    relation: str,
    count: int,
    fits: Callable[[Person, Person], bool],
    *,
    people: list[Person],
    spouses: dict[str, Person],
    taken: set[str],
    sheet: Sheet,
    rng: Random,
) -> None:
    in_law = {"parent": "parent_in_law", "sibling": "sibling_in_law"}[relation]

    def free(a: Person, b: Person) -> bool:
        partners = [(spouses.get(a.person_id), b), (spouses.get(b.person_id), a)]
        return (
            a.person_id not in taken
            and b.person_id not in taken
            and fits(a, b)
            and spouses.get(a.person_id) is not b
            and may_be_related(a, b)
            and all(s is None or may_be_related(s, other) for s, other in partners)
        )

    married = [p for p in people if p.person_id in spouses]
    for i in range(count):
        # A fifth of the ties run through a couple, so that there are in-laws to mind.
        pair = _find((people, married if i < count // 5 and married else people), rng, free)
        if pair is None:
            continue
        elder, younger = pair
        taken.update((elder.person_id, younger.person_id))
        sheet.add(elder.person_id, younger.person_id, relation)
        if relation == "sibling" or elder.sex == "male":
            _take_surname(elder, younger)
        partner = spouses.get(younger.person_id)
        if partner is not None:
            sheet.add(elder.person_id, partner.person_id, in_law)
        partner = spouses.get(elder.person_id)
        if partner is not None and relation == "sibling":
            sheet.add(younger.person_id, partner.person_id, in_law)


def _take_surname(elder: Person, younger: Person) -> None:
    surname = elder.name.split(" ")[0]
    younger.name = " ".join([surname, *younger.name.split(" ")[1:]])
    younger.ethnicity = elder.ethnicity
    if not younger.post.non_local and not elder.post.non_local:
        younger.home_code, younger.home_place = elder.home_code, elder.home_place


def _find(
    pools: tuple[list[Person], list[Person]], rng: Random, fits: Callable[[Person, Person], bool]
) -> tuple[Person, Person] | None:
    for _ in range(400):
        a, b = rng.choice(pools[0]), rng.choice(pools[1])
        if a is not b and fits(a, b):
            return a, b
    return None
