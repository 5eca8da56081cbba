"""One request to one address that a site has named, and to no other machine: the address is checked, then exactly that one is connected.

Only https; the certificate must fit the name. The name is looked up once, every address it has is judged, and the connection goes to an
address that was judged (a name that answers differently the second time leads nowhere). Addresses of the house itself (loopback, private,
link-local …) are refused unless the site lists their network: the state's own network has such addresses. No redirect is followed.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from dungviec.office.shell.outbound import Network, Pinned, is_named, is_public

LONGEST_ANSWER = 64 * 1024
"""Bytes of an answer that are read."""


class AddressRefused(ValueError):
    """The address may not be asked; ``kind`` is a word for the log, without the address."""

    def __init__(self, kind: str, vi: str) -> None:
        super().__init__(vi)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was judged: where to connect, and the name the certificate must have."""

    host: str
    port: int
    path: str
    address: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """What proves who we are and who they are: files of the site. Empty: not used."""

    token: str = ""
    certificate: str = ""
    key: str = ""
    authority: str = ""


def judged(url: str, *, inside: Sequence[Network] = ()) -> Target:
    """The target of a URL. Raises AddressRefused for anything but https to an address that may be asked."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise AddressRefused("bad_url", "Địa chỉ không đọc được.") from None
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password or parts.fragment:
        raise AddressRefused("bad_url", "Địa chỉ phải bắt đầu bằng https:// và không kèm tên, mật khẩu.")
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressRefused("no_name", "Không tìm thấy máy theo tên trong địa chỉ.") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for text in addresses:
        if not (is_named(text, inside) or is_public(text)):
            raise AddressRefused("inside", "Địa chỉ dẫn vào mạng nội bộ chưa được khai ở DUNGVIEC_NATIONAL_NETWORKS.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.hostname, port, path, addresses[0])


def ask(
    target: Target, method: str, *, body: bytes | None, headers: Mapping[str, str], secrets: Secrets, seconds: float
) -> tuple[int, Mapping[str, str], bytes]:
    """Status, headers (names in small letters) and bytes of the answer. Raises OSError, ssl and http.client errors; no words of them
    belong into a log."""
    context = ssl.create_default_context(cafile=secrets.authority or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if secrets.certificate:
        context.load_cert_chain(secrets.certificate, secrets.key or None)
    connection = Pinned(target.host, target.port, number=target.address, seconds=seconds, tls=context)
    try:
        own = {
            "Host": target.host if target.port == 443 else f"{target.host}:{target.port}",
            "Connection": "close",
            **headers,
        }
        if secrets.token:
            own["Authorization"] = f"Bearer {secrets.token}"
        connection.request(method, target.path, body=body, headers=own)
        answer = connection.getresponse()
        read = answer.read(LONGEST_ANSWER + 1)
        if len(read) > LONGEST_ANSWER:
            raise http.client.HTTPException("answer too long")
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, read
    finally:
        connection.close()
