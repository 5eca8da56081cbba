"""The baseline of judging: the same rules in plain Python, pair by pair, on plain dicts.

What a programmer would write without the engine: every rule's numbers are taken out of its parameters once, and each pair is
then asked rule by rule, stepping over those that do not reach it. It shares the rules and the gathered facts with the library,
none of its expressions, and must give the same verdicts and the same objecting rules (the benchmark checks that it does).
"""

from __future__ import annotations

from typing import Any

from benchmarks.law_plain_checks import CHECKS
from benchmarks.law_plain_rule import ALLOWED, AUTHORITY, FORBIDDEN, UNKNOWN, Check, Facts, plain_rule
from dungviec.law import LawView
from dungviec.law.checks import moves_of
from dungviec.law.facts import FactBase
from dungviec.law.rules import MOVES, Rule
from dungviec.records.codes import LEADERSHIP_RANK


class PlainLaw:
    """The rules of a day, asked one pair at a time."""

    def __init__(self, view: LawView) -> None:
        self.rules = [plain_rule(rule, moves_of(rule, view), _check(rule, view)) for rule in view.judged]
        for mine, rule in zip(self.rules, view.judged, strict=True):
            topic = [(p, r) for p, r in zip(self.rules, view.judged, strict=True) if r.topic == rule.topic]
            if rule.kind == "gap":
                mine.gap = True
                mine.others = [p for p, r in topic if r.kind != "gap"]
            else:
                mine.providers = [p for p, r in topic if r.exception is not None]
        self.texts = [
            plain_rule(rule, rule.covers_moves or rule.applies_to.moves or MOVES, lambda *_: ALLOWED)
            for rule in view.rules_in_force
            if rule.covers
        ]

    def judge(self, person: Facts, post: Facts, pair: Facts) -> tuple[int, list[str]]:
        """The verdict and the rules that object."""
        if pair["stay"]:
            return ALLOWED, []
        worst, objecting = ALLOWED, []
        for rule in self.rules:
            if not rule.reaches(person, post, pair, strict=False):
                continue
            if rule.gap and any(r.reaches(person, post, pair, strict=True) for r in rule.others):
                continue
            code = rule.ask(person, post, pair)
            if code == ALLOWED:
                continue
            if rule.party_managed is not None and post["party_managed"] is None:
                code = UNKNOWN
            if code == FORBIDDEN and any(r.reaches(person, post, pair, strict=True) for r in rule.providers):
                code = AUTHORITY
            worst = max(worst, code)
            objecting.append(rule.id)
        if not any(text.reaches(person, post, pair, strict=True) for text in self.texts):
            worst = max(worst, UNKNOWN)
            objecting.append("NO-TEXT")
        return worst, list(dict.fromkeys(objecting))


class PlainFacts:
    """The facts of a snapshot as dicts, sets and tables of plain Python values, and what lies between a person and a post."""

    def __init__(self, facts: FactBase) -> None:
        self.people = {row["person_id"]: row for row in facts.people.to_dicts()}
        self.posts = {row["post_id"]: row for row in facts.posts.to_dicts()}
        self.stay = set(facts.held.filter("stay").select("person_id", "post_id").iter_rows())
        self.asked = set(facts.held.filter("asked").select("person_id", "post_id").iter_rows())
        self.plan_posts = set(facts.plan_posts.select("person_id", "seat_key").iter_rows())
        self.plan_titles = set(facts.plan_titles.select("person_id", "title_key", "target_rank").iter_rows())
        self.plans_on_file = facts.plans_on_file
        self.relations = {
            name: (relation.values.tolist(), _places(facts.people[relation.person_key]), _places(facts.posts[relation.post_key]), relation)
            for name, relation in facts.relations.items()
        }  # fmt: skip

    def between(self, person: Facts, post: Facts) -> Facts:
        """The facts of the pair itself."""
        who, what = person["person_id"], post["post_id"]
        rank, current, most = post["target_rank"], person["current_rank"], person["max_plan_rank"]
        led = current is not None and current >= LEADERSHIP_RANK
        if rank < LEADERSHIP_RANK:
            move = "professional"
        elif led and rank <= current:
            move = "lateral_or_lower"
        else:
            move = "higher" if led or person["had_leadership"] else "first_leadership"
        pair: Facts = {
            "move": move,
            "stay": (who, what) in self.stay,
            "asked": (who, what) in self.asked,
            "same_unit": person["current_unit"] is not None and person["current_unit"] == post["unit_id"],
            "planned_here": (who, post["seat_key"]) in self.plan_posts
            or (who, post["title_key"], rank) in self.plan_titles,
            "planned_higher": most is not None and most > rank,
            "plans_on_file": self.plans_on_file,
        }
        for name, (values, rows, columns, relation) in self.relations.items():
            value = values[rows.get(person[relation.person_key], -1)][columns.get(post[relation.post_key], -1)]
            pair[name] = None if value < 0 else value
        return pair


def _places(keys: Any) -> dict[Any, int]:
    known = keys.drop_nulls().unique()
    return dict(zip(known.to_list(), known.to_physical().to_list(), strict=True))


def _check(rule: Rule, view: LawView) -> Check:
    if rule.check not in CHECKS:
        raise KeyError(
            f"benchmarks/law_plain_checks.py chưa có phép kiểm tra «{rule.check}» ({rule.key}). / No such check."
        )
    return CHECKS[rule.check](rule, view)
