"""Addresses of the rights of data subjects."""

from django.urls import path

from dungviec.office.privacy import desk, views

app_name = "privacy"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("moi/", views.ask, name="ask"),
    path("ai-xem-duoc-gi/", views.who_can_see, name="who_sees"),
    path("du-lieu/<str:kind>/", views.data, name="data"),
    path("yeu-cau/<int:pk>/", views.one, name="one"),
    path("yeu-cau/<int:pk>/rut/", views.take_back, name="take_back"),
    path("yeu-cau/<int:pk>/thu/<str:kind>/", views.letter, name="letter"),
    path("yeu-cau/<int:pk>/tra-loi/", desk.answer, name="answer"),
    path("yeu-cau/<int:pk>/du-lieu/<str:kind>/", desk.their_data, name="their_data"),
    path("hang-doi/", desk.queue, name="queue"),
    path("thay/", desk.on_behalf, name="behalf"),
    path("han-che/<int:pk>/go/", desk.lift, name="lift"),
    path("thoi-han/", desk.terms, name="terms"),
    path("thoi-han/lap/", desk.propose, name="propose"),
    path("thoi-han/<int:pk>/duyet/", desk.decide, name="decide"),
    path("thoi-han/<str:category>/ghi/", desk.set_term, name="set_term"),
]
