"""What a sign is: a question, the facts it rests on, what may explain them innocently, what to look at, how common it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dungviec.law.rules import Rule

SMALL = 10
"""Below so many comparable posts no share is told: the office's own standard."""
_ACCUSING = re.compile(
    r"vi phạm|sai phạm|gian dối|gian lận|tham nhũng|tham ô|tiêu cực|che giấu|bao che|cố ý|cố tình|lợi dụng|vụ lợi|khai man|trốn|"
    r"không trung thực|thiếu trung thực|nghi ngờ|nghi vấn|đối tượng|tội|"
    r"\b(?:violat\w*|corrupt\w*|conceal\w*|dishonest\w*|guilt\w*|suspect\w*|suspicio\w*|fraud\w*|cheat\w*|accus\w*|offen[cd]\w*|misconduct|wrongdo\w*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in both languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with where it stands: the table of the records, or the paper of another room."""

    vi: str
    en: str
    source_vi: str
    source_en: str


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How many of how many comparable posts or people show the same."""

    having: int
    among: int
    vi: str
    """What is compared: «vị trí nhạy cảm»."""
    en: str

    def words(self) -> Words:
        """The share in words; with few comparable ones only that they are too few to compare."""
        if self.among < SMALL:
            return Words(
                f"Chỉ có {self.among} {self.vi}: quá ít để so sánh.",
                f"Only {self.among} {self.en}: too few to compare.",
            )
        share = round(100 * self.having / self.among)
        return Words(
            f"{self.having} trong {self.among} {self.vi} cũng như vậy (khoảng {share} %).",
            f"{self.having} of {self.among} {self.en} show the same (about {share} %).",
        )


@dataclass(frozen=True, slots=True)
class Sign:
    """One question about one person, or, with an empty ``person_id``, about how the office works.

    ``groups``: field groups of what it tells; who does not see all of them does not meet the sign. ``others``: people besides the
    person whom the facts name.
    """

    kind: str
    person_id: str
    unit_id: str
    question: Words
    facts: Sequence[Fact]
    innocent: Sequence[Words]
    to_check: Sequence[Words]
    base: BaseRate
    groups: tuple[str, ...] = ("service",)
    rule: Rule | None = None
    others: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.facts or not self.innocent or not self.to_check:
            raise ValueError(f"Dấu hiệu «{self.kind}» thiếu căn cứ, cách giải thích hoặc việc cần kiểm. / The sign {self.kind!r} lacks facts, explanations or what to check.")  # fmt: skip
        bad = next((w for w in self.sentences() if accuses(w)), None)
        if bad is not None or not self.question.vi.endswith("?") or not self.question.en.endswith("?"):
            raise ValueError(f"Dấu hiệu «{self.kind}» phải là câu hỏi, không buộc tội: {bad or self.question.vi} / The sign {self.kind!r} must ask, not accuse.")  # fmt: skip

    @property
    def mark(self) -> str:
        """Digest of the facts: other facts make another question."""
        told = "\n".join((self.kind, self.person_id, *(f.vi for f in self.facts)))
        return hashlib.sha256(told.encode()).hexdigest()

    def sentences(self) -> list[str]:
        """Every sentence it says, in both languages."""
        told = [(t.vi, t.en) for t in (self.question, *self.innocent, *self.to_check)]
        return [w for pair in (*told, *((f.vi, f.en) for f in self.facts)) for w in pair]


def accuses(text: str) -> bool:
    """Whether a text speaks of guilt: words that judge have no place in a question.

    >>> accuses("Vì sao bản kê khai chưa nộp?"), accuses("Người này che giấu tài sản")
    (False, True)
    """
    return _ACCUSING.search(text) is not None
