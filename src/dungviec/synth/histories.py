"""Yearly ratings 2016–2019 in both systems, discipline and awards: the record the law and the fit look at."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from dungviec.records.dates import add_months
from dungviec.synth.model import District, Person
from dungviec.synth.sheets import Book, Sheet

RATED_YEARS = (2016, 2017, 2018, 2019)
"""The rating of 2020 is not due before 15 December."""
DISCIPLINED_PER_THOUSAND = 11
_STEPS = ("failed", "completed", "good", "excellent")
_MATERNITY = "Nghỉ thai sản, chưa đủ 6 tháng công tác trong năm"


def write_histories(district: District, book: Book, rng: Random) -> None:
    """Rows of ``ratings``, ``discipline`` and ``awards`` for everybody; ``person.ratings`` keeps the state ratings.

    About 97.5 of 100 state ratings are *completed* or better; whoever was disciplined in a year is rated no higher than *completed*.
    """
    disciplined = _write_discipline(district, book.discipline, rng)
    for person in district.people:
        for year in RATED_YEARS:
            if person.joined <= date(year, 6, 30):
                _rate(person, year, disciplined.get(person.person_id) == year, book.ratings, rng)
        _write_awards(person, disciplined.get(person.person_id), book.awards, rng)


def _rate(person: Person, year: int, disciplined: bool, sheet: Sheet, rng: Random) -> None:
    note = None
    age = year - person.born.year
    if disciplined:
        rating: str | None = "completed" if rng.random() < 0.8 else "failed"
    elif person.sex == "female" and 23 <= age <= 38 and not person.unblemished and rng.random() < 0.025:
        rating, note = None, _MATERNITY
    else:
        mood = 0.75 * person.ability + 0.65 * rng.gauss(0.0, 1.0)
        rating = _STEPS[0 if mood < -2.12 else 1 if mood < -1.2 else 2 if mood < 0.92 else 3]
        if person.unblemished and rating in ("failed", "completed"):
            rating = "good"
    person.ratings[year] = rating
    sheet.add(person.person_id, year, "state", rating, date(year, 12, 20), note)
    if person.party_joined is not None and person.party_joined <= date(year, 6, 30):
        step = _STEPS.index(rating or "good")
        if rng.random() < 0.12 and not person.unblemished and not disciplined:
            step = max(1, min(3, step + rng.choice((-1, 1))))
        sheet.add(person.person_id, year, "party", _STEPS[step], date(year, 12, 28), None)


def _write_discipline(district: District, sheet: Sheet, rng: Random) -> dict[str, int]:
    """Some reprimands, warnings and salary-step reductions; the windows of the latest ones still run. Year by person."""
    free = [p for p in district.people if not p.unblemished and p.post.rank < 5 and p.joined.year <= 2014]
    years: dict[str, int] = {}
    for i, person in enumerate(rng.sample(free, max(1, round(len(district.people) * DISCIPLINED_PER_THOUSAND / 1000)))):
        year = 2020 if i % 4 == 0 else rng.choice((2016, 2017, 2018, 2019))
        decided = date(year, rng.randint(1, 9), rng.randint(1, 28))
        forms = ["reprimand", "reprimand", "warning", "warning"]
        if person.post.category == "civil_servant" and not person.post.leads:
            forms.append("salary_step_reduction")
        form = rng.choice(forms)
        kind = (
            "administrative"
            if form == "salary_step_reduction"
            or person.party_joined is None
            or person.party_joined >= decided
            or rng.random() < 0.45
            else "party"
        )
        effective = decided + timedelta(days=rng.choice((0, 0, 3)))
        ends = add_months(effective, 12) - timedelta(days=1)
        sheet.add(person.person_id, kind, form, decided, effective, ends, ends < district.spec.as_of)
        years[person.person_id] = year
    return years


def _write_awards(person: Person, disciplined: int | None, sheet: Sheet, rng: Random) -> None:
    """Titles follow the ratings: *lao động tiên tiến* for good years, *chiến sĩ thi đua cơ sở* for excellent ones."""
    streak = 0
    for year, rating in person.ratings.items():
        if rating == "excellent":
            streak += 1
            sheet.add(person.person_id, year, "Chiến sĩ thi đua cơ sở" if rng.random() < 0.7 else "Lao động tiên tiến")
            if rng.random() < 0.1:
                sheet.add(person.person_id, year, "Bằng khen của UBND tỉnh")
            if streak == 3 and rng.random() < 0.3:
                sheet.add(person.person_id, year, "Chiến sĩ thi đua cấp tỉnh")
            continue
        streak = 0
        if rating == "good" and year != disciplined and rng.random() < 0.45:
            sheet.add(person.person_id, year, "Lao động tiên tiến")
            if rng.random() < 0.06:
                sheet.add(person.person_id, year, "Giấy khen của UBND thành phố")
