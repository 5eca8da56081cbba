"""Cô An's degree and her health certificate: found by whoever may see such papers, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from dungviec.office.registry.services import create, merge_people, undo
from dungviec.office.requests.models import Document, StoredFile

pytestmark = pytest.mark.django_db


def _paper(person: str, kind: str, number: str, title: str = "") -> Document:
    at = timezone.now()
    file = StoredFile.objects.create(
        person_id=person, name="a.pdf", content_type="application/pdf", size=1, sha256="0", added_at=at
    )
    return Document.objects.create(
        person_id=person, kind=kind, number=number, title=title, dated=date(2012, 6, 30), file=file, added_at=at
    )


def _found(client: Client, text: str) -> str:
    page = client.post("/tim/", {"q": text}).content.decode()
    return page if "/giay-to/" in page else ""


def test_found_by_kind_number_title_and_owner_with_or_without_marks(officer: Client) -> None:
    _paper("N3", "degree", "VB-77120", "Cao đẳng Sư phạm Mầm non")
    for text in ("van bang chuyen mon", "VB-77120", "sư phạm", "van bang tran thi an", "văn bằng chuyên môm"):
        assert "VB-77120" in _found(officer, text), text
    assert "Trần Thị An" in _found(officer, "VB-77120")
    assert not _found(officer, "van bang bui")


def test_only_papers_the_viewer_may_see_are_found(as_role: Callable[..., Client]) -> None:
    _paper("N3", "health", "SK-5531")
    _paper("N3", "degree", "VB-5532")
    found = {
        name: (bool(_found(client, "SK-5531")), bool(_found(client, "VB-5532")))
        for name, client in {
            "officer": as_role("personnel"), "own": as_role("official", person_id="N3"), "colleague": as_role("official", person_id="N4"),
            "head": as_role("unit_head", unit_id="P-GD"), "other head": as_role("unit_head", unit_id="P-NV"),
            "inspector": as_role("inspector"), "administrator": as_role("administrator"),
        }.items()
    }  # fmt: skip
    nothing = (False, False)
    assert found == {
        "officer": (True, True), "own": (True, True), "colleague": nothing, "head": (False, True), "other head": nothing,
        "inspector": (False, True), "administrator": nothing,
    }  # fmt: skip


def test_new_and_withdrawn_papers_and_merged_records_are_followed(officer: Client) -> None:
    first = _paper("N3", "degree", "VB-1111")
    assert _found(officer, "VB-1111")
    assert not _found(officer, "VB-2222")
    create("people", {"person_id": "N9", "name": "Trần Thị An"}, by="thử", why="lập hai lần")
    _paper("N9", "award", "KT-2222")
    assert "/can-bo/N9/giay-to/" in _found(officer, "KT-2222")
    first.withdrawn_at = timezone.now()
    first.save()
    assert not _found(officer, "VB-1111")
    batch = merge_people("N3", "N9", by="thử", why="một người")
    assert "/can-bo/N3/giay-to/" in _found(officer, "KT-2222")
    undo(batch, by="thử", why="hai người")
    assert "/can-bo/N9/giay-to/" in _found(officer, "KT-2222")
