"""A process of its own that guesses at one account: prints how many of its tries were taken. Run by ``test_tries``."""

from __future__ import annotations

import sys

from dungviec.office.demo import set_up


def main(table_first: bool, guesses: int) -> None:
    """Make the one table that is needed, or guess."""
    set_up()
    from django.db import connection

    from dungviec.office.access import tries
    from dungviec.office.access.models import Tries

    if table_first:
        with connection.schema_editor() as editor:
            editor.create_model(Tries)
        return
    print(sum(tries.take("mai", "203.0.113.9") is None for _ in range(guesses)))


if __name__ == "__main__":
    main(sys.argv[1] == "table", int(sys.argv[2]))
