"""Reading what a public form sent: nothing larger than allowed, nothing but text and pictures, nothing written to disk."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from dungviec.office.voice.faults import VoiceRefused
from dungviec.voice import pictures

SMALL = 32 * 1024
"""Bytes of a form without pictures, encoded."""
LARGE = pictures.MOST * pictures.LARGEST + 256 * 1024
TRAP = "trang-web"
"""A field people do not see; whoever fills it in is a script, and is answered as if all were well."""


class InMemory(MemoryFileUploadHandler):
    """Pictures of a report never touch the disk: the whole request was bounded before."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Always in charge, whatever the length."""
        self.activated = True


class TooLarge(VoiceRefused):
    """More was sent than the form takes."""


def posted(request: HttpRequest, most: int = SMALL) -> Any:
    """The posted fields. Raises TooLarge, or VoiceRefused for what cannot be read as a form."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = most + 1
    if length > most:
        raise TooLarge(_("Nội dung gửi lên lớn hơn mức nhận."))
    request.upload_handlers = [InMemory(request)]
    try:
        return request.POST
    except (SuspiciousOperation, BadRequest):
        raise VoiceRefused(_("Không đọc được nội dung gửi lên. Xin thử lại.")) from None


def text_of(given: Any, name: str) -> str:
    """A field as plain text: composed letters, plain line ends, no control signs."""
    text = unicodedata.normalize("NFC", str(given.get(name, "")).replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cf", "Co")).strip()


def language_of(request: HttpRequest) -> str:
    """The language of a public page: of its address, for there is no cookie to keep it."""
    return "en" if request.GET.get("ngon-ngu") == "en" else "vi"


def public_page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page for citizens, in the language of its address."""
    lang = language_of(request)
    with translation.override(lang):
        answer = render(request, f"voice/public/{template}.html", {"lang": lang, "ask": "?ngon-ngu=en" if lang == "en" else "", **context}, status=status)  # fmt: skip
    answer.headers["Content-Language"] = lang
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
