"""Idempotency-Key: a write sent twice is done once; the second caller gets the first answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from dungviec.office.access.models import User
from dungviec.office.api.models import KeptAnswer
from dungviec.office.api.problems import Problem
from dungviec.office.api.sealing import seal, unseal

KEPT = timedelta(hours=24)
STUCK = timedelta(minutes=10)
"""A first write that has not answered for so long was cut off; the key may be used again."""
LARGEST = 1_000_000
HEADER = "Idempotency-Key"
_KEY = re.compile(r"[A-Za-z0-9_-]{1,100}")


def once(request: HttpRequest, user: User, do: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Do a write under the request's Idempotency-Key, or give the answer it got before.

    Refusals of the server's own (5xx, 429) are not kept: the write may be tried again. Raises a Problem for a key that is at
    work (409) or was used for something else (422).
    """
    key = request.headers.get(HEADER)
    if key is None or request.method in ("GET", "HEAD", "OPTIONS"):
        return do()
    if not _KEY.fullmatch(key):
        raise Problem(
            422,
            "«Idempotency-Key» gồm 1 đến 100 chữ cái, số, gạch nối, gạch dưới.",
            "Idempotency-Key takes 1 to 100 letters, digits, hyphens and underscores.",
        )
    asked = _digest(request)
    kept = _claim(user, key, asked)
    if kept is not None:
        return _again(kept, asked)
    kept_here = False
    try:
        with transaction.atomic():  # the write and its answer together: whoever dies in between has done neither
            answer = do()
            kept_here = _keep(user, key, answer)
            if answer.status_code >= 500:
                transaction.set_rollback(True)
    finally:
        if not kept_here:
            KeptAnswer.objects.filter(user=user, key=key).delete()
    return answer


def _digest(request: HttpRequest) -> str:
    head = f"{request.method} {request.get_full_path()} {request.content_type}\n".encode()
    return hashlib.sha256(head + request.body).hexdigest()


def _claim(user: User, key: str, asked: str) -> KeptAnswer | None:
    """Take the key for this write; what is kept under it already, where it is taken."""
    now = timezone.now()
    KeptAnswer.objects.filter(at__lt=now - KEPT).delete()
    KeptAnswer.objects.filter(user=user, key=key, status=0, at__lt=now - STUCK).delete()
    try:
        with transaction.atomic():
            KeptAnswer.objects.create(user=user, key=key, asked=asked, at=now)
    except IntegrityError:
        return KeptAnswer.objects.get(user=user, key=key)
    return None


def _again(kept: KeptAnswer, asked: str) -> HttpResponse:
    if kept.asked != asked:
        raise Problem(
            422, "«Idempotency-Key» này đã dùng cho một yêu cầu khác. Xin dùng khoá mới.", "This Idempotency-Key was used for another request. Use a new one.",
            kind="key-reused",
        )  # fmt: skip
    body = unseal(kept.body) if kept.status else None
    if body is None:
        raise Problem(409, "Yêu cầu cùng «Idempotency-Key» đang được xử lý. Xin đợi rồi gửi lại.", "A request with this Idempotency-Key is at work. Wait, then send again.", kind="at-work", headers={"Retry-After": "2"})  # fmt: skip
    response = HttpResponse(body, status=kept.status, content_type=kept.content_type)
    response["Idempotency-Replayed"] = "true"
    return response


def _keep(user: User, key: str, answer: HttpResponseBase) -> bool:
    """Keep the answer for whoever sends the same again; False for answers that are not kept."""
    if not isinstance(answer, HttpResponse) or len(answer.content) > LARGEST:
        return False
    if answer.status_code >= 500 or answer.status_code == 429:
        return False
    KeptAnswer.objects.filter(user=user, key=key).update(
        status=answer.status_code, content_type=answer.headers.get("Content-Type", "")[:100], body=seal(answer.content)
    )
    return True
