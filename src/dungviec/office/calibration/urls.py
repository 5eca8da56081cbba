"""Addresses of the calibration tabs."""

from django.urls import path

from dungviec.office.calibration.views import board, gauge, radar, thermometer

app_name = "calibration"
urlpatterns = [
    path("can-chinh/", board.board_page, name="board"),
    path("can-chinh/de-nghi/", board.suggest_page, name="suggest"),
    path("can-chinh/de-nghi/<int:pk>/rut/", board.withdraw_page, name="withdraw"),
    path("nhiet-ke/", thermometer.thermometer_page, name="thermometer"),
    path("lam-phat-muc/", gauge.gauge_page, name="gauge"),
    path("dau-hieu-hinh-thuc/", radar.radar_page, name="radar"),
]
