"""Addresses of interchange."""

from django.urls import path

from dungviec.office.interchange.views import exports, outbox

app_name = "interchange"
urlpatterns = [
    path("quoc-gia/", outbox.outbox_page, name="outbox"),
    path("quoc-gia/bat-dau/", outbox.outbox_begin, name="begin"),
    path("quoc-gia/lam/<slug:deed>/", outbox.outbox_run, name="run"),
    path("quoc-gia/tep/", outbox.parcel_make, name="parcel"),
    path("quoc-gia/tep/<int:pk>/bao-nhan/", outbox.parcel_answer, name="parcel_answer"),
    path("quoc-gia/<int:pk>/<slug:deed>/", outbox.payload_act, name="act"),
    path("xuat/", exports.exports_page, name="exports"),
    path("xuat/danh-sach/", exports.exports_list, name="exports_list"),
    path("xuat/<int:pk>/tep/", exports.export_file, name="export_file"),
    path("xuat/<int:pk>/xoa/", exports.export_drop, name="export_drop"),
]
