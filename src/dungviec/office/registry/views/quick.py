"""The search box of the top bar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from dungviec.office.registry import people_list
from dungviec.office.registry.viewing import request_viewer, seen_units
from dungviec.office.shell.typed import cleaned


@require_POST
def quick_search(request: HttpRequest) -> HttpResponse:
    """People and units for the box in the top bar; the text comes posted and is not kept."""
    viewer = request_viewer(request)
    assert viewer.day is not None
    text = cleaned(request.POST.get("q", ""))
    context: dict[str, Any] = {"text": text}
    if text:
        found = people_list.order(people_list.search(people_list.visible(viewer, viewer.day), text), "name")
        context |= {
            "people": found.head(7).to_dicts(),
            "more": max(found.height - 7, 0),
            "units": seen_units(viewer, text),
        }
    return render(request, "registry/quick_results.html", context)
