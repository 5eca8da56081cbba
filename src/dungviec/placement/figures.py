"""The same five figures before and after: fit, vacancies, people outside their training, strengths used, wishes met."""

from __future__ import annotations

import numpy as np
import polars as pl

from dungviec.competency import NEUTRAL, score_pairs
from dungviec.engine.problem import Ints
from dungviec.placement.build import Round
from dungviec.placement.plan import Figure


def before_and_after(round_: Round, posts_after: Ints) -> tuple[Figure, ...]:
    """Five figures; ``posts_after`` [n] is the post of the problem per person in the plan, -1 for none. Fit is that in the main post."""
    now, bundles = round_.field.own, round_.bundles
    filled = np.bincount(now[now >= 0], minlength=len(round_.field.posts))
    for _, j in bundles.held:
        filled[j] += 1
    before = _measure(round_, now, filled)
    after = _measure(round_, bundles.main_of(posts_after), bundles.filled(posts_after))
    rows = (
        ("fit", "Độ phù hợp bình quân", "Mean fit", "points", 1),
        ("vacant", "Chỗ còn trống", "Empty seats", "seats", -1),
        ("untrained", "Người làm ngoài ngành được đào tạo", "People outside the field they were trained for", "people", -1),
        ("strengths", "Sở trường được dùng", "Strengths put to use", "points", 1),
        ("wishes", "Người được đáp ứng nguyện vọng", "People whose wish is met", "people", 1),
    )  # fmt: skip
    return tuple(Figure(key, vi, en, before[key], after[key], unit, better) for key, vi, en, unit, better in rows)


def _measure(round_: Round, post_of: Ints, filled: Ints) -> dict[str, float]:
    field, snapshot = round_.field, round_.snapshot
    placed = np.flatnonzero(post_of >= 0)
    pairs = pl.DataFrame(
        {
            "person_id": [field.people[i] for i in placed.tolist()],
            "post_id": [field.posts[j] for j in post_of[placed].tolist()],
        },
        schema={"person_id": pl.String, "post_id": pl.String},
    )
    scores = score_pairs(snapshot, pairs, round_.policy.fit_weights())
    facts = field.facts
    trained = facts.trained[field.person_fact[placed], facts.majors_of[field.post_fact[post_of[placed]]]]
    known = set(snapshot.people.filter(pl.col("major").is_not_null())["person_id"].to_list())
    has_major = np.array([p in known for p in pairs["person_id"].to_list()], dtype=np.bool_)
    count = max(len(placed), 1)
    return {
        "fit": round(int(scores["fit"].sum()) / count / 100, 2),
        "vacant": int(np.maximum(field.capacity - filled, 0).sum()),
        "untrained": int((~trained & has_major).sum()),
        "strengths": round(int(scores["strengths"].sum()) / count / 100, 2),
        "wishes": int((scores["wishes"] > NEUTRAL).sum()),
    }
