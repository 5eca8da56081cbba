"""Kinship: which two relatives may not hold which two posts at the same time (sections 4 of the reference).

Rules name groups of posts by role, special function and field; a tie on file reaches a pair of groups within one unit
or one locality (the unit's place code; city bodies share the city's code).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

import polars as pl

from dungviec.law.book import LawBook, LawView
from dungviec.law.rules import Rule, Verdict
from dungviec.records import Snapshot
from dungviec.records.codes import RELATIONS

INVERSE = {
    "spouse": "spouse", "parent": "child", "child": "parent", "sibling": "sibling", "parent_in_law": "child_in_law",
    "child_in_law": "parent_in_law", "sibling_in_law": "sibling_in_law",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KinConflict:
    """person_a in any of posts_a and person_b in any of posts_b at the same time is not allowed.

    ``relation``: person_b is the … of person_a.
    """

    rule_id: str
    person_a: str
    person_b: str
    relation: str
    posts_a: frozenset[str]
    posts_b: frozenset[str]
    scope: str
    verdict: Verdict
    instrument: str
    article: str
    reason_vi: str
    reason_en: str
    confidence: str


@dataclass(frozen=True, slots=True)
class _Group:
    rule: Rule
    scope: str
    posts_a: frozenset[str]
    posts_b: frozenset[str]
    relative_is: str


def kinship_conflicts(
    snapshot: Snapshot, view: LawView | None = None, *, reach: Mapping[str, Set[str]] | None = None
) -> list[KinConflict]:
    """Every conflict that the ties on file and the kinship rules of the day make, whoever holds the posts today.

    One entry per tie, rule and scope; where a rule names two different groups both ways round are listed. ``reach`` (person →
    posts he or she might hold) leaves out conflicts that cannot come about; without it every conflict is listed.
    """
    law = view or LawBook.load().on(snapshot.as_of)
    groups = [g for rule in law.rules(topic="kinship") if rule.check == "kinship" for g in _groups(rule, snapshot)]
    if reach is None:
        return [c for tie in _ties(snapshot) for g in groups for c in _conflicts(g, tie, law)]
    nowhere: frozenset[str] = frozenset()
    touched: dict[str, list[int]] = {}
    for k, g in enumerate(groups):
        for post in g.posts_a | g.posts_b:
            touched.setdefault(post, []).append(k)
    found = []
    for tie in _ties(snapshot):
        one, other = (reach.get(person, nowhere) for person in tie[:2])
        near = {k for post in min(one, other, key=len) for k in touched.get(post, ())}  # both have to meet it
        for g in (groups[k] for k in sorted(near)):
            meets = not g.posts_a.isdisjoint(one) and not g.posts_b.isdisjoint(other)
            if meets or (not g.posts_a.isdisjoint(other) and not g.posts_b.isdisjoint(one)):
                found += list(_conflicts(g, tie, law))
    return found


def _ties(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """``(a, b, relation)`` once per pair: b is the relation of a; a second row saying the same is dropped."""
    seen: dict[frozenset[str], tuple[str, str, str]] = {}
    for person, relative, relation in snapshot["kinship"].select("person_id", "relative_id", "relation").iter_rows():
        if person != relative:
            seen.setdefault(frozenset((person, relative)), (relative, person, relation))
    return list(seen.values())


def _relations(rule: Rule, law: LawView) -> frozenset[str]:
    source = rule.params.get("relations_of")
    if source == "settings":
        return frozenset(law.settings.kinship_relations_2023)
    if source:
        return frozenset(law.rule(source).params["relations"])
    return frozenset(rule.params["relations"])


def _conflicts(group: _Group, tie: tuple[str, str, str], law: LawView) -> Iterator[KinConflict]:
    one, other, relation = tie
    wanted = _relations(group.rule, law)
    ways = ((one, other, relation), (other, one, INVERSE[relation]))
    if group.relative_is == "b":
        for a, b, rel in ways:
            if rel in wanted:
                yield _conflict(group, a, b, rel, law)
    elif relation in wanted or INVERSE[relation] in wanted:
        yield _conflict(group, *ways[0], law)
        if group.posts_a != group.posts_b:
            yield _conflict(group, *ways[1], law)


def _conflict(group: _Group, a: str, b: str, relation: str, law: LawView) -> KinConflict:
    rule = group.rule
    vi = f"Quan hệ: {RELATIONS.label(relation).lower()}. {rule.vi}"
    en = f"Relation: {RELATIONS.label(relation, 'en').lower()}. {rule.en}"
    if rule.params.get("relations_of") == "settings":
        vi += " (Phạm vi quan hệ gia đình theo cấu hình, chưa xác nhận nguyên văn.)"
        en += " (The set of relatives is a setting; the wording is not confirmed.)"
    check_from = rule.params.get("open_check_from")
    if check_from is not None and law.day >= check_from:
        vi, en = f"{vi} ({rule.params['open_check_vi']})", f"{en} ({rule.params['open_check_en']})"
    return KinConflict(
        rule.id, a, b, relation, group.posts_a, group.posts_b, group.scope, Verdict.FORBIDDEN, rule.instrument,
        rule.article, vi, en, rule.confidence,
    )  # fmt: skip


def _groups(rule: Rule, snapshot: Snapshot) -> Iterator[_Group]:
    """The two sets of posts of each group of the rule, per unit or locality in which both are not empty."""
    places = snapshot.live_units.select("unit_id", "place_code", unit_kind="kind")
    posts = snapshot.live_posts.join(places, on="unit_id").with_columns(
        unit=pl.col("unit_id"), locality=pl.col("place_code").fill_null(snapshot.place_code or "")
    )
    for group in rule.params["groups"]:
        scope = "unit" if group["scope"] == "unit" else "locality"
        side_a = posts.filter(_selects(group["a"])).group_by(scope).agg(a=pl.col("post_id"))
        side_b = posts.filter(_selects(group["b"])).group_by(scope).agg(b=pl.col("post_id"))
        for where, a, b in side_a.join(side_b, on=scope).sort(scope).select(scope, "a", "b").iter_rows():
            yield _Group(rule, f"{scope}:{where}", frozenset(a), frozenset(b), group.get("relative_is", ""))


def _selects(side: Mapping[str, Any]) -> pl.Expr:
    expr = pl.lit(True)
    if "roles" in side:
        expr &= pl.col("role").is_in(side["roles"]).fill_null(False)
    if "functions" in side:
        expr &= pl.col("functions").list.eval(pl.element().is_in(side["functions"])).list.any().fill_null(False)
    if "fields" in side:
        expr &= pl.col("field").is_in(side["fields"])
    if "unit_kinds" in side:
        expr &= pl.col("unit_kind").is_in(side["unit_kinds"])
    return expr
