"""Records that may be of one person, each pair with what speaks for it and what against. Nothing is decided here.

Pairs are found by what they share (a number, a name with a day of birth), never by comparing everybody with everybody:
the work grows with the number of people and of pairs found. What is compared afterwards (parents, sex, other numbers)
only judges pairs that are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from dungviec.records.vietnamese import clean, fold

VERDICTS = ("same", "likely", "possible", "two_people")
"""Almost surely one person; likely; worth a look; the same by name only, probably two people."""
PAIRS = {
    "first": pl.String(), "second": pl.String(), "verdict": pl.Enum(VERDICTS), "reasons": pl.List(pl.String()),
    "against": pl.List(pl.String()),
}  # fmt: skip
"""Schema of found pairs; ``first`` is the smaller identifier."""
NUMBERS = {"person_id": pl.String(), "kind": pl.String(), "number": pl.String()}
"""Schema of personal numbers: ``kind`` is ``citizen`` (12 digits), ``old_identity`` (9) or ``insurance``."""
PARENTS = {"person_id": pl.String(), "side": pl.String(), "name": pl.String(), "written": pl.String()}
"""Schema of parents: ``side`` is ``father``, ``mother`` or ``parent`` where the record does not say which; ``name`` is folded."""
_FULL_BLOCK = 12
"""In a block of more people each is paired with the next one only: such a block is a habit of typing, not one person."""
_NAME_LETTERS = 1
"""So many letters two names may differ by to count as close."""


def personal_numbers(people: pl.DataFrame, particulars: pl.DataFrame | None = None) -> pl.DataFrame:
    """The citizen numbers (12 digits, old ones of 9) and social insurance numbers on file, as :data:`NUMBERS`.

    A cell may hold several («001085012345; CMND 012345678»). A number of one repeated digit stands for none.
    """
    found = [(p, kind, n) for p, text in _cells(people, "citizen_id") for kind, n in _numbers_in(text)]
    if particulars is not None:
        found += [(p, kind, n) for p, text in _cells(particulars, "record_number") for kind, n in _numbers_in(text)]
        found += [
            (p, "insurance", digits)
            for p, text in _cells(particulars, "social_insurance")
            if 8 <= len(digits := re.sub(r"\D", "", text)) <= 12 and len(set(digits)) > 1
        ]
    return pl.DataFrame(found, schema=NUMBERS, orient="row").unique(maintain_order=True)


def _cells(frame: pl.DataFrame, column: str) -> Iterable[tuple[str, str]]:
    if column not in frame.columns:
        return ()
    return frame.select("person_id", column).drop_nulls().iter_rows()


def _numbers_in(text: str) -> list[tuple[str, str]]:
    kinds = {12: "citizen", 9: "old_identity"}
    whole = re.sub(r"\D", "", text)
    parts = [whole] if len(whole) in kinds else re.findall(r"\d+", text)
    return [(kinds[len(n)], n) for n in parts if len(n) in kinds and len(set(n)) > 1]


def known_parents(people: pl.DataFrame, kinship: pl.DataFrame, relatives: pl.DataFrame | None = None) -> pl.DataFrame:
    """The names of parents, folded, from the ties between people on file and from the relatives they stated."""
    own = people.select("person_id", "name", "sex")
    ties = pl.concat(
        [
            kinship.filter(pl.col("relation") == "parent").select(person_id="relative_id", parent="person_id"),
            kinship.filter(pl.col("relation") == "child").select("person_id", parent="relative_id"),
        ]
    ).join(own.rename({"person_id": "parent"}), on="parent")
    sides = {"male": "father", "female": "mother"}
    found = [(p, sides.get(sex or "", "parent"), fold(name), name) for p, _, name, sex in ties.iter_rows()]
    if relatives is not None:
        said = relatives.filter(pl.col("side") == "own").select("person_id", "relation", "name").drop_nulls()
        found += [(p, side, fold(name), name) for p, relation, name in said.iter_rows() if (side := _side(relation))]
    made = pl.DataFrame(found, schema=PARENTS, orient="row")
    return made.unique(["person_id", "side", "name"], keep="first", maintain_order=True)


_FATHER = frozenset({"bo", "cha", "bo de", "cha de", "ba"})
_MOTHER = frozenset({"me", "me de", "ma"})


def _side(relation: str) -> str:
    word = fold(relation)
    return "father" if word in _FATHER else "mother" if word in _MOTHER else ""


def find_pairs(people: pl.DataFrame, *, numbers: pl.DataFrame, parents: pl.DataFrame) -> pl.DataFrame:
    """Pairs of records that may be of one person, as :data:`PAIRS`, the surest first.

    ``people`` needs ``person_id, name, sex, born, born_year_only, home_place``. Reasons: ``citizen``, ``old_identity``,
    ``insurance`` (a number is shared), ``name_birth``, ``name_unmarked`` (the marks differ), ``birth_swapped`` (day and
    month), ``birth_year`` (one record has the year only), ``name_close`` (one letter, and the same home place or parents),
    ``parents``. Against: ``parents``, ``citizen``, ``sex``, ``name``, ``birth`` differ.
    """
    names = people["name"].unique().to_list()
    keyed = people.select(
        "person_id", "sex", "born", "born_year_only", "home_place",
        name=pl.col("name").replace_strict(names, [clean(n).lower() for n in names], return_dtype=pl.String),
        bare=pl.col("name").replace_strict(names, [fold(n) for n in names], return_dtype=pl.String),
    ).with_columns(year=pl.coalesce(pl.col("born").dt.year(), "born_year_only"))  # fmt: skip
    shared = numbers.filter(pl.col("person_id").is_in(people["person_id"].implode()))
    found = [
        _paired(shared.filter(pl.col("kind") == kind), ["number"], kind)
        for kind in ("citizen", "old_identity", "insurance")
    ]
    found += [_by_name(keyed), _swapped(keyed), _year_only(keyed), _close(keyed, parents)]
    pairs = (
        pl.concat(found)
        .group_by("first", "second")
        .agg(reasons=pl.col("reason").unique(maintain_order=True))
        .sort("first", "second")
    )
    return _judged(pairs, keyed, shared, parents)


_FOUND: dict[str, pl.DataType] = {"first": pl.String(), "second": pl.String(), "reason": pl.String()}


def _paired(rows: pl.DataFrame, key: list[str], reason: str) -> pl.DataFrame:
    """Every two people with the same key; in large blocks each with the next only."""
    blocks = (
        rows.drop_nulls(key)
        .unique([*key, "person_id"])
        .sort(*key, "person_id")
        .with_columns(place=pl.int_range(pl.len()).over(key), many=pl.len().over(key))
        .filter(pl.col("many") > 1)
        .select(*key, "person_id", "place", "many")
    )
    small = blocks.filter(pl.col("many") <= _FULL_BLOCK)
    all_two = small.join(small, on=key, suffix="_2").filter(pl.col("place") < pl.col("place_2"))
    large = blocks.filter(pl.col("many") > _FULL_BLOCK)
    next_two = large.with_columns(person_id_2=pl.col("person_id").shift(-1).over(key)).drop_nulls("person_id_2")
    both = pl.concat([f.select(first="person_id", second="person_id_2") for f in (all_two, next_two)])
    return both.with_columns(reason=pl.lit(reason)).cast(pl.Schema(_FOUND))


def _by_name(keyed: pl.DataFrame) -> pl.DataFrame:
    pairs = _paired(keyed, ["bare", "born"], "name_birth")
    written = dict(keyed.select("person_id", "name").iter_rows()) if pairs.height else {}
    same = pl.Series([written[a] == written[b] for a, b, _ in pairs.iter_rows()], dtype=pl.Boolean)
    return pairs.with_columns(reason=pl.when(same).then(pl.col("reason")).otherwise(pl.lit("name_unmarked")))


def _swapped(keyed: pl.DataFrame) -> pl.DataFrame:
    day, month = pl.col("born").dt.day(), pl.col("born").dt.month().cast(pl.Int8)
    rows = keyed.filter((day <= 12) & (day != month)).with_columns(
        low=pl.min_horizontal(day, month), high=pl.max_horizontal(day, month)
    )
    pairs = _paired(rows, ["bare", "year", "low", "high"], "birth_swapped")
    return _where(pairs, keyed, pl.col("born") != pl.col("born_2"))


def _year_only(keyed: pl.DataFrame) -> pl.DataFrame:
    vague = keyed.filter(pl.col("born").is_null() & pl.col("year").is_not_null()).select("bare", "year").unique()
    pairs = _paired(keyed.join(vague, on=["bare", "year"], how="semi"), ["bare", "year"], "birth_year")
    return _where(pairs, keyed, pl.col("born").is_null() | pl.col("born_2").is_null())


def _close(keyed: pl.DataFrame, parents: pl.DataFrame) -> pl.DataFrame:
    """Names one letter apart, born the same day, at home in the same place or of the same parents."""
    home = _paired(keyed.drop_nulls(["born", "home_place"]), ["born", "home_place"], "name_close")
    kin = parents.join(keyed.select("person_id", "born"), on="person_id").drop_nulls("born")
    near = pl.concat([home, _paired(kin, ["born", "side", "name"], "name_close")]).unique(maintain_order=True)
    bare = dict(keyed.select("person_id", "bare").iter_rows()) if near.height else {}
    return near.filter(
        pl.Series([_one_letter(bare[a], bare[b]) for a, b, _ in near.iter_rows()], dtype=pl.Boolean)
    )  # fmt: skip


def _one_letter(a: str, b: str) -> bool:
    """Whether one letter more, less or other makes one name the other."""
    if a == b or abs(len(a) - len(b)) > _NAME_LETTERS:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    return rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:]


def _where(pairs: pl.DataFrame, keyed: pl.DataFrame, condition: pl.Expr) -> pl.DataFrame:
    own = keyed.select("person_id", "born")
    both = pairs.join(own.rename({"person_id": "first"}), on="first").join(
        own.select(second="person_id", born_2="born"), on="second"
    )
    return both.filter(condition).select(_FOUND.keys())


def _judged(pairs: pl.DataFrame, keyed: pl.DataFrame, numbers: pl.DataFrame, parents: pl.DataFrame) -> pl.DataFrame:
    asked = pl.concat([pairs["first"], pairs["second"]]).unique()
    rows = {
        r["person_id"]: r
        for r in keyed.filter(pl.col("person_id").is_in(asked.implode())).iter_rows(named=True)
    }  # fmt: skip
    kin = _sets(parents.filter(pl.col("person_id").is_in(asked.implode())), "side", "name")
    cards = _sets(
        numbers.filter((pl.col("kind") == "citizen") & pl.col("person_id").is_in(asked.implode())), "kind", "number"
    )
    judged = []
    for first, second, reasons in pairs.iter_rows():
        a, b = rows[first], rows[second]
        against = []
        agreed = _compare(kin.get(first, {}), kin.get(second, {}))
        if agreed:
            reasons.append("parents")
        elif agreed is False:
            against.append("parents")
        if _compare(cards.get(first, {}), cards.get(second, {})) is False:
            against.append("citizen")
        if a["sex"] and b["sex"] and a["sex"] != b["sex"]:
            against.append("sex")
        if a["bare"] != b["bare"] and "name_close" not in reasons:
            against.append("name")
        if _births_differ(a, b) and "birth_swapped" not in reasons:
            against.append("birth")
        if (verdict := _verdict(set(reasons), set(against))) is not None:
            judged.append((first, second, verdict, reasons, against))
    return pl.DataFrame(judged, schema=PAIRS, orient="row").sort("verdict", "first", "second")


def _births_differ(a: dict[str, object], b: dict[str, object]) -> bool:
    if a["born"] is not None and b["born"] is not None:
        return a["born"] != b["born"]
    return a["year"] is not None and b["year"] is not None and a["year"] != b["year"]


def _verdict(reasons: set[str], against: set[str]) -> str | None:
    """What a pair comes to; None where nothing is left of it."""
    number = bool(reasons & {"citizen", "old_identity", "insurance"})
    if number:
        return "two_people" if {"name", "birth"} <= against else "likely" if against else "same"
    if "name_birth" in reasons:
        if against:
            return "two_people"
        return "same" if "parents" in reasons else "likely"
    if against - {"birth"}:
        return None
    return "likely" if "parents" in reasons else "possible"


def _sets(rows: pl.DataFrame, side: str, value: str) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for person, key, text in rows.select("person_id", side, value).iter_rows():
        found.setdefault(person, {}).setdefault(key, set()).add(text)
    return found


def _compare(a: dict[str, set[str]], b: dict[str, set[str]]) -> bool | None:
    """Whether two people agree in what both state; None where they state nothing in common. One difference is enough."""
    both = a.keys() & b.keys()
    return all(a[side] & b[side] for side in both) if both else None
