"""A run of a procedure as a YAML file: what ``dungviec procedure check`` reads."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML

from dungviec.law import LawView
from dungviec.law.yaml_text import YamlFault, read_yaml
from dungviec.procedures.catalogue import procedure_on
from dungviec.procedures.model import ProcedureFault
from dungviec.procedures.running import Held, Run, run
from dungviec.procedures.voting import Count


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HeldStep(_Strict):
    """A step as the file tells it."""

    step: str
    held: dt.date
    entitled: int | None = Field(default=None, ge=0)
    summoned: int | None = Field(default=None, ge=0)
    present: int | None = Field(default=None, ge=0)
    votes: dict[str, int] = Field(default_factory=dict)


class Expected(_Strict):
    """What the writer of the file expects: outcome by step, last day by step, stopped, who is left."""

    outcomes: dict[str, str] = Field(default_factory=dict)
    deadlines: dict[str, dt.date] = Field(default_factory=dict)
    known: bool | None = None
    stopped: bool | None = None
    chosen: list[str] | None = None


class RunFile(_Strict):
    """One run of a procedure."""

    procedure: str
    date: dt.date
    category: str = "civil_servant"
    source: str = "local"
    started: dt.date | None = None
    approved: dt.date | None = None
    term_ends: dt.date | None = None
    steps: list[HeldStep] = Field(default_factory=list)
    conditions: dict[str, Any] | None = None
    """A law case without ``action.kind``: facts and day; its kind is that of the procedure."""
    expect: Expected | None = None


def read_run(text: str, source: str) -> RunFile:
    """A file as a run. Raises ProcedureFault with the place that cannot be read."""
    try:
        return RunFile.model_validate(read_yaml(text))
    except YamlFault as bad:
        raise ProcedureFault(f"{source}, dòng {bad.line}: {bad.vi}", f"{source}, line {bad.line}: {bad.en}") from None
    except ValidationError as bad:
        first = bad.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "?"
        raise ProcedureFault(
            f"{source}: mục «{place}» không dùng được ({first['msg']}). Các mục: {', '.join(RunFile.model_fields)}.",
            f"{source}: {place!r} cannot be used ({first['msg']}). Keys: {', '.join(RunFile.model_fields)}.",
        ) from None


def judge_run(one: RunFile, view: LawView) -> Run:
    """The run under the law of the view's day. Raises ProcedureFault for what cannot be."""
    procedure = procedure_on(view, one.procedure, category=one.category, source=one.source)
    held = {s.step: Held(s.held, Count(s.entitled, s.summoned, s.present), s.votes) for s in one.steps}
    return run(procedure, held, started=one.started, approved=one.approved, term_ends=one.term_ends)


def unmet(one: RunFile, judged: Run) -> list[str]:
    """What came out otherwise than the file expects, in sentences."""
    if one.expect is None:
        return []
    by_key = {s.step.key: s for s in judged.steps}
    missed = []
    for key, wanted in one.expect.outcomes.items():
        tally = by_key[key].tally if key in by_key else None
        got = tally.outcome if tally else None
        if got != wanted:
            missed.append(f"bước {key}: mong đợi {wanted}, kết quả {got} / step {key}: expected {wanted}, got {got}")
    for key, day in one.expect.deadlines.items():
        due = by_key[key].deadline if key in by_key else None
        if (due.day if due else None) != day:
            missed.append(f"bước {key}: mong đợi hạn {day}, kết quả {due.day if due else None} / deadline of {key}")
    told = {"known": judged.procedure.known, "stopped": judged.stopped, "chosen": list(judged.chosen)}
    for name, got_value in told.items():
        wanted_value = getattr(one.expect, name)
        if wanted_value is not None and wanted_value != got_value:
            missed.append(
                f"{name}: mong đợi {wanted_value}, kết quả {got_value} / expected {wanted_value}, got {got_value}"
            )
    return missed


def conditions_case(one: RunFile, kind: str) -> str:
    """The conditions of a run as the text of a law case."""
    facts = dict(one.conditions or {})
    action = {"date": one.date, **dict(facts.pop("action", {})), "kind": kind}
    buffer = io.StringIO()
    YAML().dump({"id": facts.pop("id", one.procedure), **facts, "action": action}, buffer)
    return buffer.getvalue()
