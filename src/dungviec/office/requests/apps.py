"""What officials ask of their own record, and the papers of a dossier."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


def _has_file(viewer: Any) -> bool:
    return viewer is not None and bool(viewer.person_id) and viewer.role == "official"


def _keeps_files(viewer: Any) -> bool:
    return viewer is not None and viewer.may_write


class RequestsConfig(AppConfig):
    """Self-service: asking for a change with evidence, deciding on it, who looked, papers."""

    name = "dungviec.office.requests"
    label = "requests"
    verbose_name = _("Đề nghị và giấy tờ")
    rooms = (
        Room(
            "my_requests", _("Đề nghị của tôi"), "requests:mine", icon="note", order=16, open_to=_has_file, under="me"
        ),
        Room("my_readers", _("Ai đã xem"), "requests:readers", icon="search", order=17, open_to=_has_file, under="me"),
        Room("requests", _("Đề nghị"), "requests:queue", icon="note", order=24, open_to=_keeps_files, under="people"),
        Room(
            "papers", _("Giấy tờ"), "requests:missing", icon="columns", order=25, open_to=_keeps_files, under="people"
        ),
    )

    def seal_anew(self) -> int:
        """The vault's files under the key in use."""
        from dungviec.office.requests.models import StoredFile
        from dungviec.office.requests.vault import seal_anew

        return seal_anew(StoredFile.objects.iterator())

    def left_under_key(self, name: str) -> int:
        """How many of the vault's files a key still seals."""
        from dungviec.office.requests.vault import left_under

        return left_under(name)

    def ready(self) -> None:
        """Requests, papers and files go with the record when records are merged; the search box finds papers."""
        from dungviec.office.registry.attached import Attached, attach
        from dungviec.office.registry.search.also import search_also
        from dungviec.office.requests.finding import papers_found
        from dungviec.office.requests.models import ChangeRequest, Document, StoredFile

        search_also("papers", papers_found)
        attach(Attached("requests", _("Đề nghị"), ChangeRequest))
        attach(Attached("papers", _("Giấy tờ"), Document))
        attach(Attached("files", _("Tệp"), StoredFile))
