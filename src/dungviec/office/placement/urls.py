"""Addresses of the placement rooms."""

from django.urls import path

from dungviec.office.placement import deliberating, flip, hands, questions, swaps, views, years_page

app_name = "placement"
urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("lap/", views.open_round, name="open_round"),
    path("so-sanh/", deliberating.compare, name="compare"),
    path("nhu-cau/", deliberating.unit_needs, name="needs"),
    path("nhu-cau/ghi/", deliberating.state_need, name="state_need"),
    path("nhu-cau/<int:pk>/rut/", deliberating.withdraw_need, name="withdraw_need"),
    path("doi-viec/", swaps.sheets, name="swaps"),
    path("doi-viec/tim/", swaps.find, name="find_swaps"),
    path("doi-viec/<int:pk>/", swaps.sheet, name="swap_sheet"),
    path("doi-viec/<int:pk>/tra-loi/", swaps.answer, name="answer_swap"),
    path("<int:pk>/", views.round_page, name="round"),
    path("<int:pk>/tim/", views.search_moves, name="search_moves"),
    path("<int:pk>/tien-do/", views.progress, name="progress"),
    path("<int:pk>/dung/", views.stop, name="stop"),
    path("<int:pk>/chay-lai/", views.run_again, name="run_again"),
    path("<int:pk>/do-ben/", views.try_firmness, name="try_firmness"),
    path("<int:pk>/nhieu-nam/", years_page.years, name="years"),
    path("<int:pk>/nhieu-nam/tinh/", years_page.try_years, name="try_years"),
    path("<int:pk>/xuat/", views.export, name="export"),
    path("<int:pk>/chung-nhan/", views.certificate, name="certificate"),
    path("<int:pk>/thu/", hands.hands, name="hands"),
    path("<int:pk>/thu/dat/", hands.put, name="put"),
    path("<int:pk>/thu/bo/", hands.take_back, name="take_back"),
    path("<int:pk>/thu/ly-do/", hands.give_reason, name="give_reason"),
    path("<int:pk>/buoc/", hands.pass_gate, name="pass_gate"),
    path("<int:pk>/tra-lai/", hands.send_back, name="send_back"),
    path("<int:pk>/y-kien/", hands.write_comment, name="comment"),
    path("<int:pk>/cong-bang/", deliberating.fairness, name="fairness"),
    path("<int:pk>/phan-bien/", deliberating.advocate, name="advocate"),
    path("<int:pk>/so-mu/", deliberating.compare_blind, name="blind"),
    path("<int:pk>/ly-do/", questions.why, name="why"),
    path("<int:pk>/doi-ket-qua/", flip.flip, name="flip"),
    path("<int:pk>/hoi/", questions.ask, name="ask"),
]
