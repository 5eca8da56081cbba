"""A case that names several people: the question is put for each of them, the worst answer stands for the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case, Facts
from dungviec.law.case_read import CaseError, merge_facts
from dungviec.law.rules import Verdict
from dungviec.law.wrong_values import shown, wrong

PAIR_KINDS = ("assign", "assign_pair", "hold_together", "deputies_norm", "vote_step")
"""Kinds of which the people named are the pair, or the relatives, the question is about, or that ask nothing of people."""
_OWN = ("id", "name")


def people_apart(case: Case) -> list[Case]:
    """The case once for each of ``facts.people``: what is told of the person goes before what is told of all.

    Raises CaseError for a key that is not one of the facts.
    """
    people = case.facts.people or {}
    entries: list[tuple[str, dict[str, Any]]] = (
        list(people.items())
        if isinstance(people, dict)
        else [(str(p.get("id") or p.get("name") or n), dict(p)) for n, p in enumerate(people, 1)]
    )
    shared = case.facts.model_dump(by_alias=True, exclude_unset=True, exclude={"people"})
    found = []
    for name, given in entries:
        own = {k: v for k, v in (given or {}).items() if k not in _OWN}
        try:
            facts = Facts.model_validate(merge_facts(shared, own))
        except ValidationError as error:
            first = error.errors()[0]
            where, (vi, en) = ".".join(map(str, first["loc"])), wrong(first)
            raise CaseError(
                f"{case.id}: «people.{name}.{where}» không hợp lệ ({vi}{shown(first['input'])}); mỗi người dùng các khóa của «facts».",
                f"people.{name}.{where}: {en}; each of people takes the keys of facts.",
                ("facts", "people", name, *first["loc"]),
            ) from error
        found.append(case.model_copy(update={"id": f"{case.id}/{name}", "facts": facts}))
    return found


def judge_each(case: Case, judge: Callable[[Case], CaseAnswer]) -> CaseAnswer | None:
    """The answers on all people in one, the gravest verdict leading; None where the case speaks of one person or a pair.

    What is missing is named by person (``people.An.born``), also where another person settles the verdict.
    """
    if not case.facts.people or case.action.kind in PAIR_KINDS:
        return None
    answers = {one.id.removeprefix(f"{case.id}/"): judge(one) for one in people_apart(case)}
    worst = max(Verdict[a.verdict.upper()] for a in answers.values())
    findings = [
        replace(f, reason_vi=f"{name}: {f.reason_vi}", reason_en=f"{name}: {f.reason_en}")
        for name, a in answers.items()
        for f in a.findings
    ]
    days = [a.will_pass_from for a in answers.values() if a.verdict != "allowed"]
    return CaseAnswer(
        case.id,
        worst.name.lower(),
        tuple(sorted(findings, key=lambda f: -f.verdict)),
        tuple(m if m == "rule_text" else f"people.{name}.{m}" for name, a in answers.items() for m in a.missing),
        ", ".join(f"{name}: {a.verdict}" for name, a in answers.items()),
        {f"{name}.{key}": value for name, a in answers.items() for key, value in a.numbers.items()},
        max((d for d in days if d is not None), default=None) if None not in days else None,
        people=answers,
    )
