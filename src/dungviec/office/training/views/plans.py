"""The year's plan: versions, terms, the solved plan, hands, approval, files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.models import Unit
from dungviec.office.registry.viewing import user_of
from dungviec.office.training import drawing, explaining, papers, rights
from dungviec.office.training.forms.base import words
from dungviec.office.training.forms.plans import HandForm, PlanForm, ReturnForm, values_of
from dungviec.office.training.models import Course, PlanHand, RunState, YearPlan
from dungviec.office.training.models.plans import UNFINISHED
from dungviec.office.training.selectors import plans as selectors
from dungviec.office.training.selectors.needs import people_named
from dungviec.office.training.selectors.running import progress_of, trouble
from dungviec.office.training.sending import may_read_reasons
from dungviec.office.training.services import plans as services
from dungviec.office.training.views.frame import DOCX, XLSX, file, number, reading, tried
from dungviec.office.training.views.needs import plan_year

PAGE = 50
PARTS = ("", "nguoi", "chua-xep", "khong-du", "tay")


@require_safe
def plans_page(request: HttpRequest) -> HttpResponse:
    """Which plans are there, and where do they stand?"""
    records = reading(request, rights.may_read_plan)
    found = selectors.plans(records)
    context = {
        "plans": found,
        "may_keep": rights.may_keep(records.viewer),
        "money": rights.sees_money(records.viewer),
        "whole": rights.may_plan(records.viewer),
    }
    return render(request, "training/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_plan(request: HttpRequest) -> HttpResponse:
    """With how much money, how fairly, what first?"""
    records = reading(request, rights.may_keep)
    base = YearPlan.objects.filter(pk=number(request.POST.get("tu") or request.GET.get("tu", "")) or 0).first()
    if request.method == "POST":
        form = PlanForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            if base is not None and base.year != given["year"]:
                base = None
            made = services.open_plan(records.viewer, user_of(request), given, form.asked, base=base)
            return redirect("training:plan", made.pk)
        return render(request, "training/plan_open.html", {"form": form, "base": base}, status=422)
    year = plan_year(records)
    start: dict[str, Any] = {
        "name": _("Kế hoạch đào tạo, bồi dưỡng năm %d") % year, "year": year, "budget": 600_000_000, "funding": _("Ngân sách nhà nước"), "fair": 50, "unit_share": 6,
        "person_days": 90, "order": "strict",
    }  # fmt: skip
    form = PlanForm(initial=values_of(base) if base else start)
    return render(request, "training/plan_open.html", {"form": form, "base": base, "courses": Course.objects.exists()})


@require_safe
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom does the plan send where, what does it close, what would more money buy, and who approved it?"""
    records, plan = _opened(request, pk)
    if plan.unfinished or plan.status in (RunState.FAILED, RunState.CANCELLED):
        rights.require(rights.may_plan(records.viewer))
        context = progress_of(plan) | {"trouble": trouble(plan), "may_keep": rights.may_keep(records.viewer)}
        return render(request, "training/plan_waiting.html", context)
    part = request.GET.get("muc", "")
    part = part if part in PARTS and (part in ("", "nguoi") or rights.may_plan(records.viewer)) else ""
    money = rights.sees_money(records.viewer)
    context = {
        "plan": plan, "part": part, "money": money, "may_keep": rights.may_keep(records.viewer), "whole": rights.may_plan(records.viewer),
        "may_approve": rights.may_approve(records.viewer), "return_form": ReturnForm(name="tra"), "solved_anew": services.hands_of(plan) == plan.solved_with,
        "hands_count": plan.hands.count(), "counts": _counts(records, plan), "may_read_reasons": may_read_reasons(records.viewer),
    } | (_overview(records, plan) if part == "" else _hands(records, plan) if part == "tay" else _people(request, records, plan, part))  # fmt: skip
    return render(request, "training/plan.html", context)


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the solving is; the whole page anew once it has ended."""
    records, plan = _opened(request, pk)
    rights.require(rights.may_plan(records.viewer))
    if plan.status not in UNFINISHED:
        return HttpResponse(status=286, headers={"HX-Refresh": "true"})
    return render(
        request, "training/parts/progress.html", progress_of(plan) | {"may_keep": rights.may_keep(records.viewer)}
    )


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave off solving."""
    records = reading(request, rights.may_keep)
    services.stop(records.viewer, get_object_or_404(YearPlan, pk=pk))
    return redirect("training:plan", pk)


