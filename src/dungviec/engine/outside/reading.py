"""From plain data (a parsed JSON object) to a problem; whatever cannot be meant so is refused with a sentence saying where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from dungviec.engine.distinct import distinct
from dungviec.engine.outside.constraints import Names, read_constraints
from dungviec.engine.outside.problem import Amounts, Id, OutsideProblem
from dungviec.engine.outside.values import as_amount, as_amounts, as_count, known_keys, refuse, shown
from dungviec.engine.problem import Flags, Ints

KEYS = ("people", "posts", "pairs", "current", "move_cost", "must_place", "constraints", "name", "note", "$schema")
POST_KEYS = ("id", "capacity", "vacancy_cost", "name", "note")


def understand(data: Any) -> OutsideProblem:
    """The problem in a parsed JSON object (see docs/reference/problem.schema.json).

    Raises ProblemFault, a sentence naming the place by key and index, the value, and what to do.
    """
    if not isinstance(data, Mapping):
        raise refuse(
            "bài toán",
            f"phải là một đối tượng JSON, không phải {shown(data)}",
            "the problem",
            f"must be a JSON object, not {shown(data)}",
        )
    known_keys(data, KEYS, where="bài toán", where_en="the problem")
    for key in ("people", "posts", "pairs"):
        if key not in data:
            raise refuse("bài toán", f"thiếu mục «{key}»", "the problem", f"has no '{key}'")
    people = _ids(data["people"], "people")
    post_ids, capacity, vacancy = _posts(data["posts"])
    names = Names.of(people, post_ids)
    edge_person, edge_post, score = _pairs(data["pairs"], names)
    return OutsideProblem(
        people=people,
        posts=post_ids,
        capacity=capacity,
        vacancy_cost=vacancy,
        edge_person=edge_person,
        edge_post=edge_post,
        score=score,
        current=_current(data.get("current") or {}, names),
        move_cost=as_amount(data.get("move_cost", 0), "move_cost"),
        must=_must(data.get("must_place", False), names),
        constraints=read_constraints(data.get("constraints") or [], names, edge_person, edge_post),
    )


def from_columns(
    data: Mapping[str, Any], *, people: Sequence[Id], posts: Mapping[str, Any], pairs: tuple[Sequence[Id], Sequence[Id], Any],
    current: tuple[Sequence[Id], Sequence[Id]] | None,
) -> OutsideProblem:  # fmt: skip
    """The same from columns (Parquet): ``posts`` holds ``id``, ``capacity`` and ``vacancy_cost`` lists, ``pairs`` person, post,
    score columns; ``data`` whatever else a problem may name (``move_cost``, ``must_place``, ``constraints``, ``current``)."""
    rest = {k: v for k, v in data.items() if k not in ("people", "posts", "pairs")}
    known_keys(rest, KEYS, where="problem.json", where_en="problem.json")
    ids = _ids(list(people), "people")
    rows = [
        {"id": i, "capacity": c, "vacancy_cost": v}
        for i, c, v in zip(posts["id"], posts["capacity"], posts["vacancy_cost"], strict=True)
    ]
    post_ids, capacity, vacancy = _posts(rows)
    names = Names.of(ids, post_ids)
    edge_person, edge_post, score = _columns_of_pairs(*pairs, names)
    held = dict(zip(*current, strict=True)) if current is not None else rest.get("current") or {}
    return OutsideProblem(
        people=ids,
        posts=post_ids,
        capacity=capacity,
        vacancy_cost=vacancy,
        edge_person=edge_person,
        edge_post=edge_post,
        score=score,
        current=_current(held, names),
        move_cost=as_amount(rest.get("move_cost", 0), "move_cost"),
        must=_must(rest.get("must_place", False), names),
        constraints=read_constraints(rest.get("constraints") or [], names, edge_person, edge_post),
    )


def _ids(ids: Any, where: str) -> list[Id]:
    if not isinstance(ids, list | tuple):
        raise refuse(
            where,
            f"phải là một danh sách mã, không phải {shown(ids)}",
            where,
            f"must be a list of ids, not {shown(ids)}",
        )
    seen: dict[str, int] = {}
    for k, each in enumerate(ids):
        if isinstance(each, bool) or not isinstance(each, str | int) or each == "":
            raise refuse(
                f"{where}[{k}]", f"mã phải là chữ hoặc số nguyên, không phải {shown(each)}",
                f"{where}[{k}]", f"an id is text or a whole number, not {shown(each)}",
            )  # fmt: skip
        first = seen.setdefault(str(each), k)
        if first != k:
            raise refuse(
                f"{where}[{k}]", f"mã {shown(each)} đã có ở {where}[{first}]; mỗi mã một lần",
                f"{where}[{k}]", f"the id {shown(each)} is already at {where}[{first}]; give each id once",
            )  # fmt: skip
    return list(ids)


def _posts(posts: Any) -> tuple[list[Id], Ints, Amounts]:
    if not isinstance(posts, list | tuple):
        raise refuse(
            "posts", f"phải là một danh sách, không phải {shown(posts)}", "posts", f"must be a list, not {shown(posts)}"
        )
    for k, post in enumerate(posts):
        if not isinstance(post, Mapping) or "id" not in post:
            raise refuse(
                f"posts[{k}]", f'phải có dạng {{"id": …, "capacity": …, "vacancy_cost": …}}, không phải {shown(post)}',
                f"posts[{k}]", f'must look like {{"id": …, "capacity": …, "vacancy_cost": …}}, not {shown(post)}',
            )  # fmt: skip
        if not post.keys() <= set(POST_KEYS):
            known_keys(post, POST_KEYS, where=f"posts[{k}]", where_en=f"posts[{k}]")
    ids = _ids([post["id"] for post in posts], "posts")
    capacity = [as_count(post.get("capacity", 1), f"posts[{k}].capacity") for k, post in enumerate(posts)]
    vacancy = as_amounts([post.get("vacancy_cost", 0) for post in posts], lambda k: f"posts[{k}].vacancy_cost")
    return ids, np.array(capacity, dtype=np.int64), vacancy


def _pairs(pairs: Any, names: Names) -> tuple[Ints, Ints, Amounts]:
    if not isinstance(pairs, list | tuple):
        raise refuse(
            "pairs", f"phải là một danh sách, không phải {shown(pairs)}", "pairs", f"must be a list, not {shown(pairs)}"
        )
    if not pairs:
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, empty
    if not {type(p) for p in pairs} <= {list, tuple} or {len(p) for p in pairs} != {3}:
        k = next(k for k, p in enumerate(pairs) if type(p) not in (list, tuple) or len(p) != 3)
        raise refuse(
            f"pairs[{k}]", f"phải có dạng [người, vị trí, điểm], không phải {shown(pairs[k])}",
            f"pairs[{k}]", f"must be [person, post, score], not {shown(pairs[k])}",
        )  # fmt: skip
    who, where, score = zip(*pairs, strict=True)
    return _columns_of_pairs(who, where, score, names)


def _columns_of_pairs(who: Sequence[Id], where: Sequence[Id], score: Any, names: Names) -> tuple[Ints, Ints, Amounts]:
    person = _indices(who, names.people, part=0, what=("người", "person"), listed="people")
    post = _indices(where, names.posts, part=1, what=("vị trí", "post"), listed="posts")
    amounts = as_amounts(score, lambda k: f"pairs[{k}][2]")
    key = person * max(1, len(names.post_ids)) + post
    if len(distinct(key)) != len(key):
        order = np.argsort(key, kind="stable")
        again = np.flatnonzero(key[order][1:] == key[order][:-1])
        at = int(again[np.argmin(order[again + 1])])
        first, second = int(order[at]), int(order[at + 1])
        raise refuse(
            f"pairs[{second}]", f"cặp {shown(who[second])} – {shown(where[second])} đã có ở pairs[{first}]; mỗi cặp một lần",
            f"pairs[{second}]", f"the pair {shown(who[second])} – {shown(where[second])} is already at pairs[{first}]; give each pair once",
        )  # fmt: skip
    return person, post, amounts


def _indices(ids: Iterable[Id], known: Mapping[Id, int], *, part: int, what: tuple[str, str], listed: str) -> Ints:
    ids = list(ids)
    try:
        found = [known.get(each, -1) for each in ids]
        odd = not {type(each) for each in ids} <= {str, int}
    except TypeError:  # a list or an object where an id should be
        found, odd = [], True
    if odd or -1 in found:
        k = next(k for k, each in enumerate(ids) if type(each) not in (str, int) or each not in known)
        raise refuse(
            f"pairs[{k}][{part}]", f"không có {what[0]} {shown(ids[k])} trong «{listed}»; thêm vào đó hoặc sửa mã",
            f"pairs[{k}][{part}]", f"there is no {what[1]} {shown(ids[k])} in '{listed}'; add it there or correct the id",
        )  # fmt: skip
    return np.array(found, dtype=np.int64)


def _current(current: Any, names: Names) -> Ints:
    if not isinstance(current, Mapping):
        raise refuse(
            "current", f"phải có dạng {{người: vị trí}}, không phải {shown(current)}",
            "current", f"must look like {{person: post}}, not {shown(current)}",
        )  # fmt: skip
    held = np.full(len(names.person_ids), -1, dtype=np.int64)
    for who, where in current.items():
        place = f"current[{shown(who)}]"
        person = names.person(who, place)
        if where is not None:
            held[person] = names.post(where, place)
    return held


def _must(wanted: Any, names: Names) -> Flags:
    must = np.zeros(len(names.person_ids), dtype=np.bool_)
    if isinstance(wanted, bool):
        must[:] = wanted
    elif isinstance(wanted, list | tuple):
        for k, who in enumerate(wanted):
            must[names.person(who, f"must_place[{k}]")] = True
    else:
        raise refuse(
            "must_place", f"phải là false, true hoặc danh sách người, không phải {shown(wanted)}",
            "must_place", f"must be false, true or a list of people, not {shown(wanted)}",
        )  # fmt: skip
    return must
