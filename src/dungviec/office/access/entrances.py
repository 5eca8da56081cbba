"""Addresses of the log-in machinery, under the names allauth knows them by: only those the house has pages for."""

from __future__ import annotations

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.views import login_cancelled, login_error
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from dungviec.office.access import provider
from dungviec.office.access.views import door, mine

urlpatterns = [
    path("dang-nhap/", door.LogIn.as_view(), name="account_login"),
    path("dang-xuat/", door.LogOut.as_view(), name="account_logout"),
    path("dang-nhap/ma/", mfa.authenticate, name="mfa_authenticate"),
    path("dang-nhap/khoa/", door.by_passkey_alone, name="mfa_login_webauthn"),
    path("dang-nhap-mot-lan/loi/", login_not_required(login_error), name="socialaccount_login_error"),
    path("dang-nhap-mot-lan/thoi/", login_not_required(login_cancelled), name="socialaccount_login_cancelled"),
    path("dang-nhap-mot-lan/<str:provider_id>/", provider.log_in, name="openid_connect_login"),
    path("dang-nhap-mot-lan/<str:provider_id>/ve/", provider.callback, name="openid_connect_callback"),
    path("xac-nhan/", reauthenticate, name="account_reauthenticate"),
    path("xac-nhan/ma/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("xac-nhan/khoa/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("tai-khoan-cua-toi/", mine.mine, name="mfa_index"),
    path("tai-khoan-cua-toi/khoa/", mine.mine, name="mfa_list_webauthn"),
    path("tai-khoan-cua-toi/ung-dung/", totp.activate_totp, name="mfa_activate_totp"),
    path("tai-khoan-cua-toi/ung-dung/go/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tai-khoan-cua-toi/khoa/them/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("tai-khoan-cua-toi/khoa/<int:pk>/go/", mine.remove_passkey, name="mfa_remove_webauthn"),
    path("tai-khoan-cua-toi/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tai-khoan-cua-toi/ma-du-phong/moi/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
