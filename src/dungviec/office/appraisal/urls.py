"""Addresses of the appraisal."""

from django.urls import path

from dungviec.office.appraisal.views import catalogue, months, own, work, years

app_name = "appraisal"
urlpatterns = [
    path("ho-so-cua-toi/danh-gia/", own.mine, name="mine"),
    path("danh-gia/", months.months, name="months"),
    path("danh-gia/phieu/<str:person_id>/<str:period>/", months.month, name="month"),
    path("danh-gia/phieu/<str:person_id>/<str:period>/them-viec/", work.add, name="add"),
    path("danh-gia/viec/", work.work, name="work"),
    path("danh-gia/viec/nhap/", work.lists, name="lists"),
    path("danh-gia/viec/<int:pk>/", work.line, name="line"),
    path("danh-gia/danh-muc/", catalogue.catalogue, name="catalogue"),
    path("danh-gia/nam/", years.years, name="years"),
    path("danh-gia/nam/don-vi/", years.body, name="body"),
    path("danh-gia/nam/<str:person_id>/<int:year>/", years.year, name="year"),
    path("danh-gia/kien-nghi/", own.petitions, name="petitions"),
    path("danh-gia/kien-nghi/<int:pk>/", own.petition, name="petition"),
]
