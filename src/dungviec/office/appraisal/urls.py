"""Addresses of the appraisal."""

from django.urls import path

from dungviec.office.appraisal.views import bodies, catalogue, evidence, list_files, months, own, papers, work, years

app_name = "appraisal"
urlpatterns = [
    path("ho-so-cua-toi/danh-gia/", own.mine, name="mine"),
    path("danh-gia/", months.months, name="months"),
    path("danh-gia/phieu/<str:person_id>/<str:period>/", months.month, name="month"),
    path("danh-gia/phieu/<str:person_id>/<str:period>/them-viec/", work.add, name="add"),
    path("danh-gia/phieu/<str:person_id>/<str:period>/mau-01/<str:ending>/", papers.month, name="month_paper"),
    path("danh-gia/viec/", work.work, name="work"),
    path("danh-gia/viec/nhap/", work.lists, name="lists"),
    path("danh-gia/viec/danh-sach/<int:pk>/", list_files.list_file, name="list_file"),
    path("danh-gia/viec/<int:pk>/", work.line, name="line"),
    path("danh-gia/viec/tep/<int:pk>/", evidence.evidence, name="evidence"),
    path("danh-gia/danh-muc/", catalogue.catalogue, name="catalogue"),
    path("danh-gia/nam/", years.years, name="years"),
    path("danh-gia/nam/don-vi/", bodies.body, name="body"),
    path("danh-gia/nam/giay/<str:kind>/<str:ending>/", papers.unit, name="unit_paper"),
    path("danh-gia/nam/<str:person_id>/<int:year>/", years.year, name="year"),
    path("danh-gia/nam/<str:person_id>/<int:year>/mau-02/<str:ending>/", papers.year, name="year_paper"),
    path("danh-gia/kien-nghi/", own.petitions, name="petitions"),
    path("danh-gia/kien-nghi/<int:pk>/", own.petition, name="petition"),
]
