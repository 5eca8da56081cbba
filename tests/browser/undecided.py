"""An office with the demo city before the moves of 2020 were decided: run as a program, with the home of that office in the environment."""

from __future__ import annotations

import json
import sys

from dungviec.office.demo import set_up


def fill() -> list[dict[str, object]]:
    """Write the city and the demo's accounts into an empty office; answers with what is still to be decided."""
    set_up()
    from datetime import datetime, time

    from django.utils import timezone

    from dungviec.office.new_database import bring_up_to_date
    from dungviec.office.registry import demo_city
    from dungviec.office.registry.services import load_snapshot
    from dungviec.synth.rewind import rewind_moves

    bring_up_to_date()
    rewound = rewind_moves()
    load_snapshot(rewound.city, known_since=timezone.make_aware(datetime.combine(rewound.city.as_of, time.min)))
    demo_city.open_accounts()
    names = dict(rewound.city.people.select("person_id", "name").iter_rows())
    return [
        {"person": u.person_id, "post": u.post_id, "name": names[u.person_id], "school": u.school, "stays": u.stays}
        for u in rewound.undecided
    ]


if __name__ == "__main__":
    json.dump(fill(), sys.stdout, ensure_ascii=False)
