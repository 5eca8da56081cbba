"""Addresses of cases, signs and registers, and of what concerns oneself."""

from django.urls import path

from dungviec.office.conduct.views import acting, cases, own, registers, signs

app_name = "conduct"
urlpatterns = [
    path("ky-cuong/", cases.cases, name="cases"),
    path("ky-cuong/lap/", acting.new, name="new"),
    path("ky-cuong/vu-viec/<int:pk>/", cases.case, name="case"),
    path("ky-cuong/vu-viec/<int:pk>/giay/<slug:name>/<slug:export>/", cases.paper, name="paper"),
    path("ky-cuong/vu-viec/<int:pk>/<slug:deed>/", acting.act, name="act"),
    path("ky-cuong/dau-hieu/", signs.signs, name="signs"),
    path("ky-cuong/dau-hieu/<slug:mark>/<slug:deed>/", signs.act, name="act_on_sign"),
    path("ky-cuong/ke-khai/", registers.declarations, name="declarations"),
    path("ky-cuong/ke-khai/<slug:deed>/", registers.act_on_declarations, name="act_on_declarations"),
    path("ky-cuong/xung-dot/", registers.interests, name="interests"),
    path("ky-cuong/xung-dot/<int:key>/bien-phap/", registers.act_on_interest, name="act_on_interest"),
    path("ky-cuong-cua-toi/", own.mine, name="mine"),
    path("ky-cuong-cua-toi/<slug:deed>/", own.act, name="act_on_mine"),
    path("ky-cuong-cua-toi/vu-viec/<int:pk>/giay/<slug:name>/<slug:export>/", own.paper, name="my_paper"),
]
