"""A case that names several people: the question is put for each of them, the worst answer stands for the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case, Facts
from dungviec.law.case_read import CaseError
from dungviec.law.rules import Verdict

PAIR_KINDS = ("assign", "assign_pair")
"""Kinds of which the people named are the pair, or the relatives, the question is about."""
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
            facts = Facts.model_validate({**shared, **own})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise CaseError(
                f"{case.id}: «people.{name}.{where}» không hợp lệ ({first['msg']}); mỗi người dùng các khóa của «facts». "
                "/ Each of people takes the keys of facts."
            ) from error
        found.append(case.model_copy(update={"id": f"{case.id}/{name}", "facts": facts}))
    return found


def judge_people(case: Case, judge: Callable[[Case], CaseAnswer]) -> CaseAnswer:
    """The answers on all people in one: worst verdict, every finding, the verdicts by name as outcome."""
    answers = [judge(one) for one in people_apart(case)]
    names = [a.id.removeprefix(f"{case.id}/") for a in answers]
    worst = max((Verdict[a.verdict.upper()] for a in answers), default=Verdict.ALLOWED)
    missing = tuple(dict.fromkeys(m for a in answers for m in a.missing)) if worst == Verdict.UNKNOWN else ()
    numbers = {
        f"{name}.{key}": value for name, a in zip(names, answers, strict=True) for key, value in a.numbers.items()
    }
    findings = tuple(
        replace(f, reason_vi=f"{name}: {f.reason_vi}", reason_en=f"{name}: {f.reason_en}")
        for name, a in zip(names, answers, strict=True)
        for f in a.findings
    )
    days = [a.will_pass_from for a in answers if a.verdict != "allowed"]
    passes = max((d for d in days if d is not None), default=None) if None not in days else None
    outcome = ", ".join(f"{name}: {a.verdict}" for name, a in zip(names, answers, strict=True))
    ordered = tuple(sorted(findings, key=lambda f: -f.verdict))
    return CaseAnswer(case.id, worst.name.lower(), ordered, missing, outcome, numbers, passes)
