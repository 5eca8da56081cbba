"""Answers about pairs: the library asked with the round solved once and kept, and its answer put into the words of the page."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from dungviec.office.access.masks import Masked
from dungviec.office.access.policy import Viewer
from dungviec.office.law.standing import standing_of
from dungviec.office.placement.models import Round
from dungviec.office.placement.wording import said, vietnamese
from dungviec.office.registry.appointable import PART_GROUPS, open_findings
from dungviec.office.registry.models import Person, Post, Tenure
from dungviec.office.registry.rights import SEE_PERSON
from dungviec.office.registry.selectors import city, snapshot
from dungviec.office.registry.viewing import SeenFile
from dungviec.office.shell.clauses import cited_finding
from dungviec.records.schema import TABLES
from dungviec.records.vietnamese import fold

if TYPE_CHECKING:
    from dungviec.placement import Solved, Why

FOUND = 8
"""Matches shown while somebody types."""

_kept: OrderedDict[tuple[int, str], Solved] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Found:
    """A person or post that fits what was typed."""

    key: str
    name: str
    where: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody else whose place would change."""

    person_id: str
    name: str
    instead_of: str
    goes_to: str


def solved(one: Round) -> Solved:
    """The round solved on the records as they are; kept, so that the second question takes milliseconds."""
    from dungviec.placement import Policy, solve_round

    here = city()
    key = (one.pk, here.revision if here else "")
    with _lock:
        found = _kept.get(key)
        if found is None:
            law = standing_of(one.law_mark).on
            found = solve_round(snapshot(one.as_of), Policy.from_yaml(one.policy_text), law=law)
            _kept[key] = found
            while len(_kept) > 2:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
    return found


def answer(one: Round, person_id: str, post_id: str, viewer: Viewer) -> dict[str, Any]:
    """What the drawer shows: ``why`` and its texts as far as ``viewer`` may read them, or ``trouble``, a sentence."""
    from dungviec.placement import Policy, PolicyFault, why

    try:
        found = why(snapshot(one.as_of), Policy.from_yaml(one.policy_text), person_id, post_id, solved=solved(one))
    except PolicyFault as fault:
        return {"trouble": fault.vi if vietnamese() else fault.en}
    file = SeenFile(viewer, one.as_of, person_id, may_judge=False)
    told, mark = open_findings(file, found.judgement.findings)
    parts = [_part(part) for part in found.fit.parts if file.sees(*PART_GROUPS[part.name])]
    findings = sorted((_finding(f) for f in told), key=lambda f: -f["verdict"])
    return {
        "why": found,
        "lines": _lines(found, mark),
        "mark": mark,
        "findings": findings,
        "passed": sum(1 for f in findings if not f["verdict"]),
        "missing": ", ".join(_missing(found.judgement.missing, file)),
        "parts": parts,
        "gaps": [line for part in parts for line in part["evidence"] if line["kind"] != "good"],
        "price": found.price_vi if vietnamese() else found.price_en,
        "considered": None if found.considered is None else found.considered[0 if vietnamese() else 1],
        "shifts": _shifts(found),
        "planned": _planned(found),
        "besides": found.besides.words("vi" if vietnamese() else "en")
        if found.besides is not None and mark is None
        else "",
    }


def _lines(found: Why, mark: Masked | None) -> list[tuple[str, str | Masked]]:
    """The three lines; a mark for the first when it would tell a finding that may not be read."""
    words = (_("Căn cứ"), _("Điểm mạnh"), _("Còn thiếu"))
    ground, *rest = said(found, "lines")
    return list(zip(words, [ground if mark is None else mark, *rest], strict=True))


def _missing(facts: tuple[str, ...], file: SeenFile) -> list[str]:
    """The headings of the columns that are empty; a text that does not exist is told by its own line, not here."""
    known = {c.name: c for table in TABLES.values() for c in table.columns}
    names = file.seen_columns("people", [fact.rpartition(".")[2] for fact in facts if fact.rpartition(".")[2] in known])
    return [(known[n].vi if vietnamese() else known[n].en).lower() for n in names]


