"""Headers on every address, cookies of production, and reports of the content security policy."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import get_resolver
from tests.office.access.test_access import addresses

from dungviec.office.access import headers

pytestmark = pytest.mark.django_db
SET_BY_HAND = {
    "Content-Security-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "X-Frame-Options",
    "Referrer-Policy",
}
PUBLIC = ("/cong-dan/", "/hop-phieu/", "/suc-khoe/", "/api/")


def wrong(answer: Any, path: str) -> list[str]:
    """What an answer lacks."""
    found = [f"{path}: no {name}" for name in SET_BY_HAND if name not in answer.headers]
    policy = answer.headers.get("Content-Security-Policy", "")
    if "unsafe" in policy or "*" in policy or "report-uri" not in policy:
        found.append(f"{path}: {policy}")
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        found.append(f"{path}: sniffed")
    kind = answer.headers.get("Content-Type", "")
    shown = (
        "text/html",
        "application/json",
        "application/problem+json",
        "text/plain",
        "image/svg+xml",
        "application/manifest+json",
        "text/javascript",
        "application/javascript",
    )
    if (
        answer.status_code == 200
        and not kind.startswith(shown)
        and "attachment" not in answer.headers.get("Content-Disposition", "")
    ):
        found.append(f"{path}: {kind} not as a file")
    return found


@pytest.mark.either
@pytest.mark.parametrize("role", ["administrator", "personnel"])
def test_every_address_answers_with_them(as_role: Callable[..., Client], role: str) -> None:
    client, stranger = as_role(role), Client()
    found, seen = [], 0
    for name, path in addresses(get_resolver().url_patterns):
        if "<" in path or path.startswith(PUBLIC) or name in ("access:log_out", "account_logout"):
            continue
        seen += 1
        answer = client.get(path)
        found += wrong(answer, path)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"] and "no-store" not in answer.headers.get("Cache-Control", "") and "no-cache" not in answer.headers.get("Cache-Control", ""):  # fmt: skip
            found.append(f"{path}: kept by browsers: {answer.headers.get('Cache-Control')}")
    for path in ("/dang-nhap/", "/khong-co-trang-nay/", "/", "/static/mfa/js/webauthn.js"):
        found += [w for w in wrong(stranger.get(path), path) if not path.startswith("/static/")]
    assert found == []
    assert seen > 60


def test_browsers_may_report_and_nothing_of_the_page_is_kept(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caches["limits"].clear()
    body = {
        "csp-report": {
            "document-uri": "https://x/can-bo/N1/?ten=hanh",
            "violated-directive": "script-src",
            "blocked-uri": "https://evil.example/a.js?hanh",
        }
    }
    newer = [
        {
            "type": "csp-violation",
            "body": {"documentURL": "https://x/can-bo/N1/", "effectiveDirective": "img-src", "blockedURL": "inline"},
        }
    ]
    with caplog.at_level(logging.WARNING, logger="dungviec.csp"):
        logging.getLogger("dungviec").propagate = True
        try:
            for given in (body, newer):
                assert (
                    client.post(headers.REPORTS, json.dumps(given), content_type="application/csp-report").status_code
                    == 204
                )
        finally:
            logging.getLogger("dungviec").propagate = False
    said = " ".join(r.getMessage() for r in caplog.records)
    assert "script-src from evil.example" in said
    assert "img-src from inline" in said
    assert not any(word in said for word in ("hanh", "N1", "can-bo"))
    for broken in (b"", b"{", b"[]", b"[1]", b"{}", b'{"csp-report": 3}', b"x" * 20_000, b"\xff\xfe"):
        assert client.post(headers.REPORTS, broken, content_type="application/csp-report").status_code == 204
    for _ in range(70):
        client.post(headers.REPORTS, json.dumps(body), content_type="application/csp-report")
    assert client.get(headers.REPORTS).status_code == 405


def test_cookies_of_a_production_office(tmp_path: Path) -> None:
    """Settings are read once a process: a process of its own says what production sets."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("DUNGVIEC_", "DATABASE_"))} | {
        "DUNGVIEC_HOME": str(tmp_path), "DUNGVIEC_ENV": "production", "DJANGO_SETTINGS_MODULE": "dungviec.office.settings",
    }  # fmt: skip
    names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN",
             "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_DOMAIN", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "DEBUG")  # fmt: skip
    command = f"import json; from django.conf import settings as s; print(json.dumps([getattr(s, n) for n in {names!r}] + [sorted(s.SECOND_FACTOR_ROLES)]))"
    told = subprocess.run(
        [sys.executable, "-c", command], env=surroundings, check=True, capture_output=True, timeout=300
    ).stdout
    assert json.loads(told) == [
        "__Host-phien", True, True, "Lax", "/", None, "__Host-csrftoken", True, None, True, True, 31536000, False,
        ["administrator", "auditor", "leader", "personnel"],
    ]  # fmt: skip
