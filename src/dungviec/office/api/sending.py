"""One signed message over HTTPS to an address that was looked up and checked: never into the house's own network unless a setting names it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from dungviec.office.shell.outbound import Pinned, is_named, is_public, networks

SECONDS = 10
_BEGIN = "whsec_"


class AddressRefused(ValueError):
    """An address that nothing is sent to; ``str()`` is the Vietnamese sentence, ``english`` the English one."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(vietnamese)
        self.english = english


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: where to connect, under which name, and what to ask for."""

    scheme: str
    host: str
    port: int
    path: str
    numbers: tuple[str, ...]
    """The addresses the name stands for; all were checked, and the first is connected to."""


def target_of(url: str) -> Target:
    """Look an address up and check every number behind it. Raises AddressRefused."""
    parts, port = urlsplit(url), None
    try:
        port = parts.port
    except ValueError:
        port = 0
    if (
        parts.scheme not in ("https", "http")
        or not parts.hostname
        or parts.username
        or parts.password
        or port == 0
        or parts.fragment
    ):
        raise AddressRefused("Địa chỉ nhận phải có dạng https://máy-chủ/đường-dẫn, không kèm tên và mật khẩu.", "The address must read https://host/path, without user name or password.")  # fmt: skip
    port = port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise AddressRefused(
            "Không tra được tên máy chủ của địa chỉ nhận.", "The host of the address cannot be looked up."
        ) from unknown
    numbers = tuple(dict.fromkeys(str(f[4][0]).partition("%")[0] for f in found))
    inside = networks(settings.WEBHOOK_NETWORKS)
    named = all(is_named(n, inside) for n in numbers)
    if not named and not all(is_public(n) for n in numbers):
        raise AddressRefused("Địa chỉ nhận nằm trong mạng nội bộ. Chỉ gửi vào mạng nội bộ mà DUNGVIEC_WEBHOOK_NETWORKS nêu tên.", "The address lies in an internal network. Only internal networks named by DUNGVIEC_WEBHOOK_NETWORKS are sent to.")  # fmt: skip
    if parts.scheme == "http" and not named:
        raise AddressRefused("Chỉ gửi qua https.", "Only https is sent to.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or any(c <= " " or c == "\x7f" for c in path):
        raise AddressRefused(
            "Đường dẫn của địa chỉ nhận có ký tự không dùng được.",
            "The path of the address holds characters that cannot be used.",
        )
    return Target(parts.scheme, parts.hostname, port, path, numbers)


def signature(secret: bytes, name: str, at: int, body: bytes) -> str:
    """The mark of who sent it, as standard-webhooks writes it: HMAC-SHA256 of identifier, time and body."""
    signed = f"{name}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def secret_text(secret: bytes) -> str:
    """The signing secret as its owner keeps it."""
    return _BEGIN + base64.b64encode(secret).decode()


def send(url: str, *, name: str, at: int, body: bytes, secret: bytes) -> int:
    """Send one message and answer with the status of the other side; redirects are not followed.

    Raises AddressRefused, and OSError or http.client.HTTPException when nothing came back.
    """
    to = target_of(url)
    headers = {
        "Content-Type": "application/json", "User-Agent": "dungviec-webhooks/1", "webhook-id": name, "webhook-timestamp": str(at),
        "webhook-signature": signature(secret, name, at, body), "Host": to.host if to.port in (80, 443) else f"{to.host}:{to.port}",
    }  # fmt: skip
    tls = ssl.create_default_context() if to.scheme == "https" else None
    connection = Pinned(to.host, to.port, number=to.numbers[0], seconds=SECONDS, tls=tls)
    try:
        connection.request("POST", to.path, body=body, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()
