"""Pages of the records; each view only asks a selector and picks a template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "registry/home.html")


people = quick_search = choose_columns = export_people = units = home


def person(request: HttpRequest, person_id: str) -> HttpResponse:
    return render(request, "registry/home.html")


person_card = person_appointable = person


def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    return render(request, "registry/home.html")
