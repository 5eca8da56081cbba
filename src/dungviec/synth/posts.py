"""Posts and what they ask for: the standards that follow from level, field and kind of unit."""

from __future__ import annotations

from dungviec.synth.fields import FIELD_MAJORS, FIELD_STRENGTHS, FIELD_WOMEN, TEACHING_FIELDS
from dungviec.synth.model import COMMUNE_KINDS, SCHOOL_KINDS, Post, Unit
from dungviec.synth.profiles import specialist_profile

TERM_MONTHS = 60
"""Each appointment to a leadership post runs five years (NĐ 138/2020 Điều 41)."""


def add_post(
    unit: Unit,
    code: str,
    title: str,
    *,
    level: str,
    field: str,
    category: str,
    role: str = "member",
    seats: int = 1,
    importance: int | None = None,
    functions: tuple[str, ...] = (),
    majors: tuple[str, ...] | None = None,
    min_degree: str | None = "university",
    min_theory: str | None = None,
    party: bool = False,
    held_with: Post | None = None,
    non_local: bool = False,
    women: float | None = None,
) -> Post:
    """Add a post to ``unit``; what is not given follows from level and field.

    Leadership posts ask for a university degree of any major, Party membership and a theory level; specialist posts for the
    majors of their field; support posts for nothing.
    """
    post = Post(f"{unit.unit_id}.{code}", unit, title, level, role, category, field, seats=seats, held_with=held_with)
    post.functions, post.non_local = functions, non_local
    post.women = FIELD_WOMEN[field] if women is None else women
    post.strengths = FIELD_STRENGTHS[field]
    post.min_degree = min_degree
    if post.leads:
        _ask_of_leader(post, min_theory)
    elif level == "support":
        post.profile_id, post.importance, post.min_degree = "HT-PV", 1, None
    else:
        post.majors = FIELD_MAJORS[field] if majors is None else majors
        post.profile_id = "TT-CM" if level == "team_leader" and field in TEACHING_FIELDS else specialist_profile(field)
        post.min_theory, post.party_member = min_theory, party
        post.importance = 3 if level == "team_leader" else 2
        if category == "civil_servant" and unit.kind not in COMMUNE_KINDS:
            post.min_state_management = "specialist"
    if importance is not None:
        post.importance = importance
    unit.posts.append(post)
    return post


def _ask_of_leader(post: Post, min_theory: str | None) -> None:
    kind, rank, head = post.unit.kind, post.rank, post.role == "head"
    school, commune = kind in SCHOOL_KINDS, kind in COMMUNE_KINDS
    post.party_member = True
    post.party_managed = not school
    post.term_months = TERM_MONTHS
    if school:
        post.majors = (
            FIELD_MAJORS[{"kindergarten": "kindergarten", "primary_school": "primary"}.get(kind, "")]
            if (kind != "secondary_school")
            else tuple(
                m for f in ("maths", "literature", "science", "languages", "arts_sport") for m in FIELD_MAJORS[f]
            )
        )
        post.majors = (*post.majors, "Quản lý giáo dục")
    if rank >= 5:
        post.profile_id, post.importance = "LD-TP", 5
    elif school:
        post.profile_id, post.importance = ("LD-HT", 4) if head else ("LD-PHT", 3)
    elif commune:
        post.profile_id, post.importance = ("LD-XA", 5) if head else ("LD-PXA", 4)
    elif kind == "centre":
        post.profile_id, post.importance = ("LD-DV", 4) if head else ("LD-PDV", 3)
    else:
        post.profile_id, post.importance = ("LD-PHONG", 5) if head else ("LD-PPHONG", 4)
    if min_theory is None:
        advanced = rank >= 5 or (rank == 4 and not school and kind != "centre")
        min_theory = "advanced" if advanced else "intermediate" if head or not school else None
    post.min_theory = min_theory
    if not school:
        post.min_state_management = "principal" if rank >= 5 else "specialist"
