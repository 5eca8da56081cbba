"""The office's addresses with two admin sites beside them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import path

from dungviec.office.registry.models import Person, Rating, Tenure
from dungviec.office.urls import urlpatterns as _office


class Plain(admin.ModelAdmin[Person]):
    """The list as usually written first: the post, the unit and the rating are asked for row by row."""

    list_display = ("name", "title", "unit", "born", "degree", "theory", "rating")
    list_filter = ("category", "degree", "theory", "sex")
    search_fields = ("name", "search_key", "person_id")
    list_per_page = 50
    ordering = ("sort_key", "person_id")

    def title(self, person: Person) -> str:
        """The title of the running main post."""
        tenure = self.tenure(person)
        return tenure.title if tenure else ""

    def unit(self, person: Person) -> str:
        """The unit of that post."""
        tenure = self.tenure(person)
        return tenure.post.unit.name if tenure and tenure.post else ""

    def rating(self, person: Person) -> str:
        """The latest yearly rating."""
        found = person.ratings.filter(system="state", withdrawn_at=None).order_by("-year").first()
        return found.rating or "" if found else ""

    def tenure(self, person: Person) -> Tenure | None:
        """The running main post."""
        return person.tenures.filter(to_date=None, kind="main", withdrawn_at=None).select_related("post__unit").first()


class Fair(Plain):
    """The same list with everything fetched beforehand."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """People with posts, units and ratings in three queries."""
        running = Tenure.objects.filter(to_date=None, kind="main", withdrawn_at=None).select_related("post__unit")
        rated = Rating.objects.filter(system="state", withdrawn_at=None).order_by("-year")
        return super().get_queryset(request).prefetch_related(
            Prefetch("tenures", running, to_attr="running"), Prefetch("ratings", rated, to_attr="rated")
        )  # fmt: skip

    def tenure(self, person: Person) -> Tenure | None:
        """The running main post, fetched already."""
        running: list[Any] = person.running  # type: ignore[attr-defined]
        return running[0] if running else None

    def rating(self, person: Person) -> str:
        """The latest yearly rating, fetched already."""
        rated: list[Any] = person.rated  # type: ignore[attr-defined]
        return rated[0].rating or "" if rated else ""


plain, fair = admin.AdminSite("plain"), admin.AdminSite("fair")
plain.register(Person, Plain)
fair.register(Person, Fair)
urlpatterns = [path("plain/", plain.urls), path("fair/", fair.urls), *_office]
