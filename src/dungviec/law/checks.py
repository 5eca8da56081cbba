"""The register of checks: a rule names its check, a check is a Polars expression over the pair table.

An expression answers 0 allowed, 1 needs authority, 2 unknown, 3 forbidden; values come from the rule's ``params``.
The same expression judges half a million pairs and explains one.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.rules import Rule, Verdict

WAIVER = "APT-2026-09"
"""The clause that asks neither procedure nor dossier of an equal or lower post."""

Check = Callable[[Rule, LawView], pl.Expr]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Registers a check under the name that packs use."""

    def register(function: Check) -> Check:
        CHECKS[name] = function
        return function

    return register


def verdict_expr(rule: Rule, view: LawView) -> pl.Expr:
    """The verdict code of one rule for every pair, null where the rule does not reach the pair."""
    if rule.check not in CHECKS:
        raise KeyError(f"{rule.file}, dòng {rule.line}, {rule.key}: không có phép kiểm tra «{rule.check}».")
    value = CHECKS[rule.check](rule, view).cast(pl.UInt8)
    code = value
    if rule.applies_to.party_managed is not None:
        code = (
            pl.when(pl.col("party_managed").is_null() & (value > Verdict.ALLOWED))
            .then(pl.lit(Verdict.UNKNOWN, pl.UInt8))
            .otherwise(value)
        )
    return pl.when(reaches(rule, view)).then(code).otherwise(None)


def reaches(rule: Rule, view: LawView, *, moves: tuple[str, ...] | None = None, strict: bool = False) -> pl.Expr:
    """Whether the rule reaches a pair: category of post and person, Party management, kind of move, kind of unit.

    ``strict`` takes an unknown Party management as not reached (used when a rule counts as text on file).
    """
    to = rule.applies_to
    wanted = moves if moves is not None else moves_of(rule, view)
    expr = pl.col("move").is_in(wanted)
    if to.categories:
        expr &= pl.col("post_category").is_in(to.categories)
    if to.person_categories:
        expr &= pl.col("person_category").is_in(to.person_categories).fill_null(False)
    if to.party_managed is not None:
        expr &= (pl.col("party_managed") == to.party_managed).fill_null(not strict)
    if to.unit_kinds:
        expr &= pl.col("unit_kind").is_in(to.unit_kinds).fill_null(False)
    if to.not_unit_kinds:
        expr &= ~pl.col("unit_kind").is_in(to.not_unit_kinds).fill_null(False)
    return expr


def moves_of(rule: Rule, view: LawView) -> tuple[str, ...]:
    """The moves a rule is asked for; topics that a setting waives are not asked for an equal or lower post.

    Only where the text in force lets such a post be filled without procedure and dossier (APT-2026-09): the reading is of that
    clause. Earlier texts waive the age test alone, and say so in their own moves.
    """
    waived = rule.kind == "eligibility" and rule.topic in view.settings.lateral_waives
    if waived and any(r.id == WAIVER for r in view.rules_in_force):
        return tuple(m for m in rule.applies_to.moves if m != "lateral_or_lower")
    return rule.applies_to.moves


def coded(*, forbidden: pl.Expr, unknown: pl.Expr, authority: pl.Expr | None = None) -> pl.Expr:
    """Forbidden where certain, else unknown, else needs authority, else allowed; a null condition counts as not met."""
    expr = pl.when(forbidden.fill_null(False)).then(pl.lit(Verdict.FORBIDDEN, pl.UInt8))
    expr_ = expr.when(unknown.fill_null(False)).then(pl.lit(Verdict.UNKNOWN, pl.UInt8))
    if authority is not None:
        expr_ = expr_.when(authority.fill_null(False)).then(pl.lit(Verdict.NEEDS_AUTHORITY, pl.UInt8))
    return expr_.otherwise(pl.lit(Verdict.ALLOWED, pl.UInt8))


def always(verdict: Verdict) -> pl.Expr:
    """The same verdict for every pair."""
    return pl.lit(int(verdict), pl.UInt8)
