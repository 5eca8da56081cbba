"""Addresses of the records' rooms."""

from django.urls import path

from dungviec.office.registry import views

app_name = "registry"
urlpatterns = [
    path("", views.home, name="home"),
    path("ho-so-cua-toi/", views.own_file, name="own_file"),
    path("tim/", views.quick_search, name="quick_search"),
    path("can-bo/", views.people, name="people"),
    path("can-bo/tim/", views.search_people, name="people_search"),
    path("can-bo/cot/", views.choose_columns, name="people_columns"),
    path("can-bo/xuat/", views.export_people, name="people_export"),
    path("can-bo/<str:person_id>/", views.person, name="person"),
    path("can-bo/<str:person_id>/the/", views.person_card, name="person_card"),
    path("can-bo/<str:person_id>/bo-nhiem/", views.person_appointable, name="person_appointable"),
    path("can-bo/<str:person_id>/bo-nhiem/<str:post_id>/", views.person_reasons, name="person_reasons"),
    path("to-chuc/", views.units, name="units"),
    path("to-chuc/<str:unit_id>/", views.unit, name="unit"),
]
