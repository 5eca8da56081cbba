"""One city or district, step by step: apparatus, schools, vacancies, people, qualifications, histories, tables."""

from __future__ import annotations

from random import Random

from dungviec.synth.abilities import write_abilities
from dungviec.synth.histories import write_histories
from dungviec.synth.kinship import relate
from dungviec.synth.model import District, DistrictSpec
from dungviec.synth.moves import plan_moves
from dungviec.synth.people import fill_seats, leave_vacant, mark_surplus, settle_norms
from dungviec.synth.qualifications import qualify
from dungviec.synth.schools import build_schools
from dungviec.synth.sheets import Book
from dungviec.synth.structure import build_apparatus
from dungviec.synth.succession import plan_successors
from dungviec.synth.training import write_training
from dungviec.synth.write import write_people, write_posts, write_units

VACANT_SHARE = 0.03
SURPLUS_SHARE = 0.012
"""Seats beyond the norm, per person: the over-staffed schools beside the short ones."""


def build_district(spec: DistrictSpec, book: Book) -> District:
    """Make up a district of exactly ``spec.people`` officials and write its rows into ``book``.

    Every step draws from a stream of its own (seeded with ``spec.seed`` and the step's name), so a change in one step does
    not reshuffle the others.
    """

    def stream(step: str) -> Random:
        return Random(f"{spec.seed}/{spec.code}/{step}")

    district = District(spec)
    district.units = build_apparatus(spec)
    apparatus = sum(p.seats for p in district.posts if p.held_with is None)
    vacant = round(spec.people * VACANT_SHARE)
    division = next(u for u in district.units if u.unit_id.endswith("P-GDDT"))
    district.units += build_schools(spec, stream("schools"), seats=spec.people + vacant - apparatus, parent=division)
    mark_surplus(district, stream("surplus"), seats=round(spec.people * SURPLUS_SHARE))
    leave_vacant(district, stream("vacancies"), seats=vacant)
    settle_norms(district)
    moves = plan_moves(district, stream("moves"))
    fill_seats(district, moves, stream("people"))
    qualify(district, stream("qualifications"))
    relate(district, book.kinship, stream("kinship"))
    write_histories(district, book, stream("histories"))
    plan_successors(district, moves, book.plans, stream("succession"))
    write_training(district, book.training, stream("training"))
    write_abilities(district, book, stream("abilities"))
    write_units(district, book.units)
    write_posts(district, book.posts)
    write_people(district, book, stream("dossiers"))
    return district
