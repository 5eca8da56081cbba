"""Keys over what a vote writes into the database: in files beside it, never in it, in no backup, gone when the vote is over.

A vote has two in its course: one while slips are given out (over the key that signs them), another while the box is open (over the
ballots). A file is made before the change that needs it is agreed and destroyed after the change that ends it: an interrupted act
leaves a file too many, which :func:`sweep` removes, never one too few.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.ballots import Box, cover, covered_box, new_cover_key, uncover, uncovered_box
from dungviec.ballots.cover import LENGTH
from dungviec.office.ballots.faults import VoteRefused, told
from dungviec.office.ballots.models import Phase, SealedBox, Vote
from dungviec.office.paths import BALLOT_KEYS

_OVER = (Phase.COUNTED, Phase.VOID)


def make(code: str, place: str) -> bytes:
    """The key of a place of a vote (``slips``, ``box``), made anew: one from an act that was not agreed is replaced."""
    path = _path(code, place)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _destroy(path)
    key = new_cover_key()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)
    return key


def destroy_later(code: str, *places: str) -> None:
    """Once the transaction is agreed: the keys are written over and removed."""

    def act() -> None:
        for place in places:
            _destroy(_path(code, place))

    transaction.on_commit(act, robust=True)


def sweep() -> int:
    """Remove the keys of votes that are over, left by an act that was killed in between; how many there were."""
    folder = Path(settings.HOME) / BALLOT_KEYS
    left = {p: p.name.partition("-") for p in folder.glob("*-*")} if folder.is_dir() else {}
    phases = dict(
        Vote.objects.filter(code__in={code for code, _dash, _place in left.values()}).values_list("code", "phase")
    )
    gone = [
        p
        for p, (code, _dash, place) in left.items()
        if phases.get(code) in (_OVER if place == "box" else (*_OVER, Phase.CASTING))
    ]
    for path in gone:
        _destroy(path)
    return len(gone)


def covered_signing_key(one: Vote, pem: str) -> str:
    """The key that signs slips, as the database may hold it."""
    return cover(make(one.code, "slips"), pem, of=f"{one.code}/slips")


def signing_key(one: Vote) -> str:
    """The key that signs slips. Raises VoteRefused where its cover key is gone or fits not."""
    with told():
        return uncover(_key(one, "slips"), one.signing_key, of=f"{one.code}/slips")


def inside(one: Vote, box: SealedBox) -> Box:
    """What lies in the box; empty where nobody has cast. Raises VoteRefused where its cover key is gone or fits not."""
    if not box.covered:
        return Box()
    with told():
        return uncovered_box(_key(one, "box"), box.covered, of=f"{one.code}/box")


def put_back(one: Vote, box: SealedBox, ballots: Box) -> None:
    """Write the box under a fresh cover, as long as a full one."""
    box.covered = covered_box(_key(one, "box"), ballots, of=f"{one.code}/box", slips=one.given_out)
    box.save(update_fields=["covered"])


def _key(one: Vote, place: str) -> bytes:
    try:
        found = _path(one.code, place).read_bytes()
    except OSError:
        found = b""
    if len(found) != LENGTH:
        raise VoteRefused(_("Khóa che của cuộc bỏ phiếu này không còn trên máy (bản sao lưu cố ý không mang theo): không mở được, xin hủy và bỏ phiếu lại."))  # fmt: skip
    return found


def _path(code: str, place: str) -> Path:
    return Path(settings.HOME) / BALLOT_KEYS / f"{code}-{place}"


def _destroy(path: Path) -> None:
    """Write noise over a file where it lies, then remove it; a disk that writes elsewhere keeps the old place until it is used again."""
    try:
        with path.open("r+b") as file:
            file.write(os.urandom(LENGTH))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
