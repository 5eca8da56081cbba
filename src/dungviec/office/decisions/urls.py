"""Addresses of decisions, their papers and packets, templates, procedures and clocks."""

from django.urls import path

from dungviec.office.decisions.views import acting, agencies, gathering, procedures, reading

app_name = "decisions"
urlpatterns = [
    path("quyet-dinh/", reading.decisions, name="decisions"),
    path("quyet-dinh/lap/", acting.new, name="new"),
    path("quyet-dinh/mau/", acting.templates, name="templates"),
    path("quyet-dinh/mau/<str:kind>/", acting.template_file, name="template"),
    path("quyet-dinh/tu-phuong-an/<int:pk>/", gathering.of_round, name="of_round"),
    path("quyet-dinh/ban-giao/<int:pk>/", acting.tick, name="tick"),
    path("quyet-dinh/dot/<int:pk>/", reading.packet, name="packet"),
    path("quyet-dinh/dot/<int:pk>/tai-ve/", reading.packet_file, name="packet_file"),
    path("quyet-dinh/dot/<int:pk>/<slug:deed>/", acting.act_on_packet, name="act_on_packet"),
    path("quyet-dinh/<int:pk>/", reading.decision, name="decision"),
    path("quyet-dinh/<int:pk>/sua/", acting.change, name="change"),
    path("quyet-dinh/<int:pk>/thay-the/", acting.replace, name="replace"),
    path("quyet-dinh/<int:pk>/tai-ve/<slug:export>/", reading.download, name="download"),
    path("quyet-dinh/<int:pk>/<slug:deed>/", acting.act, name="act"),
    path("quy-trinh/", procedures.procedures, name="procedures"),
    path("quy-trinh/lap/", procedures.new, name="new_procedure"),
    path("quy-trinh/<int:pk>/", procedures.procedure, name="procedure"),
    path("quy-trinh/<int:pk>/<slug:step>/", procedures.record, name="record_step"),
    path("quy-trinh/<int:pk>/<slug:step>/bien-ban/<slug:export>/", procedures.minutes, name="minutes"),
    path("quyet-dinh/co-quan-ban-hanh/", agencies.agency_page, name="agency"),
    path("den-han/", procedures.due, name="due"),
    path("ho-so-cua-toi/quyet-dinh/", reading.mine, name="mine"),
]
