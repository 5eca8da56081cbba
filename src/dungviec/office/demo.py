"""Getting the demo ready: the database, the demo city, the accounts."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ready:
    """What was done, and what to tell whoever started it."""

    city: str
    people: int
    loaded_now: bool
    accounts: tuple[tuple[str, str, str], ...]
    """Account name, password, role in words; empty outside a demo."""

    def lines(self) -> list[str]:
        """The same as lines for a terminal."""
        first = f"{self.city}: {self.people:,} người".replace(",", ".")
        width = max((len(name) for name, _p, _r in self.accounts), default=0)
        return [first, *(f"  {name:<{width}}  {password}  {role}" for name, password, role in self.accounts)]


def set_up() -> None:
    """Django, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dungviec.office.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def prepare_demo() -> Ready:
    """Bring the database up to date, load the demo city when there are no records, make the demo accounts."""
    set_up()
    from django.apps import apps
    from django.conf import settings

    from dungviec.office.new_database import bring_up_to_date
    from dungviec.office.registry import demo_city
    from dungviec.office.registry.selectors import city

    bring_up_to_date()
    loaded = settings.DEMO and city() is None
    if loaded:
        demo_city.load()
        demo_city.open_accounts()  # before the rooms fill: what they write down was done by somebody
        for config in apps.get_app_configs():  # a room with records of its own fills them; nothing here names the rooms
            getattr(config, "fill_demo", lambda: None)()
        demo_city.leave_old_records()  # last: made-up lives of the rooms are for those in service
    accounts = demo_city.open_accounts() if settings.DEMO else ()
    here = city()
    return Ready(here.name if here else "", demo_city.on_rolls(), loaded, accounts)
