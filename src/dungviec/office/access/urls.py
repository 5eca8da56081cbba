"""Addresses of the door, one's own account, the accounts and the ledger."""

from django.urls import path

from dungviec.office.access import headers
from dungviec.office.access.views import accounts, door, jobs, ledger, lock, mine, review

app_name = "access"
urlpatterns = [
    path("dang-nhap/", door.LogIn.as_view(), name="log_in"),
    path("dang-xuat/", door.LogOut.as_view(), name="log_out"),
    path("dat-mat-khau/<uidb64>/<token>/", door.SetPassword.as_view(), name="set_password"),
    path("khoa-phien/", lock.lock, name="lock"),
    path("bao-vi-pham/", headers.report, name="csp_report"),
    path("tai-khoan-cua-toi/", mine.mine, name="mine"),
    path("tai-khoan-cua-toi/mat-khau/", mine.change_password, name="change_password"),
    path("tai-khoan-cua-toi/phien/", mine.end, name="end_sessions"),
    path("tai-khoan/", accounts.accounts, name="accounts"),
    path("tai-khoan/moi/", accounts.new, name="new_account"),
    path("tai-khoan/<str:username>/", accounts.account, name="account"),
    path("ra-soat-tai-khoan/", review.shown, name="review"),
    path("ra-soat-tai-khoan/quyet-dinh/", review.decide, name="review_decide"),
    path("ra-soat-tai-khoan/tai-ve/", review.download, name="review_file"),
    path("viec-nen/", jobs.shown, name="jobs"),
    path("viec-nen/<uuid:key>/", jobs.act, name="job"),
    path("so-ghi-viec/", ledger.lines, name="ledger"),
    path("so-ghi-viec/kiem-tra/", ledger.verify, name="verify_ledger"),
]
