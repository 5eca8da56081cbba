"""Addresses of the room."""

from django.urls import path

from dungviec.office.competency.views import forms, frameworks, gaps, person, profiles, rounds, strengths, validation

app_name = "competency"
urlpatterns = [
    path("", gaps.city, name="gaps"),
    path("xuat/", gaps.export_gaps, name="export_gaps"),
    path("don-vi/<str:unit_id>/", gaps.unit, name="unit"),
    path("don-vi/<str:unit_id>/tom-tat/", gaps.unit_panel, name="unit_panel"),
    path("thieu/<str:code>/", gaps.short_of, name="short_of"),
    path("can-bo/<str:person_id>/", person.person, name="person"),
    path("can-bo/<str:person_id>/so-truong/", person.strengths_panel, name="strengths_panel"),
    path("can-bo/<str:person_id>/giay-to/", person.add_paper, name="add_paper"),
    path("phieu/", forms.mine, name="forms"),
    path("phieu/<int:pk>/", forms.fill, name="form"),
    path("dot/", rounds.rounds, name="rounds"),
    path("dot/mo/", rounds.open_round, name="open_round"),
    path("dot/<int:pk>/", rounds.one, name="round"),
    path("dot/<int:pk>/nhac/", rounds.remind, name="remind_round"),
    path("dot/<int:pk>/khep/", rounds.end, name="end_round"),
    path("dot/<int:pk>/ghi/", rounds.write, name="write_round"),
    path("dot/<int:pk>/hoan-tac/", rounds.undo, name="undo_round"),
    path("khung/", frameworks.frameworks, name="frameworks"),
    path("khung/<str:framework_id>/", frameworks.framework, name="framework"),
    path("khung-vi-tri/", profiles.profiles, name="profiles"),
    path("khung-vi-tri/<str:profile_id>/", profiles.profile, name="profile"),
    path("so-truong/", strengths.revealed, name="strengths"),
    path("doi-chieu/", validation.back_test, name="back_test"),
]
