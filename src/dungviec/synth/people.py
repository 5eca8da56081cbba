"""People for the seats: vacancies and surplus first, then one made-up person per filled seat."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from dungviec.synth.careers import birth_for_leader, draw_ladder, write_leader_career, write_staff_career
from dungviec.synth.model import COMMUNE_KINDS, SCHOOL_KINDS, District, Person, Post, Unit
from dungviec.synth.moves import Move
from dungviec.synth.names import Namer
from dungviec.synth.places import draw_home, home_elsewhere, home_in

SCARCE_FIELDS = frozenset({"it", "land", "accounting", "languages"})
LAST_BIRTHDAYS = {"male": date(1961, 1, 2), "female": date(1966, 1, 2)}
"""Nobody older is still in service on 10/12/2020 (60 and 55 years until the end of that year)."""
EVEN_FROM = 44.0
"""Age in years from which on every age is as frequent as the next, up to retirement."""


def mark_surplus(district: District, rng: Random, *, seats: int) -> None:
    """Turn ``seats`` teaching seats into posts beyond the norm (giáo viên dôi dư), two or three in each of some schools."""
    posts = [p for p in district.posts if p.unit.kind in SCHOOL_KINDS and p.level == "specialist" and p.seats >= 6]
    for post in rng.sample(posts, min(len(posts), seats // 3)):
        spare = rng.choice((2, 3, 3))
        post.seats -= spare
        extra = Post(
            f"{post.post_id}D",
            post.unit,
            f"{post.title} (dôi dư)",
            post.level,
            post.role,
            post.category,
            post.field,
            seats=spare,
            importance=1,
            profile_id=post.profile_id,
            min_degree=post.min_degree,
            majors=post.majors,
            strengths=post.strengths,
            surplus=True,
            women=post.women,
        )
        post.unit.posts.append(extra)


def leave_vacant(district: District, rng: Random, *, seats: int) -> None:
    """Leave ``seats`` seats empty: a division or centre and a school without head, one in ten a deputy's, one in four a scarce
    specialist's (one of them in computing), the rest anywhere.

    The city's own leaders, commune heads and unified posts are never empty, nor is a surplus post.
    """
    open_posts = [
        p
        for p in district.posts
        if p.held_with is None and not p.surplus and p.unit.kind != "city_leadership" and p.role != "head"
    ]
    leaders = [p for p in open_posts if p.leads and p.seats >= 2]
    scarce = [p for p in open_posts if p.level == "specialist" and p.field in SCARCE_FIELDS]
    other = [p for p in open_posts if p.level in ("specialist", "team_leader", "support")]
    heads = [p for p in district.posts if p.role == "head" and p.leads and not p.functions]
    units = [p for p in heads if p.unit.kind in ("division", "centre")]
    schools = [p for p in heads if p.unit.kind in SCHOOL_KINDS]
    computing = [p for p in scarce if p.field == "it"]
    wanted = ((computing, 1), (units, 1), (schools, 1), (leaders, max(1, seats // 10)), (scarce, seats // 4))
    left = seats
    for pool, count in wanted:
        for post in rng.sample(pool, min(len(pool), count, left)):
            if post.vacant < post.seats:
                post.vacant += 1
                left -= 1
    while left:
        post = rng.choice(other)
        if post.vacant < max(1, post.seats // 4) and (post.seats > 1 or rng.random() < 0.2):
            post.vacant += 1
            left -= 1


def settle_norms(district: District) -> None:
    """Headcount assigned to each unit: its seats without the surplus ones and without unified posts."""
    for unit in district.units:
        unit.norm = sum(p.seats for p in unit.posts if not p.surplus and p.held_with is None)


def fill_seats(district: District, moves: dict[str, Move], rng: Random) -> None:
    """One person per filled seat, with birthday, career, name, home and citizen number."""
    spec = district.spec
    namer = Namer(rng)
    families = _unit_families(district)
    number = spec.id_start
    for post in district.posts:
        if post.held_with is not None:
            continue
        for seat in range(post.seats - post.vacant):
            move = moves.get(post.post_id) if seat == 0 else None
            person = _person(f"CB{number:05d}", post, move, families, rng, spec.as_of)
            person.unblemished = move is not None
            person.ethnicity = namer.ethnicity()
            person.name = namer.name(person.sex, person.born.year, person.ethnicity)
            person.citizen_id = _citizen_id(person, number)
            home = draw_home(rng, spec.places, spec.code, spec.name)
            person.home_code, person.home_place = home.code, home.text
            post.holders.append(person)
            district.people.append(person)
            number += 1
    _send_secretaries_away(district, rng)


def _person(
    person_id: str, post: Post, move: Move | None, families: dict[str, list[Unit]], rng: Random, as_of: date
) -> Person:
    sex = "female" if rng.random() < post.women else "male"
    ability = rng.gauss(0.0, 1.0)
    around = families[_family(post.unit)]
    if post.leads:
        ability = max(ability, -0.4) + 0.4
        ladder = draw_ladder(post, move, rng)
        born = birth_for_leader(
            ladder, woman=sex == "female", as_of=as_of, rng=rng, young=move is not None and move.how != "reappointed"
        )
        joined = _joined(born, rng, latest=ladder.steps[0][1] - timedelta(days=5 * 365))
        person = Person(person_id, post, sex, born, ability, joined)
        write_leader_career(person, ladder, move, around, rng)
        return person
    born = _birthday(post, sex, rng, as_of)
    person = Person(person_id, post, sex, born, ability, _joined(born, rng, latest=date(as_of.year, 9, 15)))
    write_staff_career(person, around, rng, as_of)
    return person


def _birthday(post: Post, sex: str, rng: Random, as_of: date) -> date:
    youngest, oldest, usual = {"support": (24, 59.5, 44), "team_leader": (31, 58, 43)}.get(post.level, (23.2, 59, 36))
    if post.title.startswith("Bí thư Đoàn"):
        youngest, oldest, usual = 24, 33, 29
    if post.title.startswith("Chủ tịch Hội Cựu chiến binh"):
        youngest, oldest, usual = 45, 59, 54
    oldest = min(oldest, 54.9 if sex == "female" else 59.9)
    while True:
        born = as_of - timedelta(days=int(_evened(rng.triangular(youngest, oldest, usual), oldest) * 365.25))
        if born >= LAST_BIRTHDAYS[sex]:
            return born


def _evened(age: float, oldest: float) -> float:
    """The upper end of the ages filled up evenly, so that some of a whole city's people retire in any one year.

    A triangle has hardly anybody at its ends; beyond ``EVEN_FROM`` the square turns its falling side into a level one.
    """
    span = oldest - EVEN_FROM
    return age if age <= EVEN_FROM or span <= 0 else oldest - span * ((oldest - age) / span) ** 2


def _joined(born: date, rng: Random, *, latest: date) -> date:
    """First day in the service at 22 to 27; never on 1 January 2020 or later unless the age leaves no other year."""
    day = born + timedelta(days=int(rng.triangular(22.3, 27, 23.2) * 365.25))
    if day > latest:
        day = max(latest - timedelta(days=rng.randint(0, 200)), born + timedelta(days=int(21.8 * 365.25)))
    return min(day, latest)


def _citizen_id(person: Person, number: int) -> str:
    """022 (Quảng Ninh), sex and century, year of birth, and a scattered serial, unique while ``number`` is below a million."""
    head = f"022{(2 if person.born.year >= 2000 else 0) + (person.sex == 'female')}{person.born.year % 100:02d}"
    return f"{head}{(number * 7919 + 104729) % 1_000_000:06d}"


def _family(unit: Unit) -> str:
    return (
        unit.kind
        if unit.kind in SCHOOL_KINDS
        else "commune"
        if unit.kind in COMMUNE_KINDS
        else "centre"
        if unit.kind == "centre"
        else "city"
    )


def _unit_families(district: District) -> dict[str, list[Unit]]:
    """Units among which careers usually run: a kind of school, communes, centres, the city's boards and divisions."""
    families: dict[str, list[Unit]] = {}
    for unit in district.units:
        if unit.kind not in ("city", "city_leadership"):
            families.setdefault(_family(unit), []).append(unit)
    return families


def _send_secretaries_away(district: District, rng: Random) -> None:
    """All commune secretaries come from outside the city but one, who is from the commune itself (15 of 16)."""
    spec = district.spec
    secretaries = [p.holders[0] for p in district.posts if p.non_local and p.unit.kind in COMMUNE_KINDS]
    local = rng.randrange(len(secretaries))
    for i, person in enumerate(secretaries):
        place = next(p for p in spec.places if p.code == person.post.unit.place_code)
        home = home_in(place, spec.name) if i == local else home_elsewhere(rng, spec.code)
        person.home_code, person.home_place = home.code, home.text
