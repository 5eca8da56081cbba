"""What every template knows of the sample data: whether these records are made up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from dungviec.office.registry.selectors import is_sample


def sample(request: HttpRequest) -> dict[str, Any]:
    """``sample_data`` for every template; asked of the database where a template looks at it."""
    return {"sample_data": SimpleLazyObject(is_sample)}
