"""Addresses of inspection. Visits and findings go by numbers that tell nothing; nothing of a unit stands in an address."""

from django.urls import path

from dungviec.office.inspection.views import draws, field, findings, home, keeping, summary, visits

app_name = "inspection"
urlpatterns = [
    path("", home.home, name="home"),
    path("rut-tham/", draws.draws, name="draws"),
    path("rut-tham/moi/", draws.new_draw, name="new_draw"),
    path("rut-tham/<int:draw>/", draws.draw, name="draw"),
    path("rut-tham/<int:draw>/tep/", draws.draw_file, name="draw_file"),
    path("rut-tham/<int:draw>/<slug:deed>/", draws.act_on_draw, name="act_on_draw"),
    path("cach-lam/", keeping.keeping, name="keeping"),
    path("cuoc/moi/", visits.new_visit, name="new_visit"),
    path("cuoc/<uuid:code>/", visits.visit, name="visit"),
    path("cuoc/<uuid:code>/bien-ban/", visits.minutes_file, name="minutes"),
    path("cuoc/<uuid:code>/<slug:deed>/", visits.act_on_visit, name="act_on_visit"),
    path("phat-hien/", findings.findings, name="findings"),
    path("phat-hien/<uuid:key>/", findings.finding, name="finding"),
    path("anh/<uuid:key>/", visits.photo, name="photo"),
    path("tong-hop/", summary.summary, name="summary"),
    path("tong-hop/tep/", summary.summary_file, name="summary_file"),
    path("thuc-dia/", field.page, name="field"),
    path("thuc-dia/tho.js", field.worker, name="worker"),
    path("thuc-dia/ung-dung.webmanifest", field.manifest, name="manifest"),
    path("thuc-dia/du-lieu/", field.data, name="data"),
    path("thuc-dia/gui/", field.send, name="send"),
    path("thuc-dia/anh/", field.send_photo, name="send_photo"),
]
