"""What a form showed when it was opened: two people at once do not overwrite each other unseen.

A form carries a keyed digest of the stored values it shows (``{% include "shell/seen.html" %}``). Where they are others when it comes
back, nothing is written: the page comes again with what was typed, what is stored now, and a fresh digest. A form sent without
the digest was opened on nothing: it is refused alike.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

FIELD = "da-thay"
_ASKED = "version_was_asked"
SENTENCE = _("Trong lúc mở trang này, người khác vừa sửa đúng phần này. Chưa ghi gì: xin mở lại trang để xem giá trị hiện nay, hoặc bấm ghi lại nếu vẫn muốn đổi.")  # fmt: skip


def stamp(*values: Any) -> str:
    """The digest of stored values; keyed, so that it tells nobody what they are."""
    text = json.dumps(values, default=str, sort_keys=True, ensure_ascii=False)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:24]


def is_stale(request: HttpRequest, now: str) -> bool:
    """Whether the form was opened on other values than those that are stored now (``now``: their :func:`stamp`), or on none.

    A program's form was held against its page by If-Match before (``api.page_versions`` calls :func:`already_asked`).
    """
    if getattr(request, _ASKED, False):
        return False
    return not hmac.compare_digest(request.POST.get(FIELD, "").encode(), now.encode())


def already_asked(request: HttpRequest) -> None:
    """Note that whoever sends this form was asked by another way which version was read."""
    setattr(request, _ASKED, True)
