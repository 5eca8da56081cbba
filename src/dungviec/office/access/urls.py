"""Addresses of the door."""

from django.urls import path

from dungviec.office.access import views

app_name = "access"
urlpatterns = [
    path("dang-nhap/", views.LogIn.as_view(), name="log_in"),
    path("dang-xuat/", views.LogOut.as_view(), name="log_out"),
]
