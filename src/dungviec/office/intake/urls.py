"""Addresses of the intake."""

from django.urls import path

from dungviec.office.intake.views import mapping, review, steps

app_name = "intake"
urlpatterns = [
    path("", steps.intakes, name="intakes"),
    path("<int:pk>/", steps.intake, name="intake"),
    path("<int:pk>/trang/", mapping.sheet, name="sheet"),
    path("<int:pk>/cot/", mapping.columns, name="columns"),
    path("<int:pk>/doc/", mapping.read, name="read"),
    path("<int:pk>/tien-do/", steps.progress, name="progress"),
    path("<int:pk>/dung/", steps.stop, name="stop"),
    path("<int:pk>/lay-lai/", steps.take_back, name="take_back"),
    path("<int:pk>/bo/", steps.give_up, name="give_up"),
    path("<int:pk>/o/<int:row>/<int:column>/", review.cell, name="cell"),
    path("<int:pk>/nguoi/<int:row>/", review.person, name="person"),
    path("<int:pk>/don-vi/", review.unit, name="unit"),
    path("<int:pk>/lua-chon/", review.choices, name="choices"),
    path("<int:pk>/doi-chieu/", review.check, name="check"),
    path("<int:pk>/ghi/", review.write, name="write"),
    path("<int:pk>/tu-choi/", review.rejected, name="rejected"),
    path("<int:pk>/hoan-tac/", steps.undo, name="undo"),
]
