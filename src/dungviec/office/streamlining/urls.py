"""Addresses of streamlining and concurrent posts."""

from django.urls import path

from dungviec.office.streamlining import concurrent, glide, views

app_name = "streamlining"
urlpatterns = [
    path("tinh-gian/", views.surplus_page, name="surplus"),
    path("tinh-gian/can-cu/", views.keep_basis, name="keep_basis"),
    path("tinh-gian/tep/", views.surplus_file, name="surplus_file"),
    path("tinh-gian/don-vi/<str:unit_id>/", views.unit_page, name="unit"),
    path("tinh-gian/nguoi/<str:person_id>/", views.person_page, name="person"),
    path("tinh-gian/lo-trinh/", glide.glide_page, name="glide"),
    path("tinh-gian/lo-trinh/tep/", glide.glide_file, name="glide_file"),
    path("kiem-nhiem/", concurrent.concurrent_page, name="concurrent"),
    path("kiem-nhiem/tep/", concurrent.concurrent_file, name="concurrent_file"),
]
