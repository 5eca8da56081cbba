"""``dungviec …``: the command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations


def main() -> None:
    """Entry point of the ``dungviec`` command."""
    from dungviec.cli.app import app
    from dungviec.cli.usage import run

    run(app)
