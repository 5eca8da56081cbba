"""Reads law cases: one or several questions in a YAML file, with ``like`` and ``variants``, and judges them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from dungviec.law import case_model
from dungviec.law.book import LawBook, LawView
from dungviec.law.case_model import Case
from dungviec.law.case_snapshot import PERSON, TARGET, pair_snapshot, snapshot_of
from dungviec.law.clocks import end_of_term
from dungviec.law.explain import Finding, explain_pair
from dungviec.law.kinship import kinship_conflicts
from dungviec.law.retirement import age_label, age_months, birth_day, retirement_day
from dungviec.law.rules import Verdict


class CaseError(ValueError):
    """A case that cannot be judged: the sentence names file, line and key, with a hint."""


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """What the engine says on a case, in the words of the case format."""

    id: str
    verdict: str
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    outcome: str = ""
    numbers: dict[str, str] = field(default_factory=dict)
    will_pass_from: date | None = None

    def to_json(self) -> dict[str, object]:
        """A plain dictionary, as ``dungviec law check --json`` prints it."""
        return {
            "id": self.id, "verdict": self.verdict, "missing": list(self.missing), "outcome": self.outcome,
            "numbers": self.numbers,
            "will_pass_from": self.will_pass_from.isoformat() if self.will_pass_from else None,
            "findings": [
                {"rule": f.rule_id, "verdict": f.verdict.name.lower(), "instrument": f.instrument, "article": f.article,
                 "statement": f.statement_vi, "reason": f.reason_vi, "reason_en": f.reason_en, "facts": f.facts}
                for f in self.findings
            ],
        }  # fmt: skip


def read_cases(text: str, name: str = "CASE.yaml") -> list[Case]:
    """The cases of a file, ``like`` resolved and each variant as a case of its own. Raises :class:`CaseError`."""
    try:
        data = YAML().load(text)
    except YAMLError as error:
        raise CaseError(f"{name}: không đọc được YAML ({error}). / The YAML cannot be read.") from error
    items = data if isinstance(data, CommentedSeq) else [data]
    raw: dict[str, dict[str, Any]] = {}
    cases: list[Case] = []
    for item in items:
        if not isinstance(item, CommentedMap) or "id" not in item:
            raise CaseError(f"{name}: mỗi tình huống là một bảng có «id». / Each case is a mapping with an id.")
        merged: dict[str, Any] = dict(item)
        if like := item.get("like"):
            if like not in raw:
                raise CaseError(
                    f"{name}, dòng {_line(item, ('like',))}: không có tình huống «{like}» ở trên. / No case '{like}' above."
                )
            merged["facts"] = _merge(raw[like].get("facts", {}), item.get("facts", {}))
            merged["action"] = _merge(raw[like].get("action", {}), item.get("action", {}))
        raw[item["id"]] = merged
        case = _validate(merged, item, name)
        cases.append(case)
        for i, variant in enumerate(case.variants, 1):
            one = {**merged, "variants": [], "id": f"{case.id}#{i}"}
            for part in ("facts", "action"):
                one[part] = _merge(merged.get(part, {}), variant.get(part, {}))  # type: ignore[arg-type]
            cases.append(_validate({**one, "expect": variant.get("expect", merged.get("expect"))}, item, name))
    return cases


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Maps merge key by key; ``null`` removes; lists are replaced."""
    merged = dict(base)
    for key, value in over.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = _merge(merged[key], value)
        else:
            merged[key] = value
    return merged


def _validate(data: Mapping[str, Any], item: CommentedMap, name: str) -> Case:
    try:
        return Case.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        loc = first["loc"]
        hint = ""
        if first["type"] == "extra_forbidden":
            close = difflib.get_close_matches(str(loc[-1]), _known_keys(), n=1)
            hint = f" Có phải «{close[0]}»? / Did you mean '{close[0]}'?" if close else ""
        where = ".".join(str(part) for part in loc)
        raise CaseError(
            f"{name}, dòng {_line(item, loc)}, {item.get('id')}: «{where}» không hợp lệ ({first['msg']}).{hint}"
        ) from error


def _known_keys() -> list[str]:
    models = [m for m in vars(case_model).values() if isinstance(m, type) and issubclass(m, BaseModel)]
    return sorted({f.alias or n for m in models for n, f in m.model_fields.items()})


def _line(item: Any, loc: tuple[int | str, ...]) -> int:
    """The line of the deepest key of ``loc`` that the file really has."""
    line = int(item.lc.line) + 1
    for part in loc:
        if isinstance(item, CommentedMap) and part in item:
            line = int(item.lc.key(part)[0]) + 1
        elif isinstance(item, CommentedSeq) and isinstance(part, int) and part < len(item):
            line = int(item.lc.item(part)[0]) + 1
        else:
            break
        item = item[part]
    return line


