"""The papers of a dossier: adding, withdrawing, listing, and which required ones are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.registry.viewing import SeenFile, SeenRecords
from dungviec.office.requests.models import Document, StoredFile
from dungviec.office.requests.papers import PAPERS, Paper, lacking, required
from dungviec.office.requests.vault import Checked, store


class DocumentRefused(ValueError):
    """A paper that cannot be added; ``str()`` is the sentence."""


@transaction.atomic
def add(
    file: SeenFile, kind: str, checked: Checked, *, by: User, title: str = "", number: str = "", dated: date | None = None
) -> Document:  # fmt: skip
    """Put a paper into the dossier. Raises DocumentRefused on an unknown kind, PermissionDenied for who does not keep files."""
    if not file.viewer.may_write:
        raise PermissionDenied("documents")
    if kind not in PAPERS:
        raise DocumentRefused(_("Xin chọn loại giấy tờ."))
    stored = store(checked, file.person_id, by)
    made = Document.objects.create(
        person_id=file.person_id, kind=kind, title=title.strip()[:200], number=number.strip()[:80], dated=dated, file=stored,
        added_at=timezone.now(), added_by=by,
    )  # fmt: skip
    ledger.record(
        by.username,
        "add_document",
        kind="person",
        subject=file.person_id,
        document=made.pk,
        paper=kind,
        file=stored.sha256,
    )
    return made


@transaction.atomic
def withdraw(file: SeenFile, pk: int, *, by: User) -> Document:
    """Take a paper out of the list; the file stays in the vault and the line says who took it out."""
    if not file.viewer.may_write:
        raise PermissionDenied("documents")
    one = Document.objects.select_for_update().get(pk=pk, person_id=file.person_id, withdrawn_at__isnull=True)
    one.withdrawn_at, one.withdrawn_by = timezone.now(), by
    one.save()
    ledger.record(by.username, "withdraw_document", kind="person", subject=file.person_id, document=pk)
    return one


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of paper of one dossier: what is there, whether it is required and missing."""

    paper: Paper
    papers: list[Document]
    required: bool

    @property
    def missing(self) -> bool:
        """Required and not there."""
        return self.required and not self.papers


def shelves(file: SeenFile) -> list[Shelf]:
    """The dossier by kinds the viewer may see, empty kinds only where they are required."""
    held: dict[str, list[Document]] = {}
    for one in _live().filter(person_id=file.person_id).select_related("file"):
        held.setdefault(one.kind, []).append(one)
    asked = {p.key for p in required(file.card.get("category"))}
    return [
        Shelf(paper, held.get(key, []), key in asked)
        for key, paper in PAPERS.items()
        if file.sees(paper.group.key) and (key in held or key in asked)
    ]


def may_read(file: SeenFile, row: StoredFile) -> bool:
    """Whether the viewer of the record may have this file: evidence of a request with whoever decides, papers by their group."""
    if row.person_id != file.person_id:
        return False
    if file.own or file.viewer.may_write:
        return True
    kinds = list(row.documents.filter(withdrawn_at__isnull=True).values_list("kind", flat=True))
    return bool(kinds) and all(file.sees(PAPERS[kind].group.key) for kind in kinds)


def missing(records: SeenRecords, *, paper: str = "") -> list[dict[str, Any]]:
    """Everybody in reach whose dossier lacks required papers: ``person_id, name, unit_name, lacks``, the emptiest first."""
    records.require("category")
    held: dict[str, set[str]] = {}
    for person, kind in _live().values_list("person_id", "kind").distinct():
        held.setdefault(person, set()).add(kind)
    rows = []
    for person, name, unit, category in records.people.select("person_id", "name", "unit_name", "category").iter_rows():
        lacks = lacking(category, held.get(person, ()))
        if lacks and (not paper or any(p.key == paper for p in lacks)):
            rows.append({"person_id": person, "name": name, "unit_name": unit, "lacks": lacks})
    return sorted(rows, key=lambda row: -len(row["lacks"]))


def _live() -> QuerySet[Document]:
    return Document.objects.filter(withdrawn_at__isnull=True)
