"""Family ties that cannot all be so: told from the ties themselves, the sex and the birth of whoever they join.

A tie says «the first is the … of the second»; the other way round follows. Nothing is decided: each finding names the people and
what stands against what, and somebody who knows the papers takes the wrong tie off.
"""

from __future__ import annotations

import re

import polars as pl

from dungviec.records.vietnamese import fold

REVERSE = {
    "spouse": "spouse", "parent": "child", "child": "parent", "sibling": "sibling", "parent_in_law": "child_in_law",
    "child_in_law": "parent_in_law", "sibling_in_law": "sibling_in_law",
}  # fmt: skip
"""What the second is to the first."""
_MALE = r"^(bo|cha|ong|chong|anh|em trai|con trai|con re|chau trai|bac trai|chu|cau)\b"
_FEMALE = r"^(me|ma|ba|vo|chi|em gai|con gai|con dau|chau gai|bac gai|co|di|mo|thim)\b"
FOUND = {
    "person_id": pl.String(),
    "others": pl.List(pl.String()),
    "number": pl.Int64(),
    "since": pl.Date(),
    "until": pl.Date(),
}
"""A finding: the person, the others it joins, how many, and two days where days stand against each other."""


def both_ways(kinship: pl.DataFrame) -> pl.DataFrame:
    """Every tie read from each side, once: ``a`` is the ``relation`` of ``b``. Ties of a person with itself are left out."""
    one = kinship.select(a="person_id", b="relative_id", relation="relation").filter(pl.col("a") != pl.col("b"))
    other = one.select(a="b", b="a", relation=pl.col("relation").replace_strict(REVERSE, default=None))
    return pl.concat([one, other]).drop_nulls().unique(maintain_order=True)


def contradicting(kinship: pl.DataFrame) -> pl.DataFrame:
    """Two people with more than one relation between them: each the parent of the other, at once spouse and sibling …"""
    pairs = both_ways(kinship).filter(pl.col("a") < pl.col("b"))
    found = pairs.group_by("a", "b", maintain_order=True).agg(number=pl.col("relation").n_unique())
    return _found(found.filter(pl.col("number") > 1).select(person_id="a", others=pl.concat_list("b"), number="number"))


def several_spouses(kinship: pl.DataFrame) -> pl.DataFrame:
    """Somebody recorded as the spouse of two or more at once (ties carry no dates: an ended marriage is taken off)."""
    return _found(_more_than(both_ways(kinship).filter(pl.col("relation") == "spouse"), 1))


def several_parents(kinship: pl.DataFrame) -> pl.DataFrame:
    """Somebody with more than two parents."""
    return _found(_more_than(both_ways(kinship).filter(pl.col("relation") == "parent"), 2))


def younger_parents(kinship: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """A parent born on or after the birth of the child; of births known to the year, in a later year or the same."""
    births = people.select("person_id", "born", year=pl.coalesce(pl.col("born").dt.year(), pl.col("born_year_only")))
    pairs = (
        both_ways(kinship).filter(pl.col("relation") == "parent")
        .join(births.rename({"person_id": "a", "born": "born_a", "year": "year_a"}), on="a")
        .join(births.rename({"person_id": "b", "born": "born_b", "year": "year_b"}), on="b")
    )  # fmt: skip
    wrong = pairs.filter(pl.col("year_a") >= pl.col("year_b"))
    return _found(wrong.select(
        person_id="a", others=pl.concat_list("b"),
        since=pl.coalesce("born_a", pl.date("year_a", 1, 1)), until=pl.coalesce("born_b", pl.date("year_b", 1, 1)),
    ))  # fmt: skip


def against_sex(kinship: pl.DataFrame, people: pl.DataFrame, relatives: pl.DataFrame | None = None) -> pl.DataFrame:
    """Spouses or two parents of one sex on file, and relatives whose word (mẹ, chồng, con rể …) is of the other sex.

    ``relatives``: the rows of the dossier's item 36; those with ``relative_id`` are compared with that person's own record.
    """
    sex = dict(people.filter(pl.col("sex").is_not_null()).select("person_id", "sex").iter_rows())
    ties = both_ways(kinship)
    said: dict[tuple[str, str], None] = {}
    for a, b in (
        ties.filter((pl.col("relation") == "spouse") & (pl.col("a") < pl.col("b"))).select("a", "b").iter_rows()
    ):
        if a in sex and sex.get(b) == sex[a]:
            said[a, b] = None
    parents: dict[str, list[str]] = {}
    for a, b in ties.filter(pl.col("relation") == "parent").select("a", "b").iter_rows():
        parents.setdefault(b, []).append(a)
    for child, of in parents.items():
        if len(of) == 2 and sex.get(of[0]) is not None and sex.get(of[0]) == sex.get(of[1]):
            said[child, of[0]] = said[child, of[1]] = None
    if relatives is not None and relatives.height:
        words = relatives.filter(pl.col("relative_id").is_not_null())
        for person, relation, other in words.select("person_id", "relation", "relative_id").iter_rows():
            meant = _sex_of(relation)
            if meant and sex.get(other) not in (None, meant):
                said[person, other] = None
    joined: dict[str, list[str]] = {}
    for person, other in said:
        joined.setdefault(person, []).append(other)
    return _listed(list(joined.items()))


def circles(kinship: pl.DataFrame) -> pl.DataFrame:
    """People who would be their own ancestors over three ties or more; a circle of two is :func:`contradicting`."""
    children: dict[str, list[str]] = {}
    for a, b in both_ways(kinship).filter(pl.col("relation") == "parent").select("a", "b").iter_rows():
        children.setdefault(a, []).append(b)
    found: dict[frozenset[str], list[str]] = {}
    done: set[str] = set()
    for start in children:
        way: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:  # depth first without recursion: a chain in a broken file may be long
            here, leaving = waiting.pop()
            if leaving:
                way.pop()
                done.add(here)
            elif here in way:
                circle = way[way.index(here) :]
                if len(circle) > 2:
                    found.setdefault(frozenset(circle), circle)
            elif here not in done:
                way.append(here)
                waiting.append((here, True))
                waiting.extend((child, False) for child in children.get(here, ()))
    return _listed([(c[0], c[1:]) for c in found.values()])


def _sex_of(word: str | None) -> str | None:
    plain = fold(word or "").strip()
    return "male" if re.match(_MALE, plain) else "female" if re.match(_FEMALE, plain) else None


def _more_than(ties: pl.DataFrame, most: int) -> pl.DataFrame:
    of = ties.group_by("b", maintain_order=True).agg(others=pl.col("a").unique(maintain_order=True))
    return of.filter(pl.col("others").list.len() > most).select(
        "others", person_id="b", number=pl.col("others").list.len()
    )


def _listed(rows: list[tuple[str, list[str]]]) -> pl.DataFrame:
    return _found(
        pl.DataFrame(
            {"person_id": [p for p, _o in rows], "others": [o for _p, o in rows], "number": [len(o) + 1 for _p, o in rows]},
            schema={k: FOUND[k] for k in ("person_id", "others", "number")},
        )
    )  # fmt: skip


def _found(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name) for name, kind in FOUND.items()
    )
