"""Every number, share and day in the parameters of the rules, moved by its smallest unit: what a boundary is, computed.

A case lies at a boundary when its answer turns once a parameter of the law is one unit more or less: nobody labels it by
hand. The unit of a whole number is one, of a share or amount the last place it is written with, of a day one day, of a month
one month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.law.answered import answer, cases

from dungviec.law import LawBook
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.cases import CaseError, judge_case
from dungviec.law.rules import Rule, Verdict
from dungviec.records.dates import add_months

Path = tuple[str | int, ...]
JUDGED = ("eligibility", "set", "clock", "formula")
"""Kinds of rules that judge; the others are read."""


@dataclass(frozen=True)
class Step:
    """One parameter (``path`` within ``params`` of ``rule``) moved one unit ``up`` or ``down``."""

    rule: Rule
    path: Path
    way: str

    @property
    def name(self) -> str:
        """``APT-2026-04@2026-07-01 min_months up``: the rule with its first day (a key may come twice in time)."""
        return f"{self.rule.key}@{self.rule.from_} {'.'.join(str(p) for p in self.path)} {self.way}"

    def book(self) -> LawBook:
        """The shipped book with this one parameter moved."""
        packs = LawBook.load().packs
        moved = self.rule.model_copy(update={"params": _put(self.rule.params, self.path, self.way)})
        return LawBook(replace(packs, rules=tuple(moved if r is self.rule else r for r in packs.rules)))


def moved(value: Any, way: str) -> Any:
    """The value one unit up or down; None where it is not a number or a day, or a count cannot become less than nought."""
    sign = 1 if way == "up" else -1
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value + sign if value + sign >= 0 else None
    if isinstance(value, float):
        unit = Decimal(1).scaleb(min(-2, int(Decimal(str(value)).normalize().as_tuple().exponent)))
        return float(Decimal(str(value)) + sign * unit)
    if isinstance(value, date):
        return value + timedelta(days=sign)
    if isinstance(value, str):
        return _moved_text(value, sign)
    return None


def _moved_text(value: str, sign: int) -> str | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return (date.fromisoformat(value) + timedelta(days=sign)).isoformat()
    if re.fullmatch(r"\d{2}-\d{2}", value):
        return f"{date.fromisoformat(f'2025-{value}') + timedelta(days=sign):%m-%d}"
    if re.fullmatch(r"\d{4}-\d{2}", value):
        return f"{add_months(date.fromisoformat(f'{value}-01'), sign):%Y-%m}"
    return None


def leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value within the parameters that is no mapping or list, with the way to it."""
    if isinstance(node, dict):
        for key, part in node.items():
            yield from leaves(part, (*path, key))
    elif isinstance(node, list | tuple):
        for place, part in enumerate(node):
            yield from leaves(part, (*path, place))
    else:
        yield path, node


def steps(*kinds: str) -> list[Step]:
    """Both steps of every number and day in the parameters of the rules of these kinds."""
    return [
        Step(rule, path, way)
        for rule in LawBook.load().rules
        if rule.kind in kinds
        for path, value in leaves(rule.params)
        for way in ("up", "down")
        if moved(value, way) is not None
    ]


def _put(node: Any, path: Path, way: str) -> Any:
    if not path:
        return moved(node, way)
    head, rest = path[0], path[1:]
    if isinstance(node, dict):
        return {k: _put(v, rest, way) if k == head else v for k, v in node.items()}
    return [_put(v, rest, way) if k == head else v for k, v in enumerate(node)]


def verdicts(answer: CaseAnswer) -> object:
    """What an answer decides: its verdict, what came of it, and what each clause said."""
    found = sorted((f.rule_id, f.clause, int(f.verdict)) for f in answer.findings if f.verdict != Verdict.ALLOWED)
    parts = [(name, verdicts(part)) for name, part in answer.people.items()]
    return answer.verdict, answer.outcome, found, parts


def figures(answer: CaseAnswer) -> object:
    """What an answer works out: days and amounts."""
    return answer.will_pass_from, sorted(answer.numbers.items()), [figures(part) for part in answer.people.values()]


def turns(step: Step, number: int) -> bool:
    """Whether the case of this place is answered otherwise once the parameter is moved: another verdict or outcome.

    Of a formula, and of a clause whose number is itself the answer (``ANSWERS``), another figure is another answer. A case
    that is refused as impossible under the moved parameter turns too.
    """
    case, now = cases()[number], answer(number)
    try:
        then = judge_case(case, step.book())
    except CaseError:
        return True
    counts = step.rule.kind == "formula" or step.name.partition("@")[0] in ANSWERS
    return verdicts(then) != verdicts(now) or (counts and figures(then) != figures(now))


ANSWERS = frozenset({
    "APT-2003-01/term", "APT-2020-01", "APT-P-2017/term", "VC-85-TERM", "APT-VC-02", "DIS-SAL-2008", "DIS-SAL-2021", "DIS-VC-2010/salary", "EMU-2017-CSTD", "KN-2004-01", "KN-2019-01",
    "KN-2023-01",
})  # fmt: skip
"""Clauses that give a length, a share or a number to whoever asks: nobody keeps or breaks them."""
