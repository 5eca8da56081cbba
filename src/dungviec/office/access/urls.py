"""Addresses of the door, the accounts and the ledger."""

from django.urls import path

from dungviec.office.access.views import accounts, door, jobs, ledger

app_name = "access"
urlpatterns = [
    path("dang-nhap/", door.LogIn.as_view(), name="log_in"),
    path("dang-xuat/", door.LogOut.as_view(), name="log_out"),
    path("dat-mat-khau/<uidb64>/<token>/", door.SetPassword.as_view(), name="set_password"),
    path("tai-khoan/", accounts.accounts, name="accounts"),
    path("tai-khoan/moi/", accounts.new, name="new_account"),
    path("tai-khoan/<str:username>/", accounts.account, name="account"),
    path("viec-nen/", jobs.shown, name="jobs"),
    path("viec-nen/<uuid:key>/", jobs.act, name="job"),
    path("so-ghi-viec/", ledger.lines, name="ledger"),
    path("so-ghi-viec/kiem-tra/", ledger.verify, name="verify_ledger"),
]
