"""Addresses of leadership teams."""

from django.urls import path

from dungviec.office.slates import views

app_name = "slates"
urlpatterns = [
    path("", views.boards, name="boards"),
    path("mo/", views.open_board, name="open_board"),
    path("<int:pk>/", views.board, name="board"),
    path("<int:pk>/doi/", views.change, name="change"),
    path("<int:pk>/so-sanh/", views.compare, name="compare"),
    path("<int:pk>/xuat/<str:kind>/", views.export, name="export"),
]
