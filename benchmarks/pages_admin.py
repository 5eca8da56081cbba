"""Django admin on the office's own records, as the list to compare with: settings, site and addresses in one module.

The list shows what the office's list shows by default. ``fair`` fetches posts, units and ratings beforehand, as somebody who
knows Django writes it; ``plain`` asks for them row by row, as the first version usually does.
"""

from __future__ import annotations

from typing import Any

from dungviec.office.settings import *  # noqa: F403
from dungviec.office.settings import INSTALLED_APPS as _APPS
from dungviec.office.settings import TEMPLATES as _TEMPLATES

INSTALLED_APPS = [*_APPS, "django.contrib.admin"]
ROOT_URLCONF = "benchmarks.pages_addresses"
TEMPLATES: list[dict[str, Any]] = [
    {
        **_TEMPLATES[0],
        "OPTIONS": {
            **_TEMPLATES[0]["OPTIONS"],
            "context_processors": [
                *_TEMPLATES[0]["OPTIONS"]["context_processors"],
                "django.contrib.auth.context_processors.auth",
            ],
        },
    }
]