def judge_case(case: Case, book: LawBook | None = None) -> CaseAnswer:
    """The engine's answer to one case on its own date."""
    view = (book or LawBook.load()).on(case.action.date)
    if case.action.kind == "appoint":
        return _appoint(case, view)
    if case.action.kind == "retirement_date":
        return _retirement(case, view)
    if case.action.kind == "end_of_term":
        return _end_of_term(case, view)
    return _pair(case, view)


def _appoint(case: Case, view: LawView) -> CaseAnswer:
    judgement = explain_pair(snapshot_of(case), PERSON, TARGET, view)
    numbers: dict[str, str] = {}
    for finding in judgement.findings:  # worst first: its numbers win
        numbers = {**finding.facts, **numbers}
    return CaseAnswer(
        case.id, judgement.verdict.name.lower(), judgement.findings, judgement.missing, judgement.move, numbers,
        judgement.will_pass_from,
    )  # fmt: skip


def _retirement(case: Case, view: LawView) -> CaseAnswer:
    born = birth_day(case.facts.born, case.facts.born_year_only)
    if born is None or case.facts.sex is None:
        return CaseAnswer(case.id, "unknown", missing=("born",))
    schedule = next(r for r in view.judged if r.check == "still_in_service")
    day = retirement_day(schedule, case.facts.sex, born)
    age = age_label(age_months(schedule, case.facts.sex, born), "en")
    return CaseAnswer(case.id, "allowed", outcome=day.isoformat(), numbers={"age": age, "date": day.isoformat()})


def _end_of_term(case: Case, view: LawView) -> CaseAnswer:
    facts = case.facts
    if facts.term is None or facts.sex is None or (born := birth_day(facts.born, facts.born_year_only)) is None:
        return CaseAnswer(case.id, "unknown", missing=("term", "born", "sex"))
    result = end_of_term(
        view,
        category=facts.category or "civil_servant",
        sex=facts.sex,
        born=born,
        ends=facts.term.ends,
        months=facts.term.months,
    )
    numbers = {"months_left": str(result.months_left), "retires": result.retires.isoformat()}
    verdict = "unknown" if result.outcome == "unknown" else "allowed"
    missing = () if result.findings else ("rule_text",)
    return CaseAnswer(case.id, verdict, result.findings, missing, result.outcome, numbers)


def _pair(case: Case, view: LawView) -> CaseAnswer:
    conflicts = kinship_conflicts(pair_snapshot(case), view)
    wanted = [c for c in conflicts if c.person_a == "A" and "PA" in c.posts_a and "PB" in c.posts_b]
    wanted += [c for c in conflicts if c.person_a == "B" and "PB" in c.posts_a and "PA" in c.posts_b]
    findings = tuple(
        Finding(
            c.rule_id, c.verdict, "kinship", c.reason_vi, c.reason_en, c.reason_vi, c.reason_en, c.instrument, c.article,
            view.rule(c.rule_id).from_, view.rule(c.rule_id).to, c.confidence, {"relation": c.relation, "scope": c.scope},
        )
        for c in wanted
    )  # fmt: skip
    worst = max((c.verdict for c in wanted), default=Verdict.ALLOWED)
    return CaseAnswer(case.id, worst.name.lower(), findings)


def unmet(case: Case, answer: CaseAnswer) -> list[str]:
    """What of ``expect`` the answer does not meet, as sentences; empty when all is met."""
    want = case.expect
    if want is None:
        return []
    found = []
    if want.verdict and answer.verdict not in (want.verdict, *want.also_accept):
        found.append(f"{case.id}: verdict {answer.verdict}, expected {want.verdict}")
    rules = {f.rule_id for f in answer.findings}
    found += [f"{case.id}: rule {r} not among the findings {sorted(rules)}" for r in want.rules if r not in rules]
    bad = sorted({f.rule_id for f in answer.findings if f.verdict > Verdict.ALLOWED})
    if want.blocking is not None and bad != sorted(want.blocking):
        found.append(f"{case.id}: blocking {bad}, expected {sorted(want.blocking)}")
    found += [f"{case.id}: '{m}' not among missing {answer.missing}" for m in want.missing if m not in answer.missing]
    if want.reason and "rule_text" not in answer.missing:
        found.append(f"{case.id}: expected the reason {want.reason}")
    if want.outcome and answer.outcome != want.outcome:
        found.append(f"{case.id}: outcome {answer.outcome}, expected {want.outcome}")
    for key, value in want.numbers.items():
        if answer.numbers.get(key) != str(value):
            found.append(f"{case.id}: {key} is {answer.numbers.get(key)}, expected {value}")
    if want.will_pass_from and answer.will_pass_from != want.will_pass_from:
        found.append(f"{case.id}: passes from {answer.will_pass_from}, expected {want.will_pass_from}")
    return found
