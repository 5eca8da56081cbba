"""What the pages of inspection show, as far as the viewer may see it; names of people come from the gate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from dungviec.inspection import chances, digest_of, frame_from_json, weight_words
from dungviec.inspection.one_stop import DossierCounts, IndexPoints, timeliness_index
from dungviec.inspection.statistics import ItemTotals, by_item
from dungviec.law.answers import Answer
from dungviec.office.access.models import User
from dungviec.office.inspection import rights
from dungviec.office.inspection.frames import people_ids
from dungviec.office.inspection.models import Checked, Draw, Finding, Mark, Visit, VisitState
from dungviec.office.inspection.services.arrivals import finding_body
from dungviec.office.inspection.services.keeping import terms
from dungviec.office.inspection.services.visits import waiting
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on
from dungviec.office.shell.language import lang

LARGEST_UNIT = 400
"""More people than this are not listed on a phone; a finding is then about the unit."""


def item_words(items: Iterable[dict[str, str]]) -> dict[str, str]:
    """Items of a checklist in the language of the page; Vietnamese where there is no English."""
    return {i["key"]: (i["en"] if lang() == "en" and i["en"] else i["vi"]) for i in items}


def names_of(records: SeenRecords, people: Iterable[str]) -> dict[str, str]:
    """Names of those in reach."""
    wanted = {p for p in people if p}
    if not wanted:
        return {}
    if own := wanted & {records.viewer.person_id}:
        wanted -= own
    named = dict(records.on_file(wanted).select("person_id", "name").iter_rows()) if wanted else {}
    return named | {p: str(records.file(p).card["name"]) for p in own}


def draw_rows(one: Draw) -> list[dict[str, Any]]:
    """Every place of a frame with its weight, its chance, how the weight comes about, and whether it was drawn."""
    frame = frame_from_json(one.frame)
    drawn = {t: n for n, t in enumerate(one.selected, 1)}
    strata = {s.key: s.name for s in frame.strata}
    return [
        {"target": c.target, "weight": c.weight, "chance": float(c.chance) * 100, "exact": c.chance, "why": weight_words(c.target, frame, lang()),
         "stratum": strata[c.target.stratum], "drawn": drawn.get(c.target.target_id)}
        for c in chances(frame)
    ]  # fmt: skip


def frame_digest(one: Draw) -> str:
    """The digest of a draw's frame."""
    return digest_of(frame_from_json(one.frame))


def visit_marks(one: Visit) -> list[dict[str, Any]]:
    """The items of a visit's checklist with what was seen."""
    marks = {m.item: m for m in one.marks.all()}
    words = item_words(one.checklist.items)
    return [{"key": i["key"], "words": words[i["key"]], "mark": marks.get(i["key"])} for i in one.checklist.items]


def findings_of(records: SeenRecords, user: User, one: Visit) -> list[dict[str, Any]]:
    """The findings of a visit that the viewer may read."""
    found = list(
        rights.seen_findings(records.viewer, user).filter(visit=one).prefetch_related("photos").select_related("visit")
    )
    return told(records, found, item_words(one.checklist.items))


def told(records: SeenRecords, found: list[Finding], words: dict[str, str]) -> list[dict[str, Any]]:
    """Findings with the names and words a page needs."""
    names = names_of(records, (f.person_id for f in found))
    return [
        {"f": f, "item": words.get(f.item, f.item), "name": names.get(f.person_id, ""), "heard": f.heard(records.day), "overdue": f.overdue(records.day)}
        for f in found
    ]  # fmt: skip


def counted(one: Visit) -> tuple[DossierCounts, Answer[Any]] | None:
    """The dossiers of a visit and the index of timeliness by the law of its day; None where none were counted."""
    if not one.counts:
        return None
    counts, t = DossierCounts(**one.counts), terms()
    points = None
    if t.index_early is not None and t.index_on_time is not None and t.index_late is not None:
        points = IndexPoints(t.index_early, t.index_on_time, t.index_late)
    return counts, timeliness_index(counts, points, law_on(one.planned_on))


