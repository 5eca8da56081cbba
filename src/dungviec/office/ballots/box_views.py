"""The ballot box: asked without a log-in, without cookies, without a trace (``middleware``)."""

from __future__ import annotations

import base64
import binascii
import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from dungviec.ballots import FORMS, Slip, form_words
from dungviec.office.ballots import services
from dungviec.office.ballots.faults import VoteRefused
from dungviec.office.ballots.models import Phase, Vote

LONGEST = 4000
"""Bytes of a ballot as it is sent."""


@login_not_required
@require_safe
def box(request: HttpRequest, code: str) -> HttpResponse:
    """The ballot to mark while the box is open; the list of receipts after the count."""
    one = get_object_or_404(Vote.objects.exclude(phase=Phase.DRAFT), code=code)
    lang = "en" if request.GET.get("ngon-ngu") == "en" else "vi"
    with translation.override(lang):
        marks = [m[0 if lang == "vi" else 1] for m in FORMS[one.form][2]]
        return render(request, "ballots/box.html", {
            "one": one, "lang": lang, "form_words": form_words(one.form, lang), "marks": list(enumerate(marks)),
            "candidates": list(enumerate(one.candidates)), "fingerprint": services.fingerprint(one) if one.box_public else "",
        })  # fmt: skip


@csrf_exempt  # no cookie comes with it, so there is no log-in to misuse: the slip is the right to vote
@login_not_required
@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """A ballot put into the box; answers with its receipt."""
    lang = "en" if request.GET.get("ngon-ngu") == "en" else "vi"
    with translation.override(lang):
        try:
            sent = json.loads(request.read(LONGEST))
            parts = [base64.b64decode(sent[name], validate=True) for name in ("serial", "signature", "envelope")]
            receipt = services.cast(code, Slip(*parts))
        except VoteRefused as refused:
            return JsonResponse({"fault": str(refused)}, status=422)
        except (binascii.Error, KeyError, TypeError, ValueError):
            return JsonResponse({"fault": _("Phiếu gửi lên không đúng dạng.")}, status=422)
        return JsonResponse({"receipt": receipt})
