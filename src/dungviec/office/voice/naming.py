"""Whom a report names, told from its words by the names on file; and who the readers are: where they lead, who their kin are.

The citizen is never shown a list of people. Whoever shares a full name with somebody named counts as named: that can only take a
key away from a reader, never give one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from dungviec.office.access.models import Membership, Role
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.kin import kin_within, ties_of
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.office.voice.models import Key
from dungviec.office.voice.rights import READERS
from dungviec.records.vietnamese import fold
from dungviec.voice import Named, Reader, people_in
from dungviec.voice.routing import misspelt_in, nearly_named

KIN_DISTANCE = 2


@kept_per_day
def names_on_file(day: date) -> dict[str, tuple[str, ...]]:
    """Folded full name → everybody who bears it, in service or not."""
    found: dict[str, list[str]] = {}
    for person, name in snapshot(day).people.select("person_id", "name").iter_rows():
        found.setdefault(_folded(name), []).append(person)
    return {name: tuple(people) for name, people in found.items()}


@kept_per_day
def _served(day: date) -> dict[str, frozenset[str]]:
    """Person → units of all posts they hold, main or not."""
    s = snapshot(day)
    held = s.current_tenures.join(s.live_posts.select("post_id", "unit_id"), on="post_id")
    found: dict[str, set[str]] = {}
    for person, unit in held.select("person_id", "unit_id").iter_rows():
        found.setdefault(person, set()).add(unit)
    return {person: frozenset(units) for person, units in found.items()}


@kept_per_day
def _led(day: date) -> dict[str, frozenset[str]]:
    """Person → units whose head or deputy head they are."""
    s = snapshot(day)
    leading = s.live_posts.filter(pl.col("role").is_in(["head", "deputy"])).select("post_id", "unit_id")
    found: dict[str, set[str]] = {}
    for person, unit in s.current_tenures.join(leading, on="post_id").select("person_id", "unit_id").iter_rows():
        found.setdefault(person, set()).add(unit)
    return {person: frozenset(units) for person, units in found.items()}


def _called(day: date) -> dict[str, list[str]]:
    """How those who hold a key are called: full name, then the titles of the posts they hold, alone and with the unit."""
    holders = set(
        Membership.objects.filter(user__in=Key.objects.values("user"), role__in=READERS)
        .exclude(person_id="")
        .values_list("person_id", flat=True)
    )
    s = snapshot(day)
    found = {
        p: [name]
        for p, name in s.people.filter(pl.col("person_id").is_in(list(holders))).select("person_id", "name").iter_rows()
    }
    posts = s.live_posts.select("post_id", "unit_id", said="title").join(
        s.units.select("unit_id", unit="name"), on="unit_id", how="left"
    )
    held = s.current_tenures.filter(pl.col("person_id").is_in(list(found))).join(posts, on="post_id")
    for person, title, unit in held.select("person_id", "said", "unit").iter_rows():
        if len((title or "").split()) > 2:  # «Chủ tịch UBND thành phố», but no bare «Chuyên viên» or «Chủ tịch»
            found[person].append(title)
        found[person].append(f"{title} {unit}")
    return found


@kept_per_day
def _leaders(day: date) -> dict[str, tuple[str, ...]]:
    """Folded title with its unit → who heads or helps to head it: «Trưởng phòng Nội vụ», also where the unit's name repeats the «phòng»."""
    s = snapshot(day)
    posts = s.live_posts.filter(pl.col("role").is_in(["head", "deputy"])).select("post_id", "unit_id", said="title")
    posts = posts.join(s.units.select("unit_id", unit="name"), on="unit_id")
    found: dict[str, list[str]] = {}
    for person, title, unit in (
        s.current_tenures.join(posts, on="post_id").select("person_id", "said", "unit").iter_rows()
    ):
        post, place = _folded(title or "").split(), _folded(unit).split()
        if not post or not place:
            continue
        for name in {(*post, *place), (*post, *place[1:]) if post[-1] == place[0] else (*post, *place)}:
            if len(name) > 2:
                found.setdefault(" ".join(name), []).append(person)
    return {name: tuple(people) for name, people in found.items()}


def _titled_in(words: str, day: date) -> frozenset[str]:
    """Heads and deputies whom a text means by their post, without a name."""
    return people_in(words, _leaders(day))


def _folded(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def named_in(texts: Iterable[str], *, unit_id: str = "", tiers: Iterable[int] = ()) -> Named:
    """Whom a report is about: names in its texts, the units they serve in, the unit of the desk, the tiers ticked."""
    day = office_day()
    words = "\n".join(texts)
    on_file = names_on_file(day)
    people = (
        people_in(words, on_file)
        | misspelt_in(words, on_file)
        | nearly_named(words, _called(day))
        | _titled_in(words, day)
    )
    served = _served(day)
    units = frozenset().union(*(served.get(p, frozenset()) for p in people)) | ({unit_id} if unit_id else set())
    return Named(people, units, frozenset(tiers))


def readers() -> dict[str, Reader]:
    """Everybody who may be sealed to now: holders of a key whose role still allows it, by the key's number."""
    day = office_day()
    keys = {k.user_id: k for k in Key.objects.filter(user__is_active=True)}
    members = Membership.objects.filter(user_id__in=keys, role__in=READERS).exclude(person_id="")
    if not members:
        return {}
    ties = ties_of(snapshot(day).tables["kinship"].select("person_id", "relative_id", "relation").iter_rows())
    led = _led(day)
    found = {}
    for member in members:
        key = str(keys[member.user_id].pk)
        kin = frozenset(k.person_id for k in kin_within(member.person_id, ties, distance=KIN_DISTANCE))
        found[key] = Reader(key, member.person_id, READERS[Role(member.role)], led.get(member.person_id, frozenset()), kin)  # fmt: skip
    return found
