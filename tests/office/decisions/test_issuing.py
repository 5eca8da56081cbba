"""The minutes of a vote, and the issuing body changed after it has signed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from docx import Document
from tests.office.decisions.desk import account, drafted, ready

from dungviec.office.decisions import procedures as runs
from dungviec.office.decisions import services
from dungviec.office.decisions.agencies import agency, next_number
from dungviec.office.decisions.models import Decision
from dungviec.procedures import Count

STARTED = date(2020, 12, 10)


def words(word: bytes) -> str:
    document = Document(io.BytesIO(word))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.django_db
def test_the_minutes_of_a_vote_are_a_paper_of_its_step(loaded: None, as_role: Callable[..., Client]) -> None:
    by = account("personnel")
    one = runs.open_procedure(runs.Opening("extension", "local", STARTED, "N1", term_ends=date(2021, 5, 31)), by=by)
    for step in ("notice", "self_report"):
        runs.record_step(one.pk, step, on=STARTED, count=Count(), votes={}, note="", by=by)
    runs.record_step(one.pk, "leaders_vote", on=STARTED, count=Count(7, 7, 6), votes={"N1": 5}, note="", by=by)
    clerk = as_role("personnel")
    page = clerk.get(f"/quy-trinh/{one.pk}/").content.decode()
    address = f"/quy-trinh/{one.pk}/leaders_vote/bien-ban/"
    assert f'href="{address}word/"' in page
    text = words(clerk.get(f"{address}word/").content)
    assert "triệu tập 7 người, có mặt 6 người" in text
    assert "71,4 %" in text, "of the persons summoned, by the article"
    assert "Nguyễn Thị Hạnh" in text
    assert clerk.get(f"{address}pdf/").content.startswith(b"%PDF-")
    assert clerk.get(f"{address}exe/").status_code == 404
    assert as_role("inspector").get(f"{address}word/").status_code == 403


@pytest.mark.django_db
def test_a_body_that_has_signed_stays_with_its_papers_and_goes_on_counting(loaded: None, as_role: Callable[..., Client]) -> None:  # fmt: skip
    ready("N2", "N6")
    clerk, before = as_role("personnel"), agency()
    swap = [drafted("N6", "GD.CV"), drafted("N2", "NV.CV")]
    services.submit(swap, by=account("personnel"))
    services.sign([Decision.objects.get(pk=d.pk) for d in swap], by=account("leader"), own_person="")
    fields = {f: getattr(before, f) for f in ("name", "superior", "symbol", "place", "authority", "proposer", "proposer_symbol")}  # fmt: skip
    assert clerk.post("/quyet-dinh/co-quan-ban-hanh/", {**fields, "signs_as": ""}).status_code == 422
    clerk.post("/quyet-dinh/co-quan-ban-hanh/", {**fields, "signs_as": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"})
    now = agency()
    assert (now.signs_as, now.pk == before.pk) == ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", False)
    assert Decision.objects.get(pk=swap[0].pk).agency.signs_as == "CHỦ TỊCH"
    with transaction.atomic():
        assert next_number(now, "QĐ-UBND", 2020) == 3
    assert as_role("leader").get("/quyet-dinh/co-quan-ban-hanh/").status_code == 403
