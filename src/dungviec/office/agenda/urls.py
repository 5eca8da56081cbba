"""Addresses of the morning page and what belongs to it. The page itself is the office's first."""

from django.urls import path

from dungviec.office.agenda.views import delivery, feed, morning, sample

app_name = "agenda"
urlpatterns = [
    path("", morning.morning, name="morning"),
    path("viec-can-lam/huong-dan/da-xem/", morning.put_guide_away, name="guide_away"),
    path("viec-can-lam/thu-va-lich/", delivery.delivery, name="delivery"),
    path("viec-can-lam/thu-va-lich/lich/", delivery.make_calendar, name="make_calendar"),
    path("viec-can-lam/thu-va-lich/bo-lich/", delivery.revoke_calendar, name="revoke_calendar"),
    path("viec-can-lam/lich/<slug:secret>.ics", feed.feed, name="feed"),
    path("viec-can-lam/du-lieu-mau/nap/", sample.fill, name="fill_sample"),
    path("viec-can-lam/du-lieu-mau/tien-do/", sample.progress, name="sample_progress"),
    path("viec-can-lam/du-lieu-mau/go/", sample.remove, name="remove_sample"),
]
