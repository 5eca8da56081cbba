"""Who answers for a post on a day: a duty follows the post, and the post leads to a person, however many posts that person holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.vietnamese import fold
from dungviec.workforce.figure import WorkforceFault

How = Literal["main", "concurrent", "joined", "acting", "seconded"]
HOWS: dict[str, tuple[str, str]] = {
    "main": ("giữ chính thức", "holds it"),
    "acting": ("giao quyền, phụ trách", "acting"),
    "concurrent": ("kiêm nhiệm", "holds it besides another"),
    "joined": ("giữ vị trí kiêm vị trí này", "holds the post this one is joined to"),
    "seconded": ("biệt phái", "seconded"),
}
"""In which way somebody answers for a post, in words, the one that leads first."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers, in which way, since when and by which decision; ``also`` names the other posts held; ``away`` says why absent."""

    person_id: str
    name: str
    how: How
    since: date | None
    decision: str
    also: tuple[str, ...]
    away: str


@dataclass(frozen=True, slots=True)
class InCharge:
    """One post on a day: who answers for it (the first leads), or nobody; ``could_act`` are the deputies of its unit then.

    A deputy answers for nothing of the head's by this list: somebody has to decide that.
    """

    post_id: str
    title: str
    unit_id: str
    unit_name: str
    people: tuple[Answerer, ...]
    could_act: tuple[tuple[str, str, str], ...]
    """Person, name, title."""


def in_charge(snapshot: Snapshot, asked: str, *, unit: str | None = None) -> tuple[InCharge, ...]:
    """Who answers on the snapshot's day for the posts meant by ``asked``: an identifier, or words of a title (marks may be left out).

    ``unit`` (id or words of its name) narrows it. Raises :class:`WorkforceFault` where no post fits.
    """
    posts = snapshot.live_posts.join(
        snapshot.live_units.select("unit_id", unit_name="name"), on="unit_id", how="left"
    ).sort("level_rank", "unit_id", "post_id", descending=[True, False, False])  # fmt: skip
    rows = list(posts.iter_rows(named=True))
    meant = [r for r in rows if r["post_id"] == asked] or [r for r in rows if fold(asked) in fold(r["title"])]
    if unit is not None:
        meant = [r for r in meant if r["unit_id"] == unit or fold(unit) in fold(r["unit_name"] or "")]
    if not meant or not asked.strip():
        raise WorkforceFault(
            f"Ngày {snapshot.as_of:%d/%m/%Y} không có vị trí nào là «{asked}»; ghi mã vị trí hoặc một phần chức danh, như «Chủ tịch UBND».",
            f"There is no post '{asked}' on {snapshot.as_of}; give an identifier or part of a title, such as 'Chủ tịch UBND'.",
        )
    holders = _holders(snapshot)
    people = {r["person_id"]: r for r in snapshot.people.iter_rows(named=True)}
    titles = {r["post_id"]: _named(r) for r in rows}
    held: dict[str, set[str]] = {}
    for post, tenures in holders.items():
        for t in tenures:
            held.setdefault(t["person_id"], set()).add(post)
    return tuple(_answer(row, rows, holders, people, held, titles) for row in meant)


def _named(post: dict[str, Any]) -> str:
    """The title, with its unit where the title does not hold it."""
    unit = post["unit_name"] or ""
    return str(post["title"]) if not unit or fold(unit) in fold(post["title"]) else f"{post['title']}, {unit}"


def _holders(snapshot: Snapshot) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    tenures = snapshot.current_tenures.filter(pl.col("post_id").is_not_null()).sort("from_date", "person_id")
    for row in tenures.iter_rows(named=True):
        found.setdefault(row["post_id"], []).append(row)
    return found


def _answer(
    post: dict[str, Any], rows: list[dict[str, Any]], holders: dict[str, list[dict[str, Any]]], people: dict[str, dict[str, Any]],
    held: dict[str, set[str]], titles: dict[str, str],
) -> InCharge:  # fmt: skip
    tenures = [(t, t["kind"]) for t in holders.get(post["post_id"], [])]
    mine = {t["person_id"] for t, _ in tenures}
    if post["held_with"]:
        tenures += [
            (t, "joined")
            for t in holders.get(post["held_with"], [])
            if t["kind"] == "main" and t["person_id"] not in mine
        ]
    order = list(HOWS)
    found: dict[str, Answerer] = {}
    for tenure, how in sorted(tenures, key=lambda pair: order.index(pair[1])):
        person = people.get(tenure["person_id"])
        if person is None or person["person_id"] in found:
            continue
        also = sorted(titles[p] for p in held[person["person_id"]] if p != post["post_id"] and p in titles)
        found[person["person_id"]] = Answerer(
            person["person_id"], person["name"], how, tenure["from_date"], tenure["decision"] or "", tuple(also), _away(person)
        )  # fmt: skip
    present = [a for a in found.values() if not a.away]
    deputies = () if present else _deputies(post, rows, holders, people)
    # Somebody who is there comes before somebody who is away, in the same order of ways.
    ordered = (*present, *(a for a in found.values() if a.away))
    return InCharge(post["post_id"], post["title"], post["unit_id"], post["unit_name"] or "", ordered, deputies)


def _away(person: dict[str, Any]) -> str:
    if person["suspended"]:
        return "suspended"
    return str(person["on_leave"] or "")


def _deputies(
    post: dict[str, Any], rows: list[dict[str, Any]], holders: dict[str, list[dict[str, Any]]], people: dict[str, dict[str, Any]]
) -> tuple[tuple[str, str, str], ...]:  # fmt: skip
    if post["role"] != "head":
        return ()
    near = [r for r in rows if r["unit_id"] == post["unit_id"] and r["role"] == "deputy"]
    found = {
        t["person_id"]: (t["person_id"], str(people[t["person_id"]]["name"]), str(r["title"]))
        for r in near
        for t in holders.get(r["post_id"], [])
        if t["person_id"] in people and not _away(people[t["person_id"]])
    }
    return tuple(found.values())
