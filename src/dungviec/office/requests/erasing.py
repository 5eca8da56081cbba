"""What this room holds of somebody, let go: requests, papers and the files of the vault. Called by the room that keeps the terms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q

from dungviec.office.requests.models import ChangeRequest, Document, StoredFile
from dungviec.office.requests.vault import path_of


def files_of(people: Sequence[str]) -> set[str]:
    """Those of ``people`` of whom a request or a paper is kept."""
    return {str(p) for m in (ChangeRequest, Document) for p in m._default_manager.filter(person_id__in=people).values_list("person_id", flat=True)}  # fmt: skip


def erase_files(people: Sequence[str]) -> int:
    """Delete them; the bytes go when the transaction has ended well. Answers with how many rows went."""
    papers = Document.objects.filter(person_id__in=people)
    asked = ChangeRequest.objects.filter(person_id__in=people)
    files = list(StoredFile.objects.filter(Q(documents__in=papers) | Q(requests__in=asked)).distinct())
    gone = papers.delete()[0] + asked.delete()[0]
    for one in files:
        transaction.on_commit(partial(path_of(one).unlink, missing_ok=True))
        gone += one.delete()[0]
    return gone
