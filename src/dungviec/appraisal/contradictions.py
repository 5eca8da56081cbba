"""Numbers of a sheet that cannot be true together: told with both values before anything is scored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dungviec.appraisal.sheet import Official, Sheet

MOST_PIECES = 100_000
"""Products one line may hold; more is a slip of the keyboard."""


def contradictions(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Each contradiction as a sentence in Vietnamese and English."""
    yield from _days(sheet)
    for i, official in enumerate(sheet.officials):
        at = f"officials[{i}]"
        yield from _shares(official, at)
        yield from _pieces(official, at)
        yield from _decisions(official, at, sheet.year)


def _days(sheet: Sheet) -> Iterator[tuple[str, str]]:
    if sheet.classified_on < date(sheet.year, 1, 1):
        yield (
            f"«day»: ngày xếp loại {sheet.classified_on:%d/%m/%Y} trước khi năm {sheet.year} bắt đầu; sửa «day» hoặc «year».",
            f"'day': the day of classification {sheet.classified_on:%d/%m/%Y} lies before {sheet.year}; mend 'day' or 'year'.",
        )


def _shares(o: Official, at: str) -> Iterator[tuple[str, str]]:
    pairs = [("tasks_exceeded", o.tasks_exceeded, "tasks_done", o.tasks_done)]
    pairs.append(
        ("units_good_or_better", o.units_good_or_better, "units_completed_or_better", o.units_completed_or_better)
    )
    if o.party is not None:
        pairs.append(("party.tasks_exceeded", o.party.tasks_exceeded, "party.tasks_done", o.party.tasks_done))
    for part, some, whole, all_ in pairs:
        if some is not None and all_ is not None and some > all_:
            yield (
                f"«{at}.{part}» ({o.id}): {some:.0%} lớn hơn «{whole}» {all_:.0%}; phần không thể lớn hơn toàn bộ, sửa một trong hai.",
                f"'{at}.{part}' ({o.id}): {some:.0%} is more than '{whole}' {all_:.0%}; a part cannot exceed the whole, mend one.",
            )


def _pieces(o: Official, at: str) -> Iterator[tuple[str, str]]:
    for j, period in enumerate(o.periods):
        for k, line in enumerate(period.tasks or ()):
            for name in ("assigned", "done", "given_back", "redone", "late"):
                value = getattr(line, name)
                if value is not None and value > MOST_PIECES:
                    told = str(value) if value < 10**12 else "số quá dài"
                    yield (
                        f"«{at}.periods[{j}].tasks[{k}].{name}» ({o.id}, {period.label[0]}): {told}; một dòng tối đa {MOST_PIECES} sản phẩm, xem lại số.",
                        f"'{at}.periods[{j}].tasks[{k}].{name}' ({o.id}, {period.label[1]}): a line holds {MOST_PIECES} products at most; check the number.",
                    )


def _decisions(o: Official, at: str, year: int) -> Iterator[tuple[str, str]]:
    for k, decision in enumerate(o.decisions):
        here = f"{at}.decisions[{k}]"
        if decision.on < date(year, 1, 1):
            yield (
                f"«{here}.on» ({o.id}): quyết định ngày {decision.on:%d/%m/%Y} trước năm được xếp loại {year}; sửa ngày.",
                f"'{here}.on' ({o.id}): decided {decision.on:%d/%m/%Y}, before the year rated, {year}; mend the day.",
            )
        if k and not decision.reason.strip():
            yield (
                f"«{here}.reason» ({o.id}): xếp loại lại phải có lý do (NĐ 335 Điều 21.3); ghi «reason».",
                f"'{here}.reason' ({o.id}): a rating made again needs a reason (NĐ 335 Điều 21.3); give 'reason'.",
            )
        if k and decision.on < o.decisions[k - 1].on:
            yield (
                f"«{here}.on» ({o.id}): {decision.on:%d/%m/%Y} trước quyết định bị thay ({o.decisions[k - 1].on:%d/%m/%Y}); ghi theo thứ tự thời gian.",
                f"'{here}.on' ({o.id}): {decision.on:%d/%m/%Y} is before the decision it replaces ({o.decisions[k - 1].on:%d/%m/%Y}); keep them in order.",
            )
    if o.decisions and o.decided is not None and o.decided != o.decisions[-1].level:
        yield (
            f"«{at}.decided» ({o.id}): «{o.decided}» khác quyết định sau cùng «{o.decisions[-1].level}»; bỏ «decided».",
            f"'{at}.decided' ({o.id}): '{o.decided}' differs from the last decision '{o.decisions[-1].level}'; leave 'decided' out.",
        )
    for k, petition in enumerate(o.petitions):
        here = f"{at}.petitions[{k}]"
        if petition.answered is not None and petition.answered < petition.received:
            yield (
                f"«{here}.answered» ({o.id}): trả lời {petition.answered:%d/%m/%Y} trước khi nhận {petition.received:%d/%m/%Y}; sửa ngày.",
                f"'{here}.answered' ({o.id}): answered {petition.answered:%d/%m/%Y}, before it came {petition.received:%d/%m/%Y}; mend the day.",
            )
        first = o.decisions[0].on if o.decisions else date(year, 1, 1)
        if petition.received < first:
            yield (
                f"«{here}.received» ({o.id}): kiến nghị nhận {petition.received:%d/%m/%Y} trước khi có kết quả ({first:%d/%m/%Y}); sửa ngày.",
                f"'{here}.received' ({o.id}): received {petition.received:%d/%m/%Y}, before there was a result ({first:%d/%m/%Y}); mend the day.",
            )
