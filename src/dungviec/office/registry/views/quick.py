"""The search box of the top bar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from dungviec.office.registry.search.offer import offer
from dungviec.office.registry.viewing import opened_units, request_viewer
from dungviec.office.shell.typed import cleaned


@require_POST
def quick_search(request: HttpRequest) -> HttpResponse:
    """People, units and posts for the box in the top bar; the text comes posted and is not kept."""
    viewer = request_viewer(request)
    text = cleaned(request.POST.get("q", ""))
    context: dict[str, Any] = {"text": text}
    if text:
        context["offer"] = offer(viewer, text, None if viewer.oversees else opened_units(viewer))
    return render(request, "registry/quick_results.html", context)
