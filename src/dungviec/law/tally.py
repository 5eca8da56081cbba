"""Counting changes of verdict: two laws judged everybody for the same posts, post by post, without a row per pair."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.law.grid import GridPart
from dungviec.law.outcomes import Outcomes

CHANGED = pl.Schema(
    {"person_id": pl.String(), "before": pl.UInt8(), "after": pl.UInt8(), "posts": pl.UInt32(), "example": pl.String(), "rules": pl.List(pl.String())}
)  # fmt: skip
_VERDICTS = 4
_KINDS = _VERDICTS * _VERDICTS
_WORD = 64
_WORDS = 8
"""Words of rule bits: up to 512 rules may object under one of the two laws."""


class Obstacles:
    """The rules that object under each outcome, as bits; worked out once for the outcomes that are really met."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self._kept: dict[int, tuple[Outcomes, npt.NDArray[np.uint64], npt.NDArray[np.bool_]]] = {}

    @property
    def words(self) -> int:
        """Words in use."""
        return (len(self.ids) + _WORD - 1) // _WORD

    def of(self, outcomes: Outcomes, met: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
        """``[number, word]`` with a row for every outcome that is ``met``."""
        nothing = (outcomes, np.zeros((0, _WORDS), dtype=np.uint64), np.zeros(0, dtype=np.bool_))
        _, masks, told = self._kept.get(id(outcomes), nothing)
        more = len(met) - len(told)
        masks = np.concatenate([masks, np.zeros((more, _WORDS), dtype=np.uint64)])
        told = np.concatenate([told, np.zeros(more, dtype=np.bool_)])
        for n in np.flatnonzero(met & ~told).tolist():
            for rule in outcomes.blocking(n):
                bit = self.ids.setdefault(rule, len(self.ids))
                masks[n, bit // _WORD] |= np.uint64(1 << (bit % _WORD))
        self._kept[id(outcomes)] = (outcomes, masks, told | met)
        return masks


def changes(old: GridPart, new: GridPart, obstacles: Obstacles) -> pl.DataFrame:
    """One part under both laws (:data:`CHANGED`): verdicts, in how many posts, the first of them, the new obstacles.

    One row per person and pair of verdicts. Within a post every person stands once, so a post is counted with plain
    array operations; the memory is that of the people, however many posts there are.
    """
    before, after = old.verdicts, new.verdicts
    changed = before != after
    was = obstacles.of(old.outcomes, _met(old, changed))
    now = obstacles.of(new.outcomes, _met(new, changed))
    size = _KINDS * len(new.people)
    posts, example = np.zeros(size, dtype=np.uint32), np.zeros(size, dtype=np.uint32)
    rules = [np.zeros(size, dtype=np.uint64) for _ in range(obstacles.words)]
    for q in range(len(new.posts)):
        who = np.flatnonzero(changed[q])
        if not len(who):
            continue
        cell = who * _KINDS + before[q, who] * np.int64(_VERDICTS) + after[q, who]
        example[cell[posts[cell] == 0]] = q
        posts[cell] += 1
        one, other = old.numbers[q, who], new.numbers[q, who]
        for w, word in enumerate(rules):
            word[cell] |= now[other, w] & ~was[one, w]
    return _rows(new, posts, example, rules, list(obstacles.ids))


def _met(part: GridPart, changed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    met = np.zeros(len(part.outcomes), dtype=np.bool_)
    for numbers, row in zip(part.numbers, changed, strict=True):
        met[numbers[row]] = True
    return met


def _rows(
    part: GridPart, posts: npt.NDArray[np.uint32], example: npt.NDArray[np.uint32], rules: list[npt.NDArray[np.uint64]],
    ids: list[str],
) -> pl.DataFrame:  # fmt: skip
    cell = np.flatnonzero(posts)
    if not len(cell) or not rules:
        told = pl.Series("rules", [[]] * len(cell), dtype=pl.List(pl.String))
    else:
        masks = pl.DataFrame({f"w{w}": word[cell] for w, word in enumerate(rules)})
        few = masks.unique()
        lists = [
            sorted(ids[w * _WORD + bit] for w, value in enumerate(row) for bit in range(_WORD) if value >> bit & 1)
            for row in few.iter_rows()
        ]
        named = few.with_columns(pl.Series("rules", lists, dtype=pl.List(pl.String)))
        told = masks.join(named, on=masks.columns, how="left", maintain_order="left")["rules"]
    return pl.DataFrame(
        {
            "person_id": part.people.cast(pl.String).gather(cell // _KINDS),
            "before": (cell % _KINDS // _VERDICTS).astype(np.uint8),
            "after": (cell % _VERDICTS).astype(np.uint8), "posts": posts[cell],
            "example": part.posts.cast(pl.String).gather(example[cell]), "rules": told,
        },
        schema=CHANGED,
    )  # fmt: skip
