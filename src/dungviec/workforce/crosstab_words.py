"""What a cross-table says: its finding as a title, what was asked in words, and what must be said under it."""

from __future__ import annotations

from typing import Any

from dungviec.workforce.cell_measures import CELL_MEASURES
from dungviec.workforce.counting import inner
from dungviec.workforce.crosstab import TOTAL, CrossTab, Row
from dungviec.workforce.crosstab_compare import Comparison
from dungviec.workforce.crosstab_lines import Answered, answer_of, cell_text, signed, written
from dungviec.workforce.dimension import MISSING
from dungviec.workforce.dimensions import DIMENSIONS
from dungviec.workforce.question_asked import Question

LEAST_COMPARED = 5
"""Groups with fewer people known are not held up as the highest or the lowest."""


def asked(question: Question, lang: str = "vi") -> str:
    """The question in words: «Số người theo trình độ chuyên môn và giới tính, chia cột theo độ tuổi»."""
    vi = lang == "vi"
    rows = (" và " if vi else " and ").join(inner(DIMENSIONS[r].words(lang)) for r in question.rows)
    said = f"{CELL_MEASURES[question.measure].words(lang)} {'theo' if vi else 'by'} {rows}"
    if question.column:
        said += f"{', chia cột theo ' if vi else ', across '}{inner(DIMENSIONS[question.column].words(lang))}"
    return said


def finding(answer: Answered, lang: str = "vi") -> str:
    """What the table says first, and whom alone it is about."""
    said = _compared(answer, lang) if isinstance(answer, Comparison) else _found(answer, lang)
    only = "; ".join(answer_of(answer).filters(lang))
    return said if not only else f"{said} {'Chỉ đếm' if lang == 'vi' else 'Only'}: {only}."


def _first_rows(answer: Answered) -> list[Row]:
    """The rows of the first attribute."""
    return [r for r in answer.rows if len(r) == 1 or r[1] == TOTAL]


def _found(tab: CrossTab, lang: str) -> str:
    vi, rows = lang == "vi", _first_rows(tab)
    whole = tab.cell(tab.all_row)
    if not whole.people:
        return "Không có ai trong phạm vi hỏi." if vi else "Nobody is within what was asked."
    name = inner(tab.row_dimensions[0].words(lang))
    known = [r for r in rows if r[0] != MISSING]
    if not known:
        return f"Hồ sơ chưa ghi {name} của ai." if vi else f"{tab.row_dimensions[0].words(lang)}: stated of nobody."
    if tab.measure.kind == "count":
        top = max(known, key=lambda r: tab.cell(r).people)
        n, all_ = tab.cell(top).people, whole.people
        part = written(100 * n / all_, lang, decimals=1)
        said = tab.words(0, top[0], lang)
        count = f"{written(n, lang)}/{written(all_, lang)}"
        return f"{tab.row_dimensions[0].words(lang)}: «{said}» nhiều nhất, {count} người ({part} %)." if vi else f"{tab.row_dimensions[0].words(lang)}: most are '{said}', {count} people ({part} %)."  # fmt: skip
    measured = [r for r in known if tab.cell(r).known >= LEAST_COMPARED]
    head = f"{tab.measure.words(lang)}: {cell_text(tab.measure, whole, lang)}"
    if whole.value is None or len(measured) < 2:
        return f"{head}."
    high, low = (pick(measured, key=lambda r: tab.cell(r).value or 0.0) for pick in (max, min))
    quoted = "«{}»" if vi else "'{}'"
    ends = [
        f"{quoted.format(tab.words(0, r[0], lang))} ({cell_text(tab.measure, tab.cell(r), lang)})" for r in (high, low)
    ]
    return f"{head}; cao nhất {ends[0]}, thấp nhất {ends[1]}." if vi else f"{head}; highest {ends[0]}, lowest {ends[1]}."  # fmt: skip


def _compared(both: Comparison, lang: str) -> str:
    vi, measure = lang == "vi", both.now.measure
    then, now = both.cell(both.now.all_row)
    days = f"{both.then.scope.until:%d/%m/%Y}", f"{both.now.scope.until:%d/%m/%Y}"
    change = signed(both.difference(both.now.all_row), lang, decimals=measure.decimals)
    head = f"{measure.words(lang)} {'từ' if vi else 'from'} {days[0]} {'đến' if vi else 'to'} {days[1]}: {cell_text(measure, then, lang)} → {cell_text(measure, now, lang)} ({change})"  # fmt: skip
    moved = [(r, d) for r in _first_rows(both) if (d := both.difference(r)) and round(d, measure.decimals)]
    if measure.kind != "count":
        moved = [(r, d) for r, d in moved if min(c.known for c in both.cell(r)) >= LEAST_COMPARED]
    if not moved:
        return f"{head}."
    row, most = max(moved, key=lambda pair: abs(pair[1]))
    said, by = both.words(0, row[0], lang), signed(most, lang, decimals=measure.decimals)
    return f"{head}; đổi nhiều nhất ở «{said}» ({by})." if vi else f"{head}; most of it at '{said}' ({by})."


