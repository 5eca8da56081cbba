"""Citizens' voice in the rail: answers at desks, the sealed inbox, meetings with voters; under the roof of conduct."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _enters(viewer: Any) -> bool:
    from dungviec.office.voice.rights import may_enter

    return may_enter(viewer)


def _holds(viewer: Any) -> bool:
    from dungviec.office.voice.rights import may_hold_key

    return may_hold_key(viewer)


class VoiceConfig(AppConfig):
    """Keeps what citizens say, never who they are."""

    name = "dungviec.office.voice"
    label = "voice"
    verbose_name = _("Góp ý của dân")
    rooms = (
        Room("voice", _("Góp ý của dân"), "voice:overview", icon="people", order=76, open_to=_enters, under="conduct"),
        Room("sealed", _("Hòm thư kín"), "voice:inbox", icon="note", order=77, open_to=_holds, under="conduct"),
    )  # fmt: skip

    def ready(self) -> None:
        """Words for the ledger's page; verified thanks offered to other rooms; rows that go with a record when records are merged."""
        from dungviec.office.access import deeds
        from dungviec.office.appraisal.offered import offer
        from dungviec.office.registry.attached import Attached, attach
        from dungviec.office.voice.deeds import DEEDS, KINDS
        from dungviec.office.voice.models import PassedOn
        from dungviec.office.voice.offering import offer_citizens_thanks

        deeds.deeds().update(DEEDS)
        deeds.KINDS.update(KINDS)
        offer("citizens_thanks", offer_citizens_thanks)
        attach(Attached("citizens_thanks", _("Lời cảm ơn của người dân"), PassedOn))

    def fill_demo(self) -> None:
        """Desks with a quarter of answers, a brigade among them, sealed reports, promises, dossier results."""
        from dungviec.office.voice.demo import fill

        fill()
