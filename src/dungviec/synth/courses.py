"""A made-up catalogue of courses for the demo city, and what its units and officials might ask for."""

from __future__ import annotations

from datetime import date
from importlib import resources
from random import Random

from dungviec.records import Snapshot
from dungviec.training import Asked, Request, SelfStudy, Wish

_YEAR = 2021


def example_courses(year: int = _YEAR) -> str:
    """The catalogue as YAML, its days moved to ``year``; :func:`dungviec.exchange.course_files.catalogue_from` reads it."""
    text = resources.files("dungviec.synth").joinpath("courses.yaml").read_text(encoding="utf-8")
    return text.replace(str(_YEAR), str(year))


def example_asked(snapshot: Snapshot, seed: int = 2020) -> Asked:
    """Requests of some units, wishes of some people, and self-study with different evidence, drawn from a snapshot; always the same.

    The one-stop desks of wards and communes ask for receiving citizens, divisions for IT; about one person in twelve has a wish.
    """
    rng = Random(seed)
    units = [
        (u, kind) for u, kind in snapshot.live_units.select("unit_id", "kind").iter_rows()
        if kind in ("ward", "commune", "division", "centre")
    ]  # fmt: skip
    requests = [
        Request(
            u, "G4" if kind in ("ward", "commune") else "G6", 3, urgency=3 if kind in ("ward", "commune") else 2,
            because="Bộ phận một cửa" if kind in ("ward", "commune") else "Chuyển sang phần mềm mới",
        )
        for u, kind in units if rng.random() < 0.5
    ]  # fmt: skip
    people = snapshot.main_posts["person_id"].to_list()
    wishes = [
        Wish(p, what, level, rng.randint(1, 3))
        for p in rng.sample(people, len(people) // 12)
        for what, level in (rng.choice((("G7", 3), ("G6", 3), ("G3", 3), ("P5", 3), ("M5", 3))),)
    ]  # fmt: skip
    studied = [
        SelfStudy(
            p, "G6", 3, date(snapshot.as_of.year, rng.randint(1, 10), rng.randint(1, 28)), "Tự học tin học văn phòng", rng.choice((1, 2, 2, 3))
        )
        for p in rng.sample(people, len(people) // 40)
    ]  # fmt: skip
    return Asked(tuple(requests), tuple(wishes), tuple(studied))
