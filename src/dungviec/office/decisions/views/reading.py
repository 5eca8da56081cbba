"""The list, one decision, one packet, the own ones; papers on the screen and as files."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.documents.decisions import Sources, file_name, read_blocks, write_decision_pdf
from dungviec.office.access import ledger
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.decisions import papers, rights, selectors
from dungviec.office.decisions.checks import Desk
from dungviec.office.decisions.elsewhere import story_of
from dungviec.office.decisions.models import Decision, Packet
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.viewing import request_viewer, seen_here
from dungviec.office.shell.clauses import Cited

PAGE = 50
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def decision_seen(request: HttpRequest, pk: int) -> tuple[Viewer, Decision]:
    """A decision the viewer may see; Http404 for one that does not exist, PermissionDenied for another."""
    viewer = request_viewer(request)
    one = get_object_or_404(Decision.objects.select_related("agency", "packet__agency", "replaces"), pk=pk)
    rights.SEE_DECISION.require(viewer, one)
    return viewer, one


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Which decisions are being prepared, wait for a signature, or are in effect?"""
    viewer = request_viewer(request)
    rights.require(rights.may_enter(viewer))
    asked = request.GET.get("loc", "moi")
    asked = asked if asked in selectors.FILTERS else "moi"
    found = selectors.decisions(viewer)
    counts = selectors.counts(found)
    words = {
        "moi": _("Tất cả"),
        "du-thao": _("Dự thảo"),
        "cho-ky": _("Chờ ký"),
        "da-ky": _("Đã ký"),
        "da-bo": _("Đã bỏ, thu hồi"),
    }
    page = Paginator(found.filter(selectors.FILTERS[asked]), PAGE).get_page(request.GET.get("trang"))
    return render(request, "decisions/decisions.html", {
        "page": page, "asked": asked, "today": office_day(), "packets": list(selectors.packets(viewer)[:5]),
        "filters": [(key, words[key], counts[key.replace("-", "_")]) for key in selectors.FILTERS],
        "may_draft": rights.may_draft(viewer), "may_sign": rights.may_sign(viewer),
        "rounds": selectors.rounds_to_decide(viewer) if rights.may_draft(viewer) else [],
    })  # fmt: skip


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Which decisions are there about me?"""
    viewer = request_viewer(request)
    if not viewer.person_id or viewer.role in (Role.ADMINISTRATOR, Role.AUDITOR):
        raise Http404("own decisions")
    found = selectors.decisions(viewer).filter(person_id=viewer.person_id)
    return render(request, "decisions/mine.html", {"found": list(found), "today": office_day()})


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """What does this decision say, on what does it rest, and what stands in its way?"""
    viewer, one = decision_seen(request, pk)
    records = seen_here(request)
    desk = Desk([one], one.signed_on)
    sources = Sources()
    filled = papers.decision_paper(one, sources=sources, desk=desk)
    colour, words = selectors.state_words(one)
    prepares = rights.may_draft(viewer) or rights.may_sign(viewer)
    ledger.saw(viewer, "see_decision", one.person_id, decision=one.pk)
    return render(request, "decisions/decision.html", {
        "one": one, "paper": _without_annex(read_blocks(filled.word)), "blanks": filled.blanks, "sources": sources.rows,
        "to_fill": list(dict.fromkeys(s.to_fill for _text, s in sources.rows if s.to_fill)),
        "colour": colour, "state_words": words, "deeds": list(one.deeds.all()), "handover": list(one.handover.all()),
        "obstacles": selectors.obstacles(records, one, desk) if prepares and one.open else [],
        "verdict": one.verdict if prepares else None, "prepares": prepares, "effective_now": selectors.in_effect(one),
        "may_draft": rights.may_draft(viewer), "may_sign": rights.may_sign(viewer),
        "own": bool(viewer.person_id) and viewer.person_id == one.person_id, "later": list(one.replaced_by.all()), "story": story_of(viewer, one),
    })  # fmt: skip


def _without_annex(paper: dict[str, Any]) -> dict[str, Any]:
    """The paper itself: the annex of sources has a place of its own on the page."""
    at = next((n for n, b in enumerate(paper["blocks"]) if b["kind"] == "page"), len(paper["blocks"]))
    return {**paper, "blocks": paper["blocks"][:at]}


@require_safe
def download(request: HttpRequest, pk: int, export: str) -> HttpResponse:
    """The paper as Word or PDF, with its sources where asked; the review of conditions; the minutes of handing over."""
    viewer, one = decision_seen(request, pk)
    records = seen_here(request)
    if export == "ra-soat":
        rights.require((rights.may_draft(viewer) or rights.may_sign(viewer)) and not one.by_case)
        desk = Desk([one], one.signed_on)
        filled = papers.review_paper(one, desk.judged.get(one.pk), lambda f: selectors.tells(records, one, f))
        body, kind = filled.word, WORD
    elif export in ("ban-giao", "ban-giao-pdf"):
        rights.require((rights.may_draft(viewer) or rights.may_sign(viewer)) and one.handover.exists())
        body, kind = papers.handover_paper(one).word, WORD
        if export.endswith("pdf"):
            body, kind = write_decision_pdf(body), "application/pdf"
    elif export in ("word", "pdf", "word-nguon", "pdf-nguon"):
        filled = papers.decision_paper(one, sources=Sources() if export.endswith("nguon") else None)
        body, kind = (
            (filled.word, WORD) if export.startswith("word") else (write_decision_pdf(filled.word), "application/pdf")
        )
    else:
        raise Http404(export)
    ledger.saw(viewer, "export_decision", one.person_id, decision=one.pk, export=export)
    name = file_name(f"{papers.file_title(one)} {export if '-' in export else ''}")
    return paper_file(body, f"{name}.{'pdf' if kind.endswith('pdf') else 'docx'}", kind)


@require_safe
def packet(request: HttpRequest, pk: int) -> HttpResponse:
    """Which decisions go together, and is any of them held up?"""
    viewer = request_viewer(request)
    one = get_object_or_404(Packet.objects.select_related("agency", "made_by"), pk=pk)
    found = list(selectors.decisions(viewer).filter(packet=one).order_by("pk"))
    rights.require(bool(found))
    prepares = rights.may_draft(viewer) or rights.may_sign(viewer)
    rows: list[tuple[Decision, list[selectors.Obstacle], list[Cited]]] = [(d, [], []) for d in found]
    if prepares:
        records, desk = seen_here(request), Desk([d for d in found if d.open])
        rows = [(d, selectors.obstacles(records, d, desk), selectors.met(records, d, desk)) if d.open else (d, [], []) for d in found]  # fmt: skip
    return render(request, "decisions/packet.html", {
        "one": one, "rows": rows, "prepares": prepares, "may_draft": rights.may_draft(viewer), "may_sign": rights.may_sign(viewer),
        "drafts": sum(d.state == "draft" for d in found), "waiting": sum(d.state == "submitted" for d in found),
        "future": sum(d.signed and not selectors.in_effect(d) for d in found), "today": office_day(),
    })  # fmt: skip


@require_safe
def packet_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Every paper of the packet as one archive."""
    viewer = request_viewer(request)
    rights.require(rights.may_draft(viewer) or rights.may_sign(viewer))
    one = get_object_or_404(Packet.objects.select_related("agency"), pk=pk)
    found = papers.kept(list(selectors.decisions(viewer).filter(packet=one).order_by("pk")))
    if not found:
        raise Http404(pk)
    records = seen_here(request)
    body = papers.packet_archive(one, found, lambda d, f: selectors.tells(records, d, f))
    ledger.listed(viewer, "export_packet", len(found), kind="packet", subject=str(pk), bytes=len(body))
    return paper_file(body, f"{file_name(one.title)}.zip", "application/zip")


def paper_file(body: bytes, name: str, kind: str) -> HttpResponse:
    """A paper to be downloaded under a name."""
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
