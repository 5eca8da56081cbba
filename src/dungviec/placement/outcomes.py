"""How the requirements of a policy came out in a plan, and what a side row is called when it has to be named."""

from __future__ import annotations

from dungviec.engine.problem import Solution
from dungviec.law import KinConflict
from dungviec.placement.build import Round
from dungviec.placement.group_rows import Asked
from dungviec.placement.plan import Outcome
from dungviec.placement.requirements import Near


def kept_breaches(round_: Round, solution: Solution) -> tuple[KinConflict, ...]:
    """Present breaches of kinship rules that the plan keeps."""
    return tuple(
        c for c, excess in zip(round_.origins, solution.excess.tolist(), strict=True)
        if isinstance(c, KinConflict) and excess
    )  # fmt: skip


def outcomes(round_: Round, solution: Solution) -> tuple[Outcome, ...]:
    """One line for each requirement and unit: asked, reached, missing; those missed come first."""
    counts = round_.problem.row_counts(solution.chosen).tolist()
    out = []
    for origin, count, excess in zip(round_.origins, counts, solution.excess.tolist(), strict=True):
        if not isinstance(origin, Asked):
            continue
        asked = origin.requirement
        out.append(
            Outcome(
                name=asked.name,
                kind=asked.kind,
                unit_id=origin.unit_id,
                unit=origin.unit,
                wanted=origin.limit,
                reached=count + origin.fixed,
                missed=int(excess),
                price=asked.price,
                because=asked.because,
                unclear=origin.unclear,
            )
        )
    return tuple(sorted(out, key=lambda o: (-o.missed, o.name, o.unit_id or "")))


def row_words(round_: Round, row: int, lang: str = "vi") -> str:
    """A side row in words: whose relatives, which requirement, which couple, which limit."""
    vi = lang == "vi"
    origin = round_.origins[row]
    if isinstance(origin, KinConflict):
        return origin.reason_vi if vi else origin.reason_en
    if isinstance(origin, Asked):
        return origin.words(lang)
    if isinstance(origin, Near):
        return (
            f"{origin.person} và {origin.other} làm việc cách nhau không quá {origin.within_km} km"
            if vi
            else f"{origin.person} and {origin.other} work at most {origin.within_km} km apart"
        )
    name, limit = round_.problem.rows[row].name, round_.problem.rows[row].limit
    if name.startswith("order:"):
        first = name.partition(":")[2]
        return f"giữ mục tiêu «{first}» đã đạt" if vi else f"what the objective '{first}' reached is kept"
    if name.startswith("seats:"):
        post = name.partition(":")[2]
        return f"số chỗ của «{post}», kể cả người kiêm" if vi else f"the seats of '{post}', those held besides counted"
    if name == "moves":
        return f"không quá {limit} lượt chuyển" if vi else f"at most {limit} moves"
    return f"không quá {limit} người rời mỗi đơn vị" if vi else f"at most {limit} people leave any unit"
