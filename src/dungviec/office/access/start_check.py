"""What keeps a production office from starting, and what its operator should know: each a sentence, and what to do.

``dungviec office check`` prints them all; ``serve`` and every other server refuse to start while one of them forbids it.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

SHORTEST_KEY = 50
"""Characters of a secret key; the one the office makes by itself has eighty."""
_PUBLISHED = (
    "changeme",
    "change-me",
    "secret",
    "django-insecure",
    "password",
    "insecure",
    "example",
    "mat-khau",
    "test",
)
IDLE_MOST, IDLE_MOST_SHORT = 15, 5
"""Minutes by the standard (REPORTED), for working accounts and for administrators and telephones."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as a production office needs it."""

    level: Literal["refuse", "warn"]
    sentence: str
    english: str


class NotFitToStart(ImproperlyConfigured):
    """A production office with findings that forbid to start; ``str()`` is a line for each, ``english`` the same in English."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.english = "\n".join(f.english for f in findings)
        super().__init__("\n".join(f.sentence for f in findings))


def findings() -> list[Finding]:
    """Everything that is found; a demo has nothing to refuse, since nobody in it is real."""
    if not settings.PRODUCTION:
        return []
    return [*_debugging(), *_keys(), *_hosts(), *_storage(), *_accounts(), *_elsewhere(), *_limits()]


def refuse_to_start() -> None:
    """Raise NotFitToStart where a finding forbids it."""
    grave = [f for f in findings() if f.level == "refuse"]
    if grave:
        raise NotFitToStart(grave)


def _debugging() -> Iterator[Finding]:
    if settings.DEBUG or settings.DEBUG_ASKED:
        yield Finding("refuse", "DUNGVIEC_DEBUG=1 cùng DUNGVIEC_ENV=production: trang lỗi sẽ lộ hồ sơ và cấu hình. Bỏ DUNGVIEC_DEBUG.", "DUNGVIEC_DEBUG=1 together with DUNGVIEC_ENV=production: error pages would show records and settings. Unset DUNGVIEC_DEBUG.")  # fmt: skip


def _keys() -> Iterator[Finding]:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < 12:
        yield Finding("refuse", f"Khóa bí mật quá ngắn hoặc quá đơn giản ({len(key)} ký tự; cần ít nhất {SHORTEST_KEY}). Bỏ DUNGVIEC_SECRET_KEY để văn phòng tự tạo.", f"The secret key is too short or too simple ({len(key)} characters; {SHORTEST_KEY} at least). Unset DUNGVIEC_SECRET_KEY and the office makes one.")  # fmt: skip
    elif any(word in key.lower() for word in _PUBLISHED):
        yield Finding("refuse", "Khóa bí mật trông như giá trị mẫu đã công khai. Bỏ DUNGVIEC_SECRET_KEY để văn phòng tự tạo.", "The secret key looks like a published sample. Unset DUNGVIEC_SECRET_KEY and the office makes one.")  # fmt: skip
    path = Path(settings.HOME) / "secret-key"
    if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Finding("refuse", f"Tệp khóa bí mật {path} người khác trên máy đọc được. Chạy: chmod 600 {path}", f"Others on this machine can read the secret key {path}. Run: chmod 600 {path}")  # fmt: skip


def _hosts() -> Iterator[Finding]:
    hosts = settings.ALLOWED_HOSTS
    for host in (h for h in hosts if "*" in h or h.startswith(".")):
        yield Finding("refuse", f"DUNGVIEC_HOSTS có «{host}»: văn phòng sẽ trả lời mọi tên máy. Ghi rõ từng tên.", f"DUNGVIEC_HOSTS has “{host}”: the office would answer to any name. Name each host.")  # fmt: skip
    if not settings.SECURE_SSL_REDIRECT and any(not is_loopback(h) for h in hosts):
        yield Finding("refuse", "DUNGVIEC_BEHIND_TLS=0 mà DUNGVIEC_HOSTS có tên ngoài máy này: mật khẩu sẽ đi trên mạng không mã hóa. Đặt TLS phía trước, bỏ DUNGVIEC_BEHIND_TLS.", "DUNGVIEC_BEHIND_TLS=0 while DUNGVIEC_HOSTS names hosts beyond this machine: passwords would cross the network in the clear. Put TLS in front and unset DUNGVIEC_BEHIND_TLS.")  # fmt: skip
    if all(is_loopback(h) for h in hosts):
        yield Finding("warn", "DUNGVIEC_HOSTS chỉ có tên của chính máy này: không ai ở máy khác vào được.", "DUNGVIEC_HOSTS names this machine alone: nobody on another machine can come in.")  # fmt: skip


def _storage() -> Iterator[Finding]:
    database = settings.DATABASES["default"]
    home = Path(settings.HOME)
    places = [home]
    if database["ENGINE"].endswith("sqlite3") and "memory" not in str(database["NAME"]):
        places += [Path(database["NAME"]).parent, Path(database["NAME"])]
    for place in dict.fromkeys(places):
        if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o007:
            mode = "600" if place.is_file() else "700"
            yield Finding("refuse", f"{place} mở cho mọi người trên máy. Chạy: chmod {mode} {place}", f"{place} is open to everybody on this machine. Run: chmod {mode} {place}")  # fmt: skip
    if database["ENGINE"].endswith("sqlite3"):
        yield Finding("warn", "Cơ sở dữ liệu là tệp SQLite: đủ cho một cơ quan nhỏ; nhiều người dùng cùng lúc thì đặt DATABASE_URL tới PostgreSQL.", "The database is an SQLite file: enough for a small office; for many at once set DATABASE_URL to PostgreSQL.")  # fmt: skip


def _accounts() -> Iterator[Finding]:
    from dungviec.office.access.models import Door, Membership, Role

    try:
        demo = Membership.objects.filter(demo=True, user__is_active=True).count()
        administrators = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True, user__door=Door.LOCAL).count()  # fmt: skip
    except DatabaseError:
        return  # no tables yet: nobody in them
    if demo:
        yield Finding("refuse", f"Còn {demo} tài khoản trình diễn có mật khẩu công khai. Dùng cơ sở dữ liệu mới, hoặc khóa các tài khoản đó rồi khởi động lại.", f"There are {demo} active demo accounts with a published password. Use a new database, or lock them and start again.")  # fmt: skip
    if not administrators:
        yield Finding("warn", "Chưa có tài khoản quản trị nào có mật khẩu ở đây. Tạo: dungviec office administrator TÊN", "There is no administrator with a password here. Make one: dungviec office administrator NAME")  # fmt: skip


def _elsewhere() -> Iterator[Finding]:
    here: dict[str, Any] | None = settings.SIGN_ON
    if here and urlsplit(here["url"]).scheme != "https" and not is_loopback(urlsplit(here["url"]).hostname or ""):
        yield Finding("refuse", "DUNGVIEC_OIDC_URL không phải https: ai ở giữa cũng giả được người đăng nhập. Dùng địa chỉ https.", "DUNGVIEC_OIDC_URL is not https: anybody in between could pose as anybody. Use an https address.")  # fmt: skip
    if here and not (here["client"] and here["secret"]):
        yield Finding("refuse", "Có DUNGVIEC_OIDC_URL nhưng thiếu DUNGVIEC_OIDC_CLIENT hoặc DUNGVIEC_OIDC_SECRET.", "DUNGVIEC_OIDC_URL is set but DUNGVIEC_OIDC_CLIENT or DUNGVIEC_OIDC_SECRET is missing.")  # fmt: skip
    directory = settings.DIRECTORY
    if directory is not None and not directory.base:
        yield Finding("refuse", "Có DUNGVIEC_LDAP_URL nhưng thiếu DUNGVIEC_LDAP_BASE (nhánh tìm người).", "DUNGVIEC_LDAP_URL is set but DUNGVIEC_LDAP_BASE (where to search) is missing.")  # fmt: skip
    if directory is not None and urlsplit(directory.url).scheme not in ("ldap", "ldaps"):
        yield Finding("refuse", "DUNGVIEC_LDAP_URL phải bắt đầu bằng ldaps:// hoặc ldap://.", "DUNGVIEC_LDAP_URL must begin with ldaps:// or ldap://.")  # fmt: skip


def _limits() -> Iterator[Finding]:
    if "administrator" not in settings.SECOND_FACTOR_ROLES:
        yield Finding("refuse", "DUNGVIEC_MFA bỏ mất vai trò quản trị: tài khoản quản trị luôn phải có yếu tố thứ hai.", "DUNGVIEC_MFA leaves administrators out: they always need a second factor.")  # fmt: skip
    if settings.IDLE_MINUTES > IDLE_MOST or settings.IDLE_MINUTES_SHORT > IDLE_MOST_SHORT:
        yield Finding("warn", f"Phiên không dùng khóa sau {settings.IDLE_MINUTES} phút ({settings.IDLE_MINUTES_SHORT} với quản trị, điện thoại); TCVN 14423:2026 theo nguồn tin là {IDLE_MOST} và {IDLE_MOST_SHORT}.", f"Idle sessions lock after {settings.IDLE_MINUTES} minutes ({settings.IDLE_MINUTES_SHORT} for administrators and telephones); TCVN 14423:2026, as reported, asks for {IDLE_MOST} and {IDLE_MOST_SHORT}.")  # fmt: skip
    if settings.BREACHED_PASSWORDS and not Path(settings.BREACHED_PASSWORDS).is_file():
        yield Finding("refuse", f"Không có tệp mật khẩu đã lộ {settings.BREACHED_PASSWORDS} (DUNGVIEC_BREACHED).", f"The file of breached passwords {settings.BREACHED_PASSWORDS} (DUNGVIEC_BREACHED) is not there.")  # fmt: skip


def is_loopback(host: str) -> bool:
    """Whether a name is this machine's own."""
    if host in ("localhost", "testserver"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
