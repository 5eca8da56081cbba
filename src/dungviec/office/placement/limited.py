"""People whose processing is limited at their own request stay out of a round: they keep the post they hold and are weighed for no other.

A term that is over is the law's own question: whoever must leave the post today is considered like everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from dungviec.office.registry.limited import limited_people

if TYPE_CHECKING:
    from dungviec.placement.policy import Policy
    from dungviec.records import Snapshot


def keeping_limited(policy: Policy, facts: Snapshot) -> Policy:
    """The policy with a lock on each of them who holds a post on the day; as it is where there is nobody."""
    from dungviec.placement.policy import Lock

    held = facts.main_posts.filter(pl.col("person_id").is_in(limited_people()))
    bound = {x.person for x in policy.locks} | set(policy.leave.people)
    stay = held.filter(~pl.col("person_id").is_in(bound) & ~pl.col("post_id").is_in(list(policy.leave.posts)))
    if policy.leave.terms_ended:
        stay = stay.filter(pl.col("term_ends").is_null() | (pl.col("term_ends") > facts.as_of))
    locks = tuple(Lock(person=p) for p in sorted(stay["person_id"].to_list()))
    return policy.model_copy(update={"locks": (*policy.locks, *locks)}) if locks else policy


def kept_here(policy: Policy) -> int:
    """How many people whose processing is limited now a plan made by this policy leaves where they are."""
    limited = set(limited_people())
    return sum(x.person in limited and x.post is None for x in policy.locks)
