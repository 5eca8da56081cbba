"""Log-in by the directory of the house (LDAP): search for the entry, then bind as it with the password given.

Only accounts an administrator made for the directory come in this way; roles stay with the office, groups of the directory give
nothing. The connection is encrypted (LDAPS or StartTLS) unless the directory runs on this very machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.http import HttpRequest

from dungviec.office.access.configuration import Directory
from dungviec.office.access.models import Door, User

SECONDS = 5
"""How long the directory is waited for."""
_OFF = 0x2
"""The bit of Active Directory's ``userAccountControl`` that says «disabled»."""
_ATTRIBUTES = ("userAccountControl", "nsAccountLock", "pwdAccountLockedTime", "loginDisabled")


class DirectoryDown(Exception):
    """The directory did not answer, or would not speak over an encrypted connection; ``str()`` says which."""


class LocalPasswords(ModelBackend):
    """Passwords of this office, for the accounts that have one here."""

    def authenticate(self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any) -> Any:  # fmt: skip
        """The account whose password of this office this is; names are told apart without regard to case."""
        found = User.objects.filter(username__iexact=(username or "").strip()).first() if username else None
        return super().authenticate(request, username=found.username if found else username, password=password, **kwargs)  # fmt: skip

    def user_can_authenticate(self, user: Any) -> bool:
        """Active, and at home here."""
        return super().user_can_authenticate(user) and user.door == Door.LOCAL

    def get_user(self, user_id: Any) -> User | None:
        """The account behind a session, by whatever door it came in; a locked one has none."""
        return User.objects.filter(pk=user_id, is_active=True).first()


class DirectoryPasswords(BaseBackend):
    """Passwords the directory knows."""

    def authenticate(self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any) -> Any:  # fmt: skip
        """The account whose password the directory says this is.

        The directory is asked for every name that has no password here, known or not: an answer tells nobody which accounts exist.
        """
        here: Directory | None = settings.DIRECTORY
        if here is None or not username or not password:
            return None
        user = User.objects.filter(username__iexact=username.strip()).first()
        if user is not None and user.door == Door.LOCAL:
            return None
        try:
            right = knows(here, username.strip(), password)
        except DirectoryDown:
            if request is not None:
                request.directory_down = True  # type: ignore[attr-defined]
            return None
        fine = right and user is not None and user.is_active and user.door == Door.DIRECTORY
        return user if fine else None

    def get_user(self, user_id: Any) -> User | None:
        """The account behind a session; a locked one has none."""
        return User.objects.filter(pk=user_id, is_active=True).first()


def knows(here: Directory, username: str, password: str, *, connect: Callable[[Directory, str, str], Any] | None = None) -> bool:  # fmt: skip
    """Whether the directory holds exactly one enabled entry of this name and its password is this. Raises DirectoryDown.

    ``connect`` opens a bound connection (None where the password is wrong); tests give a directory of their own.
    """
    from ldap3.core.exceptions import LDAPException
    from ldap3.utils.conv import escape_filter_chars

    if not username or not password:  # an empty password would be taken for «without a name» and let in
        return False
    opened = connect or bound
    try:
        reader = opened(here, here.reader, here.reader_password)
        if reader is None:
            raise DirectoryDown("the directory refuses the reader's own password")
        wanted = f"({here.attribute}={escape_filter_chars(username)})"
        reader.search(here.base, wanted, attributes=_known(reader), size_limit=2)
        found = [(e["dn"], e["raw_attributes"]) for e in reader.response or [] if e.get("type") == "searchResEntry"]
        reader.unbind()
        if len(found) != 1 or is_disabled(found[0][1]):
            return False
        own = opened(here, found[0][0], password)
        if own is None:
            return False
        own.unbind()
    except (LDAPException, OSError) as error:
        raise DirectoryDown(type(error).__name__) from error
    return True


def bound(here: Directory, name: str, password: str) -> Any:
    """A connection bound as ``name``, encrypted; None where the password is wrong. Raises what ldap3 raises when nobody answers."""
    import ssl

    from ldap3 import NONE, Connection, Server, Tls
    from ldap3.core.exceptions import LDAPStartTLSError

    tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=here.ca_file or None) if here.encrypted_by else None
    server = Server(here.url, get_info=NONE, connect_timeout=SECONDS, tls=tls)
    connection = Connection(
        server, name or None, password or None, receive_timeout=SECONDS, read_only=True, check_names=False
    )
    connection.open()
    if here.encrypted_by == "starttls" and not connection.start_tls():
        raise LDAPStartTLSError("the directory does not speak StartTLS")
    if connection.bind():
        return connection
    if connection.result.get("result") == 49:  # invalidCredentials
        return None
    raise OSError(str(connection.result.get("description")))


def is_disabled(attributes: Mapping[str, Any]) -> bool:
    """Whether the directory itself has locked the entry: a leaver's log-in ends there first."""

    here = {name.lower(): given for name, given in attributes.items()}  # directories write names as they like

    def value(name: str) -> Any:
        given = here.get(name.lower())
        given = (given[0] if given else None) if isinstance(given, list) else given
        return given.decode("utf-8", "replace") if isinstance(given, bytes) else given

    control = value("userAccountControl")
    if control is not None and str(control).lstrip("-").isdigit() and int(control) & _OFF:
        return True
    truly = {str(value(name)).lower() for name in ("nsAccountLock", "loginDisabled")}
    return "true" in truly or bool(value("pwdAccountLockedTime"))


def _known(connection: Any) -> list[str]:
    """The attributes to ask for: those the directory's schema has, where it tells a schema."""
    schema = getattr(connection.server, "schema", None)
    if schema is None:
        return list(_ATTRIBUTES)
    return [name for name in _ATTRIBUTES if name in schema.attribute_types]
