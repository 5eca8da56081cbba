"""The body that issues, and the numbers of its papers: one after the other, per body, kind and year."""

from __future__ import annotations

from datetime import date

import polars as pl
from django.db import transaction

from dungviec.documents.decisions import Issuer
from dungviec.office.decisions.models import Agency, Counter, Decision, Packet
from dungviec.office.registry.selectors import city, snapshot


def agency() -> Agency:
    """The issuing body as it stands now; made from the city's name the first time."""
    found = Agency.objects.order_by("pk").last()
    if found is not None:
        return found
    here = city()
    name = here.name if here else ""
    place = name.removeprefix("Thành phố ").removeprefix("Thị xã ").removeprefix("Tỉnh ")
    return Agency.objects.create(
        name=f"ỦY BAN NHÂN DÂN\n{name.upper()}", symbol="UBND", place=place, authority=f"CHỦ TỊCH ỦY BAN NHÂN DÂN {name.upper()}",
        signs_as="CHỦ TỊCH", proposer="Phòng Nội vụ", proposer_symbol="PNV",
    )  # fmt: skip


@transaction.atomic
def change_agency(one: Agency) -> Agency:
    """Keep a changed body. Once it has signed, what it was stays with its papers: the changed one is a row of its own, which goes on
    counting where the old one stands, and issues whatever is not signed yet: two rows never count side by side."""
    if not one.decisions.exclude(number=None).exists():
        one.save()
        return one
    made = Agency(**{f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields if not f.primary_key})
    made.save()
    # Papers before numbers, the order in which signing locks them.
    Decision.objects.filter(agency_id=one.pk, number=None).update(agency=made)
    Packet.objects.filter(agency_id=one.pk, submission_number=None).update(agency=made)
    counters = list(one.counters.select_for_update())
    Counter.objects.bulk_create(Counter(agency=made, symbol=c.symbol, year=c.year, last=c.last) for c in counters)
    return made


def issuer_of(one: Agency) -> Issuer:
    """The body as its decisions print it."""
    return Issuer(
        one.name, one.symbol, one.place, superior=one.superior, authority=one.authority, signs_as=one.signs_as
    )


def proposer_of(one: Agency) -> Issuer:
    """The body that submits: its papers carry its own symbol under the issuing body's name."""
    return Issuer(
        one.proposer.upper(),
        one.proposer_symbol,
        one.place,
        superior=one.name,
        signs_as=f"TRƯỞNG {one.proposer.upper()}",
    )


def proposing_head(one: Agency, day: date) -> str:
    """Who heads the body that submits on a day, by the records: the name below its papers; empty where there is no such unit or head."""
    s = snapshot(day)
    units = s.units.filter(pl.col("name").str.to_lowercase() == one.proposer.strip().lower()).select("unit_id")
    posts = s.live_posts.filter(pl.col("role") == "head").join(units, on="unit_id", how="semi").select("post_id")
    held = s.current_tenures.join(posts, on="post_id", how="semi").join(
        s.people.select("person_id", "name"), on="person_id"
    )
    names = held["name"].unique().to_list()
    return str(names[0]) if len(names) == 1 else ""


def next_number(one: Agency, symbol: str, year: int) -> int:
    """The next number of a kind of paper in a year, for the transaction that signs it.

    The row is locked until the transaction ends: who signs at the same time waits, and what is rolled back leaves no hole.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A number is taken inside the transaction that signs.")
    Counter.objects.get_or_create(agency=one, symbol=symbol, year=year)
    row = Counter.objects.select_for_update().get(agency=one, symbol=symbol, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
