"""Every sign of a day: those of the records and those that other rooms offer; what most share is a question about the office, not about people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from dungviec.conduct.signs.model import SMALL, BaseRate, Fact, Sign, Words
from dungviec.conduct.signs.records import (
    assets_missing,
    file_gaps,
    kin_together,
    repeated_decisions,
    rotation_overdue,
)
from dungviec.law import LawView
from dungviec.records import Snapshot

COLLAPSE = 0.4
"""From this share of comparable ones on a sign says something about the office: nobody is asked alone. The office's own standard."""
Extra = Callable[[Snapshot, LawView], Iterable[Sign]]
"""What a room offers: its signs on the day of the snapshot."""
_OWN: tuple[Extra, ...] = (rotation_overdue, kin_together, assets_missing, file_gaps, repeated_decisions)


def signs_on(snapshot: Snapshot, view: LawView, *, extras: Iterable[Extra] = ()) -> list[Sign]:
    """Every sign of the snapshot's day, by kind and person; each once. The records are read, nothing is written."""
    found: dict[tuple[str, str, str], Sign] = {}
    for source in (*_OWN, *extras):
        for sign in source(snapshot, view):
            found.setdefault((sign.kind, sign.person_id, sign.mark), sign)
    return collapsed(found.values())


def collapsed(signs: Iterable[Sign]) -> list[Sign]:
    """Signs that many comparable ones share, put together as one question about how the office works."""
    kinds: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs:
        kinds[sign.kind].append(sign)
    kept: list[Sign] = []
    for mine in kinds.values():
        base = mine[0].base
        common = base.among >= SMALL and base.having >= COLLAPSE * base.among and mine[0].person_id
        kept += [_of_the_office(mine[0], base)] if common else mine
    return kept


def _of_the_office(one: Sign, base: BaseRate) -> Sign:
    told = base.words()
    return Sign(
        one.kind, "", "",
        Words(
            f"{base.having} trong {base.among} {base.vi} có chung một điểm: cách làm của cơ quan cần chỉnh ở đâu?",
            f"{base.having} of {base.among} {base.en} have one thing in common: what should the office do differently?",
        ),
        [Fact(told.vi, told.en, one.facts[0].source_vi, one.facts[0].source_en)],
        [
            *one.innocent,
            Words("Nhiều người cùng như vậy thường là do dữ liệu hoặc quy trình chung.", "Where many show the same, it is usually the data or a common procedure."),
        ],
        one.to_check, base, one.groups, one.rule,
    )  # fmt: skip