def filtered(found: QuerySet[Finding], asked: dict[str, str], records: SeenRecords) -> QuerySet[Finding]:
    """Findings narrowed as a list or a count asks."""
    day = records.day
    late = Q(remedy_due__lt=day, fixed_on__isnull=True, dropped_on__isnull=True) & ~Q(checked=Checked.DONE)
    by_state = {
        "cho-giai-trinh": Q(answer_due__gte=day, answered_at__isnull=True, dropped_on__isnull=True),
        "het-han": Q(answer_due__lt=day, answered_at__isnull=True, dropped_on__isnull=True),
        "qua-han": late,
        "cho-kiem-tra-lai": Q(fixed_on__isnull=False, checked=Checked.NOT_YET, dropped_on__isnull=True),
        "da-khac-phuc": Q(checked=Checked.DONE, dropped_on__isnull=True),
        "da-rut": Q(dropped_on__isnull=False),
    }
    if asked.get("tinh-trang") in by_state:
        found = found.filter(by_state[asked["tinh-trang"]])
    elif asked.get("tinh-trang") == "tinh":
        found = found.filter(dropped_on__isnull=True)
    for key, field in (("muc", "item"), ("don-vi", "unit_id"), ("muc-do", "severity")):
        if asked.get(key):
            found = found.filter(**{field: asked[key][:60]})
    return found


def summary(records: SeenRecords, user: User, first: Any, last: Any) -> dict[str, Any]:
    """A period: visits, findings and totals by item and by unit, over the closed visits in reach."""
    visits = list(
        rights.seen_visits(records.viewer, user)
        .filter(state=VisitState.CLOSED, planned_on__range=(first, last))
        .select_related("checklist")
    )
    words: dict[str, str] = {}
    for v in sorted(visits, key=lambda v: v.checklist.number):
        words |= item_words(v.checklist.items)
    marks: Any = Mark.objects.filter(visit__in=[v.pk for v in visits]).values_list("item", "state")
    found = list(
        rights.seen_findings(records.viewer, user)
        .filter(visit__in=[v.pk for v in visits], dropped_on__isnull=True)
        .select_related("visit")
    )
    items = [(t, words[t.item], sum(f.item == t.item for f in found)) for t in by_item(words, marks)]
    units: dict[str, dict[str, Any]] = {}
    for v in sorted(visits, key=lambda v: v.label):
        row = units.setdefault(
            v.unit_id,
            {"unit_id": v.unit_id, "name": v.label, "visits": 0, "found": 0, "serious": 0, "overdue": 0, "done": 0},
        )
        row["visits"] += 1
        row["name"] = v.label if not v.desk or row["visits"] == 1 else row["name"]
    for f in found:
        row = units[f.visit.unit_id]
        row["found"] += 1
        row["serious"] += f.severity == "serious"
        row["overdue"] += f.overdue(records.day)
        row["done"] += f.checked == Checked.DONE
    return {"visits": visits, "items": items, "units": list(units.values()), "found": found}


def totals_words(t: ItemTotals) -> str:
    """A share with its interval, or why there is none."""
    if t.share is None or t.low is None or t.high is None:
        return "–"
    return f"{t.share * 100:.0f} % ({t.low * 100:.0f}–{t.high * 100:.0f} %)"


def phone_visits(records: SeenRecords, user: User) -> list[dict[str, Any]]:
    """What a phone needs to work without a network: the open visits of the own teams, nothing else."""
    open_ones = Visit.objects.filter(team=user, state__in=(VisitState.PLANNED, VisitState.RUNNING, VisitState.ENDED))
    found: list[dict[str, Any]] = []
    for v in (
        open_ones.select_related("checklist", "lead")
        .prefetch_related("marks", "findings", "photos")
        .order_by("planned_on", "pk")
    ):
        words = item_words(v.checklist.items)
        found.append({
            "code": str(v.code), "order": len(found), "name": v.label, "day": f"{v.planned_on:%d/%m/%Y}", "kind": str(v.get_kind_display()), "state": v.state, "desk": v.desk, "lead": str(v.lead),
            "met_with": v.met_with, "items": [{"key": i["key"], "words": words[i["key"]], "about": i["about"]} for i in v.checklist.items],
            "marks": {m.item: {"state": m.state, "note": m.note, "last": str(m.last)} for m in v.marks.all()},
            "findings": {str(f.key): finding_body(f) | {"last": str(f.last)} for f in v.findings.all()},
            "photos": [{"key": str(p.key), "finding": str(p.finding_id or ""), "caption": p.caption} for p in v.photos.all()],
            "counts": v.counts, "counts_last": str(v.counts_last or ""), "people": _people(records, v), "waiting": len(waiting(v)),
        })  # fmt: skip
    return found


def _people(records: SeenRecords, visit: Visit) -> list[list[str]]:
    import polars as pl

    inside = records.people.filter(pl.col("person_id").is_in(list(people_ids(records.day, visit.unit_id))))
    if inside.height > LARGEST_UNIT:
        return []
    return [list(row) for row in inside.select("person_id", "name", pl.col("title").fill_null("")).iter_rows()]
