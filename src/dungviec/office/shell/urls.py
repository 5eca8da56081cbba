"""Addresses of the frame itself."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from dungviec.office.shell import views

urlpatterns = [
    path("ngay/", views.change_day, name="change_day"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
]
