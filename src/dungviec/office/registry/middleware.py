"""One question for the city per request, and the way from the identifier of a merged record to the one that is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dungviec.office.access.policy import viewer_of
from dungviec.office.registry.merged import record_of
from dungviec.office.registry.models import Person
from dungviec.office.registry.rights import SEE_PERSON
from dungviec.office.registry.selectors import one_request


class OneCityMiddleware:
    """The records are looked at as they stand when the request first asks; what it writes itself it sees at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_request():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: list[Any], named: dict[str, Any]
    ) -> HttpResponse | None:
        """Lead on from a merged record, for whoever may see the one that is left; others meet what they met before."""
        asked = named.get("person_id")
        if not asked or not request.user.is_authenticated or (there := record_of(asked)) == asked:
            return None
        found = Person.objects.filter(pk=there).first()
        if found is None or not SEE_PERSON.allows(viewer_of(request.user), found):
            return None
        if request.method not in ("GET", "HEAD"):  # what was sent was meant for the record as it stood
            return HttpResponseRedirect(reverse("registry:person", args=[there]))
        match = request.resolver_match
        assert match is not None
        address = reverse(match.view_name, kwargs=match.kwargs | {"person_id": there})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{address}?{query}" if query else address)
