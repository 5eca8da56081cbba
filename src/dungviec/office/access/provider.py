"""Single sign-on by OpenID Connect: allauth's flow, with every check of the ID token made here.

allauth leaves the signature of a token fetched over TLS unread and sends no nonce, both of which the standard allows. Here the
signature, the issuer, the audience, the times and the nonce are all looked at, and nothing but the token is believed: no profile
is asked for, and what identifies somebody is issuer and subject together.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

import jwt
from allauth.socialaccount.internal.jwtkit import fetch_key, lookup_kid_jwk
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "ES256", "ES384"})
"""Signatures by a key only the provider has; never «none», never a shared secret."""
LEEWAY = 60
"""Seconds by which two clocks may differ."""


def uid_of(issuer: str, subject: str) -> str:
    """What an account is bound to: issuer and subject together, so that another issuer's subject is somebody else."""
    return hashlib.sha256(f"{issuer.rstrip('/')}\n{subject}".encode()).hexdigest()


class SignOnAdapter(OpenIDConnectOAuth2Adapter):
    """One round with the provider."""

    nonce: str | None = None

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider publishes of itself. Raises OAuth2Error where it does not answer or names another issuer."""
        try:
            config: dict[str, Any] = super().openid_config
            wanted = self.get_provider().app.settings["server_url"].partition("/.well-known/")[0].rstrip("/")
            if str(config["issuer"]).rstrip("/") != wanted:
                raise OAuth2Error("the provider names another issuer")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                str(config[name])
        except (RequestException, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("the provider's description cannot be read") from error
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> Any:
        """Who came back. Raises OAuth2Error unless the ID token holds in every point."""
        answer = kwargs["response"]
        if not isinstance(answer.get("id_token"), str):
            raise OAuth2Error("no ID token")
        claims = self.claims(app, answer["id_token"])
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def claims(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """What the token says, once it is proved. Raises OAuth2Error."""
        try:
            algorithm = jwt.get_unverified_header(id_token).get("alg")
            if algorithm not in ALGORITHMS:
                raise OAuth2Error("the ID token is not signed as it must be")
            _alg, key = fetch_key(id_token, self.openid_config["jwks_uri"], lookup_kid_jwk)
            claims: dict[str, Any] = jwt.decode(
                id_token, key=key, algorithms=[algorithm], audience=app.client_id, issuer=self.openid_config["issuer"],
                leeway=LEEWAY, options={"require": ["exp", "iat", "sub", "aud", "iss"]},
            )  # fmt: skip
        except (jwt.PyJWTError, RequestException, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("the ID token does not hold") from error
        audience = claims["aud"]
        if ((isinstance(audience, list) and len(audience) > 1) or "azp" in claims) and claims.get(
            "azp"
        ) != app.client_id:
            raise OAuth2Error("the ID token was made for somebody else")
        if not self.nonce or not hmac.compare_digest(str(claims.get("nonce", "")).encode(), self.nonce.encode()):
            raise OAuth2Error("the ID token belongs to another round")
        return claims


class SignOn(OpenIDConnectProvider):
    """The provider of the house."""

    pkce_enabled_default = True
    oauth2_adapter_class = SignOnAdapter

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, str]:
        """Those of the settings alone: an address cannot bring others along."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Those of the settings alone."""
        return list(self.get_scope())

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only ever to log in: an account is bound to a subject by an administrator, never by following a link."""
        asked: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        return asked | {"process": "login"}

    def redirect(self, request: HttpRequest, process: Any, next_url: Any = None, data: Any = None, **kwargs: Any) -> HttpResponse:  # fmt: skip
        """To the provider, with a nonce that the token must bring back."""
        nonce = secrets.token_urlsafe(24)
        parameters = dict(kwargs.pop("auth_params", None) or self.get_auth_params()) | {"nonce": nonce}
        try:
            answer: HttpResponse = super().redirect(request, process, next_url, data, auth_params=parameters, nonce=nonce, **kwargs)  # fmt: skip
        except OAuth2Error as error:
            from allauth.socialaccount.helpers import render_authentication_error

            answer = render_authentication_error(request, self, exception=error)
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Issuer and subject together."""
        claims = data["id_token"]
        return uid_of(str(claims["iss"]), str(claims["sub"]))

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """The subject alone: no profile of anybody is kept."""
        return {"sub": str(data["id_token"]["sub"])[:255]}


class CallbackView(OAuth2CallbackView):
    """Where the provider sends people back to."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, answer = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = state.get("nonce")
        return state, answer


@login_not_required
def log_in(request: HttpRequest, provider_id: str) -> Any:
    """Off to the provider."""
    return _answered(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> Any:
    """Back from the provider."""
    return _answered(CallbackView, request, provider_id)


def _answered(view: Any, request: HttpRequest, provider_id: str) -> Any:
    try:
        return view.adapter_view(SignOnAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None


provider_classes = [SignOn]
