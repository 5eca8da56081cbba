"""Addresses of the records' rooms."""

from django.urls import path

from dungviec.office.registry.views import (
    alarms,
    chart,
    compare,
    family,
    history,
    home,
    people,
    person,
    quick,
    saved,
    units,
)

app_name = "registry"
urlpatterns = [
    path("", home.home, name="home"),
    path("ho-so-cua-toi/", home.own_file, name="own_file"),
    path("tim/", quick.quick_search, name="quick_search"),
    path("can-bo/", people.people, name="people"),
    path("can-bo/tim/", people.search_people, name="people_search"),
    path("can-bo/cot/", people.choose_columns, name="people_columns"),
    path("can-bo/xuat/", people.export_people, name="people_export"),
    path("can-bo/so-sanh/", compare.compare_people, name="people_compare"),
    path("can-bo/luu/", saved.save_view, name="people_save"),
    path("can-bo/luu/<int:number>/bo/", saved.drop_view, name="people_drop"),
    path("can-bo/<str:person_id>/", person.person, name="person"),
    path("can-bo/<str:person_id>/the/", person.person_card, name="person_card"),
    path("can-bo/<str:person_id>/lich-su/", history.person_history, name="person_history"),
    path("can-bo/<str:person_id>/gia-dinh/", family.person_family, name="person_family"),
    path("can-bo/<str:person_id>/bo-nhiem/", person.person_appointable, name="person_appointable"),
    path("can-bo/<str:person_id>/bo-nhiem/<str:post_id>/", person.person_reasons, name="person_reasons"),
    path("bao-dong/", alarms.alarm_page, name="alarms"),
    path("to-chuc/", units.units, name="units"),
    path("to-chuc/so-do/", chart.chart, name="chart"),
    path("to-chuc/so-do/tim/", chart.chart_find, name="chart_find"),
    path("to-chuc/so-do/in/", chart.chart_print, name="chart_print"),
    path("to-chuc/so-do/nhanh/<str:unit_id>/", chart.chart_branch, name="chart_branch"),
    path("to-chuc/<str:unit_id>/", units.unit, name="unit"),
    path("to-chuc/<str:unit_id>/duoi/", units.unit_below, name="unit_below"),
    path("to-chuc/<str:unit_id>/doi-thay/", units.unit_trend, name="unit_trend"),
]
