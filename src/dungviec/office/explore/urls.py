"""Addresses of the room."""

from django.urls import path

from dungviec.office.explore.views import answers, kept

app_name = "explore"
urlpatterns = [
    path("", answers.explore_page, name="explore"),
    path("danh-sach/", answers.list_page, name="list"),
    path("tep/", answers.table_file, name="file"),
    path("luu/", kept.keep_question, name="keep"),
    path("luu/<int:pk>/", kept.change_question, name="change"),
    path("luu/<int:pk>/chep/", kept.copy_question, name="copy"),
    path("luu/<int:pk>/xoa/", kept.drop_question, name="drop"),
]
