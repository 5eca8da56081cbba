"""Which version of a page its form was read from: two who fill in the same form do not overwrite each other unseen.

The mark (ETag) of a page as data names the page and what it said. A POST of one of its forms sends it as If-Match; the page is read
once more for the same caller, and where it says anything else now, or no longer offers that form, nothing is done.
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest

from dungviec.office.api.page_shapes import PageDocument
from dungviec.office.api.problems import Problem

_MARK = re.compile(r'"([A-Za-z0-9_-]{1,1200})\.([0-9a-f]{32})"')


def mark_of(page: PageDocument) -> str:
    """The ETag of a page as one caller reads it."""
    text = page.model_dump_json(include={"title", "sections"})
    address = urlsafe_b64encode(page.page.encode()).decode().rstrip("=")
    return f'"{address}.{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def require_page_version(request: HttpRequest, target: str, read: Callable[[str], PageDocument]) -> None:
    """Refuse a form whose page says something else than its reader saw.

    ``target`` is the address (a path) the form is sent to, ``read`` reads a page by its address with its query. Raises a Problem:
    428 without If-Match, 422 for one that no page gave, 409 where the page or the form is not as it was. ``*`` waives the question.
    """
    asked = request.headers.get("If-Match", "").strip()
    if not asked:
        raise Problem(428)
    if asked == "*":
        return
    found = _MARK.fullmatch(asked)
    try:
        address = urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)).decode() if found else ""
    except (Error, UnicodeDecodeError):
        address = ""
    if not address.startswith("/"):
        raise Problem(
            422, "«If-Match» phải là dấu (ETag) của trang có biểu mẫu này.", "If-Match must be the ETag of the page that holds this form.",
            kind="no-page-version",
        )  # fmt: skip
    try:
        now = read(address)
    except Problem as away:
        raise Problem(409, kind="stale") if away.status == 404 else away from away
    leads = {urlsplit(f.page).path for s in now.sections for f in s.forms if f.method == "post"}
    if mark_of(now) != asked or target not in leads:
        raise Problem(409, kind="stale")
