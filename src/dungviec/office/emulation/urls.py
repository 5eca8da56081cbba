"""Addresses of the emulation room."""

from django.urls import path

from dungviec.office.emulation import keeping_views, proposal_views, round_views, views

app_name = "emulation"
urlpatterns = [
    path("thi-dua/", views.pipeline_page, name="pipeline"),
    path("thi-dua/tep/", views.pipeline_file, name="pipeline_file"),
    path("thi-dua/nguoi/<str:person_id>/", views.person_page, name="person"),
    path("thi-dua/cong-bang/", views.shares_page, name="shares"),
    path("thi-dua/sang-kien/", keeping_views.works_page, name="works"),
    path("thi-dua/sang-kien/<int:pk>/rut/", keeping_views.withdraw_work, name="withdraw_work"),
    path("thi-dua/sang-kien/<int:pk>/tep/", keeping_views.work_file, name="work_file"),
    path("thi-dua/dot/", round_views.rounds_page, name="rounds"),
    path("thi-dua/dot/mo/", round_views.open_round, name="open_round"),
    path("thi-dua/dot/muc-tu-dat/", keeping_views.keep_terms, name="keep_terms"),
    path("thi-dua/dot/<int:pk>/", round_views.round_page, name="round"),
    path("thi-dua/dot/<int:pk>/chuyen/", round_views.move_round, name="move"),
    path("thi-dua/dot/<int:pk>/huy/", round_views.call_off, name="call_off"),
    path("thi-dua/dot/<int:pk>/dang-ky/", round_views.register_page, name="register"),
    path("thi-dua/dot/<int:pk>/de-nghi/", proposal_views.propose_page, name="propose"),
    path("thi-dua/dot/<int:pk>/dem/", proposal_views.count_live, name="count"),
    path("thi-dua/dot/<int:pk>/hoi-dong/", round_views.council_page, name="council"),
    path("thi-dua/dot/<int:pk>/quyet-dinh/", round_views.decide, name="decide"),
    path("thi-dua/dot/<int:pk>/tep/<str:kind>/", round_views.round_file, name="round_file"),
    path("thi-dua/dot/de-nghi/<int:pk>/", proposal_views.proposal_page, name="proposal"),
    path("thi-dua/dot/de-nghi/<int:pk>/rut/", proposal_views.withdraw, name="withdraw"),
    path("thi-dua/dot/de-nghi/<int:pk>/thu-hoi/", proposal_views.revoke, name="revoke"),
    path("thi-dua/dot/de-nghi/<int:pk>/tep/", proposal_views.proposal_file, name="proposal_file"),
    path("thi-dua-cua-toi/", views.own_page, name="mine"),
    path("thi-dua-cua-toi/cam-on/", keeping_views.thank, name="thank"),
    path("thi-dua-cua-toi/dang-ky/", views.register_own, name="register_own"),
]