def _finding(finding: Any) -> dict[str, Any]:
    return {
        "verdict": int(finding.verdict), "reason": said(finding, "reason"), "will_pass_from": finding.will_pass_from,
        "cited": cited_finding(finding, "vi" if vietnamese() else "en"),
        "records": list(dict.fromkeys(r.label("vi" if vietnamese() else "en") for r in finding.records)),
        "exception": finding.exception_vi if vietnamese() else getattr(finding, "exception_en", None) or finding.exception_vi,
    }  # fmt: skip


def _part(part: Any) -> dict[str, Any]:
    vi = vietnamese()
    lines = [
        {"kind": e.kind, "text": e.vi if vi else e.en, "dated": e.dated, "confidence": e.confidence}
        for e in part.evidence
    ]
    return {
        "label": part.label("vi" if vi else "en"), "score": part.score, "weight": part.weight, "evidence": lines,
    }  # fmt: skip


def _shifts(found: Why) -> list[Shift]:
    ids = {post for change in found.changes for post in (change.instead_of, change.goes_to) if post}
    words = post_words(ids)
    nowhere = _("chưa có vị trí")
    return [
        Shift(c.person_id, c.name, words.get(c.instead_of or "", nowhere), words.get(c.goes_to or "", nowhere))
        for c in found.changes
    ]


def _planned(found: Why) -> str:
    if found.in_plan or not found.planned_post:
        return ""
    return post_words({found.planned_post}).get(found.planned_post, "")


def post_words(ids: set[str]) -> dict[str, str]:
    """``Title, unit`` of each post."""
    rows = Post.objects.filter(pk__in=ids).values_list("post_id", "title", "unit__name")
    return {post: f"{title}, {unit}" for post, title, unit in rows}


def names_of_pair(person_id: str, post_id: str) -> dict[str, str] | None:
    """Who and where, for the head of the drawer; None when either is not on file."""
    person = Person.objects.filter(pk=person_id).only("name").first()
    post = Post.objects.filter(pk=post_id).select_related("unit").first()
    if person is None or post is None:
        return None
    return {
        "person_id": person_id, "person": person.name, "post_id": post_id, "title": post.title, "unit": post.unit.name,
        "unit_id": post.unit_id,
    }  # fmt: skip


def find_people(viewer: Viewer, text: str, day: date, *, chosen: str = "") -> list[Found]:
    """People in the viewer's reach whose name (with or without marks) or identifier holds every word typed, with the post held on the day."""
    people = SEE_PERSON.restrict(viewer, Person.objects.filter(withdrawn_at__isnull=True))
    wanted = Q(pk=chosen) if chosen else Q(pk__in=[])
    if words := fold(text).split():
        match = Q()
        for word in words:
            match &= Q(search_key__contains=word) | Q(person_id__icontains=word)
        wanted |= match
    found = list(people.filter(wanted).values_list("person_id", "name")[: FOUND + 1])
    held = (
        Tenure.objects.filter(person_id__in=[pk for pk, _n in found], from_date__lte=day, withdrawn_at__isnull=True)
        .filter(Q(to_date__isnull=True) | Q(to_date__gte=day))
        .values_list("person_id", "title", "post__unit__name", "unit_name")
    )
    where = {pk: ", ".join(filter(None, (title, unit or other))) for pk, title, unit, other in held}
    rows = [Found(pk, name, where.get(pk, ""), pk == chosen) for pk, name in found]
    return sorted(rows, key=lambda row: not row.chosen)


def find_posts(text: str, day: date, *, chosen: str = "") -> list[Found]:
    """Posts that exist on the day whose title, unit or identifier holds every word typed, marks or not."""
    facts = snapshot(day)
    rows = facts.live_posts.select("post_id", "title", "unit_id").join(
        facts.units.select("unit_id", unit="name"), on="unit_id", how="left"
    )
    words = fold(text).split()
    found: list[Found] = []
    for post_id, title, _unit_id, unit in rows.iter_rows():
        mine = post_id == chosen
        if mine or (words and all(word in f"{fold(title)} {fold(unit or '')} {post_id.lower()}" for word in words)):
            found.append(Found(post_id, title, unit or "", mine))
    typed = " ".join(words)  # what holds the words as they were typed comes before what only holds them somewhere
    found.sort(key=lambda row: (not row.chosen, typed not in fold(f"{row.name} {row.where}"), len(row.name)))
    return found[: FOUND + 1]
