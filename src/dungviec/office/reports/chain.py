"""The records and decisions behind the entries of a list, as the viewer may see them, with the paper where it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from dungviec.office.access.fields import Scope, sees
from dungviec.office.decisions.models import Decision
from dungviec.office.decisions.rights import SEE_DECISION
from dungviec.office.registry.gate import hidden, scope_of
from dungviec.office.reports.selectors import Reports
from dungviec.office.requests.models import Document
from dungviec.office.requests.papers import PAPERS
from dungviec.workforce.figure import Behind, Figure
from dungviec.workforce.lineage import Chain, Link, declared


@dataclass(frozen=True, slots=True)
class Shown:
    """One record of the chain on the page: what it says, its decision in words, where the decision and the paper are opened."""

    sheet: str
    words: str
    number: str
    day: str
    body: str
    missing: tuple[str, ...]
    """Parts of the decision that the record does not state."""
    has_decision: bool
    """False for what the official declares, which no decision makes."""
    decision_url: str = ""
    paper_url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: whether its person may be opened, and the records behind it."""

    entry: Behind
    seen: bool
    links: tuple[Shown, ...]


def chained(reports: Reports, figure: Figure, entries: Sequence[Behind], lang: str) -> list[Row]:
    """The entries of one page of a list with their chains; nothing is told of people the viewer may not open."""
    known = reports.named(b.person_id for b in entries if b.person_id)
    mine = [b for b in entries if b.person_id is None or b.person_id in known]
    part = replace(figure, behind=tuple(mine))
    given = reports.dossier_tables(("particulars", "studies", "discipline_notes"), part.people) if part.people else {}
    chain = Chain(reports.reached, part, given)
    links = {n: chain.links(b) for n, b in enumerate(mine)}
    numbers = {x.basis.number for found in links.values() for x in found if x.basis and x.basis.number}
    decisions, papers = _decisions(reports, numbers), _papers(reports, part.people, numbers)
    by_entry = dict(zip((id(b) for b in mine), links.values(), strict=True))
    return [
        Row(b, b.person_id in known, tuple(_shown(reports, b, x, decisions, papers, lang) for x in by_entry.get(id(b), ()) if _open(reports, b, x)))
        for b in entries
    ]  # fmt: skip


def _scope(reports: Reports, person: str | None) -> Scope:
    return scope_of(reports.records.viewer, person) if person else Scope.WITHIN


def _open(reports: Reports, entry: Behind, link: Link) -> bool:
    """Whether the viewer sees anything of the record's table."""
    role = reports.records.viewer.role
    columns = [c.name for c in declared(link.table).columns]
    away = {} if link.table == "units" else hidden(role, _scope(reports, entry.person_id), link.table, columns)
    return len(away) < len(columns)


def _shown(
    reports: Reports, entry: Behind, link: Link, decisions: dict[str, str], papers: dict[tuple[str, str], str], lang: str
) -> Shown:  # fmt: skip
    role, form = reports.records.viewer.role, declared(link.table)
    away = {} if link.table == "units" else hidden(role, _scope(reports, entry.person_id), link.table, form.by_name)
    names = {c.vi: c.name for c in form.columns}
    words = "; ".join(f"{head}: {value}" for head, value in link.cells if names[head] not in away)
    basis, n = link.basis, 0 if lang == "vi" else 1
    if basis is None:
        return Shown(form.sheet, words, "", "", "", (), has_decision=False)
    return Shown(
        form.sheet, words, basis.number, f"{basis.dated:%d/%m/%Y}" if basis.dated else "", basis.body, tuple(m[n] for m in basis.missing), has_decision=True,
        decision_url=decisions.get(basis.number, ""), paper_url=papers.get((entry.person_id or "", basis.number), ""),
    )  # fmt: skip


def _decisions(reports: Reports, numbers: Iterable[str]) -> dict[str, str]:
    """Number → address of the decision made in this office, where the viewer may read it."""
    wanted = set(numbers)
    heads = {int(n.split("/")[0]) for n in wanted if n.split("/")[0].isdecimal()}
    rows = SEE_DECISION.restrict(
        reports.records.viewer, Decision.objects.filter(number__in=heads).select_related("agency")
    )
    return {one.symbol: reverse("decisions:decision", args=[one.pk]) for one in rows if one.symbol in wanted}


def _papers(reports: Reports, people: Sequence[str], numbers: Iterable[str]) -> dict[tuple[str, str], str]:
    """(Person, number) → address of the paper in the vault, where the viewer may have it."""
    viewer = reports.records.viewer
    rows = Document.objects.filter(person_id__in=people, number__in=list(numbers), withdrawn_at__isnull=True)
    return {
        (d.person_id, d.number): reverse("requests:download", args=[d.file_id])
        for d in rows
        if viewer.may_write or not _shut(reports, d)
    }  # fmt: skip


def _shut(reports: Reports, paper: Document) -> bool:

    group = PAPERS[paper.kind].group.key
    return not sees(reports.records.viewer.role, _scope(reports, paper.person_id), group)
