"""Names of missing facts in the words of the case format: the engine's own names become keys a lawyer can fill in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dungviec.law.case_model import Facts
from dungviec.law.code_words import in_words

if TYPE_CHECKING:
    from dungviec.law.case_answer import CaseAnswer

CASE_KEYS: dict[str, str] = {
    "plans": "planned_for", "levels": "earlier_posts.level", "prev_rating": "ratings", "left_level": "left_post.level",
    "file_complete": "personal_file.complete", "file_verified": "personal_file.verified",
    "file_dated": "personal_file.parts_dated", "assets_declared": "asset_declaration.filed",
    "assets_verified": "asset_declaration.verified", "health_fit": "health.fit",
    "health_dated": "health.certificate_dated", "products_match": "experience_and_products_match_post",
    "barred": "blocks.barred", "discipline_open": "blocks.disciplinary_procedure_open",
    "disciplinary_procedure_open": "blocks.disciplinary_procedure_open",
    "serving_discipline": "blocks.discipline_in_force", "denunciation_open": "blocks.denunciation_team",
    "inspection_open": "blocks.inspection", "suspended": "blocks.suspended", "criminal_open": "blocks.criminal",
    "criminal": "blocks.criminal", "remedied": "discipline.remedied_and_recognised", "old_discipline": "rule_text",
    "framework": "meets_competency_framework", "party_managed": "target_post.party_managed",
}  # fmt: skip
"""The engine's name of a fact → its key in a case; names that are the same in both are left out."""

_STANDARD = ("degree", "major", "theory", "state_management")


def in_case_words(answer: CaseAnswer, facts: Facts) -> CaseAnswer:
    """The answer with every missing fact under the key of the case that would tell it, and sentences without codes."""
    findings = tuple(
        replace(
            f, missing=_keys(f.missing, facts), reason_vi=in_words(f.reason_vi), reason_en=in_words(f.reason_en, "en")
        )
        for f in answer.findings
    )
    return replace(answer, missing=_keys(answer.missing, facts), findings=findings)


def named(wanted: str, missing: tuple[str, ...]) -> bool:
    """Whether a fact a case expects to be missing is among those named: by its key, its roof key or the engine's name."""
    keys = {wanted, CASE_KEYS.get(wanted, wanted)}
    return any(m in keys or any(m.startswith(f"{k}.") for k in keys) for m in missing)


def _keys(missing: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    found: list[str] = []
    for name in missing:
        found += _key(name, facts)
    return tuple(dict.fromkeys(found))


def _key(name: str, facts: Facts) -> list[str]:
    if name == "levels":
        post = facts.current_post
        return ["current_post"] if post is None else ["current_post.since"] if post.since is None else [CASE_KEYS[name]]
    if name == "born":  # the engine's word for the retirement day, which rests on both
        known = facts.born is not None or facts.born_year_only is not None
        return [k for k, there in (("born", known), ("sex", facts.sex is not None)) if not there] or ["born"]
    if name == "unit_plan":
        unit = {
            "unit.newly_formed_or_merged": facts.unit.newly_formed_or_merged,
            "unit.has_approved_plan": facts.unit.has_approved_plan,
        }
        return [k for k, value in unit.items() if value is None]
    if name in _STANDARD and facts.meets_title_standard is None and facts.target_post is not None:
        asked = {"degree": facts.target_post.min_degree, "theory": facts.target_post.min_theory,
                 "state_management": facts.target_post.min_state_management, "major": facts.target_post.majors}  # fmt: skip
        return [name] if asked[name] else ["meets_title_standard", name]
    return [CASE_KEYS.get(name, name)]
