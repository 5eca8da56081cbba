"""Where mail goes: ``DUNGVIEC_EMAIL_URL`` as settings of Django.

``smtp://user:word@host:587`` (STARTTLS), ``smtps://user:word@host:465`` (TLS from the start), ``smtp://host:25?tls=0`` inside the house,
``file:///folder`` (each letter a file), ``console:`` (printed). Without it a demo writes files into its data folder, and nothing leaves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

_BACKENDS = "django.core.mail.backends"


def mail_settings(url: str, home: Path) -> dict[str, Any]:
    """Django's mail settings. ``url``: as above; empty: files in ``home/mail``. Raises ValueError for an address that cannot be read."""
    if not url:
        return {"EMAIL_BACKEND": f"{_BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": str(home / "mail")}
    read = urlsplit(url)
    try:
        port = read.port
    except ValueError:
        port = 0
    if read.scheme == "console":
        return {"EMAIL_BACKEND": f"{_BACKENDS}.console.EmailBackend"}
    if read.scheme == "file" and read.path:
        return {"EMAIL_BACKEND": f"{_BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": unquote(read.path)}
    if read.scheme not in ("smtp", "smtps") or not read.hostname or port == 0:
        raise ValueError(
            "DUNGVIEC_EMAIL_URL không đọc được: ghi như smtp://tài-khoản:mật-khẩu@máy-chủ:587, file:///thư-mục hoặc console:. "
            "(Write it like smtp://user:password@host:587, file:///folder or console:.)"
        )
    sealed = read.scheme == "smtps"
    return {
        "EMAIL_BACKEND": f"{_BACKENDS}.smtp.EmailBackend", "EMAIL_HOST": read.hostname, "EMAIL_PORT": port or (465 if sealed else 587),
        "EMAIL_HOST_USER": unquote(read.username or ""), "EMAIL_HOST_PASSWORD": unquote(read.password or ""), "EMAIL_USE_SSL": sealed,
        "EMAIL_USE_TLS": not sealed and parse_qs(read.query).get("tls", ["1"]) != ["0"], "EMAIL_TIMEOUT": 20,
    }  # fmt: skip