def notes(answer: Answered, lang: str = "vi", *, one_state: bool = False) -> list[str]:
    """What must be said: who is counted and by which filter, what the records do not state, who stands in no unit, how shares are rounded.

    ``one_state``: both days of a comparison were read from one state of the records (a workbook), which keeps no earlier degree.
    """
    vi = lang == "vi"
    tabs = (answer.then, answer.now) if isinstance(answer, Comparison) else (answer,)
    now, found = tabs[-1], []
    filters = now.filters(lang)
    for tab in tabs:
        day, n, whole = f"{tab.scope.until:%d/%m/%Y}", written(tab.people.height, lang), written(tab.everybody, lang)
        found.append(
            f"Ngày {day}: {n} người được đếm trong {whole} người đang giữ vị trí ({tab.scope.name})." if vi
            else f"{day}: {n} people counted of {whole} who hold a post ({tab.scope.name})."
        )  # fmt: skip
        if left := tab.scope.unplaced.height:
            found.append(f"{written(left, lang)} người đang công tác mà hồ sơ không gắn với đơn vị nào không có trong bảng." if vi else f"{written(left, lang)} people in service whose records name no unit are not in the table.")  # fmt: skip
    if filters:
        found.append(("Chỉ đếm: " if vi else "Only: ") + "; ".join(filters) + ".")
    for place, key in enumerate(now.question.dimensions):
        lacking = int((now.people[f"d{place}"] == MISSING).sum())
        name = DIMENSIONS[key].words(lang)
        if not DIMENSIONS[key].known(now.facts):
            found.append(f"{name}: hồ sơ chưa có phần này, mọi người đứng ở dòng «chưa ghi»." if vi else f"{name}: the records do not keep this; everybody stands under 'not stated'.")  # fmt: skip
        elif lacking:
            found.append(f"{name}: {written(lacking, lang)} người hồ sơ chưa ghi, đứng riêng và được tính vào tổng số." if vi else f"{name}: not stated of {written(lacking, lang)} people, who stand apart and count in the total.")  # fmt: skip
    whole_cell = now.cell(now.all_row)
    if whole_cell.known < whole_cell.people:
        gap = written(whole_cell.people - whole_cell.known, lang)
        found.append(f"{now.measure.words(lang)}: tính trên những người đã biết; chưa biết {gap} người." if vi else f"{now.measure.words(lang)}: over those known; not known of {gap} people.")  # fmt: skip
    if now.question.share:
        found.append("Tỉ lệ làm tròn đến 0,1 % sao cho cộng lại đủ 100 %." if vi else "Shares are rounded to 0.1 % so that they add up to 100 %.")  # fmt: skip
    if one_state and len(tabs) == 2:
        found.append("Tệp chỉ giữ một trạng thái của trình độ, ngạch, Đảng: so sánh hai ngày cho thấy người đến, đi, chuyển chỗ và thêm tuổi, không cho thấy bằng cấp có sau." if vi else "The file keeps one state of degrees, ranks and membership: the comparison shows people who came, went, moved and aged, not degrees earned between.")  # fmt: skip
    return found


def as_json(answer: Answered, lang: str = "vi", *, one_state: bool = False) -> dict[str, Any]:
    """Plain values for JSON: the question, the days, every cell with its people, the totals, the notes."""
    both = answer if isinstance(answer, Comparison) else None
    now = answer_of(answer)
    columns = [*(c.key for c in answer.columns), TOTAL]
    cells = []
    for row in (*answer.rows, now.all_row):
        for column in columns:
            cell = now.cell(row, column)
            one: dict[str, Any] = {
                "row": list(row), "column": column or None, "people": cell.people, "known": cell.known,
                "value": None if cell.value is None else round(cell.value, 4),
            }  # fmt: skip
            if now.question.share:
                one["share"] = now.share(row, column)
            if both:
                then = both.then.cell(row, column)
                one |= {"people_then": then.people, "value_then": None if then.value is None else round(then.value, 4)}
                one |= {side: list(both.behind(row, column, side=side).people) for side in ("came", "left")}
            cells.append(one)
    values = {
        d: [{"key": v.key, "words": v.words(lang)} for v in _values(answer, n)]
        for n, d in enumerate(now.question.dimensions)
    }
    return {
        "question": now.question.as_plain(), "asked": asked(now.question, lang), "finding": finding(answer, lang), "as_of": now.scope.until.isoformat(),
        "compared_with": both.then.scope.until.isoformat() if both else None, "unit": now.question.unit, "name": now.scope.name,
        "counted": now.people.height, "on_the_rolls": now.everybody, "values": values, "cells": cells, "notes": notes(answer, lang, one_state=one_state),
    }  # fmt: skip


def _values(answer: Answered, place: int) -> Any:
    return answer.merged(place) if isinstance(answer, Comparison) else answer.named[place]
