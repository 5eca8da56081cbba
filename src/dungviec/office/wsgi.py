"""The office as a WSGI application (served by granian)."""

from __future__ import annotations

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dungviec.office.settings")
application = get_wsgi_application()


def _warm_up() -> None:
    """Read the records and the law before the first visitor asks; without a database yet there is nothing to read."""
    from django.db import DatabaseError, connection

    from dungviec.office.registry.selectors import office_day
    from dungviec.office.registry.structure import tree

    try:
        tree(office_day())
    except DatabaseError:
        pass
    finally:
        connection.close()


def _refuse_unsafe() -> None:
    from dungviec.office.access.start_check import refuse_to_start

    refuse_to_start()


def _trace() -> None:
    from django.conf import settings

    from dungviec.office.operations import tracing

    tracing.start(settings.TRACES_TO)


_refuse_unsafe()
_trace()
Thread(target=_warm_up, name="warm-up", daemon=True).start()
