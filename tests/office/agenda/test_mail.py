"""Where mail goes, from one address."""

from pathlib import Path

import pytest

from dungviec.office.mail import mail_settings


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("smtp://a%40b:w%2Fx@thu.example.vn", {"EMAIL_HOST": "thu.example.vn", "EMAIL_PORT": 587, "EMAIL_USE_TLS": True, "EMAIL_USE_SSL": False, "EMAIL_HOST_USER": "a@b", "EMAIL_HOST_PASSWORD": "w/x"}),
        ("smtps://thu.example.vn", {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}),
        ("smtp://thu:2525?tls=0", {"EMAIL_PORT": 2525, "EMAIL_USE_TLS": False}),
        ("file:///srv/thu", {"EMAIL_FILE_PATH": "/srv/thu"}),
        ("", {"EMAIL_FILE_PATH": "/h/mail"}),
        ("console:", {}),
    ],
)  # fmt: skip
def test_an_address_says_how_mail_goes(url: str, told: dict[str, object]) -> None:
    found = mail_settings(url, Path("/h"))
    assert {k: found[k] for k in told} == told
    assert found["EMAIL_BACKEND"].startswith("django.core.mail.backends.")


@pytest.mark.parametrize("bad", ["thu.example.vn", "http://thu", "smtp://", "smtp://thu:cong", "file:"])
def test_an_address_that_cannot_be_read_is_refused_in_a_sentence(bad: str) -> None:
    with pytest.raises(ValueError, match="DUNGVIEC_EMAIL_URL"):
        mail_settings(bad, Path("/h"))
