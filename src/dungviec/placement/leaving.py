"""Who must leave the post held today: because the policy names the person or the post, or because a term is over."""

from __future__ import annotations

import polars as pl

from dungviec.placement.candidates import Field
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.records import Snapshot


def must_leave(snapshot: Snapshot, policy: Policy, field: Field) -> frozenset[str]:
    """People who may not stay where they are. Raises PolicyFault for people or posts that are not there, or locked."""
    leave = policy.leave
    holds = {p: field.posts[j] for p, j in zip(field.people, field.own.tolist(), strict=True) if j >= 0}
    for known, asked, vi, en in (
        (set(field.people), leave.people, "người", "person"),
        (set(field.posts), leave.posts, "vị trí", "post"),
    ):
        for name in sorted(set(asked) - known):
            raise PolicyFault(
                f"Mục leave nêu {vi} «{name}» nhưng không có trong dữ liệu của ngày này.",
                f"'leave' names {en} '{name}', which is not there on this day.",
            )
    found = {p for p in leave.people if p in holds} | {p for p, q in holds.items() if q in set(leave.posts)}
    if leave.terms_ended:
        over = snapshot.main_posts.filter(pl.col("term_ends") <= snapshot.as_of)["person_id"].to_list()
        found |= {p for p in over if p in holds}
    for lock in policy.locks:
        if lock.person in found and lock.post in (None, holds[lock.person]):
            raise PolicyFault(
                f"Chính sách vừa khóa «{lock.person}» ở lại «{holds[lock.person]}» vừa buộc người này rời vị trí; giữ một trong hai.",
                f"The policy both keeps '{lock.person}' in '{holds[lock.person]}' and makes the person leave; keep one of the two.",
            )
    return frozenset(found)
