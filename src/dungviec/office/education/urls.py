"""Addresses of political and ethical education."""

from django.urls import path

from dungviec.office.education.views import following, holding, own, reflections, setting

app_name = "education"
urlpatterns = [
    path("", following.overview, name="overview"),
    path("bao-cao/", following.overview_file, name="file"),
    path("chuyen-de/moi/", setting.topic_form, name="new_topic"),
    path("chuyen-de/<int:pk>/", following.topic, name="topic"),
    path("chuyen-de/<int:pk>/sua/", setting.topic_form, name="change_topic"),
    path("cam-ket/<int:pk>/", following.commitment, name="commitment"),
    path("sinh-hoat/", holding.activities, name="activities"),
    path("sinh-hoat/moi/", holding.new_activity, name="new_activity"),
    path("sinh-hoat/<int:pk>/", holding.activity, name="activity"),
    path("sinh-hoat/<int:pk>/rut/", holding.withdraw_activity, name="withdraw_activity"),
    path("tong-ket/<int:year>/", following.reviews, name="reviews"),
    path("tong-ket/<int:year>/<str:person_id>/", following.review, name="review"),
    path("thu-hoach/", reflections.inbox, name="inbox"),
    path("thu-hoach/<int:pk>/", reflections.reflection, name="reflection"),
    path("thu-hoach/<int:pk>/tep/", reflections.reflection_file, name="reflection_file"),
    path("mau/", setting.forms_page, name="forms"),
    path("mau/moi/", setting.design, name="new_form"),
    path("mau/<str:key>/", setting.design, name="design"),
    path("mau/<str:key>/thoi/", setting.close_form, name="close_form"),
    path("loai/moi/", setting.new_kind, name="new_kind"),
    path("loai/<int:pk>/thoi/", setting.close_kind, name="close_kind"),
    path("cua-toi/", own.mine, name="mine"),
    path("cua-toi/<int:pk>/cam-ket/", own.commitment, name="my_commitment"),
    path("cua-toi/<int:pk>/thu-hoach/", own.reflection, name="my_reflection"),
    path("cua-toi/tong-ket/<int:year>/", own.self_review, name="self_review"),
    path("cua-toi/tong-ket/<int:year>/da-xem/", own.seen_review, name="seen_review"),
]
