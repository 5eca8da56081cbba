"""Addresses of the dossier's room."""

from django.urls import URLPattern

app_name = "dossier"
urlpatterns: list[URLPattern] = []
