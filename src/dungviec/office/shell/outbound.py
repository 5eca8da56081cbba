"""Which machines the office may speak to of its own accord: never one of the house's own network unless the site has named it."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def networks(named: Sequence[str]) -> list[Network]:
    """Networks as a site names them («10.1.0.0/16»). Raises ValueError on what is none."""
    return [ipaddress.ip_network(one.strip()) for one in named if one.strip()]


def is_named(number: str, inside: Sequence[Network]) -> bool:
    """Whether an address lies in one of the networks the site has named."""
    one = _plain(number)
    return any(one in network for network in inside if network.version == one.version)


def is_public(number: str) -> bool:
    """Whether an address is of the open internet: no loopback, private, link-local or multicast one, nor one wrapped in another kind."""
    one = _plain(number)
    return one.is_global and not one.is_multicast and one not in _NAT64


def _plain(number: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address itself: IPv4 wrapped in IPv6 (mapped, 6to4) is judged as what it leads to."""
    one = ipaddress.ip_address(number.partition("%")[0])
    return getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None) or one


class Pinned(http.client.HTTPConnection):
    """A connection to the very number that was judged, under the name: the name is not looked up a second time.

    With ``tls`` the certificate must be of the name.
    """

    def __init__(self, host: str, port: int, *, number: str, seconds: float, tls: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=seconds)
        self.number, self.tls, self.seconds = number, tls, seconds
        self.default_port = 80 if tls is None else 443

    def connect(self) -> None:
        """To the judged number."""
        self.sock: socket.socket = socket.create_connection((self.number, self.port), self.seconds)
        if self.tls is None:
            return
        try:
            self.sock = self.tls.wrap_socket(self.sock, server_hostname=self.host)
        except BaseException:
            self.sock.close()
            raise
