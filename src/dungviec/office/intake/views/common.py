"""What every page of the room asks first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.access.policy import Viewer
from dungviec.office.intake import rights
from dungviec.office.intake.models import Intake
from dungviec.office.intake.selectors import lang
from dungviec.office.intake.services import NotNow
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.viewing import user_of

__all__ = ["intake_seen", "sentence", "told", "user_of", "viewer_on"]


def viewer_on(request: HttpRequest) -> Viewer:
    """Who asks; refused unless the room is open to them."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rights.require(rights.may_enter(viewer))
    return viewer


def intake_seen(request: HttpRequest, pk: int) -> Intake:
    """The intake, if the viewer may see it."""
    viewer = viewer_on(request)
    one = get_object_or_404(Intake.objects.select_related("batch", "made_by"), pk=pk)
    rights.SEE_INTAKE.require(viewer, one)
    return one


def sentence(fault: Exception) -> str:
    """What a refusal says, in the language of the page."""
    if isinstance(fault, UnreadableFileError):
        return fault.sentence(lang())
    return str(fault) if lang() == "vi" else str(getattr(fault, "english", fault))


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose refusals become a sentence at the head of the intake's page."""

    @wraps(view)
    def safe(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, *args, **kwargs)
        except (NotNow, RegistryFault, UnreadableFileError) as fault:
            messages.error(request, sentence(fault))
            address = redirect("intake:intake", pk=pk)
            if request.headers.get("HX-Request"):
                return HttpResponse(headers={"HX-Redirect": address.url})
            return address

    return safe
