"""Vietnamese first, whatever language the browser was installed in; English is one click and stays."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("browser", ["en-US,en;q=0.9", "fr", "vi", ""])
def test_the_first_page_is_vietnamese_in_every_browser(browser: str) -> None:
    page = Client(headers={"accept-language": browser}).get(reverse("access:log_in"))
    assert page.headers["Content-Language"] == "vi"
    assert "Đăng nhập" in page.content.decode()


def test_a_click_switches_to_english_and_back_on_the_same_page() -> None:
    client = Client(headers={"accept-language": "vi"})
    here = reverse("access:log_in")
    for language, word in (("en", "Log in"), ("vi", "Đăng nhập")):
        moved = client.post(reverse("set_language"), {"language": language, "next": here})
        assert (moved.status_code, moved.headers["Location"]) == (302, here)
        page = client.get(here)
        assert page.headers["Content-Language"] == language
        assert word in page.content.decode()


def test_a_language_nobody_offers_is_ignored() -> None:
    client = Client()
    client.cookies["ngon_ngu"] = "xx"
    assert client.get(reverse("access:log_in")).headers["Content-Language"] == "vi"
