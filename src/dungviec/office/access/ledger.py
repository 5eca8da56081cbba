"""The ledger: adding a line, and proving that no line was changed, put in, taken out or cut off at the end.

Each line holds the hash of the one before it. The last number and hash stand in a row of their own, and are copied to a file
beside the database and to whoever asks for them: a chain that was rewritten from some line on no longer meets those copies.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access.models import LedgerEntry, LedgerHead

if TYPE_CHECKING:
    from dungviec.office.access.policy import Viewer

FIRST = "0" * 64
"""What stands for the hash before the first line."""
_TORN = re.compile(r"\d*(?::[0-9a-f]{0,63})?")
"""What is left of a copy when the disk was full while it was written."""
_DATED = re.compile(r"\d+:[0-9a-f]{64} \S+")
"""A copy with the time it was made."""
GAP, BACK = timedelta(days=10), timedelta(minutes=5)
"""A line so much younger, or older, than the one before it: the machine's clock jumped, or the office stood still. By less than
``BACK`` the clocks of the office's machines may differ."""
EVERY = 20
"""A copy of the head goes to the file of anchors every so many lines, and whenever the ledger is found whole."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A copy of the head kept somewhere else: at line ``number`` the chain had this hash."""

    number: int
    hash: str

    @classmethod
    def read(cls, text: str) -> Anchor:
        """From ``12:ab34…`` or ``12 ab34…``, with or without the time of the copy. Raises ValueError on anything else."""
        number, digest = (*re.split(r"[:\s]+", text.strip(), maxsplit=2), "")[:2]
        if not number.isdecimal() or len(digest) != len(FIRST):
            raise ValueError(
                f"Mốc «{text.strip()[:40]}» không đọc được: cần số dòng, dấu hai chấm và 64 ký tự của mã băm."
            )
        return cls(int(number), digest)

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Broken:
    """One place where the ledger does not fit, and how."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Check:
    """What reading the whole ledger found."""

    lines: int
    head: Anchor
    broken: tuple[Broken, ...]
    anchors: int
    """How many copies of the head were compared."""

    @property
    def whole(self) -> bool:
        """Whether nothing was altered."""
        return not self.broken


def record(actor: str, action: str, *, kind: str = "", subject: str = "", **detail: Any) -> LedgerEntry:
    """Add one line: ``actor`` (account name) did ``action`` to the ``subject`` of that ``kind``.

    ``detail`` holds identifiers, counts and digests, never names or other personal data.
    """
    with transaction.atomic():
        head = LedgerHead.objects.select_for_update().filter(pk=1).first() or LedgerHead.objects.create(
            pk=1, hash=FIRST
        )
        now = timezone.now()
        if head.at is not None and not -BACK < now - head.at < GAP:
            seconds = round((now - head.at).total_seconds())
            _add(head, LedgerEntry(at=now, actor="dungviec", action="clock_gap", subject_kind="clock", detail={"seconds": seconds}))  # fmt: skip
        entry = LedgerEntry(at=now, actor=actor, action=action, subject_kind=kind, subject_id=subject, detail=detail)
        _add(head, entry)
        LedgerHead.objects.filter(pk=1).update(number=head.number, hash=head.hash, at=now)
        if entry.number % EVERY == 0:
            anchor = Anchor(entry.number, entry.hash)
            # robust: the line is agreed by then; a full folder of copies must not make the act look undone
            transaction.on_commit(lambda: keep_anchor(anchor), robust=True)
    return entry


def _add(head: LedgerHead, entry: LedgerEntry) -> None:
    """Put a line behind the head, and the head on it."""
    entry.number, entry.previous_hash = head.number + 1, head.hash
    entry.hash = _digest(entry)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash


def saw(viewer: Viewer, action: str, person_id: str, **detail: Any) -> LedgerEntry:
    """One record was read: by whom, in which role. The person reads these lines of the own record."""
    return record(viewer.username, action, kind="person", subject=person_id, role=str(viewer.role or ""), **detail)


def listed(
    viewer: Viewer, action: str, rows: int, *, kind: str = "list", subject: str = "", **detail: Any
) -> LedgerEntry:
    """Many records were read at once, on a list or in a file: how many, and as far as which unit (empty: everybody)."""
    reached = "" if viewer.reaches_all else viewer.unit_id
    return record(
        viewer.username, action, kind=kind, subject=subject, role=str(viewer.role or ""), unit_reached=reached, rows=rows, **detail
    )  # fmt: skip


def head() -> Anchor:
    """The number and hash of the last line, to be kept where nobody of the office can reach."""
    found = LedgerHead.objects.filter(pk=1).first()
    return Anchor(found.number, found.hash) if found else Anchor(0, FIRST)


def check(anchors: Iterable[Anchor] = ()) -> Check:
    """Read every line: its own hash, its neighbours, the head, the anchors given and those of the file."""
    wanted = {a.number: a for a in (*anchors_on_file(), *anchors)}
    broken: list[Broken] = []
    previous, expected, lines = FIRST, 1, 0
    begun: datetime | None = None
    for entry in LedgerEntry.objects.order_by("number").iterator(chunk_size=2000):
        lines += 1
        begun = entry.at if begun is None else min(begun, entry.at)
        if entry.number != expected:
            broken.append(Broken(entry.number, _("thiếu dòng %d đến dòng %d") % (expected, entry.number - 1)))
        elif entry.previous_hash != previous:
            broken.append(Broken(entry.number, _("không nối với dòng trước")))
        if entry.hash != _digest(entry):
            broken.append(Broken(entry.number, _("nội dung đã bị sửa")))
        if (anchor := wanted.pop(entry.number, None)) is not None and anchor.hash != entry.hash:
            broken.append(Broken(entry.number, _("khác mốc đã ghi ra ngoài: chuỗi đã bị viết lại")))
        previous, expected = entry.hash, entry.number + 1
    last = head()
    if last != Anchor(expected - 1, previous):
        why = _("sổ kết thúc ở dòng %(a)d, mốc cuối ghi dòng %(b)d: phần cuối đã bị cắt hoặc thêm") % {
            "a": expected - 1,
            "b": last.number,
        }
        broken.append(Broken(expected, why))
    for anchor in sorted((a for a in wanted.values() if a.number), key=lambda a: a.number):
        broken.append(Broken(anchor.number, _("dòng có trong mốc đã ghi ra ngoài nhưng không còn trong sổ")))
    broken += _of_another_ledger(begun)
    return Check(lines, Anchor(expected - 1, previous), tuple(broken), len({*anchors_on_file(), *anchors}))


def _of_another_ledger(begun: datetime | None) -> Iterator[Broken]:
    """Files of anchors of a ledger with another first line, written on after this one says it began, or while this one is empty.

    A chain rewritten from its first line has no file of its own: it would meet no copy. Copies of a database that was given up
    before this one began say nothing against it.
    """
    own = _anchor_file()
    for path in sorted(Path(settings.LEDGER_ANCHORS).glob("so-ghi-viec-*.txt")):
        if path == own:
            continue
        copies = [line.split() for line in path.read_text(encoding="ascii").splitlines() if _DATED.fullmatch(line)]
        if not copies or (begun is not None and datetime.fromisoformat(copies[-1][1]) <= begun):
            continue
        told = {"n": copies[-1][0].partition(":")[0], "t": timezone.localtime(datetime.fromisoformat(copies[-1][1])).strftime("%d/%m/%Y %H:%M")}  # fmt: skip
        yield Broken(1, _("thư mục mốc giữ mốc của một sổ khác, viết tới dòng %(n)s ngày %(t)s, sau khi sổ này bắt đầu: sổ đã bị viết lại hoặc xóa từ dòng đầu, hoặc hai văn phòng dùng chung một thư mục mốc") % told)  # fmt: skip


def anchors_on_file() -> list[Anchor]:
    """The copies of this ledger's head in its file of anchors. Raises ValueError on a line that is no anchor."""
    path = _anchor_file()
    if path is None or not path.is_file():
        return []
    lines = path.read_text(encoding="ascii").splitlines()
    return [Anchor.read(line) for line in lines if line.strip() and not _TORN.fullmatch(line)]


def keep_anchor(anchor: Anchor) -> None:
    """Add a copy of the head to the file of anchors; what a full disk left of an earlier one stays a line of its own."""
    path = _anchor_file()
    if path is None or not anchor.number:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    torn = path.is_file() and path.stat().st_size and not path.read_bytes().endswith(b"\n")
    line = f"{anchor} {timezone.now().isoformat()}\n"
    with path.open("a", encoding="ascii") as file:
        file.write(f"\n{line}" if torn else line)


def _anchor_file() -> Path | None:
    """One file per ledger, named after its first line: a database that was begun anew has another."""
    first = LedgerEntry.objects.filter(number=1).values_list("hash", flat=True).first()
    return Path(settings.LEDGER_ANCHORS) / f"so-ghi-viec-{first[:16]}.txt" if first else None


def _digest(entry: LedgerEntry) -> str:
    at: datetime = entry.at.astimezone(UTC)
    body = [
        entry.number, at.isoformat(timespec="microseconds"), entry.actor, entry.action, entry.subject_kind,
        entry.subject_id, entry.detail, entry.previous_hash,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
