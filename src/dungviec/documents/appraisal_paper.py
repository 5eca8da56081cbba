"""Papers of an appraisal as what stands on them, before Word or PDF: lines, tables, boxes to tick, signatures, an annex."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from dungviec.law.answers import Answer
from dungviec.law.appraisal import comma, two_decimals
from dungviec.law.marks import cited

Side = Literal["left", "center", "right"]
DOTS = "……………"
BLANK = "…………………………………………………………………………………………"

LEVELS = {
    "excellent": "Hoàn thành xuất sắc nhiệm vụ", "good": "Hoàn thành tốt nhiệm vụ", "completed": "Hoàn thành nhiệm vụ",
    "not_completed": "Không hoàn thành nhiệm vụ",
}  # fmt: skip


class PaperFault(ValueError):
    """A paper that cannot be made of this sheet; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.english = english


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: a label in front and what is told; ``blank`` lines to write on follow where nothing is told."""

    text: str
    label: str = ""
    italic: bool = False
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Title:
    """A heading inside the paper."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: heads, widths in hundredths, which side each column stands on, rows; ``strong`` rows are bold."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    sides: tuple[Side, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes to tick: what each says and whether it is ticked."""

    label: str
    options: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo with the words under it; JPEG or PNG."""

    body: bytes
    words: str

    @property
    def ending(self) -> str:
        """The ending of its file name, by what it is."""
        return "png" if self.body.startswith(b"\x89PNG") else "jpg"


Block = Words | Title | Table | Boxes | Picture


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the role in capitals, a note under it, the name where it is known."""

    role: str
    note: str = "(Ký, ghi rõ họ tên)"
    name: str = ""


@dataclass(frozen=True, slots=True)
class AppraisalPaper:
    """One paper. ``basis`` says whose form it is and how sure that is; ``annex`` begins on a page of its own."""

    key: str
    superior: str
    body: str
    place: str
    year: int
    title: tuple[str, ...]
    basis: str
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    annex_title: str = ""
    annex: tuple[Block, ...] = field(default=())


def told_points(number: Fraction | None) -> str:
    """Points with two decimals and a comma; a dash where they are not known."""
    return "–" if number is None else comma(two_decimals(number))


def percent(share: Fraction) -> str:
    """A part with two decimals: 88,64 %."""
    return f"{comma(two_decimals(share * 100))} %"


def number(value: Fraction | float) -> str:
    """A number without trailing zeros: 2,5."""
    return comma(f"{float(value):.10g}")


def level_words(level: str | None) -> str:
    """A level in full; what is not known is said."""
    if level == "not_rated":
        return "Không xếp loại"
    return LEVELS.get({"failed": "not_completed"}.get(level or "", level or ""), "Chưa kết luận được")


def level_boxes(label: str, level: str | None) -> Boxes:
    """The four boxes of a form, ticked where somebody has said so."""
    key = {"failed": "not_completed"}.get(level or "", level)
    return Boxes(label, tuple((words, key == name) for name, words in LEVELS.items()))


def reason_of(answer: Answer[Any]) -> str:
    """Why, by which clause, and how sure the clause is."""
    where = cited(answer.rule)
    return f"{answer.vi.rstrip('.')}. Căn cứ: {where}." if where else answer.vi
