"""Addresses of the office's room, and of the citizens' pages that are asked without a log-in (``cong-dan/``)."""

from django.urls import path

from dungviec.office.voice.views import desks, inbox, overview, public, reporting, thanks, voters

app_name = "voice"
urlpatterns = [
    path("gop-y/", overview.overview, name="overview"),
    path("gop-y/y-kien/", overview.words, name="words"),
    path("gop-y/cam-on/", thanks.passed_on, name="passed_on"),
    path("gop-y/cam-on/<int:pk>/rut/", thanks.take_back, name="take_back"),
    path("gop-y/y-kien/<slug:number>/cam-on/", thanks.pass_on, name="pass_on"),
    path("gop-y/chi-so/", overview.indicators, name="indicators"),
    path("gop-y/chi-so/nhap/", overview.take_results, name="take_results"),
    path("gop-y/quay/", desks.desks, name="desks"),
    path("gop-y/quay/moi/", desks.desk, name="new_desk"),
    path("gop-y/quay/ma-ho-so/", overview.take_case_numbers, name="take_cases"),
    path("gop-y/quay/<int:pk>/", desks.desk, name="desk"),
    path("gop-y/quay/<int:pk>/doi-ma/", desks.turn, name="turn"),
    path("gop-y/quay/<int:pk>/to-dan/<slug:kind>/", desks.poster, name="poster"),
    path("gop-y/cai-dat/", desks.setup, name="setup"),
    path("gop-y/cu-tri/", voters.meetings, name="meetings"),
    path("gop-y/cu-tri/moi/", voters.meeting, name="new_meeting"),
    path("gop-y/cu-tri/<int:pk>/", voters.meeting, name="meeting"),
    path("gop-y/cu-tri/<int:meeting_pk>/loi-hua/moi/", voters.promise, name="new_promise"),
    path("gop-y/cu-tri/<int:meeting_pk>/loi-hua/<int:pk>/", voters.promise, name="promise"),
    path("gop-y/loi-hua/<int:pk>/", voters.follow, name="follow"),
    path("gop-y/hom-thu/", inbox.inbox, name="inbox"),
    path("gop-y/hom-thu/khoa/<slug:deed>/", inbox.key_deeds, name="key"),
    path("gop-y/hom-thu/<slug:number>/", inbox.report, name="sealed"),
    path("gop-y/hom-thu/<slug:number>/anh/<int:place>/<int:at>/", inbox.picture, name="picture"),
    path("gop-y/hom-thu/<slug:number>/<slug:deed>/", inbox.act, name="act"),
    path("cong-dan/", public.home, name="public"),
    path("cong-dan/q/<str:token>/", public.answer, name="answer"),
    path("cong-dan/cam-on/", public.thanks, name="thanks"),
    path("cong-dan/loi-hua/", public.promises, name="promises"),
    path("cong-dan/tin-bao/", reporting.report, name="report"),
    path("cong-dan/tra-loi/", reporting.answers, name="answers"),
]
