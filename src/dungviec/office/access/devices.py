"""Open sessions as their owner recognises them: the kind of machine, the browser, where from, since when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("CocCoc", "Cốc Cốc"), ("coc_coc_browser", "Cốc Cốc"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One open session."""

    number: int
    device: str
    address: str
    began: datetime
    last_seen: datetime
    current: bool


def shown(session: UserSession, *, current: bool) -> OpenSession:
    """The session in words."""
    address = "" if session.ip == "0.0.0.0" else session.ip  # noqa: S104 the mark of «unknown»
    return OpenSession(
        session.pk, device(session.user_agent), address, session.created_at, session.last_seen_at, current
    )


def device(agent: str) -> str:
    """«Chrome trên Windows» from what a browser says of itself."""
    browser = next((word for sign, word in _BROWSERS if re.search(rf"\b{sign}\b", agent)), "")
    system: Any = next((word for sign, word in _SYSTEMS if sign in agent), "")
    if browser and system:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or str(_("Trình duyệt không rõ"))
