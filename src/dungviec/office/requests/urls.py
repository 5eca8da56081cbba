"""Addresses of self-service and of the papers."""

from django.urls import path

from dungviec.office.requests.views import documents, files, own, queue, quick

app_name = "requests"
urlpatterns = [
    path("ho-so-cua-toi/de-nghi/", own.mine, name="mine"),
    path("ho-so-cua-toi/de-nghi/moi/", own.ask, name="ask"),
    path("ho-so-cua-toi/de-nghi/<int:pk>/", own.one, name="one"),
    path("ho-so-cua-toi/de-nghi/<int:pk>/rut/", own.take_back, name="take_back"),
    path("ho-so-cua-toi/ghi-nhanh/", quick.page, name="quick"),
    path("ho-so-cua-toi/ghi-nhanh/giu.js", quick.worker, name="quick_worker"),
    path("ho-so-cua-toi/ghi-nhanh/ung-dung.webmanifest", quick.manifest, name="quick_manifest"),
    path("ho-so-cua-toi/ghi-nhanh/ai/", quick.data, name="quick_data"),
    path("ho-so-cua-toi/ghi-nhanh/gui/", quick.send, name="quick_send"),
    path("ho-so-cua-toi/ai-da-xem/", own.readers, name="readers"),
    path("de-nghi/", queue.queue, name="queue"),
    path("de-nghi/<int:pk>/", queue.decide, name="decide"),
    path("giay-to/", documents.missing, name="missing"),
    path("can-bo/<str:person_id>/giay-to/", documents.documents, name="documents"),
    path("can-bo/<str:person_id>/giay-to/<int:pk>/rut/", documents.withdraw, name="withdraw_document"),
    path("tep/<uuid:pk>/", files.download, name="download"),
]
