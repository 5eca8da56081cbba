"""From the working drawing to rows of the tables units, posts, people and tenures."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from dungviec.synth.model import District, Person, Post, Stage
from dungviec.synth.sheets import Book, Sheet


def write_units(district: District, sheet: Sheet) -> None:
    """Rows of ``units``."""
    for u in district.units:
        sheet.add(
            u.unit_id, u.name, u.kind, u.parent_id, u.place_code, u.norm or None, u.valid_from, None, u.basis, u.newly_formed, u.has_approved_plan
        )  # fmt: skip


def write_posts(district: District, sheet: Sheet) -> None:
    """Rows of ``posts``."""
    for p in district.posts:
        sheet.add(
            p.post_id, p.unit.unit_id, p.title, p.level, p.role, p.category, p.field, p.seats, p.importance, p.profile_id, p.min_degree,
            list(p.majors) or None, p.min_theory, p.min_state_management, p.party_member, p.party_managed, list(p.functions) or None, list(p.strengths) or None,
            p.term_months, p.held_with.post_id if p.held_with else None, p.non_local, None, None,
        )  # fmt: skip


def write_people(district: District, book: Book, rng: Random) -> None:
    """Rows of ``people`` with the facts the law asks for, and of ``tenures``."""
    blocks = _blocks(district, rng)
    for person in district.people:
        book.people.add(*_identity(person), *_dossier(person, blocks.get(person.person_id), district.spec.as_of, rng))
        for stage in person.stages:
            _write_stage(person, stage, book.tenures, rng)
    for post in district.posts:
        if post.held_with is not None:
            _write_concurrent(post, post.held_with.holders[0], book.tenures, rng)


def _identity(person: Person) -> tuple[object, ...]:
    return (
        person.person_id, person.name, person.sex, person.born, None, person.ethnicity, person.citizen_id, person.home_place, person.home_code,
        person.post.category, "establishment", person.joined, person.party_joined, person.party_member, person.degree, person.major, person.theory,
        person.state_management, person.rank_code, person.coefficient,
    )  # fmt: skip


_FLAGS = ("barred", "discipline_open", "denunciation_open", "inspection_open", "suspended", "criminal_open")


def _dossier(person: Person, block: str | None, as_of: date, rng: Random) -> tuple[object, ...]:
    """The facts behind an appointment: complete for about 97 in 100; the rest miss one or two, so that the law answers *unknown*."""
    facts: dict[str, object] = {
        "file_complete": True, "file_verified": True, "file_dated": as_of - timedelta(days=rng.randint(10, 170)), "assets_declared": True,
        "assets_verified": True, "health_fit": True, "health_dated": as_of - timedelta(days=rng.randint(10, 170)), "products_match": True,
        **{flag: flag == block for flag in _FLAGS},
        "on_leave": None,
    }  # fmt: skip
    if not person.unblemished:
        chance = rng.random()
        if chance < 0.03:
            for name in rng.sample(
                (
                    "file_verified",
                    "assets_declared",
                    "assets_verified",
                    "health_fit",
                    "health_dated",
                    "products_match",
                    "denunciation_open",
                ),
                rng.randint(1, 2),
            ):
                facts[name] = None
        elif chance < 0.045:
            facts[rng.choice(("file_complete", "assets_verified", "health_fit"))] = False
        age = as_of.year - person.born.year
        if person.sex == "female" and 24 <= age <= 37 and not person.post.leads and rng.random() < 0.03:
            facts["on_leave"] = "Nghỉ thai sản"
        elif not person.post.leads and age < 40 and rng.random() < 0.002:
            facts["on_leave"] = "Đi học tập trung dài hạn"
    return tuple(facts.values())


def _blocks(district: District, rng: Random) -> dict[str, str]:
    """A few real blocks per city: one barred, three under disciplinary procedure, and so on."""
    kinds = (
        "discipline_open",
        "discipline_open",
        "denunciation_open",
        "denunciation_open",
        "inspection_open",
        "inspection_open",
        "discipline_open",
        "suspended",
        "criminal_open",
        "barred",
    )
    free = [p for p in district.people if not p.unblemished and p.post.rank < 5]
    count = min(len(kinds), max(1, round(len(free) * len(kinds) / 2340)))
    return {p.person_id: kind for p, kind in zip(rng.sample(free, count), kinds, strict=False)}


def _write_stage(person: Person, stage: Stage, sheet: Sheet, rng: Random) -> None:
    decided = stage.from_date - timedelta(days=rng.randint(0, 12))
    party = stage.decided_by == "TU"
    number = f"{rng.randint(12, 980)}-QĐ/TU" if party else f"{rng.randint(100, 7900)}/QĐ-UBND"
    sheet.add(
        person.person_id, stage.post.post_id if stage.post else None, stage.title, stage.unit_name, stage.level, stage.field, stage.kind,
        stage.from_date, stage.to_date, stage.left_because, stage.term_ends, stage.first_appointed, number, decided, stage.how,
    )  # fmt: skip


def _write_concurrent(post: Post, holder: Person, sheet: Sheet, rng: Random) -> None:
    """The second office of a unified head, held since the first one."""
    present = holder.stages[-1]
    stage = Stage(
        post.title, post.unit.name, post.level, post.field, present.from_date, post=post, kind="concurrent", term_ends=date(2021, 6, 30),
        first_appointed=present.from_date, how=present.how,
    )  # fmt: skip
    _write_stage(holder, stage, sheet, rng)
