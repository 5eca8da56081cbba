"""The procedure of a day: which text is in force, which steps it gives, with the numbers of its rules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from dungviec.law import LawView
from dungviec.law.answers import exact, in_force
from dungviec.law.rules import Rule
from dungviec.procedures.model import Clock, Due, Procedure, ProcedureFault, Step, Threshold


@cache
def _catalogue() -> Mapping[str, Any]:
    text = files("dungviec.procedures").joinpath("procedures.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = YAML(typ="safe").load(text)
    return found


def procedure_names() -> tuple[str, ...]:
    """The names of all procedures, in order."""
    return tuple(p["name"] for p in _catalogue()["procedures"])


def procedure_words(name: str, lang: str = "vi") -> str:
    """A procedure in words. Raises ProcedureFault for a name nobody knows."""
    return str(_entry(name)["vi" if lang == "vi" else "en"])


def sources_of(name: str) -> tuple[str, ...]:
    """The sources of candidates a procedure tells apart (``local``, ``external``, ``lateral``)."""
    return tuple(dict.fromkeys(v["source"] for v in _entry(name)["variants"])) or ("local",)


def procedure_on(view: LawView, name: str, *, category: str = "civil_servant", source: str = "local") -> Procedure:
    """The procedure as the law of the view's day has it; the general order (REPORTED) where no text on the steps is on file.

    Raises ProcedureFault for an unknown name, or a source the procedure does not tell apart.
    """
    entry = _entry(name)
    if source not in sources_of(name):
        raise ProcedureFault(
            f"Quy trình «{entry['vi']}» không có nguồn «{source}»; chọn một trong: {', '.join(sources_of(name))}.",
            f"{entry['en']} has no source {source!r}; choose one of {', '.join(sources_of(name))}.",
        )
    clocks = tuple(_clocks(view, name, category))
    for variant in entry["variants"]:
        rule = in_force(view, variant["rule"])
        fits = not variant["categories"] or category in variant["categories"]
        if variant["source"] == source and fits and rule is not None:
            steps = tuple(_step(view, rule, raw) for raw in variant["steps"])
            return Procedure(name, entry["vi"], entry["en"], source, category, steps, rule, clocks, entry["case"])
    steps = tuple(_step(view, None, raw) for raw in _catalogue()["general"])
    return Procedure(name, entry["vi"], entry["en"], source, category, steps, None, clocks, entry["case"])


def _entry(name: str) -> Mapping[str, Any]:
    for entry in _catalogue()["procedures"]:
        if entry["name"] == name:
            found: Mapping[str, Any] = entry
            return found
    raise ProcedureFault(
        f"Không có quy trình «{name}»; chọn một trong: {', '.join(procedure_names())}.",
        f"There is no procedure {name!r}; choose one of {', '.join(procedure_names())}.",
    )


def _step(view: LawView, rule: Rule | None, raw: Mapping[str, Any]) -> Step:
    vote, due = raw.get("vote"), raw.get("due")
    return Step(
        raw["key"], raw["vi"], raw["en"], tuple(raw.get("papers", ())),
        _threshold(rule, vote) if rule is not None and vote else None, bool(raw.get("vote_unknown")),
        _due(view, due) if due else None, raw.get("number"),
    )  # fmt: skip


def _threshold(rule: Rule, vote: Mapping[str, str]) -> Threshold:
    advance = vote.get("advance")
    return Threshold(
        vote["base"], exact(rule.params[vote["over"]]), exact(rule.params[advance]) if advance else None,  # type: ignore[arg-type]
        vote.get("tie") == "head",
    )  # fmt: skip


def _due(view: LawView, due: Mapping[str, str]) -> Due | None:
    rule = in_force(view, due["rule"])
    if rule is None:
        return None
    working = "working_days" in due
    days = int(rule.params[due["working_days" if working else "days"]])
    return Due(due.get("after") or due["before"], days, working, "before" in due, rule)


def _clocks(view: LawView, name: str, category: str) -> list[Clock]:
    found = []
    for raw in _catalogue()["clocks"]:
        rule = in_force(view, raw["rule"]) if raw["procedure"] == name else None
        if rule is not None and (not rule.applies_to.categories or category in rule.applies_to.categories):
            found.append(Clock(raw["vi"], raw["en"], int(rule.params[raw["months"]]), bool(raw["at_most"]), rule))
    return found
