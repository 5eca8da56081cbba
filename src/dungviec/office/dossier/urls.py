"""Addresses of the dossier's room."""

from django.urls import path

from dungviec.office.dossier.views import editing, office, paper, taking_in

app_name = "dossier"
urlpatterns = [
    path("ly-lich/", office.office, name="readiness"),
    path("ly-lich/trich-ngang/", office.listing, name="listing"),
    path("ly-lich/ho-so-json/", office.records, name="records"),
    path("ly-lich/<str:person_id>/", paper.paper, name="paper"),
    path("ly-lich/<str:person_id>/tep/<slug:export>/", paper.file_of, name="file"),
    path("ly-lich/<str:person_id>/nhap/", taking_in.take_in, name="take_in"),
    path("ly-lich/<str:person_id>/muc/<slug:section>/", editing.section, name="section"),
    path("ly-lich/<str:person_id>/bang/<slug:table>/", editing.rows, name="rows"),
    path("ly-lich/<str:person_id>/bang/<slug:table>/<str:key>/", editing.rows, name="row"),
    path("ly-lich/<str:person_id>/bang/<slug:table>/<str:key>/thu-hoi/", editing.withdraw, name="withdraw"),
]
