"""Asks the API what its description allows and what it forbids, in-process, and holds every answer to the description.

Shared by the test (a few questions each) and by ``python -m benchmarks api`` (many).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import negated_parameters
from schemathesis.generation.modes import GenerationMode

from dungviec.office.api.openapi import description
from dungviec.office.api.service import api

load_all_checks()
NOT_ASKED = {
    "positive_data_acceptance": "what has the right shape may still be refused by a rule of the office (422), which no schema can say",
    "ignored_auth": "asked by test_door of every typed address at once",
    "use_after_free": "nothing is deleted: records are withdrawn and stay",
    "ensure_resource_availability": "needs links between operations, of which the description has none",
    "missing_required_header": "no header is required by the description; If-Match is asked by test_writing",
    "max_response_time": "a time",
    "unsupported_method": "asked by test_door of every typed address at once",
}
"""Checks that are not made here, each with the reason."""
CHECKED = [check for check in CHECKS.get_all() if check.__name__ not in NOT_ASKED]


KNOWN: dict[str, Any] = {
    "person": "N1", "person_id": "N1", "other_id": "N2", "unit": "P-GD", "unit_id": "P-GD", "post": "GD.PP", "post_id": "GD.PP", "table": "ratings", "pk": 1, "number": 1, "slate": 1, "place": 1, "learner": 1, "period": "2026-11",
}  # fmt: skip
"""Things of the town, put into paths half of the time so that questions get beyond «there is nothing here»."""

FREE = {("asked", ParameterLocation.QUERY)}
"""What cannot be put wrongly: a page takes any words of its query (a link from outside may carry ``utm_source``), and on the wire all are text."""


@dataclass
class Heard:
    """What came of it."""

    asked: int = 0
    by_status: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def schema_of() -> Any:
    """The whole description, to be asked of the office itself."""
    loaded = schemathesis.openapi.from_dict(description(api()))
    loaded.app = WSGIHandler()
    return loaded


def operations(loaded: Any, wanted: Callable[[str, str], bool]) -> Iterator[Any]:
    """The operations whose method and path are wanted."""
    for found in loaded.get_all_operations():
        operation = found.ok()
        if wanted(operation.method, operation.path):
            yield operation


def ask(
    asked: Iterable[Any], key: str, examples: int, *, modes: Iterable[GenerationMode] = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE), seeded: bool = True, around: Callable[[Callable[[], Any]], Any] | None = None,
) -> Heard:  # fmt: skip
    """Ask each operation ``examples`` questions of each kind with a key; every answer is held to the description."""
    heard = Heard()
    with _kept_connection():
        for operation in asked:
            blanks = {p.name for p in operation.path_parameters}
            for mode in modes:
                known = {n: v for n, v in KNOWN.items() if n in blanks} if mode is GenerationMode.POSITIVE else {}
                _ask_one(operation, mode, key, examples, heard, seeded=seeded, around=around, known=known)
    return heard


@contextmanager
def _kept_connection() -> Iterator[None]:
    """Requests end without closing the connection, whose transaction the questions are asked in (as Django's own test client does)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def _ask_one(
    operation: Any,
    mode: GenerationMode,
    key: str,
    examples: int,
    heard: Heard,
    *,
    seeded: bool,
    around: Any,
    known: dict[str, Any],
) -> None:
    forms = "/pages/" in operation.path and operation.method == "post"
    try:
        strategy = operation.as_strategy(generation_mode=mode, path_parameters=known or None)
    except Exception as impossible:  # an operation without anything to get wrong
        if "Unsatisfiable" in type(impossible).__name__ or "negat" in str(impossible).lower():
            return
        raise

    @given(case=strategy)
    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=seeded, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck), print_blob=False,
    )  # fmt: skip
    def put(case: Any) -> None:
        spoilt = set(negated_parameters(case.meta))
        if (
            "Authorization",
            ParameterLocation.HEADER,
        ) not in spoilt:  # a spoilt key stays spoilt: the door has to refuse it
            case.headers["Authorization"] = f"Bearer {key}"
        any_page = forms and (mode is GenerationMode.POSITIVE or heard.asked % 2 == 0)
        if any_page:  # else few questions would get beyond «this is not the page you read»
            case.headers["If-Match"] = "*"
        waived = any_page or (bool(spoilt) and spoilt <= FREE)
        response = (around or (lambda do: do()))(case.call)
        heard.asked += 1
        heard.by_status[response.status_code] += 1
        # Too large is refused before it is read, as described; the check's own list of refusals leaves it out.
        unasked = {"negative_data_rejection"} if waived or response.status_code == 413 else set()
        try:
            case.validate_response(response, checks=[c for c in CHECKED if c.__name__ not in unasked])
        except (Failure, FailureGroup) as wrong:
            told = wrong.exceptions if isinstance(wrong, FailureGroup) else [wrong]
            body = response.content[:300].decode("utf-8", "replace")
            heard.wrong += [
                f"{operation.method.upper()} {case.formatted_path} {mode.name} {response.status_code}: {type(w).__name__} {str(w)[:300]} | sent {str(case.query)[:100]} {str(case.body)[:150]} | {body}"
                for w in told
            ]

    try:
        put()
    except Exception as refused:
        if "Unsatisfiable" not in type(refused).__name__:
            raise
