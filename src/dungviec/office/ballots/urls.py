"""Addresses of secret votes, of the own slips, and of the box that needs no log-in."""

from django.urls import path

from dungviec.office.ballots import box_views, views

app_name = "ballots"
urlpatterns = [
    path("bo-phieu/", views.votes, name="votes"),
    path("bo-phieu/lap/", views.new, name="new"),
    path("bo-phieu/<int:pk>/", views.vote, name="vote"),
    path("bo-phieu/<int:pk>/<slug:deed>/", views.act, name="act"),
    path("phieu-cua-toi/", views.mine, name="mine"),
    path("phieu-cua-toi/<int:pk>/", views.slip, name="slip"),
    path("phieu-cua-toi/<int:pk>/nhan/", views.take, name="take"),
    path("hop-phieu/<slug:code>/", box_views.box, name="box"),
    path("hop-phieu/<slug:code>/bo/", box_views.drop, name="drop"),
]
