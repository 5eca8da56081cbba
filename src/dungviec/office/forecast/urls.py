"""Addresses of the forecast."""

from django.urls import path

from dungviec.office.forecast import views

app_name = "forecast"
urlpatterns = [
    path("", views.outlook_page, name="outlook"),
    path("tep/", views.outlook_file, name="file"),
    path("kiem-nghiem/", views.back_test_page, name="back_test"),
]
