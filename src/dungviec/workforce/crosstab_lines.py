"""A cross-table, or one of two days, as lines of words and numbers: what the screen, the terminal, Excel, CSV and paper write alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dungviec.records.vietnamese import format_number
from dungviec.workforce.cell_measures import CellMeasure
from dungviec.workforce.crosstab import TOTAL, Cell, CrossTab, Row
from dungviec.workforce.crosstab_compare import Comparison
from dungviec.workforce.dimensions import DIMENSIONS
from dungviec.workforce.question_asked import SHARES

Answered = CrossTab | Comparison


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its keys, its words (one of each row attribute), and the numbers of each column, the total last; ``whole``: a total or subtotal."""

    row: Row
    heads: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """The whole table: the names of the row attributes, the columns (key, words; the total last), what each column's numbers are, the lines,
    the line of everybody last."""

    row_heads: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]
    decimals: tuple[int, ...]
    lines: tuple[Line, ...]

    def text(self, part: int, value: float | None, lang: str) -> str:
        """One number as it is written; a dash where there is none."""
        return written(value, lang, decimals=self.decimals[part])

    def flat_heads(self) -> list[str]:
        """One heading for each number of a line, after those of the row attributes."""
        return [f"{name} – {p}" if p else name for _key, name in self.columns for p in self.parts]


def answer_of(answer: Answered) -> CrossTab:
    """The table of the day asked about: of two days, the later."""
    return answer.now if isinstance(answer, Comparison) else answer


def lines_of(answer: Answered, lang: str = "vi") -> Lines:
    """The table as lines."""
    k = 0 if lang == "vi" else 1
    now = answer_of(answer)
    question, measure = now.question, now.measure
    total = (TOTAL, (("Tổng số", "All") if measure.kind == "count" else ("Chung", "Together"))[k])
    columns = (*((v.key, v.words(lang)) for v in answer.columns), total)
    decimals = measure.decimals
    if isinstance(answer, Comparison):
        parts: Sequence[str] = [f"{tab.scope.until:%d/%m/%Y}" for tab in (answer.then, answer.now)] + [("thay đổi", "change")[k]]  # fmt: skip
        places = [decimals] * 3
    elif measure.kind == "count":
        parts, places = ([measure.unit_words(lang), "% " + SHARES[question.share][k]], [0, 1]) if question.share else ([""], [0])  # fmt: skip
    else:
        parts, places = (
            [measure.unit_words(lang) or measure.words(lang), ("số người biết", "known of")[k]],
            [decimals, 0],
        )
    rows = (*answer.rows, now.all_row)
    return Lines(
        tuple(DIMENSIONS[d].words(lang) for d in question.rows), columns, tuple(parts), tuple(places),
        tuple(
            Line(row, tuple(answer.words(n, key, lang) for n, key in enumerate(row)), tuple(_numbers(answer, row, c) for c, _name in columns), TOTAL in row)
            for row in rows
        ),
    )  # fmt: skip


def _numbers(answer: Answered, row: Row, column: str) -> tuple[float | None, ...]:
    if isinstance(answer, Comparison):
        then, now = answer.cell(row, column)
        return then.value, now.value, answer.difference(row, column)
    cell = answer.cell(row, column)
    if answer.measure.kind != "count":
        return cell.value, float(cell.known)
    return (cell.value, answer.share(row, column)) if answer.question.share else (cell.value,)


def written(value: float | None, lang: str, *, decimals: int = 0) -> str:
    """A number in the language; a dash where there is none.

    >>> written(1684, "vi"), written(70.8, "vi", decimals=1), written(1684, "en"), written(None, "vi")
    ('1.684', '70,8', '1,684', '–')
    """
    if value is None:
        return "–"
    return format_number(value, decimals=decimals) if lang == "vi" else f"{value:,.{decimals}f}"


def cell_text(measure: CellMeasure, cell: Cell, lang: str) -> str:
    """The value of a cell with its unit: «1.684 người», «41,2 tuổi», «38,5 %»."""
    return f"{written(cell.value, lang, decimals=measure.decimals)} {measure.unit_words(lang)}".strip()


def signed(value: float | None, lang: str, *, decimals: int = 0) -> str:
    """A change with its sign: «+12», «−3», «0»."""
    if value is None:
        return "–"
    size = written(abs(value), lang, decimals=decimals)
    return size if round(value, decimals) == 0 else f"{'+' if value > 0 else '−'}{size}"
