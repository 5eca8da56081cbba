"""Cases as pages show them: the list with what is due next, the timeline of one, and what is open to each viewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.conduct import (
    GROUNDS,
    CaseClock,
    Effect,
    clocks_of,
    effects_of,
    grounds_on_file,
    next_clock,
    procedure_of,
    repeat_problems,
    unrecorded_grounds,
)
from dungviec.conduct.clocks import LawOn
from dungviec.conduct.steps import ORDER
from dungviec.law.answers import in_force
from dungviec.law.discipline import lawful_forms
from dungviec.law.rules import Rule
from dungviec.office.access.policy import Viewer
from dungviec.office.conduct import papers
from dungviec.office.conduct.faults import said
from dungviec.office.conduct.models import Case, Stand, StepHeld
from dungviec.office.conduct.reading import law_case, serving, status_of
from dungviec.office.conduct.services.posts import POST_FORMS, ended_by
from dungviec.office.registry.governing import law_on, standing_law
from dungviec.office.registry.models import Tenure
from dungviec.office.shell.language import lang
from dungviec.records.codes import DISCIPLINE_FORMS

MOST = 200
CLOCK_WORDS: dict[str, tuple[str, Any]] = {
    "running": ("blue", gettext_lazy("đang chạy")), "soon": ("amber", gettext_lazy("sắp đến hạn")), "overdue": ("lacquer", gettext_lazy("quá hạn")),
    "done": ("jade", gettext_lazy("trong hạn")), "late": ("lacquer", gettext_lazy("xong nhưng trễ hạn")), "paused": ("slate", gettext_lazy("chưa được xem xét")),
    "unknown": ("slate", gettext_lazy("chưa kết luận được")),
}  # fmt: skip


def cases_seen(viewer: Viewer) -> QuerySet[Case]:
    """Every case but the viewer's own, with what the rules look at."""
    found = Case.objects.prefetch_related("steps", "pauses", "council", "appeals")
    return found.exclude(person_id=viewer.person_id) if viewer.person_id else found


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the list, as it stood on the day looked at."""

    one: Case
    stand: Any
    colour: str
    clock: CaseClock | None
    clock_colour: str
    clock_words: Any
    effects: Sequence[Effect]


def stand_on(one: Case, day: date, law: LawOn = law_on) -> tuple[str, Any, str]:
    """Where a case stood on a day: a key, words, and a colour."""
    ended = one.signed_on if one.signed_on and one.state in (Stand.DECIDED, Stand.ANNULLED) else one.closed_on
    if one.state == Stand.ANNULLED and one.closed_on and one.closed_on <= day:
        return "past", _("Quyết định đã hủy"), "slate"
    if ended is None or ended > day:
        return "open", _("Đang xem xét"), "blue"
    if one.state == Stand.CLOSED:
        return "past", _("Khép lại, không kỷ luật"), "jade"
    return ("effect", _("Đang có hệ quả"), "amber") if _bears(one, day, law) else ("past", _("Đã hết hệ quả"), "jade")


def _bears(one: Case, day: date, law: LawOn) -> bool:
    return any(e.holds(day) for e in effects(one, law) if e.key in ("window", "in_force"))


def law_of_a_page() -> LawOn:
    """The law of any day, with the book read once."""
    return cache(standing_law().on)


def effects(one: Case, law: LawOn = law_on) -> list[Effect]:
    """What the decision brings, by the law of the day it was signed; nothing of an annulled one."""
    if one.signed_on is None or one.state == Stand.ANNULLED:
        return []
    return effects_of(law_case(one), law(one.signed_on))


def case_rows(viewer: Viewer, day: date) -> list[tuple[str, Any, list[Row]]]:
    """The cases known on a day in three groups: open, with consequences, past; what runs out first on top."""
    groups = _grouped(cases_seen(viewer).filter(opened__lte=day), day)
    titles = {"open": _("Đang xem xét"), "effect": _("Đã quyết định, còn hệ quả"), "past": _("Đã xong")}
    return [(key, titles[key], rows) for key, rows in groups.items()]


def open_rows(viewer: Viewer, day: date) -> list[Row]:
    """The open ones of the same list, without reading those that ended before the day."""
    decided = Q(state__in=(Stand.DECIDED, Stand.ANNULLED), signed_on__isnull=False)
    ended = (decided & Q(signed_on__lte=day)) | (~decided & Q(closed_on__lte=day))
    return _grouped(cases_seen(viewer).filter(opened__lte=day).exclude(ended), day)["open"]


def _grouped(found: QuerySet[Case], day: date) -> dict[str, list[Row]]:
    law = law_of_a_page()
    groups: dict[str, list[Row]] = {"open": [], "effect": [], "past": []}
    for one in found[:MOST]:
        key, words, colour = stand_on(one, day, law)
        clock = next_clock(clocks_of(law_case(one), law, on=day)) if key == "open" else None
        state = clock.state if clock else "unknown"
        groups[key].append(
            Row(one, words, colour, clock, *CLOCK_WORDS[state], effects(one, law) if key == "effect" else ())
        )
    for rows in groups.values():
        rows.sort(key=lambda r: (r.clock.last if r.clock and r.clock.last else date.max, -r.one.pk))
    return groups


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the timeline."""

    key: str
    words: str
    held: StepHeld | None
    turn: bool
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A clock or an effect with its clause and its colour."""

    words: str
    colour: str
    mark: Any
    rule: Rule | None
    day: date | None = None


def timeline(one: Case, day: date) -> dict[str, Any]:
    """Everything a case's page tells on a day."""
    case, k = law_case(one), lang()
    held = {s.step: s for s in one.steps.all()}
    procedure = procedure_of(law_on(one.found), one.category, extended=one.extended_on is not None)
    turn = next((key for key in ORDER if key not in held), "") if one.is_open else ""
    steps = [Step(s.key, s.vi if k == "vi" else s.en, held.get(s.key), s.key == turn, s.papers) for s in procedure.steps]  # fmt: skip
    clocks = clocks_of(case, law_on, on=day)
    coming = next_clock(clocks) if one.is_open else None
    key, stand, colour = stand_on(one, day)
    return {
        "steps": steps if one.kind == "administrative" else [], "turn": turn, "clocks": [_clock_line(c) for c in clocks], "next": _clock_line(coming) if coming else None,
        "effects": [effect_line(e, day) for e in effects(one)], "stand": stand, "stand_key": key, "colour": colour, "papers": papers.ready(one),
        "pauses": [(GROUNDS[p.ground][0 if k == "vi" else 1], p) for p in one.pauses.all()],
        "exempt": exemption_rule(one, day), "paused": any(p.until is None for p in one.pauses.all()), "notes": notes(one, day), "appeals": list(one.appeals.all()),
        **posts_told(one),
        "waiting": any(a.answered is None for a in one.appeals.all()),
    }  # fmt: skip


