"""Addresses of the programme of the year."""

from django.urls import path

from dungviec.office.programme import setting_views, views

app_name = "programme"
urlpatterns = [
    path("", views.board_page, name="board"),
    path("don-vi/", views.units_page, name="units"),
    path("so-lieu/", views.measures_page, name="measures"),
    path("tep/", views.board_file, name="file"),
    path("nhac/", views.remind, name="remind"),
    path("nam/moi/", setting_views.new_programme, name="new"),
    path("nam/<int:year>/", setting_views.programme_page, name="programme"),
    path("nam/<int:year>/nghi-quyet/", setting_views.add_resolution, name="add_resolution"),
    path("nam/<int:year>/chi-tieu-moi/", setting_views.new_target, name="new_target"),
    path("nghi-quyet/<int:pk>/rut/", setting_views.withdraw_resolution, name="withdraw_resolution"),
    path("nghi-quyet/<int:pk>/tep/", views.resolution_file, name="resolution_file"),
    path("chi-tieu/<int:pk>/", views.target_page, name="target"),
    path("chi-tieu/<int:pk>/danh-sach/", views.list_page, name="list"),
    path("chi-tieu/<int:pk>/bao-cao/", views.report, name="report"),
    path("chi-tieu/<int:pk>/sua/", setting_views.change_target, name="change_target"),
    path("chi-tieu/<int:pk>/thoi/", setting_views.end_target, name="end_target"),
    path("bao-cao/<int:pk>/tep/", views.evidence_file, name="evidence_file"),
]
