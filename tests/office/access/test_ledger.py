"""The ledger proves itself: a line changed, put in, taken out or cut off at the end is found, and so is a rewritten chain."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from typer.testing import CliRunner

from dungviec.cli.app import app
from dungviec.office.access import ledger
from dungviec.office.access.models import LedgerEntry, LedgerHead

pytestmark = pytest.mark.django_db
LINES = 6


@pytest.fixture
def lines() -> None:
    for i in range(1, LINES + 1):
        ledger.record("lan", "see_person", kind="person", subject=f"N{i}", role="leader")


def test_an_untouched_ledger_is_whole(lines: None) -> None:
    found = ledger.check()
    assert found.whole
    assert found.lines == LINES
    assert found.head == ledger.head()


def test_an_empty_ledger_is_whole() -> None:
    assert ledger.check() == ledger.Check(0, ledger.Anchor(0, ledger.FIRST), (), 0)


@pytest.mark.parametrize("number", range(1, LINES + 1))
@pytest.mark.parametrize(
    "change", [{"actor": "mai"}, {"action": "x"}, {"subject_id": "N9"}, {"subject_kind": "unit"}, {"detail": {"role": "x"}},
               {"previous_hash": "f" * 64}, {"hash": "e" * 64}],
)  # fmt: skip
def test_any_change_of_any_line_is_found(lines: None, number: int, change: dict[str, object]) -> None:
    LedgerEntry.objects.filter(number=number).update(**change)
    assert ledger.check().broken[0].number in (number, number + 1)


def test_a_line_moved_in_time_is_found(lines: None) -> None:
    entry = LedgerEntry.objects.get(number=3)
    LedgerEntry.objects.filter(number=3).update(at=entry.at.replace(year=2020))
    assert ledger.check().broken[0].number == 3


@pytest.mark.parametrize("number", range(1, LINES))
def test_a_line_taken_out_is_found(lines: None, number: int) -> None:
    LedgerEntry.objects.filter(number=number).delete()
    assert ledger.check().broken[0].number == number + 1


def test_a_cut_tail_is_found(lines: None) -> None:
    LedgerEntry.objects.filter(number__gt=4).delete()
    found = ledger.check()
    assert not found.whole
    assert "bị cắt" in found.broken[0].why


def test_a_line_put_in_is_found(lines: None) -> None:
    last = LedgerEntry.objects.get(number=LINES)
    forged = LedgerEntry(
        number=LINES + 1, at=last.at, actor="mai", action="see_person", detail={}, previous_hash=last.hash
    )
    forged.hash = ledger._digest(forged)
    forged.save(force_insert=True)
    assert not ledger.check().whole  # the head does not know it


def test_a_cut_tail_with_a_forged_head_meets_the_copies_outside(lines: None) -> None:
    outside = ledger.head()
    LedgerEntry.objects.filter(number__gt=4).delete()
    last = LedgerEntry.objects.get(number=4)
    LedgerHead.objects.update(number=4, hash=last.hash)
    assert ledger.check().whole  # within the database nothing tells
    assert ledger.check([outside]).broken[0].number == LINES


def test_a_chain_rewritten_to_the_end_meets_the_copies_outside(lines: None) -> None:
    outside = ledger.head()
    LedgerEntry.objects.filter(number=2).update(actor="mai")
    previous = ledger.FIRST
    for entry in LedgerEntry.objects.order_by("number"):
        entry.previous_hash = previous
        previous = ledger._digest(entry)
        LedgerEntry.objects.filter(pk=entry.pk).update(previous_hash=entry.previous_hash, hash=previous)
    LedgerHead.objects.update(hash=previous)
    assert ledger.check().whole
    assert "viết lại" in ledger.check([outside]).broken[0].why


def test_the_file_of_anchors_is_kept_and_compared(
    lines: None, settings: object, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        for _ in range(ledger.EVERY):
            ledger.record("lan", "log_in")
    assert [a.number for a in ledger.anchors_on_file()] == [ledger.EVERY]
    assert ledger.check().anchors == 1
    LedgerEntry.objects.filter(number__gt=3).delete()
    LedgerHead.objects.update(number=3, hash=LedgerEntry.objects.get(number=3).hash)
    assert ledger.check().broken[0].number == ledger.EVERY


def rewritten_from_line_one() -> None:
    previous = ledger.FIRST
    for entry in LedgerEntry.objects.order_by("number"):
        entry.actor, entry.previous_hash = "mai", previous
        previous = ledger._digest(entry)
        LedgerEntry.objects.filter(pk=entry.pk).update(actor="mai", previous_hash=entry.previous_hash, hash=previous)
    LedgerHead.objects.update(hash=previous)


def emptied() -> None:
    LedgerEntry.objects.all().delete()
    LedgerHead.objects.all().delete()


@pytest.mark.parametrize("alter", [rewritten_from_line_one, emptied])
def test_a_ledger_begun_anew_by_stealth_meets_the_copies_of_the_old_one(lines: None, alter: Callable[[], None]) -> None:
    ledger.keep_anchor(ledger.head())
    alter()
    assert "sổ khác" in ledger.check().broken[0].why


def test_the_copies_of_a_database_given_up_before_say_nothing(settings: Any) -> None:
    folder = Path(settings.LEDGER_ANCHORS)
    folder.mkdir(parents=True)
    (folder / "so-ghi-viec-0000000000000000.txt").write_text(f"7:{'a' * 64} 2020-01-01T00:00:00+00:00\n")
    ledger.record("lan", "log_in")
    assert ledger.check().whole


@pytest.mark.parametrize("text", ["", "12", "12:xyz", "x:" + "0" * 64, "12:" + "0" * 63])
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Mốc"):
        ledger.Anchor.read(text)


def test_an_anchor_reads_back() -> None:
    anchor = ledger.Anchor(12, "a" * 64)
    assert ledger.Anchor.read(str(anchor)) == anchor == ledger.Anchor.read(f"12 {'a' * 64}")


def test_the_commands_say_whole_or_where(lines: None) -> None:
    run = CliRunner()
    good = run.invoke(app, ["ledger", "verify"])
    assert good.exit_code == 0, good.output
    assert f"{LINES} dòng" in good.output
    assert run.invoke(app, ["ledger", "head"]).output.strip() == str(ledger.head())
    assert run.invoke(app, ["ledger", "verify", "--anchor", "sai"]).exit_code == 2
    LedgerEntry.objects.filter(number=3).update(actor="mai")
    bad = run.invoke(app, ["ledger", "verify"])
    assert bad.exit_code == 1
    assert "dòng 3" in bad.output
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("ledger_verify", stdout=out)
    assert stopped.value.code == 1
    assert "dòng 3: " in out.getvalue()


class AnyTampering(TestCase):
    """Whatever single cell of whatever line is changed, the ledger tells."""

    @given(
        number=st.integers(1, 4), column=st.sampled_from(["actor", "action", "subject_kind", "subject_id", "detail"]),
        value=st.text(max_size=20).filter(lambda text: "\x00" not in text),
    )  # fmt: skip
    def test_found(self, number: int, column: str, value: str) -> None:
        for i in range(4):
            ledger.record("lan", "see_person", kind="person", subject=f"N{i}", rows=i)
        entry = LedgerEntry.objects.get(number=number)
        changed: object = {"rows": value} if column == "detail" else value
        before = getattr(entry, column)
        LedgerEntry.objects.filter(number=number).update(**{column: changed})
        assert ledger.check().whole is (json.dumps(before) == json.dumps(changed))
