"""Addresses of succession."""

from django.urls import path

from dungviec.office.succession import views

app_name = "succession"
urlpatterns = [
    path("", views.pools_page, name="pools"),
    path("chuc-danh/<str:post_id>/", views.title_page, name="title"),
    path("nguoi-thay/", views.bench_page, name="bench"),
    path("nguoi-thay/vang/<str:person_id>/", views.removal_page, name="removal"),
    path("chin-o/", views.boxes_page, name="boxes"),
    path("ra-soat/", views.review_page, name="review"),
]
