"""Bà Hạnh heads education (N1), ông Đức is her specialist (N2), ông Dũng of home affairs (N5) keeps the files, the chairman decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from dungviec.office.access.models import User
from dungviec.office.appraisal.models import CatalogueProduct, CatalogueVersion
from dungviec.office.appraisal.services.catalogue import ProductRow, VersionFacts, keep_version


@pytest.fixture
def head(as_role: Callable[..., Client]) -> Client:
    return as_role("unit_head", "P-GD", "N1")


@pytest.fixture
def duc(as_role: Callable[..., Client]) -> Client:
    return as_role("official", "", "N2")


@pytest.fixture
def keeper(as_role: Callable[..., Client]) -> Client:
    return as_role("personnel", "TX", "N5")


@pytest.fixture
def chairman(as_role: Callable[..., Client]) -> Client:
    return as_role("leader", "TX")


def account(client: Client) -> User:
    """The account a client is logged in with."""
    return User.objects.get(pk=client.session["_auth_user_id"])


@pytest.fixture
def catalogue(head: Client) -> CatalogueVersion:
    """Two products of education from 01/01/2020: a letter (standard) and a report worth two and a half."""
    rows = [
        ProductRow("CV", "Công văn", "1", Decimal(1), None),
        ProductRow("BC", "Báo cáo chuyên đề", "3", Decimal("2.5"), None),
    ]
    return keep_version(
        VersionFacts("P-GD", date(2020, 1, 1), "Công văn", field_day=Decimal("1.5")), rows, by=account(head)
    )


def product(version: CatalogueVersion, code: str) -> CatalogueProduct:
    return version.products.get(code=code)


def stand_in_2026(client: Client) -> None:
    """Move the session to a day on which NĐ 335/2025 speaks."""
    client.get("/viec-can-lam/thu-va-lich/?ngay=20/11/2026")
