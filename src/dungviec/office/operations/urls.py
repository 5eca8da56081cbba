"""Addresses of operations."""

from django.urls import path

from dungviec.office.operations.views import desk, health

app_name = "operations"
urlpatterns = [
    path("suc-khoe/song", health.alive, name="alive"),
    path("suc-khoe/san-sang", health.ready, name="ready"),
    path("suc-khoe/day-du", health.everything, name="everything"),
    path("suc-khoe/so-do", health.measurements, name="measurements"),
    path("van-hanh/", desk.shown, name="desk"),
    path("van-hanh/sao-luu/", desk.back_up, name="back_up"),
    path("van-hanh/dien-tap/", desk.rehearse, name="rehearse"),
]
