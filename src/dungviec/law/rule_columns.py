"""The rules of a day as columns of the pair table: one expression each, exceptions and gaps of a topic taken in."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dungviec.law import checks_career, checks_person  # noqa: F401 (registers the checks)
from dungviec.law.book import LawView
from dungviec.law.checks import reaches, verdict_expr
from dungviec.law.rules import MOVES, Rule, Verdict

NO_TEXT = "NO-TEXT"
"""Id shown when no rule text on file speaks about this kind of move into this kind of post on this day."""


@dataclass(frozen=True, eq=False)
class RuleColumns:
    """The rules that judge on a day, in their order: ids, verdict expressions, and whether a rule reaches a pair at all.

    A rule that does not reach a pair says nothing about it.
    """

    ids: tuple[str, ...]
    exprs: tuple[pl.Expr, ...]
    reach: tuple[pl.Expr, ...]


LAWS_KEPT = 4
_KEPT: list[tuple[LawView, RuleColumns]] = []


def rule_columns(view: LawView) -> RuleColumns:
    """The columns of :func:`verdict_columns` with the reach of each; those of the last few laws are kept."""
    for law, columns in _KEPT:
        if law == view:
            return columns
    _, ids, exprs = verdict_columns(view)
    reach = [reaches(rule, view) for rule in view.judged]
    found = RuleColumns(tuple(ids), tuple(exprs), (*reach, pl.lit(True)))
    _KEPT[:] = [*_KEPT[1 - LAWS_KEPT :], (view, found)]
    return found


def verdict_columns(view: LawView) -> tuple[list[str], list[str], list[pl.Expr]]:
    """Names, rule ids and expressions of every rule that judges on this day, topic by topic.

    Within a topic a forbidden answer becomes "needs authority" where any rule in force that reaches the pair provides
    an exception; a gap counts only where no eligibility rule of its topic reaches the pair.
    """
    names, ids, exprs = [], [], []
    for rule in view.judged:
        expr = verdict_expr(rule, view)
        same_topic = [r for r in view.judged if r.topic == rule.topic]
        if rule.kind == "gap":
            others = [r for r in same_topic if r.kind != "gap"]
            spoken = pl.any_horizontal([reaches(r, view, strict=True) for r in others]) if others else pl.lit(False)
            expr = pl.when(spoken).then(None).otherwise(expr)
        elif not rule.added and (providers := [r for r in same_topic if r.exception is not None]):
            excused = pl.any_horizontal([reaches(r, view, strict=True) for r in providers])
            authority = pl.lit(int(Verdict.NEEDS_AUTHORITY), pl.UInt8)
            expr = pl.when(excused & (expr == Verdict.FORBIDDEN)).then(authority).otherwise(expr)
        names.append(f"v:{rule.key}")
        ids.append(rule.id)
        exprs.append(expr.alias(f"v:{rule.key}"))
    text = [text_on_file(r, view) for r in view.rules_in_force if r.covers]
    covered = pl.any_horizontal(text) if text else pl.lit(False)
    unknown = pl.when(covered).then(pl.lit(0, pl.UInt8)).otherwise(pl.lit(int(Verdict.UNKNOWN), pl.UInt8))
    return [*names, f"v:{NO_TEXT}"], [*ids, NO_TEXT], [*exprs, unknown.alias(f"v:{NO_TEXT}")]


def text_on_file(rule: Rule, view: LawView) -> pl.Expr:
    """Whether this rule counts as rule text on file for the pair's kind of move."""
    moves = rule.covers_moves or rule.applies_to.moves or MOVES
    return reaches(rule, view, moves=moves, strict=True)
