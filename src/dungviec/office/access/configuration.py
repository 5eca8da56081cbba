"""What a site says about log-in in its environment, read once at the start; knows no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the directory is and how entries are found."""

    url: str
    base: str
    reader: str
    """The entry that may search; empty searches without a name."""
    reader_password: str
    attribute: str = "uid"
    """What holds the log-in name: ``uid``, in Active Directory ``sAMAccountName``."""
    ca_file: str = ""

    @property
    def host(self) -> str:
        """The machine it runs on."""
        return urlsplit(self.url).hostname or ""

    @property
    def encrypted_by(self) -> str:
        """``tls`` (ldaps://), ``starttls``, or empty where it runs on this machine."""
        if urlsplit(self.url).scheme == "ldaps":
            return "tls"
        return "" if self.host in LOOPBACK else "starttls"


def idle_minutes(text: str) -> tuple[int, int]:
    """«15,5»: minutes before a session locks, and those of administrators and telephones. Raises ValueError."""
    parts = [p.strip() for p in text.split(",")]
    if len(parts) not in (1, 2) or not all(p.isdecimal() and 0 < int(p) < 10_000 for p in parts):
        raise ValueError(f"DUNGVIEC_IDLE_MINUTES={text!r}: cần một hoặc hai số phút, ví dụ «15,5».")
    longer = int(parts[0])
    return longer, int(parts[1]) if len(parts) == 2 else min(longer, 5)


def whole_hours(text: str) -> int:
    """Hours after which any session ends. Raises ValueError."""
    if not text.isdecimal() or not 0 < int(text) <= 24:
        raise ValueError(f"DUNGVIEC_SESSION_HOURS={text!r}: cần một số giờ từ 1 đến 24.")
    return int(text)


def sign_on(environment: Mapping[str, str]) -> dict[str, Any] | None:
    """Single sign-on as ``DUNGVIEC_OIDC_…`` describe it; None where no provider is named."""
    url = environment.get("DUNGVIEC_OIDC_URL", "").rstrip("/")
    if not url:
        return None
    return {
        "id": "co-quan", "url": url, "client": environment.get("DUNGVIEC_OIDC_CLIENT", ""),
        "secret": _secret(environment, "DUNGVIEC_OIDC_SECRET"), "name": environment.get("DUNGVIEC_OIDC_NAME", ""),
        "by_address": environment.get("DUNGVIEC_OIDC_BY_ADDRESS") == "1", "create": environment.get("DUNGVIEC_OIDC_CREATE") == "1",
    }  # fmt: skip


def app_of(here: Mapping[str, Any]) -> dict[str, Any]:
    """The same as allauth keeps a provider."""
    return {
        "provider_id": here["id"], "name": here["name"] or "OIDC", "client_id": here["client"], "secret": here["secret"],
        "settings": {"server_url": here["url"], "oauth_pkce_enabled": True, "scope": ["openid", "email"] if here["by_address"] else ["openid"]},
    }  # fmt: skip


def directory(environment: Mapping[str, str]) -> Directory | None:
    """The directory as ``DUNGVIEC_LDAP_…`` describe it; None where none is named."""
    url = environment.get("DUNGVIEC_LDAP_URL", "")
    if not url:
        return None
    return Directory(
        url=url,
        base=environment.get("DUNGVIEC_LDAP_BASE", ""),
        reader=environment.get("DUNGVIEC_LDAP_READER", ""),
        reader_password=_secret(environment, "DUNGVIEC_LDAP_READER_PASSWORD"),
        attribute=environment.get("DUNGVIEC_LDAP_ATTRIBUTE", "uid"),
        ca_file=environment.get("DUNGVIEC_LDAP_CA", ""),
    )


def _secret(environment: Mapping[str, str], name: str) -> str:
    """A secret given as itself, or as the file that holds it (``NAME_FILE``), which keeps it out of process lists."""
    path = environment.get(f"{name}_FILE")
    return Path(path).read_text(encoding="utf-8").strip() if path else environment.get(name, "")