@require_POST
def solve_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Solve the draft anew, with the hands."""
    records = reading(request, rights.may_keep)
    tried(request, lambda: services.solve_again(records.viewer, pk, _revision(request)))
    return redirect("training:plan", pk)


@require_POST
def ask_price(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the worker find out what other budgets would buy."""
    reading(request, rights.may_keep)
    services.ask_price(get_object_or_404(YearPlan, pk=pk).pk)
    return redirect("training:plan", pk)


@require_POST
def put_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody into a course or out of it, with the reason."""
    records = reading(request, rights.may_keep)
    get_object_or_404(YearPlan, pk=pk)
    form = HandForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        done = tried(
            request,
            lambda: services.put_hand(
                records.viewer, pk, given["revision"], person_id=given["person_id"], course=given["course"], hand=given["hand"], why=given["why"]
            ),
        )  # fmt: skip
        if done is not None:
            messages.success(request, _("Đã ghi; bấm «Tính lại» để kế hoạch theo thay đổi này."))
    else:
        messages.error(request, words(form))
    return redirect(f"{_address(pk)}?muc=tay")


@require_POST
def take_back_hand(request: HttpRequest, pk: int, hand: int) -> HttpResponse:
    """Leave one seat to the optimiser again."""
    records = reading(request, rights.may_keep)
    get_object_or_404(PlanHand, pk=hand, plan=pk)
    tried(request, lambda: services.take_back_hand(records.viewer, pk, _revision(request), hand))
    return redirect(f"{_address(pk)}?muc=tay")


@require_POST
def ask_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit the plan."""
    records = reading(request, rights.may_keep)
    if tried(request, lambda: services.ask_approval(records.viewer, pk, _revision(request))) is not None:
        messages.success(request, _("Đã trình kế hoạch."))
    return redirect("training:plan", pk)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the plan, or give it back with the reason."""
    records = reading(request, rights.may_approve)
    if request.POST.get("quyet") == "tra-lai":
        form = ReturnForm(request.POST, name="tra")
        if form.is_valid():
            tried(
                request,
                lambda: services.give_back(records.viewer, pk, _revision(request), why=form.cleaned_data["why"]),
            )
        else:
            messages.error(request, words(form))
    elif tried(request, lambda: services.approve(records.viewer, pk, _revision(request))) is not None:
        messages.success(request, _("Đã phê duyệt kế hoạch."))
    return redirect("training:plan", pk)


@require_safe
def plan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan's table as Word or Excel."""
    records, plan = _opened(request, pk)
    rights.require(rights.may_plan(records.viewer) and rights.sees_money(records.viewer))
    lines, told = selectors.plan_lines(records, plan), selectors.told(plan)
    word = request.GET.get("kieu") == "docx"
    ledger.listed(records.viewer, "export_training_plan", len(lines), subject=str(pk))
    name = f"ke-hoach-dao-tao-{plan.year}-ban-{plan.version}"
    if word:
        return file(papers.plan_word(plan, lines, told), f"{name}.docx", DOCX)
    people = selectors.people_sheet(selectors.seat_rows(records, plan, taken=True))
    return file(papers.plan_excel(plan, lines, told, people), f"{name}.xlsx", XLSX)


@require_safe
def why(request: HttpRequest, pk: int, person_id: str) -> HttpResponse:
    """Why does this person go, or not, and what would change it? ``?hoi=<course>`` settles one course by solving again."""
    records, plan = _opened(request, pk)
    rights.require(rights.may_plan(records.viewer))
    card = records.file(person_id).card
    ledger.saw(records.viewer, "see_training_plan", person_id)
    answer = explaining.of_person(plan, person_id, asked=request.GET.get("hoi", ""))
    shown = [p for p in answer.places if not p.refused or may_read_reasons(records.viewer)]
    context = {
        "plan": plan,
        "card": card,
        "answer": answer,
        "places": shown,
        "may_keep": rights.may_keep(records.viewer),
    }
    return render(request, "training/plan_why.html", context)


