"""The constraints of a problem from outside: kinds, keys, pairs; known ids only, each pair once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dungviec.engine.outside.problem import Constraint, Id, Kind
from dungviec.engine.outside.values import as_amount, as_amounts, as_count, known_keys, refuse, shown
from dungviec.engine.problem import Ints

_KEYS = {
    Kind.MAX_MOVES: ("limit",), Kind.NOT_TOGETHER: ("pairs",), Kind.AT_LEAST: ("count", "pairs"), Kind.AT_MOST: ("count", "pairs"),
    Kind.AT_MOST_WEIGHT: ("limit", "pairs"), Kind.FIX: ("person", "post"), Kind.FORBID: ("person", "post"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """People and posts by id. An id that is a number is also found by its digits, since JSON keys are text."""

    person_ids: Sequence[Id]
    post_ids: Sequence[Id]
    people: Mapping[Id, int]
    posts: Mapping[Id, int]

    @classmethod
    def of(cls, people: Sequence[Id], posts: Sequence[Id]) -> Names:
        """Both lists, indexed."""
        return cls(people, posts, _index(people), _index(posts))

    def person(self, who: Any, where: str) -> int:
        """Index of a person; a fault naming ``where`` for an unknown one."""
        return _found(self.people, who, where, ("người", "person", "people"))

    def post(self, which: Any, where: str) -> int:
        """Index of a post; a fault naming ``where`` for an unknown one."""
        return _found(self.posts, which, where, ("vị trí", "post", "posts"))


def read_constraints(listed: Any, names: Names, edge_person: Ints, edge_post: Ints) -> tuple[Constraint, ...]:
    """Every constraint in its order; raises ProblemFault naming the first that cannot be meant so."""
    if not isinstance(listed, list | tuple):
        raise refuse(
            "constraints",
            f"phải là một danh sách, không phải {shown(listed)}",
            "constraints",
            f"must be a list, not {shown(listed)}",
        )
    if not listed:
        return ()
    width = max(1, len(names.post_ids))
    key = edge_person * width + edge_post
    order = np.argsort(key)
    ordered = key[order]

    def edges_of(wanted: Ints) -> Ints:
        """The pair's index among the allowed ones, -1 for none."""
        at = np.minimum(np.searchsorted(ordered, wanted), max(0, len(ordered) - 1))
        if not len(ordered):
            return np.full(len(wanted), -1, dtype=np.int64)
        return np.where(ordered[at] == wanted, order[at], -1).astype(np.int64)

    return tuple(_constraint(each, f"constraints[{k}]", names, width, edges_of) for k, each in enumerate(listed))


def _constraint(each: Any, where: str, names: Names, width: int, edges_of: Callable[[Ints], Ints]) -> Constraint:
    kind = each.get("kind") if isinstance(each, Mapping) else None
    if kind not in tuple(Kind):
        can = ", ".join(Kind)
        raise refuse(
            where,
            f"phải có «kind» là một trong: {can}; không phải {shown(each)}",
            where,
            f"needs a 'kind' out of: {can}; not {shown(each)}",
        )
    kind = Kind(kind)
    known_keys(each, ("kind", *_KEYS[kind], "name", "note"), where=where, where_en=where)
    for key in _KEYS[kind]:
        if key not in each:
            raise refuse(where, f"ràng buộc «{kind}» thiếu mục «{key}»", where, f"a '{kind}' constraint needs '{key}'")
    if kind is Kind.MAX_MOVES:
        return Constraint(kind, np.zeros(0, dtype=np.int64), limit=as_count(each["limit"], f"{where}.limit"))
    if kind in (Kind.FIX, Kind.FORBID):
        person, post = names.person(each["person"], f"{where}.person"), names.post(each["post"], f"{where}.post")
        edge = edges_of(np.array([person * width + post], dtype=np.int64))
        return Constraint(kind, edge[edge >= 0], person=person, post=post)
    weighted = kind is Kind.AT_MOST_WEIGHT
    keys = _pair_keys(each["pairs"], f"{where}.pairs", names, width, weighted=weighted)
    edges = edges_of(keys)
    if weighted:
        weights = as_amounts([p[2] for p in each["pairs"]], lambda k: f"{where}.pairs[{k}][2]")
        return Constraint(
            kind, edges[edges >= 0], limit=as_amount(each["limit"], f"{where}.limit"), weights=weights[edges >= 0]
        )
    limit = 1 if kind is Kind.NOT_TOGETHER else as_count(each["count"], f"{where}.count")
    return Constraint(kind, edges[edges >= 0], limit=limit)


def _pair_keys(pairs: Any, where: str, names: Names, width: int, *, weighted: bool) -> Ints:
    if not isinstance(pairs, list | tuple):
        raise refuse(
            where,
            f"phải là một danh sách cặp, không phải {shown(pairs)}",
            where,
            f"must be a list of pairs, not {shown(pairs)}",
        )
    length, shape_vi, shape_en = (
        (3, "[người, vị trí, trọng số]", "[person, post, weight]")
        if weighted
        else (2, "[người, vị trí]", "[person, post]")
    )
    seen: dict[int, int] = {}
    for k, pair in enumerate(pairs):
        place = f"{where}[{k}]"
        if not isinstance(pair, list | tuple) or len(pair) != length:
            raise refuse(
                place,
                f"phải có dạng {shape_vi}, không phải {shown(pair)}",
                place,
                f"must be {shape_en}, not {shown(pair)}",
            )
        key = names.person(pair[0], f"{place}[0]") * width + names.post(pair[1], f"{place}[1]")
        first = seen.setdefault(key, k)
        if first != k:
            raise refuse(
                place, f"cặp này đã có ở {where}[{first}]; mỗi cặp một lần trong một ràng buộc",
                place, f"this pair is already at {where}[{first}]; give each pair once in a constraint",
            )  # fmt: skip
    return np.array(list(seen), dtype=np.int64)


def _index(ids: Sequence[Id]) -> dict[Id, int]:
    index: dict[Id, int] = {str(each): k for k, each in enumerate(ids)}
    index.update({each: k for k, each in enumerate(ids)})
    return index


def _found(known: Mapping[Id, int], each: Any, where: str, what: tuple[str, str, str]) -> int:
    if isinstance(each, bool) or not isinstance(each, str | int) or each not in known:
        raise refuse(
            where, f"không có {what[0]} {shown(each)} trong «{what[2]}»; thêm vào đó hoặc sửa mã",
            where, f"there is no {what[1]} {shown(each)} in '{what[2]}'; add it there or correct the id",
        )  # fmt: skip
    return known[each]