def posts_told(one: Case) -> dict[str, Any]:
    """The posts the decision ended, and whether the person waits for another one."""
    ended = [t.title for t in ended_by(one)]
    waits = bool(ended) and one.form in POST_FORMS and not _placed_after(one)
    return {"ended": ended, "unplaced": waits}


def _placed_after(one: Case) -> bool:
    return Tenure.objects.filter(
        person_id=one.person_id, withdrawn_at__isnull=True, kind="main", to_date__isnull=True
    ).exists()


def _clock_line(c: CaseClock) -> Line:
    colour, mark = CLOCK_WORDS[c.state]
    if c.key.startswith("limitation") and c.last is not None:
        colour, mark = ("lacquer", _("đã hết")) if c.state == "overdue" else ("jade", _("còn")) if c.state == "done" else ("slate", _("hai cách hiểu"))  # fmt: skip
    return Line(c.vi if lang() == "vi" else c.en, colour, mark, c.rule, c.last)


def effect_line(e: Effect, day: date) -> Line:
    """An effect as a page tells it on a day."""
    words = e.vi if lang() == "vi" else e.en
    if e.since == e.lifted:
        return Line(words, "slate", _("một lần"), e.rule)
    if e.open:
        return Line(words, "slate", _("chưa rõ ngày hết"), e.rule)
    assert e.lifted is not None
    if e.holds(day):
        return Line(words, "amber", _("tự hết từ %s") % f"{e.lifted:%d/%m/%Y}", e.rule, e.lifted)
    if day < e.since:
        return Line(words, "blue", _("từ %s") % f"{e.since:%d/%m/%Y}", e.rule, e.since)
    return Line(words, "jade", _("đã tự hết từ %s") % f"{e.lifted:%d/%m/%Y}", e.rule, e.lifted)


def notes(one: Case, day: date) -> list[tuple[str, bool]]:
    """What a person should weigh before going on: grounds on file, forms of the day, a decision being served. ``True``: it stops."""
    if not one.is_open or one.kind == "party":
        return []
    case, view = law_case(one), law_on(day)
    status = status_of(one.person_id, day)
    grounds = grounds_on_file(on_leave=status.on_leave, criminal_open=status.criminal_open) if status else []
    found = [(said(p), p.hard) for p in unrecorded_grounds(case, view, grounds, on=day)]
    served = serving(one.person_id, day)
    if served:
        found += [(said(p), p.hard) for p in repeat_problems(case, view, served=served, form="reprimand")]
    return found


def forms_offered(one: Case, day: date) -> tuple[list[tuple[str, str]], str, Rule | None]:
    """The forms to choose from on a day, what is said where the law of the day has no list, and the rule."""
    every = [(c.value, c.vi if lang() == "vi" else c.en) for c in DISCIPLINE_FORMS]
    if one.kind == "party":
        return every, "", None
    answer = lawful_forms(law_on(day), one.category, leader=one.leader, left_service=one.left_service)
    if answer.value is None:
        return every, answer.vi if lang() == "vi" else answer.en, answer.rule
    return [f for f in every if f[0] in answer.value], "", answer.rule


def exemption_rule(one: Case, day: date) -> Rule | None:
    """The clause on liability excluded, exempted or reduced, where one of the day reaches the person: to be weighed before signing."""
    rule = in_force(law_on(day), "DIS-L80-EXEMPT")
    return rule if rule is not None and one.category in rule.applies_to.categories else None


def own_case_rows(person_id: str) -> QuerySet[Case]:
    """Cases of somebody of which the procedure has told that person: after the notice, or decided."""
    told = Q(steps__step="notice") | Q(signed_on__isnull=False)
    return Case.objects.filter(told, person_id=person_id).distinct()


def own_cases(person_id: str, day: date) -> list[Case]:
    """What the procedure gives the person concerned up to a day."""
    told = Q(steps__step="notice", steps__held__lte=day) | Q(signed_on__lte=day)
    found = Case.objects.filter(told, person_id=person_id).distinct()
    return list(found.prefetch_related("steps", "appeals", "council", "pauses"))