def _overview(records: SeenRecords, plan: YearPlan) -> dict[str, Any]:
    found = plan.found
    money = rights.sees_money(records.viewer)
    opened = {u.pk: u.name for u in Unit.objects.filter(pk__in=[u["unit_id"] for u in found.get("units", ())])}
    mine = set(records.people["unit_id"].drop_nulls())
    units = [u | {"name": opened.get(u["unit_id"], u["name"])} for u in found.get("units", ()) if u["unit_id"] in mine]
    curve = found.get("curve", []) if money else []
    return {
        "tiers": selectors.tiers(plan), "told": selectors.told(plan) if rights.may_plan(records.viewer) else [], "found": found,
        "courses": found.get("courses", []), "units": sorted(units, key=lambda u: (-u["places"], u["name"])), "curve": curve,
        "curve_drawing": drawing.budget_curve(curve) if len(curve) > 1 else "", "buys": _buys(records, found.get("buys") or {}) if money and rights.may_plan(records.viewer) else None,
        "stages": [s | {"words": selectors.tier_words(s["tier"])} for s in found.get("stages", [])],
    }  # fmt: skip


def _buys(records: SeenRecords, bought: dict[str, Any]) -> dict[str, Any] | None:
    """What the next 100 million would buy: who attends what in addition, and who no longer."""
    if not bought:
        return None
    pairs = [*bought["new"], *bought["gone"]]
    named = people_named(records, list({p["person_id"] for p in pairs}))
    titles = dict(
        Course.objects.filter(
            code__in={p["course"] for p in pairs} | {c["course"] for c in bought["classes"]}
        ).values_list("code", "title")
    )
    told = [
        [(named[p["person_id"]], titles.get(p["course"], p["course"])) for p in bought[k] if p["person_id"] in named] for k in ("new", "gone")
    ]  # fmt: skip
    return bought | {
        "new": told[0],
        "gone": told[1],
        "classes": [(titles.get(c["course"], c["course"]), c["classes"]) for c in bought["classes"]],
    }


def _people(request: HttpRequest, records: SeenRecords, plan: YearPlan, part: str) -> dict[str, Any]:
    course, unit = request.GET.get("khoa", ""), request.GET.get("don-vi", "")
    rows = selectors.seat_rows(
        records, plan, taken=part == "nguoi", course=course, unit=unit, barred=part == "khong-du"
    )
    ledger.listed(records.viewer, "see_training_plan", len(rows), subject=str(plan.pk))
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    return {
        "page": page,
        "course": course,
        "unit": unit,
        "titles": [(c["code"], c["vi"]) for c in plan.found.get("courses", [])],
    }


def _hands(records: SeenRecords, plan: YearPlan) -> dict[str, Any]:
    hands = list(plan.hands.select_related("course"))
    named = people_named(records, [h.person_id for h in hands])
    return {
        "hands": [(h, named.get(h.person_id, {"name": h.person_id})) for h in hands],
        "hand_form": HandForm(name="tay", initial={"revision": plan.revision}),
    }


def _counts(records: SeenRecords, plan: YearPlan) -> dict[str, int]:
    """How many stand behind each part; of those in reach only."""
    if records.viewer.reaches_all:
        return {
            "nguoi": plan.seats.filter(taken=True).count(),
            "chua": plan.seats.filter(taken=False, verdict=0).count(),
            "khong": plan.seats.exclude(verdict=0).count(),
        }
    return {"nguoi": len(selectors.seat_rows(records, plan, taken=True)), "chua": 0, "khong": 0}


def _opened(request: HttpRequest, pk: int) -> tuple[SeenRecords, YearPlan]:
    records = reading(request, rights.may_read_plan)
    plan = get_object_or_404(YearPlan, pk=pk)
    if not selectors.may_open(records, plan):
        raise Http404("plan")
    return records, plan


def _revision(request: HttpRequest) -> int | None:
    return number(request.POST.get("revision", ""))


def _address(pk: int) -> str:

    return reverse("training:plan", args=[pk])
