"""Going on in the same job position under another unit: neither an appointment nor a change of position."""

from __future__ import annotations

import numpy as np

from dungviec.engine.problem import Ints
from dungviec.placement.candidates import Field
from dungviec.placement.policy import Policy, PolicyFault


def continuing(field: Field, policy: Policy) -> tuple[Ints, Ints]:
    """Person and post indices of the pairs a policy declares to be the same position. Raises PolicyFault for posts not there.

    People who are no longer in service on the day are passed over: a list made from old posts may name somebody who has left.
    """
    people, posts = {p: i for i, p in enumerate(field.people)}, {p: j for j, p in enumerate(field.posts)}
    for group in policy.continuing:
        for name in sorted(set(group.posts) - set(posts)):
            raise PolicyFault(
                f"Mục continuing nêu vị trí «{name}» nhưng không có trong dữ liệu của ngày này.",
                f"'continuing' names post '{name}', which is not there on this day.",
            )
    pairs = [(people[p], posts[q]) for p, q in policy.continuing_pairs() if p in people]
    pairs = [(i, j) for i, j in pairs if field.movable[i] and field.capacity[j] > 0]
    return np.array([i for i, _ in pairs], dtype=np.int64), np.array([j for _, j in pairs], dtype=np.int64)
