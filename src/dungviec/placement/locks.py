"""Locks and bans of a policy against the people and posts of the day: what they name must be there, and they must not pull two ways."""

from __future__ import annotations

import numpy as np
import polars as pl

from dungviec.engine.problem import Flags, Ints
from dungviec.placement.candidates import Field
from dungviec.placement.policy import Policy, PolicyFault


def locked_pairs(field: Field, policy: Policy) -> tuple[Ints, Ints]:
    """Person and post indices of the pairs that locks name. Raises PolicyFault for people and posts that are not there, and for contradictions."""
    people = {p: i for i, p in enumerate(field.people)}
    posts = {p: j for j, p in enumerate(field.posts)}
    for what, known, name in (
        *(("người", people, x.person) for x in policy.bans),
        *(("vị trí", posts, x.post) for x in policy.bans),
        *(("vị trí", posts, x.post) for x in policy.locks if x.post is not None),
    ):
        if name not in known:
            raise PolicyFault(
                f"Chính sách nêu {what} «{name}» nhưng không có trong dữ liệu của ngày này (hoặc vị trí do người khác kiêm).",
                f"The policy names '{name}', which is not there on this day (or is held together with another post).",
            )
    locked = [(people[x.person], posts[x.post]) for x in policy.locks if x.post is not None]
    _check_contradictions(field, policy)
    return np.array([i for i, _ in locked], dtype=np.int64), np.array([j for _, j in locked], dtype=np.int64)


def keep_to_locks(field: Field, policy: Policy, pairs: pl.DataFrame, kept: Flags) -> Flags:
    """``kept`` [pairs] with locks and bans obeyed: a locked person has the locked post and no other, a banned pair is out."""
    i, j = pairs["i"].to_numpy(), pairs["j"].to_numpy()
    people, posts = {p: k for k, p in enumerate(field.people)}, {p: k for k, p in enumerate(field.posts)}
    out = kept.copy()
    for lock in policy.locks:
        if lock.post is not None:
            mine = i == people[lock.person]
            out[mine] = j[mine] == posts[lock.post]
    for ban in policy.bans:
        out[(i == people[ban.person]) & (j == posts[ban.post])] = False
    return out


def refuse_unlawful_locks(
    field: Field, policy: Policy, edges: pl.DataFrame, stopped: dict[tuple[int, int], list[str]]
) -> None:
    """Raise PolicyFault for a lock into a post that the law does not let be proposed, with the rules that stand against it."""
    people, posts = {p: k for k, p in enumerate(field.people)}, {p: k for k, p in enumerate(field.posts)}
    for lock in policy.locks:
        if lock.post is None:
            continue
        pair = people[lock.person], posts[lock.post]
        row = edges.filter((pl.col("i") == pair[0]) & (pl.col("j") == pair[1]))
        if row["verdict"][0] > policy.worst_verdict:
            rules = ", ".join(stopped.get(pair, ()))
            raise PolicyFault(
                f"Chính sách khóa «{lock.person}» vào vị trí «{lock.post}» nhưng pháp luật không cho phép đề xuất "
                f"({rules}). Xem: dungviec why … --person {lock.person} --post {lock.post}",
                f"The policy locks '{lock.person}' into '{lock.post}', but the law does not allow proposing it "
                f"({rules}). See: dungviec why … --person {lock.person} --post {lock.post}",
            )


def locked_people(field: Field, policy: Policy) -> Ints:
    """Indices of the people a lock gives a certain post: they must be placed even where the post holds too many today."""
    index, out = {p: i for i, p in enumerate(field.people)}, []
    wanted: dict[int, list[str]] = {}
    for lock in policy.locks:
        i = index[lock.person]
        j = int(field.own[i]) if lock.post is None else field.posts.index(lock.post)
        if j >= 0 and i not in out:
            out.append(i)
            wanted.setdefault(j, []).append(lock.person)
    for j, people in wanted.items():
        if len(people) > field.capacity[j]:
            raise PolicyFault(
                f"Chính sách khóa {len(people)} người ({', '.join(people)}) vào vị trí «{field.posts[j]}» nhưng đợt này chỉ có "
                f"{int(field.capacity[j])} chỗ ở đó; bỏ bớt khóa.",
                f"The policy locks {len(people)} people ({', '.join(people)}) into '{field.posts[j]}', where this round has "
                f"{int(field.capacity[j])} seats; drop a lock.",
            )
    return np.array(out, dtype=np.int64)


def _check_contradictions(field: Field, policy: Policy) -> None:
    """Refuse locks that pull one person two ways, and bans from the very post a lock names."""
    index = {p: i for i, p in enumerate(field.people)}
    banned = {(b.person, b.post) for b in policy.bans}
    seen: dict[str, str | None] = {}
    for lock in policy.locks:
        own = int(field.own[index[lock.person]])
        post = lock.post or (field.posts[own] if own >= 0 else None)
        if seen.setdefault(lock.person, post) != post:
            raise PolicyFault(
                f"Chính sách khóa «{lock.person}» hai lần vào hai vị trí khác nhau; giữ một.",
                f"The policy locks '{lock.person}' twice, into different posts; keep one.",
            )
        if (lock.person, post) in banned:
            raise PolicyFault(
                f"Chính sách vừa khóa «{lock.person}» vào «{post}» vừa loại người này khỏi đó; giữ một trong hai.",
                f"The policy both locks '{lock.person}' into '{post}' and bans the pair; keep one of the two.",
            )
