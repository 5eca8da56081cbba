"""What somebody typed and sent into a locked session: carried through the lock page and sent on afterwards by the owner's own press.

It travels in the page, signed and bound to the account and the address it was sent to; the server keeps nothing of it. Files are
not carried: the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

_SALT = "dungviec.office.access.carried"
MOST = 1_000_000
"""Characters carried at most; what is longer is not, and the page says so."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent: where to, its fields in order, and whether something of it is lost."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: bool


def pack(request: HttpRequest) -> str:
    """The posted form as a sealed line for a hidden field; empty where it is too long to carry."""
    fields = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    if sum(len(n) + len(str(v)) for n, v in fields) > MOST:
        return ""
    body = {"to": request.get_full_path(), "for": request.user.pk, "fields": fields, "files": bool(request.FILES)}
    return signing.dumps(body, salt=_SALT, compress=True)


def unpack(line: str, request: HttpRequest) -> Kept | None:
    """What was packed for this account; None for anything else, or after the longest session has passed."""
    try:
        body = signing.loads(line, salt=_SALT, max_age=settings.SESSION_HOURS * 3600)
    except signing.BadSignature:
        return None
    if body["for"] != request.user.pk:
        return None
    return Kept(body["to"], tuple((n, v) for n, v in body["fields"]), body["files"])
