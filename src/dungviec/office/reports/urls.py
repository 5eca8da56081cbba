"""Addresses of the reports room."""

from django.urls import path

from dungviec.office.reports.views import forms, interview, lists, movement, quality

app_name = "reports"
urlpatterns = [
    path("", interview.interview_page, name="interview"),
    path("tai/", interview.interview_file, name="interview_file"),
    path("bm01/", forms.form_page, name="bm01"),
    path("bm01/tai/", forms.form_file, name="bm01_file"),
    path("bien-dong/", movement.movement_page, name="movement"),
    path("bien-dong/tai/", movement.movement_file, name="movement_file"),
    path("chat-luong/", quality.quality_page, name="quality"),
    path("chat-luong/tai/", quality.quality_file, name="quality_file"),
    path("danh-sach/", lists.list_page, name="list"),
]
