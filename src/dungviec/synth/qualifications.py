"""Qualifications: degrees and theory levels dealt out to the published counts, majors, ranks and pay."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from dungviec.records.dates import whole_years
from dungviec.synth.fields import FIELD_MAJORS, LEADER_MAJORS, TEACHING_FIELDS
from dungviec.synth.model import COMMUNE_KINDS, SCHOOL_KINDS, District, Person, Post
from dungviec.synth.quota import deal_by_rank, scale_counts

PUBLISHED_PEOPLE = 2380
PUBLISHED_DEGREES = {"doctor": 1, "master": 115, "university": 1684, "college": 322, "intermediate": 252}
"""The survey of 2020; six of the 2,380 have no stated degree."""
PUBLISHED_THEORY = {"bachelor": 8, "advanced": 121, "intermediate": 510, "elementary": 489}

OUT_OF_PLACE = {"civil": 0.13, "public": 0.09, "secondary": 0.10, "primary": 0.035, "kindergarten": 0.025}
"""Share of specialists who do not work in what they were trained for, made for the engine to find (about 6 % over all)."""


def qualify(district: District, rng: Random) -> None:
    """Give everybody a Party date, degree, major, theory level, state-management certificate, rank and pay coefficient."""
    people = district.people
    for person in people:
        _join_party(person, rng, district.spec.as_of)
    degrees = deal_by_rank(
        [_degree_score(p, rng) for p in people],
        list(scale_counts(PUBLISHED_DEGREES, PUBLISHED_PEOPLE, len(people)).items()),
    )
    for person, degree in zip(people, degrees, strict=True):
        person.degree = degree
    _deal_theory(people, rng)
    for person in people:
        person.calling = person.post.field
        person.major = _major(person, person.post.majors, rng)
    _mix_callings(people, rng)
    for person in people:
        _certify(person, rng)
        _grade(person, district.spec.as_of)


def _join_party(person: Person, rng: Random, as_of: date) -> None:
    post, kind = person.post, person.post.unit.kind
    if post.leads or post.party_member:
        share = 1.0
    elif kind in SCHOOL_KINDS:
        share = 0.85 if post.level == "team_leader" else 0.1 if post.level == "support" else 0.48
    else:
        share = 0.78
    if rng.random() >= share:
        return
    latest = as_of - timedelta(days=120)
    if post.leads and person.stages:
        lead = next(s.from_date for s in person.stages if s.level not in ("specialist", "team_leader", "support"))
        latest = lead - timedelta(days=400)
    elif post.party_member and person.held_since is not None:
        latest = max(person.joined, person.held_since) - timedelta(days=30)
    first = person.born + timedelta(days=int(20 * 365.25))
    day = person.joined + timedelta(days=int(rng.triangular(300, 4200, 1300)))
    person.party_joined = max(first, min(day, latest))


def _degree_score(person: Person, rng: Random) -> float:
    """A score whose order decides who gets which degree; leaders lie above the line between university and college."""
    post, kind = person.post, person.post.unit.kind
    noise = rng.uniform(-1, 1)
    if post.leads:
        return (
            76 + (5 if post.rank >= 5 or post.role == "head" else 0) + 14 * noise + 2 * max(-2, min(2, person.ability))
        )
    if post.level == "support":
        return 5 + 12 * noise
    if post.min_degree == "university":
        base = 64.0 if kind not in SCHOOL_KINDS else 58.0
        older = max(0, 1985 - person.born.year) * (0.5 if post.field == "primary" else 0.15)
        return base - older + 17 * noise + 2 * person.ability
    if post.min_degree == "college":
        return 40 + 15 * noise + 2 * person.ability
    return 36 + 15 * noise + 2 * person.ability


def _deal_theory(people: list[Person], rng: Random) -> None:
    counts = scale_counts(PUBLISHED_THEORY, PUBLISHED_PEOPLE, len(people))
    bachelors = counts.pop("bachelor")
    counts["advanced"] += bachelors
    theories = deal_by_rank([_theory_score(p, rng) for p in people], list(counts.items()))
    for person, theory in zip(people, theories, strict=True):
        person.theory = theory
    # A bachelor of politics is a degree course: those who teach or run Party work come first.
    top = [p for p in people if p.theory == "advanced"]
    top.sort(key=lambda p: (p.post.field != "party_work", -p.ability, p.person_id))
    for person in top[:bachelors]:
        person.theory = "bachelor"


def _theory_score(person: Person, rng: Random) -> float:
    post, kind = person.post, person.post.unit.kind
    base = {"advanced": 90.0, "intermediate": 60.0, "elementary": 36.0}.get(post.min_theory or "", 0.0)
    if base == 0.0:
        if post.leads:
            base = 44.0
        elif kind in SCHOOL_KINDS:
            base = (24.0 if post.level == "team_leader" else 17.0) if person.party_member else 6.0
        else:
            base = (36.0 if kind in COMMUNE_KINDS else 38.0) if person.party_member else 12.0
    age = 2020 - person.born.year
    return base + rng.uniform(-7, 7) + min(6.0, max(0.0, (age - 30) * 0.3))


def _major(person: Person, fitting: tuple[str, ...], rng: Random) -> str | None:
    if person.degree is None:
        return None
    post = person.post
    if post.level == "support":
        return rng.choice(("Kỹ thuật chế biến món ăn", "Điện dân dụng", "Lái xe", "Bảo vệ"))
    pool = fitting or FIELD_MAJORS[post.field] or LEADER_MAJORS
    if post.leads and post.unit.kind == "secondary_school":
        pool = (*FIELD_MAJORS[person.stages[0].field], "Quản lý giáo dục")
    if post.unit.kind in COMMUNE_KINDS and not fitting and post.field == "mass_work":
        pool = ("Công tác xã hội", "Quản lý nhà nước", "Luật", "Xây dựng Đảng và chính quyền nhà nước", "Nông học")
    if post.leads and post.unit.kind in SCHOOL_KINDS and post.unit.kind != "secondary_school":
        return pool[0] if rng.random() < 0.85 else "Quản lý giáo dục"
    if post.leads and post.unit.kind not in SCHOOL_KINDS and rng.random() < 0.3:
        pool = LEADER_MAJORS
    weights = [1.0 / (i + 1) for i in range(len(pool))]
    return rng.choices(pool, weights=weights)[0]


def _mix_callings(people: list[Person], rng: Random) -> None:
    """Let some specialists sit in one another's chairs: within each group, majors go round in a ring.

    Nobody's training is lost to the city, so chains of moves can put everybody back where they belong.
    """
    groups: dict[str, list[Person]] = {}
    for person in people:
        post = person.post
        if post.level in ("specialist", "team_leader") and person.major is not None and post.majors:
            groups.setdefault(_mixing_group(post), []).append(person)
    for name, members in groups.items():
        chosen = rng.sample(members, round(len(members) * OUT_OF_PLACE[name]))
        if name in ("kindergarten", "primary"):
            _study_elsewhere(chosen, name, rng)
            continue
        chosen.sort(key=lambda p: (p.post.field, p.person_id))
        shift = max(1, len(chosen) // 3)
        traits = [(p.major, p.calling, p.post) for p in chosen]
        for i, person in enumerate(chosen):
            for step in range(len(chosen)):
                major, calling, former = traits[(i + shift + step) % len(chosen)]
                if major is not None and major not in person.post.majors:
                    person.major, person.calling = major, calling
                    _began_as(person, former)
                    break


def _began_as(person: Person, former: Post) -> None:
    """Somebody out of place began, where there was an earlier post, in the work he or she was trained for."""
    if len(person.stages) > 1:
        first = person.stages[0]
        first.title, first.unit_name, first.field = former.title, former.unit.name, former.field


def _study_elsewhere(people: list[Person], name: str, rng: Random) -> None:
    """Teachers whose training is that of the other school kind, or of a subject of the secondary schools."""
    for person in people:
        calling = {"kindergarten": "primary", "primary": rng.choice(("literature", "maths"))}[name]
        person.calling, person.major = calling, FIELD_MAJORS[calling][0]


def _mixing_group(post: Post) -> str:
    if post.field in ("kindergarten", "primary"):
        return post.field
    if post.field in TEACHING_FIELDS:
        return "secondary"
    # Civil servants and public employees are two services: a chain of moves stays within one of them.
    return "civil" if post.category in ("civil_servant", "cadre") else "public"


def _certify(person: Person, rng: Random) -> None:
    post = person.post
    if post.category == "public_employee" and post.unit.kind in SCHOOL_KINDS:
        return
    if post.rank >= 5 or (
        post.leads and post.role == "head" and post.unit.kind not in SCHOOL_KINDS and rng.random() < 0.7
    ):
        person.state_management = "principal"
    elif post.leads or (post.min_state_management and rng.random() < 0.93) or rng.random() < 0.45:
        person.state_management = "specialist"
    elif post.level != "support" and rng.random() < 0.3:
        person.state_management = "officer"


_TEACHER_CODES = {
    "kindergarten": ("V.07.02.04", "V.07.02.05", "V.07.02.06"),
    "primary_school": ("V.07.03.07", "V.07.03.08", "V.07.03.09"),
    "secondary_school": ("V.07.04.11", "V.07.04.12", "V.07.04.12"),
}
"""Professional titles in force in 2020 by kind of school: for university and up, college, intermediate."""


def _grade(person: Person, as_of: date) -> None:
    """Rank code and pay coefficient (NĐ 204/2004: A1 from 2.34 by 0.33, A0 2.10 by 0.31, B 1.86 by 0.20 every three or two years)."""
    post = person.post
    years = whole_years(person.joined, as_of)
    high = person.degree in ("university", "master", "doctor")
    start, step, every, top = (
        (2.34, 0.33, 3, 4.98)
        if high
        else (2.10, 0.31, 3, 4.89)
        if person.degree == "college"
        else (1.86, 0.20, 2, 4.06)
    )
    if post.level == "support":
        start, step, every, top = 1.65, 0.18, 2, 3.63
    person.rank_code = _rank_code(person)
    if person.rank_code in ("01.002", "V.07.02.04", "V.07.03.07", "V.07.04.11") and years >= 15 and high:
        start, step, every, top, years = 4.40, 0.34, 3, 6.78, years - 15
    person.coefficient = round(min(top, start + step * (years // every)), 2)


def _rank_code(person: Person) -> str | None:
    post = person.post
    level = 0 if person.degree in ("university", "master", "doctor") else 1 if person.degree == "college" else 2
    if post.level == "support":
        return None
    if post.field == "accounting":
        return ("06.031", "06.032", "06.032")[level]
    if post.unit.kind in SCHOOL_KINDS:
        if post.field in TEACHING_FIELDS or post.leads:
            return _TEACHER_CODES[post.unit.kind][level]
        return {"office": "02.008", "health": "V.08.05.13"}.get(post.field)
    if post.category == "civil_servant" or post.category == "cadre":
        return "01.002" if person.state_management == "principal" else ("01.003", "01.004", "01.004")[level]
    return "01.003" if level == 0 else "01.004"
