"""The pages of succession: pools, one title, stand-ins, without one person, the yearly review."""

from __future__ import annotations

from collections import Counter

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import seen_here
from dungviec.office.succession import selectors
from dungviec.office.succession.rights import require

PAGE = 30


def _records(request: HttpRequest) -> SeenRecords:
    records = seen_here(request)
    require(records)
    return records


def _unit(request: HttpRequest, records: SeenRecords) -> tuple[str, list[tuple[str, str]]]:
    units, asked = selectors.units(records), request.GET.get("don-vi", "")
    return (asked if asked in dict(units) else ""), units


@require_safe
@counted_afterwards
def pools_page(request: HttpRequest) -> HttpResponse:
    """Who is planned for which title, is it within the rules of the day, and who is ready when?"""
    records = _records(request)
    unit, units = _unit(request, records)
    rows = selectors.pool_rows(records, unit)
    checks, empty = selectors.check_rows(records)
    ledger.listed(records.viewer, "see_succession", sum(r["people"] for r in rows))
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")), "unit": unit, "units": units, "checks": checks, "empty": empty, "day": records.day, "filled": sum(r["people"] > 0 for r in rows), "titles": len(rows),
    }  # fmt: skip
    return render(request, "succession/pools.html", context)


@require_safe
@counted_afterwards
def title_page(request: HttpRequest, post_id: str) -> HttpResponse:
    """For one title: who is ready now, who when, and what is each one missing?"""
    records = _records(request)
    seat = next((s for s in selectors.outline(records).bench.seats if s.post_id == post_id), None)
    if seat is None:
        raise Http404("title")
    planned, others = selectors.ready_rows(records, post_id)
    ledger.listed(records.viewer, "see_succession_title", len(planned) + len(others), post=post_id)
    row = selectors.seat_rows(records, [seat])[0]
    return render(request, "succession/title.html", {"row": row, "row_list": [row], "planned": planned, "others": others, "day": records.day})  # fmt: skip


@require_safe
@counted_afterwards
def bench_page(request: HttpRequest) -> HttpResponse:
    """Were the holder gone, which duties have no lawful stand-in?"""
    records = _records(request)
    unit, units = _unit(request, records)
    bench = selectors.outline(records).bench
    seats = [s for s in bench.seats if not unit or s.unit_id == unit]
    page = Paginator(seats, PAGE).get_page(request.GET.get("trang"))
    ledger.listed(records.viewer, "see_bench", len(page.object_list))
    context = {
        "page": page, "rows": selectors.seat_rows(records, page.object_list), "unit": unit, "units": units, "day": records.day,
        "counts": selectors.risk_counts(records), "benches": [u for u in bench.units if not unit or u.unit_id == unit][:PAGE],
    }  # fmt: skip
    return render(request, "succession/bench.html", context)


@require_safe
@counted_afterwards
def boxes_page(request: HttpRequest) -> HttpResponse:
    """Among the planned: who is ready and steadily well rated, and of whom is a measure missing?"""
    records = _records(request)
    unit, units = _unit(request, records)
    found = selectors.box_page(records, unit)
    page = Paginator(found["order"], PAGE).get_page(request.GET.get("trang"))
    ledger.listed(records.viewer, "see_nine_box", len(found["order"]) + len(found["outside"]))
    context = found | {"page": page, "unit": unit, "units": units, "day": records.day}
    return render(request, "succession/boxes.html", context)


@require_safe
@counted_afterwards
def removal_page(request: HttpRequest, person_id: str) -> HttpResponse:
    """Without this one person, what stands open?"""
    records = _records(request)
    card = records.file(person_id).card
    gone = selectors.outline(records).bench.without(person_id)
    ledger.listed(records.viewer, "see_bench", 1, subject=person_id)
    context = {
        "card": card, "duties": selectors.seat_rows(records, gone.duties), "leaned": selectors.seat_rows(records, gone.leaned_on),
        "day": records.day,
    }  # fmt: skip
    return render(request, "succession/removal.html", context)


@require_safe
@counted_afterwards
def review_page(request: HttpRequest) -> HttpResponse:
    """Who leaves the pool in the yearly review, by which clause, and where is the file silent?"""
    records = _records(request)
    reviewed = selectors.whole(records).reviewed
    page = Paginator(reviewed, PAGE).get_page(request.GET.get("trang"))
    ledger.listed(records.viewer, "see_plan_review", len(page.object_list))
    context = {
        "page": page, "rows": selectors.review_rows(records, page.object_list), "counts": Counter(r.outcome for r in reviewed),
        "day": records.day,
    }  # fmt: skip
    return render(request, "succession/review.html", context)
