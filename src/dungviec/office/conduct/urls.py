"""Addresses of cases, signs and registers."""

from django.urls import path

from dungviec.office.conduct import views

app_name = "conduct"
urlpatterns = [
    path("ky-cuong/", views.cases, name="cases"),
]
