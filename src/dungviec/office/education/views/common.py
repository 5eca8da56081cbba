"""What the pages share: the viewer, hidden numbers, uploads, refusals in forms, definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest

from dungviec.office.education import rights
from dungviec.office.education.definitions import Asked, entry_form, fields_of
from dungviec.office.education.models import FormVersion
from dungviec.office.education.selectors import Person, person_of
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import seen_here
from dungviec.office.requests.vault import Checked, check


def following(request: HttpRequest) -> SeenRecords:
    """What the viewer sees; refused to who follows nobody."""
    records = seen_here(request)
    rights.require(rights.may_follow(records.viewer))
    return records


def setting(request: HttpRequest) -> SeenRecords:
    """The same for the personnel office."""
    records = following(request)
    rights.require(rights.may_set(records.viewer))
    return records


def own(request: HttpRequest) -> tuple[SeenRecords, Person]:
    """The viewer as somebody who takes part; refused to accounts that are nobody on file."""
    records = seen_here(request)
    rights.require(rights.has_own(records.viewer))
    return records, person_of(records, records.viewer.person_id)


def number(request: HttpRequest, name: str) -> int:
    """A hidden number of a form; 0 for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def uploaded(request: HttpRequest) -> Checked | None:
    """The file sent with a form, checked; None where none was sent."""
    sent = request.FILES.get("tep")
    return check(sent.name or "", sent, sent.size) if sent is not None else None


def told_in(form: Any, refused: Exception) -> None:
    """A refusal where the mistake was made, or above the form."""
    fields = getattr(refused, "fields", {})
    for name, words in fields.items():
        form.add_error(name if name in form.fields else None, words)
    if not fields:
        form.add_error(None, str(refused))


def filled(version: FormVersion, request: HttpRequest | None, answers: Mapping[str, Any], *, strict: bool = True) -> tuple[Sequence[Asked], Any]:  # fmt: skip
    """A form of data, empty with former answers, or with what was sent (``request``)."""
    fields = fields_of(version.fields)
    return fields, entry_form(
        fields, data=request.POST if request is not None else None, initial=answers, strict=strict
    )


def found_version(version: FormVersion | None) -> FormVersion:
    """The version, or a page that does not exist: on that day there is no such form."""
    if version is None:
        raise Http404("form")
    return version
