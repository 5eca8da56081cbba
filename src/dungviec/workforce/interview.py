"""The interview sheet: the chairman's questions answered from the records, every figure with its list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dungviec.records import Snapshot
from dungviec.records.vietnamese import format_number
from dungviec.workforce.figure import Figure, WorkforceFault, shares
from dungviec.workforce.heads import head_figures
from dungviec.workforce.period import period_figures
from dungviec.workforce.questions import GROUPS, QUESTIONS, Question, Said, Told, with_told
from dungviec.workforce.scope import Scope
from dungviec.workforce.state import state_figures

_PLACE = re.compile(r"\{([\w.]+)([*+%]?)\}")
_SHARED = ("degree", "theory", "ratings", "placed")
NOTES = (
    (
        "Tỉ lệ làm tròn đến một chữ số thập phân theo phần dư lớn nhất nên cộng đúng 100 %.",
        "Shares are rounded to one decimal by the largest remainder, so that they add up to 100 per cent.",
    ),
    (
        "Trình độ, dân tộc, quê quán lấy theo hồ sơ hiện có; hồ sơ một tệp không giữ giá trị cũ của các mục này.",
        "Degrees, ethnic groups and native places are those on file; one workbook keeps no former values of them.",
    ),
    (
        "Người «hiện có» là người đang giữ một vị trí vào ngày báo cáo; nếu quá trình công tác không ghi mã vị trí thì lấy theo tên đơn vị.",
        "Whoever holds a post on the day of the report is counted as present; where the record names no post on file, by the name of the unit.",
    ),
)
"""What the reader must know about the figures."""
_NO_LEAVERS = (
    "Trong 12 tháng trước ngày báo cáo hồ sơ không ghi ai rời biên chế: số giảm có thể thiếu, và số của những ngày trước có thể chỉ gồm người nay còn trong hồ sơ.",
    "Nobody on file left the service in the twelve months before the day of the report: departures may be missing, and figures of earlier days may count only who is still on file.",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text; ``figure`` names the figure it shows."""

    text: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and its answer, sentence by sentence, as runs of text."""

    key: str
    part: str
    question: str
    sentences: tuple[tuple[Part, ...], ...]

    @property
    def text(self) -> str:
        """The answer as plain text."""
        return " ".join("".join(p.text for p in s) for s in self.sentences)


@dataclass(frozen=True)
class Interview:
    """All figures of a scope by key, and the answers made of them."""

    scope: Scope
    figures: Mapping[str, Figure]
    told: tuple[Told, ...] = ()
    """What other rooms tell; their figures stand among ``figures``."""

    def figure(self, key: str) -> Figure:
        """One figure. Raises :class:`WorkforceFault` for a key that does not exist, naming those near it."""
        if key in self.figures:
            return self.figures[key]
        group = key.partition(".")[0]
        near = [k for k in self.figures if k.startswith(f"{group}.")] or sorted(
            {k.partition(".")[0] for k in self.figures}
        )
        listed = ", ".join(near[:12])
        raise WorkforceFault(
            f"Không có số liệu «{key}». Có: {listed}.", f"There is no figure '{key}'. There are: {listed}."
        )

    def withhold(self, fields: Collection[str]) -> Interview:
        """The interview for somebody who may not see these fields (``table.column``): their figures have neither value nor list."""
        away = set(fields)
        return replace(self, figures={k: f.withhold() if away & set(f.needs) else f for k, f in self.figures.items()})

    def share(self, key: str) -> int | None:
        """Thousandths of its group; the shares of a group add up to 1000. None where the group has no shares or a part is not known."""
        group = next((g for g in _SHARED if key in GROUPS[g]), None)
        if group is None:
            return None
        members = [k for k in GROUPS[group] if k in self.figures]
        values = [self.figures[k].value for k in members]
        known = [v for v in values if v is not None]
        return shares(known)[members.index(key)] if len(known) == len(values) and any(known) else None

    def answers(self, lang: str = "vi") -> list[Answer]:
        """Every question with its answer in one language."""
        return [self._answer(q, lang) for q in QUESTIONS]

    def _answer(self, question: Question, lang: str) -> Answer:
        asked = with_told(question, self.told)
        sentences = tuple(self._say(said, lang) for said in asked if not said.if_any or self._counts(said.if_any))
        return Answer(question.key, question.part, question.vi if lang == "vi" else question.en, sentences)

    def _counts(self, key: str) -> bool:
        figure = self.figures.get(key)
        return figure is not None and bool(figure.value)

    def _say(self, said: Said, lang: str) -> tuple[Part, ...]:
        template = said.vi if lang == "vi" else said.en
        asked = [f for key, sign in _PLACE.findall(template) for f in self._asked(key, sign)]
        if any(f.withheld for f in asked):
            return (Part("Bạn không được xem số liệu này." if lang == "vi" else "You may not see this figure."),)
        if (lacking := next((f.missing for f in asked if f.missing), None)) is not None:
            start = "Không có số liệu: " if lang == "vi" else "No figures: "
            return (Part(f"{start}{lacking[0 if lang == 'vi' else 1]}."),)
        found: list[Part] = []
        at = 0
        for place in _PLACE.finditer(template):
            found.append(Part(template[at : place.start()]))
            found += self._filled(place[1], place[2], lang)
            at = place.end()
        found.append(Part(template[at:]))
        return tuple(p for p in found if p.text)

    def _asked(self, key: str, sign: str) -> list[Figure]:
        """The figures a place of a sentence shows; a group of which nothing is on file asks for its whole."""
        if sign not in ("*", "+"):
            return [self.figures[key]] if key in self.figures else []
        return [self.figures[k] for k in GROUPS[key] if k in self.figures]

    def _filled(self, key: str, sign: str, lang: str) -> Iterator[Part]:
        if sign not in ("*", "+"):
            value = self.figures[key].value
            yield Part(number(value or 0, lang), key)
            return
        shown = [k for k in GROUPS[key] if k in self.figures and (self.figures[k].value or 0) > 0]
        if not shown:
            yield Part("không có" if lang == "vi" else "none")
        for n, k in enumerate(shown):
            figure, share = self.figures[k], self.share(k) if sign == "*" else None
            yield Part(f"{', ' if n else ''}{figure.label(lang)} ")
            yield Part(number(figure.value or 0, lang), k)
            if share is not None:
                yield Part(f" ({percent(share, lang)})")

    def notes(self, lang: str = "vi") -> list[str]:
        """What the reader must know about the figures, and where the records are too short for the day asked."""
        n, found = 0 if lang == "vi" else 1, [note[0 if lang == "vi" else 1] for note in NOTES]
        if not self.scope.leavers_known:
            found.append(_NO_LEAVERS[n])
        return found

    def as_json(self, lang: str = "vi") -> dict[str, Any]:
        """Plain values for JSON: the scope, the answers, each figure with its share and the list behind it."""
        told = {k: f.as_json(lang) | {"share": _whole(self.share(k))} for k, f in self.figures.items()}
        return {
            "name": self.scope.name, "unit": self.scope.unit_id, "from": str(self.scope.since), "as_of": str(self.scope.until),
            "answers": [
                {"key": a.key, "part": a.part, "question": a.question, "answer": a.text, "figures": [p.figure for s in a.sentences for p in s if p.figure]}
                for a in self.answers(lang)
            ],
            "figures": told, "notes": self.notes(lang),
        }  # fmt: skip


def interview(
    snapshot: Snapshot, *, since: date | None = None, unit: str | None = None, told: Iterable[Told] = ()
) -> Interview:
    """The interview sheet of a snapshot on its day.

    ``since``: first day of the period (1 January of the year when not given); ``unit``: identifier or name, with everything
    below it; ``told``: what rooms with tables of their own tell about a question. Raises :class:`WorkforceFault` for a unit or
    a period that cannot be, and for a figure of a room under a key that is taken.
    """
    scope = Scope.ask(snapshot, since=since, unit=unit)
    found = {f.key: f for f in (*state_figures(scope), *head_figures(scope), *period_figures(scope))}
    return joined_by_rooms(Interview(scope, found, ()), told)


def joined_by_rooms(counted: Interview, told: Iterable[Told]) -> Interview:
    """A sheet made without other rooms, and what they tell; raises :class:`WorkforceFault` for a key that is taken."""
    more, found = tuple(told), dict(counted.figures)
    for figure in (f for t in more for f in t.figures):
        if figure.key in found:
            raise WorkforceFault(
                f"Mã số liệu «{figure.key}» đã có; phòng cung cấp số liệu phải dùng mã khác.",
                f"The key of a figure '{figure.key}' is taken; the room that tells it must use another.",
            )
        found[figure.key] = figure
    return Interview(counted.scope, found, more)


def number(value: int, lang: str) -> str:
    """A whole number as the language writes it.

    >>> number(2380, "vi"), number(2380, "en")
    ('2.380', '2,380')
    """
    return format_number(value) if lang == "vi" else f"{value:,}"


def percent(thousandths: int, lang: str) -> str:
    """A share with one decimal.

    >>> percent(708, "vi"), percent(708, "en")
    ('70,8 %', '70.8 %')
    """
    return f"{format_number(thousandths / 10, decimals=1)} %" if lang == "vi" else f"{thousandths / 10:.1f} %"


def _whole(share: int | None) -> float | None:
    return None if share is None else share / 10
