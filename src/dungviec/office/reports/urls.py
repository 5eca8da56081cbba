"""Addresses of the reports room."""

from django.urls import path

from dungviec.office.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.interview_page, name="interview"),
    path("tai/", views.interview_file, name="interview_file"),
    path("bm01/", views.bm01_page, name="bm01"),
    path("bm01/tai/", views.bm01_file, name="bm01_file"),
    path("bien-dong/", views.movement_page, name="movement"),
    path("bien-dong/tai/", views.movement_file, name="movement_file"),
    path("danh-sach/", views.list_page, name="list"),
]
