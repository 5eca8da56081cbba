"""The minutes of a vote, the issuing body changed after it has signed, and numbers taken at the same moment."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from docx import Document
from tests.office.cast import town
from tests.office.decisions.desk import account, drafted, ready

from dungviec.office.decisions import procedures as runs
from dungviec.office.decisions import services
from dungviec.office.decisions.agencies import agency, next_number
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.models import Counter, Decision
from dungviec.office.registry.services import amend, load_snapshot
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
    waiting = drafted("N7", "GD.CV")
    fields = {f: getattr(before, f) for f in ("name", "superior", "symbol", "place", "authority", "proposer", "proposer_symbol")}  # fmt: skip
    assert clerk.post("/quyet-dinh/co-quan-ban-hanh/", {**fields, "signs_as": ""}).status_code == 422
    clerk.post("/quyet-dinh/co-quan-ban-hanh/", {**fields, "signs_as": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"})
    now = agency()
    assert (now.signs_as, now.pk == before.pk) == ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", False)
    assert Decision.objects.get(pk=swap[0].pk).agency.signs_as == "CHỦ TỊCH"
    with transaction.atomic():
        assert next_number(now, "QĐ-UBND", 2020) == 3
    assert Decision.objects.get(pk=waiting.pk).agency == now, (
        "what waits is issued, and counted, by the body as it is now"
    )
    assert as_role("leader").get("/quyet-dinh/co-quan-ban-hanh/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_clerks_who_number_at_the_same_moment_get_one_number_each_and_leave_no_hole() -> None:
    """Eight clerks on connections of their own, three of whom are refused after they took a number.

    A database in memory has one writer at a time and no queue: there one clerk after the other.
    """
    body, taken = agency(), []
    here = threading.Semaphore(1 if connection.vendor == "sqlite" else 8)
    start = threading.Barrier(8)

    def number(refused: bool) -> None:
        try:
            start.wait(timeout=60)
            with here, transaction.atomic():
                mine = next_number(body, "QĐ-UBND", 2020)
                if refused:
                    transaction.set_rollback(True)
                else:
                    taken.append(mine)
        finally:
            connections.close_all()

    clerks = [threading.Thread(target=number, args=(n % 3 == 0,)) for n in range(8)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(timeout=120)
    assert sorted(taken) == [1, 2, 3, 4, 5]
    assert Counter.objects.get(symbol="QĐ-UBND", year=2020).last == 5


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_sign_about_one_person_at_the_same_moment_do_not_both_succeed() -> None:
    """Each has a paper of his own for the same person and day; the second sees what the first has signed."""
    load_snapshot(town())
    ready("N2", "N6")
    amend("posts", "GD.CV", {"seats": 3}, by="thử", why="Thử")
    both = [drafted("N6", "GD.CV") for _ in range(2)]
    officers = [account("leader"), account("deputy")]
    services.submit(both, by=account("personnel"))
    here, start, told = threading.Semaphore(1 if connection.vendor == "sqlite" else 2), threading.Barrier(2), []

    def put_name(n: int) -> None:
        try:
            start.wait(timeout=60)
            with here:
                services.sign([both[n]], by=officers[n], own_person="")
            told.append("")
        except DecisionRefused as refused:
            told.append(str(refused))
        finally:
            connections.close_all()

    hands = [threading.Thread(target=put_name, args=(n,)) for n in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(timeout=120)
    assert Decision.objects.filter(state="signed").count() == 1, told
    assert sum("Đã có Quyết định" in words or "không còn giữ" in words for words in told) == 1, told
