"""Addresses of the office, one include per room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dungviec.office.shell.urls")),
    path("", include("dungviec.office.agenda.urls")),
    path("", include("dungviec.office.access.urls")),
    path("", include("dungviec.office.access.entrances")),
    path("", include("dungviec.office.requests.urls")),
    path("", include("dungviec.office.appraisal.urls")),
    path("", include("dungviec.office.registry.urls")),
    path("nhap-ho-so/", include("dungviec.office.intake.urls")),
    path("", include("dungviec.office.dossier.urls")),
    path("nang-luc/", include("dungviec.office.competency.urls")),
    path("danh-gia/", include("dungviec.office.calibration.urls")),
    path("luat/", include("dungviec.office.law.urls")),
    path("kiem-tra/", include("dungviec.office.inspection.urls")),
    path("quy-hoach/", include("dungviec.office.succession.urls")),
    path("bo-tri/", include("dungviec.office.placement.urls")),
    path("dao-tao/", include("dungviec.office.training.urls")),
    path("bo-tri/tap-the/", include("dungviec.office.slates.urls")),
    path("bo-tri/sap-xep/", include("dungviec.office.sandbox.urls")),
    path("", include("dungviec.office.decisions.urls")),
    path("", include("dungviec.office.ballots.urls")),
    path("", include("dungviec.office.voice.urls")),
    path("", include("dungviec.office.conduct.urls")),
    path("", include("dungviec.office.streamlining.urls")),
    path("", include("dungviec.office.emulation.urls")),
    path("chuong-trinh/", include("dungviec.office.programme.urls")),
    path("du-bao/", include("dungviec.office.forecast.urls")),
    path("giao-duc/", include("dungviec.office.education.urls")),
    path("quyen-rieng-tu/", include("dungviec.office.privacy.urls")),
    path("bao-cao/", include("dungviec.office.reports.urls")),
    path("lien-thong/", include("dungviec.office.interchange.urls")),
    path("", include("dungviec.office.operations.urls")),
    path("", include("dungviec.office.api.urls")),
    path("khao-sat-so-lieu/", include("dungviec.office.explore.urls")),
]

handler403 = "dungviec.office.shell.errors.forbidden"
handler404 = "dungviec.office.shell.errors.not_found"
handler500 = "dungviec.office.shell.errors.server_error"
