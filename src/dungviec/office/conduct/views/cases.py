"""The list of cases, one case with its timeline, its papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dungviec.documents.decisions import file_name, write_decision_pdf
from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.conduct import forms, papers, rights, selectors
from dungviec.office.conduct.models import Case, Stand
from dungviec.office.conduct.services import ended_by, held_posts
from dungviec.office.registry.viewing import request_viewer
from dungviec.office.shell.middleware import current_day

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STEP_FORMS: dict[str, type[forms.VersionForm]] = {
    "notice": forms.NoticeForm, "explanation": forms.ExplanationForm, "council": forms.CouncilForm, "meeting": forms.MeetingForm,
}  # fmt: skip


def case_seen(request: HttpRequest, pk: int) -> tuple[Viewer, Case]:
    """The viewer and a case the viewer reads on the room's side. PermissionDenied for the person concerned and everybody else."""
    viewer = request_viewer(request)
    rights.require(rights.may_enter(viewer))
    found = Case.objects.prefetch_related("steps", "pauses", "council", "appeals", "deeds")
    one = get_object_or_404(found, pk=pk)
    rights.require(rights.sees_case(viewer, one))
    return viewer, one


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Which cases are open, what is due next, and which decisions are still in effect?"""
    viewer = request_viewer(request)
    rights.require(rights.may_enter(viewer))
    groups = selectors.case_rows(viewer, current_day(request))
    ledger.listed(viewer, "see_cases", sum(len(rows) for _key, _title, rows in groups))
    return render(request, "conduct/cases.html", {"groups": groups, "may_open": rights.may_handle(viewer)})


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Where does this case stand, what runs out when, and what comes next?"""
    viewer, one = case_seen(request, pk)
    ledger.saw(viewer, "see_case", one.person_id, case=one.pk)
    return page(request, viewer, one)


def page(request: HttpRequest, viewer: Viewer, one: Case, *, bound: dict[str, Any] | None = None) -> HttpResponse:
    """A case's page; ``bound`` holds the form that could not be taken, by its deed."""
    day = current_day(request)
    told = selectors.timeline(one, day)
    bound = bound or {}
    start = {"version": one.version, "day": day, "signed": day, "effective": day, "since": day, "until": day}
    offered, said, rule = selectors.forms_offered(one, day)
    made: dict[str, Any] = {}
    if rights.may_handle(viewer):
        turn = told["turn"]
        if one.is_open and turn in STEP_FORMS and one.kind == "administrative":
            made["step"] = STEP_FORMS[turn](initial=start)
        if one.is_open:
            made |= {
                "pause": forms.PauseForm(initial=start), "resume": forms.ResumeForm(initial=start), "extend": forms.ExtendForm(initial=start),
                "close": forms.CloseForm(initial=start),
            }  # fmt: skip
        if one.state == Stand.DECIDED and one.kind == "administrative":
            made["appeal" if not told["waiting"] else "answer"] = (
                forms.AppealForm(initial=start)
                if not told["waiting"]
                else forms.AnswerForm(initial=start | {"reopen": True})
            )
    if signs(viewer, one) and one.is_open and (one.kind == "party" or told["turn"] == "decision"):
        made["sign"] = forms.SignForm(initial=start)
    shown, refused = _shown(bound, one, told)
    made |= shown
    if isinstance(made.get("step"), forms.MeetingForm):
        made["step"].leave({"none", *(value for value, _words in offered)})
    for key, form in made.items():
        form.auto_id = f"{key}_%s"  # several forms stand on one page
    for key in ("sign", "answer"):
        if key in made and not made[key].is_bound:
            fit(made[key], one, day)
    context = {
        "one": one, "day": day, "forms": made, "forms_said": said, "forms_rule": rule, "deeds": list(one.deeds.all()), "council": list(one.council.all()),
        "may_handle": rights.may_handle(viewer), "may_sign": rights.may_sign(viewer), "refused": refused, **told,
    }  # fmt: skip
    return render(request, "conduct/case.html", context, status=422 if bound else 200)


def fit(form: Any, one: Case, day: date) -> None:
    """A form asks of this case what it can be asked on the day: forms of the day's law, posts held, posts that could open again."""
    if isinstance(form, forms.SignForm):
        offered, _said, _rule = selectors.forms_offered(one, day)
        form.offer(held_posts(one.person_id, day), offered, party=one.kind == "party")
    elif isinstance(form, forms.AnswerForm):
        there = {value for value, _words in selectors.forms_offered(one, one.signed_on or day)[0]}
        form.ask_of_posts([t.title for t in ended_by(one)], "demotion" in there)


def _shown(bound: dict[str, Any], one: Case, told: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Of the forms that could not be taken those the page still has a place for; what is said of the others stands on top."""
    away = {
        "step": type(bound.get("step")) is not STEP_FORMS.get(told["turn"]), "sign": one.kind != "party" and told["turn"] != "decision",
        "pause": told["paused"], "resume": not told["paused"], "extend": one.extended_on is not None,
    }  # fmt: skip
    shown = {key: form for key, form in bound.items() if not away.get(key)}
    return shown, [str(e) for key, form in bound.items() if away.get(key) for e in form.non_field_errors()]


def signs(viewer: Viewer, one: Case) -> bool:
    """Who decides: the leader an administrative case; a Party decision is put down by the personnel office."""
    return rights.may_handle(viewer) if one.kind == "party" else rights.may_sign(viewer)


@require_safe
def paper(request: HttpRequest, pk: int, name: str, export: str) -> HttpResponse:
    """A paper of the case as Word or PDF."""
    viewer, one = case_seen(request, pk)
    return paper_of(viewer, one, name, export)


def paper_of(viewer: Viewer, one: Case, name: str, export: str) -> HttpResponse:
    """The file of a paper. Raises Http404 for one that cannot be written yet."""
    if name not in papers.ready(one) or export not in ("word", "pdf"):
        raise Http404(name)
    filled = papers.paper(one, name)
    ledger.saw(viewer, "export_case_paper", one.person_id, case=one.pk, paper=name)
    title = file_name(papers.file_title(one, name))
    if export == "word":
        return HttpResponse(filled.word, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{title}.docx"'})  # fmt: skip
    return HttpResponse(write_decision_pdf(filled.word), content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{title}.pdf"'})  # fmt: skip
