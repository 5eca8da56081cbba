"""An unlocked inbox for a quarter of an hour: the private key lies in the session under a key that only the browser's cookie has.

Neither the database nor the cookie opens anything alone.
"""

from __future__ import annotations

import base64
import json
import secrets
import time

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dungviec.office.registry.viewing import user_of
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.models import Key
from dungviec.office.voice.services import readers

COOKIE, PATH, SESSION = "khoa_hom_thu", "/gop-y/hom-thu/", "hom_thu"
SECONDS = 15 * 60
MOST_TRIES = 5


def unlock(request: HttpRequest, response: HttpResponse, key: Key, word: str) -> None:
    """Unlock for this browser. Raises VoiceRefused for a wrong word, and after five wrong ones for a quarter of an hour."""
    cache, tries = caches["limits"], f"inbox-word:{key.pk}"
    if cache.get(tries, 0) >= MOST_TRIES:
        raise VoiceRefused(_("Đã gõ sai từ khóa nhiều lần. Xin chờ 15 phút."))
    try:
        private = readers.unlock(key, word)
    except VoiceRefused:
        cache.add(tries, 0, timeout=SECONDS)
        cache.incr(tries)
        raise
    cache.delete(tries)
    outer, nonce = AESGCM.generate_key(256), secrets.token_bytes(12)
    inside = json.dumps({"key": key.pk, "private": base64.b64encode(private).decode(), "until": time.time() + SECONDS})
    request.session[SESSION] = base64.b64encode(nonce + AESGCM(outer).encrypt(nonce, inside.encode(), None)).decode()
    response.set_cookie(
        COOKIE, base64.urlsafe_b64encode(outer).decode(), max_age=SECONDS, path=PATH, httponly=True, samesite="Strict", secure=settings.PRODUCTION,
    )  # fmt: skip


def lock(request: HttpRequest, response: HttpResponse) -> None:
    """Forget the unlocked key."""
    request.session.pop(SESSION, None)
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")


def opened(request: HttpRequest) -> readers.Opened | None:
    """The reader with the private key in hand; None where the inbox is locked."""
    kept, cookie = request.session.get(SESSION, ""), request.COOKIES.get(COOKIE, "")
    if not kept or not cookie:
        return None
    try:
        body = base64.b64decode(kept)
        inside = json.loads(AESGCM(base64.urlsafe_b64decode(cookie)).decrypt(body[:12], body[12:], None))
    except (InvalidTag, ValueError):
        return None
    user = user_of(request)
    key = Key.objects.filter(pk=inside["key"], user=user).select_related("user").first()
    if key is None or inside["until"] < time.time():
        return None
    return readers.Opened(key, base64.b64decode(inside["private"]), user)
