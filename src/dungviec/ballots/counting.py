"""The box and its count: no slip twice, no forged slip, nothing told of a group too small to hide in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import rsa

from dungviec.ballots.faults import BallotFault
from dungviec.ballots.questions import Question
from dungviec.ballots.sealing import ENVELOPE, receipt_of, unseal
from dungviec.ballots.signing import genuine

SMALLEST_GROUP = 5
"""The fewest ballots of one way of voting that are opened: fewer would tell what somebody voted."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A cast ballot: the slip (serial and signature) and the sealed envelope."""

    serial: bytes
    signature: bytes
    envelope: bytes

    @property
    def receipt(self) -> str:
        """What the voter keeps."""
        return receipt_of(self.serial, self.envelope)


@dataclass(frozen=True, slots=True)
class Box:
    """What lies in the box, in the order of the slips' digests: the order they came in is nowhere."""

    slips: tuple[Slip, ...] = ()

    def put(self, slip: Slip, public_pem: str) -> Box:
        """The box with one more ballot; the same box for the same ballot sent again.

        Raises BallotFault for a forged slip, one spent on another ballot, or an envelope of the wrong size.
        """
        if len(slip.envelope) != ENVELOPE:
            raise BallotFault("Phong bì phiếu không đúng dạng.", "The envelope is not of the right form.")
        if not genuine(public_pem, slip.serial, slip.signature):
            raise BallotFault("Phiếu này không do ban kiểm phiếu phát ra.", "This slip was not given out for this vote.")  # fmt: skip
        before = next((s for s in self.slips if s.serial == slip.serial), None)
        if before is not None:
            if before.envelope == slip.envelope:
                return self
            raise BallotFault("Phiếu này đã bỏ rồi; mỗi phiếu chỉ bỏ một lần.", "This slip is spent already.")
        return Box(tuple(sorted((*self.slips, slip), key=_digest)))

    def lines(self) -> list[list[str]]:
        """The box as texts, for storage."""
        return [[base64.b64encode(p).decode() for p in (s.serial, s.signature, s.envelope)] for s in self.slips]

    @classmethod
    def of(cls, lines: Iterable[Iterable[str]]) -> Box:
        """The box from its texts."""
        return cls(tuple(Slip(*(base64.b64decode(p) for p in line)) for line in lines))


@dataclass(frozen=True, slots=True)
class PaperVotes:
    """What the counting committee counted on paper: totals only. ``marks``: person → votes by mark."""

    handed_out: int = 0
    collected: int = 0
    spoilt: int = 0
    marks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """Totals of a vote, and the receipts of the ballots in the box."""

    collected: int
    valid: int
    spoilt: int
    marks: Mapping[str, tuple[int, ...]]
    receipts: tuple[str, ...]


def too_few(ballots: int, *, smallest: int = SMALLEST_GROUP) -> bool:
    """Whether so many ballots of one way of voting may not be opened; none at all is no group."""
    return 0 < ballots < smallest


def count(
    question: Question, box: Box, key: rsa.RSAPrivateKey | None, *, public_pem: str, given_out: int, paper: PaperVotes | None = None,
    smallest: int = SMALLEST_GROUP,
) -> Counted:  # fmt: skip
    """Open the box and add the paper votes. ``key`` may be None where the box is empty.

    Raises BallotFault where more ballots than slips given out lie in the box, where a slip in it is forged (somebody wrote into the
    storage), where either way of voting has too few ballots, or where the paper totals cannot be.
    """
    paper = paper or PaperVotes()
    _check_paper(question, paper)
    if len(box.slips) > given_out:
        raise BallotFault(
            f"Hòm có {len(box.slips)} phiếu, chỉ phát ra {given_out}: không kiểm được, phải bỏ phiếu lại.",
            f"{len(box.slips)} ballots in the box, {given_out} given out: the vote must be repeated.",
        )
    if not all(genuine(public_pem, s.serial, s.signature) for s in box.slips):
        raise BallotFault("Trong hòm có phiếu không do ban kiểm phiếu phát ra: phải bỏ phiếu lại.", "The box holds a forged slip: the vote must be repeated.")  # fmt: skip
    for ballots in (len(box.slips), paper.collected):
        if too_few(ballots, smallest=smallest):
            raise BallotFault(
                f"Chỉ có {ballots} phiếu theo một cách bỏ (cần ít nhất {smallest}): mở ra sẽ lộ ý kiến từng người. Xin bỏ phiếu lại bằng một cách.",
                f"Only {ballots} ballots cast one way (at least {smallest} are needed): opening them would tell people's votes. Vote again, all one way.",
            )
    if box.slips and key is None:
        raise BallotFault("Hòm có phiếu mà chưa mở khóa.", "The box holds ballots and is locked.")
    texts = [unseal(key, s.envelope) for s in box.slips] if key else []
    read = [question.read(text) for text in texts]
    good = [r for r in read if r is not None]
    marks = {
        one: tuple(
            sum(r[at] == mark for r in good) + (paper.marks[one][mark] if one in paper.marks else 0)
            for mark in range(question.marks)
        )
        for at, one in enumerate(question.candidates)
    }
    spoilt = len(read) - len(good) + paper.spoilt
    collected = len(read) + paper.collected
    return Counted(collected, collected - spoilt, spoilt, marks, tuple(sorted(s.receipt for s in box.slips)))


def _check_paper(question: Question, paper: PaperVotes) -> None:
    valid = paper.collected - paper.spoilt
    sums = [sum(marks) for marks in paper.marks.values()]
    whole = sum(sums) if question.form == "choose" else max(sums, default=0)
    wrong = (
        not 0 <= paper.spoilt <= paper.collected <= paper.handed_out or whole > valid
        or any(n < 0 for marks in paper.marks.values() for n in marks)
        or any(one not in question.candidates or len(marks) != question.marks for one, marks in paper.marks.items())
    )  # fmt: skip
    if wrong:
        raise BallotFault(
            f"Số phiếu giấy không khớp: phát ra {paper.handed_out}, thu về {paper.collected}, không hợp lệ {paper.spoilt}, ghi cho người nhiều nhất {whole}. Xin kiểm tra lại biên bản.",
            f"The paper totals do not fit: handed out {paper.handed_out}, collected {paper.collected}, spoilt {paper.spoilt}, marked {whole}. Check the minutes.",
        )


def _digest(slip: Slip) -> bytes:
    return hashlib.sha256(slip.serial).digest()
