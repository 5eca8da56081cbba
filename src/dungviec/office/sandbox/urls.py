"""Addresses of the sandbox."""

from django.urls import path

from dungviec.office.sandbox import views

app_name = "sandbox"
urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("moi/", views.make, name="make"),
    path("so-sanh/", views.compare, name="compare"),
    path("<int:pk>/", views.draft, name="draft"),
    path("<int:pk>/xuat/", views.export, name="export"),
    path("<int:pk>/<slug:deed>/", views.act, name="act"),
]
