"""The API put together: typed routes of every room, and the exceptions that become problems."""

from __future__ import annotations

from functools import cache

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NinjaValidationError

from dungviec.office.api.problems import Problem, answer_problem
from dungviec.office.api.routes import (
    appraisal,
    asked,
    competency,
    conduct,
    decisions,
    emulation,
    imports,
    law,
    office,
    people,
    placement,
    records,
    reports,
    sandbox,
    slates,
    succession,
    training,
    units,
    webhooks,
)

ABOUT = (
    "Everything the pages of the office can do, under the same rights. Refusals are application/problem+json (RFC 9457). "
    "`as_of` and `known_on` ask any address as of a day and by what was known then. Typed resources come first; every page of the office "
    "stands under /pages/ as data. How to: docs/how-to/use-the-api.md."
)

_ROOMS = (
    people, records, units, asked, imports, law, placement, slates, sandbox, decisions, succession, appraisal, competency, training, conduct, emulation,
    reports, office, webhooks,
)  # fmt: skip


@cache
def api() -> NinjaAPI:
    """The one API of the process."""
    made = NinjaAPI(
        title="Đúng Việc", version="1", description=ABOUT, docs_url=None, openapi_url=None, urls_namespace="api"
    )
    for room in _ROOMS:
        made.add_router("", room.router)
    for kind in (
        Exception,
        Problem,
        Http404,
        HttpError,
        PermissionDenied,
        ValidationError,
        NinjaValidationError,
        AuthenticationError,
    ):
        made.add_exception_handler(kind, answer_problem)
    return made
