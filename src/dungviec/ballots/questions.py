"""What is asked on a ballot: who stands on it, how it is marked, and the mark as it travels in the sealed envelope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dungviec.ballots.faults import BallotFault

BLANK = "-"
MOST = 40
"""As many people as one ballot holds: its marks fit the envelope, whose length is the same for every vote."""
FORMS: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "choose": ("Chọn một người", "Choose one person", (("Chọn", "Chosen"),)),
    "agree": ("Đồng ý hay không, từng người", "Agree or not, each person", (("Đồng ý", "Agree"), ("Không đồng ý", "Disagree"))),
    "confidence": (
        "Lấy phiếu tín nhiệm, từng người", "Confidence, each person",
        (("Tín nhiệm cao", "High confidence"), ("Tín nhiệm", "Confidence"), ("Tín nhiệm thấp", "Low confidence")),
    ),
}  # fmt: skip
"""Kind of ballot → its words and the marks a person on it can get, in both languages."""


def form_words(form: str, lang: str = "vi") -> str:
    """A kind of ballot in words."""
    vi, en, _marks = FORMS[form]
    return vi if lang == "vi" else en


@dataclass(frozen=True, slots=True)
class Question:
    """A ballot: its kind and the identifiers of those on it, in the order printed.

    Raises BallotFault for an unknown kind, nobody, more than ``MOST``, or somebody twice.
    """

    form: str
    candidates: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise BallotFault(f"Không có loại phiếu «{self.form}»; chọn một trong: {', '.join(FORMS)}.", f"There is no kind of ballot {self.form!r}; choose one of {', '.join(FORMS)}.")  # fmt: skip
        if not 1 <= len(self.candidates) <= MOST:
            raise BallotFault(f"Phiếu có {len(self.candidates)} người; cần từ 1 đến {MOST}.", f"{len(self.candidates)} people on the ballot; 1 to {MOST} are possible.")  # fmt: skip
        if len(set(self.candidates)) != len(self.candidates):
            raise BallotFault("Phiếu ghi một người hai lần.", "Somebody stands on the ballot twice.")

    @property
    def marks(self) -> int:
        """How many different marks one person can get."""
        return len(FORMS[self.form][2])

    def read(self, text: str) -> tuple[int | None, ...] | None:
        """What a ballot says: for each person the number of the mark, None where left blank.

        The text is one character for each person: a digit, or ``-``. None for a spoilt ballot: another length, another sign, more
        than one person chosen where one is asked for, or nothing marked at all.
        """
        if len(text) != len(self.candidates) or any(c != BLANK and not ("0" <= c < str(self.marks)) for c in text):
            return None
        found = tuple(None if c == BLANK else int(c) for c in text)
        chosen = sum(m is not None for m in found)
        if chosen == 0 or (self.form == "choose" and chosen > 1):
            return None
        return found

    def write(self, marks: Sequence[int | None]) -> str:
        """Marks as the text that is sealed. Nothing is judged: a spoilt ballot may be cast, as on paper."""
        return "".join(BLANK if m is None else str(m) for m in marks)
