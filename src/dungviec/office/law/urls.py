"""Addresses of the law book."""

from django.urls import path

from dungviec.office.law import choosing, own_rules, views

app_name = "law"
urlpatterns = [
    path("", views.themes, name="themes"),
    path("chu-de/<str:topic>/", views.theme_page, name="theme"),
    path("quy-dinh/<path:key>/", views.rule, name="rule"),
    path("anh-huong/<path:key>/", views.affected_people, name="affected"),
    path("dong-thoi-gian/", views.timelines, name="timelines"),
    path("con-mo/", views.open_questions, name="open"),
    path("cach-hieu/", choosing.readings_page, name="readings"),
    path("quy-dinh-rieng/", own_rules.own_rules, name="own"),
]
