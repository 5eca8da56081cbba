"""Addresses of the placement rooms."""

from django.urls import path

from dungviec.office.placement import flip, questions, views

app_name = "placement"
urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("lap/", views.open_round, name="open_round"),
    path("<int:pk>/", views.round_page, name="round"),
    path("<int:pk>/tim/", views.search_moves, name="search_moves"),
    path("<int:pk>/tien-do/", views.progress, name="progress"),
    path("<int:pk>/dung/", views.stop, name="stop"),
    path("<int:pk>/chay-lai/", views.run_again, name="run_again"),
    path("<int:pk>/xuat/", views.export, name="export"),
    path("<int:pk>/chung-nhan/", views.certificate, name="certificate"),
    path("<int:pk>/ly-do/", questions.why, name="why"),
    path("<int:pk>/doi-ket-qua/", flip.flip, name="flip"),
    path("<int:pk>/hoi/", questions.ask, name="ask"),
]
